using System.Globalization;

namespace FunctionsBot.Watchlists;

/// <summary>Recursive descent over the query text: or → and → not → primary. The first error wins.</summary>
internal sealed partial class QueryParser(string text)
{
    /// <summary>Longer ones are a paste by mistake; the starter watchlists stay under 600.</summary>
    private const int LongestQuery = 10_000;

    /// <summary>About a sentence's half; what is meant where no number is given.</summary>
    private const int UsualDistance = 10;
    private const int LongestDistance = 100;

    /// <summary>Deep enough for people, shallow enough for the stack.</summary>
    private const int DeepestNesting = 50;

    private int position;
    private int depth;
    private QueryError? error;

    private enum Operator
    {
        None,
        And,
        Or,
        Not,
        Near,
    }

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
            return ParseNear();
        }

        position += length;
        return Nested(ParseNot) is { } part ? new Query.Not(part) : null;
    }

    /// <summary>Of <c>a NEAR b NEAR c</c> each two neighbours must be near each other.</summary>
    private Query? ParseNear()
    {
        List<Query> pairs = [];
        var left = ParsePrimary();
        while (left is not null && !AtEnd && PeekOperator() is (Operator.Near, var length))
        {
            var at = position;
            var distance = ReadDistance(length);
            position += length;
            if (distance is null || ParsePrimary() is not { } right)
            {
                return null;
            }

            if (!MayBeNear(left, right))
            {
                return Fail(at, "NEAR stands between words, phrases or ORs of them in the same field; write for example (law OR bill) NEAR/5 \"open source\".",
                    "PRES se met entre des mots, des expressions ou des OU de ceux-ci, dans un même champ ; écrivez par exemple (loi OU projet) PRES/5 \"open source\".");
            }

            pairs.Add(new Query.Near(left, right, distance.Value));
            left = right;
        }

        return left is null ? null : pairs.Count switch
        {
            0 => left,
            1 => pairs[0],
            _ => new Query.All(pairs),
        };
    }

    /// <summary>The number of <c>NEAR/5</c>; ten where none is given.</summary>
    private int? ReadDistance(int length)
    {
        var written = text.AsSpan(position, length);
        var slash = written.IndexOf('/');
        if (slash < 0)
        {
            return UsualDistance;
        }

        if (int.TryParse(written[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var distance) && distance <= LongestDistance)
        {
            return distance;
        }

        Fail(position, $"After NEAR/ stands how many words may be between, 0 to {LongestDistance}; write NEAR/5 for example.",
            $"Après PRES/ vient le nombre de mots permis entre les deux, de 0 à {LongestDistance} ; écrivez par exemple PRES/5.");
        return null;
    }

    private static bool MayBeNear(Query left, Query right)
    {
        List<Query.Term> terms = [.. Sides(left), .. Sides(right)];
        return Sides(left).Any() && Sides(right).Any() && terms.TrueForAll(t => t.Field == terms[0].Field)
            && terms[0].Field is QueryField.Anywhere or QueryField.Title;
    }

    /// <summary>The terms of one side of NEAR; none where something else is among them.</summary>
    private static IEnumerable<Query.Term> Sides(Query side) => side switch
    {
        Query.Any any when any.Parts.Any(p => !Sides(p).Any()) => [],
        _ => Asking.TermsOf(side),
    };

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
            "NEAR" or "PRES" or "PRÈS" or ['N', 'E', 'A', 'R', '/', ..] or ['P', 'R', 'E' or 'È', 'S', '/', ..] => (Operator.Near, length),
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
