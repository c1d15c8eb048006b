using System.IO.Hashing;
using System.Text;

namespace FunctionsBot.Sources;

/// <summary>
/// The identity of an entry within its source: what the feed itself calls it, else its cleaned link. So it outlives edited titles, new
/// dates, tracking parameters, and a site's move to https.
/// </summary>
internal static class EntryKey
{
    /// <summary>The key from a feed's own id. One that is an address is compared as an address.</summary>
    public static string OfId(string id) =>
        id.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || id.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? OfAddress(id)
            : Hash("id ", id);

    /// <summary>The key from a link, without scheme, "www." and tracking parameters.</summary>
    public static string OfLink(Uri link) => OfAddress(link.AbsoluteUri);

    /// <summary>The key of an entry that has neither: its words and its date.</summary>
    public static string OfText(string title, string? summary, DateTimeOffset? published) =>
        Hash("text ", $"{title}\n{summary}\n{published?.UtcTicks}");

    /// <summary>The key of one of several entries that stand on one page.</summary>
    public static string OfPlace(string key, string place) => Hash("place ", $"{key}{place}");

    private static string OfAddress(ReadOnlySpan<char> address)
    {
        address = address[(address.IndexOf("//") + 2)..];
        if (address.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) address = address[4..];
        var hostEnd = address.IndexOfAny('/', '?', '#') is >= 0 and var end ? end : address.Length;
        var text = new TextBuffer(address.Length);
        Span<char> host = stackalloc char[Math.Min(hostEnd, 256)];
        address[..host.Length].ToLowerInvariant(host);
        text.Append(host);
        LinkCleaner.AppendClean(ref text, address[hostEnd..], identity: true);
        var key = Hash("link ", text.Written);
        text.Dispose();
        return key;
    }

    /// <summary>
    /// 16 hexadecimal digits of XXH3: no two entries of one source meet by chance. A feed that made them meet would only hide its own.
    /// </summary>
    private static string Hash(ReadOnlySpan<char> kind, ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(kind.Length + text.Length);
        // Not a larger one for all: what is taken from the stack is cleared each time.
        Span<byte> bytes = most <= 384 ? stackalloc byte[384] : most <= 2048 ? stackalloc byte[2048] : new byte[most];
        var length = Encoding.UTF8.GetBytes(kind, bytes);
        length += Encoding.UTF8.GetBytes(text, bytes[length..]);
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(bytes[..length], hash);
        return Convert.ToHexStringLower(hash[..8]);
    }
}
