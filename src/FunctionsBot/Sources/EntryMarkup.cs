using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>The HTML an entry's element holds, kept as it came and made safe only when it is asked for, with whole addresses.</summary>
internal sealed class EntryMarkup : LateText
{
    private static readonly Uri Nowhere = new("about:blank");

    private readonly string inside;
    private readonly bool isEscaped;
    private readonly bool isText;
    private readonly bool isHtml;
    private readonly bool isXhtml;
    private readonly bool isAtom;
    private readonly FeedEntities? entities;
    private readonly Uri relativeTo;

    private EntryMarkup(EntryDraft draft, in EntryElement element, string inside, bool isEscaped)
    {
        var type = MarkupAttributes.Find(element.Attributes, "type", out var given) ? given.Trim() : default;
        isXhtml = type.Contains("xhtml", StringComparison.OrdinalIgnoreCase);
        isHtml = isXhtml || type.Contains("html", StringComparison.OrdinalIgnoreCase);
        isAtom = element.Atom;
        isText = isAtom && !isHtml && element.Vocabulary == Vocabulary.Feed;
        relativeTo = element.BaseOf(draft) ?? Nowhere;
        entities = element.Entities;
        (this.inside, this.isEscaped) = (inside, isEscaped);
    }

    private EntryMarkup(string html, Uri relativeTo) => (inside, this.relativeTo) = (html, relativeTo);

    /// <summary>HTML as such.</summary>
    public static EntryMarkup OfHtml(string html, Uri relativeTo) => new(html, relativeTo);

    /// <summary>What an element holds; null where that is nothing.</summary>
    public static EntryMarkup? Of(EntryDraft draft, in EntryElement element) =>
        element.Markup() is var markup && !string.IsNullOrWhiteSpace(markup) ? new(draft, element, markup, isEscaped: false) : null;

    /// <summary>What a description holds, whose words were read before, so that nothing is learned from undoing its XML once more.</summary>
    public static EntryMarkup? OfDescription(EntryDraft draft, in EntryElement element) =>
        EntryText.IsBase64(element.Attributes) ? Of(draft, element) : new(draft, element, element.Inside.ToString(), isEscaped: true);

    /// <summary>What the element holds, not made safe: for its words.</summary>
    public string Inside => inside;

    /// <summary>Safe HTML; text that is no HTML is written as such. Null where nothing is left, or a description is no HTML.</summary>
    protected override string? Make()
    {
        ReadOnlySpan<char> text = isEscaped ? FeedText.Unescape(inside, entities) : inside;
        if (isEscaped && !FeedText.LooksLikeMarkup(text, closedOnly: false)) return null;
        if (isAtom && (isXhtml || IsOneDiv(text))) text = WithoutDiv(text);
        if (isHtml && !isXhtml && FeedText.LooksEscaped(text)) text = FeedText.Unescape(text, entities);
        var safe = isText && !FeedText.LooksLikeMarkup(text, closedOnly: true) ? SafeMarkup.OfText(text) : SafeMarkup.Of(text, relativeTo);
        return string.IsNullOrWhiteSpace(safe) ? null : safe;
    }

    private static bool IsOneDiv(ReadOnlySpan<char> text) =>
        text.StartsWith("<div") && text.EndsWith("</div>") && text[1..^1].IndexOf("<div") < 0 && text[..^6].IndexOf("</div>") < 0;

    /// <summary>XHTML stands in a "div" that is no part of it (RFC 4287 §3.1.1.3).</summary>
    private static ReadOnlySpan<char> WithoutDiv(ReadOnlySpan<char> text)
    {
        var start = text.IndexOf('>');
        var end = text.LastIndexOf("</");
        if (!text.StartsWith('<') || start < 0 || end <= start) return text;
        var name = text[1..start];
        name = name[..(name.IndexOfAny(" \t\r\n") is >= 0 and var space ? space : name.Length)];
        var local = name[(name.IndexOf(':') + 1)..];
        return local.Equals("div", StringComparison.OrdinalIgnoreCase) && text[(end + 2)..].StartsWith(name, StringComparison.OrdinalIgnoreCase) ? text[(start + 1)..end] : text;
    }
}
