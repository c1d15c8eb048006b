using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>Pages whose own changes are the news. The first reading lists the page itself; a later one also what changed since.</summary>
/// <param name="clock">Dates the changes; the system's where null.</param>
public sealed class PageSource(TimeProvider? clock = null) : ISource
{
    private const string Accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

    /// <summary>A title is told in a headline, in a sentence and as HTML: one of a megabyte would be many.</summary>
    private const int LongestTitle = 300;

    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Page;

    /// <inheritdoc/>
    public FetchRequest Request(Source source, SourceState state) =>
        new(state.MovedTo ?? source.Address, Accept, state.ETag, state.LastModified) { RespectRobots = true };

    /// <inheritdoc/>
    public Listing Read(Source source, FetchResult.Fetched page, string? reading = null)
    {
        var where = page.Address.AbsoluteUri;
        if (BodyKinds.Of(page.Body.Span, page.MediaType) != BodyKind.Page) return Failed($"{where} is no HTML page: give a page's address, or change the source's kind.");
        using var decoded = TextDecoding.Decode(page.Body.Span, page.Charset);
        if (HtmlLimits.Refusal(decoded.Text.Span) is { } refusal) return Failed($"{where} {refusal}: give another address.");
        using var document = HtmlPage.Parse(decoded.Text);
        var blocks = PageBlocks.Of(document);
        if (blocks.Count == 0) return Failed($"{where} shows no text without running scripts: what changes on it cannot be seen.");
        var title = FeedText.OneLine(document.QuerySelector("h1")?.TextContent ?? document.Title ?? "");
        if (title.Length == 0) title = source.Name;
        if (title.Length > LongestTitle) title = $"{title.AsSpan(0, LongestTitle)}…";
        var before = PageReading.Parse(reading);
        var change = PageChange.Find(blocks, before, out var now);
        List<EntryDraft> drafts = [new() { Link = page.Address, Title = title }];
        if (before is not null && !change.IsNone) drafts.Insert(0, Draft(change, title, page.Address, source.Language));
        return new(EntryDraft.BuildAll(drafts, source, page.Address))
        {
            Title = FeedText.OneLine(document.Title ?? title),
            Format = "Page",
            Language = EntryText.Language(document.DocumentElement?.GetAttribute("lang")),
            Mended = decoded.Mended is { } mended ? [mended] : [],
            Reading = now.ToString(),
            Signatures = PageSignatures.Of(blocks),
        };
    }

    private EntryDraft Draft(PageChange change, string title, Uri address, string language)
    {
        var french = language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var headline = $"{title}{(french ? " : " : ": ")}{change.Headline(french)}";
        var lead = french ? $"La page « {title} » a changé : {change.Headline(french)}." : $"The page “{title}” has changed: {change.Headline(french)}.";
        var html = $"<p>{SafeMarkup.OfText(lead)}</p>{change.Html()}";
        return new()
        {
            Id = change.Identity(),
            Link = change.Link(address),
            Title = headline,
            Summary = FeedText.Plain(html),
            Content = html,
            Published = (clock ?? TimeProvider.System).GetUtcNow(),
            Whole = true,
        };
    }

    private static Listing Failed(string reason) => new([]) { Failure = reason };
}
