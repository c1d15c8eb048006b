using System.Collections.Concurrent;

namespace FunctionsBot.Classification;

/// <summary>A phrase of the vocabulary found in a text.</summary>
/// <param name="Label">Position in <see cref="Vocabulary.Labels"/>.</param>
/// <param name="FirstWord">Position of its first word.</param>
/// <param name="LastWord">Position of its last word.</param>
internal readonly record struct Hit(int Label, int FirstWord, int LastWord);

/// <summary>
/// The vocabulary made ready for texts of one language. Phrases of every language are kept, because French texts say "open source" and
/// German ones "foundation models"; but only those of the text's own language are stemmed: to a French stemmer "OpenAI" is a past
/// tense of "open". Safe for many threads.
/// </summary>
internal sealed class Lexicon
{
    /// <summary>Longer words are names of files or garbage; no phrase holds one.</summary>
    private const int LongestWord = 40;

    /// <summary>Forms remembered with their symbols; enough for the running text of news, and a bound on memory.</summary>
    private const int RememberedForms = 60_000;

    private const int ShortestPrefix = 4;

    private static readonly ConcurrentDictionary<string, Lexicon> OfLanguages = new(StringComparer.Ordinal);

    private readonly string _language;
    private readonly ConcurrentBag<Stems> _stems = [];
    private readonly Dictionary<string, int> _stemSymbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _capitalSymbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _exactSymbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _singularSymbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _prefixSymbols = new(StringComparer.Ordinal);
    private readonly HashSet<string> _smallWords = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Form> _forms = new(StringComparer.Ordinal);
    private readonly PhraseNode _root = new();
    private readonly int _mask;
    private readonly int _labels;
    private int _symbols;
    private int _remembered;

    public Lexicon(Vocabulary vocabulary, string language)
    {
        _language = language;
        _labels = vocabulary.Labels.Count;
        var labels = vocabulary.Labels.Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        _mask = labels.GetValueOrDefault(Vocabulary.Mask, -1);
        foreach (var phrase in vocabulary.Phrases.Where(p => p.Label is Vocabulary.SmallWords))
            _smallWords.Add(Stems.Folded(phrase.Text));
        foreach (var phrase in vocabulary.Phrases.Where(p => p.Label is not Vocabulary.SmallWords))
        {
            Add(phrase, phrase.Text, labels[phrase.Label]);
            // Titles in capitals often lack accents, and stems of unaccented words may differ: both ways are kept.
            if (!Stems.Folded(phrase.Text).Equals(phrase.Text, StringComparison.OrdinalIgnoreCase))
                Add(phrase, Stems.Folded(phrase.Text), labels[phrase.Label]);
        }
    }

    /// <summary>The shipped vocabulary for a language; English for one without a stemmer.</summary>
    public static Lexicon For(string language)
    {
        var known = language is { Length: >= 2 } && Stems.Languages.Contains(language[..2].ToLowerInvariant()) ? language[..2].ToLowerInvariant() : "en";
        return OfLanguages.GetOrAdd(known, l => new Lexicon(Vocabulary.Shipped, l));
    }

    /// <summary>
    /// Finds every phrase in one pass: at each word the longest phrase of each label, none overlapping another of its label, none
    /// inside a masked phrase. Time is linear in the text, since a phrase has few words.
    /// </summary>
    public List<Hit> Find(string text, IReadOnlyList<Word> words)
    {
        var forms = new Form[words.Count];
        for (var i = 0; i < forms.Length; i++)
            forms[i] = FormOf(words[i].In(text));

        var hits = new List<Hit>();
        var lastOf = new int[_labels];
        Array.Fill(lastOf, -1);
        var best = new Dictionary<int, int>();
        var maskedTo = -1;
        for (var i = 0; i < forms.Length; i++)
        {
            if (forms[i].Symbols.Length == 0)
                continue;
            best.Clear();
            Walk(_root, forms, i, best);
            if (_mask >= 0 && best.Remove(_mask, out var masked))
                maskedTo = Math.Max(maskedTo, masked);
            if (i <= maskedTo)
                continue;
            foreach (var (label, last) in best)
            {
                if (i <= lastOf[label])
                    continue;
                lastOf[label] = last;
                hits.Add(new(label, i, last));
            }
        }

        // Of those that start together the longest comes first, so that readers know what a shorter one stands inside of.
        hits.Sort((a, b) => a.FirstWord != b.FirstWord ? a.FirstWord.CompareTo(b.FirstWord)
            : a.LastWord != b.LastWord ? b.LastWord.CompareTo(a.LastWord)
            : a.Label.CompareTo(b.Label));
        return hits;
    }

    private static void Walk(PhraseNode node, Form[] forms, int at, Dictionary<int, int> best)
    {
        foreach (var symbol in forms[at].Symbols)
        {
            if (node.Next is null || !node.Next.TryGetValue(symbol, out var next))
                continue;
            foreach (var label in next.Labels)
                best[label] = Math.Max(at, best.GetValueOrDefault(label, -1));
            if (next.Next is null)
                continue;
            // Past two small words at most ("de l'"), or a run of them would make the walk long.
            for (var following = at + 1; following < forms.Length && following <= at + 3; following++)
            {
                Walk(next, forms, following, best);
                if (!forms[following].Small)
                    break;
            }
        }
    }

    private Form FormOf(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord)
            return Form.None;
        var remembered = _forms.GetAlternateLookup<ReadOnlySpan<char>>();
        if (remembered.TryGetValue(word, out var form))
            return form;

        form = Make(word.ToString());
        // Counted here: asking the dictionary for its count locks all of it.
        if (_remembered < RememberedForms && remembered.TryAdd(word, form))
            Interlocked.Increment(ref _remembered);
        return form;
    }

    private Form Make(string word)
    {
        var folded = Stems.Folded(word);
        var symbols = new List<int>();
        if (_stemSymbols.TryGetValue(Stem(word), out var stem))
            symbols.Add(stem);
        if (_capitalSymbols.TryGetValue(word, out var capital))
            symbols.Add(capital);
        if (_exactSymbols.TryGetValue(folded, out var exact))
            symbols.Add(exact);
        if (_singularSymbols.TryGetValue(Singular(folded), out var singular))
            symbols.Add(singular);
        var prefixes = _prefixSymbols.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = ShortestPrefix; length <= folded.Length; length++)
        {
            if (prefixes.TryGetValue(folded.AsSpan(0, length), out var prefix))
                symbols.Add(prefix);
        }

        return new([.. symbols], IsSmall(word));
    }

    private string Stem(string word)
    {
        if (!_stems.TryTake(out var stems))
            stems = new Stems(_language);
        var stem = stems.Of(word);
        _stems.Add(stems);
        return stem;
    }

    private void Add(Phrase source, string phrase, int label)
    {
        var node = _root;
        var words = Words.Of(phrase);
        foreach (var word in words)
        {
            var form = word.In(phrase).ToString();
            if (words.Count > 1 && phrase[0] != '"' && IsSmall(form))
                continue;
            var starred = word.End < phrase.Length && phrase[word.End] == '*';
            var symbol =
                phrase[0] == '"' ? SymbolOf(_exactSymbols, Stems.Folded(form))
                : starred ? SymbolOf(_prefixSymbols, Stems.Folded(form))
                : IsCapitals(form) ? SymbolOf(_capitalSymbols, form)
                : source.Language != _language ? SymbolOf(_singularSymbols, Singular(Stems.Folded(form)))
                : SymbolOf(_stemSymbols, Stem(form));
            node.Next ??= [];
            if (!node.Next.TryGetValue(symbol, out var next))
                node.Next[symbol] = next = new();
            node = next;
        }

        if (!node.Labels.Contains(label))
            node.Labels.Add(label);
    }

    /// <summary>The S of "U.S." is no small word, that of "China's" is.</summary>
    private bool IsSmall(string word) => !(word.Length == 1 && char.IsUpper(word[0])) && _smallWords.Contains(Stems.Folded(word));

    private static string Singular(string folded) => folded is [.. var stem, 's'] && stem.Length > 2 ? stem : folded;

    private static bool IsCapitals(string word) => word.Any(char.IsUpper) && !word.Any(char.IsLower);

    private int SymbolOf(Dictionary<string, int> symbols, string key)
    {
        if (!symbols.TryGetValue(key, out var symbol))
            symbols[key] = symbol = ++_symbols;
        return symbol;
    }

    /// <summary>What a written form can stand for.</summary>
    private readonly record struct Form(int[] Symbols, bool Small)
    {
        public static Form None { get; } = new([], false);
    }

    private sealed class PhraseNode
    {
        public Dictionary<int, PhraseNode>? Next { get; set; }

        public List<int> Labels { get; } = [];
    }
}
