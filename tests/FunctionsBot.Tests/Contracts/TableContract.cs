using System.Globalization;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Contracts;

/// <summary>What every table does, whatever stores it: single rows. Ranges and batches are in the other parts.</summary>
public abstract partial class TableContract : IAsyncLifetime
{
    private ITable _table = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _table = await Open();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty table.</summary>
    protected abstract ValueTask<ITable> Open();

    [Fact]
    public async Task A_row_that_was_never_written_is_not_there() => Assert.Null(await _table.Get("p", "r", Stop));

    [Fact]
    public async Task An_inserted_row_is_read_back_with_its_version()
    {
        var etag = await _table.Insert(new("p", "r", """{"a":1}"""), Stop);

        Assert.NotNull(etag);
        Assert.Equal(new TableRow("p", "r", """{"a":1}""", etag), await _table.Get("p", "r", Stop));
    }

    [Fact]
    public async Task A_second_insert_changes_nothing_and_says_so()
    {
        await _table.Insert(new("p", "r", "1"), Stop);

        Assert.Null(await _table.Insert(new("p", "r", "2"), Stop));
        Assert.Equal("1", await Json("p", "r"));
    }

    [Fact]
    public async Task An_unchanged_row_is_replaced_and_gets_another_version()
    {
        var first = await _table.Insert(new("p", "r", "1"), Stop);

        var second = await _table.Replace(new("p", "r", "2", first), Stop);

        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Equal(new TableRow("p", "r", "2", second), await _table.Get("p", "r", Stop));
    }

    [Fact]
    public async Task A_row_changed_since_it_was_read_is_not_replaced()
    {
        var read = await _table.Insert(new("p", "r", "1"), Stop);
        await _table.Upsert(new("p", "r", "theirs"), Stop);

        Assert.Null(await _table.Replace(new("p", "r", "ours", read), Stop));
        Assert.Equal("theirs", await Json("p", "r"));
    }

    [Fact]
    public async Task A_row_deleted_since_it_was_read_is_not_replaced()
    {
        var read = await _table.Insert(new("p", "r", "1"), Stop);
        await _table.Delete("p", "r", null, Stop);

        Assert.Null(await _table.Replace(new("p", "r", "2", read), Stop));
        Assert.Null(await _table.Get("p", "r", Stop));
    }

    [Fact]
    public async Task A_row_deleted_and_inserted_again_is_another_row()
    {
        var read = await _table.Insert(new("p", "r", "1"), Stop);
        await _table.Delete("p", "r", null, Stop);
        await _table.Insert(new("p", "r", "1"), Stop);

        Assert.Null(await _table.Replace(new("p", "r", "2", read), Stop));
    }

    [Fact]
    public async Task An_upsert_writes_what_is_there_and_what_is_not()
    {
        var first = await _table.Upsert(new("p", "r", "1"), Stop);
        var second = await _table.Upsert(new("p", "r", "2"), Stop);

        Assert.NotEqual(first, second);
        Assert.Equal(new TableRow("p", "r", "2", second), await _table.Get("p", "r", Stop));
    }

    [Fact]
    public async Task A_delete_says_whether_the_row_was_there()
    {
        await _table.Insert(new("p", "r", "1"), Stop);

        Assert.True(await _table.Delete("p", "r", null, Stop));
        Assert.False(await _table.Delete("p", "r", null, Stop));
        Assert.Null(await _table.Get("p", "r", Stop));
    }

    [Fact]
    public async Task A_delete_with_a_version_spares_a_changed_row()
    {
        var read = await _table.Insert(new("p", "r", "1"), Stop);
        var changed = await _table.Upsert(new("p", "r", "2"), Stop);

        Assert.False(await _table.Delete("p", "r", read, Stop));
        Assert.Equal("2", await Json("p", "r"));
        Assert.True(await _table.Delete("p", "r", changed, Stop));
        Assert.False(await _table.Delete("p", "r", changed, Stop));
    }

    [Fact]
    public async Task Of_many_who_insert_the_same_row_at_once_one_wins()
    {
        var etags = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => _table.Insert(new("p", "r", Number(i)), Stop))));

        var winner = Assert.Single(Enumerable.Range(0, 16), i => etags[i] is not null);
        Assert.Equal(Number(winner), await Json("p", "r"));
    }

    [Fact]
    public async Task Parallel_writers_that_replace_what_they_read_lose_no_update()
    {
        await _table.Insert(new("p", "r", "0"), Stop);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                var read = (await _table.Get("p", "r", Stop))!;
                var next = Number(int.Parse(read.Json, CultureInfo.InvariantCulture) + 1);
                done += await _table.Replace(read with { Json = next }, Stop) is null ? 0 : 1;
            }
        })));

        Assert.Equal("60", await Json("p", "r"));
    }

    [Theory]
    [InlineData(2_048)]
    [InlineData(2_049)]
    [InlineData(30_000)]
    [InlineData(30_001)]
    [InlineData(3_000_000)]
    public async Task A_document_of_any_allowed_size_is_read_back_as_it_was(int length)
    {
        var json = Prose(length);

        await _table.Insert(new("p", "long", json), Stop);
        await _table.Insert(new("p", "short", "{}"), Stop);

        Assert.Equal(json, await Json("p", "long"));
        Assert.Equal([json, "{}"], await _table.Range("p", cancel: Stop).Select(row => row.Json).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_long_document_that_became_short_leaves_nothing_behind()
    {
        var etag = await _table.Insert(new("p", "r", Prose(200_000)), Stop);

        await _table.Replace(new("p", "r", "{}", etag), Stop);

        Assert.Equal("{}", await Json("p", "r"));
    }

    [Fact]
    public async Task A_document_that_cannot_be_stored_is_refused_in_a_sentence()
    {
        var e = await Assert.ThrowsAsync<StoreException>(() => _table.Insert(new("p", "noise", Noise(1_000_000)), Stop));
        Assert.Contains("p/noise", e.Message, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<StoreException>(() => _table.Upsert(new("p", "endless", new string(' ', 4_000_001)), Stop));
        Assert.Contains("4,000,000", e.Message, StringComparison.Ordinal);
        Assert.Empty(await _table.Range("p", cancel: Stop).ToListAsync(Stop));
    }

    [Theory]
    [InlineData("it's \"quoted\" & <marked> 100% + a;b=c:@!$*(),[]{}|^~`")]
    [InlineData("Élysée œuvre ß 開源 открытый العربية")]
    [InlineData("🇫🇷👩‍💻")]
    [InlineData(" leading and trailing ")]
    [InlineData("%2F%27+%00")]
    [InlineData("..")]
    [InlineData("' or '1'='1")]
    public async Task Keys_of_any_script_and_sign_work(string key)
    {
        await _table.Insert(new(key, key, $"[\"{key.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]"), Stop);
        var read = (await _table.Get(key, key, Stop))!;

        Assert.Equal((key, key), (read.Partition, read.Row));
        Assert.NotNull(await _table.Replace(read, Stop));
        Assert.Equal([key], await _table.Range(key, key, key + "a", Stop).Select(row => row.Row).ToListAsync(Stop));
        Assert.True(await _table.Batch([new TableWrite.Upsert(new(key, key, "1")), new TableWrite.Insert(new(key, key + "a", "2"))], Stop));
        Assert.True(await _table.Delete(key, key, null, Stop));
        Assert.Null(await _table.Get(key, key, Stop));
    }

    [Fact]
    public async Task A_key_of_512_characters_works()
    {
        var key = new string('k', 512);

        await _table.Insert(new(key, key, "1"), Stop);

        Assert.Equal("1", await Json(key, key));
    }

    [Fact]
    public async Task Keys_that_differ_in_case_or_composition_are_different()
    {
        foreach (var key in (string[])["a", "A", "é", "e\u0301"])
        {
            Assert.NotNull(await _table.Insert(new("p", key, key == "a" ? "1" : "2"), Stop));
        }

        Assert.Equal("1", await Json("p", "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("a\0b")]
    public async Task A_forbidden_key_is_refused_in_a_sentence(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Get(key, "r", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Get("p", key, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Delete("p", key, null, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Upsert(new(key, "r", "1"), Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _table.Range(key, cancel: Stop).ToListAsync(Stop));
        var e = await Assert.ThrowsAsync<ArgumentException>(() => _table.Insert(new("p", key, "1"), Stop));
        Assert.Contains("A key", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_too_long_or_half_a_character_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Insert(new("p", new string('k', 513), "1"), Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Insert(new("p", "a\uD83D", "1"), Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Insert(new("p", "\uDC00b", "1"), Stop));
    }

    [Fact]
    public async Task A_replace_without_a_version_is_refused()
    {
        await _table.Insert(new("p", "r", "1"), Stop);

        await Assert.ThrowsAsync<ArgumentException>(() => _table.Replace(new("p", "r", "2"), Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Replace(new("p", "r", "2", "*"), Stop));
        Assert.Equal("1", await Json("p", "r"));
    }

    protected async Task<string?> Json(string partition, string row) => (await _table.Get(partition, row, Stop))?.Json;

    protected static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A JSON string of so many characters that compresses like text.</summary>
    private static string Prose(int length)
    {
        var words = string.Join(' ', Enumerable.Range(0, (length / 6) + 1).Select(i => $"loi n° {i * 2_654_435_761L % 10_007} œuvre"));
        return $"\"{words[..(length - 2)]}\"";
    }

    /// <summary>A JSON string of so many characters that hardly compresses.</summary>
    private static string Noise(int length)
    {
        return string.Create(length, 20_260_203UL, static (span, seed) =>
        {
            span.Fill('"');
            foreach (ref var c in span[1..^1])
            {
                // Knuth's linear congruential generator (MMIX).
                seed = (seed * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
                c = (char)(0x4E00 + ((seed >> 33) % 20_000));
            }
        });
    }
}
