namespace FunctionsBot.Sources;

/// <summary>The vocabularies a feed may mix.</summary>
internal enum Vocabulary
{
    /// <summary>RSS or Atom: their names do not clash, so one reader knows both.</summary>
    Feed,

    /// <summary>Dublin Core, elements and terms.</summary>
    DublinCore,

    /// <summary>RSS content module.</summary>
    Content,

    /// <summary>Media RSS.</summary>
    Media,

    /// <summary>iTunes podcasts.</summary>
    ITunes,

    /// <summary>RSS syndication module.</summary>
    Syndication,

    /// <summary>FeedBurner.</summary>
    FeedBurner,

    /// <summary>XHTML.</summary>
    Xhtml,

    /// <summary>Anything else: passed over.</summary>
    Other,
}

/// <summary>Which vocabulary a prefix means in this document; prefixes are trusted by habit where they were never declared.</summary>
internal sealed class FeedNames
{
    private readonly List<(string Prefix, Vocabulary Meaning)> declared = [];

    /// <summary>Takes the <c>xmlns:*</c> declarations of a tag.</summary>
    public void Declare(ReadOnlySpan<char> attributes)
    {
        if (attributes.IndexOf("xmlns") < 0) return;
        while (MarkupAttributes.Next(ref attributes, out var key, out var value))
        {
            if (!key.StartsWith("xmlns:", StringComparison.OrdinalIgnoreCase) || declared.Count >= 64) continue;
            var prefix = key[6..].ToString();
            declared.RemoveAll(d => d.Prefix.Equals(prefix, StringComparison.Ordinal));
            declared.Add((prefix, OfAddress(value)));
        }
    }

    /// <summary>The vocabulary of a tag, and its local name.</summary>
    public Vocabulary Of(ReadOnlySpan<char> name, ReadOnlySpan<char> attributes, out ReadOnlySpan<char> local)
    {
        var colon = name.IndexOf(':');
        local = name[(colon + 1)..];
        if (colon < 0)
        {
            return attributes.IndexOf("xmlns") >= 0 && MarkupAttributes.Find(attributes, "xmlns", out var own)
                ? OfAddress(own)
                : Vocabulary.Feed;
        }

        var prefix = name[..colon];
        foreach (var (known, meaning) in declared)
        {
            if (prefix.Equals(known, StringComparison.Ordinal)) return meaning;
        }

        return ByHabit(prefix);
    }

    /// <summary>By a piece of the namespace's address that survives the ways people misspell it.</summary>
    private static Vocabulary OfAddress(ReadOnlySpan<char> address)
    {
        Span<char> lower = stackalloc char[Math.Min(address.Length, 100)];
        address[..lower.Length].ToLowerInvariant(lower);
        ReadOnlySpan<char> text = lower;
        if (text.Contains("purl.org/dc/", StringComparison.Ordinal)) return Vocabulary.DublinCore;
        if (text.Contains("rss/1.0/modules/content", StringComparison.Ordinal)) return Vocabulary.Content;
        if (text.Contains("rss/1.0/modules/syndication", StringComparison.Ordinal)) return Vocabulary.Syndication;
        if (text.Contains("rss/1.0/modules", StringComparison.Ordinal)) return Vocabulary.Other;
        if (text.Contains("mrss", StringComparison.Ordinal)) return Vocabulary.Media;
        if (text.Contains("podcast-1.0", StringComparison.Ordinal) && text.Contains("itunes", StringComparison.Ordinal)) return Vocabulary.ITunes;
        if (text.Contains("feedburner", StringComparison.Ordinal)) return Vocabulary.FeedBurner;
        if (text.Contains("xhtml", StringComparison.Ordinal)) return Vocabulary.Xhtml;
        return text.Contains("atom", StringComparison.Ordinal) && !text.Contains("atompub", StringComparison.Ordinal) ? Vocabulary.Feed
            : (text.Contains("rss", StringComparison.Ordinal) && !text.Contains("module", StringComparison.Ordinal)) || text.Contains("rdf/simple", StringComparison.Ordinal) || text.IsEmpty ? Vocabulary.Feed
            : text.Contains("rdf-syntax", StringComparison.Ordinal) ? Vocabulary.Feed
            : Vocabulary.Other;
    }

    private static Vocabulary ByHabit(ReadOnlySpan<char> prefix) => prefix switch
    {
        "dc" or "dcterms" => Vocabulary.DublinCore,
        "content" => Vocabulary.Content,
        "media" => Vocabulary.Media,
        "itunes" => Vocabulary.ITunes,
        "sy" => Vocabulary.Syndication,
        "atom" or "atom10" or "atom03" or "a10" or "rss" or "rdf" => Vocabulary.Feed,
        "feedburner" => Vocabulary.FeedBurner,
        "xhtml" => Vocabulary.Xhtml,
        _ => Vocabulary.Other,
    };
}
