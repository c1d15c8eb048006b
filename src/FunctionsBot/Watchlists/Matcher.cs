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

/// <summary>Matches stories against watchlists. Queries are read once and kept for as long as their text stays the same. Safe for use by many threads.</summary>
public sealed class Matcher
{
    private readonly ConcurrentDictionary<string, Compiled> compiled = new(StringComparer.Ordinal);

    /// <summary>
    /// The watchlists that want this story. A query has to hold within one of the texts, so that words from two different texts do
    /// not make a match between them; kind and languages are those of the whole story.
    /// </summary>
    /// <param name="story">The story as it stands.</param>
    /// <param name="texts">Titles and texts to look in: all of the story's, or only those that are new.</param>
    /// <param name="watchlists">Paused ones match nothing.</param>
    public MatchResult Match(Story story, IReadOnlyList<(string Title, string Text)> texts, IReadOnlyList<Watchlist> watchlists)
    {
        List<StoryText> indexed = [.. StoryText.Of(story, texts)];
        List<WatchlistMatch> matches = [];
        List<string> problems = [];
        foreach (var watchlist in watchlists.Where(w => !w.Paused))
        {
            var (query, error) = Compile(watchlist);
            if (query is null)
            {
                problems.Add($"Watchlist \"{watchlist.Name}\" matches nothing: its query is wrong at character {error!.Position + 1}. {error.Message}");
            }
            else if (Wants(watchlist, story) && indexed.Select(query.Match).FirstOrDefault(words => words is not null) is { } words)
            {
                matches.Add(new WatchlistMatch(watchlist, words));
            }
        }

        return new MatchResult(matches, problems);
    }

    private static bool Wants(Watchlist watchlist, Story story) =>
        (watchlist.Kinds.Count == 0 || watchlist.Kinds.Contains(story.Kind))
        && (watchlist.Languages.Count == 0
            || watchlist.Languages.Contains(story.Language, StringComparer.OrdinalIgnoreCase)
            || story.Members.Any(m => watchlist.Languages.Contains(m.Language, StringComparer.OrdinalIgnoreCase)));

    private Compiled Compile(Watchlist watchlist)
    {
        if (compiled.TryGetValue(watchlist.Id, out var known) && known.Text == watchlist.Query)
        {
            return known;
        }

        return compiled[watchlist.Id] = Query.TryParse(watchlist.Query, out var query, out var error)
            ? new Compiled(watchlist.Query, query, null)
            : new Compiled(watchlist.Query, null, error);
    }

    private sealed record Compiled(string Text, Query? Query, QueryError? Error)
    {
        public void Deconstruct(out Query? query, out QueryError? error) => (query, error) = (Query, Error);
    }
}
