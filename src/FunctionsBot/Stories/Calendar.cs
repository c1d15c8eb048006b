using System.Collections.Frozen;
using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>Days of the week and months, as the same term in every language: two happenings alike in words are seldom on the same day.</summary>
internal static class Calendar
{
    /// <summary>Letters of <c>31st</c>.</summary>
    private const int LongestOrdinal = 4;

    private const string Month = "@month ";

    private static readonly FrozenDictionary<string, string> Named = Numbered(
        "monday tuesday wednesday thursday friday saturday sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "@weekday")
        .Concat(Numbered(
            "january february march april may june july august september october november december",
            "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
            "@month"))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The term of a folded word; null for any other word. English names of months have a capital, and "may" and "march" without are verbs.</summary>
    public static string? Term(string folded, bool capital) =>
        Named.TryGetValue(folded, out var term) && (capital || folded is not ("may" or "march")) ? term : null;

    /// <summary>The bit of a day of the week, given folded; 0 for any other word.</summary>
    public static int Weekday(string folded) =>
        Named.TryGetValue(folded, out var term) && term.StartsWith("@weekday ", StringComparison.Ordinal) ? 1 << (term[^1] - '1') : 0;

    /// <summary>The day of a month as a term, where its number stands beside the month's name: <c>9 April</c>, <c>April 9th</c>, <c>9 avril</c>. Null for a month alone.</summary>
    public static string? Date(string text, List<WordSpan> words, int at, string term) =>
        !term.StartsWith(Month, StringComparison.Ordinal) ? null
        : (DayNumber(text, words, at - 1) ?? DayNumber(text, words, at + 1)) is { } day ? DateTerm(int.Parse(term.AsSpan(Month.Length), CultureInfo.InvariantCulture), day)
        : null;

    /// <summary>The word is the day of the month named beside it.</summary>
    public static bool IsDayOfMonth(string text, List<WordSpan> words, int at) =>
        DayNumber(text, words, at) is not null && (IsMonth(text, words, at - 1) || IsMonth(text, words, at + 1));

    /// <summary>A day as the term of an anchor.</summary>
    public static string Day(DateOnly day) => "@day " + day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>All terms that a text may name a day by.</summary>
    public static IEnumerable<string> Terms(DateTimeOffset day) =>
    [
        Day(DateOnly.FromDateTime(day.DateTime)),
        DateTerm(day.Month, day.Day),
        string.Create(CultureInfo.InvariantCulture, $"{Month}{day.Month}"),
        string.Create(CultureInfo.InvariantCulture, $"@weekday {(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek)}"),
    ];

    private static string DateTerm(int month, int day) => string.Create(CultureInfo.InvariantCulture, $"@date {month}-{day}");

    private static bool IsMonth(string text, List<WordSpan> words, int at) =>
        at >= 0 && at < words.Count && Term(Folding.Fold(words[at].In(text)), char.IsUpper(text[words[at].Start]))?.StartsWith(Month, StringComparison.Ordinal) == true;

    private static int? DayNumber(string text, List<WordSpan> words, int at)
    {
        if (at < 0 || at >= words.Count || words[at].Length > LongestOrdinal)
        {
            return null;
        }

        var digits = words[at].In(text).TrimEnd("erndthsERNDTHS");
        return digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 ? day : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Numbered(string english, string french, string kind) =>
        new[] { english, french }.SelectMany(names => names.Split(' ').Select((name, i) => KeyValuePair.Create(name, $"{kind} {i + 1}")));
}
