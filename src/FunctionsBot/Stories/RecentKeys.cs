namespace FunctionsBot.Stories;

/// <summary>
/// Which keys lead to a story, as far as the last some thousand items wrote them: a key that no item has offered need not be asked for.
/// A Bloom filter (B. Bloom, 1970) of two halves, so that the older can be given up: it may name a key in eight that nobody offered, which costs
/// a read, and misses none of its time.
/// </summary>
internal sealed class RecentKeys
{
    /// <summary>Bytes of a half.</summary>
    public const int Size = 1 << 13;

    /// <summary>Items to a half: then it becomes the older one.</summary>
    private const int HalfItems = 2_048;

    private readonly byte[] latest;
    private readonly byte[] before;
    private readonly int items;

    private RecentKeys(byte[] latest, byte[] before, int items) => (this.latest, this.before, this.items) = (latest, before, items);

    /// <summary>None.</summary>
    public static RecentKeys None => new(new byte[Size], new byte[Size], 0);

    /// <summary>As it is stored.</summary>
    public Stored ToStored => new(latest, before, items);

    /// <summary>From what is stored; whatever is not of the right size counts as none.</summary>
    public static RecentKeys From(Stored? stored) =>
        stored is { Latest.Length: Size, Before.Length: Size } ? new(stored.Latest, stored.Before, stored.Items) : None;

    public bool Contains(ulong key)
    {
        var (first, second) = Places(key);
        return (Has(latest, first) && Has(latest, second)) || (Has(before, first) && Has(before, second));
    }

    /// <summary>Adds one to those of this object's own making; a shared one is never changed.</summary>
    public void Add(ulong key)
    {
        var (first, second) = Places(key);
        latest[first >> 3] |= (byte)(1 << (first & 7));
        latest[second >> 3] |= (byte)(1 << (second & 7));
    }

    /// <summary>These with the keys that so many items offered since.</summary>
    public RecentKeys With(RecentKeys added, int addedItems)
    {
        if (items >= HalfItems)
        {
            return new([.. added.latest], latest, addedItems);
        }

        var both = new byte[Size];
        for (var i = 0; i < Size; i++)
        {
            both[i] = (byte)(latest[i] | added.latest[i]);
        }

        return new(both, before, items + addedItems);
    }

    private static bool Has(byte[] bits, int place) => (bits[place >> 3] & (1 << (place & 7))) != 0;

    private static (int First, int Second) Places(ulong key)
    {
        var hash = Hashing.Join(1, key);
        return ((int)(hash & (Size * 8 - 1)), (int)((hash >> 32) & (Size * 8 - 1)));
    }

    /// <summary>What is stored of them.</summary>
    /// <param name="Latest">The bits of the half that is being filled.</param>
    /// <param name="Before">Those of the older half.</param>
    /// <param name="Items">Items in the half that is being filled.</param>
    internal sealed record Stored(byte[] Latest, byte[] Before, int Items);
}
