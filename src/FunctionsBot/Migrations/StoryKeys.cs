using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot.Migrations;

/// <summary>
/// Version 2 to 3: the index of stories, which was one partition, gets a partition for each key. It is made anew from the stored items, so
/// that a copy that arrives after the upgrade still joins its story; the old rows go last, and as long as one is there the work is not done.
/// </summary>
internal static class StoryKeys
{
    /// <summary>The old index, beside which the new one keeps only its counts.</summary>
    private const string OldPartition = Keys.Only;

    /// <summary>Counts of how common terms are: both indexes have them there, but of other terms.</summary>
    private const string Counts = "frequencies";

    /// <returns>Items indexed anew.</returns>
    public static async Task<int> Migrate(Tables tables, StoryIndex stories, MigrationLease lease, CancellationToken cancel)
    {
        if (!await OldRows(tables, cancel).AnyAsync(cancel))
        {
            return 0;
        }

        if (lease.Reached is null)
        {
            await tables.Fingerprints.Delete(OldPartition, Counts, null, cancel);
        }

        var indexed = 0;
        await foreach (var row in tables.Items.Table.Scan(Place(lease.Reached), cancel))
        {
            var item = JsonSerializer.Deserialize<ReadItem>(row.Json, StoredJson.Options);
            if (item?.StoryId is { } story)
            {
                await stories.IndexAgain(item, story, cancel);
                indexed++;
            }

            if (lease.IsDue)
            {
                await stories.ShareCounts(cancel);
                await lease.Renew($"{row.Partition} {row.Row}", cancel);
            }
        }

        await stories.ShareCounts(cancel);

        await foreach (var part in OldRows(tables, cancel).Chunk(ITable.BatchLimit).WithCancellation(cancel))
        {
            await tables.Fingerprints.Batch([.. part.Select(row => new TableWrite.Delete(row with { Json = "", ETag = null }))], cancel);
            if (lease.IsDue)
            {
                await lease.Renew("~ all items", cancel);
            }
        }

        return indexed;
    }

    /// <summary>Every row of the old index but the counts.</summary>
    private static IAsyncEnumerable<TableRow> OldRows(Tables tables, CancellationToken cancel) =>
        tables.Fingerprints.Range(OldPartition, cancel: cancel).Where(row => row.Row != Counts);

    private static (string Partition, string Row)? Place(string? reached) =>
        reached?.Split(' ', 2) is [var partition, var row] ? (partition, row) : null;
}
