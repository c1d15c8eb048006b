using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Scheduling;
using FunctionsBot.Storage;
using FunctionsBot.Telemetry;
using Microsoft.Extensions.Logging;

namespace FunctionsBot;

/// <content>Never losing work: what is unfinished, what is overdue, what is given up.</content>
public sealed partial class Pipeline
{
    /// <summary>Work this long overdue is in no queue any more, or its worker died.</summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromMinutes(30);

    /// <summary>How far back unfinished work is looked for; queue messages live 7 days.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(8);

    /// <summary>A source that has failed this long is told to admins. Sweeps come every 15 minutes, so they are told within 6¼ hours.</summary>
    private static readonly TimeSpan FailingLong = TimeSpan.FromHours(6);

    /// <summary>Timer: puts overdue work back into its queue, and tells admins of sources that broke, work again, fell silent or speak again.</summary>
    /// <returns>How many pieces of work were put back.</returns>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        await TellOfSources(cancel);
        await RemoveDeletedWatchlists(cancel);
        await TellOfLate(cancel);
        var putBack = await PutBack(cancel);
        // Last: a mailbox that cannot be read must not keep the rest from being looked at.
        await bounces.ReadMailbox(cancel);
        return putBack;
    }

    /// <summary>What a sweep has to tell admins about a source.</summary>
    private enum Turn
    {
        Broken,
        Mended,
        Silent,
        Speaking,
    }

    /// <summary>One notice for all that broke, one for all that recovered, and so with silence. They are marked after it is posted: a crash between repeats a sweep, and its notice has the same id.</summary>
    private async Task TellOfSources(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var told = new List<(Turn Turn, Source Source, Versioned<SourceState> State)>();
        var (failing, all) = (0, 0);
        foreach (var shard in Keys.AllShards)
        {
            var sources = await tables.Sources.Range(shard, cancel: cancel).Where(s => !s.Value.Paused).ToDictionaryAsync(s => s.Key, s => s.Value, cancellationToken: cancel);
            all += sources.Count;
            await foreach (var state in tables.SourceStates.Range(shard, cancel: cancel))
            {
                failing += state.Value.Failures > 0 && sources.ContainsKey(state.Key) ? 1 : 0;
                if (sources.TryGetValue(state.Key, out var source) && TurnOf(state.Value, now) is { } turn)
                {
                    told.Add((turn, source, state));
                }
            }
        }

        Signals.SourcesFailing(failing, all);
        foreach (var group in told.GroupBy(t => t.Turn))
        {
            await TellOf(group.Key, [.. group.Select(t => (t.Source, t.State))], cancel);
        }
    }

    private static Turn? TurnOf(SourceState state, DateTimeOffset now) => state switch
    {
        { ToldFailing: false, FailingSince: { } since } when now - since >= FailingLong || state.Retired => Turn.Broken,
        { ToldFailing: true, Failures: 0 } => Turn.Mended,
        // A source that fails is told as failing; whether it is silent too shows when it answers.
        { Failures: > 0 } => null,
        { ToldSilent: false } when Silence.Since(state, now) is not null => Turn.Silent,
        { ToldSilent: true } when Silence.Since(state, now) is null => Turn.Speaking,
        _ => null,
    };

    private async Task TellOf(Turn turn, List<(Source Source, Versioned<SourceState> State)> sources, CancellationToken cancel)
    {
        Notice notice = turn switch
        {
            Turn.Broken => new Notice.SourcesFailing([.. sources.Select(s => (s.Source.Name, s.State.Value.FailingSince!.Value, s.State.Value.Problem ?? ""))]),
            Turn.Mended => new Notice.SourcesRecovered([.. sources.Select(s => s.Source.Name)]),
            Turn.Silent => new Notice.SourcesSilent([.. sources.Select(s => (s.Source.Name, s.State.Value.Rhythm!.LastBurst!.Value, Silence.UsualGap(s.State.Value.Rhythm)))]),
            _ => new Notice.SourcesSpeaking([.. sources.Select(s => s.Source.Name)]),
        };
        var about = string.Join(' ', sources.Select(s => $"{s.Source.Id} {(turn is Turn.Broken or Turn.Mended ? s.State.Value.FailingSince : s.State.Value.Rhythm?.LastBurst):O}"));
        await Notify(notice, about, cancel);
        foreach (var (_, state) in sources)
        {
            var marked = turn is Turn.Broken or Turn.Mended
                ? state.Value with { ToldFailing = turn == Turn.Broken }
                : state.Value with { ToldSilent = turn == Turn.Silent };
            // A poll that came between has the last word; the next sweep looks again.
            await tables.SourceStates.Replace(state, marked, cancel);
        }
    }

    private async Task<int> PutBack(CancellationToken cancel)
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
            Signals.WorkPutBack(swept);
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
        Signals.WorkGivenUp(queue);
        LogPoisoned(queue, message, reason ?? "no reason given");
        await Notify(new Notice.WorkGivenUp(queue, $"{message}: {reason ?? "the host gave no reason"}"), message, cancel);
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
        // Noted before the row changes: else a crash between would leave it waiting for work that nobody does.
        await Note(Work.DeliverQueue, [Delivering(destinationId, deliveryId)], clock.GetUtcNow(), cancel);
        if (!await outbox.Retry(destinationId, deliveryId, cancel))
        {
            return false;
        }

        await AskDelivery(destinationId, deliveryId, cancel);
        return true;
    }

    /// <summary>At the start of a host that has the store to itself: what a dead process was sending is sent again.</summary>
    public async Task TakeBackDeliveries(CancellationToken cancel)
    {
        foreach (var (destinationId, deliveryId) in await outbox.ReleaseClaims(cancel))
        {
            await AskDelivery(destinationId, deliveryId, cancel);
        }
    }

    /// <summary>Admin: polls a source at once.</summary>
    public Task PollNow(string sourceId, CancellationToken cancel) =>
        queues.Poll.Send([new Work(Work.Poll, [Keys.Shard(sourceId), sourceId]).ToString()], TimeSpan.Zero, cancel);

    /// <summary>Notes work as unfinished, then puts it in its queue.</summary>
    private async Task Ask(string queue, IReadOnlyList<Work> work, TimeSpan delay, CancellationToken cancel)
    {
        await Note(queue, work, clock.GetUtcNow() + delay, cancel);
        await queues.Of(queue).Send([.. work.Select(w => w.ToString())], delay, cancel);
    }

    /// <summary>Notes work as unfinished: a sweep asks for it, should nobody else.</summary>
    private async Task Note(string queue, IReadOnlyList<Work> work, DateTimeOffset due, CancellationToken cancel)
    {
        foreach (var part in work.GroupBy(w => Unfinished(queue, w)).SelectMany(day => day.Chunk(ITable.BatchLimit)))
        {
            await tables.Pending.Table.Batch(
                [.. part.Select(w => new TableWrite.Upsert(tables.Pending.Row(Unfinished(queue, w), Key(w), new PendingWork(w.ToString(), due))))],
                cancel);
        }
    }

    private Task<bool> Done(Work work, CancellationToken cancel) =>
        tables.Pending.Delete(Unfinished(work.Tag is Work.Deliver or Work.Renew ? Work.DeliverQueue : Work.ProcessQueue, work), Key(work), cancel);

    /// <summary>Work that was given up is no longer unfinished, or the sweep would bring it back for ever.</summary>
    private async Task Forget(string message, CancellationToken cancel)
    {
        try
        {
            if (Work.Parse(message) is { Tag: Work.Read or Work.Deliver or Work.Edit or Work.Renew } work)
            {
                await Done(work, cancel);
            }
        }
        catch (FormatException)
        {
            // Not a message of ours: nothing was ever noted for it, and it is kept as poison.
        }
    }

    private static string Unfinished(string queue, Work work) => $"{queue}-{work.Keys[^1]}";

    private static string Key(Work work) => string.Join('|', work.Keys.SkipLast(1));

    [LoggerMessage(LogLevel.Information, "{Source}: {Listed} entries listed, {Found} of them new.")]
    private partial void LogPolled(string source, int listed, int found);

    [LoggerMessage(LogLevel.Information, "“{Title}”: {Verdict}, {Score:0.00}. {Why}")]
    private partial void LogRead(string title, string verdict, double score, string why);

    [LoggerMessage(LogLevel.Information, "{Delivery} delivered to {Destination}.")]
    private partial void LogDelivered(string delivery, string destination);

    [LoggerMessage(LogLevel.Error, "{Delivery} to {Destination} is given up: {Reason}")]
    private partial void LogLost(string delivery, string destination, string reason);

    [LoggerMessage(LogLevel.Warning, "{Delivery} to {Destination} waits: {Reason} Tried again in {Delay}.")]
    private partial void LogLater(string delivery, string destination, string reason, TimeSpan delay);

    [LoggerMessage(LogLevel.Warning, "{Unasked} of {All} sources did not answer in time for this poll; they are asked again when their claim ends.")]
    private partial void LogUnasked(int unasked, int all);

    [LoggerMessage(LogLevel.Warning, "{Source}: {Reason}")]
    private partial void LogFailed(string source, string reason);

    [LoggerMessage(LogLevel.Warning, "{Link} could not be read: {Reason}")]
    private partial void LogUnreadable(Uri link, string reason);

    [LoggerMessage(LogLevel.Warning, "Sweep: {Count} pieces of work were overdue and were put back.")]
    private partial void LogSwept(int count);

    [LoggerMessage(LogLevel.Information, "{By}: {Kind}, story {Story} and {Other}.")]
    private partial void LogEdited(string by, StoryEditKind kind, string story, string other);

    [LoggerMessage(LogLevel.Error, "Given up in queue {Queue}: {Message} ({Reason})")]
    private partial void LogPoisoned(string queue, string message, string reason);

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private partial void LogNotice(string sentence);
}
