using FunctionsBot.Storage;

namespace FunctionsBot.Queueing;

/// <summary>
/// A message that is being worked on: its lease is renewed at half its time, as the Functions host does, until the work is over. So a lease may be
/// short, and what a process held that died shows again soon, however long its work would have taken.
/// Source: https://github.com/Azure/azure-sdk-for-net, QueueListener.CreateUpdateMessageVisibilityTimer
/// </summary>
public sealed class HeldMessage : IAsyncDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly IWorkQueue queue;
    private readonly Task renewing;
    private WorkMessage message;

    /// <param name="queue">Where it was taken.</param>
    /// <param name="message">The message.</param>
    /// <param name="lease">The lease it was taken with.</param>
    /// <param name="clock">For the pauses.</param>
    public HeldMessage(IWorkQueue queue, WorkMessage message, TimeSpan lease, TimeProvider clock)
    {
        this.queue = queue;
        this.message = message;
        renewing = Renew(lease, clock);
    }

    /// <summary>Removes it. False if its lease ended and another took it.</summary>
    public async Task<bool> Complete(CancellationToken cancel)
    {
        await DisposeAsync();
        return await queue.Complete(message, cancel);
    }

    /// <summary>Gives it back, to be shown again after <paramref name="delay"/>. False if its lease ended and another took it.</summary>
    public async Task<bool> Release(TimeSpan delay, CancellationToken cancel)
    {
        await DisposeAsync();
        return await queue.Release(message, delay, cancel);
    }

    /// <summary>Renews it no more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!over.IsCancellationRequested)
        {
            await over.CancelAsync();
            await renewing;
            over.Dispose();
        }
    }

    private async Task Renew(TimeSpan lease, TimeProvider clock)
    {
        while (true)
        {
            await Task.Delay(lease / 2, clock, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (await queue.Renew(message, lease, CancellationToken.None) is not { } renewed)
                {
                    return;
                }

                message = renewed;
            }
            catch (StoreException)
            {
                // The work itself will meet the outage and tell of it; the next half may find the store back, and else the lease just ends.
            }
        }
    }
}
