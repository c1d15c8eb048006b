using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>A text with an index of its words, so that many queries can be asked of it. Built in linear time but for sorting the distinct words.</summary>
internal sealed class IndexedText
{
    private readonly string text;
    private readonly List<WordSpan> words;
    private readonly string[] folded;
    private readonly Dictionary<string, List<int>> positions = new(StringComparer.Ordinal);
    private readonly string[] vocabulary;

    public IndexedText(string text)
    {
        this.text = text;
        words = Folding.Words(text);
        folded = new string[words.Count];
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = Folding.Fold(words[i].In(text));
            if (!positions.TryGetValue(folded[i], out var places))
            {
                positions[folded[i]] = places = [];
            }

            places.Add(i);
        }

        vocabulary = [.. positions.Keys];
        Array.Sort(vocabulary, StringComparer.Ordinal);
    }

    /// <summary>The first place where the term's words stand one after the other, as they stand; null if nowhere.</summary>
    public string? Find(Query.Term term)
    {
        foreach (var place in Places(term))
        {
            if (Stands(term, place))
            {
                var first = words[place];
                var last = words[place + term.Words.Count - 1];
                return text[first.Start..(last.Start + last.Length)];
            }
        }

        return null;
    }

    /// <summary>Where the term's first word stands.</summary>
    private IEnumerable<int> Places(Query.Term term)
    {
        var first = term.Exact ? Folding.Fold(term.Words[0].Text) : term.Words[0].Text;
        if (!term.Words[0].Prefix)
        {
            return positions.TryGetValue(first, out var places) ? places : [];
        }

        return term.Words.Count == 1 && !term.Exact
            ? FirstOfEach(first)
            : StartingWith(first).SelectMany(word => positions[word]);
    }

    /// <summary>For a lone beginning only the earliest place matters.</summary>
    private IEnumerable<int> FirstOfEach(string beginning)
    {
        var earliest = StartingWith(beginning).Select(word => positions[word][0]).DefaultIfEmpty(-1).Min();
        return earliest < 0 ? [] : [earliest];
    }

    private IEnumerable<string> StartingWith(string beginning)
    {
        var at = Array.BinarySearch(vocabulary, beginning, StringComparer.Ordinal);
        for (at = at < 0 ? ~at : at; at < vocabulary.Length && vocabulary[at].StartsWith(beginning, StringComparison.Ordinal); at++)
        {
            yield return vocabulary[at];
        }
    }

    private bool Stands(Query.Term term, int place)
    {
        if (place + term.Words.Count > folded.Length)
        {
            return false;
        }

        for (var i = 0; i < term.Words.Count; i++)
        {
            var wanted = term.Words[i].Text;
            var there = term.Exact ? words[place + i].In(text) : folded[place + i];
            if (!(term.Words[i].Prefix ? there.StartsWith(wanted, StringComparison.Ordinal) : there.SequenceEqual(wanted)))
            {
                return false;
            }
        }

        return true;
    }
}
