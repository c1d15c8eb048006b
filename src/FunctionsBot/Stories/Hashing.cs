namespace FunctionsBot.Stories;

/// <summary>Hashes that stay the same for ever, since they are stored: FNV-1a (draft-eastlake-fnv) with the finaliser of MurmurHash3, which spreads its low bits.</summary>
internal static class Hashing
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var character in text)
        {
            hash = (hash ^ character) * Prime;
        }

        return Mix(hash);
    }

    /// <summary>The hash of a sequence, from that of its beginning and its next member.</summary>
    public static ulong Join(ulong beginning, ulong next) => Mix((beginning * Prime) ^ next);

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
