using System.Buffers.Binary;
using FunctionsBot.Domain;

namespace FunctionsBot.Scheduling;

/// <summary>How many new entries a source is expected to have in each hour of the week, from what it had.</summary>
internal readonly struct WeeklyRates
{
    /// <summary>Hours of a week.</summary>
    public const int Hours = 168;

    /// <summary>What was learned counts half after this: long enough to know a monthly source, short enough to follow one that changes.</summary>
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(16 * 7);

    /// <summary>Weeks' worth of belief that all hours are alike, against which a pattern has to show.</summary>
    private const double AllAlike = 1;

    /// <summary>An hour in which one entry came is what is believed of a source of which nothing is known.</summary>
    private const double Unknown = 1.0 / Hours;

    private readonly double[] perHour;

    private WeeklyRates(double[] perHour)
    {
        this.perHour = perHour;
        PerWeek = perHour.Sum();
    }

    /// <summary>Entries a week.</summary>
    public double PerWeek { get; }

    /// <summary>The rates at a moment, the weeks since the last entry counted as weeks without.</summary>
    public static WeeklyRates At(SourceRhythm? rhythm, DateTimeOffset moment)
    {
        var counts = rhythm is null ? new double[Hours] : Counts(rhythm, moment);
        var weeks = rhythm is null ? 0 : WeeksAt(rhythm, moment);
        var mean = (counts.Sum() + 1) / (Hours * (weeks + Unknown));
        var rates = new double[Hours];
        for (var hour = 0; hour < Hours; hour++)
        {
            // An hour is like the hours beside it.
            var near = (counts[(hour + Hours - 1) % Hours] + 2 * counts[hour] + counts[(hour + 1) % Hours]) / 4;
            rates[hour] = (near + Unknown + AllAlike * mean) / (weeks + Unknown + AllAlike);
        }

        return new(rates);
    }

    /// <summary>Entries expected in one hour.</summary>
    public double In(DateTimeOffset moment) => perHour[HourOf(moment)];

    /// <summary>The share of a week's entries expected between two moments; above 1 where they are more than a week apart.</summary>
    public double Share(DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from) return 0;
        var weeks = Math.Floor((to - from) / TimeSpan.FromDays(7));
        from += TimeSpan.FromDays(7) * weeks;
        var sum = 0.0;
        while (from < to)
        {
            var next = NextHour(from);
            if (next > to) next = to;
            sum += In(from) * (next - from).TotalHours;
            from = next;
        }

        return weeks + sum / PerWeek;
    }

    /// <summary>Weeks watched, as they count at a later moment.</summary>
    public static double WeeksAt(SourceRhythm rhythm, DateTimeOffset moment) =>
        rhythm.Weeks * Fading(rhythm, moment) + Math.Max(0, (moment - rhythm.Learned) / TimeSpan.FromDays(7));

    /// <summary>Entries by hour of the week, as they count at a later moment.</summary>
    public static double[] Counts(SourceRhythm rhythm, DateTimeOffset moment)
    {
        var counts = new double[Hours];
        if (rhythm.Hours.Length != Hours * 2) return counts;
        var fading = Fading(rhythm, moment);
        for (var hour = 0; hour < Hours; hour++)
        {
            counts[hour] = (double)BinaryPrimitives.ReadHalfLittleEndian(rhythm.Hours.AsSpan(hour * 2)) * fading;
        }

        return counts;
    }

    /// <summary>Counts as they are stored; what no source reaches is cut off.</summary>
    public static byte[] Pack(double[] counts)
    {
        var packed = new byte[Hours * 2];
        for (var hour = 0; hour < Hours; hour++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(packed.AsSpan(hour * 2), (Half)Math.Min(counts[hour], 60_000));
        }

        return packed;
    }

    /// <summary>The part of what was known that still counts.</summary>
    public static double Fading(SourceRhythm rhythm, DateTimeOffset moment) => Math.Pow(0.5, Math.Max(0, (moment - rhythm.Learned) / HalfLife));

    /// <summary>The hour of the UTC week, from Sunday at midnight.</summary>
    public static int HourOf(DateTimeOffset moment) => (int)moment.UtcDateTime.DayOfWeek * 24 + moment.UtcDateTime.Hour;

    /// <summary>The next full hour.</summary>
    public static DateTimeOffset NextHour(DateTimeOffset moment) =>
        new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerHour + TimeSpan.TicksPerHour, TimeSpan.Zero);
}
