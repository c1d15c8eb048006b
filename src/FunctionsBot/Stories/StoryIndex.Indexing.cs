using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <content>The index made anew from what is stored.</content>
public sealed partial class StoryIndex
{
    /// <summary>
    /// Writes for an item that was placed before what it can be found by: where it belongs, its share of the story's sketch, and its keys.
    /// Nothing that people see changes, and doing it again changes nothing at all.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="storyId">The story it is in.</param>
    /// <param name="cancel">Stops between two writes.</param>
    /// <exception cref="TimeoutException">Other instances changed the same rows a hundred times in a row.</exception>
    public async Task IndexAgain(ReadItem item, string storyId, CancellationToken cancel)
    {
        if ((await Resolve(storyId, cancel)).Story is not { } story)
        {
            return; // The story is no longer kept, and what cannot be joined need not be found.
        }

        await frequencies.Read(tables.Fingerprints, founders, cancel);
        var sketch = new ItemSketch(item, frequencies);
        var copyOf = story.Value.Members.FirstOrDefault(m => m.ItemId == item.Id)?.CopyOf;
        var keysOfItem = copyOf is not null ? [] : sketch.Offered.Concat(sketch.Runs.Key is { } run ? [run] : (IEnumerable<ulong>)[]).ToList();
        var (membership, _) = await Decide(item.Id, new Membership(story.Key, copyOf) { Keys = keysOfItem }, cancel);
        // Counted again where a killed run had counted it: that run's counts may be lost, and a few too many shift weights by little.
        frequencies.Add(sketch.Terms, membership.Keys);
        await Sketch(story, item.Id, sketch, membership.CopyOf is not null, cancel);
        foreach (var key in membership.Keys)
        {
            await keys.Add(key, new Posting(story.Key, [.. sketch.Signature]), cancel);
        }

        await frequencies.Share(tables.Fingerprints, Frequencies.AddEvery, cancel);
    }

    /// <summary>Shares what this instance has counted, so that it is not lost with it.</summary>
    public async Task ShareCounts(CancellationToken cancel)
    {
        while (await frequencies.Read(tables.Fingerprints, founders, cancel) + await frequencies.Share(tables.Fingerprints, least: 1, cancel) > 0)
        {
            // Where another instance wrote them since they were read, they are read again, and then added to.
        }
    }

    /// <summary>The UTC day of the story or item that a row of the index tells of; null for rows that are of no day.</summary>
    internal static string? DayOf(TableRow row) => IndexRows.DayOf(row);

    private async Task Sketch(Versioned<Story> story, string itemId, ItemSketch sketch, bool copy, CancellationToken cancel)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            var known = SketchBytes.Read(story.Value);
            if (known.Texts.Any(t => t.Item == itemId)
                || await tables.Stories.Replace(story, story.Value with { Sketch = SketchBytes.Write(known.With(itemId, sketch, copy)) }, cancel) is not null)
            {
                return;
            }

            story = (await Resolve(story.Key, cancel)).Story ?? throw NotThere(story.Key);
        }

        throw Lost($"Story {story.Key}");
    }
}
