using System.Text.Json;
using FunctionsBot.Chat;
using FunctionsBot.Domain;
using FunctionsBot.Site.Manage;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot.Retention;

/// <content>What hangs on a story, a source or a chat goes when that is gone; what has a day goes 400 days after it.</content>
public sealed partial class Expiry
{
    private async Task Dated(ExpiryRun run, DateTimeOffset now)
    {
        var oldest = Keys.Day(now - KeepFor.Items);
        await run.Days(tables.Days.Table, oldest, _ => true);
        await run.Range(tables.Documents, DayCounts.Partition, oldest);
        await run.Range(tables.Calendar.Table, Keys.Only, oldest);
        await run.Range(tables.Weeks.Table, Keys.Only, oldest);
    }

    private async Task HangingOnStories(ExpiryRun run, DateTimeOffset now)
    {
        var oldest = Keys.Day(now - KeepFor.Items);
        (string Id, bool Gone) last = ("", false);
        await run.Round(tables.Letters.Table, "letters", row => Gone(row.Row));
        await run.Round(tables.LetterDays.Table, "letterdays", row => Gone(row.Partition));
        await run.Round(tables.Dossiers.Table, "dossiers", row => Gone(row.Row));
        await run.Round(tables.StoryEdits.Table, "storyedits", row => Gone(row.Partition));
        await run.Round(tables.Standing.Table, "standing", row => Gone(row.Partition));
        // A story that was merged leaves its appointments to the other one, which is found through it.
        await run.Round(tables.Agendas.Table, "agendas", async row =>
            await Gone(row.Row) && (ExpiryRun.Read<StoryAgenda>(row).MovedTo is not { } heir || await Gone(heir)));

        // Only what is old enough: what was written a moment ago may stand beside a story that is being written.
        async ValueTask<bool> Gone(string storyId)
        {
            if (last.Id != storyId)
            {
                last = (storyId, Keys.IsItemId(storyId) && string.CompareOrdinal(Keys.DayOf(storyId), oldest) < 0
                    && await tables.Stories.Get(Keys.DayOf(storyId), storyId, run.Cancel) is null);
            }

            return last.Gone;
        }
    }

    private async Task HangingOnChats(ExpiryRun run, DateTimeOffset now)
    {
        await run.Round(tables.Mutes.Table, "mutes", row => ValueTask.FromResult(ExpiryRun.Read<Mute>(row).Until < now));
        await run.Round(tables.Saved.Table, "saved", row => ValueTask.FromResult(ExpiryRun.Read<SavedStory>(row).At < now - KeepFor.Items));
        await run.Delete(
            tables.Documents,
            tables.Documents.Range(Invitations.Used, cancel: run.Cancel),
            row => ValueTask.FromResult(Invitations.UsedAt(row) < now - KeepFor.UsedInvitations));
        await run.Delete(tables.Documents, tables.Documents.Range(Chats.Moves, cancel: run.Cancel), async row =>
            JsonSerializer.Deserialize<string>(row.Json) is not { } id || await tables.Destinations.Get(Keys.Shard(id), id, run.Cancel) is null);
        await run.Delete(tables.Documents, tables.Documents.Range(LetterLedger.LastReading, cancel: run.Cancel), async row =>
            await tables.Sources.Get(Keys.Shard(row.Row), row.Row, run.Cancel) is null);
    }
}
