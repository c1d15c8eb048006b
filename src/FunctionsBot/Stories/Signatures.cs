using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>Compares the names under a letter between two readings of its page.</summary>
internal static class Signatures
{
    /// <summary>Fewer names than these may all go at once.</summary>
    private const int Few = 4;

    /// <summary>A list longer than that is told by its count only.</summary>
    private const int MostNames = 2000;

    /// <summary>Who came and who went; null where the present reading cannot be the whole list: half of the names do not withdraw in a day, a page that is being rebuilt loses them all.</summary>
    public static (IReadOnlyList<string> Joined, IReadOnlyList<string> Withdrawn)? Compare(SignatureList before, SignatureList now)
    {
        var (old, present) = (Keyed(before), Keyed(now));
        var gone = old.Where(o => !present.ContainsKey(o.Key)).Select(o => o.Value).ToList();
        if (gone.Count > Few && 2 * gone.Count >= old.Count)
        {
            return null;
        }

        return ([.. present.Where(p => !old.ContainsKey(p.Key)).Select(p => p.Value).Take(MostNames)], before.IsCut || now.IsCut ? [] : [.. gone.Take(MostNames)]);
    }

    /// <summary>Names by what does not change when they are set anew: case, accents and blanks do.</summary>
    public static string Key(string name) => Terms.FoldAll(string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static Dictionary<string, string> Keyed(SignatureList list)
    {
        var keyed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in list.Names)
        {
            keyed.TryAdd(Key(name), name);
        }

        return keyed;
    }
}
