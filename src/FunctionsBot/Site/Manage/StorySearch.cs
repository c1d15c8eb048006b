using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>What stories are looked for.</summary>
/// <param name="Words">In the query language; empty for all.</param>
/// <param name="Kind">Null for all.</param>
/// <param name="Language">Two letters; empty for all.</param>
/// <param name="From">First day, UTC, as written; empty for the beginning.</param>
/// <param name="To">Last day; empty for today.</param>
/// <param name="Watchlist">One that found it; empty for all.</param>
/// <param name="Muted">Muted ones only.</param>
public sealed record StoryFilter(string Words, StoryKind? Kind, string Language, string From, string To, string Watchlist, bool Muted)
{
    /// <summary>What is wrong with the words or the days; null where nothing is.</summary>
    public string? Problem { get; init; }

    internal bool Wants(Story story) =>
        story.MergedInto is null
        && (Kind is null || story.Kind == Kind)
        && (Language.Length == 0 || story.Language == Language || story.Members.Any(m => m.Language == Language))
        && (Watchlist.Length == 0 || story.Matches.ContainsKey(Watchlist))
        && (!Muted || story.Muted is not null);
}

/// <summary>A story that was found.</summary>
/// <param name="Story">The story.</param>
/// <param name="Words">The words looked for, as they stand there.</param>
public sealed record FoundStory(Story Story, IReadOnlyList<string> Words);

/// <summary>Finds stories: day by day from the latest, so that a page costs what the days it looks at cost, however much is stored.</summary>
internal static class StorySearch
{
    /// <summary>A page ends with the day that brings it to this many.</summary>
    private const int Enough = 40;

    /// <summary>A page ends with the day on which this many were looked at: a rare thing is found over several pages.</summary>
    private const int MostLooked = 1_500;

    /// <summary>A page looks at no more days than this.</summary>
    private const int MostDays = 62;

    /// <summary>Words shown of what was found.</summary>
    private const int MostWords = 8;

    private static readonly string[] Asked = ["q", "kind", "language", "from", "to", "watchlist", "muted"];

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static async Task<IResult> List(Visit visit)
    {
        var today = DateOnly.FromDateTime(visit.Now.UtcDateTime);
        var filter = Read(visit, today, out var query, out var first, out var last);
        var (found, oldest) = filter.Problem is null ? await Find(visit, filter, query!, first, last) : ([], first);
        return visit.Page<ManageStoriesPage>(visit.T(Words.Stories), new()
        {
            [nameof(ManageStoriesPage.Filter)] = filter,
            [nameof(ManageStoriesPage.Found)] = found,
            [nameof(ManageStoriesPage.Watchlists)] = await visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel).Select(w => w.Value).ToListAsync(visit.Cancel),
            [nameof(ManageStoriesPage.Newest)] = last,
            [nameof(ManageStoriesPage.Oldest)] = oldest,
            [nameof(ManageStoriesPage.Older)] = filter.Problem is null && oldest > first ? Older(visit, oldest) : null,
        }, filter.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static StoryFilter Read(Visit visit, DateOnly today, out Query? query, out DateOnly first, out DateOnly last)
    {
        StoryKind? kind = Enum.TryParse<StoryKind>(visit.Query("kind"), out var named) && Enum.IsDefined(named) ? named : null;
        var filter = new StoryFilter(
            visit.Query("q")?.Trim() ?? "", kind, visit.Query("language") ?? "", visit.Query("from") ?? "", visit.Query("to") ?? "", visit.Query("watchlist") ?? "", visit.Query("muted") == "true");
        (first, last) = (Earliest, today);
        if (!Query.TryParse(filter.Words, out query, out var error))
        {
            return filter with { Problem = visit.T(Words.AtCharacter, error.Position + 1, visit.Language == "fr" ? error.MessageFr : error.Message) };
        }

        if (!Day(filter.From, ref first) || !Day(filter.To, ref last))
        {
            return filter with { Problem = visit.T(Words.DayNeeded) };
        }

        if (visit.Query("before") is { Length: 8 } written && DateOnly.TryParseExact(written, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var before) && before > Earliest && before <= last)
        {
            last = before.AddDays(-1);
        }

        return filter;
    }

    private static bool Day(string written, ref DateOnly day)
    {
        if (written.Length > 0 && DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read >= Earliest)
        {
            day = read < day || day == Earliest ? read : day;
            return true;
        }

        return written.Length == 0;
    }

    private static async Task<(List<FoundStory> Found, DateOnly Oldest)> Find(Visit visit, StoryFilter filter, Query query, DateOnly first, DateOnly last)
    {
        var (found, looked, days) = (new List<FoundStory>(), 0, 0);
        for (var day = last; ; day = day.AddDays(-1))
        {
            var ofDay = new List<FoundStory>();
            await foreach (var row in visit.Tables.Stories.Range(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), cancel: visit.Cancel))
            {
                looked++;
                if (filter.Wants(row.Value) && WordsIn(query, row.Value) is { } words)
                {
                    ofDay.Add(new FoundStory(row.Value, words));
                }
            }

            found.AddRange(ofDay.OrderByDescending(f => f.Story.FirstSeen));
            if (found.Count >= Enough || looked >= MostLooked || ++days >= MostDays || day <= first)
            {
                return (found, day);
            }
        }
    }

    /// <summary>In what is kept with the story: its titles and lead, and what the fields of the query language look at. Null where they are not there.</summary>
    private static List<string>? WordsIn(Query query, Story story)
    {
        if (query is Query.All { Parts.Count: 0 })
        {
            return [];
        }

        var text = string.Join("\n\n", story.Members.Select(m => m.Title).Where(t => t != story.Title).Prepend(story.Lead));
        return Matcher.Explain(query, story, (story.Title, text)) is { } words
            ? [.. words.Select(w => w.Text).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords)]
            : null;
    }

    private static string Older(Visit visit, DateOnly oldest)
    {
        var kept = Asked.Select(n => KeyValuePair.Create(n, visit.Query(n))).Where(q => !string.IsNullOrEmpty(q.Value));
        return "/manage/stories" + QueryString.Create(kept.Append(KeyValuePair.Create("before", (string?)oldest.ToString("yyyyMMdd", CultureInfo.InvariantCulture))));
    }
}
