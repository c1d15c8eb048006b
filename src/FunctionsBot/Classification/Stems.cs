using System.Globalization;
using System.Text;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace FunctionsBot.Classification;

/// <summary>
/// Takes inflection and accents off words, with the Snowball stemmer of one language (https://snowballstem.org).
/// One instance serves one thread at a time.
/// </summary>
internal sealed class Stems(string language)
{
    /// <summary>Languages with a stemmer of their own; others are read as English.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "fr", "de", "es", "it"];

    private readonly SnowballProgram _program = language switch
    {
        "fr" => new FrenchStemmer(),
        "de" => new GermanStemmer(),
        "es" => new SpanishStemmer(),
        "it" => new ItalianStemmer(),
        _ => new EnglishStemmer(),
    };

    /// <summary>
    /// The stem, lower-case and without accents. Accents come off last because the French stemmer needs them:
    /// it tells "libérée" from "liberee".
    /// </summary>
    public string Of(ReadOnlySpan<char> word)
    {
        _program.SetCurrent(word.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormC));
        _program.Stem();
        return Folded(_program.Current);
    }

    /// <summary>Lower-case, without accents.</summary>
    public static string Folded(string word)
    {
        if (Ascii.IsValid(word))
            return word.ToLowerInvariant();

        var folded = new StringBuilder(word.Length);
        foreach (var c in word.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (c is 'œ')
                folded.Append("oe");
            else if (c is 'ß')
                folded.Append("ss");
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                folded.Append(c);
        }

        return folded.ToString();
    }
}
