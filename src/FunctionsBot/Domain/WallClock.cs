namespace FunctionsBot.Domain;

/// <summary>What a clock on the wall of a zone shows.</summary>
public static class WallClock
{
    /// <summary>
    /// Whether it ever shows a time. Daylight saving skips some, and so do zones that move their standard time, such as Morocco's after
    /// Ramadan: of those <see cref="TimeZoneInfo.IsInvalidTime"/> knows nothing, but the way to UTC and back ends elsewhere.
    /// </summary>
    /// <param name="zone">The zone.</param>
    /// <param name="local">A time in it, of no kind.</param>
    public static bool Shows(TimeZoneInfo zone, DateTime local) =>
        !zone.IsInvalidTime(local) && TimeZoneInfo.ConvertTime(new DateTimeOffset(local, zone.GetUtcOffset(local)), zone).DateTime == local;
}
