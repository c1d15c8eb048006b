using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <content>The public digest of the week that has ended: composed once, read by everyone.</content>
public sealed partial class Pipeline
{
    /// <summary>The week known to be kept, so that it is not asked for at every tick.</summary>
    private DateOnly keptWeek;

    /// <summary>Composes last week's public digest where it is not there yet.</summary>
    private async Task KeepWeek(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var monday = today.AddDays(-7 - (((int)today.DayOfWeek + 6) % 7));
        if (keptWeek == monday)
        {
            return;
        }

        if (await tables.Weeks.Get(Keys.Only, Keys.Day(monday), cancel) is null)
        {
            var open = await tables.Watchlists.Range(Keys.Only, cancel: cancel).Where(w => w.Value is { Public: true, Paused: false }).Select(w => w.Key).ToHashSetAsync(cancellationToken: cancel);
            List<Story> stories = [];
            for (var day = monday; day < monday.AddDays(7); day = day.AddDays(1))
            {
                await foreach (var row in tables.Stories.Range(Keys.Day(day), cancel: cancel))
                {
                    if (row.Value is { MergedInto: null, History: false, Muted: null } story && (open.Count == 0 || story.Matches.Keys.Any(open.Contains)))
                    {
                        stories.Add(story);
                    }
                }
            }

            await tables.Weeks.Insert(Keys.Only, Keys.Day(monday), PublicDigest.Compose(monday, stories), cancel);
        }

        keptWeek = monday;
    }
}
