using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Contracts;

public abstract partial class TableContract
{
    [Fact]
    public async Task A_scan_gives_every_row_by_partition_and_key()
    {
        await Fill("b", ["2", "1"]);
        await Fill("a", ["z"]);
        await Fill("ba", ["0"]);
        await Fill("B", ["9"]);

        Assert.Equal(["B 9", "a z", "b 1", "b 2", "ba 0"], await Scanned(null));
    }

    [Fact]
    public async Task A_scan_goes_on_behind_a_place_even_one_whose_row_is_gone()
    {
        await Fill("a", ["1", "2", "3"]);
        await Fill("b", ["1"]);

        Assert.Equal(["a 2", "a 3", "b 1"], await Scanned(("a", "1")));
        Assert.Equal(["a 3", "b 1"], await Scanned(("a", "2x")));
        Assert.Equal(["b 1"], await Scanned(("a", "3")));
        Assert.Equal(["b 1"], await Scanned(("aa", "7")));
        Assert.Empty(await Scanned(("b", "1")));
    }

    [Fact]
    public async Task A_scan_of_2500_rows_in_three_partitions_may_delete_what_it_has_read()
    {
        foreach (var partition in (string[])["p", "q", "r"])
        {
            await Fill(partition, [.. Enumerable.Range(0, 833).Select(i => $"{i:d4}")]);
        }

        var read = 0;
        await foreach (var part in _table.Scan(cancel: Stop).Chunk(ITable.BatchLimit))
        {
            foreach (var rows in part.GroupBy(row => row.Partition))
            {
                Assert.True(await _table.Batch([.. rows.Select(row => new TableWrite.Delete(row))], Stop));
                read += rows.Count();
            }
        }

        Assert.Equal(3 * 833, read);
        Assert.Empty(await Scanned(null));
    }

    [Fact]
    public async Task A_scan_of_an_empty_table_gives_nothing() => Assert.Empty(await Scanned(null));

    private async Task<List<string>> Scanned((string, string)? after) =>
        await _table.Scan(after, Stop).Select(row => $"{row.Partition} {row.Row}").ToListAsync(Stop);
}
