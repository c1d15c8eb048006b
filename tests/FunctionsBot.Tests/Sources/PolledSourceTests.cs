using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Sources;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Sources;

/// <summary>Request, fetch and read together, against a real server.</summary>
public sealed class PolledSourceTests : IAsyncDisposable
{
    private readonly ScriptedWebServer server = new();
    private readonly Fetcher fetcher = new(new() { AllowLoopback = true, HostPause = TimeSpan.Zero }, TimeProvider.System);
    private readonly SourceReaders readers = new();

    public ValueTask DisposeAsync()
    {
        fetcher.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task A_malformed_feed_in_the_wrong_charset_is_read_over_the_wire()
    {
        server.On(
            "/feed",
            200,
            Encoding.Latin1.GetBytes("<rss><channel><title>R&D</title><item><title>&Eacute;t\u00e9 <b>libre</title><link>/1?utm_source=x</link></item>"),
            "Content-Type: text/html; charset=utf-8");

        var listing = await Poll("/feed", SourceKind.Feed);

        var entry = Assert.Single(listing.Entries);
        Assert.Equal(("R&D", "Été libre", server.At("/1")), (listing.Title, entry.Title, entry.Link));
        Assert.NotEmpty(listing.Mended);
    }

    [Fact]
    public async Task A_page_where_a_feed_was_expected_names_the_feed()
    {
        server.On("/", 200, "<!doctype html><link rel=alternate type=application/rss+xml href=/rss.xml><p>Bonjour", "Content-Type: text/html");

        Assert.Equal(
            $"{server.At("/")} is an HTML page where a feed was expected; it names the feed {server.At("/rss.xml")}: use that address.",
            (await Poll("/", SourceKind.Feed)).Failure);
    }

    [Fact]
    public async Task A_listing_page_resolves_its_links_where_the_redirect_ended()
    {
        server.Redirect("/old", 302, "/new/list");
        server.On(
            "/new/list",
            200,
            string.Concat(Enumerable.Range(1, 4).Select(i => $"<h3><a href='article-{i}'>Un titre assez long numéro {i}</a></h3>")),
            "Content-Type: text/html; charset=utf-8");

        var listing = await Poll("/old", SourceKind.Listing);

        Assert.Equal([1, 2, 3, 4], listing.Entries.Select(e => int.Parse(e.Link.AbsolutePath[^1..], null)));
        Assert.All(listing.Entries, e => Assert.StartsWith("/new/article-", e.Link.AbsolutePath, StringComparison.Ordinal));
        Assert.Contains(server.Requests, r => r.Target == "/robots.txt");
    }

    private async Task<Listing> Poll(string path, SourceKind kind)
    {
        var source = new Source("s", "S", server.At(path), kind, "fr");
        var reader = readers.For(kind);
        var result = await fetcher.Fetch(reader.Request(source, new("s", DateTimeOffset.UnixEpoch)), TestContext.Current.CancellationToken);
        return reader.Read(source, Assert.IsType<FetchResult.Fetched>(result));
    }
}
