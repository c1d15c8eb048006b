using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Stories that the bot took for one, or for two: merge, split, move.</summary>
internal static class ManageStories
{
    private const string Home = "/manage/stories/";

    public static async Task<IResult> Show(Visit visit) => await Stored(visit) is { } story
        ? story.Value.MergedInto is { } into ? Visit.See(Home + into) : await Page(visit, story.Value)
        : visit.NotThere();

    public static async Task<IResult> Merge(Visit visit)
    {
        if (await Stored(visit) is not { } story)
        {
            return visit.NotThere();
        }

        var outcome = OtherStory(visit) is { } other
            ? await visit.Parts.Actions.MergeStories(story.Key, other, By(visit), visit.Cancel)
            : StoryEditOutcome.NoStory;
        return await After(visit, story.Value, outcome, "merge");
    }

    /// <summary>Into a story of their own where no other is named.</summary>
    public static async Task<IResult> Move(Visit visit)
    {
        if (await Stored(visit) is not { } story)
        {
            return visit.NotThere();
        }

        var (named, other) = (visit.Field("how") == "move", OtherStory(visit));
        var outcome = named && other is null
            ? StoryEditOutcome.NoStory
            : await visit.Parts.Actions.MoveItems(story.Key, [.. visit.Fields("items").Distinct()], named ? other : null, By(visit), visit.Cancel);
        return await After(visit, story.Value, outcome, "move");
    }

    private static async Task<IResult> After(Visit visit, Story story, StoryEditOutcome outcome, string form) =>
        outcome == StoryEditOutcome.Done ? Visit.See(Home + story.Id, "saved") : await Page(visit, story, Words.Of(outcome), form);

    private static async Task<IResult> Page(Visit visit, Story story, Text? problem = null, string? form = null)
    {
        var edits = await visit.Tables.StoryEdits.Range(story.Id, cancel: visit.Cancel).Select(row => row.Value).Reverse().ToListAsync(visit.Cancel);
        return visit.Page<ManageStoryPage>(
            visit.T(Words.ManageStoryTitle, story.Title),
            new()
            {
                [nameof(ManageStoryPage.Story)] = story,
                [nameof(ManageStoryPage.Edits)] = edits,
                [nameof(ManageStoryPage.Problem)] = problem is null ? null : visit.T(problem),
                [nameof(ManageStoryPage.Form)] = form,
                [nameof(ManageStoryPage.Other)] = visit.Field("other"),
                [nameof(ManageStoryPage.Chosen)] = visit.Fields("items"),
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<Versioned<Story>?> Stored(Visit visit) =>
        visit.Key("id") is { } id && IsStory(id) ? await visit.Tables.Stories.Get(Keys.DayOf(id), id, visit.Cancel) : null;

    /// <summary>The other story's id, given as such or as its address.</summary>
    private static string? OtherStory(Visit visit)
    {
        var written = visit.Field("other").TrimEnd('/');
        var id = written[(written.LastIndexOf('/') + 1)..];
        var end = id.IndexOfAny(['?', '#']);
        id = end < 0 ? id : id[..end];
        return Visit.IsKey(id) && IsStory(id) ? id : null;
    }

    private static bool IsStory(string id)
    {
        try
        {
            return Keys.DayOf(id).Length > 0;
        }
        catch (FormatException)
        {
            return false; // An address somebody made up: there is no such story.
        }
    }

    private static string By(Visit visit) => (visit.Entrance as Entrance.Admin)?.Name ?? "";
}
