using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <content>What a feed says of itself, and what becomes of it all.</content>
internal ref partial struct FeedReader
{
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

    private static TimeSpan? Minutes(ReadOnlySpan<char> text) => Number(text) is > 0 and < 60 * 24 * 7 and var minutes ? TimeSpan.FromMinutes(minutes) : null;

    private static int? Number(ReadOnlySpan<char> text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
