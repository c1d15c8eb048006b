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

    /// <summary>Takes one attribute off the front.</summary>
    public static bool Next(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        key = value = default;
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
