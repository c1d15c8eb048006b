using System.Globalization;

namespace FunctionsBot.Sources;

/// <summary>A date while its numbers and words are sorted out.</summary>
internal struct DateParts
{
    public bool DayFirst;
    public bool Numeric;
    public int Year;
    public int Month;
    public int Day;
    public int OrdinalDay;
    public int YearAt = -1;
    public bool MonthIsWeekday;
    public int LastDigits;
    public TimeSpan Time;
    private TimeSpan zone;

    public DateParts()
    {
    }

    /// <summary>Digits, then ":" or the French "h".</summary>
    public readonly bool LooksLikeTime(ReadOnlySpan<char> text)
    {
        var digits = FeedDate.Number(text, out _);
        if (digits is 0 or > 2 || digits == text.Length) return false;
        var rest = text[digits..].TrimStart(" \u00a0\u202f");
        return rest.StartsWith(':')
            || (rest.StartsWith("h", StringComparison.OrdinalIgnoreCase) && (rest.Length == 1 || !char.IsLetter(rest[1])))
            || IsHalf(rest, "am") || IsHalf(rest, "pm");
    }

    /// <summary>A time of day and its zone, as far as they can be read.</summary>
    public void ReadTime(ReadOnlySpan<char> text)
    {
        var digits = FeedDate.Number(text, out var hour);
        if (digits is 4 or 6 && !text[digits..].StartsWith(':'))
        {
            FeedDate.Number(text[..2], out hour);
            FeedDate.Number(text[2..4], out var basic);
            var seconds = 0;
            if (digits == 6) FeedDate.Number(text[4..6], out seconds);
            SetTime(hour, basic, seconds, 0);
            zone = FeedZone.Read(text[digits..]);
            return;
        }

        if (digits is not (1 or 2)) return;
        var rest = text[digits..];
        var minute = NextPart(ref rest, ":hH");
        var second = NextPart(ref rest, ":");
        var fraction = Fraction(ref rest);
        rest = rest.TrimStart(" \u00a0\u202f");
        if (IsHalf(rest, "pm") && hour < 12) hour += 12;
        else if (IsHalf(rest, "am") && hour == 12) hour = 0;
        if (IsHalf(rest, "pm") || IsHalf(rest, "am")) rest = rest[(rest.StartsWith("a.", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("p.", StringComparison.OrdinalIgnoreCase) ? 4 : 2)..];
        SetTime(hour, minute, second, fraction);
        zone = FeedZone.Read(rest);
        // asctime puts the year behind the time: "Thu Jan  1 00:00:00 2026".
        var last = rest[(rest.LastIndexOf(' ') + 1)..];
        if (Year == 0 && FeedDate.Number(last, out var year) == 4 && last.Length == 4) Year = year;
    }

    /// <summary>Gives the numbers found their meaning.</summary>
    public bool Arrange(ReadOnlySpan<int> numbers)
    {
        if (Month > 0) return WithMonthWord(numbers);
        if (!Numeric || numbers.Length != 3 || (YearAt < 0 && LastDigits != 2)) return false;
        if (YearAt == 0) (Year, Month, Day) = (numbers[0], numbers[1], numbers[2]);
        else if (numbers[0] > 12 || (DayFirst && numbers[1] <= 12)) (Day, Month, Year) = (numbers[0], numbers[1], numbers[2]);
        else (Month, Day, Year) = (numbers[0], numbers[1], numbers[2]);
        return true;
    }

    public readonly DateTimeOffset? Build()
    {
        // Two digits as RFC 2822 §4.3 reads them.
        var year = Year is >= 0 and < 50 && YearAt < 0 ? Year + 2000 : Year is >= 50 and < 1000 ? Year + 1900 : Year;
        if (year is < 1900 or > 2200) return null;
        if (OrdinalDay > 0) return OrdinalDay > 366 ? null : new DateTimeOffset(year, 1, 1, 0, 0, 0, default).AddDays(OrdinalDay - 1) + Time - zone;
        var day = Math.Max(Day, 1);
        if (Month is < 1 or > 12 || day > DateTime.DaysInMonth(year, Month)) return null;
        return new DateTimeOffset(year, Month, day, 0, 0, 0, TimeSpan.Zero).Add(Time - zone).ToOffset(zone);
    }

    private bool WithMonthWord(ReadOnlySpan<int> numbers)
    {
        switch (numbers.Length)
        {
            case 1 when Year > 0: Day = numbers[0]; break;
            case 1 when YearAt == 0: Year = numbers[0]; break;
            case 2 when YearAt == 0: (Year, Day) = (numbers[0], numbers[1]); break;
            case >= 2: (Day, Year) = (numbers[0], numbers[1]); break;
            default: return false;
        }

        return Day <= 31;
    }

    private void SetTime(int hour, int minute, int second, double fraction)
    {
        // 24:00 is the end of the day, and a leap second is the one before it.
        if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0)) return;
        Time = new TimeSpan(hour, minute, Math.Min(second, 59)) + TimeSpan.FromSeconds(fraction);
    }

    private static int NextPart(ref ReadOnlySpan<char> rest, ReadOnlySpan<char> marks)
    {
        var inner = rest.TrimStart(" \u00a0\u202f");
        if (inner.IsEmpty || !marks.Contains(inner[0])) return 0;
        inner = inner[1..].TrimStart(" \u00a0\u202f");
        var digits = FeedDate.Number(inner, out var number);
        if (digits is not (1 or 2))
        {
            if (marks.Length > 1) rest = inner;
            return 0;
        }

        rest = inner[digits..];
        return number;
    }

    private static double Fraction(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] is not ('.' or ',')) return 0;
        var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? rest.Length - 1 : end;
        if (digits == 0) return 0;
        _ = double.TryParse($"0.{rest.Slice(1, Math.Min(digits, 7))}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction);
        rest = rest[(digits + 1)..];
        return fraction;
    }

    private static bool IsHalf(ReadOnlySpan<char> text, string half) =>
        (text.StartsWith(half, StringComparison.OrdinalIgnoreCase) && (text.Length == 2 || !char.IsLetter(text[2])))
        || text.StartsWith($"{half[0]}.m.", StringComparison.OrdinalIgnoreCase);
}
