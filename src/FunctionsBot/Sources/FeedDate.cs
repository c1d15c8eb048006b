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
        if (text.Length > Longest) text = text[..Longest];
        var parts = new Parts { DayFirst = dayFirst };
        return Iso(text, ref parts) || Digits(text, ref parts) || Words(text, ref parts) ? parts.Build() : null;
    }

    /// <summary>2026-03-17T08:45:00+01:00 and what people make of it: spaces, missing parts, basic format, ordinal days.</summary>
    private static bool Iso(ReadOnlySpan<char> text, ref Parts parts)
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
    private static bool Digits(ReadOnlySpan<char> text, ref Parts parts)
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
    private static bool Words(ReadOnlySpan<char> text, ref Parts parts)
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
                if ((parts.Month == 0 || parts.MonthIsWeekday) && MonthOf(text[..end]) is > 0 and var month)
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

    private static int Number(ReadOnlySpan<char> text, out int number)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text.Length : end;
        number = digits is > 0 and <= 9 ? int.Parse(text[..digits], CultureInfo.InvariantCulture) : 0;
        return digits;
    }

    /// <summary>The month a word names or shortens. "Jui" could be June or July, and is neither.</summary>
    private static int MonthOf(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 10) return 0;
        Span<char> plain = stackalloc char[word.Length];
        word.ToLowerInvariant(plain);
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = plain[i] switch { 'é' or 'è' or 'ê' => 'e', 'û' or 'ù' or 'ü' => 'u', 'ä' => 'a', var c => c };
        }

        if (plain is "jui") return 0;
        foreach (var (name, month) in Months)
        {
            if (name.AsSpan().StartsWith(plain)) return month;
        }

        return 0;
    }

    private static readonly (string Name, int Month)[] Months =
    [
        .. Named("janvier january enero gennaio januar jaenner janner", 1), .. Named("fevrier february febrero febbraio februar feber", 2),
        .. Named("mars march marzo marz maerz mrz", 3), .. Named("avril april abril aprile", 4), .. Named("mai may mayo maggio", 5),
        .. Named("juin june junio juni giugno", 6), .. Named("juillet july julio juli luglio", 7), .. Named("aout august agosto", 8),
        .. Named("septembre september septiembre settembre setiembre", 9), .. Named("octobre october octubre ottobre oktober", 10),
        .. Named("novembre november noviembre", 11), .. Named("decembre december diciembre dicembre dezember", 12),
    ];

    private static IEnumerable<(string, int)> Named(string names, int month) => names.Split(' ').Select(name => (name, month));

    private struct Parts
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

        public Parts()
        {
        }

        /// <summary>Digits, then ":" or the French "h".</summary>
        public readonly bool LooksLikeTime(ReadOnlySpan<char> text)
        {
            var digits = Number(text, out _);
            if (digits is 0 or > 2 || digits == text.Length) return false;
            var rest = text[digits..].TrimStart(" \u00a0\u202f");
            return rest.StartsWith(':')
                || (rest.StartsWith("h", StringComparison.OrdinalIgnoreCase) && (rest.Length == 1 || !char.IsLetter(rest[1])))
                || IsHalf(rest, "am") || IsHalf(rest, "pm");
        }

        /// <summary>A time of day and its zone, as far as they can be read.</summary>
        public void ReadTime(ReadOnlySpan<char> text)
        {
            var digits = Number(text, out var hour);
            if (digits is 4 or 6 && !text[digits..].StartsWith(':'))
            {
                Number(text[..2], out hour);
                Number(text[2..4], out var basic);
                var seconds = 0;
                if (digits == 6) Number(text[4..6], out seconds);
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
            if (Year == 0 && Number(last, out var year) == 4 && last.Length == 4) Year = year;
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
            var digits = Number(inner, out var number);
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
}
