using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>The latest stories that have a key.</summary>
internal sealed record KnownKey(ulong Key, IReadOnlyList<Posting> Postings);

/// <summary>Which stories have a key: the inverted index, a partition for each key.</summary>
/// <param name="table">The table of fingerprints.</param>
internal sealed class KeyIndex(ITable table)
{
    /// <summary>Stories read per key, the latest: a key shared by more tells little.</summary>
    private const int StoriesPerKey = 24;

    /// <summary>Under this share of common weight two texts are not worth comparing.</summary>
    private const double LeastLikely = 0.1;

    /// <summary>The second candidate must look nearly as good as the first.</summary>
    private const double NearlyAsLikely = 0.6;

    /// <summary>The key's latest postings: one transaction.</summary>
    public async Task<KnownKey> Read(ulong key, CancellationToken cancel)
    {
        List<Posting> postings = [];
        await foreach (var row in table.Range(IndexRows.Key(key), IndexRows.FirstPosting, cancel: cancel))
        {
            postings.Add(IndexRows.ReadPosting(row));
            if (postings.Count == StoriesPerKey)
            {
                break;
            }
        }

        return new KnownKey(key, postings);
    }

    /// <summary>Writes that a story has the key: one transaction.</summary>
    public Task Add(ulong key, Posting posting, CancellationToken cancel) => table.Upsert(IndexRows.Write(key, posting), cancel);

    /// <summary>The stories worth reading, the likeliest first: those whose postings share most weight with the item.</summary>
    public static List<string> Candidates(ItemSketch item, IEnumerable<KnownKey> keys)
    {
        var likely = Likely(item, keys.SelectMany(k => k.Postings)).ToList();
        return [.. likely.TakeWhile(s => s.Likeness >= NearlyAsLikely * likely[0].Likeness).Select(s => s.Story)];
    }

    /// <summary>Stories whose postings share weight with the item, the likeliest first and of equals the latest.</summary>
    public static IEnumerable<(string Story, double Likeness)> Likely(ItemSketch item, IEnumerable<Posting> postings)
    {
        var vector = item.Vector.ToDictionary(t => t.Key, t => t.Weight);
        var shared = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var posting in postings)
        {
            var (common, length) = (0.0, 0.0);
            foreach (var (key, weight) in posting.Signature)
            {
                common += weight * vector.GetValueOrDefault(key);
                length += weight * weight;
            }

            shared[posting.Story] = Math.Max(shared.GetValueOrDefault(posting.Story), length > 0 ? common / Math.Sqrt(length) : 0);
        }

        return shared.Where(s => s.Value >= LeastLikely).Select(s => (s.Key, s.Value)).OrderByDescending(s => s.Value).ThenByDescending(s => s.Key, StringComparer.Ordinal);
    }
}
