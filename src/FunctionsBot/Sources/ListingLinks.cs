using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace FunctionsBot.Sources;

/// <summary>A link to an article in a listing.</summary>
/// <param name="Address">Where it leads.</param>
/// <param name="Title">Its title as listed; may be empty.</param>
/// <param name="Card">The biggest element around it that holds no other article's link.</param>
internal sealed record ListedLink(Uri Address, string Title, IElement Card);

/// <summary>
/// Finds the article links of a page. Without a selector it relies on what a list is: links that stand in the same structure, again
/// and again, with titles of several words; menus stand in the same structure too, but say one or two.
/// </summary>
internal sealed class ListingLinks(IHtmlDocument document, Uri address)
{
    private const int Climb = 12;

    /// <summary>The links in, around or under the elements a selector found.</summary>
    public IReadOnlyList<ListedLink> Selected(IHtmlCollection<IElement> elements)
    {
        List<Candidate> chosen = [];
        foreach (var element in elements)
        {
            var anchor = element is IHtmlAnchorElement ? element
                : element.QuerySelector("h1 a[href], h2 a[href], h3 a[href], h4 a[href]") ?? element.QuerySelector("a[href]") ?? element.Closest("a[href]");
            if (anchor is not null && Resolve(anchor) is { } link) chosen.Add(new(anchor, link, FeedText.OneLine(anchor.TextContent)));
        }

        return Cards(chosen);
    }

    /// <summary>The best group of repeating links, and those nearly as good.</summary>
    public IReadOnlyList<ListedLink> Repeating()
    {
        Dictionary<string, List<Candidate>> groups = new(StringComparer.Ordinal);
        foreach (var anchor in document.QuerySelectorAll("a[href]"))
        {
            if (Resolve(anchor) is not { } link || SamePage(link) || IsChrome(anchor)) continue;
            var signature = Signature(anchor);
            if (!groups.TryGetValue(signature, out var group)) groups[signature] = group = [];
            group.Add(new(anchor, link, FeedText.OneLine(anchor.TextContent)));
        }

        var scored = groups.Values.Select(g => (Group: g, Score: Score(g))).Where(g => g.Score > 0).OrderByDescending(g => g.Score).ToList();
        if (scored.Count == 0) return [];
        var best = scored[0].Score;
        // A front page repeats its list in two or three layouts: the lead stories, then the rest.
        HashSet<Candidate> chosen = [.. scored.TakeWhile(g => g.Score >= best * 0.5).SelectMany(g => g.Group)];
        return Cards([.. groups.Values.SelectMany(g => g).Where(chosen.Contains).OrderBy(c => Position(c.Anchor))]);
    }

    private readonly Dictionary<IElement, int> positions = [];

    private int Position(IElement element)
    {
        if (positions.Count == 0)
        {
            foreach (var anchor in document.QuerySelectorAll("a[href]")) positions[anchor] = positions.Count;
        }

        return positions[element];
    }

    private Uri? Resolve(IElement anchor)
    {
        var href = anchor.GetAttribute("href")?.Trim();
        return string.IsNullOrEmpty(href) || href[0] == '#' ? null : FeedLinks.Http(address, href);
    }

    private bool SamePage(Uri link) => link.AbsolutePath == "/" || (link.Host == address.Host && link.AbsolutePath == address.AbsolutePath);

    /// <summary>How much a group looks like a list of articles: 0 where it does not.</summary>
    private static double Score(List<Candidate> group)
    {
        var titles = group.GroupBy(c => c.Link.AbsoluteUri, StringComparer.Ordinal).Select(g => g.MaxBy(c => c.Text.Length)!).ToList();
        var headed = titles.Count(t => Heading(t.Anchor) is not null);
        var words = titles.Average(t => Math.Min(Words(t.Text), 14));
        if (titles.Count < 3 && !(titles.Count == 2 && headed == 2)) return 0;
        if (words < 3.5 && headed < titles.Count / 2.0) return 0;
        if (words < 2) return 0;
        var same = titles.Select(t => t.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (same < titles.Count * 0.7) return 0;
        var main = titles[0].Anchor.Closest("main, article, [role=main], #content, #main") is not null;
        return Math.Min(titles.Count, 40) * words * (1 + ((double)headed / titles.Count)) * (main ? 1.5 : 1);
    }

    private List<ListedLink> Cards(List<Candidate> chosen)
    {
        // An ancestor with links to one article only belongs to that article; with two it is the list.
        Dictionary<IElement, Uri?> owners = [];
        foreach (var candidate in chosen)
        {
            var element = candidate.Anchor;
            for (var i = 0; i < Climb && element is not null; i++, element = element.ParentElement)
            {
                owners[element] = !owners.TryGetValue(element, out var owner) || owner == candidate.Link ? candidate.Link : null;
            }
        }

        List<ListedLink> listed = [];
        foreach (var links in chosen.GroupBy(c => c.Link.AbsoluteUri, StringComparer.Ordinal))
        {
            var candidate = links.MaxBy(c => c.Text.Length)!;
            var card = candidate.Anchor;
            for (var i = 1; i < Climb && card.ParentElement is { } up && up != document.Body && owners.GetValueOrDefault(up) == candidate.Link; i++) card = up;
            listed.Add(new(candidate.Link, Title(candidate, card), card));
        }

        return listed;
    }

    /// <summary>The heading where there is one: a link's own text may be the whole card, or "Read more".</summary>
    private static string Title(Candidate candidate, IElement card)
    {
        var heading = candidate.Anchor.QuerySelector("h1, h2, h3, h4, h5, h6") ?? Heading(candidate.Anchor);
        if (heading is null && (Words(candidate.Text) < 4 || candidate.Text.Length > 200)) heading = card.QuerySelector("h1, h2, h3, h4, h5, h6");
        var text = heading is null ? candidate.Text : FeedText.OneLine(heading.TextContent);
        if (text.Length > 0) return text;
        return FeedText.OneLine(candidate.Anchor.GetAttribute("title") ?? candidate.Anchor.GetAttribute("aria-label")
            ?? candidate.Anchor.QuerySelector("img[alt]")?.GetAttribute("alt") ?? "");
    }

    private static IElement? Heading(IElement anchor) => anchor.QuerySelector("h1, h2, h3, h4, h5, h6") ?? anchor.Closest("h1, h2, h3, h4, h5, h6");

    /// <summary>Menus, footers, asides and the like, by element, role or the words sites use for their classes.</summary>
    private static bool IsChrome(IElement anchor)
    {
        var inContent = false;
        var element = anchor.ParentElement;
        for (var i = 0; i < 24 && element is not null; i++, element = element.ParentElement)
        {
            switch (element.LocalName)
            {
                case "nav" or "footer" or "form" or "dialog" when !inContent: return true;
                case "aside" or "header" when !inContent: return true;
                case "article" or "main": inContent = true; break;
                case "body": return false;
            }

            if (inContent) continue;
            if (element.GetAttribute("role") is "navigation" or "banner" or "contentinfo" or "search" or "complementary") return true;
            if (SpeaksOfChrome(element.ClassName) || SpeaksOfChrome(element.Id)) return true;
        }

        return false;
    }

    internal static bool SpeaksOfChrome(string? names)
    {
        if (string.IsNullOrEmpty(names) || names.Length > 500) return false;
        foreach (var range in names.AsSpan().SplitAny(" -_"))
        {
            var word = names.AsSpan()[range];
            if (word.Length > 2 && Chrome.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)) return true;
        }

        return false;
    }

    private static readonly HashSet<string> Chrome = new(
        ("nav navbar navigation menu menus footer breadcrumb breadcrumbs ariane pagination pager cookie cookies consent rgpd gdpr sidebar social share "
            + "sharing partage toolbar skip banner topbar login subscribe newsletter tags tagcloud comments pied bandeau").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The structure a link stands in: names and first classes, without numbers, of it and what is around it.</summary>
    private static string Signature(IElement anchor)
    {
        var signature = new StringBuilder();
        var element = anchor;
        for (var i = 0; i < 6 && element is not null && element.LocalName is not ("body" or "main"); i++, element = element.ParentElement)
        {
            signature.Append(element.LocalName);
            if (element.ClassList.Length > 0)
            {
                signature.Append('.');
                foreach (var c in element.ClassList[0]!) if (!char.IsAsciiDigit(c)) signature.Append(c);
            }

            signature.Append('<');
        }

        return signature.ToString();
    }

    private static int Words(string text)
    {
        var words = 0;
        foreach (var _ in text.AsSpan().Split(' ')) words++;
        return text.Length == 0 ? 0 : words;
    }

    private sealed record Candidate(IElement Anchor, Uri Link, string Text);
}
