using System.IO.Compression;
using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

public sealed class SitemapSourceTests
{
    private static readonly Uri Address = new("https://gazette.example/plans/news.xml");
    private static readonly Source Source = new("plan", "Plan", Address, SourceKind.Sitemap, "fr");

    private const string News =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
          <url>
            <loc>https://gazette.example/2026/modeles?id=1&amp;utm_source=plan</loc>
            <lastmod>2026-03-18T07:00:00+01:00</lastmod>
            <news:news><news:publication><news:name>La Gazette</news:name><news:language>fr</news:language></news:publication>
              <news:publication_date>2026-03-17T08:45:00+01:00</news:publication_date>
              <news:title><![CDATA[Le Sénat vote l'ouverture des modèles]]></news:title><news:keywords>ia, libre</news:keywords></news:news>
            <image:image><image:loc>https://gazette.example/photo.jpg</image:loc><image:title>Une photo</image:title></image:image>
          </url>
          <url><loc>/2026/fonds</loc><lastmod>2026-03-16</lastmod></url>
          <url><loc>javascript:alert(1)</loc></url>
        </urlset>
        """;

    [Fact]
    public void A_news_sitemap_gives_its_articles()
    {
        var listing = Read(News);

        Assert.Equal(("News sitemap", "fr", null), (listing.Format, listing.Language, listing.Failure));
        Assert.Equal(["https://gazette.example/2026/modeles?id=1", "https://gazette.example/2026/fonds"], listing.Entries.Select(e => e.Link.AbsoluteUri));
        var first = listing.Entries[0];
        Assert.Equal("Le Sénat vote l'ouverture des modèles", first.Title);
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 7, 45, 0, TimeSpan.Zero), first.Published);
        Assert.Equal(new DateTimeOffset(2026, 3, 18, 6, 0, 0, TimeSpan.Zero), first.Modified);
        Assert.Equal(["ia", "libre"], first.Categories);
        Assert.Equal(("", new DateTimeOffset(2026, 3, 16, 0, 0, 0, TimeSpan.Zero)), (listing.Entries[1].Title, listing.Entries[1].Published));
    }

    [Fact]
    public void A_compressed_sitemap_is_read_like_any_other() =>
        Assert.Equal(Read(News).Entries.Select(e => e.Key), Read(Packed(Encoding.UTF8.GetBytes(News))).Entries.Select(e => e.Key));

    [Fact]
    public void An_index_names_its_newest_sitemaps_to_read_further()
    {
        var listing = Read(
            """
            <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
              <sitemap><loc>https://gazette.example/plans/2024.xml</loc><lastmod>2024-12-31</lastmod></sitemap>
              <sitemap><loc>https://gazette.example/plans/pages.xml</loc></sitemap>
              <sitemap><loc>https://gazette.example/plans/actualites.xml.gz</loc></sitemap>
              <sitemap><loc>https://gazette.example/plans/2026.xml</loc><lastmod>2026-03-17</lastmod></sitemap>
            </sitemapindex>
            """);

        Assert.Null(listing.Failure);
        Assert.Empty(listing.Entries);
        Assert.Equal(["/plans/2026.xml", "/plans/2024.xml", "/plans/actualites.xml.gz"], listing.More.Select(m => m.AbsolutePath));
    }

    [Fact]
    public void Of_a_long_sitemap_the_newest_pages_are_kept()
    {
        var urls = string.Concat(Enumerable.Range(0, 3000).Select(i => $"<url><loc>/{i}</loc><lastmod>{new DateTime(2020, 1, 1).AddHours(i):yyyy-MM-ddTHH:mm}</lastmod></url>"));

        var listing = Read($"<urlset>{urls}</urlset>");

        Assert.Equal((1000, "/2999"), (listing.Entries.Count, listing.Entries[0].Link.AbsolutePath));
        Assert.Contains("newest 1000", Assert.Single(listing.Mended), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<rss version=\"2.0\"/>", "it is a feed")]
    [InlineData("<html></html>", "it is a page")]
    [InlineData("rien", "nothing in it says")]
    public void What_is_no_sitemap_says_so(string body, string words)
    {
        var failure = Read(body).Failure;

        Assert.Contains(words, failure, StringComparison.Ordinal);
        Assert.StartsWith("https://gazette.example/plans/news.xml ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sitemap_that_unpacks_without_end_is_refused()
    {
        var listing = Read(Packed(new byte[30 * 1024 * 1024]));

        Assert.Contains("longer than 20 MB", listing.Failure, StringComparison.Ordinal);
    }

    private static Listing Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static Listing Read(byte[] body) => new SitemapSource().Read(Source, new(Address, body));

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(bytes);
        return packed.ToArray();
    }
}
