using System.Buffers;
using System.Text;

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
    /// <summary>Parsed at most, in bytes (RFC 9309 §2.5 asks for at least 500 KiB).</summary>
    public const int MostBytes = 500 * 1024;

    private readonly RobotsRule[] rules;

    private Robots(RobotsRule[] rules) => this.rules = rules;

    /// <summary>Nothing is asked: there is no robots.txt (RFC 9309 §2.3.1.3).</summary>
    public static Robots AllowAll { get; } = new([]);

    /// <summary>It could not be had, so everything is off limits for now (RFC 9309 §2.3.1.4).</summary>
    public static Robots Unreachable { get; } = new([new(false, "/")]);

    /// <summary>The rules in a file's bytes: UTF-8, the first <see cref="MostBytes"/> of them.</summary>
    public static Robots Parse(ReadOnlySpan<byte> file, string product) =>
        Parse(Encoding.UTF8.GetString(file[..Math.Min(file.Length, MostBytes)]), product);

    /// <summary>The rules for <paramref name="product"/>, or else those for everybody. Never throws; what is not a rule is skipped.</summary>
    /// <param name="text">The file.</param>
    /// <param name="product">The bot's product token, compared without regard to case.</param>
    public static Robots Parse(ReadOnlySpan<char> text, string product)
    {
        List<RobotsRule> own = [], everybody = [];
        bool named = false, forUs = false, forAll = false, inAgents = false;
        foreach (var raw in text.TrimStart('\uFEFF').EnumerateLines())
        {
            var (key, value) = Split(raw);
            if (key.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                if (!inAgents) forUs = forAll = false;
                inAgents = true;
                forAll |= value is "*";
                if (Token(value).Equals(product, StringComparison.OrdinalIgnoreCase)) forUs = named = true;
                continue;
            }

            var allow = key.Equals("allow", StringComparison.OrdinalIgnoreCase);
            if (!allow && !key.Equals("disallow", StringComparison.OrdinalIgnoreCase)) continue;
            inAgents = false;
            if (value.IsEmpty || value[0] is not ('/' or '*')) continue;
            var rule = new RobotsRule(allow, Normalise(value));
            if (forUs) own.Add(rule);
            if (forAll) everybody.Add(rule);
        }

        return new([.. named ? own : everybody]);
    }

    /// <summary>The rule that decides about an address; null where none speaks of it, which allows it (RFC 9309 §2.2.2).</summary>
    public RobotsRule? Deciding(Uri address)
    {
        if (address.AbsolutePath == "/robots.txt") return null;
        var path = Normalise(address.PathAndQuery);
        RobotsRule? best = null;
        foreach (var rule in rules)
        {
            // The longest match decides; of equal ones, the one that allows.
            if (best is not null && (rule.Path.Length < best.Path.Length || (rule.Path.Length == best.Path.Length && !rule.Allow))) continue;
            if (Matches(rule.Path, path)) best = rule;
        }

        return best;
    }

    private static Line Split(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf('#');
        if (comment >= 0) line = line[..comment];
        var colon = line.IndexOf(':');
        return colon < 0 ? default : new(line[..colon].Trim(), line[(colon + 1)..].Trim());
    }

    /// <summary>Files write "Bot/1.0" or "Bot (…)" where only the token counts (RFC 9309 §2.2.1).</summary>
    private static ReadOnlySpan<char> Token(ReadOnlySpan<char> agent)
    {
        var end = agent.IndexOfAnyExcept(TokenCharacters);
        return end < 0 ? agent : agent[..end];
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        var toEnd = pattern.EndsWith('$');
        if (toEnd) pattern = pattern[..^1];
        var star = pattern.IndexOf('*');
        if (star < 0) return toEnd ? path.SequenceEqual(pattern) : path.StartsWith(pattern);
        if (!path.StartsWith(pattern[..star])) return false;
        path = path[star..];
        // Taking each piece at its first place never spoils a later match, so there is nothing to try again.
        while (true)
        {
            pattern = pattern[(star + 1)..];
            star = pattern.IndexOf('*');
            if (star < 0) return toEnd ? path.EndsWith(pattern) : path.IndexOf(pattern) >= 0;
            var at = path.IndexOf(pattern[..star]);
            if (at < 0) return false;
            path = path[(at + star)..];
        }
    }

    /// <summary>Octets are compared percent-encoded, except those that need no encoding (RFC 9309 §2.2.2, RFC 3986 §2.3).</summary>
    private static string Normalise(ReadOnlySpan<char> path)
    {
        var most = Math.Min(path.Length, 2048);
        path = path[..most];
        if (path.IndexOfAnyExceptInRange('!', '~') < 0 && !path.Contains('%')) return path.ToString();
        var text = new StringBuilder(path.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (c == '%' && i + 2 < path.Length && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]))
            {
                var octet = (char)Convert.ToByte(path.Slice(i + 1, 2).ToString(), 16);
                if (char.IsAsciiLetterOrDigit(octet) || octet is '-' or '.' or '_' or '~') text.Append(octet);
                else text.Append('%').Append(char.ToUpperInvariant(path[i + 1])).Append(char.ToUpperInvariant(path[i + 2]));
                i += 2;
            }
            else if (c is > ' ' and <= '~')
            {
                text.Append(c);
            }
            else
            {
                Rune.DecodeFromUtf16(path[i..], out var rune, out var used);
                foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)]) text.Append(null, $"%{octet:X2}");
                i += used - 1;
            }
        }

        return text.ToString();
    }

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_0123456789");

    private readonly ref struct Line(ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        private readonly ReadOnlySpan<char> key = key;
        private readonly ReadOnlySpan<char> value = value;

        public void Deconstruct(out ReadOnlySpan<char> k, out ReadOnlySpan<char> v)
        {
            k = key;
            v = value;
        }
    }
}
