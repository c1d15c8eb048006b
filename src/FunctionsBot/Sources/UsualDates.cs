namespace FunctionsBot.Sources;

/// <summary>The two forms nearly all feeds use, to the letter: "Tue, 17 Mar 2026 08:45:00 +0100" and "2026-03-17T08:45:00+01:00".</summary>
internal static class UsualDates
{
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text)
    {
        int year, month, day;
        ReadOnlySpan<char> rest;
        if (text.Length > 25 && text[3] == ',' && text[4] == ' ' && text[7] == ' ' && text[11] == ' ' && text[16] == ' ')
        {
            (year, month, day) = (Fixed(text[12..16]), EnglishMonth(text[8..11]), Fixed(text[5..7]));
            rest = text[17..];
        }
        else if (text.Length > 19 && text[4] == '-' && text[7] == '-' && text[10] == 'T')
        {
            (year, month, day) = (Fixed(text[..4]), Fixed(text[5..7]), Fixed(text[8..10]));
            rest = text[11..];
        }
        else
        {
            return null;
        }

        if (rest[2] != ':' || rest[5] != ':') return null;
        var (hour, minute, second, zone) = (Fixed(rest[..2]), Fixed(rest[3..5]), Fixed(rest[6..8]), UsualZone(rest[8..].TrimStart(' ')));
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return null;
        if (zone is null || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        return new DateTimeOffset(year, month, day, hour, minute, second, zone.Value);
    }

    private static TimeSpan? UsualZone(ReadOnlySpan<char> zone)
    {
        if (zone is "GMT" or "Z" or "+0000" or "+00:00") return TimeSpan.Zero;
        if (zone.Length is not (5 or 6) || zone[0] is not ('+' or '-') || (zone.Length == 6 && zone[3] != ':')) return null;
        var (hours, minutes) = (Fixed(zone[1..3]), Fixed(zone[^2..]));
        if (hours is < 0 or > 13 || minutes is < 0 or > 59) return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return zone[0] == '-' ? -offset : offset;
    }

    /// <summary>Two or four digits; -1 where there is anything else.</summary>
    private static int Fixed(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c)) return -1;
            number = (number * 10) + c - '0';
        }

        return number;
    }

    private static int EnglishMonth(ReadOnlySpan<char> name) => name switch
    {
        "Jan" => 1,
        "Feb" => 2,
        "Mar" => 3,
        "Apr" => 4,
        "May" => 5,
        "Jun" => 6,
        "Jul" => 7,
        "Aug" => 8,
        "Sep" => 9,
        "Oct" => 10,
        "Nov" => 11,
        "Dec" => 12,
        _ => 0,
    };
}
