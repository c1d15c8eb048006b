using System.IO.Compression;
using System.Text;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

public sealed class FeedDiscoveryTests
{
    private static readonly Uri Address = new("https://gazette.example/rubrique/page.html");

    [Theory]
    [InlineData("<link rel=\"alternate\" type=\"application/rss+xml\" title=\"À la une\" href=\"/une.xml\">", "https://gazette.example/une.xml", "À la une")]
    [InlineData("<LINK HREF='une.xml' TYPE='application/atom+xml; charset=utf-8' REL='Alternate'>", "https://gazette.example/rubrique/une.xml", null)]
    [InlineData("<link rel=alternate type=application/feed+json href=/une.json>", "https://gazette.example/une.json", null)]
    [InlineData("<link rel=\"alternate home\" type=\"application/rdf+xml\" href=\"?page=flux&amp;lang=fr\">", "https://gazette.example/rubrique/page.html?page=flux&lang=fr", null)]
    [InlineData("<link rel=\"feed\" href=\"/nouvelles\">", "https://gazette.example/nouvelles", null)]
    [InlineData("<link rel=\"alternate\" type=\"application/json\" href=\"/feed.json\">", "https://gazette.example/feed.json", null)]
    [InlineData("<base href=\"https://cdn.example/x/\"><link rel=\"alternate\" type=\"application/rss+xml\" href=\"une.xml\">", "https://cdn.example/x/une.xml", null)]
    [InlineData("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"feed://gazette.example/une.xml\">", "https://gazette.example/une.xml", null)]
    public void A_declared_feed_comes_first(string head, string address, string? title)
    {
        var found = FeedDiscovery.Find($"<!doctype html><html><head>{head}</head><body><a href=\"/ailleurs.rss\">RSS</a></body></html>", Address);

        Assert.Equal((new Uri(address), title, FeedGrounds.Declared), (found[0].Address, found[0].Title, found[0].Grounds));
        Assert.Equal(FeedGrounds.Linked, found[1].Grounds);
    }

    [Theory]
    [InlineData("<a href=\"/flux.rss\">Nos flux <b>RSS</b></a>", "https://gazette.example/flux.rss", "Nos flux RSS", BodyKind.Feed)]
    [InlineData("<a href=\"/blog/feed/\" title=\"S'abonner\"><img src=r.png></a>", "https://gazette.example/blog/feed/", "S'abonner", BodyKind.Feed)]
    [InlineData("<a href=\"/spip.php?page=backend\">Suivre</a>", "https://gazette.example/spip.php?page=backend", "Suivre", BodyKind.Feed)]
    [InlineData("<a href=\"/rss/une.xml\">Une</a>", "https://gazette.example/rss/une.xml", "Une", BodyKind.Feed)]
    [InlineData("<a href=\"https://feeds.hote.example/gazette\">Une</a>", "https://feeds.hote.example/gazette", "Une", BodyKind.Feed)]
    [InlineData("<a type=\"application/rss+xml\" href=\"/x\">Une</a>", "https://gazette.example/x", "Une", BodyKind.Feed)]
    [InlineData("<a href=\"webcal://gazette.example/agenda.ics\">Agenda</a>", "https://gazette.example/agenda.ics", "Agenda", BodyKind.Calendar)]
    public void A_link_that_looks_like_a_feed_is_a_candidate(string body, string address, string title, BodyKind kind)
    {
        var found = FeedDiscovery.Find($"<html><body>{body}</body></html>", Address)[0];

        Assert.Equal((new Uri(address), title, kind, FeedGrounds.Linked), (found.Address, found.Title, found.Kind, found.Grounds));
    }

    [Theory]
    [InlineData("<link rel=\"alternate\" hreflang=\"en\" href=\"/en/\">")]
    [InlineData("<link rel=\"stylesheet\" type=\"text/css\" href=\"/rss.css\">")]
    [InlineData("<link rel=\"alternate\" type=\"application/json\" href=\"/wp-json/wp/v2/pages/7\">")]
    [InlineData("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"/wp-json/oembed/1.0/embed?url=x\">")]
    [InlineData("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"javascript:alert(1)\">")]
    [InlineData("<link rel=\"alternate\" type=\"application/rss+xml\">")]
    [InlineData("<script>document.write('<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/x\">')</script>")]
    [InlineData("<!-- <link rel=\"alternate\" type=\"application/rss+xml\" href=\"/x\"> -->")]
    [InlineData("<a href=\"/feedback\">Vos retours</a><a href=\"/la-presse\">La presse</a><a href=\"#rss\">RSS</a>")]
    public void What_is_no_feed_is_no_candidate(string html) =>
        Assert.All(FeedDiscovery.Find($"<html>{html}</html>", Address), c => Assert.Equal(FeedGrounds.Guessed, c.Grounds));

    [Fact]
    public void Articles_come_before_comments_and_nothing_comes_twice()
    {
        var found = FeedDiscovery.Find(
            """
            <link rel="alternate" type="application/rss+xml" title="Gazette » Flux des commentaires" href="/comments/feed/">
            <link rel="alternate" type="application/rss+xml" title="Gazette » Flux" href="/feed/">
            <a href="/feed">RSS</a>
            """,
            Address);

        Assert.Equal(["/feed/", "/comments/feed/"], found.Where(f => f.Grounds < FeedGrounds.Guessed).Select(f => f.Address.AbsolutePath));
        Assert.Single(found, f => f.Address.AbsolutePath.Trim('/') == "feed");
    }

    [Fact]
    public void Customary_places_are_only_guesses_and_come_last()
    {
        var found = FeedDiscovery.Find("<html><body>Rien</body></html>", Address);

        Assert.NotEmpty(found);
        Assert.All(found, c => Assert.Equal((FeedGrounds.Guessed, "gazette.example"), (c.Grounds, c.Address.Host)));
        Assert.Contains(found, c => c.Kind == BodyKind.Sitemap);
    }

    [Theory]
    [InlineData("<?xml version='1.0'?><!-- a --><rss version='2.0'>", null, BodyKind.Feed)]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'>", "text/html", BodyKind.Feed)]
    [InlineData("<rdf:RDF xmlns:rdf='x'>", null, BodyKind.Feed)]
    [InlineData("{\"version\": \"https://jsonfeed.org/version/1.1\"", null, BodyKind.Feed)]
    [InlineData("{\"a\": 1}", "application/json", BodyKind.Other)]
    [InlineData("\uFEFF\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "text/html", BodyKind.Sitemap)]
    [InlineData("<sitemapindex>", null, BodyKind.Sitemap)]
    [InlineData("begin:vcalendar\r\nVERSION:2.0", null, BodyKind.Calendar)]
    [InlineData("<opml version='2.0'><body><outline/></body></opml>", null, BodyKind.FeedList)]
    [InlineData("<!doctype html><title>x</title>", null, BodyKind.Page)]
    [InlineData("<p>Un mot", null, BodyKind.Page)]
    [InlineData("Des mots", "text/html", BodyKind.Page)]
    [InlineData("%PDF-1.7", "application/pdf", BodyKind.Other)]
    [InlineData("", null, BodyKind.Other)]
    public void A_body_is_known_for_what_it_is(string body, string? mediaType, BodyKind kind)
    {
        Assert.Equal(kind, BodyKinds.Of(Encoding.UTF8.GetBytes(body), mediaType));
        if (body.Length > 0 && mediaType is null) Assert.Equal(kind, BodyKinds.Of(Packed(body), "application/gzip"));
    }

    [Fact]
    public void A_broken_archive_is_nothing_known() => Assert.Equal(BodyKind.Other, BodyKinds.Of([0x1f, 0x8b, 8, 0, 7, 7, 7], null));

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
