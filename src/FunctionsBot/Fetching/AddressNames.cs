namespace FunctionsBot.Fetching;

/// <summary>Host names and ports that no public web server has. What a name leads to is judged once more at connect.</summary>
internal static class AddressNames
{
    /// <summary>Why a host is not asked, in words that complete "it …"; null when its name says nothing against it.</summary>
    /// <param name="host">The host as DNS knows it: ASCII, lower-case.</param>
    /// <param name="allowLoopback">Whether this machine's own names may pass.</param>
    public static string? Refusal(string host, bool allowLoopback)
    {
        host = host.TrimEnd('.');
        if (host.Length == 0) return "names no host";
        if (IsLoopback(host)) return allowLoopback ? null : "is this machine's own name (loopback)";
        foreach (var (ending, words) in Endings)
        {
            if (host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return words;
        }

        if (SpellingServers.Any(s => host.Equals(s, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{s}", StringComparison.OrdinalIgnoreCase)))
        {
            return "is a name that leads to whatever address it spells, private ones included: write the site's own name";
        }

        return host.Contains('.', StringComparison.Ordinal) ? null : "is a name without a domain, which only a local network knows";
    }

    /// <summary>Why a port is not asked: those that browsers refuse too, since other services than web servers listen there.</summary>
    /// <remarks>Source: WHATWG Fetch, "port blocking", https://fetch.spec.whatwg.org/#port-blocking.</remarks>
    public static string? Refusal(int port) =>
        Blocked.Contains(port) ? string.Create(null, $"names the port {port}, where no web server listens: leave it out") : null;

    /// <summary>RFC 6761 §6.3, and the names that hosts files give the same address.</summary>
    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || host.Equals("localhost.localdomain", StringComparison.OrdinalIgnoreCase)
        || host.Equals("localhost6.localdomain6", StringComparison.OrdinalIgnoreCase)
        || host.Equals("ip6-localhost", StringComparison.OrdinalIgnoreCase)
        || host.Equals("ip6-loopback", StringComparison.OrdinalIgnoreCase);

    private const string Local = "is a name of a local network";

    private static readonly (string Ending, string Words)[] Endings =
    [
        (".local", "is a name of a local network (RFC 6762)"),
        (".internal", "is a name inside a private network, where clouds keep their metadata"),
        (".home.arpa", "is a name of a home network (RFC 8375)"),
        (".localdomain", Local),
        (".localdomain6", Local),
        (".intranet", Local),
        (".private", Local),
        (".corp", Local),
        (".home", Local),
        (".lan", Local),
        (".onion", "is a name inside the Tor network (RFC 7686)"),
        (".alt", "is no name of the DNS (RFC 9476)"),
        (".in-addr.arpa", "is the reverse of an address, not a site"),
        (".ip6.arpa", "is the reverse of an address, not a site"),
    ];

    /// <summary>Public name servers that answer with the address written in the name; to be refused early and in words.</summary>
    private static readonly string[] SpellingServers =
        ["nip.io", "sslip.io", "xip.io", "localtest.me", "lvh.me", "vcap.me", "lacolhost.com", "rbndr.us", "1u.ms"];

    private static readonly HashSet<int> Blocked =
    [
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
        119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
        989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    ];
}
