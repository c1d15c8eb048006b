using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsBot.Extraction;

/// <summary>A date found in words.</summary>
/// <param name="Value">Midnight UTC where no time is given.</param>
/// <param name="Index">Where it starts in the text.</param>
/// <param name="Length">How many characters it takes.</param>
internal readonly record struct FoundDate(DateTimeOffset Value, int Index, int Length);

/// <summary>Reads dates as people and machines write them, in English, French, German, Spanish and Italian.</summary>
internal static partial class DateReader
{
    private static readonly FrozenDictionary<string, string> Months = Vocabulary.Pairs("dates.txt", "months");

    /// <summary>The one date a machine wrote, as in a meta element or a datetime attribute; null where it is none.</summary>
    public static DateTimeOffset? Machine(string? value)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > 60)
            return null;
        var iso = IsoPattern().Match(text);
        if (iso.Success && FromIso(iso) is { } date)
            return date;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return FromNumber(text, number);
        if (Parse(text) is { } rfc)
            return rfc;
        foreach (var found in In(text))
            return found.Value;
        return null;
    }

    /// <summary>Every date in a text, in its order.</summary>
    public static IEnumerable<FoundDate> In(string text)
    {
        if (!MayHoldDate(text))
            yield break;
        foreach (Match match in TextPattern().Matches(text))
        {
            if (Read(match) is { } date)
                yield return new FoundDate(date, match.Index, match.Length);
        }
    }

    /// <summary>The text with its dates taken out, and how many they were.</summary>
    public static string Without(string text, out int count)
    {
        var rest = text;
        count = 0;
        foreach (var found in In(text).Reverse())
        {
            rest = rest.Remove(found.Index, found.Length);
            count++;
        }

        return rest;
    }

    /// <summary>The date in an address such as <c>/2025/03/14/</c> or <c>/2025-03-14-</c>.</summary>
    public static DateTimeOffset? InAddress(Uri address)
    {
        var match = AddressPattern().Match(address.AbsolutePath);
        return match.Success ? Day(match.Groups["y"].Value, match.Groups["m"].Value, match.Groups["d"].Value) : null;
    }

    /// <summary>
    /// A year has two digits of its century: most lines have none, and the pattern is not cheap. Only a date alone on its line ("mardi
    /// 10.12.19") may do without.
    /// </summary>
    private static bool MayHoldDate(string text) => text.Length <= "vendredi 10.12 .19".Length || text.Contains("20", StringComparison.Ordinal) || text.Contains("19", StringComparison.Ordinal);

    private static DateTimeOffset? FromIso(Match iso)
    {
        var day = Day(iso.Groups["y"].Value, iso.Groups["m"].Value, iso.Groups["d"].Value);
        if (day is null || !iso.Groups["h"].Success)
            return day;
        var time = new TimeSpan(int.Parse(iso.Groups["h"].ValueSpan, CultureInfo.InvariantCulture) % 24,
            int.Parse(iso.Groups["min"].ValueSpan, CultureInfo.InvariantCulture) % 60,
            iso.Groups["s"].Success ? int.Parse(iso.Groups["s"].ValueSpan, CultureInfo.InvariantCulture) % 60 : 0);
        return new DateTimeOffset(day.Value.Date + time, Zone(iso.Groups["z"].Value));
    }

    private static TimeSpan Zone(string zone)
    {
        if (zone.Length < 3)
            return TimeSpan.Zero;
        var hours = int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture);
        var minutes = zone.Length >= 5 ? int.Parse(zone.AsSpan(zone.Length - 2), CultureInfo.InvariantCulture) : 0;
        if (hours > 14 || minutes > 59)
            return TimeSpan.Zero;
        var offset = new TimeSpan(hours, minutes, 0);
        return offset > TimeSpan.FromHours(14) ? TimeSpan.Zero : zone[0] == '-' ? -offset : offset;
    }

    private static DateTimeOffset? FromNumber(string text, long number) => text.Length switch
    {
        8 => Day(text[..4], text[4..6], text[6..]),
        10 => DateTimeOffset.FromUnixTimeSeconds(number),
        13 => DateTimeOffset.FromUnixTimeMilliseconds(number),
        _ => null,
    };

    private static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, ["r", "ddd, dd MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss zzz", "ddd MMM d HH:mm:ss yyyy"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date) ? date : null;

    private static DateTimeOffset? Read(Match match)
    {
        var g = match.Groups;
        DateTimeOffset? day = null;
        if (g["d1"].Success && Month(g["m1"].Value) is { } after)
            day = Day(g["y1"].Value, after, g["d1"].Value);
        else if (g["d2"].Success && Month(g["m2"].Value) is { } before)
            day = Day(g["y2"].Value, before, g["d2"].Value);
        else if (g["y3"].Success)
            day = Day(g["y3"].Value, g["m3"].Value, g["d3"].Value);
        else if (g["y4"].Success)
            day = Numbers(g["a4"].Value, g["b4"].Value, g["y4"].Value, g["s4"].Value);
        if (day is null || !g["h"].Success)
            return day;
        var hour = int.Parse(g["h"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = int.Parse(g["min"].ValueSpan, CultureInfo.InvariantCulture);
        if (g["pm"].Success && g["pm"].ValueSpan[0] is 'p' or 'P' && hour < 12)
            hour += 12;
        return hour < 24 && minute < 60 ? day.Value.AddMinutes((hour * 60) + minute) : day;
    }

    /// <summary>Day first, as most of the world writes; month first with slashes only where the second number cannot be a month.</summary>
    private static DateTimeOffset? Numbers(string first, string second, string year, string separator)
    {
        if (year.Length == 2)
            year = "20" + year;
        var monthFirst = int.Parse(second, CultureInfo.InvariantCulture) > 12 && separator != ".";
        return monthFirst ? Day(year, first, second) : Day(year, second, first);
    }

    /// <summary>
    /// The month's number. Scraped text glues words together ("Pressemars 13, 2025"): a month in full may end a longer word.
    /// </summary>
    private static string? Month(string word)
    {
        var folded = Words.Fold(word);
        if (Months.TryGetValue(folded, out var month))
            return month;
        foreach (var (name, number) in Months)
        {
            if (name.Length >= 4 && folded.Length > name.Length + 2 && folded.EndsWith(name, StringComparison.Ordinal))
                return number;
        }

        return null;
    }

    private static DateTimeOffset? Day(string year, string month, string day)
    {
        var y = int.Parse(year, CultureInfo.InvariantCulture);
        var m = int.Parse(month, CultureInfo.InvariantCulture);
        var d = int.Parse(day, CultureInfo.InvariantCulture);
        return y is >= 1990 and <= 2100 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? new DateTimeOffset(y, m, d, 0, 0, 0, TimeSpan.Zero)
            : null;
    }

    [GeneratedRegex(@"^(?<y>(19|20)\d{2})-?(?<m>\d{2})-?(?<d>\d{2})([T ]+(?<h>\d{2}):?(?<min>\d{2})(:?(?<s>\d{2}))?([.,]\d+)? ?(?<z>Z|[+-]\d{2}:?(\d{2})?)?|$|\b)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsoPattern();

    [GeneratedRegex(@"/(?<y>(19|20)\d{2})[/_-]?(?<m>\d{2})[/_-]?(?<d>\d{2})(?!\d)|[/_-](?<y>20\d{2})[/_-](?<m>\d{1,2})[/_-](?<d>\d{1,2})(?!\d)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressPattern();

    [GeneratedRegex("""
        (?<![\d/.-])(
          (?<d1>\d{1,2})(er|st|nd|rd|th|º|\.)?[\ \u00A0-]+(de[l]?\ )?(?<m1>\p{L}{3,10})\.?,?[\ \u00A0-]+(de[l]?\ )?(?<y1>(19|20)\d{2})
        | (?<m2>\p{L}{3,24})\.?[\ \u00A0]+(?<d2>\d{1,2})(st|nd|rd|th)?,?[\ \u00A0]+(?<y2>(19|20)\d{2})
        | (?<y3>(19|20)\d{2})[-/.](?<m3>\d{1,2})[-/.](?<d3>\d{1,2})
        | (?<=^(\p{L}{3,10}\.?,?\ )?)(?<a4>\d{1,2})(?<s4>[/.])(?<b4>\d{1,2})\ ?\k<s4>(?<y4>\d{2})(?=$)
        | (?<a4>\d{1,2})(?<s4>[-/.])\ ?(?<b4>\d{1,2})\k<s4>\ ?(?<y4>(19|20)\d{2})
        )(?![./-]?\d)
        ([T,\ \u00A0]*(à|a|at|um|-|–|—|\||•|·)?[\ \u00A0]*(?<h>\d{1,2})\ ?[:hH]\ ?(?<min>\d{2})(:\d{2})?([\ \u00A0]?(?<pm>[AaPp]\.?[Mm]))?)?
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex TextPattern();
}
