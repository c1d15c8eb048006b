namespace FunctionsBot.Sources;

/// <summary>The RSS syndication module's period: so many times an hour, day, week, month or year.</summary>
internal struct SyndicationPeriod
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public SyndicationPeriod()
    {
    }

    public TimeSpan? Unit { get; set; }

    public int Times { get; set; } = 1;

    /// <summary>The time between two updates, at most a week; null where no period was given.</summary>
    public readonly TimeSpan? Pause => Unit is { } unit && Times is > 0 and < 10_000 ? (unit / Times) is var pause && pause > Longest ? Longest : pause : null;

    public static TimeSpan? UnitOf(ReadOnlySpan<char> word)
    {
        word = word.Trim();
        return word.Equals("hourly", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromHours(1)
            : word.Equals("daily", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(1)
            : word.Equals("weekly", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(7)
            : word.Equals("monthly", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(30)
            : word.Equals("yearly", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(365)
            : null;
    }
}
