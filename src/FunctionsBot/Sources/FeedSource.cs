using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>Feeds: RSS, Atom and JSON Feed, told apart by what is in them.</summary>
/// <param name="clock">Turns the hours a feed wants to be left alone into a pause; the system's where null.</param>
public sealed class FeedSource(TimeProvider? clock = null) : ISource
{
    private const string Accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
        + "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.7, */*;q=0.1";

    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Feed;

    /// <inheritdoc/>
    public FetchRequest Request(Source source, SourceState state) => new(state.MovedTo ?? source.Address, Accept, state.ETag, state.LastModified);

    /// <inheritdoc/>
    public Listing Read(Source source, FetchResult.Fetched page, string? reading = null)
    {
        var where = page.Address.AbsoluteUri;
        if (page.Body.IsEmpty) return Failed($"{where} answered with nothing at all where a feed was expected: look at it in a browser.");
        using var decoded = TextDecoding.Decode(page.Body.Span, page.Charset);
        var text = decoded.Text.Span.TrimStart("\uFEFF \t\r\n\0");
        if (text.IsEmpty) return Failed($"{where} answered with nothing but blanks where a feed was expected: look at it in a browser.");
        if (text[0] is '{' or '[') return Finish(JsonFeedReader.Read(decoded.Text[^text.Length..], source, page.Address), decoded, where);
        var listing = FeedReader.Read(text, source, page.Address, (clock ?? TimeProvider.System).GetUtcNow());
        return listing.Failure is { } found ? Failed(NoFeed(found, text, page, where)) : Finish(listing, decoded, where);
    }

    private static Listing Finish(Listing listing, DecodedText decoded, string where)
    {
        if (listing.Failure is { } failure) return Failed($"{where} {failure}: look at it in a browser, and give the address of a feed.");
        return decoded.Mended is { } mended ? listing with { Mended = [mended, .. listing.Mended] } : listing;
    }

    private static string NoFeed(string found, ReadOnlySpan<char> text, FetchResult.Fetched page, string where)
    {
        var isPage = found == "page" || page.MediaType is "text/html" || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);
        if (isPage)
        {
            return FeedDiscovery.Find(text, page.Address) is [{ Grounds: FeedGrounds.Declared, Kind: BodyKind.Feed } feed, ..]
                ? $"{where} is an HTML page where a feed was expected; it names the feed {feed.Address.AbsoluteUri}: use that address."
                : $"{where} is an HTML page where a feed was expected, and names no feed: give a feed's address, or read it as a listing page.";
        }

        return found switch
        {
            "sitemap" => $"{where} is a sitemap where a feed was expected: give a feed's address.",
            "opml" => $"{where} is a list of feeds (OPML), not a feed: import it, or give the address of one feed.",
            "" => $"{where} holds no feed and no markup at all: look at it in a browser, and give the address of a feed.",
            _ => $"{where} is XML, but no feed: it begins with <{found[..Math.Min(found.Length, 40)]}>; give the address of a feed.",
        };
    }

    private static Listing Failed(string reason) => new([]) { Failure = reason };
}
