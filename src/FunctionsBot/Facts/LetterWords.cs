namespace FunctionsBot.Facts;

/// <summary>Takes the words of an open letter from a text: its title, and what it asks for.</summary>
internal static class LetterWords
{
    /// <summary>Tokens between the word "letter" and the quoted title.</summary>
    private const int TitleReach = 10;

    private const int LongestTitle = 30;

    private const int LongestDemand = 45;

    private const int ShortestDemand = 3;

    /// <summary>"They ask X to …": the addressee stands between, and is no longer than this.</summary>
    private const int AddresseeReach = 16;

    private static readonly HashSet<string> Asks = Names.Cues("demand");

    private static readonly HashSet<string> TakesObject = Names.Cues("demand-object");

    /// <summary>The title in quotation marks behind the word for the letter, or what follows "Open letter:" in the text's own title.</summary>
    public static string? Title(FactText text, List<int> cues)
    {
        foreach (var cue in cues)
        {
            var end = text.SentenceOf(cue).EndToken;
            for (var i = cue + 1; i < Math.Min(end, cue + TitleReach); i++)
            {
                if (text[i] is ['«' or '“' or '"' or '„'] && Quoted(text, i + 1, end) is { } quoted)
                    return quoted;
            }
        }

        var head = text.Sentences[0];
        return cues[0] == head.FirstToken && cues[0] + 2 < head.EndToken && text.IsSign(cues[0] + 2, ':') ? text.Between(cues[0] + 3, head.EndToken) : null;
    }

    /// <summary>What the letter is said to ask for in a sentence.</summary>
    public static IEnumerable<string> Demands(FactText text, Sentence sentence)
    {
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (Has(Asks, text[i]) && Demand(text, i + 1, sentence.EndToken) is { } demand)
                yield return demand;
            else if (Has(TakesObject, text[i]) && !text.Is(i - 1, "la") && !text.Is(i - 1, "une") && Object(text, i + 1, sentence.EndToken) is { } wanted)
                yield return wanted;
        }
    }

    /// <summary>What a letter asks for in its own words, wherever they stand: "nous demandons …", "we call on … to …".</summary>
    public static IEnumerable<string> OwnDemands(FactText text)
    {
        for (var i = 0; i + 1 < text.Tokens.Count; i++)
        {
            if (!text.Is(i, "nous") && !text.Is(i, "we") && !text.Is(i, "wir"))
                continue;
            var end = text.SentenceOf(i).EndToken;
            if (Has(Asks, text[i + 1]) && Demand(text, i + 2, end) is { } demand)
                yield return demand;
            else if (Has(TakesObject, text[i + 1]) && Object(text, i + 2, end) is { } wanted)
                yield return wanted;
        }
    }

    /// <summary>From "to protect", "de protéger", "que …", "that …" to the end of the sentence.</summary>
    private static string? Demand(FactText text, int from, int end)
    {
        for (var i = from; i < Math.Min(end - 1, from + AddresseeReach); i++)
        {
            if (text.Is(i, "that") || text.Is(i, "que") || text.Is(i, "qu") || text.Is(i, "dass"))
                return Clause(text, i, end);
            if (text.Is(i, "not") && text.Is(i + 1, "to"))
                return Clause(text, i, end);
            if (text.Is(i, "to") && text[i + 1] is [>= 'a' and <= 'z', ..] && !text.Is(i + 1, "the") && !text.Is(i + 1, "a") && !text.Is(i + 1, "all"))
                return Clause(text, i, end);
            if ((text.Is(i, "de") || text.Is(i, "d") || text.Is(i, "à")) && IsInfinitive(text, i + 1))
                return Clause(text, i, end);
        }

        return null;
    }

    /// <summary>"réclament une exemption …", "calls for a public fund …".</summary>
    private static string? Object(FactText text, int from, int end)
    {
        var at = text.Is(from, "for") || text.Is(from, "à") ? from + 1 : from;
        return text.Is(at, "une") || text.Is(at, "un") || text.Is(at, "des") || text.Is(at, "la") || text.Is(at, "le") || text.Is(at, "les") || text.Is(at, "l")
            || text.Is(at, "a") || text.Is(at, "an") || text.Is(at, "the") || at > from
            ? Clause(text, at, end)
            : null;
    }

    private static bool IsInfinitive(FactText text, int at)
    {
        // "d'exempter", "de ne pas restreindre": past the apostrophe and the negation.
        while (text[at] is ['\'' or '’'] || text.Is(at, "ne") || text.Is(at, "n") || text.Is(at, "pas") || text.Is(at, "plus"))
            at++;
        return text[at] is [>= 'a' and <= 'z', .., 'e' or 'i', 'r'] or [>= 'a' and <= 'z', .., 'r', 'e'];
    }

    private static string? Clause(FactText text, int from, int end)
    {
        var to = Math.Min(end, from + LongestDemand);
        while (to > from && text[to - 1] is ['.' or '!' or '?' or '…' or ';' or '»' or '”' or '"'])
            to--;
        return to - from >= ShortestDemand ? text.Between(from, to) : null;
    }

    private static string? Quoted(FactText text, int from, int end)
    {
        for (var i = from; i < Math.Min(end, from + LongestTitle); i++)
        {
            if (text[i] is ['»' or '”' or '"' or '“'])
                return i > from ? text.Between(from, i) : null;
        }

        return null;
    }

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
