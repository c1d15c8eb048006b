using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Finds how many organisations, signatories, companies, countries or researchers a text counts.</summary>
internal static class Counts
{
    private static readonly Dictionary<string, string> Nouns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["organisations"] = "organisation",
        ["organizations"] = "organisation",
        ["associations"] = "organisation",
        ["ONG"] = "organisation",
        ["NGOs"] = "organisation",
        ["organisationen"] = "organisation",
        ["organizaciones"] = "organisation",
        ["organizzazioni"] = "organisation",
        ["signataires"] = "signatory",
        ["signatories"] = "signatory",
        ["signatures"] = "signatory",
        ["signers"] = "signatory",
        ["unterzeichner"] = "signatory",
        ["entreprises"] = "company",
        ["companies"] = "company",
        ["startups"] = "company",
        ["unternehmen"] = "company",
        ["pays"] = "country",
        ["countries"] = "country",
        ["länder"] = "country",
        ["nations"] = "country",
        ["chercheurs"] = "researcher",
        ["researchers"] = "researcher",
        ["scientists"] = "researcher",
        ["scientifiques"] = "researcher",
        ["eurodéputés"] = "member of parliament",
        ["MEPs"] = "member of parliament",
        ["lawmakers"] = "member of parliament",
        ["députés"] = "member of parliament",
    };

    /// <summary>French rounds with -aine: "une quarantaine" is about forty.</summary>
    private static readonly Dictionary<string, int> Rounded = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dizaine"] = 10,
        ["douzaine"] = 12,
        ["quinzaine"] = 15,
        ["vingtaine"] = 20,
        ["trentaine"] = 30,
        ["quarantaine"] = 40,
        ["cinquantaine"] = 50,
        ["soixantaine"] = 60,
        ["centaine"] = 100,
        ["millier"] = 1000,
    };

    private static readonly HashSet<string> About = new(
        ["about", "some", "around", "nearly", "almost", "over", "than", "roughly", "approximately", "environ", "quelque", "de", "près", "rund", "über", "etwa"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Between a number and a noun these part the two: "in 2026 by researchers". "50 other organisations" are a rest, not a total.</summary>
    private static readonly HashSet<string> Breaks = new(
        ["other", "others", "autres", "more", "further", "weitere", "andere", "otras", "altre", "par", "by", "les", "the", "pour", "for", "dans", "in", "que", "that", "from", "with", "avec", "million", "millions", "billion", "milliards", "percent"],
        StringComparer.OrdinalIgnoreCase);

    public static List<CountFact> Find(FactText text)
    {
        var found = new List<CountFact>();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (At(text, i) is not { } count)
                continue;
            found.Add(new(count.Value, count.Of, text.Between(count.First, count.End), text.SentenceText(i)) { About = count.About });
            i = count.End - 1;
        }

        return found;
    }

    private static (int Value, string Of, bool About, int First, int End)? At(FactText text, int i)
    {
        if (text.IsNumber(i) && Numbers.Read(text, i, out var next) is { } number && number is >= 2 and <= 10_000_000 && number == decimal.Truncate(number)
            && NounAt(text, next) is { } noun)
        {
            var about = About.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[i - 1]);
            return ((int)number, noun.Of, about, i, noun.End);
        }

        if (Rounded.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[i], out var round) && text.Is(i - 1, "une")
            && NounAt(text, AfterOf(text, i + 1)) is { } counted)
            return (round, counted.Of, true, i - 1, counted.End);
        return null;
    }

    private static int AfterOf(FactText text, int at) =>
        text.Is(at, "de") ? at + 1 : text.Is(at, "d") && text[at + 1] is ['\'' or '’'] ? at + 2 : at;

    /// <summary>The noun counted, at most two words on: "40 civil society organisations".</summary>
    private static (string Of, int End)? NounAt(FactText text, int at)
    {
        for (var i = at; i < at + 3 && text.IsWord(i) && !Breaks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[i]); i++)
        {
            if (Nouns.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[i], out var noun))
                return (noun, i + 1);
        }

        return null;
    }
}
