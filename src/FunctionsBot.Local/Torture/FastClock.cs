namespace FunctionsBot.Local.Torture;

/// <summary>
/// A clock that runs faster than another, so that hours of retries pass in minutes. Every process that is given the same two
/// moments shows the same time.
/// </summary>
/// <param name="real">The clock it is faster than.</param>
/// <param name="epoch">The real time at which it showed <paramref name="start"/>.</param>
/// <param name="start">What it showed then.</param>
internal sealed class FastClock(TimeProvider real, DateTimeOffset epoch, DateTimeOffset start) : TimeProvider
{
    /// <summary>Three seconds are a minute: a delivery's lease of five minutes still outlasts every time limit of the run, on a busy machine too.</summary>
    public const int Speed = 20;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + ((real.GetUtcNow() - epoch) * Speed);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => (real.GetElapsedTime(0) * Speed).Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

    private static TimeSpan Shorter(TimeSpan time) => time > TimeSpan.Zero ? time / Speed : time;
}
