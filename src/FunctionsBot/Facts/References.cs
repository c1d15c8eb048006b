using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Finds laws and official papers, by name and by number. Number forms: https://eur-lex.europa.eu/content/help/eurlex-content/celex-number.html.</summary>
internal static class References
{
    private static readonly HashSet<string> Acts = new(
        ["regulation", "directive", "decision", "règlement", "décision", "verordnung", "richtlinie", "EU", "UE", "EC", "CE", "n", "no", "reglamento", "regolamento"],
        StringComparer.OrdinalIgnoreCase);

    public static List<ReferenceFact> Find(FactText text)
    {
        var found = Names.References.Find(text).Select(n => (At: n.First, Fact: new ReferenceFact(n.Name, text.Between(n.First, n.End)))).ToList();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (At(text, i) is { } numbered)
                found.Add((i, numbered));
        }

        return [.. found.OrderBy(f => f.At).Select(f => f.Fact).DistinctBy(f => f.Reference)];
    }

    private static ReferenceFact? At(FactText text, int i)
    {
        if (text.IsNumber(i))
            return Procedure(text, i) ?? EuropeanNumber(text, i) ?? Celex(text, i);
        if (text[i] is "COM" or "SWD" or "JOIN" && text.IsSign(i + 1, '(') && IsYear(text, i + 2) && text.IsSign(i + 3, ')'))
        {
            var number = text.Is(i + 4, "final") ? i + 5 : i + 4;
            return text.NumberAt(number) is >= 1 and <= 9999
                ? new($"{text[i]}({text[i + 2]}) {text[number]}", text.Between(i, number + 1))
                : null;
        }

        return American(text, i) ?? French(text, i) ?? German(text, i);
    }

    /// <summary>Bills of Congress ("H.R. 4141", "S. 2081") and of states ("SB 1047", "A.B. 412").</summary>
    private static ReferenceFact? American(FactText text, int i)
    {
        if (text[i] is "SB" or "AB" or "HB" && BillNumber(text, i + 1, out var end) is { } bill)
            return new($"{text[i]} {bill}", text.Between(i, end));
        if (text[i] is "HR" && BillNumber(text, i + 1, out end) is { } plain)
            return new($"H.R. {plain}", text.Between(i, end));
        if (text[i] is "H" && text.IsSign(i + 1, '.') && text[i + 2] is "R" && text.IsSign(i + 3, '.') && BillNumber(text, i + 4, out end) is { } house)
            return new($"H.R. {house}", text.Between(i, end));
        if (text[i] is "S" or "A" && text.IsSign(i + 1, '.') && text[i + 2] is "B" && text.IsSign(i + 3, '.') && BillNumber(text, i + 4, out end) is { } state)
            return new($"{text[i]}B {state}", text.Between(i, end));
        // Neither "U.S. 2024" nor "Bush, S. 12": three digits at least, and not the last letter of an abbreviation.
        if (text[i] is "S" && text.IsSign(i + 1, '.') && !text.IsSign(i - 1, '.') && text[i + 2].Length is 3 or 4 && BillNumber(text, i + 2, out end) is { } senate)
            return new($"S. {senate}", text.Between(i, end));
        return text.Is(i, "Order") && text.Is(i - 1, "Executive") && text.NumberAt(i + 1) is >= 10000 and <= 99999
            ? new($"Executive Order {text[i + 1]}", text.Between(i - 1, i + 2))
            : null;
    }

    /// <summary>"projet de loi n° 1234", "proposition de loi n°512", "loi n° 2024-449".</summary>
    private static ReferenceFact? French(FactText text, int i)
    {
        if (!text.Is(i, "loi") || !text.Is(i + 1, "n") || text[i + 2] is not (['°' or 'º' or 'o']) || text.NumberAt(i + 3) < 1)
            return null;
        var isYear = IsYear(text, i + 3) && text.IsSign(i + 4, '-') && text.Adjoins(i + 4) && text.IsNumber(i + 5);
        var end = isYear ? i + 6 : i + 4;
        var number = isYear ? $"{text[i + 3]}-{text[i + 5]}" : text[i + 3].ToString();
        return text.Is(i - 1, "de") && (text.Is(i - 2, "projet") || text.Is(i - 2, "proposition"))
            ? new($"{text[i - 2].ToString().ToLowerInvariant()} de loi n° {number}", text.Between(i - 2, end))
            : new($"loi n° {number}", text.Between(i, end));
    }

    /// <summary>"Drucksache 20/1234".</summary>
    private static ReferenceFact? German(FactText text, int i) =>
        (text.Is(i, "Drucksache") || text.Is(i, "Bundestagsdrucksache")) && text.NumberAt(i + 1) is >= 1 and <= 99
            && text.IsSign(i + 2, '/') && text.NumberAt(i + 3) >= 1
            ? new($"Drucksache {text[i + 1]}/{text[i + 3]}", text.Between(i, i + 4))
            : null;

    /// <summary>"2021/0106(COD)": a procedure of the European institutions.</summary>
    private static ReferenceFact? Procedure(FactText text, int i) =>
        IsYear(text, i) && text.IsSign(i + 1, '/') && text.Adjoins(i + 1) && text[i + 2].Length == 4 && text.IsNumber(i + 2)
            && text.IsSign(i + 3, '(') && text[i + 4] is "COD" or "INI" or "NLE" or "CNS" or "RSP" && text.IsSign(i + 5, ')')
            ? new($"{text[i]}/{text[i + 2]}({text[i + 4]})", text.Between(i, i + 6))
            : null;

    /// <summary>"2024/1689" after "Regulation (EU)", "règlement (UE)", "n°": alone it could be anything.</summary>
    private static ReferenceFact? EuropeanNumber(FactText text, int i)
    {
        if (!IsYear(text, i) || !text.Adjoins(i) || !text.IsSign(i + 1, '/') || !text.Adjoins(i + 1) || text.NumberAt(i + 2) is not (>= 1 and <= 9999))
            return null;
        for (var back = i - 1; back >= i - 4; back--)
        {
            if (Acts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[back]))
                return new($"{text[i]}/{text[i + 2]}", text.Between(i, i + 3));
        }

        return null;
    }

    /// <summary>"32024R1689": sector, year, type, number.</summary>
    private static ReferenceFact? Celex(FactText text, int i) =>
        text[i] is ['3' or '5', '1' or '2', _, _, _] && text.Adjoins(i) && text[i + 1] is "R" or "L" or "D" or "PC" or "DC"
            && text.Adjoins(i + 1) && text.IsNumber(i + 2) && text[i + 2].Length == 4
            ? new($"{text[i]}{text[i + 1]}{text[i + 2]}", text.Between(i, i + 3))
            : null;

    private static int? BillNumber(FactText text, int i, out int end)
    {
        var at = text[i] is ['-' or '‑'] ? i + 1 : i;
        end = at + 1;
        return text.NumberAt(at) is var number and >= 1 and <= 99999 ? number : null;
    }

    private static bool IsYear(FactText text, int i) => text[i].Length == 4 && text.NumberAt(i) is >= 1950 and <= 2100;
}
