using System.Globalization;
using System.Text;

namespace FunctionsBot.Benchmarks;

/// <summary>The kinds of feeds that are generated.</summary>
internal enum GeneratedKind
{
    /// <summary>RSS 2.0 with headlines and a sentence or two, as newspapers publish.</summary>
    ShortRss,

    /// <summary>RSS 2.0 with whole articles in CDATA, as blog systems publish.</summary>
    LongRss,

    /// <summary>RSS 2.0 with escaped HTML in descriptions, categories and pictures.</summary>
    MediaRss,

    /// <summary>Atom 1.0 with whole articles as escaped HTML.</summary>
    Atom,

    /// <summary>Atom 1.0 with summaries only.</summary>
    ShortAtom,

    /// <summary>RSS 1.0 (RDF) with Dublin Core.</summary>
    Rdf,

    /// <summary>RSS 2.0 of a podcast: iTunes elements and enclosures.</summary>
    Podcast,
}

/// <summary>
/// A feed generated from numbers. Each entry depends only on the feed and its own number, so that a later edition of a feed has the entries of
/// the one before, all but the oldest, and one more.
/// </summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Number">Which feed; every second one is French.</param>
/// <param name="Site">Where it is published, without a slash at the end.</param>
internal sealed record GeneratedFeed(GeneratedKind Kind, int Number, string Site)
{
    /// <summary>When entry 0 was published; each further one is three hours younger.</summary>
    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 6, 12, 40, TimeSpan.FromHours(1));

    private bool French => Number % 2 == 0;

    private string Language => French ? "fr-FR" : "en-GB";

    /// <summary>The feed as it stands when <paramref name="newest"/> is its newest entry, which comes first.</summary>
    public byte[] Edition(int newest, int entries)
    {
        var text = new StringBuilder(entries * 900);
        text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").Append(Head(newest, entries));
        for (var i = newest; i > newest - entries; i--)
        {
            var random = new Random(HashCode(i));
            text.Append(Entry(i, random, new GeneratedProse(random, French)));
        }

        return Encoding.UTF8.GetBytes(text.Append(Foot()).ToString());
    }

    /// <summary>The page an entry links to.</summary>
    public string Page(int entry)
    {
        var random = new Random(HashCode(entry));
        var prose = new GeneratedProse(random, French);
        var title = GeneratedProse.Escaped(prose.Headline());
        return $"<!doctype html><html lang=\"{Language[..2]}\"><head><title>{title}</title></head><body><article><h1>{title}</h1>{prose.Article(Site, 6)}</article></body></html>";
    }

    // Not System.HashCode, which differs from run to run.
    private int HashCode(int entry) => unchecked((((int)Kind * 31) + Number) * 7919 + entry);

    private static string Moment(int entry) => Beginning.AddHours(3 * entry).ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0100";

    private static string IsoMoment(int entry) => Beginning.AddHours(3 * entry).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private string Link(int entry) => $"{Site}/{2026 - (entry % 2)}/article-{entry}";

    private string Head(int newest, int entries) => Kind switch
    {
        GeneratedKind.Atom or GeneratedKind.ShortAtom => $"""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{Language}"><title>Generated feed {Number}</title><link href="{Site}/"/><link rel="self" type="application/atom+xml" href="{Site}/feed.xml"/>
            <id>urn:feed:{Number}</id><updated>{IsoMoment(newest)}</updated>

            """,
        GeneratedKind.Rdf => $"""
            <rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="{Site}/"><title>Generated feed {Number}</title><link>{Site}/</link><description>All the news</description><dc:language>{Language}</dc:language>
            <items><rdf:Seq>{string.Concat(Enumerable.Range(0, entries).Select(i => $"<rdf:li rdf:resource=\"{Link(newest - i)}\"/>\n"))}</rdf:Seq></items></channel>

            """,
        _ => $"""
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
            <channel><title>Generated feed {Number}</title><link>{Site}/</link><description>All the news</description><language>{Language}</language><lastBuildDate>{Moment(newest)}</lastBuildDate>
            <atom:link href="{Site}/feed.xml" rel="self" type="application/rss+xml"/>

            """,
    };

    private string Foot() => Kind switch
    {
        GeneratedKind.Atom or GeneratedKind.ShortAtom => "</feed>\n",
        GeneratedKind.Rdf => "</rdf:RDF>\n",
        _ => "</channel></rss>\n",
    };

    private string Entry(int entry, Random random, GeneratedProse prose)
    {
        var (title, link) = (GeneratedProse.Escaped(prose.Headline()), Link(entry));
        return Kind switch
        {
            GeneratedKind.ShortRss => $"""
                <item><title>{title}</title><link>{link}?utm_source=rss&amp;utm_medium=feed</link><description>{GeneratedProse.Escaped(prose.Sentences(1))}</description>
                <pubDate>{Moment(entry)}</pubDate><guid isPermaLink="true">{link}</guid></item>

                """,
            GeneratedKind.LongRss => $"""
                <item>
                  <title>{title}</title>
                  <link>{link}/</link>
                  <dc:creator><![CDATA[{prose.Person()}]]></dc:creator>
                  <pubDate>{Moment(entry)}</pubDate>
                  <category><![CDATA[{prose.Section()}]]></category>
                  <guid isPermaLink="false">{Site}/?p={entry}</guid>
                  <description><![CDATA[<p>{GeneratedProse.Escaped(prose.Sentences(2))} [&#8230;]</p>
                <p>L&#8217;article <a href="{link}/">{title}</a></p>]]></description>
                  <content:encoded><![CDATA[{prose.Article(Site, random.Next(4, 12))}]]></content:encoded>
                </item>

                """,
            GeneratedKind.MediaRss => $"""
                <item><title><![CDATA[{prose.Headline()}]]></title><link>{link}.html#xtor=RSS-1</link><guid isPermaLink="false">{link}</guid>
                <description>&lt;p&gt;&lt;b&gt;{GeneratedProse.Escaped(GeneratedProse.Escaped(prose.Sentences(2)))}&lt;/b&gt;&lt;br/&gt;&lt;img src="{Site}/i/{entry}.jpg"&gt;&lt;/p&gt;</description>
                <category>{prose.Section()}</category><category>{prose.Section()}</category><pubDate>{Moment(entry)}</pubDate><dc:creator>{prose.Person()}</dc:creator>
                <media:content url="{Site}/i/{entry}.jpg" type="image/jpeg" width="1200" height="675"><media:description type="plain">{title}</media:description><media:credit scheme="urn:ebu">{prose.Person()}</media:credit></media:content></item>

                """,
            GeneratedKind.Atom => $"""
                <entry><id>tag:generated.example,2026:{Number}-{entry}</id><title type="html">{title}</title><link rel="alternate" type="text/html" href="{link}"/>
                <published>{IsoMoment(entry)}</published><updated>{IsoMoment(entry)}</updated><author><name>{prose.Person()}</name><uri>{Site}/about</uri></author><category term="{prose.Section()}"/>
                <content type="html">{GeneratedProse.Escaped(prose.Article(Site, random.Next(4, 12)))}</content></entry>

                """,
            GeneratedKind.ShortAtom => $"""
                <entry><id>{link}</id><title>{title}</title><link href="{link}"/><updated>{IsoMoment(entry)}</updated><author><name>{prose.Person()}</name></author>
                <summary>{GeneratedProse.Escaped(prose.Sentences(1))}</summary></entry>

                """,
            GeneratedKind.Rdf => $"""
                <item rdf:about="{link}"><title>{title}</title><link>{link}</link><description>{GeneratedProse.Escaped(prose.Sentences(2))}</description>
                <dc:date>{IsoMoment(entry)}</dc:date><dc:creator>{prose.Person()}</dc:creator><dc:subject>{prose.Section()}</dc:subject></item>

                """,
            GeneratedKind.Podcast => $"""
                <item><title>{title}</title><itunes:title>{title}</itunes:title><itunes:author>{prose.Person()}</itunes:author><itunes:duration>{random.Next(9, 80)}:{random.Next(10, 60)}</itunes:duration>
                <itunes:summary>{GeneratedProse.Escaped(prose.Sentences(3))}</itunes:summary><description><![CDATA[<p>{GeneratedProse.Escaped(prose.Sentences(4))}</p>]]></description>
                <itunes:image href="{Site}/i/{entry}.jpg"/><itunes:explicit>false</itunes:explicit><itunes:episode>{entry}</itunes:episode>
                <enclosure url="{Site}/audio/{entry}.mp3?from=rss&amp;n={entry}" length="{random.Next(9_000_000, 90_000_000)}" type="audio/mpeg"/><guid isPermaLink="false">generated-{Number}-{entry}</guid><pubDate>{Moment(entry)}</pubDate></item>

                """,
            _ => throw new InvalidOperationException($"{Kind} is not generated."),
        };
    }
}
