using System.Text.RegularExpressions;
using FunctionsBot.Domain;

namespace FunctionsBot.Extraction;

/// <summary>
/// From a page's bytes, or from plain scraped text, to an item: the article and nothing but the article. Holds no state and may be used by
/// many threads. Never throws for what is in a page: what cannot be read is said in <see cref="Item.Problem"/>.
/// </summary>
public sealed partial class Extractor
{
    /// <summary>Characters that are looked at; what follows is not read. Articles are far shorter, pages rarely longer.</summary>
    public const int MaxCharacters = 8_000_000;

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
        var text = Charsets.Decode(page.Body.Span, page.Charset);
        if (text.Length > MaxCharacters)
            text = text[..MaxCharacters];
        if (!LooksLikeHtml(text, page.MediaType))
            return ReadText(text, page.Address, fetched);
        try
        {
            return PageReader.Read(new Page(text, page.Address, fetched), listed);
        }
        catch (RegexMatchTimeoutException)
        {
            return Unreadable(page, listed, "A line of the page took too long to read; the page may be built to do so.");
        }
    }

    /// <summary>Reads plain text as scraped from a page, site chrome included.</summary>
    /// <param name="text">Lines separated by line feeds.</param>
    /// <param name="link">Where it came from.</param>
    /// <param name="fetched">When it was fetched.</param>
    public Item ReadText(string text, Uri link, DateTimeOffset fetched)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(link);
        var plain = PlainText.Read(text.Length > MaxCharacters ? text[..MaxCharacters] : text);
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
