using FunctionsBot.Queueing;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Local;

/// <summary>Works the queues off, as the Functions host does in Azure: leases, tries, poison.</summary>
/// <param name="pipeline">Does the work.</param>
/// <param name="queues">Where the work is.</param>
/// <param name="clock">For pauses.</param>
/// <param name="log">Where tries that failed are told.</param>
/// <param name="atOnce">Messages of one queue worked on at once; one makes the order, and so the outcome, the same every time.</param>
internal sealed partial class QueueWorker(Pipeline pipeline, WorkQueues queues, TimeProvider clock, ILogger<QueueWorker> log, int atOnce)
{
    /// <summary>Tries of a message before it counts as poison; <c>host.json</c> says the same.</summary>
    public const int MostTries = 5;

    /// <summary>Renewed while the work goes on; so long after a process died, what it held shows again in a queue it shared with others.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Works until no queue shows a message.</summary>
    /// <returns>How many messages were worked off.</returns>
    public async Task<int> UntilIdle(CancellationToken stop)
    {
        var worked = 0;
        while (true)
        {
            var round = await Once(stop);
            if (round == 0)
            {
                return worked;
            }

            worked += round;
        }
    }

    /// <summary>Works until stopped, looking for new messages every second.</summary>
    public async Task Forever(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await Once(stop) == 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), clock, stop);
                }
            }
            catch (IOException e)
            {
                LogOutage(e.Message);
                await Task.Delay(TimeSpan.FromSeconds(15), clock, stop);
            }
        }
    }

    private async Task<int> Once(CancellationToken stop)
    {
        using var stopping = new Stopping(clock, stop);
        var worked = 0;
        foreach (var name in Work.Queues)
        {
            var queue = queues.Of(name);
            var messages = await queue.Take(atOnce, Lease, stop);
            await Task.WhenAll(messages.Select(m => Handle(name, queue, m, stopping.End)));
            worked += messages.Count;
        }

        return worked;
    }

    private async Task Handle(string name, IWorkQueue queue, WorkMessage message, CancellationToken end)
    {
        await using var held = new HeldMessage(queue, message, Lease, clock);
        try
        {
            await (name switch
            {
                Work.PollQueue => pipeline.Poll(message.Text, end),
                Work.ProcessQueue => pipeline.Process(message.Text, end),
                _ => pipeline.Deliver(message.Text, end),
            });
            await held.Complete(CancellationToken.None);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Handed back: whoever runs next takes it at once.
            await held.Release(TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whatever it was, the message is kept: shown again later, and after the last try kept as poison for admins.
            LogTry(e, message.Text, message.Attempt, MostTries);
            if (message.Attempt < MostTries)
            {
                await held.Release(TimeSpan.FromSeconds(15 * Math.Pow(2, message.Attempt)), CancellationToken.None);
                return;
            }

            await pipeline.Poisoned(name, message.Text, CancellationToken.None, e.Message);
            await held.Complete(CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Try {Attempt} of {Most} failed for \"{Message}\".")]
    private partial void LogTry(Exception e, string message, int attempt, int most);

    [LoggerMessage(LogLevel.Error, "The store does not answer, trying again in 15 seconds: {Reason}")]
    private partial void LogOutage(string reason);
}
