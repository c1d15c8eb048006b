using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Sources;

public sealed class FeedSourceTests
{
    private static readonly Uri Address = new("https://news.example/feeds/all.xml");
    private static readonly Source Source = new("news", "News", Address, SourceKind.Feed, "fr");

    [Fact]
    public void RSS_gives_its_entries_with_everything_said_about_them()
    {
        var listing = Read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
              <channel>
                <title>Le Fil &amp; la Trame</title><link>https://news.example/</link><language>fr-FR</language><ttl>30</ttl>
                <image><title>Logo</title><url>https://news.example/logo.png</url><link>https://news.example/logo</link></image>
                <item>
                  <title>L'IA &lt;em&gt;ouverte&lt;/em&gt; à l'Assemblée</title>
                  <link> /2026/assemblee?utm_source=rss&amp;id=7#haut </link>
                  <guid isPermaLink="false">n-7</guid>
                  <pubDate>Tue, 17 Mar 2026 08:45:00 +0100</pubDate>
                  <dc:creator><![CDATA[Ada Roux]]></dc:creator>
                  <category>IA</category><category domain="x">Parlement</category>
                  <description>&lt;p&gt;Un texte.&lt;/p&gt;&lt;p&gt;Deux &amp;amp; trois.&lt;/p&gt;</description>
                  <content:encoded><![CDATA[<p>Tout le <b>texte</b> &amp; plus</p>]]></content:encoded>
                  <enclosure url="https://news.example/a.mp3" length="1234" type="audio/mpeg"/>
                </item>
              </channel>
            </rss>
            """);

        var entry = Assert.Single(listing.Entries);
        Assert.Equal(("Le Fil & la Trame", "RSS 2.0", "fr", TimeSpan.FromMinutes(30)), (listing.Title, listing.Format, listing.Language, listing.AskedPause));
        Assert.Empty(listing.Mended);
        Assert.Equal("L'IA ouverte à l'Assemblée", entry.Title);
        Assert.Equal("https://news.example/2026/assemblee?id=7#haut", entry.Link.AbsoluteUri);
        Assert.Equal("n-7", entry.Id);
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 7, 45, 0, TimeSpan.Zero), entry.Published);
        Assert.Equal("Ada Roux", entry.Author);
        Assert.Equal(["IA", "Parlement"], entry.Categories);
        Assert.Equal("Un texte. Deux & trois.", entry.Summary);
        Assert.Equal("<p>Tout le <b>texte</b> &amp; plus</p>", entry.Content);
        Assert.Equal(new Enclosure(new("https://news.example/a.mp3"), "audio/mpeg", 1234), Assert.Single(entry.Enclosures));
    }

    [Theory]
    [InlineData("<itunes:summary>Spoken.</itunes:summary><description>Written.</description>", "Written.")]
    [InlineData("<description>Written.</description><itunes:summary>Spoken.</itunes:summary>", "Written.")]
    [InlineData("<itunes:summary>Spoken.</itunes:summary>", "Spoken.")]
    [InlineData("<itunes:subtitle>Short.</itunes:subtitle><itunes:summary>Spoken.</itunes:summary>", "Short.")]
    [InlineData("<itunes:subtitle><![CDATA[ ]]></itunes:subtitle><itunes:summary>Spoken.</itunes:summary>", "Spoken.")]
    [InlineData("<media:content url=\"/a.jpg\"><media:description>Pictured.</media:description></media:content>", "Pictured.")]
    public void A_modules_summary_does_where_the_entry_has_none_of_its_own(string elements, string summary)
    {
        var listing = Read(
            $"""
            <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title>
            <item><title>One</title><guid>1</guid>{elements}</item><item><title>Two</title><guid>2</guid></item></channel></rss>
            """);

        Assert.Equal([summary, null], listing.Entries.Select(e => e.Summary));
    }

    [Fact]
    public void Nothing_of_a_feed_is_left_in_what_the_next_is_read_with()
    {
        var draft = new EntryDraft();
        var texts = new object[] { "text", true, Address, DateTimeOffset.UnixEpoch, EntryMarkup.OfHtml("<p>", Address), new List<string>(), new List<Enclosure>() };
        var properties = typeof(EntryDraft).GetProperties().Where(p => p.CanWrite).ToList();
        Assert.All(properties, p => p.SetValue(draft, texts.First(t => p.PropertyType.IsInstanceOfType(t) || Nullable.GetUnderlyingType(p.PropertyType) == t.GetType())));

        draft.Clear();

        Assert.All(properties, p => Assert.Equal(p.GetValue(new EntryDraft()), p.GetValue(draft)));
    }

    [Fact]
    public void Atom_gives_its_entries_with_everything_said_about_them()
    {
        var listing = Read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB" xml:base="https://wire.example/a/">
              <title type="html">The &lt;b&gt;Wire&lt;/b&gt;</title>
              <link rel="self" href="feed.atom"/><link href="/"/>
              <author><name>Staff</name></author>
              <entry xml:base="2026/">
                <title>Using the &lt;template&gt; tag</title>
                <link rel="enclosure" href="a.pdf" type="application/pdf" length="5"/>
                <link rel="alternate" type="text/html" href="one.html"/>
                <id>tag:wire.example,2026:1</id>
                <published>2026-03-17T08:45:00Z</published>
                <updated>2026-03-17T09:00:00Z</updated>
                <author><name>Bea Lind</name><email>bea@wire.example</email></author>
                <author><name>Cy Orr</name></author>
                <category term="ai" label="AI policy"/>
                <summary type="text">Short &amp; plain</summary>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Whole <i>text</i> &amp; more</p></div></content>
                <source><title>Elsewhere</title><id>urn:else</id></source>
              </entry>
            </feed>
            """);

        var entry = Assert.Single(listing.Entries);
        Assert.Equal(("The Wire", "Atom 1.0", "en"), (listing.Title, listing.Format, listing.Language));
        Assert.Equal("Using the <template> tag", entry.Title);
        Assert.Equal("https://wire.example/a/2026/one.html", entry.Link.AbsoluteUri);
        Assert.Equal("Bea Lind, Cy Orr", entry.Author);
        Assert.Equal("Short & plain", entry.Summary);
        Assert.Equal("<p>Whole <i>text</i> &amp; more</p>", entry.Content);
        Assert.Equal(["AI policy"], entry.Categories);
        Assert.Equal("https://wire.example/a/2026/a.pdf", Assert.Single(entry.Enclosures).Address.AbsoluteUri);
        Assert.Equal((8, 9), (entry.Published?.Hour, entry.Modified?.Hour));
    }

    [Fact]
    public void Old_formats_and_JSON_are_told_apart()
    {
        var rdf = Read(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
            <channel rdf:about="https://old.example/"><title>Old</title><link>https://old.example/</link><items><rdf:Seq><rdf:li resource="https://old.example/1"/></rdf:Seq></items>
            <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
            <item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link><dc:date>2026-03-17</dc:date></item>
            </rdf:RDF>
            """);
        var atom = Read("<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry><title mode=\"base64\">T3V2ZXJ0</title><link rel=\"alternate\" href=\"/x\"/><issued>2026-03-17T08:00:00Z</issued></entry></feed>");
        var early = Read("<rss version=\"0.91\"><channel><item><title>A</title><link>/a</link></item></channel></rss>");
        var json = Read("""{"version":"https://jsonfeed.org/version/1.1","title":"J","language":"en","authors":[{"name":"Team"}],"items":[{"id":7,"url":"/j","title":"Seven","content_html":"<p>x</p>","date_published":"2026-03-17T08:00:00Z","tags":["a"],"attachments":[{"url":"/f.pdf","mime_type":"application/pdf","size_in_bytes":9}]},],}""");

        Assert.Equal(("RSS 1.0", "One", TimeSpan.FromHours(12)), (rdf.Format, rdf.Entries.Single().Title, rdf.AskedPause));
        Assert.Equal(("Atom 0.3", "Ouvert"), (atom.Format, atom.Entries.Single().Title));
        Assert.Equal(("RSS 0.91", "https://news.example/a"), (early.Format, early.Entries.Single().Link.AbsoluteUri));
        Assert.Equal(("JSON Feed 1.1", "Seven", "Team", "7"), (json.Format, json.Entries[0].Title, json.Entries[0].Author, json.Entries[0].Id));
    }

    [Theory]
    [InlineData("L&rsquo;&Eacute;tat &laquo;&nbsp;libre&nbsp;&raquo;", "L’État « libre »", "HTML's names")]
    [InlineData("R&D & santé", "R&D & santé", "ampersands")]
    [InlineData("<![CDATA[Deux & <b>trois</b>]]>", "Deux & trois", null)]
    [InlineData("<![CDATA[AT&amp;T]]>", "AT&T", null)]
    [InlineData("AT&amp;amp;T", "AT&T", null)]
    [InlineData("<![CDATA[a]]> et <![CDATA[b]]>", "a et b", null)]
    [InlineData("<![CDATA[a <![CDATA[b]]> c", "a <![CDATA[b c", null)]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;Vote", "Vote", null)]
    [InlineData("<script>alert(1)</script>Vote", "Vote", null)]
    [InlineData("<![CDATA[<img src=x onerror=alert(1)>Vote]]>", "Vote", null)]
    [InlineData("x &lt; y &amp;&amp; y &gt; z", "x < y && y > z", null)]
    [InlineData("History of the &lt;blink&gt; tag", "History of the <blink> tag", null)]
    [InlineData("&#8220;Ouvert&#148; &#x2014; &#0;non", "“Ouvert” — non", null)]
    [InlineData("  deux\n   lignes\t", "deux lignes", null)]
    [InlineData("a<br/>b", "a b", null)]
    [InlineData("Vote <b>final", "Vote final", null)]
    public void A_title_comes_out_as_words(string inside, string title, string? mended)
    {
        var listing = Read($"<rss version=\"2.0\"><channel><item><title>{inside}</title><link>https://news.example/1</link></item></channel></rss>");

        Assert.Equal(title, Assert.Single(listing.Entries).Title);
        if (mended is null) Assert.DoesNotContain(listing.Mended, m => m.Contains("ampersand", StringComparison.Ordinal));
        else Assert.Contains(listing.Mended, m => m.Contains(mended, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<title></title>")]
    [InlineData("<title/>")]
    [InlineData("<title>   </title>")]
    [InlineData("")]
    public void An_empty_title_stays_empty(string title) =>
        Assert.Equal("", Assert.Single(Read($"<rss><channel><item>{title}<link>https://news.example/1</link></item></channel></rss>").Entries).Title);

    [Fact]
    public void A_feed_cut_off_in_the_middle_keeps_what_was_whole()
    {
        var listing = Read("<rss version=\"2.0\"><channel><item><title>Un</title><link>https://news.example/1</link></item><item><title>Deu");

        Assert.Equal(["Un"], listing.Entries.Select(e => e.Title));
        Assert.Contains(listing.Mended, m => m.StartsWith("It breaks off", StringComparison.Ordinal));
    }

    [Fact]
    public void Elements_left_open_end_where_the_next_begins()
    {
        var listing = Read("<rss><channel><item><title>Un<link>https://news.example/1<guid>1<item><title>Deux</title><link>https://news.example/2</link></item></channel></rss>");

        Assert.Equal([("Un", "1"), ("Deux", null)], listing.Entries.Select(e => (e.Title, e.Id)));
        Assert.Contains("Some elements are not closed.", listing.Mended);
    }

    [Fact]
    public void Junk_before_and_behind_a_feed_is_passed_over()
    {
        var listing = Read("<br />\n<b>Warning</b>: cannot modify header in /srv/index.php\n<?xml version=\"1.0\"?><!-- x --><rss><channel><item><title>Un</title><link>/1</link></item></channel></rss>\n<!-- 0.2 s --><script>x</script>");

        Assert.Equal("Un", Assert.Single(listing.Entries).Title);
        Assert.Contains("Something stands before the feed; it was passed over.", listing.Mended);
    }

    [Fact]
    public void Entities_of_the_documents_own_are_read_but_never_files_or_bombs()
    {
        var listing = Read(
            """
            <!DOCTYPE rss [<!ENTITY org "Assemblée"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd"> ]>
            <rss><channel><item><title>&org; &a; &b; &f;</title><link>/1</link></item></channel></rss>
            """);

        Assert.Equal("Assemblée aaaaaaaaaa &b; &f;", Assert.Single(listing.Entries).Title);
    }

    [Theory]
    [InlineData("utf-8", null, "<?xml version=\"1.0\"?>", null)]
    [InlineData("iso-8859-1", null, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", null)]
    [InlineData("windows-1252", "windows-1252", "", null)]
    [InlineData("utf-16", null, "<?xml version=\"1.0\"?>", null)]
    [InlineData("utf-16BE", null, "<?xml version=\"1.0\"?>", null)]
    [InlineData("utf-8", "iso-8859-1", "", "but it is UTF-8")]
    [InlineData("utf-8", null, "<?xml version='1.0' encoding='us-ascii'?>", "but it is UTF-8")]
    [InlineData("utf-8", "klingon", "", "\"klingon\"")]
    [InlineData("iso-8859-1", null, "", "read as Windows-1252")]
    [InlineData("iso-8859-1", "utf-8", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", "as it says itself")]
    public void A_charset_wrong_or_missing_still_gives_the_right_letters(string actual, string? header, string declaration, string? mended)
    {
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(actual) ?? Encoding.GetEncoding(actual)).GetBytes($"{declaration}<rss><channel><item><title>Été à Évry</title><link>/1</link></item></channel></rss>");

        var listing = new FeedSource().Read(Source, new(Address, bytes) { Charset = header });

        Assert.Equal("Été à Évry", Assert.Single(listing.Entries).Title);
        if (mended is null) Assert.Empty(listing.Mended);
        else Assert.Contains(mended, Assert.Single(listing.Mended), StringComparison.Ordinal);
    }

    [Fact]
    public void Cyrillic_and_Japanese_charsets_are_known()
    {
        var provider = CodePagesEncodingProvider.Instance;
        foreach (var (charset, word) in new[] { ("koi8-r", "Новости"), ("windows-1251", "Новости"), ("shift_jis", "ニュース"), ("euc-jp", "ニュース"), ("big5", "新聞"), ("gb2312", "新闻"), ("iso-2022-jp", "ニュース") })
        {
            var bytes = provider.GetEncoding(charset)!.GetBytes($"<?xml version=\"1.0\" encoding=\"{charset}\"?><rss><channel><item><title>{word}</title><link>/1</link></item></channel></rss>");

            Assert.Equal(word, Assert.Single(new FeedSource().Read(Source, new(Address, bytes)).Entries).Title);
        }
    }

    [Theory]
    [InlineData("", "nothing at all")]
    [InlineData(" \n ", "nothing but blanks")]
    [InlineData("Not found", "no feed and no markup")]
    [InlineData("<!DOCTYPE html><html><head><title>x</title></head><body><p>Hello</body></html>", "names no feed")]
    [InlineData("<html><head><link href='/rss?a=1&amp;b=2' type='application/rss+xml' rel='alternate'></head></html>", "names the feed https://news.example/rss?a=1&b=2")]
    [InlineData("<?xml version=\"1.0\"?><urlset xmlns=\"x\"><url/></urlset>", "is a sitemap")]
    [InlineData("<opml><body/></opml>", "list of feeds (OPML)")]
    [InlineData("<Error><Code>AccessDenied</Code></Error>", "begins with <error>")]
    [InlineData("{\"error\":\"gone\"}", "no JSON Feed")]
    [InlineData("{\"items\":[{\"id\":", "goes wrong in line 1")]
    public void What_is_no_feed_says_what_it_is_and_what_to_do(string body, string words)
    {
        var failure = Read(body).Failure;

        Assert.Contains(words, failure, StringComparison.Ordinal);
        Assert.StartsWith("https://news.example/feeds/all.xml ", failure, StringComparison.Ordinal);
        Assert.EndsWith(".", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_without_entries_is_no_failure()
    {
        var listing = Read("<rss version=\"2.0\"><channel><title>Calm</title></channel></rss>");

        Assert.Null(listing.Failure);
        Assert.Empty(listing.Entries);
        Assert.Equal("Calm", listing.Title);
    }

    [Fact]
    public void An_entry_keeps_its_identity_when_its_title_date_and_tracking_change()
    {
        var before = Item("<title>Un vote</title><link>https://news.example/a?id=1&amp;utm_source=rss</link><pubDate>2026-03-17</pubDate>");
        var after = Item("<title>Vote (MAJ)</title><link>http://www.news.example/a/?id=1&amp;xtor=RSS-1&amp;fbclid=x#top</link><pubDate>2026-03-18</pubDate>");
        var other = Item("<title>Un vote</title><link>https://news.example/a?id=2</link><pubDate>2026-03-17</pubDate>");

        Assert.Equal(before.Key, after.Key);
        Assert.NotEqual(before.Key, other.Key);
        Assert.Matches("^[0-9a-f]{16}$", before.Key);
    }

    [Fact]
    public void An_entry_keeps_its_identity_by_its_id_when_its_link_changes()
    {
        Assert.Equal(
            Item("<guid isPermaLink=\"false\">42</guid><link>https://news.example/old-slug</link>").Key,
            Item("<guid isPermaLink=\"false\">42</guid><link>https://news.example/new-slug</link>").Key);
    }

    [Fact]
    public void One_id_for_all_entries_is_no_identity()
    {
        var listing = Read("<rss><channel><item><guid>x</guid><link>/1</link></item><item><guid>x</guid><link>/2</link></item><item><guid>x</guid><link>/2?utm_medium=a</link></item></channel></rss>");

        Assert.Equal(["https://news.example/1", "https://news.example/2"], listing.Entries.DistinctBy(e => e.Key).Select(e => e.Link.AbsoluteUri));
    }

    [Theory]
    [InlineData("<guid>https://news.example/g</guid>", "https://news.example/g")]
    [InlineData("<guid isPermaLink='false'>https://news.example/g</guid>", "https://news.example/feeds/all.xml")]
    [InlineData("<link>javascript:alert(1)</link><guid>1</guid>", "https://news.example/feeds/all.xml")]
    [InlineData("<link>https://proxy.example/x</link><feedburner:origLink>https://news.example/true</feedburner:origLink>", "https://news.example/true")]
    [InlineData("<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='alternate' href='/atom'/>", "https://news.example/atom")]
    [InlineData("<link href='/attribute'/>", "https://news.example/attribute")]
    [InlineData("<link>https://news.example/\n  long</link>", "https://news.example/long")]
    [InlineData("<enclosure url='https://news.example/a.mp3'/>", "https://news.example/a.mp3")]
    [InlineData("<link>//cdn.example/x</link>", "https://cdn.example/x")]
    public void An_entry_links_to_the_best_address_it_has(string elements, string link) => Assert.Equal(link, Item($"<title>t</title>{elements}").Link.AbsoluteUri);

    [Fact]
    public void Thousands_of_entries_are_cut_to_the_newest()
    {
        var items = string.Concat(Enumerable.Range(0, 1500).Select(i => $"<item><link>/{i}</link><pubDate>{new DateTime(2020, 1, 1).AddHours(i):yyyy-MM-dd HH:mm}</pubDate></item>"));

        var listing = Read($"<rss><channel>{items}</channel></rss>");

        Assert.Equal(1000, listing.Entries.Count);
        Assert.Contains(listing.Entries, e => e.Link.AbsolutePath == "/1499");
        Assert.DoesNotContain(listing.Entries, e => e.Link.AbsolutePath == "/1");
    }

    [Theory]
    [InlineData("<ttl>30</ttl>", 30)]
    [InlineData("<skipHours><hour>22</hour></skipHours>", null)]
    [InlineData("<skipHours><hour>23</hour></skipHours>", 45)]
    [InlineData("<skipHours><hour>23</hour><hour>24</hour><hour>1</hour></skipHours>", 165)]
    [InlineData("<skipHours><hour>23</hour><hour>0</hour></skipHours><ttl>60</ttl>", 105)]
    [InlineData("<skipDays><day>Tuesday</day></skipDays>", 45)]
    [InlineData("<skipDays><day>TUESDAY</day><day>Wednesday</day></skipDays>", 1485)]
    [InlineData("<skipDays><day>Tuesday</day></skipDays><skipHours><hour>0</hour></skipHours>", 105)]
    [InlineData("<skipDays><day>mardi</day></skipDays><skipHours><hour>99</hour><hour>x</hour></skipHours>", null)]
    public void The_hours_a_feed_wants_to_be_left_alone_draw_out_its_pause(string hints, int? minutes)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 17, 23, 15, 0, TimeSpan.Zero));
        var body = Encoding.UTF8.GetBytes($"<rss version=\"2.0\"><channel>{hints}<item><link>/1</link></item></channel></rss>");

        Assert.Equal(minutes, new FeedSource(clock).Read(Source, new(Address, body)).AskedPause?.TotalMinutes);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><rss>", null, true)]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "text/html", true)]
    [InlineData("{\"version\": \"https://jsonfeed.org/version/1\"}", "application/json", true)]
    [InlineData("<html><body><p>rss</p>", "application/rss+xml", false)]
    [InlineData("{\"a\": 1}", "application/json", false)]
    [InlineData("plain words", "text/plain", false)]
    public void A_feed_is_known_by_its_bytes(string body, string? mediaType, bool feed) =>
        Assert.Equal(feed, BodyKinds.Of(Encoding.UTF8.GetBytes(body), mediaType) == BodyKind.Feed);

    [Fact]
    public void A_request_is_conditional_and_goes_where_the_source_has_moved()
    {
        var state = new SourceState("news", DateTimeOffset.UnixEpoch) { ETag = "\"1\"", LastModified = "yesterday", MovedTo = new("https://new.example/feed") };

        var request = new FeedSource().Request(Source, state);

        Assert.Equal(("https://new.example/feed", "\"1\"", "yesterday", false), (request.Address.AbsoluteUri, request.ETag, request.LastModified, request.RespectRobots));
    }

    private static Entry Item(string elements) =>
        Assert.Single(Read($"<rss version=\"2.0\"><channel><item>{elements}</item></channel></rss>").Entries);

    private static Listing Read(string body) => new FeedSource().Read(Source, new(Address, Encoding.UTF8.GetBytes(body)));
}
