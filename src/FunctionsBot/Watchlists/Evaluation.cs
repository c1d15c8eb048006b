namespace FunctionsBot.Watchlists;

/// <summary>Asks a query of a text.</summary>
internal static class Evaluation
{
    /// <summary>Enough to say why; a query of a hundred synonyms should not fill an alert.</summary>
    private const int MostWords = 12;

    /// <summary>The words that made the query match, as they stand in the text, each once, in the order of the query; null if it does not match.</summary>
    public static IReadOnlyList<string>? Match(this Query query, StoryText text)
    {
        List<string> words = [];
        if (!Holds(query, text, words))
        {
            return null;
        }

        return [.. words.Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords)];
    }

    private static bool Holds(Query query, StoryText text, List<string> words)
    {
        switch (query)
        {
            case Query.Term term:
                if (text.Find(term) is not { } found)
                {
                    return false;
                }

                if (found.Length > 0)
                {
                    words.Add(found);
                }

                return true;
            case Query.Not not:
                return !Holds(not.Part, text, []);
            case Query.All all:
                var before = words.Count;
                if (all.Parts.All(part => Holds(part, text, words)))
                {
                    return true;
                }

                words.RemoveRange(before, words.Count - before);
                return false;
            case Query.Any any:
                // Every alternative is asked, not only the first that holds: people want to see all that spoke for it.
                return any.Parts.Aggregate(false, (holds, part) => Holds(part, text, words) || holds);
            default:
                throw new InvalidOperationException($"A query of type {query.GetType().Name} cannot be asked.");
        }
    }
}
