using FunctionsBot.Site.Pages;
using FunctionsBot.Storage;

namespace FunctionsBot.Site;

/// <summary>Removes a thing and everything that hangs on it: what hangs on it first, so that a crash leaves nothing that no page shows.</summary>
internal static class Erasure
{
    /// <summary>A destination with its address, what it follows, and what was sent to it.</summary>
    public static async Task Destination(Tables tables, string id, CancellationToken cancel)
    {
        await tables.Documents.Delete(Subscribing.Wishes, id, null, cancel);
        await tables.Follows.RemoveAll(id, cancel);
        await Partition(tables.Messages.Table, id, cancel);
        await Partition(tables.Deliveries.Table, id, cancel);
        await Partition(tables.Told.Table, id, cancel);
        await Partition(tables.Mutes.Table, id, cancel);
        await Partition(tables.Saved.Table, id, cancel);
        await tables.Destinations.Delete(Keys.Shard(id), id, cancel);
    }

    private static async Task Partition(ITable table, string partition, CancellationToken cancel)
    {
        var rows = await table.Range(partition, cancel: cancel).Select(row => new TableRow(row.Partition, row.Row, "")).ToListAsync(cancel);
        foreach (var batch in rows.Chunk(ITable.BatchLimit))
        {
            await table.Batch([.. batch.Select(row => new TableWrite.Delete(row))], cancel);
        }
    }
}
