namespace FunctionsBot.Fetching;

/// <summary>The time a fetch has left, in all and for the step under way, and which of the two ran out.</summary>
internal sealed class Patience : IDisposable
{
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource source;
    private readonly ITimer whole;
    private readonly ITimer step;
    private TimeSpan left;
    private long started;
    private volatile string expected = "";

    public Patience(TimeSpan total, TimeProvider clock, CancellationToken cancel)
    {
        this.clock = clock;
        left = total;
        source = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        whole = clock.CreateTimer(_ => Lose($"was not read whole within {Words(total)}; it is asked again later"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        step = clock.CreateTimer(_ => Lose(expected), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    /// <summary>What took too long, in words that follow the address; null while there is time.</summary>
    public string? Lost { get; private set; }

    /// <summary>The clock runs: a host's turn has come.</summary>
    public void Resume()
    {
        started = clock.GetTimestamp();
        whole.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The clock stands still: waiting for a host's turn is nobody's fault.</summary>
    public void Pause()
    {
        step.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        whole.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        left -= clock.GetElapsedTime(started);
    }

    /// <summary>The next step must come within <paramref name="limit"/>.</summary>
    public void Expect(TimeSpan limit, string otherwise)
    {
        expected = otherwise;
        step.Change(limit, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        step.Dispose();
        whole.Dispose();
        source.Dispose();
    }

    public static string Words(TimeSpan time) =>
        time.TotalSeconds >= 1 ? string.Create(null, $"{time.TotalSeconds:0.#} s") : string.Create(null, $"{time.TotalMilliseconds:0} ms");

    private void Lose(string words)
    {
        lock (source)
        {
            Lost ??= words;
        }

        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The timer fired while the fetch was ending: there is nothing left to stop.
        }
    }
}
