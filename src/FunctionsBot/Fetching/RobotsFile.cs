using System.Buffers;
using System.Globalization;
using System.Text;

namespace FunctionsBot.Fetching;

/// <summary>Bots that a robots.txt addresses together, and what it tells them.</summary>
/// <param name="Agents">The <c>User-agent</c> lines, as written.</param>
/// <param name="Rules">In the order written.</param>
public sealed record RobotsGroup(IReadOnlyList<string> Agents, IReadOnlyList<RobotsRule> Rules)
{
    /// <summary>The rest it asks for between two requests, at most a day.</summary>
    public TimeSpan? CrawlDelay { get; init; }
}

/// <summary>
/// A robots.txt, whoever it speaks to: RFC 9309. Read as the reference implementation (github.com/google/robotstxt) reads what webmasters
/// get wrong: a missing colon, common misspellings, words after an agent's name. Erring so errs towards asking less.
/// </summary>
/// <param name="Groups">In the order written; several may be for the same bot.</param>
/// <param name="Sitemaps">Addresses of sitemaps, as written.</param>
public sealed record RobotsFile(IReadOnlyList<RobotsGroup> Groups, IReadOnlyList<string> Sitemaps)
{
    /// <summary>Read at most, in bytes (RFC 9309 §2.5 asks for at least 500 KiB).</summary>
    public const int MostBytes = 500 * 1024;

    private const string Blanks = " \t\v\f\0";

    /// <summary>Reads a file's bytes, the first <see cref="MostBytes"/> of them. Never throws; what is not a rule is skipped.</summary>
    public static RobotsFile Parse(ReadOnlySpan<byte> file)
    {
        if (file is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
        {
            file = Encoding.UTF8.GetBytes((file[0] == 0xff ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(file[2..]));
        }

        if (file is [0xef, 0xbb, 0xbf, ..]) file = file[3..];
        if (file.Length > MostBytes)
        {
            // A line that is cut says something else than it did.
            file = file[..MostBytes];
            if (file.LastIndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var end) file = file[..end];
        }

        // One character for each octet: paths are compared by octets, in whatever charset they were written.
        return new Reader().Read(Encoding.Latin1.GetString(file));
    }

    /// <summary>Reads a file given as text.</summary>
    public static RobotsFile Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>What the file says to one bot: all groups that name it, together, or else those for everybody (RFC 9309 §2.2.1).</summary>
    /// <param name="agent">The bot's product token, compared without regard to case; a version after a slash is left out.</param>
    public Robots For(string agent)
    {
        var product = agent.Contains('/', StringComparison.Ordinal) ? agent[..agent.IndexOf('/', StringComparison.Ordinal)] : agent;
        var own = Groups.Where(g => product.Length > 0 && g.Agents.Any(a => Token(a).Equals(product, StringComparison.OrdinalIgnoreCase))).ToList();
        var meant = own.Count > 0 ? own : [.. Groups.Where(g => g.Agents.Any(IsEverybody))];
        return new([.. meant.SelectMany(g => g.Rules), .. meant.SelectMany(g => g.Rules).Select(Directory).OfType<RobotsRule>()])
        {
            CrawlDelay = meant.Max(g => g.CrawlDelay),
            Sitemaps = Sitemaps,
        };
    }

    /// <summary>Where a directory's index page is allowed, so is the directory: they are the same page.</summary>
    private static RobotsRule? Directory(RobotsRule rule)
    {
        var slash = rule.Path.LastIndexOf('/');
        return rule.Allow && slash >= 0 && rule.Path.AsSpan(slash).StartsWith("/index.htm") ? new(true, $"{rule.Path.AsSpan(0, slash + 1)}$") : null;
    }

    /// <summary>Files write "Bot/1.0" or "Bot (…)" where only the token counts (RFC 9309 §2.2.1).</summary>
    private static ReadOnlySpan<char> Token(ReadOnlySpan<char> agent)
    {
        var end = agent.IndexOfAnyExcept(TokenCharacters);
        return end < 0 ? agent : agent[..end];
    }

    private static bool IsEverybody(string agent) => agent.StartsWith('*') && (agent.Length == 1 || char.IsWhiteSpace(agent[1]));

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_0123456789");

    private enum Field
    {
        None,
        Agent,
        Allow,
        Disallow,
        CrawlDelay,
        Sitemap,
    }

    private static Field FieldOf(ReadOnlySpan<char> key) => key.ToString().ToUpperInvariant() switch
    {
        "USER-AGENT" or "USERAGENT" or "USER AGENT" => Field.Agent,
        "ALLOW" => Field.Allow,
        "DISALLOW" or "DISSALLOW" or "DISSALOW" or "DISALOW" or "DIASLLOW" or "DISALLAW" => Field.Disallow,
        "CRAWL-DELAY" or "CRAWLDELAY" => Field.CrawlDelay,
        "SITEMAP" or "SITE-MAP" => Field.Sitemap,
        _ => Field.None,
    };

    private sealed class Reader
    {
        private readonly List<RobotsGroup> groups = [];
        private readonly List<string> sitemaps = [];
        private List<string> agents = [];
        private List<RobotsRule> rules = [];
        private TimeSpan? delay;
        private bool inRules;

        public RobotsFile Read(ReadOnlySpan<char> text)
        {
            while (!text.IsEmpty)
            {
                var end = text.IndexOfAny('\r', '\n');
                Line(end < 0 ? text : text[..end]);
                text = end < 0 ? [] : text[(end + 1)..];
            }

            EndGroup();
            return new(groups, sitemaps);
        }

        private void Line(ReadOnlySpan<char> line)
        {
            if (line.IndexOf('#') is >= 0 and var comment) line = line[..comment];
            line = line.Trim(Blanks);
            var colon = line.IndexOf(':');
            var split = colon >= 0 ? colon : line.IndexOfAny(' ', '\t');
            if (split <= 0) return;
            var value = line[(split + 1)..].Trim(Blanks);
            // Without a colon it is only clear what is meant where there are just two words.
            if (colon < 0 && value.IndexOfAny(' ', '\t') >= 0) return;
            Take(FieldOf(line[..split].Trim(Blanks)), value);
        }

        private void Take(Field field, ReadOnlySpan<char> value)
        {
            switch (field)
            {
                case Field.Agent:
                    if (inRules) EndGroup();
                    agents.Add(Utf8(value));
                    break;
                case Field.Allow or Field.Disallow when agents.Count > 0:
                    inRules = true;
                    if (!value.IsEmpty && value[0] is '/' or '*') rules.Add(new(field == Field.Allow, RobotsPath.Normalise(value, pattern: true)));
                    break;
                case Field.CrawlDelay when agents.Count > 0 && Seconds(value) is { } asked && (delay is null || asked > delay):
                    delay = asked;
                    break;
                case Field.Sitemap when !value.IsEmpty:
                    sitemaps.Add(Utf8(value));
                    break;
            }
        }

        private void EndGroup()
        {
            if (agents.Count > 0) groups.Add(new(agents, rules) { CrawlDelay = delay });
            (agents, rules, delay, inRules) = ([], [], null, false);
        }

        private static TimeSpan? Seconds(ReadOnlySpan<char> value) =>
            double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86_400
                ? TimeSpan.FromSeconds(seconds)
                : null;

        private static string Utf8(ReadOnlySpan<char> octets) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(octets.ToString()));
    }
}
