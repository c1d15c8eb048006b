using FunctionsBot.Domain;

namespace FunctionsBot.Scheduling;

/// <summary>Learns from each poll when a source publishes.</summary>
public static class RhythmLearning
{
    /// <summary>Entries older than this at the first poll say nothing about today.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(56);

    /// <summary>Bins of gaps: from an eighth of a burst expected to 32, four to the octave.</summary>
    internal const int GapBins = 32;

    /// <summary>Adds what a poll found; nothing new leaves the rhythm as it is, since time that passes counts by itself.</summary>
    /// <param name="state">The source before this poll.</param>
    /// <param name="now">The moment of this poll.</param>
    /// <param name="found">The entries not seen before.</param>
    public static SourceRhythm Learn(SourceState state, DateTimeOffset now, IReadOnlyCollection<Entry> found)
    {
        var first = !state.Begun || state.Rhythm is null;
        var arrivals = (first ? History(found, now) : Arrivals(found, state.LastSuccess ?? now, now)).Order().ToList();
        var rhythm = state.Rhythm ?? new SourceRhythm(now, 0);
        if (arrivals.Count == 0) return rhythm;
        if (first) rhythm = new SourceRhythm(arrivals[0], 0) with { Learned = now, Weeks = Math.Max((now - arrivals[0]).TotalDays, 1) / 7 };
        var counts = WeeklyRates.Counts(rhythm, now);
        foreach (var arrival in arrivals) counts[WeeklyRates.HourOf(arrival)]++;
        var learned = rhythm with
        {
            Learned = now,
            Weeks = WeeklyRates.WeeksAt(rhythm, now),
            Hours = WeeklyRates.Pack(counts),
            Bursts = rhythm.Bursts * WeeklyRates.Fading(rhythm, now),
        };
        return WithBursts(learned, arrivals);
    }

    /// <summary>At the first poll the dates of the entries are a history to learn from.</summary>
    private static IEnumerable<DateTimeOffset> History(IEnumerable<Entry> found, DateTimeOffset now) =>
        found.Select(e => e.Published).OfType<DateTimeOffset>().Where(p => p <= now && p > now - Recent);

    /// <summary>Later a date is believed where it lies between the two polls; else the entry came somewhere between them. What is old was published anew.</summary>
    private static IEnumerable<DateTimeOffset> Arrivals(IEnumerable<Entry> found, DateTimeOffset last, DateTimeOffset now) => found
        .Where(e => !e.History)
        .Select(e => e.Published > last && e.Published <= now ? e.Published.Value : last + (now - last) / 2);

    private static SourceRhythm WithBursts(SourceRhythm rhythm, List<DateTimeOffset> arrivals)
    {
        var rates = WeeklyRates.At(rhythm, rhythm.Learned);
        var gaps = rhythm.Gaps.Length == GapBins ? [.. rhythm.Gaps] : new byte[GapBins];
        var hours = arrivals.GroupBy(a => a.UtcTicks / TimeSpan.TicksPerHour).Select(g => g.Last()).ToList();
        var perWeek = (rhythm.Bursts + hours.Count) / Math.Max(rhythm.Weeks, 1.0 / 7);
        var (bursts, last, longest) = (rhythm.Bursts, rhythm.LastBurst, rhythm.LongestGap);
        foreach (var burst in hours)
        {
            if (last?.UtcTicks / TimeSpan.TicksPerHour == burst.UtcTicks / TimeSpan.TicksPerHour || burst < last) continue;
            if (last is { } before)
            {
                Count(gaps, BinOf(rates.Share(before, burst) * perWeek));
                if (burst - before > longest) longest = burst - before;
            }

            (bursts, last) = (bursts + 1, burst);
        }

        return rhythm with { Bursts = bursts, LastBurst = last, Gaps = gaps, LongestGap = longest };
    }

    /// <summary>One more in a bin; where one is full all are halved, so that what is recent counts more.</summary>
    private static void Count(byte[] gaps, int bin)
    {
        if (gaps[bin] == byte.MaxValue)
        {
            for (var i = 0; i < gaps.Length; i++) gaps[i] /= 2;
        }

        gaps[bin]++;
    }

    private static int BinOf(double bursts) => Math.Clamp((int)Math.Floor(4 * (Math.Log2(Math.Max(bursts, 1e-6)) + 3)), 0, GapBins - 1);

    /// <summary>The upper end of a bin.</summary>
    internal static double EndOf(int bin) => Math.Pow(2, (bin + 1) / 4.0 - 3);
}
