using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>What the blocks of a page that changes speak of, in French and English: it decides whether a changed number is news.</summary>
internal static class PageWords
{
    private static readonly HashSet<string> Counters = Set(
        "vues vue views view lectures lecture reads lu partages partage shares share commentaires commentaire comments comment likes aime telechargements downloads "
            + "visiteurs visitors visites visits followers abonnes minutes min restants cookies");

    private static readonly HashSet<string> Updates = Set("updated update modifie modifiee modification maj actualise actualisee jour ago reviewed edited generated");

    private static readonly HashSet<string> Signing = Set(
        "signataire signataires signature signatures signe signee signees signes signed signatory signatories signers supporters soutiens soutien");

    private static readonly HashSet<string> Deadlines = Set(
        "deadline until before closes closing close closed opens open ends end due extended consultation submissions date dates limite jusqu jusque avant cloture ferme fermee "
            + "echeance delai prolongee prolonge prolongation ouverte terme calendrier vote entree vigueur hearing audition");

    private static readonly HashSet<string> Weekdays = Set(
        "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun");

    /// <summary>Words folded, with every number as "#" and every month and weekday as "@": what stays when only figures change.</summary>
    public static List<string> Masked(string text)
    {
        List<string> words = [];
        foreach (var span in Folding.Words(text))
        {
            var word = span.In(text);
            var masked = word.IndexOfAnyInRange('0', '9') >= 0 ? "#"
                : MonthNames.Month(word) > 0 ? "@"
                : Folding.Fold(word) is var folded && Weekdays.Contains(folded) ? "@" : folded;
            if (masked.Length > 1 || words.Count == 0 || words[^1] != masked) words.Add(masked);
        }

        return words;
    }

    /// <summary>It counts readers, or says when the page was touched: never news.</summary>
    public static bool IsCounter(List<string> words) =>
        words.Count <= 14 && words.Exists(w => w is "#" or "@") && !IsSigning(words) && (words.Exists(Counters.Contains) || words.Exists(Updates.Contains));

    /// <summary>It speaks of people who sign.</summary>
    public static bool IsSigning(List<string> words) => words.Exists(Signing.Contains);

    /// <summary>A date or a sum in it may bind people.</summary>
    public static bool IsBinding(string text, List<string> words) =>
        words.Exists(Deadlines.Contains) || text.AsSpan().IndexOfAny("€$£") >= 0 || words.Exists(w => w is "euros" or "millions" or "milliards" or "million" or "billion");

    /// <summary>The largest whole number in a text, its thousands apart or not; zero where there is none.</summary>
    public static long Count(string text)
    {
        long best = 0, current = 0;
        var digits = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : 'x';
            if (char.IsAsciiDigit(c) && digits < 12)
            {
                current = (current * 10) + c - '0';
                digits++;
            }
            else if (!(digits > 0 && c is ' ' or '\u00a0' or '\u202f' or ',' or '.' && IsGroup(text, i + 1)))
            {
                best = Math.Max(best, current);
                (current, digits) = (0, 0);
            }
        }

        return best;
    }

    private static bool IsGroup(string text, int at) =>
        at + 3 <= text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && (at + 3 == text.Length || !char.IsAsciiDigit(text[at + 3]));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
