using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <content>What admins change: merge, split, move. Each step is harmless when repeated, so that an interrupted edit is simply done again.</content>
public sealed partial class StoryIndex
{
    /// <summary>The story under an address: itself, or the one it was merged into.</summary>
    public async Task<Versioned<Story>?> Read(string id, CancellationToken cancel) => (await Resolve(id, cancel)).Story;

    /// <summary>An address for the story that some items of another are split into: the earliest one's, or that with a number.</summary>
    public async Task<string> NewAddress(IReadOnlyList<string> items, CancellationToken cancel)
    {
        var first = items.Order(StringComparer.Ordinal).First();
        var id = first;
        for (var n = 2; await tables.Stories.Get(Keys.DayOf(id), id, cancel) is not null; n++)
        {
            id = $"{first}-{n}";
        }

        return id;
    }

    /// <summary>Carries out an admin's change, again if need be.</summary>
    /// <exception cref="InvalidOperationException">A story or the text of an item is not there; the message says which.</exception>
    public async Task Apply(StoryEdit edit, CancellationToken cancel)
    {
        if (edit.Kind == StoryEditKind.Merged)
        {
            await Join(edit.StoryId, edit.OtherId, byAdmin: true, cancel);
            return;
        }

        var items = await ItemsOf(edit.Items, cancel);
        var target = await tables.Stories.Get(Keys.DayOf(edit.OtherId), edit.OtherId, cancel);
        var placings = Placings(edit.OtherId, items, target?.Value);
        foreach (var placing in placings)
        {
            await tables.Fingerprints.Upsert(IndexRows.MembershipRow(placing.Item.Id, placing.Membership), cancel);
        }

        foreach (var placing in placings)
        {
            (target, _) = await WriteStory(placing, null, cancel);
        }

        await MarkEdited(target!.Key, cancel);
        await Remove(edit, cancel);
        foreach (var placing in placings)
        {
            foreach (var key in placing.Sketch.Offered)
            {
                await keys.Add(key, new Posting(target.Key, [.. placing.Sketch.Signature]), cancel);
            }
        }
    }

    /// <summary>
    /// Makes one story part of another: first the other has all, then the one points at it. The other is written even where it has all already:
    /// so it can meanwhile not have been made part of the one, which would leave two stories that point at each other.
    /// </summary>
    private async Task<Versioned<Story>> Join(string intoId, string fromId, bool byAdmin, CancellationToken cancel)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            var into = (await Resolve(intoId, cancel)).Story ?? throw NotThere(intoId);
            var from = (await Resolve(fromId, cancel)).Story ?? throw NotThere(fromId);
            if (from.Key == into.Key)
            {
                return into;
            }

            // Of two that turned out to be one the earlier address stays, unless an admin says which.
            (into, from) = byAdmin || string.CompareOrdinal(into.Key, from.Key) < 0 ? (into, from) : (from, into);
            var whole = StoryMerge.Union(into.Value, from.Value);
            var merged = await tables.Stories.Replace(into, byAdmin ? whole with { Edited = true } : whole, cancel);
            if (merged is not null && await tables.Stories.Replace(from, Redirect(from.Value, into.Key), cancel) is not null)
            {
                return merged;
            }
        }

        throw Lost($"Story {fromId}");
    }

    private static Story Redirect(Story from, string into) =>
        new(from.Id, from.Title, from.Language, from.Link, from.Kind, from.Score, from.FirstSeen) { MergedInto = into, Updated = from.Updated, Edited = from.Edited, Dossier = from.Dossier };

    /// <summary>Takes the items out of the story they left: it is made again of those that stay. A story that nothing is left of becomes part of the other.</summary>
    private async Task Remove(StoryEdit edit, CancellationToken cancel)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            var source = await tables.Stories.Get(Keys.DayOf(edit.StoryId), edit.StoryId, cancel) ?? throw NotThere(edit.StoryId);
            if (source.Value.MergedInto is not null || !source.Value.Members.Any(m => edit.Items.Contains(m.ItemId)))
            {
                return;
            }

            var staying = await ItemsOf([.. source.Value.Members.Select(m => m.ItemId).Except(edit.Items)], cancel);
            if (await tables.Stories.Replace(source, staying.Count == 0 ? Redirect(source.Value, edit.OtherId) : Rebuilt(source.Value, staying), cancel) is not null)
            {
                return;
            }
        }

        throw Lost($"Story {edit.StoryId}");
    }

    private Story Rebuilt(Story source, IReadOnlyList<ReadItem> staying)
    {
        Story? story = null;
        foreach (var placing in Placings(source.Id, staying, source with { Members = [.. source.Members.Where(m => staying.Any(i => i.Id == m.ItemId))] }))
        {
            story = With(placing, story, source.Id) ?? story;
        }

        return story! with { Matches = source.Matches, Dossier = source.Dossier, Muted = source.Muted, Edited = true };
    }

    /// <summary>Items on their way into a story, the earliest first; one that repeats a text which is not there has it as its own.</summary>
    private List<Placing> Placings(string storyId, IReadOnlyList<ReadItem> items, Story? story)
    {
        var known = (story?.Members ?? []).Where(m => m.CopyOf is null).Select(m => m.ItemId).ToHashSet(StringComparer.Ordinal);
        var sketch = StorySketch.Empty;
        List<Placing> placings = [];
        foreach (var item in items.OrderBy(i => i.Item.Published ?? i.Seen).ThenBy(i => i.Id, StringComparer.Ordinal))
        {
            var own = new ItemSketch(item, frequencies);
            var copied = Similarity.CopiedText(own, sketch) ?? (story?.Members.FirstOrDefault(m => m.ItemId == item.Id)?.CopyOf is { } before && known.Contains(before) ? before : null);
            sketch = sketch.With(item.Id, own, copied is not null);
            placings.Add(new Placing(item, own, new Membership(storyId, copied) { ByAdmin = true }, IsNew: false, Followed: null));
        }

        return placings;
    }

    private async Task MarkEdited(string id, CancellationToken cancel)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            if ((await Resolve(id, cancel)).Story is not { Value.Edited: false } story
                || await tables.Stories.Replace(story, story.Value with { Edited = true }, cancel) is not null)
            {
                return;
            }
        }

        throw Lost($"Story {id}");
    }

    private async Task<IReadOnlyList<ReadItem>> ItemsOf(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        List<ReadItem> items = [];
        foreach (var id in ids)
        {
            items.Add((await tables.Items.Get(Keys.DayOf(id), id, cancel))?.Value
                ?? throw new InvalidOperationException($"The text of item {id} is not stored, so that its story cannot be taken apart; wait until it is, or leave it where it is."));
        }

        return items;
    }

    private static InvalidOperationException NotThere(string id) => new($"There is no story {id}.");
}
