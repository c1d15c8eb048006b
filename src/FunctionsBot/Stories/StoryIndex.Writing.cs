using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <content>The writes of a placement, each harmless when repeated.</content>
public sealed partial class StoryIndex
{
    private async Task<(Versioned<Story> Story, bool Changed)> WriteStory(Placing placing, Versioned<Story>? read, CancellationToken cancel)
    {
        var (id, stored) = (placing.Membership.Story, read);
        if (stored is null && !(placing.IsNew && placing.IsFounder))
        {
            (stored, _) = await Resolve(id, cancel);
        }

        for (var race = 0; race < MostRaces; race++)
        {
            id = stored?.Key ?? id;
            if (With(placing, stored?.Value, id) is not { } story)
            {
                return (stored!, false);
            }

            var written = stored is null ? await Insert(story, cancel) : await tables.Stories.Replace(stored, story, cancel);
            if (written is not null)
            {
                return (written, true);
            }

            (stored, _) = await Resolve(id, cancel);
        }

        throw Lost($"Item {placing.Item.Id}");
    }

    /// <summary>The story with the item in it; null if it stays as it is.</summary>
    private static Story? With(Placing placing, Story? story, string id)
    {
        var merged = StoryMerge.Add(story, placing.Item, placing.Membership with { Story = id });
        return merged is null ? null : merged with
        {
            Sketch = SketchBytes.Write(
                (story is null ? StorySketch.Empty : SketchBytes.Read(story)).With(placing.Item.Id, placing.Sketch, placing.Membership.CopyOf is not null)),
            Dossier = story is null && placing.Followed is { } followed ? followed.Value.Dossier ?? followed.Key : merged.Dossier,
        };
    }

    /// <summary>Enters a later stage in the dossier of its matter, with the story it follows: one transaction.</summary>
    private async Task Link(Story story, Story followed, CancellationToken cancel)
    {
        var dossier = followed.Dossier ?? followed.Id;
        await tables.Dossiers.Table.Batch([Entry(followed), Entry(story)], cancel);

        TableWrite.Upsert Entry(Story entered) => new(tables.Dossiers.Row(
            dossier, entered.Id, new DossierEntry(entered.Id, entered.Title, entered.Members.Min(m => m.Published), entered.Stage)));
    }

    /// <summary>Writes that the story has the item's keys, but those that lead to it already.</summary>
    /// <returns>On a repetition, other stories that have a key which only now leads to this one: they could not find it.</returns>
    private async Task<List<Posting>> WriteKeys(Placing placing, List<KnownKey> read, CancellationToken cancel)
    {
        var posting = placing.Posting;
        List<Posting> met = [];
        foreach (var key in placing.Membership.Keys)
        {
            var known = placing.IsNew ? read.Find(k => k.Key == key) : await keys.Read(key, cancel);
            if (known?.Postings.Any(p => p.Story == posting.Story) == true)
            {
                continue;
            }

            await keys.Add(key, posting, cancel);
            if (!placing.IsNew)
            {
                met.AddRange(known!.Postings);
            }
        }

        return met;
    }

    /// <summary>Tells the other founders of the story, and looks at those that could not be found when it was founded.</summary>
    /// <returns>The story, or the one it became part of.</returns>
    private async Task<Versioned<Story>> Announce(
        Placing placing, List<Posting> met, Versioned<Story> story, List<Versioned<Story>> compared, CancellationToken cancel)
    {
        var (others, andMore) = await founders.Add(
            placing.Posting, placing.Membership.Seen, again: !placing.IsNew, frequencies.Hear, cancel);
        if (andMore)
        {
            // Whoever is not remembered any more has written its keys before.
            foreach (var key in (ulong[])[.. placing.Sketch.Offered, .. placing.Sketch.Runs.Key is { } run ? [run] : Array.Empty<ulong>()])
            {
                met.AddRange((await keys.Read(key, cancel)).Postings);
            }
        }

        foreach (var (other, _) in KeyIndex.Likely(placing.Sketch, [.. others, .. met]))
        {
            if (!placing.IsNew || !compared.Exists(c => c.Key == other))
            {
                story = await JoinTwin(placing, story, other, cancel);
            }
        }

        return story;
    }

    /// <summary>Two instances founded the story of one happening at once: they are made one.</summary>
    private async Task<Versioned<Story>> JoinTwin(Placing placing, Versioned<Story> story, string otherId, CancellationToken cancel)
    {
        if ((await Resolve(otherId, cancel)).Story is not { } other || other.Key == story.Key || other.Value.Edited || story.Value.Edited)
        {
            return story;
        }

        var compared = SketchBytes.Read(other.Value);
        if (Links.IsAnotherChange(placing.Item.Item, other.Value)
            || (Similarity.CopiedText(placing.Sketch, compared) is null && Similarity.Likeness(placing.Sketch, compared).Same < 1))
        {
            return story;
        }

        return await Join(story.Key, other.Key, byAdmin: false, cancel);
    }

    private async Task<Versioned<Story>?> Insert(Story story, CancellationToken cancel)
    {
        var partition = Keys.DayOf(story.Id);
        return await tables.Stories.Table.Insert(tables.Stories.Row(partition, story.Id, story), cancel) is { } etag
            ? new Versioned<Story>(partition, story.Id, story, etag)
            : null;
    }

    private static TimeoutException Lost(string what) =>
        new($"{what} could not be written: others changed the same rows {MostRaces} times in a row; it is tried again later.");
}
