namespace FunctionsBot.Sources;

/// <summary>The HTML an entry's elements hold, made safe, with whole addresses.</summary>
internal static class EntryMarkup
{
    private static readonly Uri Nowhere = new("about:blank");

    /// <summary>An element's inside as safe HTML; text that is no HTML is written as such.</summary>
    public static string Html(EntryDraft draft, in EntryElement element)
    {
        var type = MarkupAttributes.Find(element.Attributes, "type", out var given) ? given.Trim() : default;
        var isXhtml = type.Contains("xhtml", StringComparison.OrdinalIgnoreCase);
        var isHtml = isXhtml || type.Contains("html", StringComparison.OrdinalIgnoreCase);
        var text = element.Markup().AsSpan();
        if (element.Atom && (isXhtml || IsOneDiv(text))) text = WithoutDiv(text);
        if (isHtml && !isXhtml && FeedText.LooksEscaped(text)) text = FeedText.Unescape(text, element.Entities);
        if (element.Atom && !isHtml && element.Vocabulary == Vocabulary.Feed && !FeedText.LooksLikeMarkup(text, closedOnly: true)) return SafeMarkup.OfText(text);
        return SafeMarkup.Of(text, element.BaseOf(draft) ?? Nowhere);
    }

    /// <summary>Keeps a description that holds HTML, escaped or not, to be made safe should no content come.</summary>
    public static void Spare(EntryDraft draft, in EntryElement element)
    {
        if (element.Inside.IndexOfAny('<', '&') < 0) return;
        var markup = element.Markup();
        if (FeedText.LooksLikeMarkup(markup, closedOnly: false)) (draft.SpareMarkup, draft.SpareBase) = (markup, element.BaseOf(draft));
    }

    /// <summary>The spared description as safe HTML; null where there is none.</summary>
    public static string? Spared(EntryDraft draft) =>
        draft.SpareMarkup is { } markup && SafeMarkup.Of(markup, draft.SpareBase ?? Nowhere) is { Length: > 0 } safe ? safe : null;

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
