using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

/// <summary>Tests that measure processor time run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A piece again and again, up to a megabyte: whatever it is, reading it costs no more than a second.</summary>
[Collection(nameof(Alone))]
public sealed class FloodTests
{
    private static readonly Uri Address = new("https://news.example/");
    private static readonly Source Feed = new("f", "F", Address, SourceKind.Feed, "fr");
    private static readonly Source Page = new("p", "P", Address, SourceKind.Listing, "fr");

    /// <summary>Twice what is asked of a program built for speed: these tests are not.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private const string Content = "<rss><channel><item><content:encoded><![CDATA[";

    public static TheoryData<string, string, string> Floods => new()
    {
        { "open tags", "<rss><channel><item>", "<a>" },
        { "names never used twice", "<rss><channel><item>", "<n#>" },
        { "unclosed titles", "<rss><channel><item>", "<title>" },
        { "unclosed items", "<rss><channel>", "<item><title>" },
        { "comments", "<rss><channel><item><title>", "<!--" },
        { "CDATA", "<rss><channel><item><description>", "<![CDATA[" },
        { "instructions", "<rss>", "<?" },
        { "quotes", "<rss><channel><item>", "<a b=\"" },
        { "half quotes", "<rss><channel><item>", "<a b=\"'><c d='\">" },
        { "tags without end", "<rss><channel><item>", "<a " },
        { "doctypes", "", "<!DOCTYPE x [" },
        { "entities", "<rss><channel><item><title>", "&amp;" },
        { "ampersands", "<rss><channel><item><title>", "&" },
        { "less-than signs", "<rss><channel><item><description><![CDATA[", "<" },
        { "escaped tags", "<rss><channel><item><description>", "&lt;!--" },
        { "escaped scripts", "<rss><channel><item><description>", "&lt;script&gt;" },
        { "attributes", "<rss><channel><item><link ", "a# " },
        { "namespaces", "<rss ", "xmlns:n#=\"x\" " },
        { "digits", "<rss><channel><item><pubDate>", "1" },
        { "end tags", "<rss><channel>", "</item>" },
        { "content of open tags", Content, "<b>" },
        { "content of end tags", Content, "</b>" },
        { "content of half tags", Content, "<a " },
        { "content of quotes", Content, "<a href=\"" },
        { "content of half quotes", Content, "<a b=\"'><c d='\">" },
        { "content of scripts", Content, "<script>" },
        { "content of comments", Content, "<!--" },
        { "content of attributes", Content + "<a ", "b#=c " },
        { "content of spaces before a quote", Content + "<a ", "=                \"" },
        { "content of less-than signs", Content, "<" },
        { "content of greater-than signs", Content, ">" },
        { "content of links", Content, "<a href=\"/#\">x</a>" },
        { "brackets", "", "{" },
        { "JSON lists", "{\"items\":", "[" },
        { "bad bytes", "<rss><channel><item><title>", "\u00ff" },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public void A_megabyte_made_to_be_slow_is_answered_soon(string what, string start, string piece)
    {
        var text = new StringBuilder(start);
        for (var i = 0; text.Length < 1_000_000; i++) text.Append(piece.Replace("#", i.ToString(null, null), StringComparison.Ordinal));
        var bytes = Encoding.Latin1.GetBytes(text.ToString());
        var took = Cost(() => _ = new FeedSource().Read(Feed, new(Address, bytes)));

        Assert.True(took < Limit, $"{what} took {took}.");
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<a href=x>")]
    [InlineData("<li><a href=#>Un deux trois quatre</a>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p>")]
    [InlineData("<!--")]
    [InlineData("&amp;")]
    [InlineData("<")]
    public void A_page_made_to_be_slow_is_answered_soon(string piece)
    {
        var text = new StringBuilder("<body>");
        for (var i = 0; text.Length < 300_000; i++) text.Append(piece.Replace("#", $"/{i}", StringComparison.Ordinal));
        var page = new FetchResult.Fetched(Address, Encoding.UTF8.GetBytes(text.ToString()));
        var took = Cost(() => _ = new ListingSource().Read(Page, page));

        Assert.True(took < Limit, $"{piece} took {took}.");
    }

    public static TheoryData<string, string, string> OtherFloods => new()
    {
        { "sitemap", "<urlset>", "<url><loc>/#</loc></url>" },
        { "sitemap", "<urlset>", "<url>" },
        { "sitemap", "<urlset><url>", "<loc>" },
        { "sitemap", "<urlset>", "<url " },
        { "calendar", "BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n" },
        { "calendar", "BEGIN:VCALENDAR\n", "BEGIN:VEVENT\nUID:#\nDTSTART:20270101T000000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n" },
        { "calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x", "\n x" },
        { "calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101T000000Z\nRDATE:20270101T000000Z", ",20270101T000000Z" },
        { "calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101T000000Z\nRRULE:FREQ=YEARLY;BYSECOND=0", ",1" },
        { "data", "<script type='application/ld+json'>", "[" },
        { "data", "<script type='application/ld+json'>[0", ",{\"@type\":\"Event\",\"url\":\"/#\"}" },
        { "data", "", "<script type='application/ld+json'>{}</script>" },
        { "data", "", "<script type='application/ld+json'>" },
        { "page", "<main>", "<p>Un paragraphe de plus dans une page # sans fin</p>" },
        { "page", "<main>", "<div>" },
        { "page", "<main>", "<b>" },
        { "page", "<main>", "<div><p></p>" },
        { "page", "<main>", "<div></x>" },
        { "listing", "<main>", "<div><p></p>" },
        { "listing", "<main>", "<p><a href=/#>Un deux trois</a>" },
        { "page", "<main><p>", "x " },
        { "page", "<main><p>", "1 " },
        { "discovery", "", "<a href=\"/feed/#\">x" },
        { "discovery", "", "<link rel=alternate type=application/rss+xml href=/#>" },
        { "discovery", "", "<a href=/feed>" },
    };

    [Theory]
    [MemberData(nameof(OtherFloods))]
    public void Half_a_megabyte_of_anything_is_answered_soon(string kind, string start, string piece)
    {
        var text = new StringBuilder(start);
        for (var i = 0; text.Length < 500_000; i++) text.Append(piece.Replace("#", i.ToString(null, null), StringComparison.Ordinal));
        if (kind == "calendar") text.Append("\nEND:VEVENT\nEND:VCALENDAR\n");
        var page = new FetchResult.Fetched(Address, Encoding.UTF8.GetBytes(text.ToString()));
        Action read = kind switch
        {
            "sitemap" => () => _ = new SitemapSource().Read(Page, page),
            "calendar" => () => _ = new CalendarSource().Read(Page, page),
            "listing" => () => _ = new ListingSource().Read(Page, page),
            "data" => () => _ = new StructuredSource().Read(Page, page),
            "page" => () => _ = new PageSource().Read(Page, page, new PageSource().Read(Page, page).Reading),
            _ => () => _ = FeedDiscovery.Find(page),
        };
        var took = Cost(read);

        Assert.True(took < Limit, $"{kind} made of {piece} took {took}.");
    }

    /// <summary>Processor time, for what else the machine does is not the reader's; and these tests run alone.</summary>
    private static TimeSpan Cost(Action read)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 3 && best > Limit; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            read();
            var took = Environment.CpuUsage.TotalTime - before;
            if (took < best) best = took;
        }

        return best;
    }
}
