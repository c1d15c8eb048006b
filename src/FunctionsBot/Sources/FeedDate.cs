using System.Globalization;

namespace FunctionsBot.Sources;

/// <summary>
/// Dates in the forms feeds and pages use: RFC 822 with its bad zones and two-digit years, ISO 8601 and its cousins, and French,
/// English, German, Spanish and Italian month words. A date without a zone is taken as UTC.
/// </summary>
public static class FeedDate
{
    private const int Longest = 120;

    /// <summary>Reads a date; null where there is none, or none that makes sense between 1900 and 2200.</summary>
    /// <param name="text">The date; words around it are passed over.</param>
    /// <param name="dayFirst">Read 03/04/2026 as 3 April; set for languages other than English.</param>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text, bool dayFirst = true)
    {
        text = text.Trim();
        if (UsualDates.Parse(text) is { } usual) return usual;
        if (text.Length > Longest) text = text[..Longest];
        var parts = new DateParts { DayFirst = dayFirst };
        return Iso(text, ref parts) || Digits(text, ref parts) || Words(text, ref parts) ? parts.Build() : null;
    }

    /// <summary>2026-03-17T08:45:00+01:00 and what people make of it: spaces, missing parts, basic format, ordinal days.</summary>
    private static bool Iso(ReadOnlySpan<char> text, ref DateParts parts)
    {
        if (text.Length < 7 || Number(text, out var year) != 4 || text[4] is not ('-' or '/' or '.')) return false;
        var mark = text[4];
        var rest = text[5..];
        var digits = Number(rest, out var second);
        if (digits == 3 && mark == '-')
        {
            (parts.Year, parts.YearAt, parts.OrdinalDay) = (year, 0, second);
            parts.ReadTime(rest[3..].TrimStart("Tt "));
            return true;
        }

        if (digits is not (1 or 2)) return false;
        (parts.Year, parts.YearAt, parts.Month) = (year, 0, second);
        rest = rest[digits..];
        if (rest.IsEmpty || rest[0] != mark) return rest.IsEmpty;
        rest = rest[1..];
        digits = Number(rest, out var day);
        if (digits is not (1 or 2)) return false;
        parts.Day = day;
        parts.ReadTime(rest[digits..].TrimStart("Tt, "));
        return true;
    }

    /// <summary>20260317, 20260317T084500Z, and seconds or milliseconds since 1970.</summary>
    private static bool Digits(ReadOnlySpan<char> text, ref DateParts parts)
    {
        var digits = Number(text, out _);
        if (digits == 8)
        {
            var day = int.Parse(text[..8], CultureInfo.InvariantCulture);
            (parts.Year, parts.YearAt, parts.Month, parts.Day) = (day / 10000, 0, day / 100 % 100, day % 100);
            parts.ReadTime(text[8..].TrimStart("Tt "));
            return true;
        }

        if (digits == 14 && digits == text.Length)
        {
            return Digits($"{text[..8]}T{text[8..]}", ref parts);
        }

        if (digits != text.Length || digits is not (10 or 13)) return false;
        var since = long.Parse(text, CultureInfo.InvariantCulture);
        var moment = DateTimeOffset.UnixEpoch.AddMilliseconds(digits == 10 ? since * 1000 : since);
        (parts.Year, parts.Month, parts.Day, parts.Time) = (moment.Year, moment.Month, moment.Day, moment.TimeOfDay);
        return true;
    }

    /// <summary>Everything else, word by word: a month's name or slashes say which number is what.</summary>
    private static bool Words(ReadOnlySpan<char> text, ref DateParts parts)
    {
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        while (!text.IsEmpty)
        {
            if (char.IsAsciiDigit(text[0]))
            {
                var digits = Number(text, out var number);
                if (count > 0 && parts.LooksLikeTime(text))
                {
                    parts.ReadTime(text);
                    break;
                }

                if (count == 3 || digits > 4) return false;
                if (digits == 4) parts.YearAt = count;
                numbers[count++] = number;
                parts.LastDigits = digits;
                text = text[digits..];
                if (parts.Month == 0 && count < 3 && text.Length > 1 && text[0] is '/' or '.' or '-' && char.IsAsciiDigit(text[1])) parts.Numeric = true;
            }
            else if (char.IsLetter(text[0]))
            {
                var end = 1;
                while (end < text.Length && char.IsLetter(text[end])) end++;
                // "mar." is Tuesday as well as March, in French: a month that follows it counts.
                if ((parts.Month == 0 || parts.MonthIsWeekday) && MonthNames.Month(text[..end]) is > 0 and var month)
                {
                    parts.Month = month;
                    parts.MonthIsWeekday = end == 3 && month == 3 && count == 0;
                }

                text = text[end..];
            }
            else
            {
                text = text[1..];
            }
        }

        return parts.Arrange(numbers[..count]);
    }

    internal static int Number(ReadOnlySpan<char> text, out int number)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text.Length : end;
        number = digits is > 0 and <= 9 ? int.Parse(text[..digits], CultureInfo.InvariantCulture) : 0;
        return digits;
    }
}
