using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;

namespace FunctionsBot;

/// <content>A watchlist tried on the past before it is saved.</content>
public sealed partial class Pipeline
{
    /// <summary>How far back a watchlist is tried.</summary>
    private const int ReplayedDays = 90;

    /// <summary>Most items looked at, the latest first: a page should answer in seconds.</summary>
    private const int MostReplayed = 20_000;

    /// <summary>What a watchlist would have found in the stored items of the last 90 days, beside what the saved one finds.</summary>
    /// <param name="changed">As it would be saved; its query can be read.</param>
    /// <param name="saved">As it is saved; null for a new one.</param>
    /// <param name="cancel">Stops the reading.</param>
    public async Task<Replay> TryWatchlist(Watchlist changed, Watchlist? saved, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (first, last) = (today.AddDays(1 - ReplayedDays), today);
        var tally = new ReplayTally(new Matcher(), saved, changed);
        var stories = new Dictionary<string, Story?>();
        var (items, oldest) = (0, today);
        foreach (var day in Keys.DaysBack(now, now.AddDays(1 - ReplayedDays)))
        {
            await foreach (var row in tables.Items.Range(day, cancel: cancel))
            {
                if (row.Value is not { StoryId: { } storyId, Verdict.Relevant: true } item || await StoryOf(storyId, stories, cancel) is not { } story)
                {
                    continue;
                }

                if (++items > MostReplayed)
                {
                    return tally.Result(oldest, last) with { CutShort = true };
                }

                tally.Add(story, item.Item.Title, item.Item.Text);
                oldest = DateOnly.FromDateTime(item.Seen.UtcDateTime);
            }
        }

        // A bot that has run for a week has seen no more than that: its alerts a day are those of the week.
        return tally.Result(oldest > first ? oldest : first, last);
    }

    private async Task<Story?> StoryOf(string id, Dictionary<string, Story?> known, CancellationToken cancel)
    {
        if (known.TryGetValue(id, out var story))
        {
            return story?.MergedInto is { } into ? await StoryOf(into, known, cancel) : story;
        }

        var day = Keys.DayOf(id);
        await foreach (var row in tables.Stories.Range(day, cancel: cancel))
        {
            known[row.Key] = row.Value;
        }

        known.TryAdd(id, null);
        return await StoryOf(id, known, cancel);
    }
}
