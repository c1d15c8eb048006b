namespace FunctionsBot.Facts;

/// <summary>Takes the name of an event, in the text's own words, from the sentence around its date.</summary>
internal static class EventNames
{
    private const int WordsBefore = 6;

    private const int WordsAfter = 12;

    private const int LongestName = 100;

    /// <summary>Tokens that make a clause worth showing; with fewer, the one before is taken too.</summary>
    private const int ShortestClause = 6;

    /// <summary>Where a name begins or ends: articles, verbs, relatives.</summary>
    private static readonly HashSet<string> Bounds = new(
        ["le", "la", "les", "l", "un", "une", "au", "du", "aux", "ce", "cette", "ces", "son", "sa", "the", "a", "an", "this", "its", "their", "first",
            "der", "die", "das", "dem", "den", "ein", "eine", "el", "il", "lo"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Ends = new(
        ["qui", "que", "dont", "où", "aura", "auront", "se", "s", "est", "sera", "a", "ont", "doit", "doivent", "organisé", "organisée", "prévu", "prévue", "tenu", "tenue",
            "which", "that", "who", "where", "will", "is", "was", "were", "takes", "took", "held", "scheduled", "planned", "opens", "opened", "has", "be", "starting",
            "findet", "fand", "wird", "am", "tendrá", "si", "lors", "with", "after", "before", "when"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>A clause that begins so says nothing without the one before it.</summary>
    private static readonly HashSet<string> Relatives = new(
        ["which", "who", "whose", "whom", "that", "where", "qui", "que", "dont", "où", "lequel", "laquelle", "lesquels", "die", "der", "das"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Trailing = new(
        ["le", "la", "les", "du", "de", "des", "d", "l", "à", "au", "on", "in", "at", "of", "the", "for", "sur", "et", "and", "en", "pour", "to", "un", "une", "from"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The phrase around the word that names what takes place: "sommet franco-allemand sur la souveraineté numérique".</summary>
    public static string Of(FactText text, int noun, WrittenDate date, Sentence sentence)
    {
        var first = noun;
        while (first > sentence.FirstToken && noun - first < WordsBefore && Continues(text, first - 1, date) && !Has(Bounds, text[first - 1]) && !Has(Ends, text[first - 1])
            && (text.IsCapitalised(first - 1) || text.IsSign(first - 1, '-') || text.Adjoins(first - 1) || IsPlainAdjective(text, first - 1)))
            first--;
        while (first < noun && !text.IsWord(first))
            first++;
        var end = noun + 1;
        while (end < sentence.EndToken && end - noun < WordsAfter && Continues(text, end, date) && !Has(Ends, text[end]))
            end++;
        while (end > noun + 1 && (!text.IsWord(end - 1) || Has(Trailing, text[end - 1])) && !text.IsNumber(end - 1))
            end--;
        return Cut(text.Between(first, end));
    }

    /// <summary>The sentence, shortened around the date, where no single word names what takes place.</summary>
    public static string Around(FactText text, WrittenDate date, Sentence sentence)
    {
        var whole = text.Between(sentence.FirstToken, sentence.EndToken);
        if (whole.Length <= LongestName)
            return whole;
        var first = date.FirstToken;
        while (first > sentence.FirstToken && !(IsPause(text, first - 1) && !Has(Relatives, text[first]) && (date.FirstToken - first >= ShortestClause || sentence.EndToken - date.EndToken >= ShortestClause))
            && text.Tokens[date.EndToken - 1].End - text.Tokens[first - 1].Start <= LongestName)
            first--;
        var end = date.EndToken;
        while (end < sentence.EndToken && text.Tokens[end].End - text.Tokens[first].Start <= LongestName)
            end++;
        return text.Between(first, end);
    }

    private static bool IsPause(FactText text, int token) => text[token] is [',' or ';'];

    private static bool Continues(FactText text, int token, WrittenDate date) =>
        (token < date.FirstToken || token >= date.EndToken)
        && (text.IsWord(token) || text.IsNumber(token) || text[token] is ['-' or '’' or '\'' or '‑' or '&']);

    /// <summary>An English adjective before the noun, such as "annual": not the end of a clause.</summary>
    private static bool IsPlainAdjective(FactText text, int token) => text.IsWord(token) && text[token].Length > 3 && !Has(Trailing, text[token]);

    private static string Cut(string name)
    {
        if (name.Length <= LongestName)
            return name;
        var space = name.LastIndexOf(' ', LongestName);
        return name[..(space > 0 ? space : LongestName)];
    }

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
