using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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

/// <summary>How an amount is compared.</summary>
public enum Comparison
{
    /// <summary>Less than.</summary>
    Below,

    /// <summary>At most.</summary>
    AtMost,

    /// <summary>The very sum.</summary>
    Equal,

    /// <summary>At least.</summary>
    AtLeast,

    /// <summary>More than.</summary>
    Above,
}

/// <summary>
/// What a watchlist looks for. Words next to each other must all be there; <c>AND OR NOT</c> (<c>ET OU SAUF</c>) in capitals,
/// OR binding least; parentheses; <c>"phrases"</c>; words match in any inflection and spelling of accents, <c>souverain*</c> any ending,
/// <c>=Word</c> exactly these letters, accents and capitals; <c>a NEAR/5 b</c> (<c>PRES/5</c>) words at most so many apart;
/// <c>~word</c> all words of its synonym group; <c>title: source: site: lang: kind: topic: org:</c> before a word, phrase or
/// parenthesis; <c>country:fr</c>, <c>amount&gt;1M€</c>, <c>date:2026-03</c> (published) and <c>event&gt;2026-03-15</c> (events, deadlines).
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
    public sealed record Term(IReadOnlyList<TermWord> Words, bool Exact, QueryField Field) : Query
    {
        /// <summary>The stems of each word, looked up once.</summary>
        internal Stems[] Stems => field ??= [.. Words.Select(w => Watchlists.Stems.Of(w.Text))];
    }

    /// <summary>Any of the words that mean one thing, in all languages.</summary>
    /// <param name="Written">How it is asked for: <c>~sovereignty</c> or <c>country:fr</c>.</param>
    /// <param name="Terms">At least one.</param>
    public sealed record Synonyms(string Written, IReadOnlyList<Term> Terms) : Query
    {
        /// <summary>Where they are looked for.</summary>
        public QueryField Field => Terms[0].Field;
    }

    /// <summary>Two things close to each other in one text, in either order.</summary>
    /// <param name="Left">A term, synonyms, or any of such.</param>
    /// <param name="Right">The same.</param>
    /// <param name="Distance">How many words may stand between them at most, 0 to 100.</param>
    public sealed record Near(Query Left, Query Right, int Distance) : Query;

    /// <summary>A sum of money that the story gives.</summary>
    /// <param name="Comparison">How it compares.</param>
    /// <param name="Value">In whole currency units.</param>
    /// <param name="Currency">ISO 4217 code; null for any.</param>
    public sealed record Amount(Comparison Comparison, decimal Value, string? Currency) : Query;

    /// <summary>A day of the story.</summary>
    /// <param name="OfEvent">The day of an event or deadline it gives, instead of a day it was published on.</param>
    /// <param name="From">First day, included.</param>
    /// <param name="To">Last day, included.</param>
    public sealed record Dated(bool OfEvent, DateOnly From, DateOnly To) : Query;

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
            case Synonyms group:
                text.Append(group.Field == QueryField.Anywhere ? "" : QueryParser.NameOf(group.Field) + ":").Append(group.Written);
                break;
            case Near near:
                text.Append('(');
                Print(near.Left, text, outermost: false);
                text.Append(CultureInfo.InvariantCulture, $" NEAR/{near.Distance} ");
                Print(near.Right, text, outermost: false);
                text.Append(')');
                break;
            case Amount or Dated:
                text.Append(QueryValues.Print(query));
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
