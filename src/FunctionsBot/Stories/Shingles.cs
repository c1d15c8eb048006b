using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>
/// What is kept of a text to recognise copies of it: the smallest hashes of its runs of four words (bottom-k sketch, A. Broder, "On the
/// resemblance and containment of documents", 1997). Containment rather than resemblance, so that a copy cut by a paywall is
/// recognised within the whole, and a whole within a page with chrome around it.
/// </summary>
internal sealed class Shingles
{
    /// <summary>Words in a run.</summary>
    private const int Run = 4;

    /// <summary>Hashes kept: a text of 100 words within one of 1,000 still has about ten in common.</summary>
    private const int Kept = 96;

    /// <summary>Fewer hashes in common than this prove nothing.</summary>
    private const int Proof = 5;

    /// <summary>No term has it.</summary>
    private const ulong RunTag = 3UL << 48;

    private readonly uint[] hashes;

    private Shingles(uint[] hashes, bool complete) => (this.hashes, Complete) = (hashes, complete);

    /// <summary>Every run of the text is kept: it is short.</summary>
    public bool Complete { get; }

    public static Shingles Of(string text)
    {
        var words = Folding.Words(text);
        var all = new SortedSet<uint>();
        Span<ulong> window = stackalloc ulong[Run];
        for (var i = 0; i < words.Count; i++)
        {
            window[i % Run] = Hashing.Of(Folding.Fold(words[i].In(text)));
            if (i < Run - 1)
            {
                continue;
            }

            var hash = 0UL;
            for (var j = i + 1; j <= i + Run; j++)
            {
                hash = Hashing.Join(hash, window[j % Run]);
            }

            all.Add((uint)hash);
            if (all.Count > Kept + 1)
            {
                all.Remove(all.Max);
            }
        }

        return new Shingles([.. all.Take(Kept)], all.Count <= Kept);
    }

    /// <summary>The share of the shorter text's runs that stand in the other too, 0 to 1, estimated; 0 where there is too little to tell.</summary>
    public double Containment(Shingles other)
    {
        var limit = Math.Min(Limit, other.Limit);
        var (here, there) = (CountUpTo(limit), other.CountUpTo(limit));
        var smaller = Math.Min(here, there);
        if (smaller < Proof)
        {
            return 0;
        }

        int i = 0, j = 0, common = 0;
        while (i < here && j < there)
        {
            var order = hashes[i].CompareTo(other.hashes[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return (double)common / smaller;
    }

    /// <summary>The key of the smallest hash: that of a random run, and in most copies of the same one. Null where the text has no run.</summary>
    public ulong? Key => hashes.Length > 0 ? RunTag | hashes[0] : null;

    /// <summary>The hashes, for storing.</summary>
    public ReadOnlySpan<uint> Hashes => hashes;

    /// <summary>From what <see cref="Hashes"/> and <see cref="Complete"/> were.</summary>
    public static Shingles From(uint[] hashes, bool complete) => new(hashes, complete);

    /// <summary>Below it every hash of the text is known.</summary>
    private uint Limit => Complete ? uint.MaxValue : hashes[^1];

    private int CountUpTo(uint limit)
    {
        var at = Array.BinarySearch(hashes, limit);
        return at < 0 ? ~at : at + 1;
    }
}
