using System.Collections.Frozen;
using FunctionsBot.Domain;

namespace FunctionsBot.Extraction;

/// <summary>Tells what sort of page was read.</summary>
internal static class PageTypeFinder
{
    private const int Short = 700;

    private static readonly FrozenSet<string> Events = Vocabulary.Set("pages.txt", "event-types");
    private static readonly Phrases ErrorTitles = new(Vocabulary.Section("pages.txt", "error-titles"));
    private static readonly string[] ErrorTexts = [.. Vocabulary.Section("pages.txt", "error-texts")];
    private static readonly string[] Consent = [.. Vocabulary.Section("pages.txt", "consent")];
    private static readonly string[] LetterTitles = [.. Vocabulary.Section("pages.txt", "letter-titles")];
    private static readonly Phrases Salutations = new(Vocabulary.Section("pages.txt", "salutations"));

    /// <summary>What a page is.</summary>
    public static PageType Of(Page page, string title, IReadOnlyList<string> text)
    {
        var length = text.Sum(t => t.Length);
        var all = length < Short ? Words.Fold(string.Join(' ', page.Passages.Take(200).Select(p => p.Text))) : "";
        if (length < Short && IsError(title, page.TitleTag, all))
            return PageType.Error;
        if (length < Short && all.Length < 4000 && Consent.Count(c => all.Contains(c, StringComparison.Ordinal)) >= 2)
            return PageType.ConsentWall;
        if (IsVideo(page) && length < Short)
            return PageType.Video;
        if (IsLetter(title, text))
            return PageType.Letter;
        if (page.Data.Types.Any(Events.Contains) && !IsArticle(page))
            return PageType.Event;
        return IsListing(page, length) ? PageType.Listing : PageType.Article;
    }

    /// <summary>What a plain text is: a letter or an article.</summary>
    public static PageType OfText(string title, IReadOnlyList<string> text) => IsLetter(title, text) ? PageType.Letter : PageType.Article;

    private static bool IsArticle(Page page) =>
        page.Data.Types.Any(t => t.EndsWith("Article", StringComparison.OrdinalIgnoreCase) || t is "BlogPosting") || page.Meta("og:type") is "article";

    private static bool IsVideo(Page page) =>
        page.Meta("og:type")?.StartsWith("video", StringComparison.OrdinalIgnoreCase) == true || (page.Data.Types.Contains("VideoObject") && !IsArticle(page));

    private static bool IsError(string title, string? titleTag, string all) =>
        ErrorTitles.StartOf(Words.Fold(title)) is not null || (titleTag is not null && ErrorTitles.StartOf(Words.Fold(titleTag)) is not null)
        || (all.Length < 1500 && ErrorTexts.Any(e => all.Contains(e, StringComparison.Ordinal)));

    /// <summary>A letter names who signed it; a report about a letter does not, or greets nobody.</summary>
    private static bool IsLetter(string title, IReadOnlyList<string> text)
    {
        var signed = Enumerable.Range(0, text.Count).Any(i => Signatories.Follow(text, i));
        var called = LetterTitles.Any(l => Words.Fold(title).Contains(l, StringComparison.Ordinal));
        var greets = text.Take(5).Any(t => t.Length < 160 && Salutations.StartOf(Words.Fold(t)) is not null && t.EndsWith(','));
        return signed ? called || greets || text.Count > 2 * Signatories.Fewest : called && greets;
    }

    private static bool IsListOfCards(Node list)
    {
        for (var child = list.First; child is not null; child = child.Next)
        {
            if (child.Card)
                return true;
        }

        return false;
    }

    /// <summary>Hardly any prose, and many linked headlines.</summary>
    private static bool IsListing(Page page, int length)
    {
        if (IsArticle(page))
            return false;
        if (page.Body is { } list && list.First is not null && IsListOfCards(list))
            return true;
        var headlines = (length < Short ? page.Home : page.Body ?? page.Home).Headlines;
        return headlines >= 8 && length < headlines * 250;
    }
}
