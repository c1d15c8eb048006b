using FunctionsBot.Storage;

namespace FunctionsBot.Migrations;

/// <summary>Version 1 to 2: sources, what polling learned of them and destinations leave their former 4 or 16 partitions for those of <see cref="Keys.Shards"/>.</summary>
internal static class OneShard
{
    /// <returns>Rows moved.</returns>
    public static async Task<int> Migrate(Tables tables, MigrationLease lease, CancellationToken cancel)
    {
        var moved = 0;
        foreach (var table in new[] { tables.Sources.Table, tables.SourceStates.Table, tables.Destinations.Table })
        {
            await foreach (var part in table.Scan(cancel: cancel).Where(row => row.Partition != Keys.Shard(row.Row)).Chunk(ITable.BatchLimit).WithCancellation(cancel))
            {
                foreach (var group in part.GroupBy(row => (From: row.Partition, To: Keys.Shard(row.Row))))
                {
                    await Move(table, [.. group], group.Key.To, cancel);
                }

                moved += part.Length;
                if (lease.IsDue)
                {
                    await lease.Renew(null, cancel);
                }
            }
        }

        return moved;
    }

    /// <summary>Written first and deleted after: a kill between leaves both, and the next run deletes.</summary>
    private static async Task Move(ITable table, IReadOnlyList<TableRow> rows, string to, CancellationToken cancel)
    {
        if (!await table.Batch([.. rows.Select(row => new TableWrite.Insert(row with { Partition = to, ETag = null }))], cancel))
        {
            foreach (var row in rows)
            {
                // One that is there already was moved before the kill, or was written since: it stays.
                await table.Insert(row with { Partition = to, ETag = null }, cancel);
            }
        }

        await table.Batch([.. rows.Select(row => new TableWrite.Delete(row with { Json = "", ETag = null }))], cancel);
    }
}
