using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsBot.Digests;
using FunctionsBot.Domain;

namespace FunctionsBot.Site.Feeds;

/// <summary>Stories as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
internal static class JsonFeed
{
    public const string MediaType = "application/feed+json; charset=utf-8";

    public static byte[] Write(FeedFrame frame, FeedContent content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", $"FunctionsBot – {frame.Title}");
            json.WriteString("home_page_url", frame.Home.AbsoluteUri);
            json.WriteString("feed_url", frame.Self.AbsoluteUri);
            json.WriteString("description", frame.Subtitle);
            json.WriteString("language", frame.Language);
            json.WriteStartArray("items");
            foreach (var story in content.Stories)
            {
                Item(json, story, frame);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Item(Utf8JsonWriter json, Story story, FeedFrame frame)
    {
        var page = SitePages.Story(frame.Site, story.Id).AbsoluteUri;
        json.WriteStartObject();
        json.WriteString("id", page);
        json.WriteString("url", page);
        if (story.Link is { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            json.WriteString("external_url", story.Link.AbsoluteUri);
        }

        json.WriteString("title", PlainXml.Line(story.Title));
        // One of the two contents must be there; a story without a lead has its title.
        json.WriteString("content_text", PlainXml.Text(story.Lead.Length > 0 ? story.Lead : story.Title));
        json.WriteString("date_published", Moment(story.FirstSeen));
        json.WriteString("date_modified", Moment(story.Updated > story.FirstSeen ? story.Updated : story.FirstSeen));
        json.WriteString("language", story.Language);
        json.WriteStartArray("authors");
        foreach (var newsroom in frame.Newsrooms(story))
        {
            json.WriteStartObject();
            json.WriteString("name", newsroom);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("tags");
        json.WriteStringValue(Words.Of(story.Kind).In(frame.Language));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
