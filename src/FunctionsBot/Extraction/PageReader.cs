using FunctionsBot.Domain;

namespace FunctionsBot.Extraction;

/// <summary>Puts an item together from a parsed page.</summary>
internal static class PageReader
{
    /// <summary>Below this many characters a page's own text is doubted, and the feed's taken where that is longer.</summary>
    private const int Thin = 400;

    /// <summary>Structured text loses paragraphs, so it must hold far more to be preferred.</summary>
    private const double MuchMore = 1.6;

    /// <summary>The item of a page.</summary>
    public static Item Read(Page page, Entry? listed)
    {
        var site = TitleFinder.Site(page);
        var title = TitleFinder.Find(page, site) ?? Words.Squeeze(listed?.Title);
        var text = Own(LinesOf(page, title)).ConvertAll(l => l.Text);
        if (DeclaredText(page, title) is { } declared && declared.Sum(t => t.Length) > MuchMore * text.Sum(t => t.Length))
            text = declared;
        if (FeedText(listed, page, title) is { } fed && fed.Sum(t => t.Length) > 1.2 * text.Sum(t => t.Length) && text.Sum(t => t.Length) < 4 * Thin)
            text = fed;
        var all = page.Lines;
        var authors = AuthorFinder.Find(page, site, listed?.Author);
        var joined = string.Join("\n\n", text);
        var type = PageTypeFinder.Of(page, title, text);
        return new Item(page.Address, title.Length > 0 ? title : Extractor.FirstWords(text, page.Address), joined,
            Language(page, joined, listed))
        {
            Canonical = page.Canonical ?? page.Resolve(page.Meta("og:url")),
            Site = site,
            Lead = Lead(page),
            Authors = authors,
            Published = type == PageType.Listing ? null : DateFinder.Published(page, listed?.Published),
            Modified = DateFinder.Modified(page),
            Image = page.Resolve(page.Meta("og:image", "og:image:url", "twitter:image")) ?? page.Resolve(page.Data["image"]),
            Paywall = PaywallFinder.Find(all, IsFree(page), joined.Length),
            Attribution = Attribution(page, all, text, authors, site),
            PageType = type,
            Problem = Problem(page),
        };
    }

    /// <summary>Lines without those that only speak of the paywall or the source: these are kept as facts of their own.</summary>
    public static List<Line> Own(List<Line> lines)
    {
        if (lines.Count <= Page.MostLines)
            lines.RemoveAll(l => l.Text.Length < 260 && (PaywallFinder.IsMarker(Words.Fold(l.Text)) || AttributionFinder.IsSourceLine(l.Text)));
        return lines;
    }

    private static List<Line> LinesOf(Page page, string title)
    {
        var chosen = ArticleText.Choose(page);
        return LineCleaner.Clean([.. chosen.Select(p => new Line(p.Text, p.IsHeading))], title);
    }

    /// <summary>The article's text in the structured data, which pages that build themselves with scripts have nowhere else.</summary>
    private static List<string>? DeclaredText(Page page, string title)
    {
        if (page.Data["articleBody"] is not { Length: > Thin } body)
            return null;
        if (body.Contains("<p", StringComparison.OrdinalIgnoreCase))
            return Fragment(body, page, title);
        var lines = body.Split('\n').Select(l => new Line(Words.Squeeze(l))).Where(l => l.Text.Length > 0);
        return Own(LineCleaner.Clean([.. lines], title)).ConvertAll(l => l.Text);
    }

    private static List<string>? FeedText(Entry? listed, Page page, string title) =>
        listed?.Content is { Length: > 0 } content ? Fragment(content, page, title) : null;

    private static List<string> Fragment(string content, Page page, string title)
    {
        var fed = new Page("<body><article>" + content + "</article>", page.Address, page.Fetched);
        var lines = fed.Passages.Where(p => !p.Owner.InChrome()).Select(p => new Line(p.Text, p.IsHeading));
        return LineCleaner.Clean([.. lines], title).ConvertAll(l => l.Text);
    }

    private static string? Problem(Page page)
    {
        if (page.Tree.CutShort)
            return $"The page has more than {TreeBuilder.MaxNodes} elements; what follows was not read.";
        return page.Passages.Count == PassageReader.MaxPassages
            ? $"The page has more than {PassageReader.MaxPassages} paragraphs; what follows was not read."
            : null;
    }

    private static string Language(Page page, string text, Entry? listed) => LanguageFinder.Find(
        text, page.Tree.Root["lang"], page.Data["inLanguage"], page.Meta("og:locale", "content-language", "language"), listed?.Language);

    private static string? Lead(Page page) => page.Description is { } lead ? Words.Shorten(lead, 1000) : null;

    private static bool? IsFree(Page page) => page.Data["isAccessibleForFree"]?.ToLowerInvariant() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private static Attribution? Attribution(Page page, IReadOnlyList<string> all, List<string> text, IReadOnlyList<string> authors, string? site) =>
        AttributionFinder.FromAddress(page.Canonical, page.Address, "canonical")
        ?? AttributionFinder.FromAddress(page.Resolve(page.Meta("syndication-source", "original-source")), page.Address, "original-source")
        ?? AttributionFinder.FromAddress(page.Resolve(page.Data["isBasedOn"]), page.Address, "isBasedOn")
        ?? AttributionFinder.Find(all, text, authors, page.Address, site, house: IsFree(page) != false);
}
