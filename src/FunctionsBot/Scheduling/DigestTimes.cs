using System.Globalization;
using Cronos;
using FunctionsBot.Domain;

namespace FunctionsBot.Scheduling;

/// <summary>When digests are due, in each destination's own time zone.</summary>
public static class DigestTimes
{
    /// <summary>No zone has skipped more since 1970, but for whole days.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(2);

    /// <summary>The first moment after <paramref name="after"/> at which a destination's digest is due; null where it gets none.</summary>
    /// <remarks>A local time that daylight saving skips is the first moment after the gap; one that comes twice counts once (Cronos' rules).</remarks>
    public static DateTimeOffset? Next(Destination destination, DateTimeOffset after)
    {
        var schedule = destination.Schedule;
        if (schedule.Rhythm == DigestRhythm.None)
        {
            return null;
        }

        var weekday = ((int)schedule.Day).ToString(CultureInfo.InvariantCulture);
        var day = schedule.Rhythm switch
        {
            DigestRhythm.Weekly => weekday,
            DigestRhythm.Monthly => $"{weekday}#1",
            _ => "*",
        };
        var cron = CronExpression.Parse($"{schedule.At.Minute} {schedule.At.Hour} * * {day}");
        var zone = Zone(destination.TimeZone);
        return cron.GetNextOccurrence(after.ToUniversalTime(), zone) is { } due ? AfterGap(due, schedule.At, zone) : null;
    }

    /// <summary>Where a zone moves its standard time, .NET does not say that a time is skipped, and the occurrence lies before the gap by as much as is skipped.</summary>
    private static DateTimeOffset AfterGap(DateTimeOffset due, TimeOnly at, TimeZoneInfo zone)
    {
        while (at - TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, zone).DateTime) is { Ticks: > 0 } early && early <= LongestGap)
        {
            due = due.AddMinutes(1);
        }

        return due;
    }

    /// <summary>The local date a digest belongs to; it names the digest, so that one day has one.</summary>
    public static DateOnly LocalDate(Destination destination, DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone(destination.TimeZone)).DateTime);

    /// <summary>A zone by its IANA name; UTC where the machine does not know it, which beats no digest at all.</summary>
    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
