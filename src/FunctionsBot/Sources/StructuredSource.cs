using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>Pages that list articles or events in their structured data: schema.org, written as JSON-LD (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents).</summary>
public sealed class StructuredSource : ISource
{
    private const string Accept = "text/html, application/xhtml+xml;q=0.9, application/ld+json;q=0.9, */*;q=0.1";

    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Data;

    /// <inheritdoc/>
    public FetchRequest Request(Source source, SourceState state) =>
        new(state.MovedTo ?? source.Address, Accept, state.ETag, state.LastModified) { RespectRobots = true };

    /// <inheritdoc/>
    public Listing Read(Source source, FetchResult.Fetched page, string? reading = null)
    {
        using var decoded = TextDecoding.Decode(page.Body.Span, page.Charset);
        var found = new StructuredData(page.Address, source.Language);
        var text = decoded.Text.Span.Trim("\uFEFF \t\r\n");
        if (text.StartsWith('{') || text.StartsWith('[')) found.Read(text);
        var scan = new MarkupScanner(text);
        string? title = null, language = null;
        while (scan.NextTag())
        {
            if (scan.IsEnd) continue;
            if (scan.Name.Equals("html", StringComparison.OrdinalIgnoreCase)) language = MarkupAttributes.Find(scan.Attributes, "lang", out var lang) ? lang.ToString() : null;
            else if (title is null && scan.Name.Equals("title", StringComparison.OrdinalIgnoreCase)) title = FeedText.Plain(scan.Inside(default));
            else if (scan.Name.Equals("script", StringComparison.OrdinalIgnoreCase)) ReadScript(ref scan, found);
        }

        if (found.Drafts.Count == 0)
        {
            return new([]) { Failure = $"{page.Address.AbsoluteUri} lists no article and no event in structured data (JSON-LD): read it as a listing page instead." };
        }

        return new(EntryDraft.BuildAll(found.Drafts, source, page.Address))
        {
            Title = title,
            Format = "JSON-LD",
            Language = EntryText.Language(language),
            Mended = [.. new[] { decoded.Mended, found.Broken ? "Some of its structured data is not JSON; it was passed over." : null }.OfType<string>()],
        };
    }

    private static void ReadScript(ref MarkupScanner scan, StructuredData found)
    {
        var isData = MarkupAttributes.Find(scan.Attributes, "type", out var type) && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase);
        var inside = scan.Inside(default).Trim();
        // Templates made for XHTML wrap scripts in CDATA, themselves in comments.
        if (inside.IndexOf("<![CDATA[") is >= 0 and < 4 and var mark && inside.LastIndexOf("]]>") is var end && end > mark) inside = inside[(mark + 9)..end].Trim("/*\r\n\t ");
        if (isData && !inside.IsEmpty) found.Read(inside);
    }
}
