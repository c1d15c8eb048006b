using System.Text;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>One element of an entry.</summary>
internal readonly ref struct EntryElement(
    Vocabulary vocabulary,
    ReadOnlySpan<char> name,
    ReadOnlySpan<char> attributes,
    ReadOnlySpan<char> inside,
    bool atom,
    FeedEntities entities,
    bool dayFirst)
{
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>Local name in lower case.</summary>
    public ReadOnlySpan<char> Name { get; } = name;

    public ReadOnlySpan<char> Attributes { get; } = attributes;

    public ReadOnlySpan<char> Inside { get; } = inside;

    /// <summary>The feed is Atom, where text is text unless it says otherwise.</summary>
    public bool Atom { get; } = atom;

    public FeedEntities Entities { get; } = entities;

    /// <summary>03/04/2026 is the 3rd of April.</summary>
    public bool DayFirst { get; } = dayFirst;

    public string? Attribute(ReadOnlySpan<char> key) =>
        MarkupAttributes.Find(Attributes, key, out var value) ? FeedText.Unescape(value, Entities) : null;

    /// <summary>Whether an attribute has a value that needs no unescaping.</summary>
    public bool Says(ReadOnlySpan<char> key, ReadOnlySpan<char> expected) =>
        MarkupAttributes.Find(Attributes, key, out var value) && value.Trim().Equals(expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>What relative addresses in it are relative to: its own <c>xml:base</c>, else the entry's.</summary>
    public Uri? BaseOf(EntryDraft draft) =>
        Attributes.IndexOf("xml:base") >= 0 && Attribute("xml:base") is { } own ? FeedLinks.Http(draft.Base, own) ?? draft.Base : draft.Base;

    /// <summary>The inside with XML undone: what the element holds, markup and all.</summary>
    public string Markup() => EntryText.Markup(Inside, Attributes, Entities);

    /// <summary>The inside as plain words on one line.</summary>
    public string Words() => EntryText.Words(Inside, Attributes, Atom, Entities);

    public DateTimeOffset? Date() =>
        Inside.IndexOfAny('<', '&') < 0 ? FeedDate.Parse(Inside, DayFirst) : FeedDate.Parse(FeedText.Unescape(Inside, Entities), DayFirst);
}

/// <summary>What each element of an entry means.</summary>
internal static partial class EntryText
{
    /// <summary>Takes what an element says into the draft; false where it is none of those known.</summary>
    public static bool Take(EntryDraft draft, in EntryElement element)
    {
        if (!element.Attributes.IsEmpty && element.Name is "title" or "content" or "summary" or "description" && element.Attributes.IndexOf("lang=") > 0)
        {
            draft.TextLanguage ??= Language(element.Attribute("xml:lang"));
        }

        return TakeKnown(draft, element);
    }

    private static bool TakeKnown(EntryDraft draft, in EntryElement element) => element.Vocabulary switch
    {
        Vocabulary.Feed => TakeCore(draft, element),
        Vocabulary.DublinCore => TakeDublinCore(draft, element),
        Vocabulary.Content when element.Name is "encoded" => TakeContent(draft, element),
        Vocabulary.Xhtml when element.Name is "body" or "div" => TakeContent(draft, element),
        Vocabulary.Media => TakeMedia(draft, element),
        Vocabulary.ITunes => TakeITunes(draft, element),
        Vocabulary.FeedBurner when element.Name is "origlink" => TakeOriginalLink(draft, element),
        _ => false,
    };

    private static bool TakeCore(EntryDraft draft, in EntryElement element)
    {
        switch (element.Name)
        {
            case "title": draft.Title ??= Filled(element.Words()); break;
            case "link": TakeLink(draft, element); break;
            case "guid" or "id": TakeId(draft, element); break;
            case "pubdate" or "published" or "issued" or "date": draft.Published ??= element.Date(); break;
            case "created": draft.Published ??= element.Date(); break;
            case "updated" or "modified" or "lastbuilddate": draft.Modified ??= element.Date(); break;
            case "summary" or "description" or "abstract": TakeSummary(draft, element); break;
            case "content" or "body" or "fullitem": TakeContent(draft, element); break;
            case "author": TakeAuthor(draft, element); break;
            case "category": TakeCategory(draft, element); break;
            case "enclosure": TakeEnclosure(draft, element); break;
            case "language": draft.Language ??= Language(element.Markup()); break;
            default: return false;
        }

        return true;
    }

    private static bool TakeContent(EntryDraft draft, in EntryElement element)
    {
        if (element.Attribute("src") is { } src && element.Inside.IsEmpty) draft.SpareLink ??= FeedLinks.Http(element.BaseOf(draft), src);
        else draft.Markup ??= EntryMarkup.Of(draft, element);
        return true;
    }

    /// <summary>
    /// RSS 2.0 lets a description hold the whole article as HTML, which is then also its content; a second one beside a summary is the longer.
    /// </summary>
    private static void TakeSummary(EntryDraft draft, in EntryElement element)
    {
        if (draft.Summary is null)
        {
            draft.Summary = Filled(element.Words());
            draft.IsDescribed = draft.Summary is not null && draft.Markup is null && MayBeMarkup(element.Inside);
        }
        else if (!element.Atom)
        {
            draft.Markup ??= EntryMarkup.Of(draft, element);
        }
    }

    /// <summary>Whether there is any tag, escaped or not, or anything that may be one.</summary>
    private static bool MayBeMarkup(ReadOnlySpan<char> inside)
    {
        while (inside.IndexOfAny('<', '&') is >= 0 and var at)
        {
            inside = inside[at..];
            if (inside[0] == '<' || inside.StartsWith("&lt;") || inside.StartsWith("&#")) return true;
            inside = inside[1..];
        }

        return false;
    }

    private static void TakeLink(EntryDraft draft, in EntryElement element)
    {
        if (element.Attributes.IsEmpty)
        {
            if (draft.Link is null && !element.Inside.IsEmpty) draft.Link = FeedLinks.Http(draft.Base, Address(draft, element));
        }
        else if (new LinkAttributes(element.Attributes) is var link && (link.Href(draft, element) ?? (link.HasRelation ? element.Markup() : null)) is { Length: > 0 } href)
        {
            if (link.IsRelated("enclosure")) AddEnclosure(draft, element, href, link);
            else if (link.IsRelated("alternate") && link.IsPage) draft.Link ??= FeedLinks.Http(link.BaseOf(draft, element), LinkCleaner.Clean(href));
            else if (link.IsRelated("alternate") || link.IsRelated("via") || link.IsRelated("related")) draft.SpareLink ??= FeedLinks.Http(link.BaseOf(draft, element), href);
        }
        else if (!element.Inside.IsEmpty)
        {
            draft.Link ??= FeedLinks.Http(element.BaseOf(draft), Address(draft, element));
        }
    }

    /// <summary>An address as an element's text, cleaned; an entry's own id, which it often is, is not copied once more.</summary>
    private static string Address(EntryDraft draft, in EntryElement element)
    {
        var inside = element.Inside.Trim();
        if (!FeedText.Plainly(ref inside) || IsBase64(element.Attributes)) return LinkCleaner.Clean(element.Markup());
        return draft.Id is { } id && inside.SequenceEqual(id) ? LinkCleaner.Clean(id) : LinkCleaner.Clean(inside);
    }

    private static void TakeId(EntryDraft draft, in EntryElement element)
    {
        if (draft.Id is not null) return;
        var id = draft.Link?.OriginalString is { } link && element.Inside.Trim().SequenceEqual(link) ? link : Filled(FeedText.OneLine(element.Markup()));
        if (id is null) return;
        draft.Id = id;
        draft.IdIsLink = !element.Says("isPermaLink", "false");
    }

    /// <summary>Atom gives a name in an element, or only a mail address; RSS an address with a name in brackets, or just a name.</summary>
    private static void TakeAuthor(EntryDraft draft, in EntryElement element)
    {
        string? name = null, mail = null;
        var scan = new MarkupScanner(element.Inside);
        while (scan.NextTag() && name is null)
        {
            if (scan.IsEnd) continue;
            var local = scan.Name[(scan.Name.IndexOf(':') + 1)..];
            if (local.Equals("name", StringComparison.OrdinalIgnoreCase)) name = Filled(FeedText.Words(scan.Inside(default), TextKind.Unsaid, element.Entities));
            else if (local.Equals("email", StringComparison.OrdinalIgnoreCase)) mail = Filled(FeedText.Words(scan.Inside(default), TextKind.Unsaid, element.Entities));
            else if (local.Equals("uri", StringComparison.OrdinalIgnoreCase) || local.Equals("url", StringComparison.OrdinalIgnoreCase)) mail ??= "";
        }

        draft.Author = Join(draft.Author, name ?? mail ?? PersonName(element.Words()));
    }

    private static string PersonName(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open > 0 && close > open + 1 && text.AsSpan(0, open).Contains('@')) return text[(open + 1)..close].Trim();
        var angle = text.IndexOf('<', StringComparison.Ordinal);
        return angle > 0 ? text[..angle].Trim(' ', '"') : text;
    }

    private static void TakeCategory(EntryDraft draft, in EntryElement element)
    {
        if (element.Attributes.IsEmpty) AddLine(draft, element.Words());
        else AddCategory(draft, element.Attribute("label") ?? element.Attribute("term") ?? element.Words());
    }

    private static void AddCategory(EntryDraft draft, string category) => AddLine(draft, FeedText.OneLine(category));

    private static void AddLine(EntryDraft draft, string category)
    {
        if (category.Length is 0 or > 200) return;
        draft.Categories ??= [];
        if (draft.Categories.Count < 50 && !draft.Categories.Contains(category)) draft.Categories.Add(category);
    }

    private static void TakeEnclosure(EntryDraft draft, in EntryElement element)
    {
        var file = new LinkAttributes(element.Attributes);
        AddEnclosure(draft, element, file.Url(element), file);
    }

    private static void AddEnclosure(EntryDraft draft, in EntryElement element, string? address, in LinkAttributes file)
    {
        if (FeedLinks.Http(file.BaseOf(draft, element), address) is not { } link) return;
        draft.Enclosures ??= new(1);
        if (draft.Enclosures.Count >= 50 || IsAmong(draft.Enclosures, link)) return;
        draft.Enclosures.Add(new(link, file.MediaType(element), file.Bytes));
    }

    private static bool IsAmong(List<Enclosure> enclosures, Uri link)
    {
        foreach (var enclosure in enclosures)
        {
            if (enclosure.Address.OriginalString == link.OriginalString) return true;
        }

        return false;
    }

    /// <summary>A feed's own title.</summary>
    public static string Title(ReadOnlySpan<char> inside, ReadOnlySpan<char> attributes, string format, FeedEntities entities) =>
        Words(inside, attributes, format.StartsWith('A'), entities);

    /// <summary>A feed's own page.</summary>
    public static Uri? HomeLink(Uri address, ReadOnlySpan<char> inside, ReadOnlySpan<char> attributes, FeedEntities entities)
    {
        if (!MarkupAttributes.Find(attributes, "href", out var href)) return FeedLinks.Http(address, FeedText.Unescape(inside, entities));
        var alternate = !MarkupAttributes.Find(attributes, "rel", out var rel) || rel.Equals("alternate", StringComparison.OrdinalIgnoreCase);
        return alternate ? FeedLinks.Http(address, FeedText.Unescape(href, entities)) : null;
    }

    /// <summary>"fr-FR" as "fr"; null where it is no language code.</summary>
    public static string? Language(string? code)
    {
        code = code?.Trim();
        if (code is null || code.Length < 2 || !char.IsAsciiLetter(code[0]) || !char.IsAsciiLetter(code[1])) return null;
        return code.Length == 2 || code[2] is '-' or '_' ? code[..2].ToLowerInvariant() : null;
    }

    internal static string Words(ReadOnlySpan<char> inside, ReadOnlySpan<char> attributes, bool atom, FeedEntities entities)
    {
        if (attributes.IsEmpty) return FeedText.Words(inside, atom ? TextKind.Text : TextKind.Unsaid, entities);
        var type = MarkupAttributes.Find(attributes, "type", out var given) ? given.Trim() : default;
        var kind = type.Contains("html", StringComparison.OrdinalIgnoreCase) ? TextKind.Html : atom ? TextKind.Text : TextKind.Unsaid;
        return IsBase64(attributes) ? FeedText.Words(Markup(inside, attributes, entities), TextKind.Unsaid) : FeedText.Words(inside, kind, entities);
    }

    /// <summary>Atom 0.3 says so; Atom 1.0 means it by any media type that is neither text nor XML (RFC 4287 §4.1.3.3).</summary>
    internal static bool IsBase64(ReadOnlySpan<char> attributes)
    {
        if (attributes.IsEmpty || (attributes.IndexOf('/') < 0 && attributes.IndexOf("mode") < 0)) return false;
        if (MarkupAttributes.Find(attributes, "mode", out var mode)) return mode.Equals("base64", StringComparison.OrdinalIgnoreCase);
        return MarkupAttributes.Find(attributes, "type", out var type) && type.Contains('/') && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && !type.EndsWith("xml", StringComparison.OrdinalIgnoreCase) && !type.Contains("html", StringComparison.OrdinalIgnoreCase);
    }

    internal static string Markup(ReadOnlySpan<char> inside, ReadOnlySpan<char> attributes, FeedEntities entities)
    {
        var text = FeedText.Unescape(inside, entities);
        if (!IsBase64(attributes)) return text;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : text;
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Join(string? names, string name) =>
        name.Length == 0 ? names : names is null ? name : names.Length > 300 || names.Contains(name, StringComparison.Ordinal) ? names : $"{names}, {name}";
}
