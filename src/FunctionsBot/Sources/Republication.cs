using System.IO.Hashing;
using System.Runtime.InteropServices;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>
/// Tells entries that were published anew (another system, another domain, new ids for everything) from new ones, by what survives it: the
/// path of the link and the title.
/// </summary>
public static class Republication
{
    /// <summary>So many at once are no coincidence.</summary>
    private const int Bulk = 3;

    /// <summary>This share of them must be recognised by path or title alone.</summary>
    private const double BulkShare = 0.6;

    private const int HashDigits = 8;

    /// <summary>What is remembered of an entry besides its key: 8 hexadecimal digits each for its link's path and its title; zeros where they say nothing.</summary>
    public static string Trace(Entry entry) => Path(entry.Link) + Hash(FeedText.OneLine(entry.Title).ToUpperInvariant());

    /// <summary>Those entries, out of the ones not listed before, that the last listing had under another identity.</summary>
    /// <param name="fresh">Entries whose keys the last listing did not have.</param>
    /// <param name="traces">The <see cref="Trace"/> of each entry in the last listing.</param>
    public static IReadOnlySet<string> Among(IReadOnlyCollection<Entry> fresh, IReadOnlyCollection<string> traces)
    {
        var found = new HashSet<string>();
        if (fresh.Count == 0 || traces.Count == 0) return found;
        var whole = traces.ToHashSet();
        var paths = traces.Select(t => t[..HashDigits]).Where(IsSaid).ToHashSet();
        var titles = traces.Select(t => t[HashDigits..]).Where(IsSaid).ToHashSet();
        List<string> partly = [];
        foreach (var entry in fresh)
        {
            var trace = Trace(entry);
            if (IsSaid(trace[..HashDigits]) && IsSaid(trace[HashDigits..]) && whole.Contains(trace)) found.Add(entry.Key);
            else if (paths.Contains(trace[..HashDigits]) || titles.Contains(trace[HashDigits..])) partly.Add(entry.Key);
        }

        if (found.Count + partly.Count >= Math.Max(Bulk, fresh.Count * BulkShare)) found.UnionWith(partly);
        return found;
    }

    private static bool IsSaid(string hash) => hash.AsSpan().ContainsAnyExcept('0');

    private static string Path(Uri link)
    {
        var path = link.AbsolutePath.TrimEnd('/');
        if (path.Length < 2) return Hash("");
        var address = link.OriginalString.AsSpan();
        var mark = address.IndexOf('?');
        var text = new TextBuffer(address.Length);
        text.Append(path);
        if (mark >= 0) LinkCleaner.AppendClean(ref text, address[mark..], identity: true);
        var hash = Hash(text.ToString());
        text.Dispose();
        return hash;
    }

    private static string Hash(string text) =>
        text.Length == 0 ? new string('0', HashDigits) : Convert.ToHexStringLower(XxHash3.Hash(MemoryMarshal.AsBytes(text.AsSpan())))[..HashDigits];
}
