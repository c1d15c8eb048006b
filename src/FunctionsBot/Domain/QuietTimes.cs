namespace FunctionsBot.Domain;

/// <summary>When a feed asks not to be read (RSS 2.0 <c>skipHours</c>, <c>skipDays</c>).</summary>
/// <param name="Hours">A bit for each hour of the day, GMT; the lowest is midnight.</param>
/// <param name="Days">A bit for each day of the week; the lowest is Sunday.</param>
public sealed record QuietTimes(uint Hours, uint Days)
{
    /// <summary>The first moment from <paramref name="from"/> on that is not quiet; the moment itself where all are.</summary>
    public DateTimeOffset Next(DateTimeOffset from)
    {
        var utc = from.ToUniversalTime();
        for (var hour = 0; hour < 24 * 7; hour++)
        {
            var moment = hour == 0 ? utc : new DateTimeOffset(utc.Date, TimeSpan.Zero).AddHours(utc.Hour + hour);
            if ((Hours >> moment.Hour & 1) == 0 && (Days >> (int)moment.DayOfWeek & 1) == 0) return moment;
        }

        return from;
    }
}
