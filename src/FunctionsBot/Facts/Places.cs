namespace FunctionsBot.Facts;

/// <summary>Takes the place of an event from its sentence: a capitalised name after "à", "au", "in" or "at".</summary>
internal static class Places
{
    private const int MostWords = 5;

    private static readonly HashSet<string> Prepositions = new(["à", "au", "aux", "en", "in", "at"], StringComparer.Ordinal);

    private static readonly HashSet<string> Inner = new(["de", "des", "du", "la", "of", "the", "d", "l"], StringComparer.Ordinal);

    /// <summary>The place named nearest to the date.</summary>
    public static string? Near(FactText text, WrittenDate date, Sentence sentence)
    {
        var (best, distance) = ((string?)null, int.MaxValue);
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (i >= date.FirstToken && i < date.EndToken || !Prepositions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[i]))
                continue;
            var away = i < date.FirstToken ? date.FirstToken - i : i - date.EndToken;
            if (away < distance && Name(text, i + 1, sentence) is { } name)
                (best, distance) = (name, away);
        }

        return best;
    }

    private static string? Name(FactText text, int at, Sentence sentence)
    {
        if (text.Is(at, "the") || text.Is(at, "la"))
            at++;
        else if (text.Is(at, "l") && text[at + 1] is ['\'' or '’'])
            at += 2;
        if (!text.IsCapitalised(at) || text[at].Length < 2 || Calendar.MonthOf(text[at]) > 0 || Calendar.WeekdayOf(text[at]) is not null)
            return null;
        var end = at + 1;
        while (end < sentence.EndToken && end - at < MostWords)
        {
            if (text.IsCapitalised(end) && Calendar.MonthOf(text[end]) == 0 && Calendar.WeekdayOf(text[end]) is null)
                end++;
            else if ((text[end] is ['-' or '’' or '\''] && text.Adjoins(end) || Inner.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[end]))
                && end + 1 < sentence.EndToken && text.IsCapitalised(end + 1))
                end += 2;
            else
                break;
        }

        var name = text.Between(at, end);
        return IsKnownOrganisation(text, at) ? null : name;
    }

    private static bool IsKnownOrganisation(FactText text, int at) => Names.Organisations.StartsAt(text, at) && text[at] is not ("Élysée" or "Assemblée" or "Sénat" or "Bundestag");
}
