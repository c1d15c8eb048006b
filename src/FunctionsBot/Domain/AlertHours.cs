namespace FunctionsBot.Domain;

/// <summary>When a chat wants no alerts: hours of the day and days of the week, in its own time zone. What comes then waits.</summary>
/// <param name="QuietFrom">Local time from which it is quiet, to the minute.</param>
/// <param name="QuietUntil">Local time at which the quiet ends; before <paramref name="QuietFrom"/> for a night, equal to it for no quiet hours.</param>
public sealed record AlertHours(TimeOnly QuietFrom, TimeOnly QuietUntil)
{
    /// <summary>A week and a day: the longest quiet with one working day a week, and its end.</summary>
    private const int Horizon = 9;

    /// <summary>Days on which alerts may come; empty for all.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Whether alerts may come at a local time, as a clock on the wall shows it.</summary>
    public bool IsOpen(DateTime local)
    {
        var at = TimeOnly.FromDateTime(local);
        var quiet = QuietFrom < QuietUntil ? at >= QuietFrom && at < QuietUntil
            : QuietFrom > QuietUntil && (at >= QuietFrom || at < QuietUntil);
        return !quiet && (Days.Count == 0 || Days.Contains(local.DayOfWeek));
    }

    /// <summary>
    /// The first moment from <paramref name="now"/> on at which alerts may come. The wall's clock decides: a time that daylight saving skips
    /// is the first moment after the gap, one that comes twice counts both times.
    /// </summary>
    public DateTimeOffset NextOpen(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone);
        if (IsOpen(today.DateTime))
        {
            return now;
        }

        return Enumerable.Range(-1, Horizon + 1)
            .SelectMany(day => new[] { today.Date.AddDays(day), today.Date.AddDays(day) + QuietUntil.ToTimeSpan() })
            .SelectMany(local => Moments(local, zone))
            .Where(moment => moment > now && IsOpen(TimeZoneInfo.ConvertTime(moment, zone).DateTime))
            .DefaultIfEmpty(now)
            .Min();
    }

    /// <summary>When a clock on the wall shows a time: once, twice, or, for a time that is skipped, the first moment after the gap.</summary>
    private static IEnumerable<DateTimeOffset> Moments(DateTime local, TimeZoneInfo zone)
    {
        while (!WallClock.Shows(zone, local))
        {
            local = local.AddMinutes(1);
        }

        return zone.IsAmbiguousTime(local)
            ? zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset))
            : [new DateTimeOffset(local, zone.GetUtcOffset(local))];
    }
}
