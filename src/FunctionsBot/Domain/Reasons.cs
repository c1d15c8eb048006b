using System.Text.RegularExpressions;

namespace FunctionsBot.Domain;

/// <summary>
/// Why a source, page or address could not be read, in the reader's language. Reasons are made and stored in English, wherever they arise;
/// French is found for them when they are shown, so that what was stored earlier is told in French too.
/// </summary>
public static class Reasons
{
    /// <summary>Longer ones are a server's own words; looking through them is not worth the time.</summary>
    private const int Longest = 2000;

    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(100);

    private static readonly (Regex English, string French)[] Patterns = [.. FrenchPhrases.All.Select(p => (Pattern(p.English), p.French))];

    /// <summary>A reason in a language: French where that is asked for and known of it, else as it is.</summary>
    /// <param name="language">Two letters.</param>
    /// <param name="reason">One or more English sentences.</param>
    public static string In(string language, string reason) =>
        language != "fr" || reason.Length > Longest ? reason : French(reason, 0) ?? string.Join(". ", reason.Split(". ").Select(FrenchSentence));

    /// <summary>One of several: all but the last have lost their full stop.</summary>
    private static string FrenchSentence(string sentence) =>
        sentence.EndsWith('.') ? French(sentence, 0) ?? sentence : French($"{sentence}.", 0)?.TrimEnd('.') ?? sentence;

    /// <summary>A sentence may quote another, or end in a clause that stands for itself: what was captured is looked up too.</summary>
    private static string? French(string reason, int depth)
    {
        foreach (var (english, french) in Patterns)
        {
            if (depth <= 3 && english.Match(reason) is { Success: true } match)
            {
                var whole = french;
                for (var i = match.Groups.Count - 1; i > 0; i--)
                {
                    whole = whole.Replace($"{{{i}}}", French(match.Groups[i].Value, depth + 1) ?? match.Groups[i].Value, StringComparison.Ordinal);
                }

                return whole;
            }
        }

        return null;
    }

    /// <summary>A star stands for anything; the engine that cannot backtrack reads in linear time.</summary>
    private static Regex Pattern(string phrase) => new(
        $"^{Regex.Escape(phrase).Replace("\\*", "(.+?)", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline, LongestLook);
}
