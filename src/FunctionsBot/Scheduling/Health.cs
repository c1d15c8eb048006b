using System.Globalization;
using System.Text.Json;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;

namespace FunctionsBot.Scheduling;

/// <summary>One thing that was looked at.</summary>
/// <param name="Good">Whether it is as it should be.</param>
/// <param name="Says">What was found, in one sentence without names or secrets.</param>
public sealed record HealthCheck(bool Good, string Says);

/// <summary>What was found when the bot was last looked at.</summary>
/// <param name="At">When.</param>
/// <param name="Checks">By name.</param>
public sealed record HealthReport(DateTimeOffset At, IReadOnlyDictionary<string, HealthCheck> Checks)
{
    /// <summary>All is as it should be.</summary>
    public bool Healthy => Checks.Values.All(c => c.Good);
}

/// <summary>
/// Whether the bot does its work: the store and the queues answer, sources were looked for lately, and nothing has waited too long. Looked at
/// when asked, at most twice a minute, a dozen transactions each, so that whoever asks often costs no more.
/// </summary>
public sealed class Health(Tables tables, WorkQueues queues, TimeProvider clock) : IDisposable
{
    /// <summary>The longest time between two looks for due sources, and a source's or a message's longest wait.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30), LongestWait = TimeSpan.FromHours(2);

    private const string Partition = "health", Row = "cycle";
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    /// <summary>A store that does not answer is not waited for longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private readonly DateTimeOffset started = clock.GetUtcNow();
    private HealthReport? last;

    /// <summary>Notes that due sources were looked for.</summary>
    /// <param name="tables">The storage.</param>
    /// <param name="at">When.</param>
    /// <param name="due">How many were due.</param>
    /// <param name="oldest">Since when the one has been due that has waited longest; null where none was due.</param>
    /// <param name="cancel">Stops it.</param>
    internal static Task NoteCycle(Tables tables, DateTimeOffset at, int due, DateTimeOffset? oldest, CancellationToken cancel) =>
        tables.Documents.Upsert(new TableRow(Partition, Row, JsonSerializer.Serialize(new Cycle(at, due, oldest), StoredJson.Options)), cancel);

    /// <summary>Looks, or gives what was found half a minute ago at most.</summary>
    public async Task<HealthReport> Look(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            if (last is null || now - last.At >= Remembered)
            {
                using var limit = new CancellationTokenSource(Patience, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
                last = new HealthReport(now, new Dictionary<string, HealthCheck>
                {
                    ["lastCycle"] = await Try("The store", () => LastCycle(now, either.Token), cancel),
                    ["oldestWork"] = await Try("The store", () => OldestWork(now, either.Token), cancel),
                    ["queues"] = await Try("A queue", () => Waiting(either.Token), cancel),
                });
            }

            return last;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private static async Task<HealthCheck> Try(string what, Func<Task<HealthCheck>> look, CancellationToken cancel)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (e is IOException or TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // The reason names accounts and folders; it stands in the log of whoever could not work either.
            return new HealthCheck(false, $"{what} does not answer.");
        }
    }

    private async Task<HealthCheck> LastCycle(DateTimeOffset now, CancellationToken cancel)
    {
        var cycle = await tables.Documents.Get(Partition, Row, cancel) is { } row ? JsonSerializer.Deserialize<Cycle>(row.Json, StoredJson.Options) : null;
        if (cycle is null)
        {
            return new HealthCheck(now - started <= LongestPause, "Sources have never been looked for.");
        }

        var lateness = cycle.At - cycle.Oldest;
        return lateness > LongestWait
            ? new HealthCheck(false, $"A source that was due {Minutes(lateness.Value)} ago had not been asked at {Time(cycle.At)}.")
            : new HealthCheck(now - cycle.At <= LongestPause, $"Sources were last looked for at {Time(cycle.At)}; {cycle.Due} were due.");
    }

    /// <summary>Work is noted by day, so today's and yesterday's tell of what has waited too long and not yet for ever.</summary>
    private async Task<HealthCheck> OldestWork(DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? oldest = null;
        foreach (var queue in new[] { Work.ProcessQueue, Work.DeliverQueue })
        {
            foreach (var day in Keys.DaysBack(now, now.AddDays(-1)))
            {
                await foreach (var row in tables.Pending.Range($"{queue}-{day}", cancel: cancel).Take(1_000).WithCancellation(cancel))
                {
                    oldest = oldest < row.Value.Since ? oldest : row.Value.Since;
                }
            }
        }

        return oldest is not { } since || since > now ? new HealthCheck(true, "No work is overdue.")
            : new HealthCheck(now - since <= LongestWait, $"The oldest unfinished work was asked for {Minutes(now - since)} ago.");
    }

    private async Task<HealthCheck> Waiting(CancellationToken cancel)
    {
        var counts = new List<string>();
        foreach (var queue in Work.Queues)
        {
            var count = await queues.Of(queue).Count(cancel);
            counts.Add(string.Create(CultureInfo.InvariantCulture, $"{queue} {count}"));
        }

        return new HealthCheck(true, $"Messages: {string.Join(", ", counts)}.");
    }

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} minutes");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Cycle(DateTimeOffset At, int Due, DateTimeOffset? Oldest);
}
