using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FunctionsBot.Fetching;

/// <summary>
/// Which addresses may be fetched: public ones, over http or https. A feed, a redirect or a DNS answer is somebody else's
/// word, and must not make the bot read what only this machine's network can see.
/// </summary>
public static class AddressGuard
{
    /// <summary>Why what somebody wrote must not be requested, in words that complete "it …"; null when it may be.</summary>
    /// <param name="text">An address as written.</param>
    /// <param name="allowLoopback">Whether this machine's own addresses may pass.</param>
    public static string? Refusal(string text, bool allowLoopback = false)
    {
        if (text.Length == 0) return "is empty";
        if (text.Length > 4000) return "is longer than any real address";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && !text.StartsWith('/') ? Refusal(address, allowLoopback)
            : text.Contains("://", StringComparison.Ordinal) && (text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) ? Unreadable
            : "is not a whole address: begin it with https://";
    }

    /// <summary>Why an address must not be requested, in words that complete "… is not fetched: it …"; null when it may be.</summary>
    /// <remarks>Host names still resolve to something: <see cref="Refusal(IPAddress, bool)"/> judges that at connect.</remarks>
    public static string? Refusal(Uri address, bool allowLoopback = false)
    {
        if (!address.IsAbsoluteUri) return "is not a whole address: begin it with https://";
        if (address.Scheme is not ("http" or "https")) return $"uses \"{address.Scheme}:\", and only http and https are read";
        var authority = Authority(address);
        if (authority.IsEmpty && address.Host.Length > 0) return "is not written whole: begin it with https://";
        if (authority.IndexOfAny(Disguises) >= 0) return "holds a backslash, a blank or a control character in its host, which programs read in different ways: write it plainly";
        if (address.UserInfo.Length > 0 || authority.Contains('@')) return "carries a user name or password: remove it";
        var written = WrittenHost(authority);
        if (address.Host.Length == 0) return "names no host";
        if (written.Contains('%', StringComparison.Ordinal)) return "names a network zone or an escaped host: write the plain host name";
        return address.HostNameType switch
        {
            UriHostNameType.IPv4 when !written.Equals(address.Host, StringComparison.Ordinal) =>
                $"disguises the address {address.Host} as \"{written}\": write it plainly",
            UriHostNameType.IPv4 or UriHostNameType.IPv6 when IPAddress.TryParse(address.DnsSafeHost, out var ip) => Refusal(ip, allowLoopback),
            UriHostNameType.IPv4 or UriHostNameType.IPv6 => Unreadable,
            _ when AsciiHost(address) is not { Length: > 0 } => Unreadable,
            _ when EndsInNumber(AsciiHost(address)!) => $"writes its host as a number (\"{written}\"): use the host's name",
            _ => AddressNames.Refusal(AsciiHost(address)!, allowLoopback),
        } ?? AddressNames.Refusal(address.Port);
    }

    /// <summary>Why an address must not be connected to, in words that complete "… leads to IP, which …"; null when it may be.</summary>
    /// <remarks>Ranges from the IANA special-purpose registries (RFC 6890 and its updates).</remarks>
    public static string? Refusal(IPAddress ip, bool allowLoopback = false)
    {
        if (ip.AddressFamily == AddressFamily.InterNetwork) return Refusal4(BinaryPrimitives.ReadUInt32BigEndian(ip.GetAddressBytes()), allowLoopback);
        if (ip.AddressFamily != AddressFamily.InterNetworkV6) return "is not an internet address";
        Span<byte> bytes = stackalloc byte[16];
        ip.TryWriteBytes(bytes, out _);
        return Refusal6(bytes, ip.ScopeId, allowLoopback);
    }

    private static string? Refusal4(uint ip, bool allowLoopback)
    {
        if (ip >> 24 == 127) return allowLoopback ? null : "is this machine's own (loopback)";
        foreach (var (net, bits, words) in Special4)
        {
            if (ip >> (32 - bits) == net >> (32 - bits)) return words;
        }

        return null;
    }

    private static string? Refusal6(ReadOnlySpan<byte> ip, long scope, bool allowLoopback)
    {
        var high = BinaryPrimitives.ReadUInt64BigEndian(ip);
        var low = BinaryPrimitives.ReadUInt64BigEndian(ip[8..]);
        if (high == 0 && low == 1) return allowLoopback ? null : "is this machine's own (loopback)";
        if (high == 0 && low == 0) return "is the unspecified address";
        // ::ffff:0:0/96 (RFC 4291) and 64:ff9b::/96 (RFC 6052) are only another way to reach an IPv4 address: judge that one.
        if (high == 0 && low >> 32 == 0xffff) return Refusal4((uint)low, allowLoopback);
        if (high == 0x0064_ff9b_0000_0000 && low >> 32 == 0) return Refusal4((uint)low, allowLoopback: false);
        foreach (var (net, bits, words) in Special6)
        {
            if (high >> (64 - bits) == net >> (64 - bits)) return words;
        }

        // An interface identifier 0:5efe:a.b.c.d carries a packet to that IPv4 address (ISATAP, RFC 5214 §6.1); the bit for "global" may be set.
        if ((low >> 32 & 0xfdff_ffff) == 0x0000_5efe && Refusal4((uint)low, allowLoopback: false) is not null) return "hides a private IPv4 address (ISATAP, RFC 5214)";
        if (scope != 0) return "belongs to one network interface (zone)";
        // Only 2000::/3 has been allocated for the public internet (IANA IPv6 address space registry).
        return high >> 61 == 1 ? null : "is reserved";
    }

    private static readonly (uint Net, int Bits, string Words)[] Special4 =
    [
        (0x0000_0000, 8, "means \"this network\""),
        (0x0a00_0000, 8, Private),
        (0x6440_0000, 10, "is shared inside a provider's network (RFC 6598)"),
        (0xa9fe_0000, 16, LinkLocal),
        (0xac10_0000, 12, Private),
        // Not in any registry: the address at which Azure's own fabric answers a virtual machine.
        (0xa83f_8110, 32, "is the cloud provider's own, inside its network"),
        (0xc000_0000, 24, "is reserved for protocols (RFC 6890)"),
        (0xc000_0200, 24, Documentation),
        (0xc058_6300, 24, "is a relay of the retired 6to4 (RFC 7526)"),
        (0xc0a8_0000, 16, Private),
        (0xc612_0000, 15, "is reserved for benchmarks (RFC 2544)"),
        (0xc633_6400, 24, Documentation),
        (0xcb00_7100, 24, Documentation),
        (0xe000_0000, 4, "is multicast"),
        (0xf000_0000, 4, "is reserved"),
    ];

    private static readonly (ulong Net, int Bits, string Words)[] Special6 =
    [
        (0x0064_ff9b_0001_0000, 48, "translates to a private network (RFC 8215)"),
        (0xfc00_0000_0000_0000, 7, Private),
        (0xfe80_0000_0000_0000, 10, LinkLocal),
        (0xfec0_0000_0000_0000, 10, Private),
        (0xff00_0000_0000_0000, 8, "is multicast"),
        (0x2001_0000_0000_0000, 32, "hides an IPv4 address (Teredo, RFC 4380)"),
        (0x2001_0002_0000_0000, 48, "is reserved for benchmarks (RFC 5180)"),
        (0x2001_0010_0000_0000, 28, "is reserved (RFC 4843)"),
        (0x2001_0020_0000_0000, 28, "is reserved (RFC 7343)"),
        (0x2001_0db8_0000_0000, 32, Documentation),
        (0x2001_0000_0000_0000, 23, "is reserved for protocols (RFC 2928)"),
        (0x2002_0000_0000_0000, 16, "hides an IPv4 address (6to4, RFC 3056)"),
        (0x3fff_0000_0000_0000, 20, Documentation),
    ];

    private static readonly SearchValues<char> Disguises = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(c => (char)c), '\\', '\x7f']);

    private const string Private = "belongs to a private network";
    private const string LinkLocal = "is link-local, where clouds keep their metadata";
    private const string Documentation = "is reserved for documentation";

    /// <summary>The host as it was typed: <see cref="Uri"/> has already turned 0x7f.1 into 127.0.0.1.</summary>
    private static string WrittenHost(ReadOnlySpan<char> authority)
    {
        var rest = authority[(authority.LastIndexOf('@') + 1)..];
        if (rest.StartsWith('[')) return rest.ToString();
        var port = rest.LastIndexOf(':');
        return (port < 0 ? rest : rest[..port]).Trim().ToString();
    }

    /// <summary>What stands between "//" and the path, as typed; nothing where the address does not begin as the web's do.</summary>
    private static ReadOnlySpan<char> Authority(Uri address)
    {
        var text = address.OriginalString.AsSpan().TrimStart();
        if (!text.StartsWith($"{address.Scheme}://", StringComparison.OrdinalIgnoreCase)) return [];
        text = text[(address.Scheme.Length + 3)..];
        var end = text.IndexOfAny('/', '?', '#');
        return end < 0 ? text : text[..end];
    }

    private const string Unreadable = "names a host that cannot be read: correct the address";

    /// <summary>The host as DNS knows it; null where international names' rules (IDNA) forbid it, which only asking tells.</summary>
    private static string? AsciiHost(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>A last label made of digits, or beginning 0x, is a number to the resolver of some system (WHATWG URL §3.5).</summary>
    private static bool EndsInNumber(string host)
    {
        var label = host.AsSpan().TrimEnd('.');
        label = label[(label.LastIndexOf('.') + 1)..];
        return label.Length > 0
            && (label.IndexOfAnyExceptInRange('0', '9') < 0 || label.StartsWith("0x", StringComparison.OrdinalIgnoreCase));
    }
}
