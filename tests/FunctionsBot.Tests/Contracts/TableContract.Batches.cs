using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Contracts;

public abstract partial class TableContract
{
    [Fact]
    public async Task A_batch_does_every_kind_of_write()
    {
        var replaced = await _table.Insert(new("p", "replaced", "old"), Stop);
        var deleted = await _table.Insert(new("p", "deleted", "old"), Stop);
        await Fill("p", ["dropped", "upserted"]);

        Assert.True(await _table.Batch(
            [
                new TableWrite.Insert(new("p", "inserted", "new")),
                new TableWrite.Replace(new("p", "replaced", "new", replaced)),
                new TableWrite.Upsert(new("p", "upserted", "new")),
                new TableWrite.Upsert(new("p", "upserted too", "new")),
                new TableWrite.Delete(new("p", "deleted", "", deleted)),
                new TableWrite.Delete(new("p", "dropped", "")),
            ],
            Stop));

        var rows = await _table.Range("p", cancel: Stop).ToListAsync(Stop);
        Assert.Equal(["inserted", "replaced", "upserted", "upserted too"], rows.Select(row => row.Row));
        Assert.All(rows, row => Assert.Equal("new", row.Json));
    }

    [Fact]
    public async Task A_batch_with_an_insert_of_an_existing_row_writes_nothing()
    {
        await Fill("p", ["there"]);

        await Refused(new TableWrite.Insert(new("p", "there", "new")));
    }

    [Fact]
    public async Task A_batch_with_a_replace_of_a_changed_row_writes_nothing()
    {
        var read = await _table.Insert(new("p", "there", "{}"), Stop);
        await _table.Upsert(new("p", "there", "{}"), Stop);

        await Refused(new TableWrite.Replace(new("p", "there", "new", read)));
    }

    [Fact]
    public async Task A_batch_with_a_replace_of_a_missing_row_writes_nothing()
    {
        var read = await _table.Insert(new("p", "there", "{}"), Stop);
        await _table.Delete("p", "there", null, Stop);
        await Fill("p", ["there too"]);

        await Refused(new TableWrite.Replace(new("p", "there", "new", read)));
    }

    [Fact]
    public async Task A_batch_with_a_delete_of_a_changed_row_writes_nothing()
    {
        var read = await _table.Insert(new("p", "there", "{}"), Stop);
        await _table.Upsert(new("p", "there", "{}"), Stop);

        await Refused(new TableWrite.Delete(new("p", "there", "", read)));
    }

    [Fact]
    public async Task A_batch_with_a_delete_of_a_version_that_is_gone_writes_nothing()
    {
        var read = await _table.Insert(new("p", "there", "{}"), Stop);
        await _table.Delete("p", "there", null, Stop);
        await Fill("p", ["there too"]);

        await Refused(new TableWrite.Delete(new("p", "there", "", read)));
    }

    [Fact]
    public async Task A_batch_may_delete_rows_that_are_not_there()
    {
        await Fill("p", ["b"]);

        Assert.True(await _table.Batch(
            [
                new TableWrite.Upsert(new("p", "new", "1")),
                new TableWrite.Delete(new("p", "a", "")),
                new TableWrite.Delete(new("p", "b", "")),
                new TableWrite.Delete(new("p", "c", "")),
            ],
            Stop));

        Assert.Equal(["new"], await Rows("p"));
        Assert.True(await _table.Batch([new TableWrite.Delete(new("p", "a", "")), new TableWrite.Delete(new("p", "b", ""))], Stop));
    }

    [Fact]
    public async Task A_batch_with_a_missing_delete_and_a_failing_write_writes_nothing()
    {
        await Fill("p", ["there"]);

        await Refused(new TableWrite.Delete(new("p", "absent", "")), new TableWrite.Insert(new("p", "there", "new")));
    }

    [Fact]
    public async Task A_batch_of_nothing_is_done() => Assert.True(await _table.Batch([], Stop));

    [Fact]
    public async Task A_batch_holds_100_writes_and_no_more()
    {
        TableWrite[] writes = [.. Enumerable.Range(0, 101).Select(i => new TableWrite.Insert(new("p", $"{i:d3}", "{}")))];

        await Assert.ThrowsAsync<ArgumentException>(() => _table.Batch(writes, Stop));
        Assert.Empty(await Rows("p"));
        Assert.True(await _table.Batch(writes[..100], Stop));
        Assert.Equal(100, (await Rows("p")).Count);
    }

    [Fact]
    public async Task A_batch_of_two_partitions_or_of_one_row_twice_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Batch(
            [new TableWrite.Insert(new("p", "a", "1")), new TableWrite.Insert(new("q", "b", "1"))], Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.Batch(
            [new TableWrite.Insert(new("p", "a", "1")), new TableWrite.Delete(new("p", "a", ""))], Stop));
        Assert.Empty(await Rows("p"));
    }

    [Fact]
    public async Task A_batch_of_100_long_documents_is_written_whole()
    {
        var json = Prose(30_000);

        Assert.True(await _table.Batch([.. Enumerable.Range(0, 100).Select(i => new TableWrite.Upsert(new("p", $"{i:d3}", json)))], Stop));

        var rows = await _table.Range("p", cancel: Stop).ToListAsync(Stop);
        Assert.Equal(100, rows.Count);
        Assert.All(rows, row => Assert.Equal(json, row.Json));
    }

    [Fact]
    public async Task A_batch_too_large_for_one_request_is_refused_in_a_sentence()
    {
        var json = Noise(80_000);

        var e = await Assert.ThrowsAsync<StoreException>(
            () => _table.Batch([.. Enumerable.Range(0, 20).Select(i => new TableWrite.Upsert(new("p", $"{i:d2}", json)))], Stop));

        Assert.Contains("split it", e.Message, StringComparison.Ordinal);
        Assert.Empty(await Rows("p"));
    }

    [Fact]
    public async Task Of_two_batches_that_race_for_a_row_one_is_written_and_the_other_not_at_all()
    {
        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _table.Batch(
            [new TableWrite.Upsert(new("p", $"by {i}", "{}")), new TableWrite.Insert(new("p", "claimed", Number(i)))], Stop))));

        var winner = Assert.Single(Enumerable.Range(0, 8), i => done[i]);
        Assert.Equal([$"by {winner}", "claimed"], await Rows("p"));
        Assert.Equal(Number(winner), await Json("p", "claimed"));
    }

    /// <summary>These writes, among others that could be done, fail the batch and leave the partition as it was.</summary>
    private async Task Refused(params TableWrite[] failing)
    {
        var before = await _table.Range("p", cancel: Stop).ToListAsync(Stop);

        Assert.False(await _table.Batch(
            [new TableWrite.Insert(new("p", "first", "{}")), .. failing, new TableWrite.Upsert(new("p", "last", "{}"))], Stop));

        Assert.Equal(before, await _table.Range("p", cancel: Stop).ToListAsync(Stop));
    }
}
