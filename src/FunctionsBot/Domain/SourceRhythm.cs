namespace FunctionsBot.Domain;

/// <summary>When a source publishes, as polling has taught: under 700 bytes however long it is polled, since what is old fades.</summary>
/// <param name="Learned">When it was last added to. What was known then fades from then on.</param>
/// <param name="Weeks">Weeks watched by then, older ones counting less.</param>
public sealed record SourceRhythm(DateTimeOffset Learned, double Weeks)
{
    /// <summary>New entries in each hour of the UTC week, from Sunday at midnight: 168 half-precision numbers, little-endian.</summary>
    public byte[] Hours { get; init; } = [];

    /// <summary>Hours in which something new came, older ones counting less: entries come in bursts, and a burst is one sign of life.</summary>
    public double Bursts { get; init; }

    /// <summary>When the last new entry came.</summary>
    public DateTimeOffset? LastBurst { get; init; }

    /// <summary>Gaps between bursts by their length, in bursts that the rhythm had led to expect; each bin a quarter of an octave.</summary>
    public byte[] Gaps { get; init; } = [];

    /// <summary>The longest gap between bursts so far.</summary>
    public TimeSpan LongestGap { get; init; }
}
