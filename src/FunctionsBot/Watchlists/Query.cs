using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FunctionsBot.Watchlists;

/// <summary>Where a word of a query is looked for.</summary>
public enum QueryField
{
    /// <summary>Title and text.</summary>
    Anywhere,

    /// <summary>Title only.</summary>
    Title,

    /// <summary>Id of a source, or name of a newsroom.</summary>
    Source,

    /// <summary>Host name of a link.</summary>
    Site,

    /// <summary>Two-letter language.</summary>
    Lang,

    /// <summary>Kind of the story, such as <c>open-letter</c>.</summary>
    Kind,

    /// <summary>Topic of the story.</summary>
    Topic,

    /// <summary>Organisations named.</summary>
    Org,
}

/// <summary>Why a query cannot be read, and what to write.</summary>
/// <param name="Position">The character it is about, from 0; the query's length where something is missing at its end.</param>
/// <param name="Message">One English sentence.</param>
/// <param name="MessageFr">The same in French.</param>
public sealed record QueryError(int Position, string Message, string MessageFr);

/// <summary>
/// What a watchlist looks for. Words next to each other must all be there; <c>AND OR NOT</c> (<c>ET OU SAUF</c>) in capitals,
/// OR binding least; parentheses; <c>"phrases"</c>; <c>souverain*</c> for a beginning; <c>=Word</c> for exactly these letters, accents
/// and capitals; <c>title: source: site: lang: kind: topic: org:</c> before a word, phrase or parenthesis.
/// </summary>
public abstract record Query
{
    private Query()
    {
    }

    /// <summary>Matches any story: what an empty query means.</summary>
    public static Query Everything { get; } = new All([]);

    /// <summary>One word of a term.</summary>
    /// <param name="Text">Folded, or as written where the term is exact.</param>
    /// <param name="Prefix">Only the beginning of the word is given.</param>
    public readonly record struct TermWord(string Text, bool Prefix);

    /// <summary>Words that stand one after the other; often only one.</summary>
    /// <param name="Words">At least one.</param>
    /// <param name="Exact">Accents and case count.</param>
    /// <param name="Field">Where they are looked for.</param>
    public sealed record Term(IReadOnlyList<TermWord> Words, bool Exact, QueryField Field) : Query;

    /// <summary>All of them; true when there is none.</summary>
    public sealed record All(IReadOnlyList<Query> Parts) : Query;

    /// <summary>At least one of them.</summary>
    public sealed record Any(IReadOnlyList<Query> Parts) : Query;

    /// <summary>Not this.</summary>
    public sealed record Not(Query Part) : Query;

    /// <summary>Reads a query. Never throws; linear in its length.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Query? query, [NotNullWhen(false)] out QueryError? error)
    {
        (query, error) = new QueryParser(text).Parse();
        return query is not null;
    }

    /// <summary>The query as it can be written; reading it again gives the same.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Print(this, text, outermost: true);
        return text.ToString();
    }

    private static void Print(Query query, StringBuilder text, bool outermost)
    {
        switch (query)
        {
            case Term term:
                PrintTerm(term, text);
                break;
            case Not not:
                text.Append("NOT ");
                Print(not.Part, text, outermost: false);
                break;
            case All all:
                PrintList(all.Parts, " AND ", text, outermost);
                break;
            case Any any:
                PrintList(any.Parts, " OR ", text, outermost);
                break;
        }
    }

    private static void PrintList(IReadOnlyList<Query> parts, string between, StringBuilder text, bool outermost)
    {
        text.Append(outermost ? "" : "(");
        for (var i = 0; i < parts.Count; i++)
        {
            text.Append(i == 0 ? "" : between);
            Print(parts[i], text, outermost: false);
        }

        text.Append(outermost ? "" : ")");
    }

    private static void PrintTerm(Term term, StringBuilder text)
    {
        if (term.Field != QueryField.Anywhere)
        {
            text.Append(QueryParser.NameOf(term.Field)).Append(':');
        }

        text.Append(term.Exact ? "=\"" : "\"");
        text.AppendJoin(' ', term.Words.Select(w => w.Prefix ? w.Text + "*" : w.Text));
        text.Append('"');
    }
}
