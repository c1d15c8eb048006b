using System.Globalization;
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

    /// <summary>
    /// Writes that the story has the item's keys. First those that nobody was known to have: where somebody had one after all, claiming it takes
    /// more transactions than were counted on, and the keys that there are none left for are not written, as long as one key leads to the story.
    /// </summary>
    /// <returns>The story, or the one it became part of, and the transactions left.</returns>
    private async Task<(Versioned<Story> Story, int Left)> WriteKeys(
        Placing placing, List<KnownKey> read, Versioned<Story> story, int left, CancellationToken cancel)
    {
        var posting = new Posting(placing.Membership.Story, [.. placing.Sketch.Signature]);
        var isWritten = false;
        foreach (var key in placing.Membership.Keys.OrderBy(k => read.Find(r => r.Key == k) is { Guard: null } ? 0 : 1))
        {
            var known = read.Find(k => k.Key == key) ?? (placing.IsNew ? null : await keys.Read(key, cancel));
            if (known?.Postings.Any(p => p.Story == posting.Story) == true)
            {
                continue;
            }

            if (isWritten && placing.IsNew && left < 1)
            {
                break;
            }

            if (known is null || !placing.IsFounder)
            {
                await keys.Add(key, posting, cancel);
                (isWritten, left) = (true, left - 1);
            }
            else
            {
                (story, left, var claimed) = await Claim(placing, known, posting, story, isWritten ? left : left - 1, cancel);
                (isWritten, left) = (isWritten || claimed, isWritten ? left : left + 1);
            }
        }

        return (story, left);
    }

    /// <summary>Claims a founder's key; whoever wrote it since may have founded the same story: the likeliest are looked at.</summary>
    /// <returns>The story, or the one it became part of, the transactions left, and false where there are none left to claim the key.</returns>
    private async Task<(Versioned<Story> Story, int Left, bool Claimed)> Claim(
        Placing placing, KnownKey key, Posting posting, Versioned<Story> story, int left, CancellationToken cancel)
    {
        // On a repetition nobody knows what was written in between: every story with the key may be a twin.
        var (known, seen) = (key, placing.IsNew ? key.Postings.Select(p => p.Story).ToHashSet(StringComparer.Ordinal) : []);
        for (var race = 0; race < MostRaces; race++)
        {
            var others = known.Postings.Where(p => p.Story != posting.Story && seen.Add(p.Story) && (!placing.IsNew || MayBeTwin(p.Story, placing.Item))).ToList();
            foreach (var (other, _) in KeyIndex.Ranked(placing.Sketch, others).Take(placing.IsNew ? Math.Max(Candidates, left - 1) : others.Count))
            {
                story = await JoinTwin(placing, story, other, cancel);
                left--;
            }

            if (race > 0 && placing.IsNew && left < 1)
            {
                return (story, left, false);
            }

            left--;
            if (await keys.Claim(known, posting, cancel))
            {
                return (story, left, true);
            }

            if (placing.IsNew && left < 1)
            {
                return (story, left, false);
            }

            known = await keys.Read(key.Key, cancel);
            left--;
        }

        throw Lost($"Story {story.Key}");
    }

    /// <summary>Whether a story may have been founded at the same time as an item's own, by the days when their items were first seen: work may wait.</summary>
    private static bool MayBeTwin(string story, ReadItem item) =>
        Math.Abs(Day(story).DayNumber - Day(item.Id).DayNumber) <= LongestWait;

    private static DateOnly Day(string id) => DateOnly.ParseExact(Keys.DayOf(id), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Two instances founded the story of one happening at once: the one with the smaller id stays.</summary>
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

        var (into, from) = string.CompareOrdinal(story.Key, other.Key) < 0 ? (story.Key, other.Key) : (other.Key, story.Key);
        return await Join(into, from, byAdmin: false, cancel);
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
