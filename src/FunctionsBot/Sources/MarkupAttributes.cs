namespace FunctionsBot.Sources;

/// <summary>The attributes of a tag, well quoted or not.</summary>
internal static class MarkupAttributes
{
    /// <summary>The raw value of an attribute by its whole name; false where it is absent.</summary>
    public static bool Find(ReadOnlySpan<char> attributes, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        var rest = attributes;
        while (Next(ref rest, out var key, out value))
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>Takes an attribute off the front that is written as nearly all are, to the letter: a space, a name, an equals sign, a quoted value.</summary>
    private static bool NextUsual(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        key = value = default;
        if (rest.Length < 5 || rest[0] != ' ') return false;
        var at = 1;
        while (at < rest.Length && rest[at] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or ':' or '-') at++;
        if (at == 1 || at + 2 >= rest.Length || rest[at] != '=' || rest[at + 1] != '"') return false;
        var close = rest[(at + 2)..].IndexOf('"');
        if (close < 0) return false;
        key = rest[1..at];
        value = rest.Slice(at + 2, close);
        rest = rest[(at + close + 3)..];
        return true;
    }

    /// <summary>Takes one attribute off the front.</summary>
    public static bool Next(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        if (NextUsual(ref rest, out key, out value)) return true;
        rest = rest.TrimStart().TrimStart('/');
        if (rest.IsEmpty) return false;
        var end = 0;
        while (end < rest.Length && rest[end] != '=' && !char.IsWhiteSpace(rest[end])) end++;
        key = rest[..end];
        rest = rest[end..].TrimStart();
        if (!rest.StartsWith('=')) return true;
        rest = rest[1..].TrimStart();
        if (rest.IsEmpty) return true;
        if (rest[0] is '"' or '\'' && rest[1..].IndexOf(rest[0]) is >= 0 and var close)
        {
            value = rest.Slice(1, close);
            rest = rest[(close + 2)..];
            return true;
        }

        end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end])) end++;
        value = rest[..end].Trim("\"'");
        rest = rest[end..];
        return true;
    }
}
