namespace FunctionsBot.Extraction;

/// <summary>Finds who wrote a page: JSON-LD, meta elements, links and elements marked as the author, a byline near the title.</summary>
internal static class AuthorFinder
{
    private static readonly string[] NameNames = ["-author-name-", "-byline-name-", "-author-link-", "-nom-auteur-", "-auteur-nom-"];

    private static readonly string[] BylineNames =
    [
        "-byline-", "-by-line-", "-author-", "-authors-", "-auteur-", "-auteurs-", "-autor-", "-signature-", "-writer-",
    ];

    private const int MostAuthors = 20;

    private static readonly string[] MetaNames =
    [
        "author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl", "citation_author",
        "cxenseparse:author", "og:article:author", "fp:authors", "article.author", "authors", "bepress_citation_author", "twitter:data1",
    ];

    /// <summary>The authors, each once; empty where the page names none.</summary>
    public static IReadOnlyList<string> Find(Page page, string? site, string? listed)
    {
        IReadOnlyList<string> house = [];
        foreach (var candidates in Candidates(page))
        {
            var names = candidates.SelectMany(AuthorNames.Read).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostAuthors).ToList();
            if (names.Count == 0)
                continue;
            if (!names.All(n => IsHouse(n, page, site)))
                return names;
            house = house.Count > 0 ? house : names;
        }

        var fed = AuthorNames.Read(listed);
        return fed.Count > 0 ? fed : house;
    }

    /// <summary>The publisher itself: an author only where nobody else is named.</summary>
    private static bool IsHouse(string name, Page page, string? site)
    {
        var bare = LineCleaner.Bare(name);
        return (site is not null && LineCleaner.Bare(site) is var s && (s == bare || (bare.Length > 5 && s.Contains(bare, StringComparison.Ordinal))))
            || (bare.Length > 3 && LineCleaner.Bare(page.Address.Host).Contains(bare, StringComparison.Ordinal))
            || (page.Data.Article is { } article && page.Data.NamesOf(article, "publisher").Any(p => LineCleaner.Bare(p) == bare));
    }

    private static IEnumerable<IEnumerable<string>> Candidates(Page page)
    {
        if (page.Data.Article is { } article)
        {
            yield return page.Data.NamesOf(article, "author");
            yield return page.Data.NamesOf(article, "creator");
        }

        foreach (var name in MetaNames)
        {
            if (name != "twitter:data1" || LooksLikeLabel(page.Meta("twitter:label1")))
                yield return page.Meta(name) is { } value ? [value] : [];
        }

        yield return Marked(page, static n => n["itemprop"]?.Split(' ').Contains("author") == true, one: false);
        yield return Marked(page, static n => n["rel"]?.Split(' ').Contains("author") == true, one: false);
        yield return Marked(page, static n => n.IsNamed(NameNames), one: true);
        yield return Marked(page, static n => n.IsNamed(BylineNames), one: true);
        yield return Bylines(page);
    }

    private static bool LooksLikeLabel(string? label) =>
        label is not null && Words.Fold(label) is "written by" or "ecrit par" or "verfasst von" or "geschrieben von" or "escrito por";

    private static List<string> Marked(Page page, Func<Node, bool> marks, bool one)
    {
        var found = new List<string>();
        foreach (var node in page.Tree.All)
        {
            if (!marks(node) || InComments(node, page.Home))
                continue;
            var name = NameIn(page, node);
            var text = node.Tag == "meta" ? node["content"] ?? "" : name.Tag == "meta" ? name["content"] ?? "" : name.InnerText(200);
            if (text.Length is 0 or > 120 || AuthorNames.Read(text).Count == 0)
                continue;
            found.Add(text);
            if (one)
                break;
        }

        return found;
    }

    private static Node NameIn(Page page, Node node)
    {
        foreach (var inner in page.Tree.In(node))
        {
            if (inner["itemprop"] == "name")
                return inner;
        }

        return node;
    }

    private static bool InComments(Node node, Node home)
    {
        for (var n = node; n is not null && n != home; n = n.Parent)
        {
            if (n.IsNamed("-comment", "-related-"))
                return true;
        }

        return false;
    }

    private static IEnumerable<string> Bylines(Page page)
    {
        var body = page.Passages.FindIndex(p => page.Body is not null && p.Owner.IsIn(page.Body) && p.IsProse);
        var from = Math.Max(0, body - 12);
        var near = page.Passages.Skip(from).Take(16);
        var last = page.Passages.Where(p => page.Body is not null && p.Owner.IsIn(page.Body)).TakeLast(6);
        return near.Concat(last).Where(p => AuthorNames.IsByline(p.Text)).Select(p => p.Text).Take(1);
    }
}
