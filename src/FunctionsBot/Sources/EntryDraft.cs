using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>An entry while its elements come in, in any order.</summary>
internal sealed class EntryDraft
{
    private const int LongestTitle = 1000;
    private const int LongestSummary = 10_000;

    public string? Title { get; set; }

    public Uri? Link { get; set; }

    /// <summary>A link that will do if there is no better one.</summary>
    public Uri? SpareLink { get; set; }

    public string? Id { get; set; }

    public bool IdIsLink { get; set; }

    public DateTimeOffset? Published { get; set; }

    public DateTimeOffset? Modified { get; set; }

    public string? Author { get; set; }

    public string? Summary { get; set; }

    public string? Content { get; set; }

    public string? Language { get; set; }

    public Uri? Base { get; set; }

    public List<string>? Categories { get; set; }

    public List<Enclosure>? Enclosures { get; set; }

    /// <summary>Anything by which it could be known again.</summary>
    public bool IsIdentified => Link is not null || Id is not null;

    public bool IsBlank => !IsIdentified && Title is null && Summary is null && Content is null;

    /// <summary>
    /// The entries of one feed, in its order, each once. An id that stands under different links tells nothing (some feeds give
    /// every entry the same one), and the link decides then.
    /// </summary>
    /// <param name="drafts">As listed.</param>
    /// <param name="source">The source that lists them.</param>
    /// <param name="home">What an entry links to that has no link of its own.</param>
    public static List<Entry> BuildAll(List<EntryDraft> drafts, Source source, Uri home)
    {
        var links = new Dictionary<string, Uri?>(drafts.Count, StringComparer.Ordinal);
        HashSet<string>? shared = null;
        foreach (var draft in drafts)
        {
            if (draft.Id is { } id && !links.TryAdd(id, draft.Link) && links[id] != draft.Link) (shared ??= []).Add(id);
        }

        var keys = new HashSet<string>(drafts.Count, StringComparer.Ordinal);
        var entries = new List<Entry>(drafts.Count);
        foreach (var draft in drafts)
        {
            var entry = draft.Build(source, home, idCounts: draft.Id is not null && shared?.Contains(draft.Id) is not true);
            if (keys.Add(entry.Key)) entries.Add(entry);
        }

        return entries;
    }

    private Entry Build(Source source, Uri home, bool idCounts)
    {
        var title = Cut(Title, LongestTitle) ?? "";
        var summary = Cut(Summary, LongestSummary);
        var link = Link ?? (IdIsLink ? FeedLinks.Http(null, Id) : null) ?? SpareLink ?? Enclosures?[0].Address;
        var key = idCounts ? EntryKey.OfId(Id!)
            : link is not null ? EntryKey.OfLink(link)
            : EntryKey.OfText(title, summary, Published);
        return new(source.Id, key, LinkCleaner.Clean(link ?? home), title)
        {
            Id = Id,
            Published = Published ?? Modified,
            Modified = Modified,
            Author = Author,
            Summary = summary,
            Content = Content,
            Language = Language,
            Categories = Categories is null ? [] : Categories,
            Enclosures = Enclosures is null ? [] : Enclosures,
        };
    }

    private static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most) return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return $"{text.AsSpan(0, end)}…";
    }
}
