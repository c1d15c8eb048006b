using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace FunctionsBot.Sources;

/// <summary>A body as text, in borrowed memory, and what had to be mended to get it.</summary>
internal readonly struct DecodedText(ReadOnlyMemory<char> text, string? mended, char[]? rented = null) : IDisposable
{
    public ReadOnlyMemory<char> Text { get; } = text;

    public string? Mended { get; } = mended;

    public void Dispose()
    {
        if (rented is not null) ArrayPool<char>.Shared.Return(rented);
    }
}

/// <summary>
/// Bytes to text. A byte order mark beats the header, the header beats the document (RFC 7303 §3), and the bytes beat them all: valid
/// UTF-8 beyond ASCII is hardly ever anything else, and what is not valid UTF-8 never is.
/// </summary>
internal static class TextDecoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (ByWideUnits(bytes) is { } wide) return wide;
        var marked = bytes.StartsWith("\uFEFF"u8);
        if (marked) bytes = bytes[3..];
        var declared = marked ? "utf-8" : charset ?? Declared(bytes) ?? "utf-8";
        var encoding = Find(declared);
        if (encoding is UTF8Encoding || encoding is null)
        {
            return Utf8OrNot(bytes, encoding is null ? $"It says its charset is \"{declared}\", but it is UTF-8." : null)
                ?? Mixed(bytes, declared, marked || charset is null ? null : Declared(bytes));
        }

        // Seven-bit encodings such as ISO-2022-JP are valid UTF-8 too; only bytes beyond ASCII prove it.
        var proof = encoding.IsSingleByte && bytes.IndexOfAnyExceptInRange((byte)0, (byte)127) >= 0;
        return (proof ? Utf8OrNot(bytes, $"It says its charset is {declared}, but it is UTF-8.") : null) ?? Whole(encoding, bytes, null);
    }

    private static DecodedText? Utf8OrNot(ReadOnlySpan<byte> bytes, string? mended)
    {
        var rented = ArrayPool<char>.Shared.Rent(bytes.Length);
        if (Utf8.ToUtf16(bytes, rented, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            if (length < bytes.Length) MendControls(rented.AsSpan(0, length));
            return new(rented.AsMemory(0, length), mended, rented);
        }

        ArrayPool<char>.Shared.Return(rented);
        return null;
    }

    /// <summary>Control characters nobody uses are Windows-1252 that was taken for Latin-1 somewhere (as HTML §13.2.5.84 holds of references).</summary>
    private static void MendControls(Span<char> text)
    {
        while (text.IndexOfAnyInRange('\u0080', '\u009f') is >= 0 and var at)
        {
            text[at] = text[at] == '\u0085' ? '\u2026' : CharacterReferences.OfWindows1252(text[at]);
            text = text[(at + 1)..];
        }
    }

    private static DecodedText Whole(Encoding encoding, ReadOnlySpan<byte> bytes, string? mended) => new(encoding.GetString(bytes).AsMemory(), mended);

    /// <summary>UTF-16 and UTF-32 are told by their marks, or by where the zeros of "&lt;?" or "&lt;r" stand (XML 1.0 appendix F).</summary>
    private static DecodedText? ByWideUnits(ReadOnlySpan<byte> bytes)
    {
        var (encoding, skip) = bytes switch
        {
            [0xff, 0xfe, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xfe, 0xff, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
            [0xff, 0xfe, ..] => (Encoding.Unicode, 2),
            [0xfe, 0xff, ..] => (Encoding.BigEndianUnicode, 2),
            [(byte)'<', 0, 0, 0, ..] => (Encoding.UTF32, 0),
            [0, 0, 0, (byte)'<', ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 0),
            [(byte)'<' or (byte)'{', 0, not 0, 0, ..] => (Encoding.Unicode, 0),
            [0, (byte)'<' or (byte)'{', 0, not 0, ..] => (Encoding.BigEndianUnicode, 0),
            _ => ((Encoding?)null, 0),
        };
        return encoding is null ? null : Whole(encoding, bytes[skip..], null);
    }

    /// <summary>Not UTF-8 though it should be: the document's own word if it has another, else each odd byte as Windows-1252.</summary>
    private static DecodedText Mixed(ReadOnlySpan<byte> bytes, string declared, string? own)
    {
        if (own is not null && Find(own) is { } other and not UTF8Encoding)
        {
            return Whole(other, bytes, $"It is sent as {declared}, but is {own} as it says itself.");
        }

        var latin = Find("windows-1252")!;
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var good = ValidPrefix(bytes);
            text.Append(StrictUtf8.GetString(bytes[..good]));
            if (good == bytes.Length) break;
            text.Append(latin.GetString(bytes.Slice(good, 1)));
            bytes = bytes[(good + 1)..];
        }

        return new(text.ToString().AsMemory(), "It has bytes that are not UTF-8; they were read as Windows-1252.");
    }

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var ascii = bytes[at..].IndexOfAnyExceptInRange((byte)0, (byte)127);
            if (ascii < 0) return bytes.Length;
            at += ascii;
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var used) != OperationStatus.Done) return at;
            at += used;
        }

        return at;
    }

    /// <summary>The charset in an XML declaration, or in an HTML meta element, within the first kilobyte.</summary>
    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, 1024)];
        // Nearly always the first line says it, and the rest need not be looked at.
        if (bytes.StartsWith("<?xml"u8) && bytes.IndexOf("?>"u8) is > 0 and var line && bytes[..line].IndexOf("encoding="u8) > 0) bytes = bytes[..(line + 2)];
        var head = Encoding.Latin1.GetString(bytes).AsSpan();
        var at = head.IndexOf("encoding=", StringComparison.OrdinalIgnoreCase);
        var end = head.IndexOf("?>", StringComparison.Ordinal);
        if (at >= 0 && (end < 0 || at < end) && head[..at].Contains("<?xml", StringComparison.OrdinalIgnoreCase)) return Name(head[(at + 9)..]);
        at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && head[..at].Contains("<meta", StringComparison.OrdinalIgnoreCase) ? Name(head[(at + 8)..]) : null;
    }

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("\"'?>;/ ");

    private static string? Name(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \"'");
        var end = text.IndexOfAny(NameEnds);
        return end is <= 0 or > 40 ? null : text[..end].ToString();
    }

    private static Encoding? Find(string name)
    {
        try
        {
            // Latin-1 and ASCII mean Windows-1252 on the web (WHATWG Encoding §4.2).
            return name.Trim().ToLowerInvariant() switch
            {
                "utf-8" or "utf8" => StrictUtf8,
                "iso-8859-1" or "iso8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii" or "iso-8859-15" or "cp1252" or "windows-1252" =>
                    CodePagesEncodingProvider.Instance.GetEncoding(name.Contains("15", StringComparison.Ordinal) ? 28605 : 1252),
                "utf-16" or "utf-16le" or "utf-16be" or "utf-32" => null,
                "utf-7" => null,
                var other => CodePagesEncodingProvider.Instance.GetEncoding(other) ?? Encoding.GetEncoding(other),
            };
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
