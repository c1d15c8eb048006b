using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Pages;

/// <summary>The stories of one UTC day, newest first.</summary>
/// <param name="Day">The day.</param>
/// <param name="Stories">Its stories.</param>
public sealed record StoryDay(DateOnly Day, IReadOnlyList<Story> Stories);

/// <summary>What everyone can read.</summary>
internal static class Reading
{
    /// <summary>A page of stories ends with the day that brings it to this many.</summary>
    private const int EnoughStories = 40;

    /// <summary>A page of stories looks at no more days than this.</summary>
    private const int MostDays = 31;

    private const int StoriesOnHome = 6;

    /// <summary>The home page looks at no more days than this, each a transaction.</summary>
    private const int DaysOnHome = 7;

    private const int DatesOnHome = 6;

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static async Task<IResult> Home(Visit visit)
    {
        var today = DateOnly.FromDateTime(visit.Now.UtcDateTime);
        var (days, _) = await Days(visit, today, StoriesOnHome, DaysOnHome);
        var ahead = await CalendarPages.Read(visit, today, null, DatesOnHome);
        return visit.Page<HomePage>(visit.T(Words.HomeTitle), new()
        {
            [nameof(HomePage.Latest)] = days.SelectMany(d => d.Stories).Take(StoriesOnHome).ToList(),
            [nameof(HomePage.Week)] = await DigestPages.Latest(visit),
            [nameof(HomePage.Ahead)] = ahead.SelectMany(m => m.Appointments).ToList(),
            [nameof(HomePage.Watchlists)] = await Subscribing.Open(visit),
        });
    }

    public static async Task<IResult> Stories(Visit visit)
    {
        var newest = DateOnly.FromDateTime(visit.Now.UtcDateTime);
        if (visit.Query("before") is { } written)
        {
            if (!DateOnly.TryParseExact(written, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var before) || before <= Earliest)
            {
                return visit.NotThere();
            }

            newest = before.AddDays(-1) < newest ? before.AddDays(-1) : newest;
        }

        var (days, oldest) = await Days(visit, newest, EnoughStories, MostDays);
        return visit.Page<StoriesPage>(visit.T(Words.Stories), new()
        {
            [nameof(StoriesPage.Days)] = days,
            [nameof(StoriesPage.Newest)] = newest,
            [nameof(StoriesPage.Oldest)] = oldest,
            [nameof(StoriesPage.Older)] = oldest > Earliest ? $"/stories?before={oldest:yyyyMMdd}" : null,
        });
    }

    public static async Task<IResult> Story(Visit visit)
    {
        if (visit.Key("id") is not { } id || Partition(id) is not { } day || await visit.Tables.Stories.Get(day, id, visit.Cancel) is not { Value: var story })
        {
            return visit.NotThere();
        }

        if (story.MergedInto is { } into)
        {
            return Results.Redirect($"/stories/{into}", permanent: false);
        }

        var head = story.Members.FirstOrDefault(m => m.Link == story.Link)?.ItemId ?? story.Id;
        var read = Partition(head) is { } headDay ? await visit.Tables.Items.Get(headDay, head, visit.Cancel) : null;
        return visit.Page<StoryPage>(story.Title, new()
        {
            [nameof(StoryPage.Story)] = story,
            [nameof(StoryPage.Excerpts)] = Highlights.Excerpts(read?.Value.Item.Text ?? story.Lead, story.Evidence),
            [nameof(StoryPage.Dossier)] = await Dossier(visit, story),
            [nameof(StoryPage.Why)] = read?.Value.Verdict.Why ?? "",
            [nameof(StoryPage.Labels)] = visit.Entrance is Entrance.Admin ? await visit.Parts.Actions.LabelsOf(story.Id, visit.Cancel) : [],
        }, titleLanguage: story.Language);
    }

    /// <summary>The other stages of the story's matter, the earliest first.</summary>
    private static async Task<List<DossierEntry>> Dossier(Visit visit, Story story) => await visit.Tables.Dossiers
        .Range(story.Dossier ?? story.Id, cancel: visit.Cancel)
        .Select(row => row.Value)
        .Where(e => e.StoryId != story.Id)
        .OrderBy(e => e.At)
        .ToListAsync(visit.Cancel);

    public static Task<IResult> Health(Visit visit)
    {
        visit.Context.Response.Headers.CacheControl = "no-store";
        return Task.FromResult(Results.Text("ok\n", "text/plain"));
    }

    private static async Task<(List<StoryDay> Days, DateOnly Oldest)> Days(Visit visit, DateOnly newest, int enough, int most)
    {
        var days = new List<StoryDay>();
        var day = newest;
        for (int looked = 0, found = 0; ; day = day.AddDays(-1))
        {
            var partition = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            var stories = await visit.Tables.Stories.Range(partition, cancel: visit.Cancel)
                .Select(row => row.Value)
                .Where(s => s.MergedInto is null)
                .OrderByDescending(s => s.FirstSeen)
                .ToListAsync(visit.Cancel);
            if (stories.Count > 0)
            {
                days.Add(new StoryDay(day, stories));
            }

            found += stories.Count;
            if (found >= enough || ++looked >= most || day <= Earliest)
            {
                return (days, day);
            }
        }
    }

    private static string? Partition(string id)
    {
        try
        {
            return Keys.DayOf(id);
        }
        catch (FormatException)
        {
            return null; // An address somebody made up: there is no such story.
        }
    }
}
