namespace FunctionsBot.Sources;

/// <summary>Time zones as feeds write them behind a time of day.</summary>
internal static class FeedZone
{
    /// <summary>The offset from UTC; zero where none can be read.</summary>
    public static TimeSpan Read(ReadOnlySpan<char> text)
    {
        text = text.Trim().Trim("()[]");
        if (text.IsEmpty) return TimeSpan.Zero;
        if (text[0] is '+' or '-' or '\u2212' && Offset(text) is { } offset) return offset;
        var end = 0;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        var word = text[..end];
        var rest = text[end..].TrimStart();
        // "GMT+2" and "UTC +0200" mean what follows.
        if (word is "GMT" or "UTC" or "UT" or "Z" or "gmt" or "utc" && !rest.IsEmpty && rest[0] is '+' or '-' && Offset(rest) is { } shifted) return shifted;
        if (end is 0 or > 5) return TimeSpan.Zero;
        Span<char> upper = stackalloc char[end];
        word.ToUpperInvariant(upper);
        return Named(upper);
    }

    private static TimeSpan? Offset(ReadOnlySpan<char> text)
    {
        var negative = text[0] != '+';
        text = text[1..];
        Span<int> digits = stackalloc int[4];
        var count = 0;
        var colonAt = -1;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && count < 4) digits[count++] = c - '0';
            else if (c == ':' && colonAt < 0 && count > 0) colonAt = count;
            else break;
        }

        var (hours, minutes) = (count, colonAt) switch
        {
            (1, _) => (digits[0], 0),
            (2, 1) => (digits[0], digits[1]),
            (2, _) => ((digits[0] * 10) + digits[1], 0),
            (3, _) => (digits[0], (digits[1] * 10) + digits[2]),
            (4, _) => ((digits[0] * 10) + digits[1], (digits[2] * 10) + digits[3]),
            _ => (99, 0),
        };
        // No zone is further than 14 hours off; such an offset is a slip.
        if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return negative ? -offset : offset;
    }

    /// <summary>RFC 822 §5.1, and the abbreviations European and American feeds use. Military letters other than Z were defined wrongly and mean nothing (RFC 2822 §4.3).</summary>
    private static TimeSpan Named(ReadOnlySpan<char> zone) => TimeSpan.FromHours(zone switch
    {
        "WEST" or "BST" or "IST" or "CET" or "MEZ" or "MET" => 1,
        "CEST" or "MESZ" or "MEST" or "EET" or "SAST" => 2,
        "EEST" or "MSK" => 3,
        "MSD" => 4,
        "HKT" or "SGT" or "AWST" => 8,
        "JST" or "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        "BRT" or "ART" or "ADT" => -3,
        "AST" or "EDT" or "ET" => zone is "ET" ? -5 : -4,
        "EST" or "CDT" => -5,
        "CST" or "MDT" => -6,
        "MST" or "PDT" => -7,
        "PST" or "AKDT" => -8,
        "AKST" => -9,
        "HST" => -10,
        _ => 0,
    });
}
