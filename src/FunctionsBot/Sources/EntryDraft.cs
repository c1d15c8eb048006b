using System.Runtime.InteropServices;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>An entry while its elements come in, in any order.</summary>
internal sealed class EntryDraft
{
    private const int LongestTitle = 1000;
    private const int LongestSummary = 10_000;
    private const int LongestBeginning = 500;

    /// <summary>Characters of markup in which so many of text are to be found.</summary>
    private const int LookedAt = 4000;

    public string? Title { get; set; }

    /// <summary>Media RSS's or iTunes's, which the feed's own goes before.</summary>
    public string? SpareTitle { get; set; }

    public Uri? Link { get; set; }

    /// <summary>A link that will do if there is no better one.</summary>
    public Uri? SpareLink { get; set; }

    public string? Id { get; set; }

    public bool IdIsLink { get; set; }

    /// <summary>The id is an address that goes before <see cref="SpareLink"/>.</summary>
    public bool IdIsSpareLink { get; set; }

    public DateTimeOffset? Published { get; set; }

    public DateTimeOffset? Modified { get; set; }

    public string? Author { get; set; }

    public string? SpareAuthor { get; set; }

    public string? Summary { get; set; }

    public string? SpareSummary { get; set; }

    /// <summary>Safe HTML.</summary>
    public string? Content { get; set; }

    /// <summary>HTML that is still to be made safe.</summary>
    public EntryMarkup? Markup { get; set; }

    /// <summary>The description, which may be HTML and does where there is no other content.</summary>
    public EntryMarkup? SpareMarkup { get; set; }

    /// <summary>The element just taken is a description that may hold HTML, and so may do as <see cref="SpareMarkup"/>.</summary>
    public bool IsDescribed { get; set; }

    public string? Language { get; set; }

    /// <summary>The language of its texts, which an entry may declare to be another than its own.</summary>
    public string? TextLanguage { get; set; }

    public Uri? Base { get; set; }

    public DateTimeOffset? Starts { get; set; }

    public DateTimeOffset? Ends { get; set; }

    public string? Place { get; set; }

    /// <summary>No page tells more of it.</summary>
    public bool Whole { get; set; }

    public List<string>? Categories { get; set; }

    public List<Enclosure>? Enclosures { get; set; }

    /// <summary>Anything by which it could be known again.</summary>
    public bool IsIdentified => Link is not null || Id is not null || SpareLink is not null || Enclosures is not null;

    /// <summary>Nothing in it could tell anyone anything.</summary>
    public bool IsBlank =>
        !IsIdentified && (Title ?? SpareTitle ?? Summary ?? SpareSummary ?? Content ?? Markup?.Value) is null;

    /// <summary>Forgets all of it, for the next entry.</summary>
    public void Clear()
    {
        IdIsLink = IdIsSpareLink = IsDescribed = Whole = false;
        Link = SpareLink = Base = null;
        Published = Modified = Starts = Ends = null;
        Title = SpareTitle = Id = Author = SpareAuthor = Summary = SpareSummary = Content = Language = TextLanguage = Place = null;
        Markup = SpareMarkup = null;
        Categories = null;
        Enclosures = null;
    }

    /// <summary>
    /// The entries of one feed, in its order. An id that stands under different links tells nothing (some feeds give
    /// every entry the same one), and the link decides then.
    /// </summary>
    /// <param name="drafts">As listed.</param>
    /// <param name="source">The source that lists them.</param>
    /// <param name="home">What an entry links to that has no link of its own.</param>
    public static List<Entry> BuildAll(List<EntryDraft> drafts, Source source, Uri home) => BuildAll(CollectionsMarshal.AsSpan(drafts), source, home);

    /// <summary>The same of drafts that are lent.</summary>
    public static List<Entry> BuildAll(ReadOnlySpan<EntryDraft> drafts, Source source, Uri home)
    {
        var entries = new List<Entry>(drafts.Length);
        foreach (var draft in drafts) entries.Add(draft.Build(source, home, idCounts: draft.Id is not null));
        // Where no two have one key, no two have one id.
        if (AreOne(entries) && SharedIds(drafts) is { Count: > 0 } shared)
        {
            entries.Clear();
            foreach (var draft in drafts) entries.Add(draft.Build(source, home, idCounts: draft.Id is not null && !shared.Contains(draft.Id)));
        }

        TellApart(entries);
        return entries;
    }

    /// <summary>Whether any two have one key.</summary>
    private static bool AreOne(List<Entry> entries)
    {
        var keys = new HashSet<string>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!keys.Add(entry.Key)) return true;
        }

        return false;
    }

    private static HashSet<string> SharedIds(ReadOnlySpan<EntryDraft> drafts)
    {
        var links = new Dictionary<string, Uri?>(drafts.Length, StringComparer.Ordinal);
        var shared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            if (draft.Id is { } id && !links.TryAdd(id, draft.Link) && links[id] != draft.Link) shared.Add(id);
        }

        return shared;
    }

    /// <summary>Entries that are places on one page (a change log's, say) would be one by its address alone.</summary>
    private static void TellApart(List<Entry> entries)
    {
        if (!entries.Exists(e => PlaceOn(e).Length > 0)) return;
        foreach (var same in Enumerable.Range(0, entries.Count).GroupBy(i => entries[i].Key, StringComparer.Ordinal).Where(g => g.DistinctBy(i => PlaceOn(entries[i])).Skip(1).Any()).ToList())
        {
            foreach (var i in same.Where(i => PlaceOn(entries[i]).Length > 0)) entries[i] = entries[i] with { Key = EntryKey.OfPlace(entries[i].Key, PlaceOn(entries[i])) };
        }
    }

    private static string PlaceOn(Entry entry) => entry.Link.OriginalString.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? entry.Link.OriginalString[hash..] : "";

    private Entry Build(Source source, Uri home, bool idCounts)
    {
        var title = Cut(Title ?? SpareTitle, LongestTitle) ?? "";
        var summary = Cut(Summary ?? SpareSummary, LongestSummary) ?? Beginning(Content ?? Markup?.Inside);
        var isPath = IdIsLink && Id?[0] == '/';
        var permalink = IdIsLink && Id is not null && (Link is null || isPath) ? FeedLinks.Http(isPath ? Base : null, Id) : null;
        var link = Link ?? permalink ?? (IdIsSpareLink ? FeedLinks.Http(Base, Id) : null) ?? SpareLink ?? Enclosures?[0].Address;
        var key = idCounts ? EntryKey.OfId(Id!)
            : link is not null ? EntryKey.OfLink(link)
            : EntryKey.OfText(title, summary, Published);
        return new(source.Id, key, LinkCleaner.Clean(link ?? home), title)
        {
            Id = isPath && permalink is not null ? permalink.AbsoluteUri : Id,
            Blank = IsBlank,
            Starts = Starts,
            Ends = Ends,
            Place = Place,
            Whole = Whole,
            Published = Published ?? Modified,
            Modified = Modified,
            Author = Author ?? SpareAuthor,
            Summary = summary,
            LateContent = LateText.Of(Content) ?? Markup ?? SpareMarkup,
            Language = TextLanguage ?? Language,
            Categories = Categories is null ? [] : Categories,
            Enclosures = Enclosures is null ? [] : Enclosures,
        };
    }

    /// <summary>The first words of a content that has no summary: usually found in little of it.</summary>
    private static string? Beginning(string? html)
    {
        if (html is null) return null;
        return FirstWords(html, LookedAt / 4) is { Length: > LongestBeginning } soon ? Cut(soon, LongestBeginning)
            : FirstWords(html, LookedAt) is { Length: > 0 } words ? Cut(words, LongestBeginning) : null;
    }

    private static string FirstWords(string html, int most)
    {
        var part = html.AsSpan(0, Math.Min(html.Length, most));
        if (part.Length < html.Length && part.LastIndexOf('<') is >= 0 and var tag && part[tag..].IndexOf('>') < 0) part = part[..tag];
        return FeedText.Plain(part);
    }

    private static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most) return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return $"{text.AsSpan(0, end)}…";
    }
}
