using System.Text;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

/// <summary>Whatever comes, a reader answers, and soon.</summary>
public sealed class HostileInputTests
{
    private static readonly Uri Address = new("https://news.example/");
    private static readonly Source Feed = new("f", "F", Address, SourceKind.Feed, "fr");
    private static readonly Source Page = new("p", "P", Address, SourceKind.Listing, "fr");

    private const string Rss =
        """
        <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE rss [<!ENTITY x "y">]>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel xml:base="/a/"><title>T &amp; t</title><ttl>60</ttl>
        <item><title><![CDATA[Un <b>titre</b> &eacute;]]></title><link>https://news.example/1?utm_a=b&amp;c=d#e</link><guid isPermaLink="false">1</guid><pubDate>Tue, 17 Mar 2026 08:45:00 +0100</pubDate>
        <description>&lt;p&gt;x &#8217; y&lt;/p&gt;</description><media:group><media:content url="/a.jpg" fileSize="12"/></media:group><enclosure url="b.mp3" length="1" type="audio/mpeg"/></item>
        <item><title>Deux</title><author>a@b.example (C)</author><category>x</category></item></channel></rss>
        """;

    private const string Atom =
        """
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="http://b.example/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">T</div></title><link rel="self" href="x"/>
        <entry><id>tag:x,2026:1</id><title type="html">&lt;i&gt;A&lt;/i&gt;</title><link href="1"/><updated>2026-03-17T08:00:00Z</updated><author><name>N</name></author><content type="html"><![CDATA[<p>x</p>]]></content></entry></feed>
        """;

    private const string Json = """{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"/a","title":"A\u00e9","tags":["x"],"authors":[{"name":"N"}],"date_published":"2026-03-17T08:00:00Z","attachments":[{"url":"/f","size_in_bytes":1}]}]}""";

    private const string Html =
        """
        <!doctype html><html lang=fr><head><base href="/b/"><title>T</title></head><body><nav><a href=/n>Un menu</a></nav><main><ul>
        <li class=c1><h2><a href=1>Un titre de quatre mots</a></h2><time datetime="2026-03-17">17 mars</time></li><li class=c2><h2><a href=2>Un autre titre de mots</a></h2><p>3 mars 2026</p></li></ul></main></body></html>
        """;

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "\"", "'", "&", ";", "]]>", "<![CDATA[", "<!--", "-->", "<?", "?>", "<!DOCTYPE x [", "=", "\0", "\uFFFE", "\uD800", "&#x110000;", "&#55555555555555555555;",
        "&lt;", "<item>", "</item>", "<entry>", "</channel>", "<title>", "<link href=", " xml:base=\"http://[\"", " xmlns:dc=\"\"", "<dc:date>", "{", "}", "[", ",", "\\u", "9999999999", "<a href=", "<li>", "<table>",
        "encoding=\"utf-16\"", "http://", "//", "%", "é",
    ];

    [Fact]
    public void A_feed_cut_spliced_and_littered_at_random_is_read_or_refused() =>
        Mutations(Rss, Atom, Json).Sample(bytes =>
        {
            var listing = new FeedSource().Read(Feed, new(Address, bytes));
            Assert.True(listing.Failure is null || (listing.Entries.Count == 0 && listing.Failure.EndsWith('.')));
            Assert.All(listing.Entries, e => Assert.True(e.Link.AbsoluteUri.StartsWith("http", StringComparison.Ordinal) && e.Key.Length == 16 && !e.Title.Contains('\n', StringComparison.Ordinal)));
            _ = BodyKinds.Of(bytes, null);
        });

    [Fact]
    public void A_page_cut_spliced_and_littered_at_random_is_read_or_refused() =>
        Mutations(Html, Rss).Sample(
            bytes =>
            {
                var listing = new ListingSource().Read(Page, new(Address, bytes));
                Assert.All(listing.Entries, e => Assert.True(e.Link.Scheme is "http" or "https"));
                _ = FeedDiscovery.Find(Encoding.UTF8.GetString(bytes), Address);
            },
            iter: 40);

    private const string Sitemap =
        "<urlset xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>https://news.example/1</loc><lastmod>2026-03-17</lastmod><news:news><news:title>T</news:title></news:news></url></urlset>"
        + "<sitemapindex><sitemap><loc>/2</loc></sitemap></sitemapindex>";

    private const string Calendar =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:S\r\nDTSTART;TZID=Europe/Paris:20270317T093000\r\nRRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=9\r\nDURATION:PT1H\r\nDESCRIPTION:Un\r\n  pli\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private const string Data =
        "<title>T</title><script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"url\":\"/1\",\"author\":[{\"name\":\"N\"}]},{\"@type\":\"Event\",\"name\":\"E\",\"startDate\":\"2027-03-17\",\"location\":{\"name\":\"L\"}}]}</script>";

    [Fact]
    public void A_sitemap_cut_spliced_and_littered_at_random_is_read_or_refused() => Answers(new SitemapSource(), Sitemap, Rss);

    [Fact]
    public void A_calendar_cut_spliced_and_littered_at_random_is_read_or_refused() => Answers(new CalendarSource(), Calendar, Calendar.Replace("MONTHLY", "YEARLY", StringComparison.Ordinal));

    [Fact]
    public void Structured_data_cut_spliced_and_littered_at_random_is_read_or_refused() => Answers(new StructuredSource(), Data, Html);

    [Fact]
    public void A_changing_page_cut_spliced_and_littered_at_random_is_read_or_refused() => Answers(new PageSource(), Html, Data);

    private static void Answers(ISource reader, params string[] seeds)
    {
        string? reading = null;
        Mutations(seeds).Sample(
            bytes =>
            {
                var listing = reader.Read(Page, new(Address, bytes), reading);
                reading = listing.Reading;
                Assert.True(listing.Failure is null || (listing.Entries.Count == 0 && listing.Failure.EndsWith('.')));
                Assert.All(listing.Entries.Concat(listing.More.Select(m => new Entry("s", "k", m, ""))), e => Assert.True(e.Link.Scheme is "http" or "https"));
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void A_date_made_of_anything_is_a_date_or_none() =>
        Gen.Select(Gen.String[0, 30], Gen.String[0, 30]).Sample((a, b) =>
        {
            var date = FeedDate.Parse($"{a}17 mars 2026 08:45{b}");
            Assert.True(date is null || date.Value.Year is >= 1899 and <= 2201);
        });

    [Fact]
    public void A_selector_made_of_anything_is_used_or_refused() =>
        Gen.Select(Gen.String[0, 12], Gen.Int[0, 9]).Sample(
            (noise, at) => _ = new ListingSource().Read(Page with { Selector = "li > a:nth-child(2)"[..at] + noise }, new(Address, Encoding.UTF8.GetBytes(Html))),
            iter: 40);

    private static Gen<byte[]> Mutations(params string[] seeds) =>
        Gen.Select(
            Gen.OneOf(seeds.Select(s => Gen.Const(s)).ToArray()),
            Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 30], Gen.Int[0, Pieces.Length - 1], Gen.Int[0, 3]).Array[0, 12],
            Gen.Byte.Array[0, 4])
        .Select((seed, edits, odd) =>
        {
            var text = new StringBuilder(seed);
            foreach (var (at, length, piece, kind) in edits)
            {
                var place = at % (text.Length + 1);
                var span = Math.Min(length, text.Length - place);
                if (kind == 0) text.Remove(place, span);
                else if (kind == 1) text.Insert(place, Pieces[piece]);
                else if (kind == 2) text.Insert(place, text.ToString(place, span));
                else if (length == 0) text.Length = place;
            }

            return (byte[])[.. Encoding.UTF8.GetBytes(text.ToString()), .. odd];
        });
}
