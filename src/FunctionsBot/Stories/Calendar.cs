using System.Collections.Frozen;

namespace FunctionsBot.Stories;

/// <summary>Days of the week and months, as the same term in every language: two happenings alike in words are seldom on the same day.</summary>
internal static class Calendar
{
    private static readonly FrozenDictionary<string, string> Terms = Named(
        "monday tuesday wednesday thursday friday saturday sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "@weekday")
        .Concat(Named(
            "january february march april may june july august september october november december",
            "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
            "@month"))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The term of a folded word; null for any other word. English names of months have a capital, and "may" and "march" without are verbs.</summary>
    public static string? Term(string folded, bool capital) =>
        Terms.TryGetValue(folded, out var term) && (capital || folded is not ("may" or "march")) ? term : null;

    /// <summary>The bit of a day of the week, given folded; 0 for any other word.</summary>
    public static int Weekday(string folded) =>
        Terms.TryGetValue(folded, out var term) && term.StartsWith("@weekday ", StringComparison.Ordinal) ? 1 << (term[^1] - '1') : 0;

    private static IEnumerable<KeyValuePair<string, string>> Named(string english, string french, string kind) =>
        new[] { english, french }.SelectMany(names => names.Split(' ').Select((name, i) => KeyValuePair.Create(name, $"{kind} {i + 1}")));
}
