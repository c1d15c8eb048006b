using System.Collections.Concurrent;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;

namespace FunctionsBot.Watchlists;

/// <summary>What is left of a word when its inflection is taken off, once as English and once as French: a text may mix both.</summary>
/// <param name="InEnglish">By Krovetz's stemmer, which goes back to words of its dictionary ("Viewing morphology as an inference process", SIGIR 1993).</param>
/// <param name="InFrench">By the minimal stemmer of Savoy ("A stemming procedure and stopword list for general French corpora", JASIS 1999).</param>
internal sealed record Stems(string InEnglish, string InFrench)
{
    /// <summary>Words of the news repeat: most are looked up. Beyond so many the memory starts anew, so that hostile words cannot fill it.</summary>
    private const int MostKnown = 50_000;

    /// <summary>Shorter words have no endings to take off but a plural s: "ia", "lois".</summary>
    private const int LeastForStemmer = 6;

    /// <summary>For one thread at a time.</summary>
    private static readonly ThreadLocal<(OneWord Word, KStemFilter Filter)> English = new(() =>
    {
        var word = new OneWord();
        return (word, new KStemFilter(word));
    });

    private static readonly FrenchMinimalStemmer French = new();
    private static ConcurrentDictionary<string, Stems> known = new(StringComparer.Ordinal);

    /// <summary>The stems of a folded word.</summary>
    public static Stems Of(string folded)
    {
        if (known.TryGetValue(folded, out var stems))
        {
            return stems;
        }

        if (known.Count >= MostKnown)
        {
            known = new ConcurrentDictionary<string, Stems>(StringComparer.Ordinal);
        }

        return known[folded] = new Stems(AsEnglish(folded), AsFrench(folded));
    }

    /// <summary>Whether two words are the same but for inflection.</summary>
    public bool AreOfOneWord(Stems other) => InEnglish == other.InEnglish || InFrench == other.InFrench;

    private static string AsEnglish(string word)
    {
        // What is no word of letters ("2026", "gpt5") has no inflection; and the stemmer is made for ASCII.
        if (word.Length is < 3 or > 40 || word.AsSpan().ContainsAnyExceptInRange('a', 'z'))
        {
            return word;
        }

        var (next, filter) = English.Value;
        next.Set(word);
        filter.IncrementToken();
        return filter.GetAttribute<ICharTermAttribute>().ToString()!;
    }

    private static string AsFrench(string word)
    {
        if (word.Length is < 4 or > 40 || word.AsSpan().ContainsAnyExceptInRange('a', 'z'))
        {
            return word;
        }

        // The stemmer turns every "-aux" into "-al", which is right for "nationaux" and wrong for "bureaux" and "réseaux".
        if (word.EndsWith("eaux", StringComparison.Ordinal))
        {
            return word[..^1];
        }

        if (word.Length < LeastForStemmer)
        {
            return word[^1] is 's' && word[^2] is not ('s' or 'u') ? word[..^1] : word;
        }

        var characters = word.ToCharArray();
        return new string(characters, 0, French.Stem(characters, characters.Length));
    }

    /// <summary>The library's stemmer takes streams of words only; this is one of one word at a time.</summary>
    private sealed class OneWord : TokenStream
    {
        private readonly ICharTermAttribute term;
        private string next = "";

        public OneWord() => term = AddAttribute<ICharTermAttribute>();

        public void Set(string text) => next = text;

        public override bool IncrementToken()
        {
            ClearAttributes();
            term.SetEmpty().Append(next);
            return true;
        }
    }
}
