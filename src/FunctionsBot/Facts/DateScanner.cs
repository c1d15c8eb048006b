namespace FunctionsBot.Facts;

/// <summary>
/// Finds the dates a text writes, in French and English and as far as the forms agree in German, Spanish and Italian. A hand-made
/// scanner over tokens: it looks a few tokens ahead and never back, so its time is linear in the text.
/// </summary>
internal static class DateScanner
{
    private static readonly HashSet<string> Joins = new(["au", "to", "et", "and", "bis", "und", "al", "y", "e", "through", "-", "–", "—"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Ordinals = new(["er", "st", "nd", "rd", "th"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Links = new(["de", "of", "di", "del"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Nexts = new(["prochain", "prochaine", "prochains", "next", "kommenden", "próximo", "prossimo"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Lasts = new(["dernier", "dernière", "derniers", "last", "vergangenen", "pasado", "scorso"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words before a bare month: without one, "mars" and "May" are too often something else.</summary>
    private static readonly HashSet<string> MonthCues = new(
        ["début", "debut", "mi", "fin", "courant", "en", "early", "mid", "late", "in", "since", "depuis", "anfang", "mitte", "ende", "im", "next", "last"],
        StringComparer.OrdinalIgnoreCase);

    public static List<WrittenDate> Find(FactText text)
    {
        var found = new List<WrittenDate>();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var date = At(text, i);
            if (date is null)
                continue;
            found.Add(date);
            i = date.EndToken - 1;
        }

        return found;
    }

    private static WrittenDate? At(FactText text, int i)
    {
        if (text.IsNumber(i))
            return Numeric(text, i) ?? DayFirst(text, i);
        if (!text.IsWord(i))
            return null;
        if (Calendar.WeekdayOf(text[i]) is { } weekday)
            return WithWeekday(text, i, weekday);
        if (Has(Nexts, text[i]) || Has(Lasts, text[i]))
            return Calendar.WeekdayOf(text[i + 1]) is { } day
                ? new(i, i + 2) { Weekday = day, Direction = Has(Nexts, text[i]) ? Direction.Next : Direction.Last }
                : MonthAlone(text, i);
        return Calendar.MonthOf(text[i]) > 0 ? MonthFirst(text, i) ?? MonthAlone(text, i) : MonthAlone(text, i);
    }

    /// <summary>2025-11-18, 18.11.2025 and 18/11/2025 (not 11/18/2025, nor one that could be either).</summary>
    private static WrittenDate? Numeric(FactText text, int i)
    {
        if (!text.Adjoins(i) || !text.Adjoins(i + 1) || text[i + 1] is not [var sign] || text[i + 3] is not [var again] || sign != again
            || !text.Adjoins(i + 2) || !text.Adjoins(i + 3) || !text.IsNumber(i + 2) || !text.IsNumber(i + 4))
            return null;
        var (a, b, c) = (text.NumberAt(i), text.NumberAt(i + 2), text.NumberAt(i + 4));
        if (sign == '-' && IsYear(text, i) && b is >= 1 and <= 12 && c is >= 1 and <= 31)
            return new(i, i + 5) { Year = a, Month = b, Day = c };
        var certain = sign == '.' || a > 12 || a == b;
        return sign is '.' or '/' && certain && IsYear(text, i + 4) && a is >= 1 and <= 31 && b is >= 1 and <= 12
            ? new(i, i + 5) { Year = c, Month = b, Day = a }
            : null;
    }

    /// <summary>"18 novembre [2025] [prochain]", "1er mars", "3rd of March", "10 au 11 février", "30 janvier au 2 février 2026".</summary>
    private static WrittenDate? DayFirst(FactText text, int i)
    {
        if (DayAt(text, i, out var next) is not { } day)
            return null;
        if (Has(Joins, text[next]) && DayAt(text, next + 1, out var afterEnd) is { } endDay && MonthAt(text, afterEnd, out var afterMonth) is { } month)
            return Finish(text, new(i, afterMonth) { Day = day, EndDay = endDay, Month = month });
        if (MonthAt(text, next, out var after) is not { } first)
            return null;
        // "30 janvier au 2 février": but "3 March and 4 people" is one date.
        if (Has(Joins, text[after]) && DayAt(text, after + 1, out var afterSecond) is { } secondDay && MonthAt(text, afterSecond, out var end) is { } second
            && !(text.Is(after, "et") || text.Is(after, "and")))
            return Finish(text, new(i, end) { Day = day, Month = first, EndDay = secondDay, EndMonth = second });
        return Finish(text, new(i, after) { Day = day, Month = first });
    }

    /// <summary>"June 3[, 2026]", "February 10-11, 2025"; of other languages only with a comma and a year, as sites print it.</summary>
    private static WrittenDate? MonthFirst(FactText text, int i)
    {
        var month = Calendar.MonthOf(text[i]);
        var at = text.IsSign(i + 1, '.') ? i + 2 : i + 1;
        if (DayAt(text, at, out var next) is not { } day || !text.IsCapitalised(i) && !Calendar.IsEnglishMonth(text[i]))
            return null;
        var date = new WrittenDate(i, next) { Month = month, Day = day };
        if (Has(Joins, text[next]) && DayAt(text, next + 1, out var afterEnd) is { } endDay && endDay > day && MonthAt(text, afterEnd, out _) is null)
            date = date with { EndDay = endDay, EndToken = afterEnd };
        var year = text.IsSign(date.EndToken, ',') ? date.EndToken + 1 : date.EndToken;
        if (IsYear(text, year))
            return date with { Year = text.NumberAt(year), EndToken = year + 1 };
        return Calendar.IsEnglishMonth(text[i]) && text.IsCapitalised(i) ? Finish(text, date) : null;
    }

    /// <summary>"février 2025", "début février", "in February", "février dernier".</summary>
    private static WrittenDate? MonthAlone(FactText text, int i)
    {
        var cued = Has(MonthCues, text[i]);
        var at = cued ? text.IsSign(i + 1, '-') ? i + 2 : i + 1 : i;
        if (cued && Calendar.MonthOf(text[at]) == 0 && text[at].Length == 2 && text.Is(at, "de"))
            at++;
        var month = Calendar.MonthOf(text[at]);
        // "mars" and "may" in lower-case English, "mar" and "dec" cut short, are words of their own.
        if (month == 0 || text[at].Length < 3)
            return null;
        var date = Finish(text, new(i, at + 1) { Month = month });
        if (date.Year is null && IsDirected(text, i))
            date = date with { Direction = Has(Nexts, text[i]) ? Direction.Next : Direction.Last };
        var sure = date.Year is not null || date.Direction is not Direction.Unsaid
            || (cued && text[at].Length >= 3 && (text.IsCapitalised(at) || !Calendar.IsEnglishMonth(text[at])));
        return sure ? date : null;
    }

    private static bool IsDirected(FactText text, int i) => Has(Nexts, text[i]) || Has(Lasts, text[i]);

    private static WrittenDate? WithWeekday(FactText text, int i, DayOfWeek weekday)
    {
        var at = i + 1;
        if (text.IsSign(at, ',') || text.IsSign(at, '.') || text.Is(at, "den") || text.Is(at, "the"))
            at++;
        if (text.IsSign(at, ',') || text.Is(at, "le"))
            at++;
        var date = text.IsNumber(at) ? DayFirst(text, at) : Calendar.MonthOf(text[at]) > 0 ? MonthFirst(text, at) : null;
        if (date is not null)
            return date with { FirstToken = i, Weekday = weekday };
        if (Has(Nexts, text[i + 1]))
            return new(i, i + 2) { Weekday = weekday, Direction = Direction.Next };
        return Has(Lasts, text[i + 1]) ? new(i, i + 2) { Weekday = weekday, Direction = Direction.Last } : null;
    }

    /// <summary>Takes a year and "prochain" or "dernier" after the date.</summary>
    private static WrittenDate Finish(FactText text, WrittenDate date)
    {
        var at = date.EndToken;
        var year = text.IsSign(at, ',') || text.IsSign(at, '.') || Has(Links, text[at]) ? at + 1 : at;
        if (IsYear(text, year))
            return date with { Year = text.NumberAt(year), EndToken = year + 1 };
        return Has(Nexts, text[at]) ? date with { Direction = Direction.Next, EndToken = at + 1 }
            : Has(Lasts, text[at]) && !text.IsCapitalised(at) ? date with { Direction = Direction.Last, EndToken = at + 1 }
            : date;
    }

    private static int? DayAt(FactText text, int i, out int next)
    {
        var day = text.NumberAt(i);
        next = i + 1;
        if (text.Adjoins(i) && (Has(Ordinals, text[next]) || (text.IsSign(next, '.') && !text.Adjoins(next))))
            next++;
        return day is >= 1 and <= 31 && text[i].Length <= 2 ? day : null;
    }

    private static int? MonthAt(FactText text, int i, out int next)
    {
        if (Has(Links, text[i]))
            i++;
        var month = Calendar.MonthOf(text[i]);
        next = text.IsSign(i + 1, '.') && text[i].Length <= 5 && IsYear(text, i + 2) ? i + 2 : i + 1;
        return month > 0 ? month : null;
    }

    private static bool IsYear(FactText text, int i) =>
        text[i].Length == 4 && text.NumberAt(i) is >= 1990 and <= 2100 && !(text.Adjoins(i) && (text.IsSign(i + 1, '/') || text.IsSign(i + 1, '%')));

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
