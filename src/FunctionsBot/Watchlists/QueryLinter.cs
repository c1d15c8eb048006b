using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>Something in a watchlist that can be read but is hardly meant.</summary>
/// <param name="Message">One English sentence: what is odd, and what to write.</param>
/// <param name="MessageFr">The same in French.</param>
public sealed record QueryWarning(string Message, string MessageFr);

/// <summary>
/// Looks over a watchlist before it is saved: what can never match, what matches everything, and words given in one language only. It warns
/// only of what it can prove from the query itself; how much a query finds is for the replay to show.
/// </summary>
public static class QueryLinter
{
    /// <summary>Beginnings shorter than this stand for hundreds of words of any text.</summary>
    private const int ShortestBeginning = 3;

    /// <summary>The warnings of one watchlist, the gravest first.</summary>
    /// <exception cref="ArgumentException">The query cannot be read.</exception>
    public static IReadOnlyList<QueryWarning> Warnings(Watchlist watchlist)
    {
        ArgumentNullException.ThrowIfNull(watchlist);
        if (!Query.TryParse(watchlist.Query, out var query, out var error))
        {
            throw new ArgumentException(error.Message, nameof(watchlist));
        }

        return [.. Never(query, watchlist), .. Everything(query), .. Beginnings(query), .. OneLanguage(query, watchlist)];
    }

    /// <summary>Parts that must all hold and exclude each other.</summary>
    private static IEnumerable<QueryWarning> Never(Query query, Watchlist watchlist)
    {
        foreach (var all in Nodes(query).OfType<Query.All>())
        {
            var excluded = all.Parts.OfType<Query.Not>().Select(n => n.Part.ToString()).ToHashSet(StringComparer.Ordinal);
            foreach (var both in all.Parts.Select(p => p.ToString()).Where(excluded.Contains))
            {
                yield return new($"Nothing can match: {both} is both wanted and excluded; remove one of them.",
                    $"Rien ne peut correspondre : {both} est à la fois demandé et exclu ; retirez l'un des deux.");
            }

            if (all.Parts.OfType<Query.Term>().Where(t => t.Field == QueryField.Kind).Select(t => t.ToString()).Distinct().Count() > 1)
            {
                yield return new("Nothing can match: a story has one kind, and several are wanted at once; write OR between them.",
                    "Rien ne peut correspondre : un sujet n'a qu'un genre, et plusieurs sont exigés à la fois ; mettez OU entre eux.");
            }
        }

        var kinds = Required(query).Where(t => t.Field == QueryField.Kind).Select(Value).ToList();
        if (watchlist.Kinds.Count > 0 && kinds.Find(kind => !watchlist.Kinds.Select(Name).Contains(kind)) is { } kind)
        {
            yield return new($"Nothing can match: the query wants the kind {kind}, and that kind is not ticked; tick it, or tick none.",
                $"Rien ne peut correspondre : la requête veut le genre {kind}, qui n'est pas coché ; cochez-le, ou n'en cochez aucun.");
        }
    }

    private static IEnumerable<QueryWarning> Everything(Query query)
    {
        if (query is Query.All { Parts.Count: 0 })
        {
            yield return new("An empty query matches every story.", "Une requête vide correspond à tous les sujets.");
        }
        else if (OnlyExcludes(query))
        {
            yield return new("The query only excludes, so it matches nearly every story; add what it should look for.",
                "La requête ne fait qu'exclure et correspond donc à presque tous les sujets ; ajoutez ce qu'elle doit chercher.");
        }

        foreach (var any in Nodes(query).OfType<Query.Any>())
        {
            var excluded = any.Parts.OfType<Query.Not>().Select(n => n.Part.ToString()).ToHashSet(StringComparer.Ordinal);
            if (any.Parts.Select(p => p.ToString()).FirstOrDefault(excluded.Contains) is { } either)
            {
                yield return new($"\"{either} OR NOT {either}\" holds of every story; remove one of them.",
                    $"« {either} OU SAUF {either} » est vrai de tous les sujets ; retirez l'un des deux.");
            }
        }
    }

    private static IEnumerable<QueryWarning> Beginnings(Query query) => Nodes(query).SelectMany(Asking.TermsOf).Distinct()
        .SelectMany(t => t.Words).Where(w => w.Prefix && w.Text.Length < ShortestBeginning).Select(w => w.Text).Distinct()
        .Select(text => new QueryWarning($"{text}* stands for any word that begins so, which nearly every text has; write more letters.",
            $"{text}* vaut pour tout mot qui commence ainsi, et presque chaque texte en a ; écrivez plus de lettres."));

    /// <summary>A word whose group has words in the other language, none of which is in the query.</summary>
    private static IEnumerable<QueryWarning> OneLanguage(Query query, Watchlist watchlist)
    {
        if (watchlist.Languages.Count == 1 || Nodes(query).OfType<Query.Term>().Any(t => t.Field == QueryField.Lang))
        {
            yield break;
        }

        // The words of a group asked for with ~ are in every language: only words written out are looked at.
        var written = Nodes(query).OfType<Query.Term>().Where(t => t.Field is QueryField.Anywhere or QueryField.Title).ToList();
        var known = new HashSet<SynonymGroup>(Nodes(query).OfType<Query.Synonyms>().Select(s => SynonymGroup.Of(s.Written)).OfType<SynonymGroup>());
        foreach (var term in written)
        {
            var text = string.Join(' ', term.Words.Select(w => w.Text));
            if (SynonymGroup.Of(text) is { } group && known.Add(group) && Missing(group, written) is var (language, other))
            {
                yield return new($"\"{text}\" is looked for, but no word for it in {(language == "fr" ? "French" : "English")}; write ~\"{text}\" for all languages, or add \"{other}\".",
                    $"« {text} » est cherché, mais aucun mot {(language == "fr" ? "français" : "anglais")} qui le dise ; écrivez ~\"{text}\" pour toutes les langues, ou ajoutez « {other} ».");
            }
        }
    }

    /// <summary>English or French, if the query has no word of the group in it; and the word that is usual there.</summary>
    private static (string Language, string Word)? Missing(SynonymGroup group, List<Query.Term> written)
    {
        foreach (var language in (ReadOnlySpan<string>)["en", "fr"])
        {
            var words = group.Languages.GetValueOrDefault(language) ?? [];
            if (words.Length > 0 && !words.Any(word => written.Exists(term => Covers(term, word))))
            {
                return (language, words[0].TrimStart('='));
            }
        }

        return null;
    }

    /// <summary>Whether a term finds a word or phrase where that stands in a text.</summary>
    private static bool Covers(Query.Term term, string word) =>
        new IndexedText(word.TrimStart('=').TrimEnd('*')).Find(term with { Exact = false, Field = QueryField.Anywhere }) is not null;

    private static bool OnlyExcludes(Query query) => query switch
    {
        Query.Not => true,
        Query.All all => all.Parts.Count > 0 && all.Parts.All(OnlyExcludes),
        Query.Any any => any.Parts.All(OnlyExcludes),
        _ => false,
    };

    /// <summary>The terms without which the query cannot hold.</summary>
    private static IEnumerable<Query.Term> Required(Query query) => query switch
    {
        Query.Term term => [term],
        Query.All all => all.Parts.SelectMany(Required),
        _ => [],
    };

    private static IEnumerable<Query> Nodes(Query query) => query switch
    {
        Query.Not not => Nodes(not.Part).Prepend(query),
        Query.All all => all.Parts.SelectMany(Nodes).Prepend(query),
        Query.Any any => any.Parts.SelectMany(Nodes).Prepend(query),
        Query.Near near => Nodes(near.Left).Concat(Nodes(near.Right)).Prepend(query),
        _ => [query],
    };

    private static string Value(Query.Term term) => string.Join('-', term.Words.Select(w => w.Text));

    private static string Name(StoryKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
