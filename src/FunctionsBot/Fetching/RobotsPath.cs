using System.Buffers;
using System.Text;

namespace FunctionsBot.Fetching;

/// <summary>Paths of addresses and of robots.txt, in the one spelling in which they can be compared octet by octet (RFC 9309 §2.2.2).</summary>
internal static class RobotsPath
{
    /// <summary>Longest path compared, in octets; what stands beyond is cut off on both sides.</summary>
    private const int Longest = 16 * 1024;

    /// <summary>Characters that need no encoding anywhere (RFC 3986 §2.3).</summary>
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>Reserved characters that mean the same bare and encoded: in a path all but its "/", in a query all but what divides its fields.</summary>
    private const string EitherWay = "!'(),;:@[]";

    private static readonly SearchValues<char> Bare = SearchValues.Create(Unreserved + EitherWay + "/?&=+");
    private static readonly SearchValues<char> BareOnceDecodedInPath = SearchValues.Create(Unreserved + EitherWay + "&=+");
    private static readonly SearchValues<char> BareOnceDecodedInQuery = SearchValues.Create(Unreserved + EitherWay + "/?");

    /// <summary>The path and query of an address, or of what is only a path, normalised.</summary>
    public static string Of(string address)
    {
        var start = address.StartsWith("//", StringComparison.Ordinal) ? 2 : 0;
        var path = address.AsSpan(start).IndexOfAny("/?;");
        var scheme = address.AsSpan(start).IndexOf("://");
        if (scheme >= 0 && (path < 0 || scheme < path)) start += scheme + 3;
        else if (start == 0 && path == 0) start = -1;
        var rest = start < 0 ? address.AsSpan() : address.AsSpan(start);
        if (start >= 0) rest = rest.IndexOfAny("/?;#") is >= 0 and var begin ? rest[begin..] : [];
        if (rest.IndexOf('#') is >= 0 and var fragment) rest = rest[..fragment];
        var octets = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(rest.ToString()));
        return Normalise(octets.StartsWith('/') ? octets : "/" + octets, pattern: false);
    }

    /// <summary>
    /// The one spelling: octets that need no encoding are bare, all others are encoded with capital digits. In a pattern <c>*</c> and a
    /// last <c>$</c> stay, being signs there; everywhere else they are encoded, so that <c>%2A</c> asks for a real one (§2.2.3).
    /// </summary>
    /// <param name="octets">One character for each octet.</param>
    /// <param name="pattern">Whether it is a rule's.</param>
    public static string Normalise(ReadOnlySpan<char> octets, bool pattern)
    {
        octets = octets[..Math.Min(octets.Length, Longest)];
        if (octets.IndexOfAnyExcept(Bare) < 0) return octets.ToString();
        var text = new StringBuilder(octets.Length + 16);
        var inQuery = false;
        for (var i = 0; i < octets.Length; i++)
        {
            var c = octets[i];
            inQuery |= c == '?';
            if (c == '%' && i + 2 < octets.Length && char.IsAsciiHexDigit(octets[i + 1]) && char.IsAsciiHexDigit(octets[i + 2]))
            {
                Append(text, (char)((Digit(octets[i + 1]) << 4) | Digit(octets[i + 2])), inQuery);
                i += 2;
            }
            else if (c is '*' or '$' ? pattern && (c == '*' || i == octets.Length - 1) : Bare.Contains(c))
            {
                text.Append(c);
            }
            else
            {
                text.Append(null, $"%{(int)c:X2}");
            }
        }

        return text.ToString();
    }

    /// <summary>Whether a normalised pattern matches the beginning, or with a last <c>$</c> the whole, of a normalised path.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        var toEnd = pattern.EndsWith('$');
        if (toEnd) pattern = pattern[..^1];
        var star = pattern.IndexOf('*');
        if (star < 0) return toEnd ? path.SequenceEqual(pattern) : path.StartsWith(pattern);
        if (!path.StartsWith(pattern[..star])) return false;
        path = path[star..];
        // Taking each piece at its first place never spoils a later match, so there is nothing to try again.
        while (true)
        {
            pattern = pattern[(star + 1)..];
            star = pattern.IndexOf('*');
            if (star < 0) return toEnd ? path.EndsWith(pattern) : path.IndexOf(pattern) >= 0;
            var at = path.IndexOf(pattern[..star]);
            if (at < 0) return false;
            path = path[(at + star)..];
        }
    }

    /// <summary>An octet that was written encoded.</summary>
    private static void Append(StringBuilder text, char octet, bool inQuery)
    {
        var bare = (inQuery ? BareOnceDecodedInQuery : BareOnceDecodedInPath).Contains(octet);
        if (bare) text.Append(octet);
        else text.Append(null, $"%{(int)octet:X2}");
    }

    private static int Digit(char hex) => char.IsAsciiDigit(hex) ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
