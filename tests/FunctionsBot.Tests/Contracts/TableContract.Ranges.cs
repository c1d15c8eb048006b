using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Contracts;

public abstract partial class TableContract
{
    [Fact]
    public async Task A_range_follows_the_ordinal_order_of_its_rows()
    {
        string[] keys = ["b", "a", "B", "é", "a b", "ab", "_", "10", "9", "Z", "z", "e\u0301", "開", "-"];
        await Fill("p", keys);

        Array.Sort(keys, StringComparer.Ordinal);
        Assert.Equal(keys, await Rows("p"));
    }

    [Fact]
    public async Task A_range_starts_with_its_first_key_and_stops_before_its_last()
    {
        await Fill("p", ["a", "b", "ba", "c", "d"]);

        Assert.Equal(["b", "ba", "c", "d"], await Rows("p", from: "b"));
        Assert.Equal(["a", "b", "ba"], await Rows("p", before: "c"));
        Assert.Equal(["ba", "c"], await Rows("p", "b0", "cz"));
        Assert.Equal(["b"], await Rows("p", "b", "ba"));
        Assert.Empty(await Rows("p", "c", "b"));
        Assert.Empty(await Rows("p", "c", "c"));
        Assert.Empty(await Rows("p", "e"));
    }

    [Fact]
    public async Task A_range_stays_in_its_partition()
    {
        await Fill("a", ["1"]);
        await Fill("b", ["2"]);
        await Fill("ba", ["3"]);

        Assert.Equal(["2"], await Rows("b"));
        Assert.Empty(await Rows("c"));
    }

    [Fact]
    public async Task A_range_of_2500_rows_is_read_whole()
    {
        var keys = Enumerable.Range(0, 2_500).Select(i => $"{i:d5}").ToArray();
        await Fill("p", keys);

        Assert.Equal(keys, await Rows("p"));
        Assert.Equal(keys[700..2_200], await Rows("p", "00700", "02200"));
    }

    [Fact]
    public async Task A_range_of_large_rows_is_read_whole()
    {
        var json = Prose(250_000);
        foreach (var key in Enumerable.Range(0, 80))
        {
            await _table.Insert(new("p", $"{key:d2}", json), Stop);
        }

        var rows = await _table.Range("p", cancel: Stop).ToListAsync(Stop);

        Assert.Equal(80, rows.Count);
        Assert.All(rows, row => Assert.Equal(json.Length, row.Json.Length));
    }

    [Fact]
    public async Task Rows_may_be_written_while_a_range_is_read()
    {
        await Fill("p", [.. Enumerable.Range(0, 1_200).Select(i => $"{i:d4}")]);

        var read = 0;
        await foreach (var row in _table.Range("p", cancel: Stop))
        {
            Assert.Equal($"{read++:d4}", row.Row);
            if (read % 100 == 0)
            {
                Assert.NotNull(await _table.Replace(row with { Json = "changed" }, Stop));
                Assert.True(await _table.Delete("p", $"{read - 2:d4}", null, Stop));
            }
        }

        Assert.Equal(1_200, read);
        Assert.Equal(1_188, (await Rows("p")).Count);
    }

    [Fact]
    public async Task A_range_gives_versions_that_can_be_replaced()
    {
        await Fill("p", ["a", "b"]);

        var rows = await _table.Range("p", cancel: Stop).ToListAsync(Stop);

        Assert.True(await _table.Batch([.. rows.Select(row => new TableWrite.Replace(row with { Json = "new" }))], Stop));
    }

    [Fact]
    public async Task A_range_that_is_no_longer_wanted_stops()
    {
        await Fill("p", ["a", "b", "c"]);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _table.Range("p", cancel: stop.Token))
            {
                await stop.CancelAsync();
            }
        });
    }

    private async Task Fill(string partition, string[] keys)
    {
        foreach (var chunk in keys.Chunk(ITable.BatchLimit))
        {
            Assert.True(await _table.Batch([.. chunk.Select(key => new TableWrite.Insert(new(partition, key, "{}")))], Stop));
        }
    }

    private async Task<List<string>> Rows(string partition, string? from = null, string? before = null) =>
        await _table.Range(partition, from, before, Stop).Select(row => row.Row).ToListAsync(Stop);
}
