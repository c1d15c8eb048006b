using System.Runtime.InteropServices;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>Where a term stands in a text.</summary>
/// <param name="In">The text.</param>
/// <param name="Word">Its first word's place among the text's words.</param>
/// <param name="Count">How many words.</param>
internal readonly record struct Placement(IndexedText In, int Word, int Count)
{
    /// <summary>The first character in the text.</summary>
    public int Start => In.SpanOf(Word).Start;

    /// <summary>The words as they stand.</summary>
    public string Text => In.Between(Word, Word + Count - 1);

    /// <summary>Whether they share a word.</summary>
    public bool Overlaps(Placement other) => Word < other.Word + other.Count && other.Word < Word + Count;

    /// <summary>How many words stand between this and another place; 0 where they touch or overlap.</summary>
    public int DistanceTo(Placement other) =>
        Math.Max(0, Math.Max(other.Word - (Word + Count), Word - (other.Word + other.Count)));
}

/// <summary>A text with an index of its words, so that many queries can be asked of it. Built in linear time.</summary>
internal sealed class IndexedText
{
    private readonly string text;
    private readonly List<WordSpan> words;

    /// <summary>The distinct words, in the order they first stand, and where each stands.</summary>
    private readonly List<Form> forms = [];

    /// <summary>For each word of the text its form.</summary>
    private readonly int[] formOf;

    private readonly Dictionary<string, int> byFolded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byEnglish = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byFrench = new(StringComparer.Ordinal);
    private string[]? vocabulary;

    public IndexedText(string text)
    {
        this.text = text;
        words = Folding.Words(text);
        formOf = new int[words.Count];
        for (var i = 0; i < formOf.Length; i++)
        {
            var folded = Folding.Fold(words[i].In(text));
            ref var form = ref CollectionsMarshal.GetValueRefOrAddDefault(byFolded, folded, out var known);
            if (!known)
            {
                form = forms.Count;
                Add(folded);
            }

            formOf[i] = form;
            forms[form].Places.Add(i);
        }
    }

    /// <summary>The distinct words and their stems.</summary>
    public IEnumerable<(string Folded, Stems Stems)> Forms => forms.Select(f => (f.Folded, f.Stems));

    /// <summary>Where a word stands in the characters.</summary>
    public WordSpan SpanOf(int word) => words[word];

    /// <summary>The text from one word to another, both included.</summary>
    public string Between(int first, int last) => text[words[first].Start..(words[last].Start + words[last].Length)];

    /// <summary>The first place where the term's words stand one after the other; null if nowhere.</summary>
    public Placement? Find(Query.Term term)
    {
        if (words.Count == 0)
        {
            return null;
        }

        var first = int.MaxValue;
        if (term.Words[0].Prefix)
        {
            foreach (var form in StartingWith(Folded(term)))
            {
                first = Earliest(term, byFolded[form], first);
            }
        }
        else if (term.Exact)
        {
            first = byFolded.TryGetValue(Folded(term), out var form) ? Earliest(term, form, first) : first;
        }
        else
        {
            first = Earliest(term, byEnglish.GetValueOrDefault(term.Stems[0].InEnglish), first);
            first = Earliest(term, byFrench.GetValueOrDefault(term.Stems[0].InFrench), first);
        }

        return first == int.MaxValue ? null : new Placement(this, first, term.Words.Count);
    }

    /// <summary>All places where the term's words stand one after the other, in no order.</summary>
    public IEnumerable<Placement> All(Query.Term term) => FormsOf(term)
        .SelectMany(form => forms[form].Places)
        .Where(place => Stands(term, place))
        .Select(place => new Placement(this, place, term.Words.Count));

    private static string Folded(Query.Term term) => term.Exact ? Folding.Fold(term.Words[0].Text) : term.Words[0].Text;

    private int Earliest(Query.Term term, List<int>? among, int before)
    {
        foreach (var form in among ?? [])
        {
            before = Earliest(term, form, before);
        }

        return before;
    }

    /// <summary>The first place of a form, before another place, where the whole term stands; that other place if there is none.</summary>
    private int Earliest(Query.Term term, int form, int before)
    {
        foreach (var place in forms[form].Places)
        {
            if (place >= before)
            {
                break;
            }

            if (Stands(term, place))
            {
                return place;
            }
        }

        return before;
    }

    private void Add(string folded)
    {
        var stems = Stems.Of(folded);
        ListIn(byEnglish, stems.InEnglish).Add(forms.Count);
        ListIn(byFrench, stems.InFrench).Add(forms.Count);
        forms.Add(new Form(folded, stems, []));
    }

    private static List<int> ListIn(Dictionary<string, List<int>> lists, string key)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _);
        return list ??= new List<int>(1);
    }

    /// <summary>The forms that a term's first word can stand for; some twice, where both languages agree.</summary>
    private IEnumerable<int> FormsOf(Query.Term term)
    {
        if (term.Words[0].Prefix)
        {
            return StartingWith(Folded(term)).Select(form => byFolded[form]);
        }

        if (term.Exact)
        {
            return byFolded.TryGetValue(Folded(term), out var form) ? [form] : [];
        }

        IEnumerable<int> english = byEnglish.GetValueOrDefault(term.Stems[0].InEnglish) ?? [];
        return byFrench.TryGetValue(term.Stems[0].InFrench, out var french) ? english.Concat(french) : english;
    }

    private IEnumerable<string> StartingWith(string beginning)
    {
        var sorted = vocabulary ??= Sorted();
        var at = Array.BinarySearch(sorted, beginning, StringComparer.Ordinal);
        for (at = at < 0 ? ~at : at; at < sorted.Length && sorted[at].StartsWith(beginning, StringComparison.Ordinal); at++)
        {
            yield return sorted[at];
        }
    }

    private string[] Sorted()
    {
        string[] sorted = [.. byFolded.Keys];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    private bool Stands(Query.Term term, int place)
    {
        if (place + term.Words.Count > formOf.Length)
        {
            return false;
        }

        for (var i = 0; i < term.Words.Count; i++)
        {
            if (!Is(term, i, place + i))
            {
                return false;
            }
        }

        return true;
    }

    private bool Is(Query.Term term, int number, int place)
    {
        var wanted = term.Words[number];
        if (term.Exact)
        {
            var there = words[place].In(text);
            return wanted.Prefix ? there.StartsWith(wanted.Text, StringComparison.Ordinal) : there.SequenceEqual(wanted.Text);
        }

        var form = forms[formOf[place]];
        return wanted.Prefix ? form.Folded.StartsWith(wanted.Text, StringComparison.Ordinal) : form.Stems.AreOfOneWord(term.Stems[number]);
    }

    private readonly record struct Form(string Folded, Stems Stems, List<int> Places);
}
