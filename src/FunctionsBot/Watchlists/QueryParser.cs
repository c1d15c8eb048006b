using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>Recursive descent over the query text: or → and → not → primary. The first error wins.</summary>
internal sealed class QueryParser(string text)
{
    /// <summary>Longer ones are a paste by mistake; the starter watchlists stay under 600.</summary>
    private const int LongestQuery = 10_000;

    /// <summary>Deep enough for people, shallow enough for the stack.</summary>
    private const int DeepestNesting = 50;

    private static readonly string[] FieldNames = Enum.GetNames<QueryField>()[1..].Select(n => n.ToLowerInvariant()).ToArray();

    private static readonly string[] KindNames = Enum.GetNames<StoryKind>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToArray();

    private int position;
    private int depth;
    private QueryField field;
    private QueryError? error;

    private enum Operator
    {
        None,
        And,
        Or,
        Not,
    }

    public static string NameOf(QueryField field) => FieldNames[(int)field - 1];

    public (Query? Query, QueryError? Error) Parse()
    {
        if (text.Length > LongestQuery)
        {
            Fail(LongestQuery, $"The query is longer than {LongestQuery} characters; split it into two watchlists.",
                $"La requête dépasse {LongestQuery} caractères ; partagez-la entre deux veilles.");
            return (null, error);
        }

        if (AtEnd)
        {
            return (Query.Everything, null);
        }

        var query = ParseAny();
        if (error is null && !AtEnd)
        {
            Fail(position, "This ) closes nothing; remove it or write ( before.", "Cette ) ne ferme rien ; retirez-la ou écrivez ( avant.");
        }

        return error is null ? (query, null) : (null, error);
    }

    private bool AtEnd
    {
        get
        {
            SkipSpace();
            return position >= text.Length;
        }
    }

    private Query? ParseAny() => ParseList(Operator.Or, ParseAll, static parts => new Query.Any(parts));

    private Query? ParseAll() => ParseList(Operator.And, ParseNot, static parts => new Query.All(parts));

    private Query? ParseList(Operator between, Func<Query?> part, Func<List<Query>, Query> join)
    {
        List<Query> parts = [];
        do
        {
            if (part() is not { } parsed)
            {
                return null;
            }

            parts.Add(parsed);
        }
        while (Continues(between));

        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private bool Continues(Operator between)
    {
        if (AtEnd || text[position] == ')')
        {
            return false;
        }

        var (found, length) = PeekOperator();
        if (found == between)
        {
            position += length;
            return true;
        }

        return between == Operator.And && found is Operator.None or Operator.Not;
    }

    private Query? ParseNot()
    {
        if (AtEnd || PeekOperator() is not (Operator.Not, var length))
        {
            return ParsePrimary();
        }

        position += length;
        return Nested(ParseNot) is { } part ? new Query.Not(part) : null;
    }

    private Query? ParsePrimary()
    {
        if (AtEnd)
        {
            return Fail(text.Length, "The query ends too early; write a word after the last operator or field.",
                "La requête s'arrête trop tôt ; écrivez un mot après le dernier opérateur ou champ.");
        }

        if (PeekOperator() is (not Operator.None, var length))
        {
            var name = text.Substring(position, length);
            return Fail(position, $"A word is missing before {name}; write one, or put \"{name}\" in quotes to look for it.",
                $"Il manque un mot avant {name} ; écrivez-le, ou mettez « {name} » entre guillemets droits pour le chercher.");
        }

        return text[position] switch
        {
            '(' => ParseGroup(),
            ')' => Fail(position, "Nothing stands before this ); write a word or remove it.", "Rien ne précède cette ) ; écrivez un mot ou retirez-la."),
            _ => PeekField() is { } name ? ParseField(name) : ParseTerm(),
        };
    }

    private Query? ParseGroup()
    {
        var opened = position++;
        if (Nested(ParseAny) is not { } inner)
        {
            return null;
        }

        if (AtEnd)
        {
            return Fail(opened, "This ( is never closed; write ) where the group ends.", "Cette ( n'est jamais fermée ; écrivez ) à la fin du groupe.");
        }

        position++;
        return inner;
    }

    /// <summary>Letters followed at once by a colon. Anything else with a colon in it is a word.</summary>
    private string? PeekField()
    {
        var end = position;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return end > position && end < text.Length && text[end] == ':' ? text[position..end] : null;
    }

    private Query? ParseField(string name)
    {
        var index = Array.IndexOf(FieldNames, name.ToLowerInvariant());
        if (index < 0)
        {
            var known = string.Join(", ", FieldNames.Select(n => n + ":"));
            return Fail(position, $"There is no field \"{name}:\"; write one of {known}, or put the words in quotes.",
                $"Le champ « {name}: » n'existe pas ; écrivez {known}, ou mettez les mots entre guillemets droits.");
        }

        if (field != QueryField.Anywhere)
        {
            return Fail(position, "A field cannot stand inside another field's parentheses; close them first.",
                "Un champ ne peut pas se trouver dans les parenthèses d'un autre ; fermez-les d'abord.");
        }

        position += name.Length + 1;
        field = (QueryField)(index + 1);
        var query = ParsePrimary();
        field = QueryField.Anywhere;
        return query;
    }

    private Query? ParseTerm()
    {
        var start = position;
        var exact = text[position] == '=';
        position += exact ? 1 : 0;
        var quoted = position < text.Length && text[position] == '"';
        var from = quoted ? position + 1 : position;
        var to = quoted ? text.IndexOf('"', from) : EndOfWord(from);
        if (to < 0)
        {
            return Fail(position, "This quote is never closed; write \" where the phrase ends.",
                "Ce guillemet n'est jamais fermé ; écrivez \" à la fin de l'expression.");
        }

        position = quoted ? to + 1 : to;
        var words = ReadWords(from, to, exact);
        if (error is not null)
        {
            return null;
        }

        if (words.Count == 0)
        {
            return Fail(start, "There is no letter or digit here; write a word.", "Il n'y a ici ni lettre ni chiffre ; écrivez un mot.");
        }

        return Checked(new Query.Term(words, exact, field), start, text[from..to]);
    }

    private List<Query.TermWord> ReadWords(int from, int to, bool exact)
    {
        var part = text[from..to];
        List<Query.TermWord> words = [];
        var stars = 0;
        foreach (var span in Folding.Words(part))
        {
            var prefix = span.Start + span.Length < part.Length && part[span.Start + span.Length] == '*';
            stars += prefix ? 1 : 0;
            var word = span.In(part);
            words.Add(new Query.TermWord(exact ? word.ToString() : Folding.Fold(word), prefix));
            if (prefix && span.Start + span.Length + 1 < part.Length && char.IsLetterOrDigit(part[span.Start + span.Length + 1]))
            {
                stars = -1;
                break;
            }
        }

        if (part.Count(c => c == '*') != stars)
        {
            Fail(from + part.IndexOf('*'), "A * stands only at the end of a word, for any ending; write souverain* for example.",
                "Une * ne se met qu'à la fin d'un mot, pour toute terminaison ; écrivez par exemple souverain*.");
        }

        return words;
    }

    private Query? Checked(Query.Term term, int at, string written)
    {
        var value = written.Trim().ToLowerInvariant();
        if (term.Field == QueryField.Kind && !KindNames.Contains(value))
        {
            var known = string.Join(", ", KindNames);
            return Fail(at, $"There is no kind \"{value}\"; write one of {known}.", $"Le genre « {value} » n'existe pas ; écrivez {known}.");
        }

        if (term.Field == QueryField.Lang && !(value.Length == 2 && value.All(char.IsAsciiLetter)))
        {
            return Fail(at, $"\"{value}\" is not a language; write two letters such as fr or en.",
                $"« {value} » n'est pas une langue ; écrivez deux lettres, par exemple fr ou en.");
        }

        return term;
    }

    private Query? Nested(Func<Query?> inner)
    {
        if (depth == DeepestNesting)
        {
            return Fail(position, $"More than {DeepestNesting} levels of parentheses; simplify the query.",
                $"Plus de {DeepestNesting} niveaux de parenthèses ; simplifiez la requête.");
        }

        depth++;
        var query = inner();
        depth--;
        return query;
    }

    private (Operator Operator, int Length) PeekOperator()
    {
        var length = EndOfWord(position) - position;
        return text.AsSpan(position, length) switch
        {
            "AND" or "ET" => (Operator.And, length),
            "OR" or "OU" => (Operator.Or, length),
            "NOT" or "SAUF" => (Operator.Not, length),
            _ => (Operator.None, 0),
        };
    }

    private int EndOfWord(int from)
    {
        var end = from;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '"'))
        {
            end++;
        }

        return end;
    }

    private void SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private Query? Fail(int at, string message, string messageFr)
    {
        error ??= new QueryError(at, message, messageFr);
        return null;
    }
}
