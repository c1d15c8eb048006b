using System.Globalization;
using System.Text.RegularExpressions;
using FunctionsBot.Domain;

namespace FunctionsBot.Chat;

/// <summary>What people write after a command, in French or English, with or without accents.</summary>
internal static partial class Arguments
{
    /// <summary>Nobody means to be silent for longer.</summary>
    private const int MostDays = 366;

    private static readonly string[] DayNames =
        ["sunday dimanche", "monday lundi", "tuesday mardi", "wednesday mercredi", "thursday jeudi", "friday vendredi", "saturday samedi"];

    /// <summary>The words, folded: lower case, no accents.</summary>
    public static IReadOnlyList<string> Words(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(20).Select(w => Folding.Fold(w))];

    public static bool IsNo(string word) => word is "off" or "no" or "non" or "none" or "aucun" or "never" or "jamais" or "stop" or "fin" or "0";

    public static bool IsYes(string word) => word is "on" or "yes" or "oui" or "1";

    public static bool IsAll(string word) => word is "all" or "tout" or "toutes" or "tous" or "everything";

    public static bool IsNow(string word) => word is "now" or "maintenant";

    /// <summary>"in the digest".</summary>
    public static bool IsDigest(string word) => word is "digest" or "resume" or "recap";

    /// <summary>30m, 8h, 3d or 3j, 2w or 2s; null for anything else, and for more than a year.</summary>
    public static TimeSpan? Duration(string word)
    {
        if (LengthForm().Match(word) is not { Success: true } match || !int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return null;
        }

        var minutes = match.Groups[2].ValueSpan[0] switch
        {
            'm' => 1L,
            'h' => 60,
            'd' or 'j' => 1440,
            _ => 7 * 1440,
        } * count;
        return minutes <= MostDays * 1440L ? TimeSpan.FromMinutes(minutes) : null;
    }

    /// <summary>8:30, 8h30, 8h, 8.30, 8, 8am or 8:30pm.</summary>
    public static TimeOnly? Time(string word)
    {
        if (TimeForm().Match(word) is not { Success: true } match)
        {
            return null;
        }

        var hour = int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["m"] is { Length: > 0 } m ? int.Parse(m.ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (match.Groups["half"] is { Length: > 0 } half)
        {
            hour = hour is >= 1 and <= 12 ? (hour % 12) + (half.Value == "pm" ? 12 : 0) : 24;
        }

        return hour <= 23 && minute <= 59 ? new TimeOnly(hour, minute) : null;
    }

    /// <summary>19:00-8:00 or 19h-8h.</summary>
    public static (TimeOnly From, TimeOnly Until)? Hours(string word) =>
        word.Split('-', '–') is [var from, var until] && Time(from) is { } a && Time(until) is { } b && a != b ? (a, b) : null;

    /// <summary>A day by its name or its first letters, at least three, in one of the languages.</summary>
    public static DayOfWeek? Day(string word)
    {
        for (var day = 0; day < 7 && word.Length >= 3; day++)
        {
            if (DayNames[day].Split(' ').Any(name => name.StartsWith(word, StringComparison.Ordinal)))
            {
                return (DayOfWeek)day;
            }
        }

        return null;
    }

    /// <summary>mon-fri, lun-ven, or mon,wed,fri; null for anything else.</summary>
    public static IReadOnlyList<DayOfWeek>? Days(string word)
    {
        if (word.Split('-', '–') is [var first, var last] && Day(first) is { } from && Day(last) is { } to)
        {
            return [.. Enumerable.Range(0, ((to - from + 7) % 7) + 1).Select(i => (DayOfWeek)(((int)from + i) % 7))];
        }

        var days = word.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Day).ToList();
        return days.Count > 0 && days.TrueForAll(d => d is not null) ? [.. days.Select(d => d!.Value).Distinct()] : null;
    }

    [GeneratedRegex("^([0-9]{1,5})(m|min|h|d|j|w|s|sem)$", RegexOptions.CultureInvariant)]
    private static partial Regex LengthForm();

    [GeneratedRegex("^(?<h>[0-9]{1,2})(?:[:h.](?<m>[0-9]{2})?)?(?<half>am|pm)?$", RegexOptions.CultureInvariant)]
    private static partial Regex TimeForm();
}
