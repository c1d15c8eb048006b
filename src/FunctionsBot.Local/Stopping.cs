namespace FunctionsBot.Local;

/// <summary>A stop in two steps: once it is asked for, nothing new is begun; what is in hand may go on for a while and is then broken off.</summary>
internal sealed class Stopping : IDisposable
{
    /// <summary>How long what is in hand may go on: less than the 20 seconds that a fetch waits for an answer, and than the 30 after which most platforms kill.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource end = new();
    private readonly CancellationTokenRegistration registration;
    private ITimer? timer;

    /// <param name="clock">Measures the patience.</param>
    /// <param name="asked">Asks for the stop.</param>
    public Stopping(TimeProvider clock, CancellationToken asked)
    {
        Asked = asked;
        registration = asked.Register(() => timer = clock.CreateTimer(_ => end.Cancel(), null, Patience, Timeout.InfiniteTimeSpan));
    }

    /// <summary>From now on nothing new is begun.</summary>
    public CancellationToken Asked { get; }

    /// <summary>What is in hand is broken off.</summary>
    public CancellationToken End => end.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        registration.Dispose();
        timer?.Dispose();
        end.Dispose();
    }
}
