using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>
/// Puts each item into the story of its happening, or founds one, as it arrives.
///
/// First it reads who has the item's few most telling keys, and the stories that look likeliest by what the keys' rows tell of them. Then it
/// writes, each step on its own partition and each harmless when repeated: the item's membership, which is the decision and is made once;
/// the story, where the item is merged, not appended; and the keys. Last, a founder tells the other founders, on condition that it has seen
/// all of them: of two instances that founded the same story at once the second learns of the first, and the two are made one.
/// </summary>
/// <param name="tables">The storage.</param>
public sealed partial class StoryIndex(Tables tables)
{
    /// <summary>Table transactions that placing an item may take, where no other instance has founded stories meanwhile.</summary>
    internal const int MostTransactions = 12;

    /// <summary>Stories read per item.</summary>
    private const int Candidates = 2;

    /// <summary>The membership and the story.</summary>
    private const int OwnWrites = 2;

    /// <summary>Keys read per item, beside that of its run of words.</summary>
    private const int MostKeysRead = 4;

    /// <summary>Every lost race means that another item was placed; this many in a row mean that something is wrong.</summary>
    private const int MostRaces = 100;

    private readonly Frequencies frequencies = new();
    private readonly KeyIndex keys = new(tables.Fingerprints);
    private readonly Founders founders = new(tables.Fingerprints);

    /// <summary>
    /// Places an item. Placing it again gives the same story and changes nothing. At most 12 table transactions; more where other instances have
    /// founded stories since this one looked: two to hear of the last of them, and six to look again if they were more than are remembered.
    /// </summary>
    /// <exception cref="TimeoutException">Other instances changed the same rows a hundred times in a row.</exception>
    public async Task<Placement> Place(ReadItem item, CancellationToken cancel)
    {
        var spent = await frequencies.Read(tables.Fingerprints, founders, cancel);
        var seen = founders.Seen;
        var sketch = new ItemSketch(item, frequencies);
        List<KnownKey> known = [];
        foreach (var key in sketch.Sought.Take(MostKeysRead - spent))
        {
            known.Add(await keys.Read(key, cancel));
            spent++;
        }

        // Copies under another title or cut may share no telling term, but nearly always share a run of words.
        if (sketch.Runs.Key is { } run && KeyIndex.Candidates(sketch, known).Count == 0)
        {
            known.Add(await keys.Read(run, cancel));
            spent++;
        }

        var found = await Find(item.Id, item.Item, sketch, known, cancel);
        var left = MostTransactions - spent - found.Transactions - OwnWrites - (found.IsNewStory ? 1 : 0) - (found.Membership.Follows is null ? 0 : 1);
        var (membership, isNew) = await Decide(item.Id, WithKeys(found, sketch, known, left) with { Seen = seen }, cancel);
        if (isNew)
        {
            frequencies.Add(sketch.Terms, membership.Keys);
        }

        var placed = new Placing(item, sketch, membership, isNew, membership.Follows is null ? null : await Followed(membership.Follows, found, cancel));
        var (story, changed) = await WriteStory(placed, found.Read.Find(s => s.Key == membership.Story), cancel);
        if (placed.Followed is { } followed && placed.IsFounder)
        {
            await Link(story.Value, followed.Value, cancel);
        }

        var met = await WriteKeys(placed, known, cancel);
        if (placed.IsFounder)
        {
            story = await Announce(placed, met, story, found.Read, cancel);
        }

        if (left > membership.Keys.Count)
        {
            await frequencies.Share(tables.Fingerprints, Frequencies.AddEvery, cancel);
        }

        var role = story.Value.Members.FirstOrDefault(m => m.ItemId == item.Id)?.Role ?? ItemRole.Copy;
        return new Placement(story, role, story.Key == item.Id, changed);
    }

    /// <summary>What the keys lead to: the story to join, the one whose matter goes on, or neither.</summary>
    private async Task<Found> Find(string itemId, Item item, ItemSketch sketch, List<KnownKey> known, CancellationToken cancel)
    {
        List<Versioned<Story>> read = [];
        var transactions = 0;
        (Versioned<Story>? Story, double Likeness) best = (null, 1), earlier = (null, 0);
        foreach (var id in KeyIndex.Candidates(sketch, known).Take(Candidates))
        {
            var (story, hops) = await Resolve(id, cancel);
            transactions += hops;
            if (story is null || story.Key == itemId || read.Exists(s => s.Key == story.Key))
            {
                continue;
            }

            read.Add(story);
            var compared = SketchBytes.Read(story.Value);
            if (Links.IsAnotherChange(item, story.Value))
            {
                earlier = earlier.Story is null ? (story, 0) : earlier;
                continue;
            }

            if (Similarity.CopiedText(sketch, compared) is { } text)
            {
                return new Found(new Membership(story.Key, text), read, transactions);
            }

            var likeness = Similarity.Likeness(sketch, compared);
            if (likeness.Same >= best.Likeness)
            {
                best = (story, likeness.Same);
            }
            else if (likeness.Same > earlier.Likeness && Similarity.IsLaterStage(sketch, compared, likeness, Stages.Of(item) > story.Value.Stage))
            {
                earlier = (story, likeness.Same);
            }
        }

        var membership = best.Story is { } same ? new Membership(same.Key) : new Membership(itemId) { Follows = earlier.Story?.Key };
        return new Found(membership, read, transactions) { IsNewStory = best.Story is null };
    }

    /// <summary>
    /// With the keys to write: none for a copy, which is found by the keys of the text it repeats; else those the story has not yet, as many
    /// as there are transactions for.
    /// </summary>
    private static Membership WithKeys(Found found, ItemSketch sketch, List<KnownKey> known, int left)
    {
        var membership = found.Membership;
        if (membership.CopyOf is not null)
        {
            return membership;
        }

        var wanted = sketch.Offered.Where(o => known.Find(k => k.Key == o)?.Postings.Any(p => p.Story == membership.Story) != true).ToList();
        if (sketch.Runs.Key is { } run)
        {
            // A founder's text is the one that copies will be of.
            wanted.Remove(run);
            wanted.Insert(found.IsNewStory ? Math.Min(1, wanted.Count) : wanted.Count, run);
        }

        return membership with { Keys = [.. wanted.Take(Math.Max(1, left))] };
    }

    /// <summary>A story by its id, or the one it was merged into, and how many rows were read for it.</summary>
    private async Task<(Versioned<Story>? Story, int Read)> Resolve(string id, CancellationToken cancel)
    {
        for (var read = 1; ; read++)
        {
            var story = await tables.Stories.Get(Keys.DayOf(id), id, cancel);
            if (story?.Value.MergedInto is not { } into || read == MostRaces)
            {
                return (story, read);
            }

            id = into;
        }
    }

    /// <summary>Writes where the item belongs, once and for all.</summary>
    /// <returns>The membership, and false if it was decided before.</returns>
    private async Task<(Membership Membership, bool IsNew)> Decide(string itemId, Membership wanted, CancellationToken cancel)
    {
        if (await tables.Fingerprints.Insert(IndexRows.MembershipRow(itemId, wanted), cancel) is not null)
        {
            return (wanted, true);
        }

        var row = await tables.Fingerprints.Get(IndexRows.Item(itemId), IndexRows.Placed, cancel);
        return row is null ? (wanted, true) : (IndexRows.Read<Membership>(row), false);
    }

    private async Task<Versioned<Story>?> Followed(string id, Found found, CancellationToken cancel) =>
        found.Read.Find(s => s.Key == id) ?? (await Resolve(id, cancel)).Story;

    /// <summary>What came of looking.</summary>
    /// <param name="Membership">Where the item belongs, unless that was decided before.</param>
    /// <param name="Read">The stories compared, for a conditional write.</param>
    /// <param name="Transactions">Rows read for them.</param>
    private sealed record Found(Membership Membership, List<Versioned<Story>> Read, int Transactions)
    {
        public bool IsNewStory { get; init; }
    }

    /// <summary>An item on its way into its story.</summary>
    private sealed record Placing(ReadItem Item, ItemSketch Sketch, Membership Membership, bool IsNew, Versioned<Story>? Followed)
    {
        public bool IsFounder => Membership.Story == Item.Id;

        public Posting Posting => new(Membership.Story, [.. Sketch.Signature]);
    }
}
