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
            return EuropeanNumber(text, i) ?? Celex(text, i);
        if (text[i] is "COM" or "SWD" or "JOIN" && text.IsSign(i + 1, '(') && IsYear(text, i + 2) && text.IsSign(i + 3, ')'))
        {
            var number = text.Is(i + 4, "final") ? i + 5 : i + 4;
            return text.NumberAt(number) is >= 1 and <= 9999
                ? new($"{text[i]}({text[i + 2]}) {text[number]}", text.Between(i, number + 1))
                : null;
        }

        if (text[i] is "SB" or "AB" && BillNumber(text, i + 1, out var end) is { } bill)
            return new($"{text[i]} {bill}", text.Between(i, end));
        if (text[i] is "H" && text.IsSign(i + 1, '.') && text[i + 2] is "R" && text.IsSign(i + 3, '.') && BillNumber(text, i + 4, out end) is { } house)
            return new($"H.R. {house}", text.Between(i, end));
        return text.Is(i, "Order") && text.Is(i - 1, "Executive") && text.NumberAt(i + 1) is >= 10000 and <= 99999
            ? new($"Executive Order {text[i + 1]}", text.Between(i - 1, i + 2))
            : null;
    }

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
