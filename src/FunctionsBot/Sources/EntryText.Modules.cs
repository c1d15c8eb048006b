namespace FunctionsBot.Sources;

/// <content>The modules that carry data: Dublin Core, Media RSS, iTunes, FeedBurner.</content>
internal static partial class EntryText
{
    private static bool TakeDublinCore(EntryDraft draft, in EntryElement element)
    {
        switch (element.Name)
        {
            case "title": draft.Title ??= Filled(element.Words()); break;
            case "creator" or "author": draft.Author = Join(draft.Author, element.Words()); break;
            case "date" or "issued" or "created" or "available": draft.Published ??= element.Date(); break;
            case "modified": draft.Modified ??= element.Date(); break;
            case "description" or "abstract": draft.Summary ??= Filled(element.Words()); break;
            case "subject": AddCategory(draft, element.Words()); break;
            case "identifier": draft.SpareLink ??= FeedLinks.Http(null, element.Markup()); break;
            case "language": draft.Language ??= Language(element.Markup()); break;
            default: return false;
        }

        return true;
    }

    private static bool TakeMedia(EntryDraft draft, in EntryElement element)
    {
        switch (element.Name)
        {
            case "content": TakeEnclosure(draft, element); break;
            case "title": draft.SpareTitle ??= draft.Title is null ? Filled(element.Words()) : null; break;
            case "description": draft.SpareSummary ??= draft.Summary is null ? Filled(element.Words()) : null; break;
            case "credit": draft.SpareAuthor ??= draft.Author is null ? Filled(element.Words()) : null; break;
            case "category": TakeCategory(draft, element); break;
            default: return false;
        }

        return true;
    }

    private static bool TakeITunes(EntryDraft draft, in EntryElement element)
    {
        switch (element.Name)
        {
            case "author": draft.SpareAuthor ??= draft.Author is null ? Filled(element.Words()) : null; break;
            case "title": draft.SpareTitle ??= draft.Title is null ? Filled(element.Words()) : null; break;
            case "summary" or "subtitle": draft.SpareSummary ??= draft.Summary is null ? Filled(element.Words()) : null; break;
            case "category": TakePodcastCategory(draft, element); break;
            case "keywords": TakeKeywords(draft, element); break;
            default: return false;
        }

        return true;
    }

    /// <summary>FeedBurner's own links lead through its counter; this one is the article's.</summary>
    private static bool TakeOriginalLink(EntryDraft draft, in EntryElement element)
    {
        if (FeedLinks.Http(draft.Base, element.Markup()) is { } link) draft.Link = link;
        return true;
    }

    /// <summary>iTunes nests: "Society" holds "Documentary".</summary>
    private static void TakePodcastCategory(EntryDraft draft, in EntryElement element)
    {
        if (element.Attribute("text") is { } text) AddCategory(draft, text);
        var scan = new MarkupScanner(element.Inside);
        while (scan.NextTag())
        {
            if (!scan.IsEnd && MarkupAttributes.Find(scan.Attributes, "text", out var inner)) AddCategory(draft, FeedText.Unescape(inner, element.Entities));
        }
    }

    private static void TakeKeywords(EntryDraft draft, in EntryElement element)
    {
        foreach (var word in element.Words().Split(',')) AddCategory(draft, word);
    }
}
