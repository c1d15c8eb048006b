using System.Globalization;
using System.Text;
using System.Xml;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>
/// Lists of sources as OPML 1.0 and 2.0 (http://opml.org/spec2.opml), the form in which feed readers exchange them. Folders are outlines around
/// outlines. What OPML has no word for is written as attributes of our own namespace, which others pass over.
/// </summary>
public static class OpmlSources
{
    /// <summary>Namespace of our own attributes.</summary>
    private const string Own = "urn:functionsbot:sources";

    /// <summary>Between the names of nested folders.</summary>
    private const string Within = " / ";

    /// <summary>Outlines read of one list.</summary>
    private const int Most = 20_000;

    /// <summary>Folders followed into each other; deeper ones count as the last of these.</summary>
    private const int Deepest = 16;

    /// <summary>Whether bytes are OPML.</summary>
    public static bool LooksLikeOpml(ReadOnlySpan<byte> bytes)
    {
        using var decoded = TextDecoding.Decode(bytes[..Math.Min(bytes.Length, 16 * 1024)], null);
        return FindRoot(new MarkupScanner(decoded.Text.Span));
    }

    /// <summary>Reads a list, well-formed or not: no entity is ever fetched or expanded, and nesting costs nothing.</summary>
    public static IReadOnlyList<SourceRow> Read(ReadOnlySpan<byte> bytes)
    {
        using var decoded = TextDecoding.Decode(bytes, null);
        var rows = new List<SourceRow>();
        var folders = new Stack<string?>();
        var scan = new MarkupScanner(decoded.Text.Span);
        var place = 0;
        while (rows.Count < Most && scan.NextTag())
        {
            if (!scan.Name.Equals("outline", StringComparison.OrdinalIgnoreCase)) continue;
            if (scan.IsEnd)
            {
                folders.TryPop(out _);
                continue;
            }

            place++;
            if (RowOf(scan.Attributes, place, folders) is { } row) rows.Add(row);
            // A feed may hold outlines too; it is no folder.
            if (!scan.IsEmpty) folders.Push(IsFolder(scan.Attributes) ? Value(scan.Attributes, "text", "title") : null);
        }

        return rows;
    }

    /// <summary>Writes a list as OPML 2.0, in its order of folders and names.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="title">The list's title.</param>
    /// <param name="now">When it is written.</param>
    public static string Write(IEnumerable<Source> sources, string title, DateTimeOffset now)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "bot", null, Own);
            xml.WriteStartElement("head");
            xml.WriteElementString("title", Clean(title));
            xml.WriteElementString("dateCreated", now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            WriteBody(xml, sources);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static bool FindRoot(MarkupScanner scan)
    {
        while (scan.NextTag())
        {
            if (!scan.IsEnd) return scan.Name.Equals("opml", StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    private static SourceRow? RowOf(ReadOnlySpan<char> attributes, int place, Stack<string?> folders)
    {
        var feed = Value(attributes, "xmlUrl");
        var kind = Value(attributes, "bot:kind");
        var type = Value(attributes, "type");
        var page = Value(attributes, "url") ?? Value(attributes, "htmlUrl");
        if (feed is null && (page is null || IsFolder(attributes))) return null;
        return new(place)
        {
            Id = Value(attributes, "bot:id"),
            Name = Value(attributes, "text", "title"),
            Address = feed ?? page,
            Kind = kind ?? SourceRow.KindName(SourceKind.Feed),
            Language = Value(attributes, "language", "bot:language"),
            Country = Value(attributes, "bot:country"),
            Folder = FolderOf(folders) ?? Category(attributes),
            Selector = Value(attributes, "bot:selector"),
            Paused = kind is null ? null : Value(attributes, "bot:paused") is "true",
            Unfit = feed is not null || kind is not null ? null
                : type is "include" ? "leads to another list: import that one by itself"
                : "names a page and no feed (xmlUrl)",
        };
    }

    /// <summary>An outline that only groups: it names nothing to read.</summary>
    private static bool IsFolder(ReadOnlySpan<char> attributes) =>
        Value(attributes, "xmlUrl") is null && Value(attributes, "url") is null && Value(attributes, "bot:kind") is null
        && Value(attributes, "type") is not ("rss" or "link" or "include" or "atom");

    private static string? FolderOf(Stack<string?> folders) =>
        string.Join(Within, folders.Reverse().OfType<string>().Take(Deepest)) is { Length: > 0 } path ? path : null;

    /// <summary>OPML 2.0: comma-separated, each a word or a path that begins with a slash. The first counts.</summary>
    private static string? Category(ReadOnlySpan<char> attributes) => Value(attributes, "category") is { } all
        && string.Join(Within, all.Split(',')[0].Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) is { Length: > 0 } first
            ? first
            : null;

    private static string? Value(ReadOnlySpan<char> attributes, string name, string? other = null) =>
        MarkupAttributes.Find(attributes, name, out var raw) && FeedText.OneLine(FeedText.Unescape(raw)) is { Length: > 0 } value ? value
        : other is null ? null
        : Value(attributes, other);

    private static void WriteBody(XmlWriter xml, IEnumerable<Source> sources)
    {
        var open = new List<string>();
        foreach (var source in sources.OrderBy(s => s.Folder ?? "", StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Id, StringComparer.Ordinal))
        {
            var path = PathOf(source.Folder);
            var shared = 0;
            while (shared < open.Count && shared < path.Length && open[shared] == path[shared]) shared++;
            for (; open.Count > shared; open.RemoveAt(open.Count - 1)) xml.WriteEndElement();
            foreach (var folder in path[shared..])
            {
                xml.WriteStartElement("outline");
                xml.WriteAttributeString("text", folder);
                open.Add(folder);
            }

            WriteSource(xml, source);
        }

        open.ForEach(_ => xml.WriteEndElement());
    }

    private static void WriteSource(XmlWriter xml, Source source)
    {
        var isFeed = source.Kind == SourceKind.Feed;
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("type", isFeed ? "rss" : "link");
        xml.WriteAttributeString("text", Clean(source.Name));
        xml.WriteAttributeString("title", Clean(source.Name));
        xml.WriteAttributeString(isFeed ? "xmlUrl" : "url", source.Address.AbsoluteUri);
        xml.WriteAttributeString("language", Clean(source.Language));
        WriteOwn(xml, "id", source.Id);
        WriteOwn(xml, "kind", SourceRow.KindName(source.Kind));
        WriteOwn(xml, "country", source.Country);
        WriteOwn(xml, "selector", source.Selector);
        WriteOwn(xml, "paused", source.Paused ? "true" : null);
        xml.WriteEndElement();
    }

    private static void WriteOwn(XmlWriter xml, string name, string? value)
    {
        if (value is { Length: > 0 }) xml.WriteAttributeString("bot", name, Own, Clean(value));
    }

    /// <summary>A folder's name is split only where putting it together again gives the same.</summary>
    private static string[] PathOf(string? folder)
    {
        var whole = Clean(folder ?? "");
        if (whole.Length == 0) return [];
        var parts = whole.Split(Within);
        return parts.Length <= Deepest && parts.All(p => p.Length > 0 && p == FeedText.OneLine(p)) ? parts : [whole];
    }

    /// <summary>What XML cannot hold is left out.</summary>
    private static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value)) clean.Append(rune);
        }

        return clean.ToString();
    }
}
