using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <summary>What came of an admin's wish to change stories.</summary>
public enum StoryEditOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no story under one of the addresses.</summary>
    NoStory,

    /// <summary>Both addresses lead to one story.</summary>
    SameStory,

    /// <summary>No item was chosen, or one is not in the story.</summary>
    NoItem,

    /// <summary>All items would leave: merge the story instead.</summary>
    AllItems,

    /// <summary>The text of an item is not stored yet, or no more, so that the story cannot be made anew.</summary>
    NoText,
}

/// <content>What admins change in stories: noted first, then carried out, and again by the sweep where that was interrupted.</content>
public sealed partial class Pipeline
{
    /// <summary>Admin: makes one story part of another; its address leads there from now on.</summary>
    /// <param name="storyId">The story that stays.</param>
    /// <param name="otherId">The one that becomes part of it.</param>
    /// <param name="by">The admin's name.</param>
    /// <param name="cancel">Stops it; the sweep goes on with it.</param>
    public async Task<StoryEditOutcome> MergeStories(string storyId, string otherId, string by, CancellationToken cancel) =>
        (await stories.Read(storyId, cancel), await stories.Read(otherId, cancel)) switch
        {
            (null, _) or (_, null) => StoryEditOutcome.NoStory,
            ({ } story, { } other) when story.Key == other.Key => StoryEditOutcome.SameStory,
            ({ } story, { } other) => await Edit(StoryEditKind.Merged, story.Key, other.Key, [], by, cancel),
        };

    /// <summary>Admin: items leave a story for another, or for one of their own.</summary>
    /// <param name="storyId">The story they leave.</param>
    /// <param name="items">Which.</param>
    /// <param name="otherId">Where they go; null for a story of their own.</param>
    /// <param name="by">The admin's name.</param>
    /// <param name="cancel">Stops it; the sweep goes on with it.</param>
    public async Task<StoryEditOutcome> MoveItems(string storyId, IReadOnlyList<string> items, string? otherId, string by, CancellationToken cancel)
    {
        var story = await stories.Read(storyId, cancel);
        var other = otherId is null ? null : await stories.Read(otherId, cancel);
        if (story is null || (otherId is not null && other is null))
        {
            return StoryEditOutcome.NoStory;
        }

        if (other?.Key == story.Key)
        {
            return StoryEditOutcome.SameStory;
        }

        if (items.Count == 0 || items.Except(story.Value.Members.Select(m => m.ItemId)).Any())
        {
            return StoryEditOutcome.NoItem;
        }

        if (items.Count == story.Value.Members.Count)
        {
            return StoryEditOutcome.AllItems;
        }

        foreach (var member in story.Value.Members)
        {
            if (await tables.Items.Get(Keys.DayOf(member.ItemId), member.ItemId, cancel) is null)
            {
                return StoryEditOutcome.NoText;
            }
        }

        return other is null
            ? await Edit(StoryEditKind.Split, story.Key, await stories.NewAddress(items, cancel), items, by, cancel)
            : await Edit(StoryEditKind.Moved, story.Key, other.Key, items, by, cancel);
    }

    private async Task<StoryEditOutcome> Edit(
        StoryEditKind kind, string storyId, string otherId, IReadOnlyList<string> items, string by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var edit = new StoryEdit($"{Keys.Moment(now)}-{Keys.Hash($"{kind} {storyId} {otherId} {by}")}", kind, storyId, otherId, items, by, now);
        await Note(edit, cancel);
        var work = new Work(Work.Edit, [storyId, edit.Id, Keys.Day(now)]);
        await Ask(Work.ProcessQueue, [work], Overdue, cancel);
        await Edit(work, cancel);
        return StoryEditOutcome.Done;
    }

    /// <summary>Carries out a noted change; one that is done already is left alone.</summary>
    private async Task Edit(Work work, CancellationToken cancel)
    {
        if (await tables.StoryEdits.Get(work.Keys[0], work.Keys[1], cancel) is { Value: { Done: false } edit })
        {
            await stories.Apply(edit, cancel);
            await PublishEdit(edit, cancel);
            await Note(edit with { Done = true }, cancel);
            LogEdited(edit.By, edit.Kind, edit.StoryId, edit.OtherId);
        }

        await Done(work, cancel);
    }

    /// <summary>Beside both stories, so that each tells its history.</summary>
    private async Task Note(StoryEdit edit, CancellationToken cancel)
    {
        await tables.StoryEdits.Upsert(edit.OtherId, edit.Id, edit, cancel);
        await tables.StoryEdits.Upsert(edit.StoryId, edit.Id, edit, cancel);
    }
}
