namespace FunctionsBot.Facts;

/// <summary>Which way from the day of publication a date lies, where its words say so.</summary>
internal enum Direction
{
    /// <summary>Not said.</summary>
    Unsaid,

    /// <summary>"le 18 novembre prochain", "next Tuesday".</summary>
    Next,

    /// <summary>"le 13 novembre dernier", "last Tuesday".</summary>
    Last,
}

/// <summary>A date as a text writes it, before it is known which year is meant.</summary>
/// <param name="FirstToken">Where it starts, weekday included.</param>
/// <param name="EndToken">The token after it.</param>
internal sealed record WrittenDate(int FirstToken, int EndToken)
{
    public int? Year { get; init; }

    /// <summary>1 to 12; none for a bare weekday.</summary>
    public int? Month { get; init; }

    /// <summary>None where only a month is named.</summary>
    public int? Day { get; init; }

    public int? EndMonth { get; init; }

    public int? EndDay { get; init; }

    public DayOfWeek? Weekday { get; init; }

    public Direction Direction { get; init; }

    /// <summary>The days meant, for a text published on <paramref name="published"/>; null where no such day exists.</summary>
    public (DateOnly Start, DateOnly? End, bool Imprecise)? Resolve(DateOnly published)
    {
        if (Month is not { } month)
            return Weekday is { } weekday ? (NextOrLast(weekday, published), null, false) : null;
        if (Day is not { } day)
        {
            var year = Year ?? NearestYear(y => Make(y, month, 1), published);
            return Make(year, month, 1) is { } first ? (first, null, true) : null;
        }

        var startYear = Year ?? NearestYear(y => Make(y, month, day), published);
        if (Year is not null && EndMonth < month)
            startYear--;
        if (Make(startYear, month, day) is not { } start)
            return null;
        if (EndDay is not { } endDay)
            return (start, null, false);
        var endMonth = EndMonth ?? month;
        var end = Make(endMonth < month ? startYear + 1 : startYear, endMonth, endDay);
        return end > start ? (start, end, false) : (start, null, false);
    }

    private static DateOnly? Make(int year, int month, int day) =>
        year is >= 1 and <= 9998 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private DateOnly NextOrLast(DayOfWeek weekday, DateOnly published)
    {
        var ahead = ((int)weekday - (int)published.DayOfWeek + 7) % 7;
        return Direction is Direction.Last ? published.AddDays(ahead == 0 ? -7 : ahead - 7) : published.AddDays(ahead == 0 ? 7 : ahead);
    }

    /// <summary>The year in which the date lies nearest, of those that its weekday and "next" or "last" allow.</summary>
    private int NearestYear(Func<int, DateOnly?> make, DateOnly published)
    {
        var (best, distance) = (published.Year, int.MaxValue);
        for (var year = published.Year - 1; year <= published.Year + 1; year++)
        {
            if (make(year) is not { } date)
                continue;
            var away = date.DayNumber - published.DayNumber;
            var wrongWay = (Direction is Direction.Next && away < 0) || (Direction is Direction.Last && away > 0);
            var wrongDay = Weekday is { } weekday && Day is not null && date.DayOfWeek != weekday;
            var cost = Math.Abs(away) + (wrongWay ? 10_000 : 0) + (wrongDay ? 1_000 : 0);
            if (cost < distance)
                (best, distance) = (year, cost);
        }

        return best;
    }
}
