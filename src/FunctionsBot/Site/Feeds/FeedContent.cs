using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Site.Feeds;

/// <summary>A feed that everyone may have: of a public watchlist, or of everything.</summary>
/// <param name="Watchlist">Null for everything.</param>
/// <param name="Stamp">When it last changed.</param>
public sealed record PublicFeed(Watchlist? Watchlist, Stamp Stamp)
{
    /// <summary>What it is called.</summary>
    public string Name(string language) => Watchlist is null ? Words.Everything.In(language) : Words.NameOf(Watchlist, language);

    /// <summary>Its address on the site, of one of the three forms.</summary>
    public string Path(string language, string file) => Watchlist is null ? $"/feeds/{language}/{file}" : $"/feeds/{language}/{Uri.EscapeDataString(Watchlist.Id)}/{file}";
}

/// <summary>What a feed holds; its texts are in their own languages, so that it is read once for both languages of the site.</summary>
/// <param name="Stories">The latest, newest first.</param>
/// <param name="Appointments">Those ahead, and those that took place or were cancelled lately, by day.</param>
internal sealed record FeedContent(IReadOnlyList<Story> Stories, IReadOnlyList<Appointment> Appointments)
{
    /// <summary>Most stories of a feed: more than any feed reader shows at once, and well under 100 KB.</summary>
    private const int Most = 40;

    /// <summary>Most appointments of a calendar.</summary>
    private const int MostAppointments = 1000;

    /// <summary>How long what is over stays in a calendar: its subscribers must have come by to see that it was cancelled.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    /// <summary>How far back stories are looked for, step by step, until there are enough.</summary>
    private static readonly int[] Days = [7, 31, 90];

    public static async Task<IReadOnlyList<Story>> ReadStories(Tables tables, Watchlist? watchlist, DateTimeOffset now, CancellationToken cancel) =>
        watchlist is null ? await Latest(tables, now, cancel) : await Found(tables, watchlist.Id, now, cancel);

    public static async Task<IReadOnlyList<Appointment>> ReadAppointments(Tables tables, Watchlist? watchlist, DateTimeOffset now, CancellationToken cancel)
    {
        List<Appointment> all = [];
        await foreach (var row in tables.Calendar.Range(Keys.Only, Keys.Day(DateOnly.FromDateTime((now - Kept).UtcDateTime)), cancel: cancel))
        {
            if (!row.Value.IsImprecise && (watchlist is null || row.Value.Watchlists.Contains(watchlist.Id)) && all.Count < MostAppointments)
            {
                all.Add(row.Value);
            }
        }

        return all;
    }

    private static async Task<List<Story>> Latest(Tables tables, DateTimeOffset now, CancellationToken cancel)
    {
        List<Story> stories = [];
        foreach (var day in Keys.DaysBack(now, now.AddDays(-Days[1])))
        {
            stories.AddRange(await tables.Stories.Range(day, cancel: cancel).Select(r => r.Value).Where(s => s is { MergedInto: null, Muted: null }).OrderByDescending(s => s.FirstSeen).ToListAsync(cancel));
            if (stories.Count >= Most)
            {
                break;
            }
        }

        return [.. stories.Take(Most)];
    }

    private static async Task<List<Story>> Found(Tables tables, string watchlistId, DateTimeOffset now, CancellationToken cancel)
    {
        List<string> ids = [];
        foreach (var days in Days)
        {
            ids = await tables.Matches.Range(watchlistId, Keys.Moment(now.AddDays(-days)), cancel: cancel).Select(m => m.Value.StoryId).ToListAsync(cancel);
            if (ids.Count >= Most)
            {
                break;
            }
        }

        List<Story> stories = [];
        foreach (var id in Enumerable.Reverse(ids).Distinct().Take(Most))
        {
            // What became part of another story is there under that one's own match.
            if (await tables.Stories.Get(Keys.DayOf(id), id, cancel) is { Value: { MergedInto: null, Muted: null } story })
            {
                stories.Add(story);
            }
        }

        return stories;
    }
}
