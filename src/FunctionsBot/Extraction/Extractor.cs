using System.Text.RegularExpressions;
using FunctionsBot.Domain;

namespace FunctionsBot.Extraction;

/// <summary>
/// From a page's bytes, or from plain scraped text, to an item: the article and nothing but the article. Holds no state and may be used by
/// many threads. Never throws for what is in a page: what cannot be read is said in <see cref="Item.Problem"/>.
/// </summary>
public sealed partial class Extractor
{
    /// <summary>
    /// Bytes of a page, or characters of a text, that are looked at: 5 MiB; what follows is not read, and the item's problem says so.
    /// Pages rarely reach it, articles never do; it is what keeps any page under 200 MB of memory.
    /// </summary>
    public const int MaxLength = 5 * 1024 * 1024;

    private const string TooLong = "Only the first 5 MB were read; what follows was left out.";
    private const string TooSlow = "A line took too long to read, and the text may be built to do so; it was not read.";

    private const int LongestTitle = 110;

    /// <summary>Reads a fetched page: HTML, or plain text where the body is that.</summary>
    /// <param name="page">The body as it arrived.</param>
    /// <param name="listed">What the source listed: fallback for title, date, author and text.</param>
    /// <param name="fetched">When it was fetched: no date is believed that is later.</param>
    public Item Read(FetchResult.Fetched page, Entry? listed, DateTimeOffset fetched)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (Charsets.IsBinary(page.Body.Span))
            return Unreadable(page, listed, "The body is not text but a file of another kind; only HTML and plain text are read.");
        var text = Charsets.Decode(Charsets.Head(page.Body.Span, MaxLength), page.Charset);
        Item item;
        try
        {
            item = LooksLikeHtml(text, page.MediaType)
                ? PageReader.Read(new Page(text, page.Address, fetched), listed)
                : PlainItem(text, page.Address, fetched);
        }
        catch (RegexMatchTimeoutException)
        {
            return Unreadable(page, listed, TooSlow);
        }

        return page.Body.Length > MaxLength ? item with { Problem = item.Problem ?? TooLong } : item;
    }

    /// <summary>Reads plain text as scraped from a page, site chrome included.</summary>
    /// <param name="text">Lines separated by line feeds.</param>
    /// <param name="link">Where it came from.</param>
    /// <param name="fetched">When it was fetched.</param>
    public Item ReadText(string text, Uri link, DateTimeOffset fetched)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(link);
        try
        {
            return text.Length > MaxLength
                ? PlainItem(text[..MaxLength], link, fetched) with { Problem = TooLong }
                : PlainItem(text, link, fetched);
        }
        catch (RegexMatchTimeoutException)
        {
            return new Item(link, link.Host + link.AbsolutePath, "", "en") { PageType = PageType.Error, Problem = TooSlow };
        }
    }

    private static Item PlainItem(string text, Uri link, DateTimeOffset fetched)
    {
        var plain = PlainText.Read(text);
        var title = plain.Title;
        var lines = PageReader.Own(LineCleaner.Clean(plain.Article, title));
        var article = lines.Select(l => l.Text).ToList();
        string[] near = [.. plain.Above, .. plain.Lines.Take(6)];
        var authors = plain.Author is { } named ? [named] : AuthorNames.Read(plain.Above.Find(AuthorNames.IsByline));
        return new Item(link, title ?? FirstWords(article, link), string.Join("\n\n", article), LanguageFinder.Find(string.Join('\n', article)))
        {
            Authors = authors,
            Published = DateFinder.PublishedIn(plain.Lines, fetched) ?? FirstDate(plain.Above, fetched),
            Modified = DateFinder.ModifiedIn(plain.Lines, fetched),
            Paywall = PaywallFinder.Find(plain.Lines, null, article.Sum(a => a.Length)),
            Attribution = AttributionFinder.Find(plain.Lines, article, authors, link, null),
            PageType = PageTypeFinder.OfText(title ?? "", article),
            Problem = plain.CutShort ? $"The text has more than {PlainText.MaxLines} lines; what follows was not read." : null,
        };
    }

    /// <summary>Whether a body is HTML, whatever its media type says.</summary>
    public static bool LooksLikeHtml(string text, string? mediaType)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 4096));
        foreach (var mark in (ReadOnlySpan<string>)["<!doctype html", "<html", "<head", "<body", "<meta ", "<title"])
        {
            if (head.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return mediaType is not "text/plain" && TagPattern().IsMatch(head);
    }

    /// <summary>A title for what has none: the beginning of its first sentence, or its address.</summary>
    internal static string FirstWords(IReadOnlyList<string> article, Uri link)
    {
        if (article.Count == 0)
            return link.Host + link.AbsolutePath;
        var first = article[0];
        var sentence = first.IndexOf(". ", StringComparison.Ordinal);
        return Words.Shorten(sentence > 20 ? first[..sentence] : first, LongestTitle);
    }

    [GeneratedRegex(
        @"</?(p|div|a|span|br|h[1-6]|table|ul|ol|li|img|article|section|b|i|em|strong|script)[\s>/]",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex TagPattern();

    private static DateTimeOffset? FirstDate(IEnumerable<string> lines, DateTimeOffset fetched)
    {
        foreach (var line in lines)
        {
            foreach (var found in DateReader.In(line))
            {
                if (DateFinder.IsPast(found.Value, fetched))
                    return found.Value;
            }
        }

        return null;
    }

    private static Item Unreadable(FetchResult.Fetched page, Entry? listed, string problem) =>
        new(
            page.Address,
            listed is { Title.Length: > 0 } ? listed.Title : page.Address.Host + page.Address.AbsolutePath,
            listed?.Summary ?? "",
            listed?.Language ?? "en")
        {
            Published = listed?.Published,
            Authors = AuthorNames.Read(listed?.Author),
            PageType = PageType.Error,
            Problem = problem,
        };
}
