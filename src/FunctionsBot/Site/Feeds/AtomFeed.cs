using System.Globalization;
using System.Xml;
using FunctionsBot.Digests;
using FunctionsBot.Domain;

namespace FunctionsBot.Site.Feeds;

/// <summary>Stories as Atom (RFC 4287).</summary>
internal static class AtomFeed
{
    public const string MediaType = "application/atom+xml; charset=utf-8";
    private const string Namespace = "http://www.w3.org/2005/Atom";

    public static byte[] Write(FeedFrame frame, FeedContent content)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "lang", null, frame.Language);
            Element(xml, "id", frame.Self.AbsoluteUri);
            Element(xml, "title", $"FunctionsBot – {frame.Title}");
            Element(xml, "subtitle", frame.Subtitle);
            Element(xml, "updated", Moment(frame.Updated));
            Link(xml, "self", frame.Self, "application/atom+xml");
            Link(xml, "alternate", frame.Home, "text/html");
            xml.WriteStartElement("author", Namespace);
            Element(xml, "name", "FunctionsBot");
            xml.WriteEndElement();
            Element(xml, "generator", "FunctionsBot");
            foreach (var story in content.Stories)
            {
                Entry(xml, story, frame);
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, Story story, FeedFrame frame)
    {
        var page = SitePages.Story(frame.Site, story.Id);
        xml.WriteStartElement("entry", Namespace);
        xml.WriteAttributeString("xml", "lang", null, story.Language);
        Element(xml, "id", page.AbsoluteUri);
        Element(xml, "title", PlainXml.Line(story.Title));
        Element(xml, "updated", Moment(story.Updated > story.FirstSeen ? story.Updated : story.FirstSeen));
        Element(xml, "published", Moment(story.FirstSeen));
        Link(xml, "alternate", page, "text/html");
        if (story.Link is { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            Link(xml, "related", story.Link, null);
        }

        foreach (var newsroom in frame.Newsrooms(story))
        {
            xml.WriteStartElement("author", Namespace);
            Element(xml, "name", newsroom);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("category", Namespace);
        xml.WriteAttributeString("term", story.Kind.ToString());
        xml.WriteAttributeString("label", Words.Of(story.Kind).In(frame.Language));
        xml.WriteEndElement();
        Element(xml, "summary", PlainXml.Text(story.Lead));
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, text);

    private static void Link(XmlWriter xml, string relation, Uri to, string? mediaType)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        if (mediaType is not null)
        {
            xml.WriteAttributeString("type", mediaType);
        }

        xml.WriteAttributeString("href", to.AbsoluteUri);
        xml.WriteEndElement();
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
