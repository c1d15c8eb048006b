using FunctionsBot.Queueing;
using FunctionsBot.Storage;

namespace FunctionsBot.Local.Torture;

/// <summary>Counts every write to tables and queues, and dies before a given one: between two writes lies every boundary of a step.</summary>
/// <param name="dieAt">The number of the write, from 1; 0 for never.</param>
/// <param name="die">How: does not return, or throws.</param>
/// <param name="told">Is told of each write before it is done.</param>
internal sealed class StepCounter(int dieAt, Action die, Action told)
{
    private int _step;

    /// <summary>A table whose writes are counted.</summary>
    public ITable Count(ITable table) => new Table(table, this);

    /// <summary>A queue whose writes are counted.</summary>
    public IWorkQueue Count(IWorkQueue queue) => new Queue(queue, this);

    private Task<T> Step<T>(Func<Task<T>> write)
    {
        if (Interlocked.Increment(ref _step) == dieAt)
        {
            die();
        }

        told();
        return write();
    }

    private sealed class Table(ITable table, StepCounter counter) : ITable
    {
        public Task<TableRow?> Get(string partition, string row, CancellationToken cancel) => table.Get(partition, row, cancel);

        public IAsyncEnumerable<TableRow> Range(string partition, string? from, string? before, CancellationToken cancel) =>
            table.Range(partition, from, before, cancel);

        public IAsyncEnumerable<TableRow> Scan((string Partition, string Row)? after, CancellationToken cancel) => table.Scan(after, cancel);

        public Task<string?> Insert(TableRow row, CancellationToken cancel) => counter.Step(() => table.Insert(row, cancel));

        public Task<string?> Replace(TableRow row, CancellationToken cancel) => counter.Step(() => table.Replace(row, cancel));

        public Task<string> Upsert(TableRow row, CancellationToken cancel) => counter.Step(() => table.Upsert(row, cancel));

        public Task<bool> Delete(string partition, string row, string? etag, CancellationToken cancel) =>
            counter.Step(() => table.Delete(partition, row, etag, cancel));

        public Task<bool> Batch(IReadOnlyList<TableWrite> writes, CancellationToken cancel) => counter.Step(() => table.Batch(writes, cancel));
    }

    private sealed class Queue(IWorkQueue queue, StepCounter counter) : IWorkQueue
    {
        public Task Send(IReadOnlyList<string> texts, TimeSpan delay, CancellationToken cancel) => counter.Step(async () =>
        {
            await queue.Send(texts, delay, cancel);
            return true;
        });

        public async Task<IReadOnlyList<WorkMessage>> Take(int most, TimeSpan lease, CancellationToken cancel)
        {
            // An empty look is no step, or there would be no end of them.
            var taken = await queue.Take(most, lease, cancel);
            return taken.Count == 0 ? taken : await counter.Step(() => Task.FromResult(taken));
        }

        public Task<bool> Complete(WorkMessage message, CancellationToken cancel) => counter.Step(() => queue.Complete(message, cancel));

        public Task<bool> Release(WorkMessage message, TimeSpan delay, CancellationToken cancel) => counter.Step(() => queue.Release(message, delay, cancel));

        // No step either: whether a lease is renewed depends on how long the machine takes.
        public Task<WorkMessage?> Renew(WorkMessage message, TimeSpan lease, CancellationToken cancel) => queue.Renew(message, lease, cancel);

        public Task<int> Count(CancellationToken cancel) => queue.Count(cancel);
    }
}
