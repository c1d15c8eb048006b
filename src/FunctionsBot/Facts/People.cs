namespace FunctionsBot.Facts;

/// <summary>Finds people: those in the gazetteer, and two or three capitalised words followed by what they do.</summary>
internal static class People
{
    private static readonly HashSet<string> Roles = new(
        ["président", "présidente", "directeur", "directrice", "chercheur", "chercheuse", "professeur", "professeure", "PDG", "fondateur", "fondatrice", "cofondateur",
            "cofondatrice", "co", "ministre", "député", "députée", "sénateur", "sénatrice", "eurodéputé", "eurodéputée", "responsable", "commissaire", "secrétaire",
            "president", "director", "researcher", "professor", "CEO", "CTO", "founder", "cofounder", "minister", "senator", "head", "chief", "chair", "commissioner",
            "lead", "executive", "MEP", "secretary"],
        StringComparer.OrdinalIgnoreCase);

    public static List<string> Find(FactText text)
    {
        var found = Names.People.Find(text).Select(n => (At: n.First, n.Name)).ToList();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var end = i;
            // A name does not go on in the next line of a list.
            while (end - i < 4 && text.IsCapitalised(end) && text[end].Length > 1 && text.SentenceIndex(end) == text.SentenceIndex(i))
                end = text.IsSign(end + 1, '-') && text.Adjoins(end) && text.Adjoins(end + 1) && text.IsCapitalised(end + 2) ? end + 3 : end + 1;
            if (end - i < 2)
                continue;
            if (text.IsSign(end, ',') && HasRole(text, end + 1))
                found.Add((i, text.Between(i, end)));
            i = end - 1;
        }

        return [.. found.OrderBy(f => f.At).Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool HasRole(FactText text, int at)
    {
        for (var i = at; i < at + 3; i++)
        {
            if (Roles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[i]))
                return true;
            if (!text.IsWord(i))
                return false;
        }

        return false;
    }
}
