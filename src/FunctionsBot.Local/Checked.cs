using FunctionsBot.Domain;
using FunctionsBot.Fetching;

namespace FunctionsBot.Local;

/// <summary>What the bot sees in a feed, a page, a text, a robots.txt or an address. Nothing is stored and nothing is sent.</summary>
/// <param name="Input">As it stood on the command line; with the number of its line where it was one of several in a file.</param>
internal abstract record Checked(string Input)
{
    /// <summary>What asking the address came to; null for files.</summary>
    public Visit? Visit { get; init; }

    /// <summary>A feed or a listing, with its entries.</summary>
    public sealed record Entries(string Input, FetchResult.Fetched Page, Listing Listing) : Checked(Input)
    {
        /// <summary>The first article it links to; null where none was asked for.</summary>
        public Checked? First { get; init; }
    }

    /// <summary>An article, with what was thought of it.</summary>
    public sealed record Article(string Input, Item Item, Verdict Verdict, ItemFacts Facts) : Checked(Input);

    /// <summary>A robots.txt, with what it says to those asked about.</summary>
    public sealed record RobotsTxt(string Input, RobotsFile File, IReadOnlyList<RobotsAnswer> Answers) : Checked(Input);

    /// <summary>One question to one robots.txt.</summary>
    public sealed record RobotsCase(string Input, RobotsAnswer Answer, IReadOnlyDictionary<string, string> Case) : Checked(Input);

    /// <summary>An address that was only judged.</summary>
    public sealed record Address(string Input, AddressVerdict Verdict, IReadOnlyDictionary<string, string> Case) : Checked(Input);

    /// <summary>Neither: why, in one sentence.</summary>
    public sealed record Unreadable(string Input, string Reason) : Checked(Input);
}

/// <summary>Whether an address may be asked at all, judged before any connection.</summary>
/// <param name="Text">As written.</param>
/// <param name="Reason">Why it is refused, as a sentence; null where it is allowed.</param>
internal sealed record AddressVerdict(string Text, string? Reason)
{
    /// <summary>Judges an address.</summary>
    public static AddressVerdict Of(string text, bool allowLoopback) =>
        new(text, AddressGuard.Refusal(text, allowLoopback) is { } words ? $"It {words}." : null);

    /// <summary>In one word.</summary>
    public string Verdict => Reason is null ? "allowed" : "refused";
}

/// <summary>What a robots.txt says of one address to one bot.</summary>
/// <param name="Agent">The bot.</param>
/// <param name="Path">The address or path asked about.</param>
/// <param name="Rule">The rule that decides; null where none does, which allows it.</param>
/// <param name="CrawlDelay">The rest it asks for between requests.</param>
internal sealed record RobotsAnswer(string Agent, string Path, RobotsRule? Rule, TimeSpan? CrawlDelay)
{
    /// <summary>Asks.</summary>
    public static RobotsAnswer Of(Robots robots, string agent, string path) => new(agent, path, robots.Deciding(path), robots.CrawlDelay);

    /// <summary>Whether the bot may fetch it.</summary>
    public bool Allowed => Rule is null or { Allow: true };

    /// <summary>In one word.</summary>
    public string Verdict => Allowed ? "allowed" : "disallowed";
}

/// <summary>What asking one address came to.</summary>
/// <param name="Address">Whether it may be asked.</param>
internal sealed record Visit(AddressVerdict Address)
{
    /// <summary>What the site's robots.txt says of it; null where that was not asked.</summary>
    public RobotsAnswer? Robots { get; init; }

    /// <summary>The robots.txt could not be had, so pages are off limits for now.</summary>
    public bool RobotsUnreachable { get; init; }

    /// <summary>Sitemaps the robots.txt names.</summary>
    public IReadOnlyList<string> Sitemaps { get; init; } = [];

    /// <summary>What came; null where nothing did.</summary>
    public FetchResult.Fetched? Page { get; init; }

    /// <summary>What failed; null where nothing did.</summary>
    public FetchResult.Failed? Failed { get; init; }

    /// <summary>When a source with this address would be asked next.</summary>
    public DateTimeOffset? NextPoll { get; init; }

    /// <summary>Feeds the page names.</summary>
    public IReadOnlyList<Uri> Feeds { get; init; } = [];
}
