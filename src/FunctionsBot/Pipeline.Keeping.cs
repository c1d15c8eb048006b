using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using Microsoft.Extensions.Logging;

namespace FunctionsBot;

/// <content>Never losing work: what is unfinished, what is overdue, what is given up.</content>
public sealed partial class Pipeline
{
    /// <summary>Work this long overdue is in no queue any more, or its worker died.</summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromMinutes(30);

    /// <summary>How far back unfinished work is looked for; queue messages live 7 days.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(8);

    /// <summary>Timer: puts overdue work back into its queue.</summary>
    /// <returns>How many pieces of work were put back.</returns>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var swept = 0;
        foreach (var queue in new[] { Work.ProcessQueue, Work.DeliverQueue })
        {
            foreach (var day in Keys.DaysBack(now, now - Memory))
            {
                await foreach (var row in tables.Pending.Range($"{queue}-{day}", cancel: cancel))
                {
                    // The replaced row is the claim: of two sweeps at once only one puts the work back.
                    if (row.Value.Since + Overdue < now && await tables.Pending.Replace(row, row.Value with { Since = now }, cancel) is not null)
                    {
                        await queues.Of(queue).Send([row.Value.Message], TimeSpan.Zero, cancel);
                        swept++;
                    }
                }
            }
        }

        if (swept > 0)
        {
            LogSwept(swept);
        }

        return swept;
    }

    /// <summary>Queues "…-poison": keeps what failed every try, so that admins see it and can replay it.</summary>
    /// <param name="queue">The queue it failed in.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="reason">The last error, where the host knows it.</param>
    public async Task Poisoned(string queue, string message, CancellationToken cancel, string? reason = null)
    {
        var now = clock.GetUtcNow();
        await tables.Poison.Upsert(queue, $"{Keys.Moment(now)}-{Keys.Hash(message)}", new PoisonedWork(queue, message, now) { Reason = reason }, cancel);
        await Forget(message, cancel);
        LogPoisoned(queue, message, reason ?? "no reason given");
        await Notify($"Work was given up after every try: \"{message}\" in the queue {queue}{(reason is null ? "" : $" ({reason})")}. It is kept under Deliveries, where it can be replayed.", cancel);
    }

    /// <summary>Admin: gives poisoned work another round of tries.</summary>
    /// <returns>False if it was replayed or removed already.</returns>
    public async Task<bool> Replay(string queue, string key, CancellationToken cancel)
    {
        if (await tables.Poison.Get(queue, key, cancel) is not { } row)
        {
            return false;
        }

        await queues.Of(queue).Send([row.Value.Message], TimeSpan.Zero, cancel);
        return await tables.Poison.Delete(queue, key, cancel);
    }

    /// <summary>Admin: sends a failed delivery again.</summary>
    /// <returns>False if there is none, or it has not failed.</returns>
    public async Task<bool> Retry(string destinationId, string deliveryId, CancellationToken cancel)
    {
        if (await outbox.Reopen(destinationId, deliveryId, cancel) is not { } row)
        {
            return false;
        }

        await Ask(queues.Deliver, Work.DeliverQueue, [(DeliverWork(destinationId, deliveryId), row.Created)], TimeSpan.Zero, cancel);
        return true;
    }

    /// <summary>Admin: polls a source at once.</summary>
    public Task PollNow(string sourceId, CancellationToken cancel) =>
        queues.Poll.Send([new Work(Work.Poll, [Keys.Shard(sourceId), sourceId]).ToString()], TimeSpan.Zero, cancel);

    /// <summary>Notes work as unfinished, then puts it in its queue.</summary>
    private async Task Ask(IWorkQueue queue, string name, IReadOnlyList<(Work Work, DateTimeOffset Born)> work, TimeSpan delay, CancellationToken cancel)
    {
        var due = clock.GetUtcNow() + delay;
        foreach (var day in work.GroupBy(w => Keys.Day(w.Born)))
        {
            foreach (var part in day.Chunk(ITable.BatchLimit))
            {
                await tables.Pending.Table.Batch(
                    [.. part.Select(w => new TableWrite.Upsert(tables.Pending.Row($"{name}-{day.Key}", Key(w.Work), new PendingWork(w.Work.ToString(), due))))],
                    cancel);
            }
        }

        await queue.Send([.. work.Select(w => w.Work.ToString())], delay, cancel);
    }

    private Task Done(string queue, Work work, DateTimeOffset born, CancellationToken cancel) =>
        tables.Pending.Delete($"{queue}-{Keys.Day(born)}", Key(work), cancel);

    /// <summary>Work that was given up is no longer unfinished, or the sweep would bring it back for ever.</summary>
    private async Task Forget(string message, CancellationToken cancel)
    {
        Work work;
        try
        {
            work = Work.Parse(message);
        }
        catch (FormatException)
        {
            // Not a message of ours: nothing was ever noted for it, and it is kept as poison above.
            return;
        }

        if (work.Tag == Work.Read && await tables.Entries.Get(work.Keys[0], work.Keys[1], cancel) is { } entry)
        {
            await Done(Work.ProcessQueue, work, entry.Value.Seen, cancel);
        }

        if (work.Tag == Work.Deliver && await tables.Deliveries.Get(work.Keys[0], work.Keys[1], cancel) is { } delivery)
        {
            await Done(Work.DeliverQueue, work, delivery.Value.Created, cancel);
        }
    }

    private static string Key(Work work) => string.Join('|', work.Keys);

    [LoggerMessage(LogLevel.Information, "{Source}: {Listed} entries listed, {Found} of them new.")]
    private partial void LogPolled(string source, int listed, int found);

    [LoggerMessage(LogLevel.Warning, "{Source}: {Reason}")]
    private partial void LogFailed(string source, string reason);

    [LoggerMessage(LogLevel.Warning, "{Link} could not be read: {Reason}")]
    private partial void LogUnreadable(Uri link, string reason);

    [LoggerMessage(LogLevel.Warning, "Sweep: {Count} pieces of work were overdue and were put back.")]
    private partial void LogSwept(int count);

    [LoggerMessage(LogLevel.Error, "Given up in queue {Queue}: {Message} ({Reason})")]
    private partial void LogPoisoned(string queue, string message, string reason);

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private partial void LogNotice(string sentence);
}
