using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>Why an address may be a feed.</summary>
public enum FeedGrounds
{
    /// <summary>The page says so, in a <c>link</c> element.</summary>
    Declared,

    /// <summary>The page links to it, and it looks like one.</summary>
    Linked,

    /// <summary>Only that many sites keep theirs there: nothing says it exists.</summary>
    Guessed,
}

/// <summary>An address that may be a feed.</summary>
/// <param name="Address">Where it would be.</param>
/// <param name="Title">What the page calls it.</param>
/// <param name="MediaType">Its media type as the page gives it.</param>
/// <param name="Kind">What it would be: a feed, a calendar or a sitemap.</param>
/// <param name="Grounds">Why it may be one.</param>
public sealed record FeedCandidate(Uri Address, string? Title, string? MediaType, BodyKind Kind, FeedGrounds Grounds);

/// <summary>Finds the feeds of a page: those it declares, those it links to, and where they are by custom. Nothing is fetched.</summary>
public static class FeedDiscovery
{
    /// <summary>Candidates of one page; no site has more feeds that anyone would want to choose from.</summary>
    private const int Most = 40;

    /// <summary>Where the widespread publishing systems keep their feeds: WordPress, Jekyll, Hugo, Ghost, SPIP, Drupal, eZ.</summary>
    private static readonly (string Path, BodyKind Kind)[] Customary =
    [
        ("/feed/", BodyKind.Feed), ("/feed.xml", BodyKind.Feed), ("/rss.xml", BodyKind.Feed), ("/atom.xml", BodyKind.Feed), ("/index.xml", BodyKind.Feed),
        ("/rss/", BodyKind.Feed), ("/feed.json", BodyKind.Feed), ("/spip.php?page=backend", BodyKind.Feed),
        ("/news-sitemap.xml", BodyKind.Sitemap), ("/sitemap-news.xml", BodyKind.Sitemap), ("/sitemap.xml", BodyKind.Sitemap),
    ];

    /// <summary>The candidates of a fetched page, best first; guesses last.</summary>
    public static IReadOnlyList<FeedCandidate> Find(FetchResult.Fetched page)
    {
        using var decoded = TextDecoding.Decode(page.Body.Span, page.Charset);
        return Find(decoded.Text.Span, page.Address);
    }

    /// <summary>The candidates of a page, best first: declared before linked, articles before comments; guesses last.</summary>
    /// <param name="html">The page.</param>
    /// <param name="address">Where it came from.</param>
    public static IReadOnlyList<FeedCandidate> Find(ReadOnlySpan<char> html, Uri address)
    {
        List<FeedCandidate> found = [];
        var relativeTo = address;
        var scan = new MarkupScanner(html);
        while (found.Count < Most && scan.NextTag())
        {
            if (scan.IsEnd) continue;
            var attributes = scan.Attributes;
            switch (scan.Name.ToString().ToUpperInvariant())
            {
                case "SCRIPT" or "STYLE" or "TEMPLATE": scan.Inside(default); break;
                case "BASE" when FeedLinks.Http(address, Value(attributes, "href")) is { } own: relativeTo = own; break;
                case "LINK": Add(found, Declared(attributes, relativeTo)); break;
                case "A" or "AREA": Add(found, Linked(attributes, scan.Inside("a"), relativeTo)); break;
            }
        }

        return [.. found.OrderBy(c => c.Grounds).ThenBy(IsOfComments).ThenBy(c => c.Kind), .. Guesses(address).Where(g => !found.Exists(f => Same(f.Address, g.Address)))];
    }

    private static void Add(List<FeedCandidate> found, FeedCandidate? candidate)
    {
        if (candidate is null) return;
        var known = found.FindIndex(f => Same(f.Address, candidate.Address));
        if (known < 0) found.Add(candidate);
        else if (candidate.Grounds < found[known].Grounds) found[known] = candidate;
    }

    /// <summary>HTML §4.6.7.1: "alternate" with a feed's type; "feed", an older proposal, needs none.</summary>
    private static FeedCandidate? Declared(ReadOnlySpan<char> attributes, Uri relativeTo)
    {
        var rel = $" {Value(attributes, "rel")} ";
        var named = rel.Contains(" feed ", StringComparison.OrdinalIgnoreCase);
        if (!named && !rel.Contains(" alternate ", StringComparison.OrdinalIgnoreCase)) return null;
        if (Value(attributes, "href") is not { } href || FeedLinks.Http(relativeTo, WithoutFeedScheme(href)) is not { } link) return null;
        var type = Value(attributes, "type");
        return (OfType(type, href) ?? (named ? BodyKind.Feed : null)) is { } kind ? new(link, Title(Value(attributes, "title")), type, kind, FeedGrounds.Declared) : null;
    }

    private static FeedCandidate? Linked(ReadOnlySpan<char> attributes, ReadOnlySpan<char> inside, Uri relativeTo)
    {
        if (Value(attributes, "href") is not { } href || FeedLinks.Http(relativeTo, WithoutFeedScheme(href)) is not { } link) return null;
        var type = Value(attributes, "type");
        var kind = OfType(type, href) ?? (href.StartsWith("feed:", StringComparison.OrdinalIgnoreCase) ? BodyKind.Feed : OfPath(link));
        if (kind is null) return null;
        var words = FeedText.Plain(inside[..Math.Min(inside.Length, 400)]);
        return new(link, Title(words) ?? Title(Value(attributes, "title")), type, kind.Value, FeedGrounds.Linked);
    }

    /// <summary>"feed://example" and "feed:https://example" are what old readers registered for themselves; "webcal://" is a calendar's.</summary>
    private static string WithoutFeedScheme(string href) =>
        href.StartsWith("feed://", StringComparison.OrdinalIgnoreCase) ? string.Concat("https", href.AsSpan(4))
        : href.StartsWith("feed:", StringComparison.OrdinalIgnoreCase) ? href[5..]
        : href.StartsWith("webcal://", StringComparison.OrdinalIgnoreCase) ? string.Concat("https", href.AsSpan(6))
        : href;

    private static BodyKind? OfType(string? type, string href)
    {
        if (type is null) return null;
        var bare = type.Split(';')[0].Trim().ToUpperInvariant();
        return bare switch
        {
            "APPLICATION/RSS+XML" or "APPLICATION/ATOM+XML" or "APPLICATION/RDF+XML" or "APPLICATION/FEED+JSON" or "TEXT/RSS+XML" or "APPLICATION/X.ATOM+XML" => BodyKind.Feed,
            "TEXT/CALENDAR" => BodyKind.Calendar,
            // Programming interfaces are declared with the same type; a feed's address says that it is one.
            "APPLICATION/JSON" when href.Contains("feed", StringComparison.OrdinalIgnoreCase) && !href.Contains("wp-json", StringComparison.OrdinalIgnoreCase) => BodyKind.Feed,
            "APPLICATION/XML" or "TEXT/XML" or "APPLICATION/RSS" or "APPLICATION/ATOM" => BodyKind.Feed,
            _ => null,
        };
    }

    private static BodyKind? OfPath(Uri link)
    {
        var path = link.AbsolutePath;
        if (EndsWith(path, ".ics")) return BodyKind.Calendar;
        if (EndsWith(path, ".rss") || EndsWith(path, ".atom") || EndsWith(path, ".rdf")) return BodyKind.Feed;
        var last = path.TrimEnd('/');
        last = last[(last.LastIndexOf('/') + 1)..].ToUpperInvariant();
        if (last is "FEED" or "RSS" or "ATOM" or "RSS2" or "FEED.XML" or "RSS.XML" or "ATOM.XML" or "FEEDS.XML" or "INDEX.XML" or "BACKEND.PHP" or "FEED.JSON" or "RSS.PHP") return BodyKind.Feed;
        if (EndsWith(path, ".xml") && HasWord(path, "rss", "feed", "feeds", "atom", "flux")) return BodyKind.Feed;
        if (link.Query.Length > 1 && HasWord(link.Query, "rss", "rss2", "atom", "backend")) return BodyKind.Feed;
        return link.Host.StartsWith("feeds.", StringComparison.OrdinalIgnoreCase) && path.Length > 1 && !HasWord(path, "share") ? BodyKind.Feed : null;
    }

    private static bool EndsWith(string path, string end) => path.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private static bool HasWord(string text, params ReadOnlySpan<string> words)
    {
        foreach (var range in text.AsSpan().SplitAny("/?&=-_.+"))
        {
            foreach (var word in words)
            {
                if (text.AsSpan()[range].Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
            }
        }

        return false;
    }

    /// <summary>Blogs declare the feed of their comments beside that of their articles.</summary>
    private static bool IsOfComments(FeedCandidate candidate) =>
        HasWord(candidate.Address.AbsolutePath, "comments", "commentaires")
        || candidate.Title is { } title && (title.Contains("comment", StringComparison.OrdinalIgnoreCase) || title.Contains("kommentar", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<FeedCandidate> Guesses(Uri address)
    {
        if (address.Scheme is not ("http" or "https")) yield break;
        foreach (var (path, kind) in Customary) yield return new(new Uri(address, path), null, null, kind, FeedGrounds.Guessed);
    }

    private static bool Same(Uri a, Uri b) => a.AbsoluteUri.AsSpan().TrimEnd('/').SequenceEqual(b.AbsoluteUri.AsSpan().TrimEnd('/'));

    private static string? Value(ReadOnlySpan<char> attributes, ReadOnlySpan<char> name) =>
        MarkupAttributes.Find(attributes, name, out var value) && FeedText.Unescape(value) is { Length: > 0 } text ? text : null;

    private static string? Title(string? text) => text is null ? null : FeedText.OneLine(text.AsSpan(0, Math.Min(text.Length, 200))) is { Length: > 0 } title ? title : null;
}
