using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>
/// Reads RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0 from text, well-formed or not, in one pass. Names decide, wherever they stand: what
/// one format writes inside the channel another writes beside it.
/// </summary>
internal ref partial struct FeedReader
{
    /// <summary>Entries kept of one feed, the newest: what a source remembers of its list must fit one row of a table.</summary>
    private const int Most = 1000;

    /// <summary>Entries read of one feed before the newest are chosen.</summary>
    private const int MostRead = 20_000;

    private const int LongestName = 24;

    private readonly Source source;
    private readonly FeedNames names = new();
    private readonly FeedEntities entities = new();
    private readonly LentDrafts drafts = LentDrafts.Take();
    private readonly EntryDraft channel = new();
    private EntryDraft draft;
    private MarkupScanner scan;
    private ReadOnlySpan<char> description;
    private ReadOnlySpan<char> descriptionAttributes;
    private ReadOnlySpan<char> spareSummary;
    private ReadOnlySpan<char> spareAttributes;
    private Uri address;
    private Uri? home;
    private string? title;
    private string? format;
    private bool atom;
    private readonly bool dayFirst;
    private string? language;
    private bool junkBefore;
    private bool unclosed;
    private bool truncated;
    private TimeSpan? ttl;
    private SyndicationPeriod period = new();
    private SkippedHours skipped;
    private readonly DateTimeOffset now;

    private FeedReader(ReadOnlySpan<char> text, Source source, Uri address, DateTimeOffset now)
    {
        this.now = now;
        this.source = source;
        dayFirst = !source.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        this.address = address;
        scan = new(text);
        draft = channel;
    }

    /// <summary>Reads a feed. What is none comes back with its <see cref="Listing.Failure"/>.</summary>
    public static Listing Read(ReadOnlySpan<char> text, Source source, Uri address, DateTimeOffset now)
    {
        var reader = new FeedReader(text, source, address, now);
        if (reader.FindRoot() is { } failure) return new([]) { Failure = failure };
        reader.ReadChannel();
        return reader.Listing();
    }

    private string? FindRoot()
    {
        var first = "";
        while (scan.NextTag())
        {
            if (scan.IsEnd) continue;
            var local = scan.Name[(scan.Name.IndexOf(':') + 1)..].ToString().ToLowerInvariant();
            switch (local)
            {
                case "rss" or "feed" or "rdf" or "channel":
                    Begin(local, passed: first.Length > 0);
                    return null;
                case "html" or "body" or "head": return "page";
                case "urlset" or "sitemapindex": return "sitemap";
                case "opml": return "opml";
            }

            if (first.Length == 0) first = local;
        }

        return first;
    }

    private void ReadChannel()
    {
        while (scan.NextTag())
        {
            while (!scan.IsEnd && IsEntry(scan.Name))
            {
                names.Declare(scan.Attributes);
                // An entry that was left open ends where the next begins, which is then the tag just read.
                if (!ReadEntry()) break;
            }

            if (!scan.IsEnd && !IsEntry(scan.Name)) ChannelElement();
        }
    }

    private static string? Filled(string text) => text.Length > 0 ? text : null;

    /// <summary>A name in lower case: most are written so. Longer ones mean nothing here.</summary>
    private static ReadOnlySpan<char> Lower(ReadOnlySpan<char> local, Span<char> lower)
    {
        if (local.Length > LongestName) return "other";
        var at = 0;
        while (at < local.Length && local[at] is >= 'a' and <= 'z') at++;
        if (at == local.Length) return local;
        local.ToLowerInvariant(lower);
        return lower[..local.Length];
    }

    private static bool IsEntry(ReadOnlySpan<char> name)
    {
        var local = name[(name.IndexOf(':') + 1)..];
        return local.Equals("item", StringComparison.OrdinalIgnoreCase) || local.Equals("entry", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads one entry; true where it ended because another began.</summary>
    private bool ReadEntry()
    {
        var entry = scan.Name;
        var relativeTo = address;
        description = spareSummary = default;
        draft = drafts.Next();
        draft.Base = relativeTo;
        if (!scan.Attributes.IsEmpty)
        {
            TakeBase(scan.Attributes, ref relativeTo);
            (draft.Base, draft.Language) = (relativeTo, EntryText.Language(Attribute("xml:lang")));
            TakeItemAttributes(relativeTo);
        }

        var (closed, next) = (scan.IsEmpty, false);
        while (!closed && scan.NextTag())
        {
            if (scan.IsEnd)
            {
                closed = scan.Name.Equals(entry, StringComparison.OrdinalIgnoreCase);
                if (!closed && IsFeedEnd(scan.Name)) break;
            }
            else if (scan.Name.Equals(entry, StringComparison.OrdinalIgnoreCase))
            {
                next = true;
                break;
            }
            else
            {
                Field(entry);
            }
        }

        if (!closed) Cut(next);
        else Keep();
        return next;
    }

    /// <summary>RSS 1.0 names an item in its tag; so does CDF, which links and dates it there too.</summary>
    private readonly void TakeItemAttributes(Uri relativeTo)
    {
        if (Attribute("rdf:about") is { } about && FeedText.Unescape(about, entities) is { Length: > 0 } id)
        {
            draft.Id = id;
            draft.IdIsSpareLink = true;
        }

        if (Attribute("href") is { } href) draft.Link = FeedLinks.Http(relativeTo, FeedText.Unescape(href, entities));
        if (Attribute("lastmod") is { } changed) draft.Modified = FeedDate.Parse(changed);
    }

    private void Field(ReadOnlySpan<char> entry)
    {
        var vocabulary = names.Of(scan.Name, scan.Attributes, out var local);
        if (vocabulary == Vocabulary.Media && (local.Equals("group", StringComparison.OrdinalIgnoreCase) || local.Equals("content", StringComparison.OrdinalIgnoreCase)))
        {
            // What they hold belongs to the entry as well.
            if (local.Length > 5) EntryText.Take(draft, new(vocabulary, "content", scan.Attributes, default, atom: false, entities, dayFirst));
            return;
        }

        var attributes = scan.Attributes;
        Span<char> lower = stackalloc char[LongestName];
        var name = Lower(local, lower);
        var inside = scan.Inside(entry);
        var known = IsSpareSummary(vocabulary, name) && draft.Summary is null && spareSummary.IsEmpty
            ? Spare(inside, attributes)
            : EntryText.Take(draft, new(vocabulary, name, attributes, inside, atom, entities, dayFirst));
        if (draft.IsDescribed)
        {
            description = inside;
            descriptionAttributes = attributes;
            draft.IsDescribed = false;
        }

        unclosed |= known && scan.Unclosed && !scan.AtEnd && !inside.Trim().IsEmpty;
    }

    private static bool IsSpareSummary(Vocabulary vocabulary, ReadOnlySpan<char> name) =>
        (vocabulary == Vocabulary.ITunes && name is "summary" or "subtitle") || (vocabulary == Vocabulary.Media && name is "description");

    /// <summary>A module's summary is read only where the entry turns out to have none of its own.</summary>
    private bool Spare(ReadOnlySpan<char> inside, ReadOnlySpan<char> attributes)
    {
        spareSummary = inside;
        spareAttributes = attributes;
        return true;
    }

    private static bool IsFeedEnd(ReadOnlySpan<char> name)
    {
        var local = name[(name.IndexOf(':') + 1)..];
        return local.Equals("channel", StringComparison.OrdinalIgnoreCase) || local.Equals("feed", StringComparison.OrdinalIgnoreCase)
            || local.Equals("rss", StringComparison.OrdinalIgnoreCase) || local.Equals("rdf", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An entry without its end: kept if it could be known again by the next poll.</summary>
    private void Cut(bool next)
    {
        if (next || !scan.AtEnd) unclosed = true;
        else truncated = true;
        if (draft.IsIdentified || !truncated) Keep();
    }

    private void Keep()
    {
        // Copied only now: most descriptions are followed by the content itself.
        if (draft.Markup is null && !description.IsEmpty)
        {
            draft.SpareMarkup = EntryMarkup.OfDescription(draft, new(Vocabulary.Feed, "description", descriptionAttributes, description, atom, entities, dayFirst));
        }

        // The first of them was put aside; a second was read at once, and does where the first is empty.
        if (draft.Summary is null && !spareSummary.IsEmpty && Filled(EntryText.Words(spareSummary, spareAttributes, atom, entities)) is { } words) draft.SpareSummary = words;
        if (drafts.Count < MostRead) drafts.Keep();
    }

    private readonly string? Attribute(ReadOnlySpan<char> name) =>
        MarkupAttributes.Find(scan.Attributes, name, out var value) ? value.ToString() : null;

    private static void TakeBase(ReadOnlySpan<char> attributes, ref Uri address)
    {
        if (MarkupAttributes.Find(attributes, "xml:base", out var own) && FeedLinks.Http(address, FeedText.Unescape(own)) is { } resolved) address = resolved;
    }
}
