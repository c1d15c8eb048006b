using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>HTML pages that list articles. Scripts are never run.</summary>
public sealed class ListingSource : ISource
{
    private const string Accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Listing;

    /// <inheritdoc/>
    public FetchRequest Request(Source source, SourceState state) =>
        new(state.MovedTo ?? source.Address, Accept, state.ETag, state.LastModified) { RespectRobots = true };

    /// <inheritdoc/>
    public Listing Read(Source source, FetchResult.Fetched page, string? reading = null)
    {
        var where = page.Address.AbsoluteUri;
        if (BodyKinds.Of(page.Body.Span, page.MediaType) == BodyKind.Feed) return Failed($"{where} is a feed, not a page: set the source's kind to feed.");
        using var decoded = TextDecoding.Decode(page.Body.Span, page.Charset);
        if (HtmlLimits.Refusal(decoded.Text.Span) is { } refusal) return Failed($"{where} {refusal}: give another address.");
        using var document = HtmlPage.Parse(decoded.Text);
        var finder = new ListingLinks(document, BaseOf(document, page.Address));
        IReadOnlyList<ListedLink> links;
        if (source.Selector is { Length: > 0 } selector)
        {
            if (Select(document, selector) is not { } elements) return Failed($"The selector \"{selector}\" of {source.Name} is not a CSS selector: correct it.");
            links = finder.Selected(elements);
            if (links.Count == 0) return Failed($"The selector \"{selector}\" finds no links on {where}: the page has changed; correct the selector, or remove it.");
        }
        else
        {
            links = finder.Repeating();
            if (links.Count == 0) return Failed(NothingFound(decoded.Text.Span, page.Address, where));
        }

        var dayFirst = !source.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        List<EntryDraft> drafts = [.. links.Take(300).Select(link => Draft(link, dayFirst))];
        return new(EntryDraft.BuildAll(drafts, source, page.Address))
        {
            Title = document.Title is { Length: > 0 } title ? FeedText.OneLine(title) : null,
            Format = "HTML",
            Language = EntryText.Language(document.DocumentElement?.GetAttribute("lang")),
            Mended = decoded.Mended is { } mended ? [mended] : [],
        };
    }

    private static EntryDraft Draft(ListedLink link, bool dayFirst) => new()
    {
        Link = link.Address,
        Title = link.Title,
        Published = ListingCard.Date(link, dayFirst),
        Summary = ListingCard.Summary(link),
    };

    private static Uri BaseOf(IHtmlDocument document, Uri address) =>
        FeedLinks.Http(address, document.QuerySelector("base[href]")?.GetAttribute("href")) ?? address;

    private static IHtmlCollection<IElement>? Select(IHtmlDocument document, string selector)
    {
        try
        {
            return document.QuerySelectorAll(selector);
        }
        catch (DomException)
        {
            return null;
        }
    }

    private static string NothingFound(ReadOnlySpan<char> html, Uri address, string where) =>
        FeedDiscovery.Find(html, address) is [{ Grounds: FeedGrounds.Declared, Kind: BodyKind.Feed } feed, ..]
            ? $"{where} lists no articles that can be told from its menus; it names the feed {feed.Address.AbsoluteUri}: use that, or give a CSS selector."
            : $"{where} lists no articles that can be told from its menus: give a CSS selector of the article links.";

    private static Listing Failed(string reason) => new([]) { Failure = reason };
}
