using System.Collections.Concurrent;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>A watchlist that a story matched.</summary>
/// <param name="Watchlist">The watchlist.</param>
/// <param name="Words">The words that matched, as they stand in the text; empty for a query that names none.</param>
public sealed record WatchlistMatch(Watchlist Watchlist, IReadOnlyList<string> Words);

/// <summary>What came of matching one story.</summary>
/// <param name="Matches">In the order of the watchlists.</param>
/// <param name="Problems">One sentence for each watchlist whose query cannot be read; such a watchlist matches nothing.</param>
public sealed record MatchResult(IReadOnlyList<WatchlistMatch> Matches, IReadOnlyList<string> Problems);

/// <summary>
/// Matches stories against watchlists. Queries are read and indexed once and kept for as long as the watchlists stay the same. Safe for
/// use by many threads.
/// </summary>
public sealed class Matcher
{
    /// <summary>Enough to say why; a query of a hundred synonyms should not fill an alert.</summary>
    private const int MostWords = 12;

    private readonly ConcurrentDictionary<string, (Query? Query, QueryError? Error)> compiled = new(StringComparer.Ordinal);
    private volatile WatchlistIndex? last;

    /// <summary>
    /// The watchlists that want this story. A query has to hold within one of the texts, so that words from two different texts do
    /// not make a match between them; kind and languages are those of the whole story.
    /// </summary>
    /// <param name="story">The story as it stands.</param>
    /// <param name="texts">Titles and texts to look in: all of the story's, or only those that are new.</param>
    /// <param name="watchlists">Paused ones match nothing.</param>
    public MatchResult Match(Story story, IReadOnlyList<(string Title, string Text)> texts, IReadOnlyList<Watchlist> watchlists)
    {
        var index = IndexOf(watchlists);
        List<StoryText> indexed = [.. StoryText.Of(story, texts)];
        List<Asking> asked = indexed.ConvertAll(text => new Asking(text));
        List<WatchlistMatch> matches = [];
        foreach (var number in index.Queries.Candidates(indexed))
        {
            var query = index.Queries[number];
            if (Wants(index.Watchlists[number], story) && asked.Find(a => a.Holds(query)) is { } match)
            {
                matches.Add(new WatchlistMatch(index.Watchlists[number], WordsOf(match.Why(query))));
            }
        }

        return new MatchResult(matches, index.Problems);
    }

    /// <summary>Every word that makes a query match, and where it stands; null if it does not match.</summary>
    /// <param name="query">The query.</param>
    /// <param name="story">The story as it stands.</param>
    /// <param name="text">One of its texts.</param>
    public static IReadOnlyList<MatchedWord>? Explain(Query query, Story story, (string Title, string Text) text)
    {
        var asked = new Asking(StoryText.Of(story, [text]).Single());
        return asked.Holds(query) ? [.. asked.Why(query).DistinctBy(w => w.Placement).Select(w => asked.Word(w.Placement, w.Asked))] : null;
    }

    private static List<string> WordsOf(IEnumerable<(Placement Placement, Query Asked)> why)
    {
        List<string> words = [];
        foreach (var (placement, _) in why)
        {
            var word = placement.Text;
            if (!words.Exists(known => known.Equals(word, StringComparison.OrdinalIgnoreCase)))
            {
                words.Add(word);
            }

            if (words.Count == MostWords)
            {
                break;
            }
        }

        return words;
    }

    private static bool Wants(Watchlist watchlist, Story story) =>
        (watchlist.Kinds.Count == 0 || watchlist.Kinds.Contains(story.Kind))
        && (watchlist.Languages.Count == 0
            || watchlist.Languages.Contains(story.Language, StringComparer.OrdinalIgnoreCase)
            || story.Members.Any(m => watchlist.Languages.Contains(m.Language, StringComparer.OrdinalIgnoreCase)));

    private WatchlistIndex IndexOf(IReadOnlyList<Watchlist> watchlists)
    {
        if (last is { } known && known.IsOf(watchlists))
        {
            return known;
        }

        return last = new WatchlistIndex(watchlists, Compile);
    }

    private (Query? Query, QueryError? Error) Compile(string query) => compiled.GetOrAdd(
        query, static text => Query.TryParse(text, out var query, out var error) ? (query, null) : (null, error));
}

/// <summary>A set of watchlists with the index of their queries.</summary>
internal sealed class WatchlistIndex
{
    private readonly IReadOnlyList<Watchlist> all;

    public WatchlistIndex(IReadOnlyList<Watchlist> watchlists, Func<string, (Query? Query, QueryError? Error)> compile)
    {
        all = [.. watchlists];
        List<Watchlist> readable = [];
        List<Query> queries = [];
        List<string> problems = [];
        foreach (var watchlist in watchlists.Where(w => !w.Paused))
        {
            var (query, error) = compile(watchlist.Query);
            if (query is null)
            {
                problems.Add($"Watchlist \"{watchlist.Name}\" matches nothing: its query is wrong at character {error!.Position + 1}. {error.Message}");
            }
            else
            {
                readable.Add(watchlist);
                queries.Add(query);
            }
        }

        (Watchlists, Queries, Problems) = (readable, new QueryIndex(queries), problems);
    }

    /// <summary>Those whose query can be read and that are not paused; a query's number is its watchlist's place.</summary>
    public IReadOnlyList<Watchlist> Watchlists { get; }

    /// <summary>Their queries.</summary>
    public QueryIndex Queries { get; }

    /// <summary>One sentence for each whose query cannot be read.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Whether it was made of these watchlists, by what they look for: a list read anew from the store holds other objects.</summary>
    public bool IsOf(IReadOnlyList<Watchlist> watchlists)
    {
        if (watchlists.Count != all.Count)
        {
            return false;
        }

        for (var i = 0; i < all.Count; i++)
        {
            if (!ReferenceEquals(watchlists[i], all[i]) && !IsSame(watchlists[i], all[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(Watchlist one, Watchlist other) =>
        one.Id == other.Id && one.Query == other.Query && one.Paused == other.Paused && one.Name == other.Name && one.NameFr == other.NameFr
        && one.Kinds.SequenceEqual(other.Kinds) && one.Languages.SequenceEqual(other.Languages);
}
