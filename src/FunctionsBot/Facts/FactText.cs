using System.Globalization;

namespace FunctionsBot.Facts;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Letters.</summary>
    Word,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>One character that is neither letter, digit nor space.</summary>
    Symbol,
}

/// <summary>A word, a run of digits or a sign.</summary>
internal readonly record struct Token(int Start, int End, TokenKind Kind);

/// <summary>A sentence, by its first token and the one after its last.</summary>
internal readonly record struct Sentence(int FirstToken, int EndToken);

/// <summary>A text cut into tokens and sentences in one pass, for the finders to walk over.</summary>
internal sealed class FactText
{
    /// <summary>Longer "sentences" are lists or garbage; they are cut so that no finder looks back further than this.</summary>
    private const int LongestSentence = 400;

    /// <summary>Characters of a sentence shown to people.</summary>
    private const int LongestQuote = 1000;

    private static readonly HashSet<string> Abbreviations = new(
        ["M", "MM", "Mme", "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "No", "Nr", "art", "etc", "vs", "Inc", "Corp", "Ltd", "al", "p", "pp", "bzw", "ca",
            "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "janv", "févr", "avr", "juil", "déc"],
        StringComparer.OrdinalIgnoreCase);

    private readonly int[] _sentenceOf;
    private readonly string?[] _sentenceTexts;

    public FactText(string text)
    {
        Text = text;
        Tokens = Tokenise(text);
        _sentenceOf = new int[Tokens.Count];
        Sentences = SplitSentences();
        _sentenceTexts = new string?[Sentences.Count];
    }

    public string Text { get; }

    public List<Token> Tokens { get; }

    public List<Sentence> Sentences { get; }

    /// <summary>The characters of a token; empty beyond either end.</summary>
    public ReadOnlySpan<char> this[int token] =>
        token < 0 || token >= Tokens.Count ? default : Text.AsSpan(Tokens[token].Start, Tokens[token].End - Tokens[token].Start);

    public bool IsWord(int token) => token >= 0 && token < Tokens.Count && Tokens[token].Kind is TokenKind.Word;

    public bool IsNumber(int token) => token >= 0 && token < Tokens.Count && Tokens[token].Kind is TokenKind.Number;

    public bool Is(int token, string word) => this[token].Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the token holds exactly this sign.</summary>
    public bool IsSign(int token, char sign) => this[token] is [var c] && c == sign;

    /// <summary>Whether nothing stands between a token and the next.</summary>
    public bool Adjoins(int token) => token >= 0 && token + 1 < Tokens.Count && Tokens[token].End == Tokens[token + 1].Start;

    public bool IsCapitalised(int token) => IsWord(token) && char.IsUpper(this[token][0]);

    /// <summary>A small number in digits, or −1.</summary>
    public int NumberAt(int token) =>
        IsNumber(token) && this[token].Length <= 6 && int.TryParse(this[token], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    public int SentenceIndex(int token) => _sentenceOf[token];

    public Sentence SentenceOf(int token) => Sentences[_sentenceOf[token]];

    /// <summary>The text from one token to before another, on one line.</summary>
    public string Between(int first, int end) =>
        first >= end ? "" : OnOneLine(Text[Tokens[first].Start..Tokens[end - 1].End]);

    /// <summary>The sentence a token stands in, with its closing mark; of a very long one its beginning.</summary>
    public string SentenceText(int token)
    {
        var index = _sentenceOf[token];
        return _sentenceTexts[index] ??= TextOf(Sentences[index]);
    }

    private string TextOf(Sentence sentence)
    {
        var from = Tokens[sentence.FirstToken].Start;
        var to = Tokens[sentence.EndToken - 1].End;
        return OnOneLine(Text[from..Math.Min(to, from + LongestQuote)]) + (to - from > LongestQuote ? "…" : "");
    }

    private static string OnOneLine(string text) =>
        text.AsSpan().IndexOfAny('\n', '\r', '\t') < 0 ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<Token> Tokenise(string text)
    {
        var tokens = new List<Token>(text.Length / 5 + 1);
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                i++;
                continue;
            }

            var start = i++;
            var kind = char.IsAsciiDigit(c) ? TokenKind.Number : IsLetter(c) ? TokenKind.Word : TokenKind.Symbol;
            while (kind is not TokenKind.Symbol && i < text.Length && (kind is TokenKind.Number ? char.IsAsciiDigit(text[i]) : IsLetter(text[i])))
                i++;
            tokens.Add(new(start, i, kind));
        }

        return tokens;
    }

    private static bool IsLetter(char c) =>
        char.IsAscii(c) ? char.IsAsciiLetter(c) : char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private List<Sentence> SplitSentences()
    {
        var sentences = new List<Sentence>();
        var first = 0;
        for (var i = 0; i < Tokens.Count; i++)
        {
            _sentenceOf[i] = sentences.Count;
            if (i + 1 < Tokens.Count && !Ends(i) && i + 1 - first < LongestSentence)
                continue;
            sentences.Add(new(first, i + 1));
            first = i + 1;
        }

        return sentences;
    }

    private bool Ends(int token)
    {
        var (from, to) = (Tokens[token].End, Tokens[token + 1].Start);
        var gap = Text.AsSpan(from, to - from);
        var breaks = gap.Count('\n');
        // A line break inside a sentence is a wrapped line: the next one goes on in lower case.
        if (breaks > 1 || (breaks == 1 && !char.IsLower(Text[to])))
            return true;
        if (gap.IsEmpty || this[token] is not [var sign])
            return false;
        return sign is '!' or '?' or '…' or '.'
            && !char.IsLower(Text[to])
            && !(sign is '.' && Abbreviates(token));
    }

    private bool Abbreviates(int dot) =>
        Adjoins(dot - 1)
        && ((IsWord(dot - 1) && (this[dot - 1].Length == 1 || Abbreviations.Contains(this[dot - 1].ToString())))
            // "3. März": a German ordinal goes on.
            || (IsNumber(dot - 1) && this[dot - 1].Length <= 2 && IsWord(dot + 1) && Calendar.MonthOf(this[dot + 1]) > 0));
}
