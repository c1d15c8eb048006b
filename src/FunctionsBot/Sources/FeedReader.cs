using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>
/// Reads RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0 from text, well-formed or not, in one pass. Names decide, wherever they stand: what
/// one format writes inside the channel another writes beside it.
/// </summary>
internal ref struct FeedReader
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

    private void Begin(string root, bool passed)
    {
        junkBefore = passed;
        entities.Declare(scan.Doctype);
        names.Declare(scan.Attributes);
        TakeBase(scan.Attributes, ref address);
        if (root == "channel" && Attribute("base") is { } own) address = FeedLinks.Http(address, own) ?? address;
        language = Attribute("xml:lang");
        format = root switch
        {
            "feed" => IsOldAtom() ? "Atom 0.3" : "Atom 1.0",
            "rdf" => scan.Attributes.Contains("simple/0.9", StringComparison.OrdinalIgnoreCase) ? "RSS 0.90" : "RSS 1.0",
            _ => Attribute("version") is { Length: > 0 and < 8 } version ? $"RSS {version}" : "RSS",
        };
        atom = root == "feed";
    }

    private bool IsOldAtom() =>
        Attribute("version") is "0.3" or "0.2" or "0.1" || scan.Attributes.Contains("purl.org/atom/ns#", StringComparison.OrdinalIgnoreCase);

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

    private void ChannelElement()
    {
        var vocabulary = names.Of(scan.Name, scan.Attributes, out var local);
        var attributes = scan.Attributes;
        Span<char> lower = stackalloc char[LongestName];
        var name = Lower(local, lower);
        if (name is "channel")
        {
            names.Declare(attributes);
            TakeBase(attributes, ref address);
            return;
        }

        var inside = scan.Inside("item");
        switch (name)
        {
            case "title" when vocabulary is Vocabulary.Feed or Vocabulary.DublinCore: title ??= EntryText.Title(inside, attributes, format!, entities); break;
            case "link" when vocabulary == Vocabulary.Feed: home ??= EntryText.HomeLink(address, inside, attributes, entities); break;
            case "language" when vocabulary is Vocabulary.Feed or Vocabulary.DublinCore: language ??= FeedText.Unescape(inside, entities); break;
            case "id" when vocabulary == Vocabulary.Feed: channel.Id ??= Filled(FeedText.Unescape(inside, entities)); break;
            case "description" or "subtitle" or "tagline" when vocabulary == Vocabulary.Feed:
                channel.Summary ??= Filled(EntryText.Words(inside, attributes, format!.StartsWith('A'), entities));
                break;
            case "lastbuilddate" or "pubdate" or "updated" or "modified" when vocabulary == Vocabulary.Feed:
            case "date" when vocabulary == Vocabulary.DublinCore:
                channel.Modified ??= FeedDate.Parse(FeedText.Unescape(inside, entities));
                break;
            case "author" or "managingeditor" or "creator" when vocabulary is Vocabulary.Feed or Vocabulary.DublinCore:
                EntryText.Take(channel, new(vocabulary, name is "managingeditor" ? "author" : name, attributes, inside, format!.StartsWith('A'), entities, dayFirst));
                break;
            case "ttl" when vocabulary == Vocabulary.Feed: ttl = Minutes(inside); break;
            case "skiphours" when vocabulary == Vocabulary.Feed: skipped.TakeHours(inside); break;
            case "skipdays" when vocabulary == Vocabulary.Feed: skipped.TakeDays(inside); break;
            case "updateperiod" when vocabulary == Vocabulary.Syndication: period.Unit = SyndicationPeriod.UnitOf(inside); break;
            case "updatefrequency" when vocabulary == Vocabulary.Syndication: period.Times = Number(inside) ?? 1; break;
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

    private Listing Listing()
    {
        var entries = EntryDraft.BuildAll(drafts.Kept, source, home ?? address);
        drafts.Return();
        List<string> mended = [];
        if (junkBefore) mended.Add("Something stands before the feed; it was passed over.");
        if (entities.HtmlNames) mended.Add("It uses HTML's names for characters (such as &eacute;) without declaring them.");
        if (entities.BareAmpersand) mended.Add("It has ampersands that are not written as &amp;.");
        if (unclosed) mended.Add("Some elements are not closed.");
        if (truncated) mended.Add("It breaks off in the middle of an entry; what was whole was read.");
        if (entries.Count > Most)
        {
            entries = [.. entries.OrderByDescending(e => e.Published ?? DateTimeOffset.MinValue).Take(Most)];
            mended.Add(string.Create(CultureInfo.InvariantCulture, $"It lists more than {Most} entries; the newest {Most} were read."));
        }

        return new(entries)
        {
            Title = title is { Length: > 0 } ? title : null,
            Format = format,
            Language = EntryText.Language(language),
            Mended = mended,
            AskedPause = AskedPause(),
            Home = home,
            Id = channel.Id,
            Author = channel.Author,
            Summary = channel.Summary,
            Updated = channel.Modified,
            StandingPause = ttl ?? period.Pause,
            Quiet = skipped.Taken,
        };
    }

    /// <summary>The pause the feed names, drawn out over the hours in which it wants to be left alone.</summary>
    private readonly TimeSpan? AskedPause()
    {
        var pause = ttl ?? period.Pause;
        var free = now + (pause ?? TimeSpan.Zero);
        free = skipped.Taken?.Next(free) ?? free;
        return free > now ? free - now : null;
    }

    private readonly string? Attribute(ReadOnlySpan<char> name) =>
        MarkupAttributes.Find(scan.Attributes, name, out var value) ? value.ToString() : null;

    private static void TakeBase(ReadOnlySpan<char> attributes, ref Uri address)
    {
        if (MarkupAttributes.Find(attributes, "xml:base", out var own) && FeedLinks.Http(address, FeedText.Unescape(own)) is { } resolved) address = resolved;
    }

    private static TimeSpan? Minutes(ReadOnlySpan<char> text) => Number(text) is > 0 and < 60 * 24 * 7 and var minutes ? TimeSpan.FromMinutes(minutes) : null;

    private static int? Number(ReadOnlySpan<char> text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
