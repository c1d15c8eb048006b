using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot.Migrations;

/// <summary>
/// Version 3 to 4: stories that were stored before there was a calendar and before letters were followed get their appointments, and what their
/// articles tell of their letters. What newer articles have brought meanwhile stays: both ledgers may be told the same again.
/// </summary>
internal static class StoryLedgers
{
    /// <returns>Stories entered.</returns>
    public static async Task<int> Migrate(Tables tables, MigrationLease lease, CancellationToken cancel)
    {
        var (agendas, letters) = (new AgendaLedger(tables), new LetterLedger(tables));
        var entered = 0;
        await foreach (var row in tables.Stories.Table.Scan(Place(lease.Reached), cancel))
        {
            if (JsonSerializer.Deserialize<Story>(row.Json, StoredJson.Options) is { MergedInto: null } story)
            {
                entered += await Enter(story, tables, agendas, letters, cancel) ? 1 : 0;
            }

            if (lease.IsDue)
            {
                await lease.Renew($"{row.Partition} {row.Row}", cancel);
            }
        }

        return entered;
    }

    private static async Task<bool> Enter(Story story, Tables tables, AgendaLedger agendas, LetterLedger letters, CancellationToken cancel)
    {
        var dated = story.Facts.Dates.Count > 0;
        if (dated)
        {
            await agendas.Keep(story, story.Updated, cancel);
        }

        if (!LetterLedger.IsLetter(story))
        {
            return dated;
        }

        foreach (var member in story.Members)
        {
            if (await tables.Items.Get(Keys.DayOf(member.ItemId), member.ItemId, cancel) is { Value: { Facts.Letters.Count: > 0 } item })
            {
                await letters.Tell(story, item, story.Updated, cancel);
            }
        }

        return true;
    }

    private static (string Partition, string Row)? Place(string? reached) =>
        reached?.Split(' ', 2) is [var partition, var row] ? (partition, row) : null;
}
