using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Corpus.Feeds;

/// <summary>
/// One row of the corpus: <c>wrapper[,wrapper]: what stands in it ⇒ field=value ; field=value</c>. The wrapper makes a whole feed of
/// an entry's elements; <c>doc</c> is a whole document already. <c>\n</c>, <c>\t</c>, <c>\\</c> and <c>\uXXXX</c> stand for characters.
/// </summary>
internal static class FeedCase
{
    private static readonly Uri Address = new("https://news.example/feeds/all.xml");

    private const string Modules =
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
        + "xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" xmlns:a=\"http://www.w3.org/2005/Atom\"";

    /// <summary>Every row of a text, once for each of its wrappers.</summary>
    public static TheoryData<string, string> Rows(string text)
    {
        var rows = new TheoryData<string, string>();
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Contains('⇒', StringComparison.Ordinal)))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (var wrapper in line[..colon].Split(',')) rows.Add(wrapper.Trim(), line[(colon + 1)..].Trim());
        }

        return rows;
    }

    /// <summary>Reads the feed of a row and holds it to what the row expects.</summary>
    public static void Holds(string wrapper, string row)
    {
        var parts = row.Split('⇒');
        var feed = Wrapped(wrapper, Unescaped(parts[0].Trim()));
        var source = new Source("s", "S", Address, SourceKind.Feed, "fr");
        var listing = new FeedSource().Read(source, new(Address, Encoding.UTF8.GetBytes(feed)));
        if (listing.Failure is { } failure) Fetching.ReasonsTests.Told(failure);
        foreach (var sentence in listing.Mended) Fetching.ReasonsTests.Told(sentence);
        foreach (var expectation in parts[1].Split(" ; "))
        {
            var equals = expectation.IndexOf('=', StringComparison.Ordinal);
            var (field, value) = (expectation[..equals].Trim(), Unescaped(expectation[(equals + 1)..].Trim()));
            var actual = Field(listing, field);
            if (field is "mended" or "failure" && value.Length > 0) Assert.Contains(value, actual, StringComparison.Ordinal);
            else Assert.Equal(value, actual);
        }
    }

    private static string Wrapped(string wrapper, string inside) => wrapper switch
    {
        "rss" => $"<?xml version=\"1.0\"?><rss version=\"2.0\" {Modules}><channel><title>F</title><link>https://news.example/</link><item>{inside}</item></channel></rss>",
        "rdf" => $"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" {Modules}>"
            + $"<channel rdf:about=\"https://news.example/\"><title>F</title><link>https://news.example/</link></channel><item>{inside}</item></rdf:RDF>",
        "atom" => $"<feed xmlns=\"http://www.w3.org/2005/Atom\" {Modules}><title>F</title><link href=\"https://news.example/\"/><entry>{inside}</entry></feed>",
        "atom03" => $"<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\" {Modules}><title>F</title><entry>{inside}</entry></feed>",
        "prefixed" => $"<x:feed xmlns:x=\"http://www.w3.org/2005/Atom\"><x:entry>{inside}</x:entry></x:feed>",
        "json" => $"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"items\":[{{{inside}}}]}}",
        "channel" => $"<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" {Modules}><channel>{inside}</channel></rss>",
        "doc" => inside,
        _ => throw new ArgumentException($"There is no wrapper \"{wrapper}\".", nameof(wrapper)),
    };

    private static string Field(Listing listing, string field)
    {
        var entry = listing.Entries.Count > 0 ? listing.Entries[0] : null;
        return field switch
        {
            "count" => listing.Entries.Count.ToString(CultureInfo.InvariantCulture),
            "identities" => listing.Entries.Select(e => e.Key).Distinct().Count().ToString(CultureInfo.InvariantCulture),
            "blank" => entry?.Blank is true ? "yes" : "",
            "titles" => string.Join(", ", listing.Entries.Select(e => e.Title)),
            "links" => string.Join(", ", listing.Entries.Select(e => e.Link.AbsoluteUri)),
            "format" => listing.Format ?? "",
            "feedtitle" => listing.Title ?? "",
            "feedlanguage" => listing.Language ?? "",
            "pause" => listing.AskedPause?.TotalMinutes.ToString(CultureInfo.InvariantCulture) ?? "",
            "mended" => string.Join(" ", listing.Mended),
            "failure" => listing.Failure ?? "",
            "title" => entry?.Title ?? "(no entry)",
            "link" => entry?.Link.AbsoluteUri ?? "(no entry)",
            "id" => entry?.Id ?? "",
            "published" => Moment(entry?.Published),
            "modified" => Moment(entry?.Modified),
            "author" => entry?.Author ?? "",
            "summary" => entry?.Summary ?? "",
            "content" => entry?.Content ?? "",
            "categories" => string.Join(", ", entry?.Categories ?? []),
            "enclosures" => string.Join(", ", entry?.Enclosures.Select(e => $"{e.Address.AbsoluteUri} {e.MediaType} {e.Bytes}".Trim()) ?? []),
            "language" => entry?.Language ?? "",
            _ => throw new ArgumentException($"There is no field \"{field}\".", nameof(field)),
        };
    }

    private static string Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    private static string Unescaped(string text) => Regex.Replace(text, @"\\(\\|n|t|u[0-9a-fA-F]{4})", m => m.Value[1] switch
    {
        'n' => "\n",
        't' => "\t",
        '\\' => "\\",
        _ => ((char)int.Parse(m.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
    });
}
