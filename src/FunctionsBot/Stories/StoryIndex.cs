using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>
/// Puts each item into the story of its happening, or founds one, as it arrives.
///
/// First it reads who has the item's few most telling keys, and the sketches of the stories most of them point at. Then one batch writes the
/// item's membership, its keys and the story's sketch, on condition that nobody has written one of the keys read or that sketch since: of two
/// instances that found the same story at once, one loses, looks again and joins. Only then the story's own row is written; it is merged, not
/// appended, so that a repetition after a crash completes it and any further one changes nothing.
/// </summary>
/// <param name="tables">The storage.</param>
public sealed class StoryIndex(Tables tables)
{
    /// <summary>Stories read per key, the latest: a key shared by more tells little.</summary>
    private const int StoriesPerKey = 24;

    /// <summary>Sketches read per item.</summary>
    private const int Candidates = 2;

    /// <summary>Every lost race means that another item was placed; this many in a row mean that something is wrong.</summary>
    private const int MostRaces = 100;

    private readonly Frequencies frequencies = new();

    /// <summary>Places an item. Placing it again gives the same story and changes nothing. At most 12 table transactions without races.</summary>
    /// <exception cref="TimeoutException">Other instances changed the same rows a hundred times in a row.</exception>
    public async Task<Placement> Place(ReadItem item, CancellationToken cancel)
    {
        await frequencies.Share(tables.Fingerprints, cancel);
        var sketch = new ItemSketch(item, frequencies);
        for (var race = 0; race < MostRaces; race++)
        {
            if (await TryDecide(item.Id, sketch, cancel) is { } decided)
            {
                frequencies.Add(sketch.Terms);
                return await WriteStory(item, decided, cancel);
            }

            if (await tables.Fingerprints.Get(IndexRows.Partition, IndexRows.Item(item.Id), cancel) is { } placed)
            {
                return await WriteStory(item, IndexRows.Read<Membership>(placed), cancel);
            }
        }

        throw new TimeoutException($"Item {item.Id} could not be placed: the story index was changed by others {MostRaces} times in a row; it is tried again later.");
    }

    /// <summary>Looks for the item's story and writes the decision; null if somebody else was quicker, or it was placed before.</summary>
    private async Task<Membership?> TryDecide(string itemId, ItemSketch sketch, CancellationToken cancel)
    {
        List<KeyRows> sought = [];
        foreach (var key in sketch.Sought)
        {
            sought.Add(await Read(IndexRows.Guard(key), cancel));
        }

        var (membership, story, etag) = await Find(itemId, sketch, sought, cancel);
        var copy = membership.CopyOf is not null;
        List<TableWrite> writes =
        [
            IndexRows.Write(IndexRows.Item(itemId), membership, null),
            IndexRows.Write(IndexRows.Story(membership.Story), story.With(itemId, sketch, copy), etag),
            .. sought.Select(k => k.Claim()),
        ];

        // A copy is found by the keys of the text it repeats; only its address is new.
        foreach (var guard in (copy ? [sketch.Link] : sketch.Keys).Select(IndexRows.Guard))
        {
            writes.Add(new TableWrite.Upsert(IndexRows.Mark(IndexRows.Posting(guard, membership.Story))));
            if (!sought.Exists(k => k.Guard == guard))
            {
                writes.Add(new TableWrite.Upsert(IndexRows.Mark(guard)));
            }
        }

        return await tables.Fingerprints.Batch(writes, cancel) ? membership : null;
    }

    private async Task<KeyRows> Read(string guard, CancellationToken cancel)
    {
        string? etag = null;
        List<string> stories = [];
        await foreach (var row in tables.Fingerprints.Range(IndexRows.Partition, guard, IndexRows.End(guard), cancel))
        {
            if (IndexRows.StoryOf(guard, row.Row) is not { } story)
            {
                etag = row.ETag;
                continue;
            }

            stories.Add(story);
            if (stories.Count == StoriesPerKey)
            {
                break;
            }
        }

        return new KeyRows(guard, etag, stories);
    }

    private async Task<(Membership Membership, StorySketch Story, string? ETag)> Find(
        string itemId, ItemSketch sketch, List<KeyRows> sought, CancellationToken cancel)
    {
        (string Id, StorySketch Story, string? ETag, double Likeness) best = (itemId, new StorySketch(), null, 1);
        foreach (var id in MostShared(sought))
        {
            var row = await tables.Fingerprints.Get(IndexRows.Partition, IndexRows.Story(id), cancel);
            if (row is null)
            {
                continue;
            }

            var story = IndexRows.Read<StorySketch>(row);
            if (Similarity.CopiedText(sketch, story) is { } text)
            {
                return (new Membership(id, text), story, row.ETag);
            }

            var likeness = Similarity.Likeness(sketch, story);
            if (likeness >= best.Likeness)
            {
                best = (id, story, row.ETag, likeness);
            }
        }

        return (new Membership(best.Id), best.Story, best.ETag);
    }

    /// <summary>The stories that most keys point at; a key that points at few counts more.</summary>
    private static IEnumerable<string> MostShared(List<KeyRows> sought)
    {
        var shared = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var key in sought)
        {
            foreach (var story in key.Stories)
            {
                shared[story] = shared.GetValueOrDefault(story) + 1 / Math.Sqrt(key.Stories.Count);
            }
        }

        return shared.OrderByDescending(s => s.Value).ThenByDescending(s => s.Key, StringComparer.Ordinal).Take(Candidates).Select(s => s.Key);
    }

    private async Task<Placement> WriteStory(ReadItem item, Membership membership, CancellationToken cancel)
    {
        var partition = Keys.DayOf(membership.Story);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var stored = await tables.Stories.Get(partition, membership.Story, cancel);
            var story = StoryMerge.Add(stored?.Value, item, membership);
            var changed = story is not null;
            var written = (stored, story) switch
            {
                ({ } known, null) => known,
                ({ } known, { } merged) => await tables.Stories.Replace(known, merged, cancel),
                (null, { } first) => await Insert(partition, first, cancel),
                _ => throw new InvalidOperationException($"Item {item.Id} founds no story."),
            };
            if (written is not null)
            {
                var role = written.Value.Members.FirstOrDefault(m => m.ItemId == item.Id)?.Role ?? ItemRole.Copy;
                return new Placement(written, role, membership.Story == item.Id, changed);
            }
        }
    }

    private async Task<Versioned<Story>?> Insert(string partition, Story story, CancellationToken cancel) =>
        await tables.Stories.Table.Insert(tables.Stories.Row(partition, story.Id, story), cancel) is { } etag
            ? new Versioned<Story>(partition, story.Id, story, etag)
            : null;

    /// <summary>What is known of a key: the version of its guard, null where nobody has written it yet, and the latest stories that have it.</summary>
    private sealed record KeyRows(string Guard, string? ETag, IReadOnlyList<string> Stories)
    {
        /// <summary>Gives the guard a new version, and fails the batch if somebody else has.</summary>
        public TableWrite Claim() =>
            ETag is null ? new TableWrite.Insert(IndexRows.Mark(Guard)) : new TableWrite.Replace(IndexRows.Mark(Guard, ETag));
    }
}
