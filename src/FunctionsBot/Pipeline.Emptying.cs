using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <content>What admins deleted and did not want back.</content>
public sealed partial class Pipeline
{
    /// <summary>Takes away deleted watchlists whose time is over, with what they found: the copy last, so that a crash between has it done again.</summary>
    private async Task RemoveDeletedWatchlists(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await foreach (var row in tables.DeletedWatchlists.Range(Keys.Only, cancel: cancel))
        {
            if (row.Value.At + DeletedWatchlist.Kept > now)
            {
                continue;
            }

            // One that is there again, restored or never quite deleted, keeps everything.
            if (await tables.Watchlists.Get(Keys.Only, row.Key, cancel) is null)
            {
                await tables.Follows.RemoveWatchlist(row.Key, cancel);
                await RemoveMatches(row.Key, cancel);
            }

            await tables.DeletedWatchlists.Delete(Keys.Only, row.Key, cancel);
        }
    }

    private async Task RemoveMatches(string watchlistId, CancellationToken cancel)
    {
        var rows = await tables.Matches.Table.Range(watchlistId, cancel: cancel).Select(row => new TableRow(row.Partition, row.Row, "")).ToListAsync(cancel);
        foreach (var batch in rows.Chunk(ITable.BatchLimit))
        {
            await tables.Matches.Table.Batch([.. batch.Select(row => new TableWrite.Delete(row))], cancel);
        }
    }
}
