using System.Buffers;
using System.IO.Compression;

namespace FunctionsBot.Sources;

/// <summary>What a body is, whatever it is sent as.</summary>
public enum BodyKind
{
    /// <summary>None of those below.</summary>
    Other,

    /// <summary>RSS, Atom, CDF or JSON Feed.</summary>
    Feed,

    /// <summary>A sitemap or a sitemap index, compressed or not.</summary>
    Sitemap,

    /// <summary>iCalendar.</summary>
    Calendar,

    /// <summary>OPML: a list of feeds to import.</summary>
    FeedList,

    /// <summary>HTML.</summary>
    Page,
}

/// <summary>Tells what a body is by what stands in it; servers send feeds as pages, and pages as feeds.</summary>
public static class BodyKinds
{
    /// <summary>What decides stands at the top; junk before it is hardly ever longer.</summary>
    private const int Head = 16 * 1024;

    private static readonly SearchValues<string> PageSigns = SearchValues.Create(["<!doctype html", "<html", "<head", "<body"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The kind of a body.</summary>
    /// <param name="bytes">The body, or its first 16 KiB.</param>
    /// <param name="mediaType">The media type it was sent as; only counts where the bytes leave it open.</param>
    public static BodyKind Of(ReadOnlySpan<byte> bytes, string? mediaType)
    {
        if (bytes.Length > 2 && bytes[0] == 0x1f && bytes[1] == 0x8b) return Unpacked(bytes) is { } inner ? Of(inner, null) : BodyKind.Other;
        using var decoded = TextDecoding.Decode(bytes[..Math.Min(bytes.Length, Head)], null);
        var text = decoded.Text.Span.Trim("\uFEFF \t\r\n\0");
        if (text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)) return BodyKind.Calendar;
        if (text.StartsWith('{'))
        {
            return mediaType is "application/feed+json" || text.Contains("jsonfeed.org/version", StringComparison.Ordinal) ? BodyKind.Feed : BodyKind.Other;
        }

        return OfMarkup(text) ?? (mediaType is "text/html" or "application/xhtml+xml" || text.ContainsAny(PageSigns) ? BodyKind.Page : BodyKind.Other);
    }

    /// <summary>By the first element that decides.</summary>
    private static BodyKind? OfMarkup(ReadOnlySpan<char> text)
    {
        var scan = new MarkupScanner(text);
        while (scan.NextTag())
        {
            if (scan.IsEnd) continue;
            switch (scan.Name[(scan.Name.IndexOf(':') + 1)..].ToString().ToUpperInvariant())
            {
                case "RSS" or "FEED" or "RDF" or "CHANNEL": return BodyKind.Feed;
                case "URLSET" or "SITEMAPINDEX": return BodyKind.Sitemap;
                case "OPML": return BodyKind.FeedList;
                case "HTML" or "HEAD" or "BODY" or "META" or "DIV" or "P" or "ARTICLE" or "SECTION" or "MAIN": return BodyKind.Page;
            }
        }

        return null;
    }

    private static byte[]? Unpacked(ReadOnlySpan<byte> bytes)
    {
        using var stream = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        var head = new byte[Head];
        try
        {
            var length = stream.ReadAtLeast(head, Head, throwOnEndOfStream: false);
            return head is [0x1f, 0x8b, ..] ? null : head[..length];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
