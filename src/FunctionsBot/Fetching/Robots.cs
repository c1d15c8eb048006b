namespace FunctionsBot.Fetching;

/// <summary>A line of robots.txt that allows or disallows paths.</summary>
/// <param name="Allow">Whether it allows.</param>
/// <param name="Path">The pattern as normalised: <c>*</c> for anything, <c>$</c> at its end for the end.</param>
public sealed record RobotsRule(bool Allow, string Path)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Allow ? "Allow" : "Disallow")}: {Path}";
}

/// <summary>What a robots.txt says to one bot: RFC 9309.</summary>
public sealed class Robots
{
    private readonly RobotsRule[] rules;

    internal Robots(RobotsRule[] rules) => this.rules = rules;

    /// <summary>Nothing is asked: there is no robots.txt (RFC 9309 §2.3.1.3).</summary>
    public static Robots AllowAll { get; } = new([]);

    /// <summary>It could not be had, so everything is off limits for now (RFC 9309 §2.3.1.4).</summary>
    public static Robots Unreachable { get; } = new([new(false, "/")]);

    /// <summary>What a status other than success means: nothing is asked where the file is not there or not shown, everything is off limits where its server has trouble.</summary>
    /// <remarks>RFC 9309 §2.3.1.3 and §2.3.1.4; 429 is a server's trouble, as Google's documentation has it.</remarks>
    public static Robots Unavailable(int? status) => status is >= 400 and < 500 and not 429 ? AllowAll : Unreachable;

    /// <summary>The rest the file asks for between two requests (<c>Crawl-delay</c>, which RFC 9309 leaves out and many files state).</summary>
    public TimeSpan? CrawlDelay { get; internal init; }

    /// <summary>The sitemaps the file names, as written.</summary>
    public IReadOnlyList<string> Sitemaps { get; internal init; } = [];

    /// <summary>The rule that decides about an address; null where none speaks of it, which allows it (RFC 9309 §2.2.2).</summary>
    public RobotsRule? Deciding(Uri address) => Deciding(address.AbsoluteUri);

    /// <summary>The rule that decides about an address or a path as written, <c>/news?page=2</c> say; null where none speaks of it.</summary>
    public RobotsRule? Deciding(string address)
    {
        var path = RobotsPath.Of(address);
        if (path == "/robots.txt") return null;
        RobotsRule? best = null;
        foreach (var rule in rules)
        {
            // The longest match decides; of equal ones, the one that allows.
            if (best is not null && (rule.Path.Length < best.Path.Length || (rule.Path.Length == best.Path.Length && !rule.Allow))) continue;
            if (RobotsPath.Matches(rule.Path, path)) best = rule;
        }

        return best;
    }
}
