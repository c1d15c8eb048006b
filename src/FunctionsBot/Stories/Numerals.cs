using System.Collections.Frozen;
using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>Numbers as the same term however they are written: <c>eleven</c> and <c>onze</c>, <c>1,200</c> and <c>1 200</c>, <c>18.4</c> and <c>18,4</c>.</summary>
internal static class Numerals
{
    /// <summary>Digits of the longest number that is read as one: what has more is a reference or a telephone.</summary>
    private const int MostDigits = 12;

    /// <summary>Words of the longest that is spelled out: <c>quatre-vingt-dix-neuf mille</c>.</summary>
    private const int MostWords = 5;

    private static readonly FrozenDictionary<string, int> Values = Ones().Concat(Tens()).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The number that begins at a word, as digits, and how many words it takes; null where none does. One and two spelled out tell nothing and are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words.</param>
    /// <param name="at">Which of them.</param>
    /// <param name="folded">That word folded.</param>
    public static (string Digits, int Words)? At(string text, List<WordSpan> words, int at, string folded) =>
        char.IsAsciiDigit(folded[0]) ? Written(text, words, at, folded) : Values.ContainsKey(folded) ? Spelled(text, words, at) : null;

    /// <summary>In digits, with separators of thousands or decimals as either language has them.</summary>
    private static (string Digits, int Words)? Written(string text, List<WordSpan> words, int at, string folded)
    {
        if (!IsDigits(folded))
        {
            return null;
        }

        var (all, used) = (folded, 1);
        while (folded.Length <= 3 && all.Length < MostDigits && After(text, words, at + used, " \u00A0\u202F\u2009,.'’") is { Length: 3 } thousands)
        {
            (all, used) = (all + thousands, used + 1);
        }

        return used == 1 && After(text, words, at + 1, ",.") is { Length: 1 or 2 } decimals ? ($"{all}.{decimals}", 2) : (all, used);
    }

    /// <summary>The digits that follow the word before them after just one of these characters.</summary>
    private static string? After(string text, List<WordSpan> words, int at, string separators) =>
        at < words.Count && IsNext(words, at) && separators.Contains(text[words[at].Start - 1], StringComparison.Ordinal) && IsDigits(words[at].In(text))
            ? words[at].In(text).ToString()
            : null;

    /// <summary>In words: tens take ones, and hundreds and the four of <c>quatre-vingts</c> multiply.</summary>
    private static (string Digits, int Words)? Spelled(string text, List<WordSpan> words, int at)
    {
        var (sum, last, used) = (0, 0, 0);
        for (; used < MostWords && at + used < words.Count && (used == 0 || IsNext(words, at + used)); used++)
        {
            if (!Values.TryGetValue(Folding.Fold(words[at + used].In(text)), out var value))
            {
                break;
            }

            if (used > 0 && value != 100 && !(value == 20 && last == 4) && !(last >= 10 && value < last))
            {
                break;
            }

            sum = used > 0 && (value == 100 || last == 4) ? sum * value : sum + value;
            last = value;
        }

        return sum > 2 ? (sum.ToString(CultureInfo.InvariantCulture), used) : null;
    }

    private static bool IsNext(List<WordSpan> words, int at) => words[at].Start == words[at - 1].Start + words[at - 1].Length + 1;

    private static bool IsDigits(ReadOnlySpan<char> word) => !word.ContainsAnyExceptInRange('0', '9');

    private static IEnumerable<KeyValuePair<string, int>> Ones() =>
        From("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 1, 1)
            .Concat(From("un deux trois quatre cinq", 1, 1))
            .Concat(From("sept huit neuf dix onze douze treize quatorze quinze seize", 7, 1));

    private static IEnumerable<KeyValuePair<string, int>> Tens() =>
        From("twenty thirty forty fifty sixty seventy eighty ninety hundred", 20, 10)
            .Concat(From("vingt trente quarante cinquante soixante septante huitante nonante cent", 20, 10))
            .Append(KeyValuePair.Create("vingts", 20)).Append(KeyValuePair.Create("cents", 100));

    private static IEnumerable<KeyValuePair<string, int>> From(string words, int first, int step) =>
        words.Split(' ').Select((word, i) => KeyValuePair.Create(word, first + i * step));
}
