using System.Text;
using FunctionsBot.Tests.Corpus.Feeds;

namespace FunctionsBot.Benchmarks;

/// <summary>What mutations begin with: the project's own corpus, and one good case of each format that has none.</summary>
internal static class FuzzSeeds
{
    private const string Modules =
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"";

    public static IReadOnlyList<byte[]> Sitemaps { get; } = Bytes(
        """
        <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/1?a=b&amp;c=d</loc><lastmod>2026-03-17T08:00:00Z</lastmod>
        <news:news><news:publication><news:name>N</news:name><news:language>fr</news:language></news:publication><news:publication_date>2026-03-17</news:publication_date><news:title><![CDATA[Un titre]]></news:title></news:news></url><url><loc>/2</loc></url></urlset>
        """,
        "<sitemapindex><sitemap><loc>https://news.example/news.xml</loc><lastmod>2026-03-17</lastmod></sitemap><sitemap><loc>b.xml.gz</loc></sitemap></sitemapindex>");

    public static IReadOnlyList<byte[]> Calendars { get; } = Bytes(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Agenda\r\nX-WR-TIMEZONE:Europe/Paris\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Une audition\\, publique\r\nDTSTART;TZID=Europe/Paris:20270317T093000\r\nDTEND;TZID=Europe/Paris:20270317T110000\r\nLOCATION:Paris\r\nURL:https://a.example/1\r\nDESCRIPTION:Un texte\\n<b>gras</b>\r\n  et la suite\r\nCATEGORIES:IA,Libre\r\nBEGIN:VALARM\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTART:20250102T180000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=MONTHLY;BYDAY=2TU,-1FR;BYSETPOS=1;COUNT=100\r\nEXDATE:20260317T180000Z\r\nRDATE:20270101T000000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nRECURRENCE-ID:20260317T180000Z\r\nDTSTART;VALUE=DATE:20270318\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

    public static IReadOnlyList<byte[]> Data { get; } = Bytes(
        """
        <html lang="fr"><head><title>T</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":["NewsArticle"],"headline":"Un titre","url":"/1","datePublished":"2026-03-17","author":[{"name":"Ada"}],"articleBody":"<p>x</p>"},
        {"@type":"Event","name":"Sommet","startDate":"2026-05-03T09:00+02:00","endDate":"2026-05-04","location":{"name":"Lyon"},"eventStatus":"EventCancelled"},{"@type":"ItemList","itemListElement":[{"@type":"ListItem","url":"/2"},{"item":{"@id":"/3"}},"/4"]}]}</script></head></html>
        """,
        """[{"@type":"ItemList","itemListElement":["https://news.example/1",{"@type":"ListItem","item":{"@type":"Article","url":"/2"}}]}]""");

    public static IReadOnlyList<byte[]> Dates { get; } = Bytes(
        "Tue, 17 Mar 2026 08:45:00 +0100", "2026-03-17T08:45:00.123+01:00", "mardi 17 mars 2026 à 8 h 45", "17/03/2026 - 08:45", "March 17th, 2026 8:45 PM EST", "20260317T084500Z", "2026-076", "1773737100", "Thu Jan  1 00:00:00 2026", "16 de marzo de 2026", "sam., 14 févr. 2026 10:00:00 GMT+2");

    /// <summary>The rows of the corpus of feeds, each as a whole document.</summary>
    public static IReadOnlyList<byte[]> Feeds()
    {
        var rows = string.Join('\n', FeedRows.Words, FeedRows.Fidelity, FeedRows.Links, FeedRows.Dates, FeedRows.People, FeedRows.Broken, FeedRows.Documents);
        return [.. rows.Split('\n').Where(r => r.Contains('⇒', StringComparison.Ordinal)).Select(r => Encoding.UTF8.GetBytes(Whole(r[..r.IndexOf('⇒', StringComparison.Ordinal)].Trim())))];
    }

    /// <summary>The saved pages of the corpus, cut to what a mutation can still change the sense of.</summary>
    public static IReadOnlyList<byte[]> Pages() =>
    [
        .. SavedPages.In(SavedPages.GoldenCorpus()).Select(p => p.Body[..Math.Min(p.Body.Length, 30_000)]),
        .. Bytes("<main><h1>Lettre</h1><p>Déjà 980 signataires soutiennent cette lettre.</p><p>La consultation est ouverte jusqu'au 30 avril 2026.</p><h2>Signataires</h2><ul><li>Ada</li><li>Bea</li></ul></main>"),
    ];

    private static string Whole(string row)
    {
        var colon = row.IndexOf(':', StringComparison.Ordinal);
        var (wrapper, inside) = (row[..colon], row[(colon + 1)..].Trim());
        return wrapper.Contains("doc", StringComparison.Ordinal) ? inside
            : wrapper.Contains("json", StringComparison.Ordinal) ? $"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{{inside}}}]}}"
            : wrapper.Contains("atom", StringComparison.Ordinal) && !wrapper.Contains("rss", StringComparison.Ordinal) ? $"<feed xmlns=\"http://www.w3.org/2005/Atom\" {Modules}><entry>{inside}</entry></feed>"
            : $"<rss version=\"2.0\" {Modules}><channel><title>F</title><item>{inside}</item></channel></rss>";
    }

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
