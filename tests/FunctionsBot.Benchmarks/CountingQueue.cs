using FunctionsBot.Queueing;

namespace FunctionsBot.Benchmarks;

/// <summary>A queue that counts transactions as Azure bills them: each message sent, each taking, each completion.</summary>
internal sealed class CountingQueue(IWorkQueue queue, CountingQueue.Counter counter) : IWorkQueue
{
    /// <inheritdoc/>
    public Task Send(IReadOnlyList<string> texts, TimeSpan delay, CancellationToken cancel)
    {
        counter.Add(texts.Count);
        return queue.Send(texts, delay, cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkMessage>> Take(int most, TimeSpan lease, CancellationToken cancel)
    {
        counter.Add(1);
        return queue.Take(most, lease, cancel);
    }

    /// <inheritdoc/>
    public Task<bool> Complete(WorkMessage message, CancellationToken cancel)
    {
        counter.Add(1);
        return queue.Complete(message, cancel);
    }

    /// <inheritdoc/>
    public Task<bool> Release(WorkMessage message, TimeSpan delay, CancellationToken cancel)
    {
        counter.Add(1);
        return queue.Release(message, delay, cancel);
    }

    /// <inheritdoc/>
    public Task<WorkMessage?> Renew(WorkMessage message, TimeSpan lease, CancellationToken cancel)
    {
        counter.Add(1);
        return queue.Renew(message, lease, cancel);
    }

    /// <inheritdoc/>
    public Task<int> Count(CancellationToken cancel)
    {
        counter.Add(1);
        return queue.Count(cancel);
    }

    /// <summary>Counts for all queues together.</summary>
    internal sealed class Counter
    {
        private long transactions;

        public long Transactions => Interlocked.Read(ref transactions);

        public void Add(int count) => Interlocked.Add(ref transactions, count);
    }
}
