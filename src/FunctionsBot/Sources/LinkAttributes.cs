using System.Globalization;

namespace FunctionsBot.Sources;

/// <summary>What the tag of a link or of an attached file says, read in one pass; of two attributes of one name the first counts.</summary>
internal readonly ref struct LinkAttributes
{
    private readonly ReadOnlySpan<char> href;
    private readonly ReadOnlySpan<char> url;
    private readonly ReadOnlySpan<char> relation;
    private readonly ReadOnlySpan<char> type;
    private readonly ReadOnlySpan<char> size;
    private readonly bool hasHref;
    private readonly bool hasUrl;
    private readonly bool hasType;
    private readonly bool hasSize;
    private readonly bool hasBase;

    public LinkAttributes(ReadOnlySpan<char> attributes)
    {
        while (MarkupAttributes.Next(ref attributes, out var key, out var value))
        {
            if (Is(key, "href", hasHref)) { href = value; hasHref = true; }
            else if (Is(key, "rel", HasRelation)) { relation = value.Trim(); HasRelation = true; }
            else if (Is(key, "type", hasType)) { type = value; hasType = true; }
            else if (Is(key, "url", hasUrl)) { url = value; hasUrl = true; }
            else if (Is(key, "length", hasSize) || Is(key, "fileSize", hasSize)) { size = value.Trim(); hasSize = true; }
            else hasBase |= Is(key, "xml:base", hasBase);
        }
    }

    /// <summary>It says how the link is related.</summary>
    public bool HasRelation { get; }

    /// <summary>Bytes of the file.</summary>
    public long? Bytes => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    /// <summary>Its media type is that of a page, or not said.</summary>
    public bool IsPage => type.IsEmpty || type.Contains("html", StringComparison.OrdinalIgnoreCase) || type.StartsWith("text", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is related so; one that says nothing is the alternate (RFC 4287 §4.2.7.2).</summary>
    public bool IsRelated(ReadOnlySpan<char> by) => relation.Equals(by, StringComparison.OrdinalIgnoreCase) || (relation.IsEmpty && by is "alternate");

    /// <summary>Where the link leads. An entry's own id, which it often is, is not copied once more.</summary>
    public string? Href(EntryDraft draft, in EntryElement element) =>
        !hasHref ? null : draft.Id is { } id && href.SequenceEqual(id) && !href.Contains('&') ? id : FeedText.Unescape(href, element.Entities);

    /// <summary>Where the file is.</summary>
    public string? Url(in EntryElement element) => hasUrl ? FeedText.Unescape(url, element.Entities) : null;

    /// <summary>The media type; null where there is none.</summary>
    public string? MediaType(in EntryElement element) => type switch
    {
        // Every enclosure of a feed says the same: these are not copied.
        "image/jpeg" => "image/jpeg",
        "image/png" => "image/png",
        "audio/mpeg" => "audio/mpeg",
        _ when type.IsWhiteSpace() => null,
        _ => FeedText.Unescape(type, element.Entities),
    };

    /// <summary>What a relative address is relative to.</summary>
    public Uri? BaseOf(EntryDraft draft, in EntryElement element) => hasBase ? element.BaseOf(draft) : draft.Base;

    private static bool Is(ReadOnlySpan<char> key, ReadOnlySpan<char> name, bool had) =>
        !had && key.Length == name.Length && key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
