using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;

namespace FunctionsBot.Local;

/// <summary>The files of <c>check</c>: which there are, what each is, and what is in it.</summary>
internal static class CheckFiles
{
    /// <summary>Nothing was said beside the question.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoCase = new Dictionary<string, string>();

    /// <summary>A folder is all files beneath it, in the order of their names; anything else is itself.</summary>
    public static IEnumerable<string> Expand(string input) => Directory.Exists(input)
        ? Directory.EnumerateFiles(input, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal)
        : [input];

    /// <summary>What a file holds.</summary>
    public static IEnumerable<Checked> Read(string file, CheckOptions options, FetchLimits limits)
    {
        if (Load(file, limits.BodyBytes, out var problem) is not { } bytes)
        {
            return [new Checked.Unreadable(file, problem)];
        }

        return (options.As ?? KindOf(file, bytes)) switch
        {
            InputKind.Robots => [Robots(file, bytes, options)],
            InputKind.Addresses => Addresses(file, Encoding.UTF8.GetString(bytes), limits.AllowLoopback),
            InputKind.Cases => CheckCases.Answer(file, Encoding.UTF8.GetString(bytes), limits.AllowLoopback),
            _ => [Check.See(file, new FetchResult.Fetched(options.Base ?? new Uri(Path.GetFullPath(file)), bytes), TimeProvider.System.GetUtcNow())],
        };
    }

    /// <summary>What a file is, by its name where that tells, and else by its first lines.</summary>
    internal static InputKind KindOf(string file, ReadOnlySpan<byte> bytes)
    {
        var name = Path.GetFileName(file);
        if (Named(name, "robots", ".txt")) return InputKind.Robots;
        if (Named(name, "addresses", ".txt") || Named(name, "urls", ".txt")) return InputKind.Addresses;
        var start = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 64 * 1024)]);
        if (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || CheckCases.LooksLikeCases(start))
        {
            return InputKind.Cases;
        }

        return LooksLikeRobots(start) ? InputKind.Robots : LooksLikeAddresses(start) ? InputKind.Addresses : InputKind.Body;
    }

    private static bool Named(string name, string word, string ending) =>
        name.Contains(word, StringComparison.OrdinalIgnoreCase) && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first line that is no comment is one that only robots.txt files have.</summary>
    private static bool LooksLikeRobots(string text)
    {
        foreach (var range in text.AsSpan().SplitAny('\r', '\n'))
        {
            var line = text.AsSpan()[range].Trim("\uFEFF \t");
            if (line.IsEmpty || line[0] == '#') continue;
            var colon = line.IndexOf(':');
            return colon > 0 && line[..colon].Trim().ToString().ToUpperInvariant() is "USER-AGENT" or "USERAGENT" or "DISALLOW" or "ALLOW" or "SITEMAP" or "CRAWL-DELAY";
        }

        return false;
    }

    /// <summary>Hardly a line that does not begin as addresses do.</summary>
    private static bool LooksLikeAddresses(string text)
    {
        var lines = Lines(text).Take(200).ToList();
        return lines.Count > 0 && lines.Count(l => l.Text.Contains("://", StringComparison.Ordinal) && !l.Text.StartsWith('<')) * 2 > lines.Count;
    }

    private static Checked.RobotsTxt Robots(string file, byte[] bytes, CheckOptions options)
    {
        var robots = RobotsFile.Parse(bytes);
        return new(file, robots, [.. options.Agents.SelectMany(_ => options.Paths, (agent, path) => RobotsAnswer.Of(robots.For(agent), agent, path))]);
    }

    private static IEnumerable<Checked> Addresses(string file, string text, bool allowLoopback) =>
        Lines(text).Select(l => new Checked.Address($"{file}:{l.Number}", AddressVerdict.Of(l.Text, allowLoopback), NoCase));

    /// <summary>Lines with something on them, numbered from 1; a leading "#" makes a remark.</summary>
    private static IEnumerable<(int Number, string Text)> Lines(string text) => text
        .Split('\n')
        .Select((line, i) => (i + 1, line.Trim('\uFEFF', '\r', ' ')))
        .Where(l => l.Item2.Length > 0 && l.Item2[0] != '#');

    private static byte[]? Load(string file, int most, out string problem)
    {
        problem = "";
        try
        {
            var length = new FileInfo(file).Length;
            if (length <= most) return File.ReadAllBytes(file);
            problem = string.Create(null, $"The file {file} is bigger than {most / 1e6:0.###} MB, the most that is read.");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"The file {file} cannot be read: {e.Message}";
            return null;
        }
    }
}
