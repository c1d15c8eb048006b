using System.Runtime.InteropServices;

namespace FunctionsBot.Watchlists;

/// <summary>
/// Many queries indexed by words without which they cannot hold, so that a text is asked only those that may: the cost grows with what
/// matches, not with the number of queries. This is the percolator's idea (for example Lucene's <c>Monitor</c>): of an AND the rarest
/// part is enough, of an OR every part is needed. Equal parts of different queries are one object, so that each is asked once.
/// </summary>
internal sealed class QueryIndex
{
    /// <summary>Parts that hold for most stories are chosen only where there is nothing else: <c>kind:</c>, <c>lang:</c> and <c>topic:</c>.</summary>
    private const double Broad = 1000;

    private readonly Query[] queries;
    private readonly Dictionary<string, Query> parts = new(StringComparer.Ordinal);
    private readonly Dictionary<Key, int> popularity = [];
    private readonly Dictionary<Key, List<int>> words = [];

    /// <summary>Prefixes by their length, the lengths ascending.</summary>
    private readonly SortedDictionary<int, Dictionary<string, List<int>>> prefixes = [];

    /// <summary>Queries that may hold of any text: empty ones, those that only exclude, those of amounts and days.</summary>
    private readonly List<int> always = [];

    /// <summary>Indexes the queries; their places in the list are their numbers.</summary>
    public QueryIndex(IEnumerable<Query> queries)
    {
        this.queries = [.. queries.Select(Shared)];
        foreach (var term in this.queries.SelectMany(AllTerms))
        {
            foreach (var key in KeysOf(term))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(popularity, key, out _)++;
            }
        }

        for (var number = 0; number < this.queries.Length; number++)
        {
            Add(number);
        }
    }

    private enum By
    {
        English,
        French,
        Letters,
        Beginning,
    }

    /// <summary>A query by its number.</summary>
    public Query this[int number] => queries[number];

    /// <summary>The numbers of all queries that may hold of one of the texts, ascending; few others.</summary>
    public List<int> Candidates(IEnumerable<StoryText> texts)
    {
        var found = new HashSet<int>(always);
        foreach (var form in texts.SelectMany(t => t.All).Distinct().SelectMany(t => t.Forms))
        {
            Take(new Key(By.English, form.Stems.InEnglish), found);
            Take(new Key(By.French, form.Stems.InFrench), found);
            Take(new Key(By.Letters, form.Folded), found);
            foreach (var (length, byPrefix) in prefixes)
            {
                if (length > form.Folded.Length)
                {
                    break;
                }

                if (byPrefix.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(form.Folded.AsSpan(0, length), out var numbers))
                {
                    found.UnionWith(numbers);
                }
            }
        }

        List<int> candidates = [.. found];
        candidates.Sort();
        return candidates;
    }

    private void Take(Key key, HashSet<int> found)
    {
        if (words.TryGetValue(key, out var numbers))
        {
            found.UnionWith(numbers);
        }
    }

    private void Add(int number)
    {
        if (Guard(queries[number]) is not { } guard)
        {
            always.Add(number);
            return;
        }

        foreach (var key in guard.Keys.Distinct())
        {
            ListOf(key).Add(number);
        }
    }

    private List<int> ListOf(Key key)
    {
        if (key.By != By.Beginning)
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(words, key, out _);
            return list ??= [];
        }

        if (!prefixes.TryGetValue(key.Text.Length, out var ofLength))
        {
            prefixes[key.Text.Length] = ofLength = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        }

        ref var numbers = ref CollectionsMarshal.GetValueRefOrAddDefault(ofLength, key.Text, out _);
        return numbers ??= [];
    }

    /// <summary>
    /// Keys of which at least one is in every text that the query holds of, and how often they are expected; null if there are none.
    /// A word that many queries ask for is taken to be a frequent one.
    /// </summary>
    private (List<Key> Keys, double Cost)? Guard(Query query) => query switch
    {
        Query.Term term => Rarest(term),
        Query.Synonyms group => Together(group.Terms),
        Query.Near near => Cheaper(Guard(near.Left), Guard(near.Right)),
        Query.All all => all.Parts.Select(Guard).Aggregate(((List<Key> Keys, double Cost)?)null, Cheaper),
        Query.Any any => Together(any.Parts),
        _ => null,
    };

    private static (List<Key> Keys, double Cost)? Cheaper((List<Key> Keys, double Cost)? one, (List<Key> Keys, double Cost)? other) =>
        one is null || other?.Cost < one?.Cost ? other ?? one : one;

    private (List<Key> Keys, double Cost)? Together(IEnumerable<Query> alternatives)
    {
        List<Key> keys = [];
        var cost = 0.0;
        foreach (var alternative in alternatives)
        {
            if (Guard(alternative) is not { } guard)
            {
                return null;
            }

            keys.AddRange(guard.Keys);
            cost += guard.Cost;
        }

        return (keys, cost);
    }

    private (List<Key> Keys, double Cost)? Rarest(Query.Term term)
    {
        var broad = term.Field is QueryField.Kind or QueryField.Lang or QueryField.Topic ? Broad : 0;
        return term.Words
            .Select(word => KeysOf(word, term.Exact).ToList())
            .Select(keys => ((List<Key> Keys, double Cost)?)(keys, broad + keys.Sum(Cost)))
            .MinBy(guard => guard!.Value.Cost);
    }

    /// <summary>A short beginning stands for many words.</summary>
    private double Cost(Key key) => popularity[key] * (key.By == By.Beginning ? Math.Max(1, 8 - key.Text.Length) : 1) + (8.0 / key.Text.Length);

    private static IEnumerable<Key> KeysOf(Query.Term term) => term.Words.SelectMany(word => KeysOf(word, term.Exact));

    private static IEnumerable<Key> KeysOf(Query.TermWord word, bool exact)
    {
        var folded = exact ? Domain.Folding.Fold(word.Text) : word.Text;
        if (word.Prefix)
        {
            return [new Key(By.Beginning, folded)];
        }

        if (exact)
        {
            return [new Key(By.Letters, folded)];
        }

        var stems = Stems.Of(folded);
        return [new Key(By.English, stems.InEnglish), new Key(By.French, stems.InFrench)];
    }

    private static IEnumerable<Query.Term> AllTerms(Query query) => query switch
    {
        Query.Not not => AllTerms(not.Part),
        Query.All all => all.Parts.SelectMany(AllTerms),
        Query.Any any => any.Parts.SelectMany(AllTerms),
        Query.Near near => AllTerms(near.Left).Concat(AllTerms(near.Right)),
        _ => Asking.TermsOf(query),
    };

    /// <summary>The same query of parts that are shared with all others.</summary>
    private Query Shared(Query query)
    {
        var written = query.ToString();
        if (parts.TryGetValue(written, out var known))
        {
            return known;
        }

        return parts[written] = query switch
        {
            Query.Not not => new Query.Not(Shared(not.Part)),
            Query.All all => new Query.All([.. all.Parts.Select(Shared)]),
            Query.Any any => new Query.Any([.. any.Parts.Select(Shared)]),
            Query.Near near => new Query.Near(Shared(near.Left), Shared(near.Right), near.Distance),
            Query.Synonyms group => group with { Terms = [.. group.Terms.Select(t => (Query.Term)Shared(t))] },
            _ => query,
        };
    }

    /// <summary>A word as it is looked up.</summary>
    private readonly record struct Key(By By, string Text);
}
