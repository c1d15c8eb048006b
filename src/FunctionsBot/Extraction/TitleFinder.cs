namespace FunctionsBot.Extraction;

/// <summary>Finds a page's title and takes the site's name off it.</summary>
internal static class TitleFinder
{
    private const int Longest = 400;

    private static readonly string[] Separators =
        [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", " ~ ", " // ", " > ", " ‹ ", " › ", "| "];

    /// <summary>The title, or null where the page has none.</summary>
    public static string? Find(Page page, string? site)
    {
        var headings = Headings(page);
        var other = page.Meta("twitter:title", "dc.title", "parsely-title", "sailthru.title");
        var declared = new[] { page.Data["headline"], page.Meta("og:title"), other, page.TitleTag }
            .Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => Words.Squeeze(t)).ToList();

        // A heading that stands, word for word, in what the head declares is the title as readers see it.
        headings.RemoveAll(h => Words.Count(h, 2) < 2 || IsSiteName(h, site, page.Address));
        var seen = headings.Where(h => declared.Any(d => Contains(d, h))).MaxBy(h => h.Length);
        if (seen is not null)
            return seen;

        // A template's title element is often that of the section; a page's only heading is its own.
        if (headings is [var only] && declared.Count == 1 && page.TitleTag is not null)
            return only;
        foreach (var title in declared)
        {
            var bare = WithoutSite(title, site, page.Address);
            if (bare.Length > 0 && !IsSiteName(bare, site, page.Address))
                return Words.Shorten(bare, Longest);
        }

        return headings.Concat(declared).FirstOrDefault();
    }

    /// <summary>The site's name.</summary>
    public static string? Site(Page page)
    {
        var name = page.Meta("og:site_name", "application-name", "dc.publisher", "al:ios:app_name");
        if (name is null && page.Data.Article is { } article)
            name = page.Data.NamesOf(article, "publisher").FirstOrDefault();
        name ??= FromTitle(page);
        return name is { Length: > 1 and < 80 } ? Words.Squeeze(name) : null;
    }

    /// <summary>The title without the site's name before or after it.</summary>
    public static string WithoutSite(string title, string? site, Uri address)
    {
        var rest = title;
        for (var again = true; again;)
        {
            again = false;
            foreach (var separator in Separators)
            {
                var last = rest.LastIndexOf(separator, StringComparison.Ordinal);
                if (last > 0 && IsSiteName(rest[(last + separator.Length)..], site, address))
                {
                    (rest, again) = (rest[..last].Trim(), true);
                    break;
                }

                var first = rest.IndexOf(separator, StringComparison.Ordinal);
                if (first > 0 && IsSiteName(rest[..first], site, address))
                {
                    (rest, again) = (rest[(first + separator.Length)..].Trim(), true);
                    break;
                }
            }
        }

        return rest;
    }

    private static bool IsSiteName(string part, string? site, Uri address)
    {
        var bare = LineCleaner.Bare(part);
        if (bare.Length == 0)
            return true;
        if (site is not null && LineCleaner.Bare(site) is { Length: > 1 } name && IsAlike(bare, name))
            return true;
        var host = LineCleaner.Bare(address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host);
        return bare.Length > 2 && (host.StartsWith(bare, StringComparison.Ordinal) || bare == host);
    }

    /// <summary>"WordPress.com" and "The WordPress.com Blog", "Le Monde" and "Le Monde.fr" are one site.</summary>
    private static bool IsAlike(string part, string site) =>
        part == site
        || (part.Length > 6 && site.Contains(part, StringComparison.Ordinal))
        || (site.Length > 4 && part.Contains(site, StringComparison.Ordinal) && part.Length < site.Length + 12);

    private static string? FromTitle(Page page)
    {
        if (page.TitleTag is not { } title)
            return null;
        foreach (var separator in Separators)
        {
            var last = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (last > 0 && IsSiteName(title[(last + separator.Length)..], null, page.Address))
                return title[(last + separator.Length)..];
        }

        return null;
    }

    private static bool Contains(string declared, string heading) =>
        LineCleaner.Bare(heading) is { Length: > 5 } bare && LineCleaner.Bare(declared).Contains(bare, StringComparison.Ordinal);

    private static List<string> Headings(Page page)
    {
        var named = new List<string>();
        var first = new List<string>();
        foreach (var node in page.Tree.All)
        {
            if (node.Tag is not "h1" && node["itemprop"] is not "headline")
                continue;
            var text = node.Tag == "meta" ? "" : node.InnerText(Longest);
            if (text.Length is 0 or >= Longest)
                continue;
            if (node["itemprop"] is "headline" || node.IsNamed("-title", "-headline", "-titre"))
                named.Add(text);
            else
                first.Add(text);
        }

        return [.. named, .. first];
    }
}
