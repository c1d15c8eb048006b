using FunctionsBot.Fetching;

namespace FunctionsBot.Local;

/// <summary>What a file given to <c>check</c> is.</summary>
internal enum InputKind
{
    /// <summary>A feed, a page or a text: told apart by what is in it.</summary>
    Body,

    /// <summary>A robots.txt.</summary>
    Robots,

    /// <summary>Addresses, one to a line.</summary>
    Addresses,

    /// <summary>Questions as JSON, one to a line.</summary>
    Cases,
}

/// <summary>The command line of <c>check</c>.</summary>
internal sealed record CheckOptions
{
    /// <summary>Files, folders and addresses, in the order given.</summary>
    public IReadOnlyList<string> Inputs { get; private init; } = [];

    /// <summary>One JSON line for each thing seen.</summary>
    public bool Json { get; private init; }

    /// <summary>Addresses are judged and not asked.</summary>
    public bool NoFetch { get; private init; }

    /// <summary>What files are; null to tell by their names and what is in them.</summary>
    public InputKind? As { get; private init; }

    /// <summary>What relative links in files are resolved against.</summary>
    public Uri? Base { get; private init; }

    /// <summary>The bots a robots.txt is asked about.</summary>
    public IReadOnlyList<string> Agents { get; private init; } = [];

    /// <summary>The paths or addresses a robots.txt is asked about.</summary>
    public IReadOnlyList<string> Paths { get; private init; } = [];

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static CheckOptions Parse(string[] args)
    {
        var (inputs, agents, paths) = (new List<string>(), new List<string>(), new List<string>());
        var options = new CheckOptions();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--json": options = options with { Json = true }; break;
                case "--no-fetch": options = options with { NoFetch = true }; break;
                case "--as": options = options with { As = KindOf(Value(args, ref i)) }; break;
                case "--base": options = options with { Base = BaseOf(Value(args, ref i)) }; break;
                case "--robots-agent": agents.Add(Value(args, ref i)); break;
                case "--robots-path": paths.Add(Value(args, ref i)); break;
                case ['-', '-', ..]: throw new UsageException($"check knows no option \"{args[i]}\". {Takes}");
                default: inputs.Add(args[i]); break;
            }
        }

        return inputs.Count == 0
            ? throw new UsageException($"check has nothing to check. {Takes}")
            : options with { Inputs = inputs, Agents = agents.Count > 0 ? agents : [FetchLimits.Product], Paths = paths.Count > 0 ? paths : ["/"] };
    }

    private const string Takes = "It takes files, folders or web addresses; \"help\" lists its options.";

    private static string Value(string[] args, ref int i) =>
        i + 1 < args.Length ? args[++i] : throw new UsageException($"{args[i]} needs something after it; \"help\" says what.");

    private static InputKind KindOf(string name) => name switch
    {
        "body" => InputKind.Body,
        "robots" => InputKind.Robots,
        "addresses" => InputKind.Addresses,
        "cases" => InputKind.Cases,
        _ => throw new UsageException($"--as takes body, robots, addresses or cases, not \"{name}\"."),
    };

    private static Uri BaseOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address!
        : throw new UsageException($"--base takes an address that begins with http:// or https://, not \"{text}\".");
}
