using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <content>Words, phrases and fields: what stands between the operators.</content>
internal sealed partial class QueryParser
{
    private static readonly string[] FieldNames = [.. Enum.GetNames<QueryField>()[1..].Select(n => n.ToLowerInvariant())];

    /// <summary>Fields whose value is no word of a text.</summary>
    private static readonly string[] ValueNames = ["country", "amount", "date", "event"];

    private static readonly string[] KindNames = [.. Enum.GetNames<StoryKind>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    private QueryField field;
    private bool ofCountry;

    public static string NameOf(QueryField field) => FieldNames[(int)field - 1];

    /// <summary>Letters followed at once by a colon, or by a comparison where they name something to compare. Anything else is a word.</summary>
    private string? PeekField()
    {
        var end = position;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        if (end == position || end == text.Length)
        {
            return null;
        }

        var name = text[position..end].ToLowerInvariant();
        return text[end] == ':' || (text[end] is '<' or '>' or '=' && ValueNames.Contains(name)) ? name : null;
    }

    private Query? ParseField(string name)
    {
        var index = Array.IndexOf(FieldNames, name);
        if (index < 0 && !ValueNames.Contains(name))
        {
            var known = string.Join(", ", FieldNames.Concat(ValueNames).Select(n => n + ":"));
            return Fail(position, $"There is no field \"{name}:\"; write one of {known}, or put the words in quotes.",
                $"Le champ « {name}: » n'existe pas ; écrivez {known}, ou mettez les mots entre guillemets droits.");
        }

        if (field != QueryField.Anywhere || ofCountry)
        {
            return Fail(position, "A field cannot stand inside another field's parentheses; close them first.",
                "Un champ ne peut pas se trouver dans les parenthèses d'un autre ; fermez-les d'abord.");
        }

        position += name.Length;
        if (name is "amount" or "date" or "event")
        {
            return ParseValue(name);
        }

        position++;
        (field, ofCountry) = (index < 0 ? QueryField.Anywhere : (QueryField)(index + 1), name == "country");
        var query = ParsePrimary();
        (field, ofCountry) = (QueryField.Anywhere, false);
        return query;
    }

    private Query? ParseValue(string name)
    {
        var (comparison, length) = text.AsSpan(position) switch
        {
            ['<', '=', ..] => (Comparison.AtMost, 2),
            ['>', '=', ..] => (Comparison.AtLeast, 2),
            ['<', ..] => (Comparison.Below, 1),
            ['>', ..] => (Comparison.Above, 1),
            _ => (Comparison.Equal, 1),
        };
        var from = position + length;
        position = EndOfWord(from);
        var written = text[from..position];
        if (name == "amount")
        {
            return QueryValues.Amount(comparison, written)
                ?? Fail(from, $"\"{written}\" is not a sum; write for example amount>1M, amount>=2.5bnEUR or amount<500k€.",
                    $"« {written} » n'est pas une somme ; écrivez par exemple amount>1M, amount>=2,5Md€ ou amount<500k€.");
        }

        return QueryValues.Days(name == "event", comparison, written)
            ?? Fail(from, $"\"{written}\" is not a day, month or year; write for example {name}:2026-03, {name}>2026-03-15 or {name}:2026-03..2026-05.",
                $"« {written} » n'est ni un jour, ni un mois, ni une année ; écrivez par exemple {name}:2026-03, {name}>2026-03-15 ou {name}:2026-03..2026-05.");
    }

    private Query? ParseTerm()
    {
        var start = position;
        var sign = text[position] is '=' or '~' ? text[position] : '\0';
        position += sign == '\0' ? 0 : 1;
        var quoted = position < text.Length && text[position] == '"';
        var from = quoted ? position + 1 : position;
        var to = quoted ? text.IndexOf('"', from) : EndOfWord(from);
        if (to < 0)
        {
            return Fail(position, "This quote is never closed; write \" where the phrase ends.",
                "Ce guillemet n'est jamais fermé ; écrivez \" à la fin de l'expression.");
        }

        position = quoted ? to + 1 : to;
        if (ofCountry)
        {
            return Country(start, text[from..to]);
        }

        if (sign == '~')
        {
            return Synonyms(start, text[from..to]);
        }

        var words = ReadWords(from, to, exact: sign == '=');
        if (error is not null)
        {
            return null;
        }

        if (words.Count == 0)
        {
            return Fail(start, "There is no letter or digit here; write a word.", "Il n'y a ici ni lettre ni chiffre ; écrivez un mot.");
        }

        return Checked(new Query.Term(words, sign == '=', field), start, text[from..to]);
    }

    private Query? Country(int at, string name) => SynonymGroup.Country(name) is { } group
        ? new Query.Synonyms($"country:{group.Name}", [.. group.Words.Select(TermOf)])
        : Fail(at, $"The country \"{name}\" is not known; write one of {string.Join(", ", SynonymGroup.CountryNames)}, or look for its name as a word.",
            $"Le pays « {name} » n'est pas connu ; écrivez {string.Join(", ", SynonymGroup.CountryNames)}, ou cherchez son nom comme un mot.");

    private Query? Synonyms(int at, string word)
    {
        if (SynonymGroup.Of(word) is { } group)
        {
            return new Query.Synonyms($"~\"{group.Name.TrimStart('=')}\"", [.. group.Words.Select(TermOf)]);
        }

        var some = string.Join(", ", SynonymGroup.All.Select(g => g.Name.TrimStart('=')));
        return Fail(at, $"No group of synonyms has \"{word}\"; write the words with OR, or ~ before one of: {some}.",
            $"Aucun groupe de synonymes ne contient « {word} » ; écrivez les mots avec OU, ou ~ devant l'un de : {some}.");
    }

    /// <summary>A term of a synonym group, written as in a query.</summary>
    private Query.Term TermOf(string written)
    {
        var exact = written[0] == '=';
        return new Query.Term(new QueryParser(written).ReadWords(exact ? 1 : 0, written.Length, exact), exact, field);
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
}
