using FunctionsBot.Domain;

namespace FunctionsBot.Scheduling;

/// <summary>
/// Whether a source that answers has been silent for longer than its own rhythm explains. Time is counted in bursts that the rhythm had led
/// to expect, so that nights and weekends hardly count; were bursts independent, gaps so counted would be exponential with mean 1 whatever the
/// pattern of the week (time-rescaling theorem; Brown, Barbieri, Ventura, Kass, Frank, Neural Computation 14, 2002). They are not quite, so the
/// tail is fitted to the gaps the source really had. Holidays break every rhythm, so a silence must outlast the longest known as well.
/// </summary>
public static class Silence
{
    /// <summary>A source in which nothing is wrong is flagged about once in so many years.</summary>
    public const double FalseAlarmYears = 5;

    /// <summary>No silence is told before it is this long.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(24);

    /// <summary>A silence must be this many times the longest one known.</summary>
    private const double BeyondLongest = 1.5;

    /// <summary>Fewer bursts are no rhythm, and fewer weeks no pattern.</summary>
    private const double FewestBursts = 5;
    private const double FewestWeeks = 2;

    /// <summary>Fewer gaps give no tail: it is then taken to be twice as long as chance would have it.</summary>
    private const int FewestGaps = 20;

    /// <summary>Since when a source has been silent beyond its rhythm; null where it has not, or where too little is known of it.</summary>
    public static DateTimeOffset? Since(SourceState state, DateTimeOffset now) =>
        state.Rhythm is { LastBurst: { } last, Bursts: >= FewestBursts, Weeks: >= FewestWeeks } rhythm
        && now - last > Shortest
        && now - last > rhythm.LongestGap * BeyondLongest
        && Expected(rhythm, last, now) > Longest(rhythm)
            ? last
            : null;

    /// <summary>The usual time between two bursts.</summary>
    public static TimeSpan UsualGap(SourceRhythm rhythm) => TimeSpan.FromDays(7) / Math.Max(PerWeek(rhythm), 1.0 / 52);

    private static double PerWeek(SourceRhythm rhythm) => rhythm.Bursts / rhythm.Weeks;

    private static double Expected(SourceRhythm rhythm, DateTimeOffset from, DateTimeOffset to) =>
        WeeklyRates.At(rhythm, rhythm.Learned).Share(from, to) * PerWeek(rhythm);

    /// <summary>The gap that comes once in <see cref="FalseAlarmYears"/>: an exponential tail through the median and the ninth decile, never shorter than chance has it.</summary>
    private static double Longest(SourceRhythm rhythm)
    {
        var gaps = Math.Max(PerWeek(rhythm) * 52 * FalseAlarmYears, 10);
        if (rhythm.Gaps.Sum(g => g) < FewestGaps) return 2 * Math.Log(gaps);
        var (half, tenth) = (Quantile(rhythm.Gaps, 0.5), Quantile(rhythm.Gaps, 0.9));
        var scale = Math.Max(1, (tenth - half) / Math.Log(5));
        return Math.Max(tenth, Math.Log(10)) + scale * Math.Log(gaps / 10);
    }

    private static double Quantile(byte[] gaps, double share)
    {
        var left = gaps.Sum(g => g) * share;
        var bin = 0;
        while (bin < gaps.Length - 1 && (left -= gaps[bin]) > 0) bin++;
        return RhythmLearning.EndOf(bin);
    }
}
