using System.Buffers;
using System.Text;

namespace FunctionsBot.Extraction;

/// <summary>
/// Bytes to text: byte order mark, then the server's charset, then the page's own declaration in its first 4096 bytes, then UTF-8 if the
/// bytes are that, then windows-1252 (the order of https://encoding.spec.whatwg.org and
/// https://html.spec.whatwg.org#determining-the-character-encoding,
/// with UTF-8 tried because servers and pages contradict each other).
/// </summary>
internal static class Charsets
{
    private const int Prescan = 4096;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \"';/>\t\r\n");
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>At most so many bytes from the start, cut between two characters of UTF-8 or UTF-16.</summary>
    public static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> body, int limit)
    {
        if (body.Length <= limit)
            return body;
        if (body is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return body[..(limit & ~1)];
        // A byte that goes on a character is 10xxxxxx, and no character has more than three of them (RFC 3629, section 3).
        var end = limit;
        while (end > limit - 3 && (body[end] & 0xC0) == 0x80)
            end--;
        return body[..end];
    }

    /// <summary>The text of a body. Never throws: bytes that mean nothing become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> body, string? charset)
    {
        if (body is [0xEF, 0xBB, 0xBF, ..])
            return Encoding.UTF8.GetString(body[3..]);
        if (body is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(body[2..]);
        if (body is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode.GetString(body[2..]);
        var named = Named(charset) ?? Named(Declared(body));
        if (named is not null && named.CodePage != Encoding.UTF8.CodePage)
            return DecodeNamed(body, named);
        try
        {
            return StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return Fallback(body, named);
        }
    }

    /// <summary>Whether a body is something other than text: an image, an archive, a PDF.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("%PDF-"u8) || body.StartsWith("PK\u0003\u0004"u8) || body is [0x89, (byte)'P', (byte)'N', (byte)'G', ..])
            return true;
        if (body is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return false;
        var head = body[..Math.Min(body.Length, Prescan)];
        var control = 0;
        foreach (var b in head)
            control += b is < 9 or (> 13 and < 27) or (> 27 and < 32) ? 1 : 0;
        return control > head.Length / 20;
    }

    /// <summary>
    /// A legacy charset is often declared for what is UTF-8 all the same: many multi-byte sequences and no broken one tell.
    /// </summary>
    private static string DecodeNamed(ReadOnlySpan<byte> body, Encoding named)
    {
        if (named.IsSingleByte && body.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) >= 0)
        {
            try
            {
                return StrictUtf8.GetString(body);
            }
            catch (DecoderFallbackException)
            {
                return named.GetString(body);
            }
        }

        return named.GetString(body);
    }

    /// <summary>A few broken bytes in declared UTF-8 are noise; undeclared and broken means a Western legacy page.</summary>
    private static string Fallback(ReadOnlySpan<byte> body, Encoding? named)
    {
        if (named is not null)
        {
            var text = Encoding.UTF8.GetString(body);
            var broken = text.AsSpan().Count('\uFFFD');
            var beyond = text.AsSpan().Count("Ã") + CountBeyondAscii(text);
            if (broken * 2 < beyond)
                return text;
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(body);
    }

    private static int CountBeyondAscii(string text)
    {
        var count = 0;
        foreach (var c in text)
            count += c is > '\u007F' and not '\uFFFD' ? 1 : 0;
        return count;
    }

    private static string? Declared(ReadOnlySpan<byte> body)
    {
        var head = Encoding.Latin1.GetString(body[..Math.Min(body.Length, Prescan)]);
        var at = head.IndexOf("charset", StringComparison.OrdinalIgnoreCase);
        while (at >= 0)
        {
            var rest = head.AsSpan(at + 7).TrimStart();
            if (rest is ['=', ..])
            {
                rest = rest[1..].TrimStart(" \"'\t\r\n");
                var end = rest.IndexOfAny(Ends);
                return end > 0 ? rest[..end].ToString() : null;
            }

            at = head.IndexOf("charset", at + 7, StringComparison.OrdinalIgnoreCase);
        }

        return null;
    }

    private static Encoding? Named(string? charset)
    {
        var name = charset?.Trim(' ', '"', '\'').ToLowerInvariant();
        if (string.IsNullOrEmpty(name))
            return null;
        // The web's own rule (Encoding Standard, 4.2): these labels all mean windows-1252.
        if (name is "iso-8859-1" or "latin1" or "us-ascii" or "ascii" or "iso8859-1" or "l1")
            name = "windows-1252";
        if (name is "utf8" or "unicode-1-1-utf-8")
            name = "utf-8";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
