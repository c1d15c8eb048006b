namespace FunctionsBot.Fetching;

/// <summary>How much a fetch may take of our time and memory, and how hard it may lean on other people's servers.</summary>
public sealed record FetchLimits
{
    /// <summary>The limits used where settings name none.</summary>
    public static FetchLimits Default { get; } = new();

    /// <summary>Bytes of a body after decompression; more stops the transfer. Default 10 MB (10,000,000).</summary>
    public int BodyBytes { get; init; } = 10_000_000;

    /// <summary>Time for one TCP connection and its TLS handshake. Default 10 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from sending a request to the end of the answer's headers. Default 20 s.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time a body may go without a byte. Default 15 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for the whole fetch, every redirect included; waiting for a host's turn is not counted. Default 60 s.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Redirects followed before giving up. Default 5, as RFC 9309 §2.3.1.2 asks of robots.txt.</summary>
    public int Redirects { get; init; } = 5;

    /// <summary>Requests under way at once, over all hosts. Default 24.</summary>
    public int Concurrency { get; init; } = 24;

    /// <summary>Rest between two requests to one host. Default 1 s.</summary>
    public TimeSpan HostPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a host's robots.txt is remembered. Default 12 h; RFC 9309 §2.4 allows up to 24 h.</summary>
    public TimeSpan RobotsMemory { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Lets this machine's own loopback addresses be fetched, for the demo and tests. Default off.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>A page or mail address where a webmaster reaches whoever runs this bot; shown in the user agent.</summary>
    public string? Contact { get; init; }

    /// <summary>What the bot calls itself.</summary>
    public string UserAgent => Contact is { Length: > 0 } ? $"{Product}/1.0 (+{Contact})" : $"{Product}/1.0";

    /// <summary>The product token robots.txt files may address (RFC 9309 §2.2.1).</summary>
    public const string Product = "FunctionsBot";
}
