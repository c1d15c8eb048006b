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

        var (outcome, other) = (StoryEditOutcome.NoStory, OtherStory(visit));
        await visit.Record(
            visit.Entry(AuditThing.Story, story.Key, AuditAction.Merged, story.Value.Title) with { Detail = other },
            async _ => other is not null && (outcome = await visit.Parts.Actions.MergeStories(story.Key, other, visit.By, visit.Cancel)) == StoryEditOutcome.Done);
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
        var (outcome, items) = (StoryEditOutcome.NoStory, (string[])[.. visit.Fields("items").Distinct()]);
        await visit.Record(
            visit.Entry(AuditThing.Story, story.Key, AuditAction.Moved, story.Value.Title) with { Detail = $"{string.Join(", ", items.Take(20))} → {(named ? other : "…")}" },
            async _ => (!named || other is not null)
                && (outcome = await visit.Parts.Actions.MoveItems(story.Key, items, named ? other : null, visit.By, visit.Cancel)) == StoryEditOutcome.Done);
        return await After(visit, story.Value, outcome, "move");
    }

    /// <summary>Nobody is told of it any more, or again.</summary>
    public static async Task<IResult> Mute(Visit visit)
    {
        if (await Stored(visit) is not { } story)
        {
            return visit.NotThere();
        }

        var mute = visit.Field("mute") == "true";
        if (story.Value.Muted is not null == mute)
        {
            return Visit.See(Home + story.Key, "saved"); // Pressed twice, or by two admins.
        }

        var entry = visit.Entry(AuditThing.Story, story.Key, mute ? AuditAction.Muted : AuditAction.Unmuted, story.Value.Title) with
        {
            Before = new Dictionary<string, string> { ["muted"] = mute ? "" : "true" },
            After = new Dictionary<string, string> { ["muted"] = mute ? "true" : "" },
        };
        await visit.Record(entry, async _ =>
        {
            // Items join stories all the time: a lost race against the bot is no reason to ask the admin again.
            for (var read = story; read is not null; read = await Stored(visit))
            {
                if (await visit.Tables.Stories.Replace(read, read.Value with { Muted = mute ? new StoryMute(visit.By, visit.Now) : null }, visit.Cancel) is not null)
                {
                    return true;
                }
            }

            return false;
        });
        return Visit.See(Home + story.Key, mute ? "muted" : "unmuted");
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
                [nameof(ManageStoryPage.Reasons)] = await StoryReasons.Of(visit, story),
                [nameof(ManageStoryPage.Labels)] = await visit.Parts.Actions.LabelsOf(story.Id, visit.Cancel),
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
}
