using FunctionsBot.Classification;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;
using FunctionsBot.Facts;
using FunctionsBot.Fetching;
using FunctionsBot.Queueing;
using FunctionsBot.Scheduling;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Telemetry;
using FunctionsBot.Watchlists;
using Microsoft.Extensions.Logging;

namespace FunctionsBot;

/// <summary>
/// The map of the program. Timers find what is due; queue messages carry it through the stages:
/// <code>
/// PollDueSources → [poll]    Poll:    fetch → entries → store
///                → [process] Read:    fetch → extract → classify → facts → story → store → match watchlists → post alerts
/// SendDueDigests → [process] Digest:  matches of the period → compose → post
///                → [deliver] Deliver: claim → send → mark
/// Sweep          finds work that no queue holds any more, and puts it back
/// </code>
/// A queue delivers at least once, so every step may run twice: inserts are conditional, changes go through ETags, and what
/// is unfinished stands in <see cref="Tables.Pending"/> until it is done.
/// </summary>
public sealed partial class Pipeline(
    Tables tables,
    WorkQueues queues,
    DueSources dueSources,
    SourceReaders readers,
    Fetcher fetcher,
    Extractor extractor,
    Classifier classifier,
    StoryIndex stories,
    Matcher matcher,
    Outbox outbox,
    SignedLinks links,
    Settings settings,
    TimeProvider clock,
    ILogger<Pipeline> log)
{
    /// <summary>Timer: claims every source that is due and asks for its poll.</summary>
    /// <returns>How many sources were due.</returns>
    public async Task<int> PollDueSources(CancellationToken cancel)
    {
        using var activity = Signals.Timer("cycle");
        var due = 0;
        await foreach (var (shard, sourceIds, until) in dueSources.Claim(cancel))
        {
            await queues.Poll.Send([new Work(Work.PollClaimed, [shard, Keys.Moment(until), .. sourceIds]).ToString()], TimeSpan.Zero, cancel);
            due += sourceIds.Count;
        }

        Signals.Cycle(due);
        await Health.NoteCycle(tables, clock.GetUtcNow(), due, dueSources.Oldest, cancel);
        return due;
    }

    /// <summary>Queue "poll": asks a batch of sources for their entries.</summary>
    public async Task Poll(string message, CancellationToken cancel)
    {
        var work = Work.Parse(message);
        using var activity = Signals.Handle(work);
        await (work.Tag == Work.PollClaimed
            ? Poll(work.Keys[0], [.. work.Keys.Skip(2)], work.Keys[1], cancel)
            : Poll(work.Keys[0], [.. work.Keys.Skip(1)], null, cancel));
    }

    /// <summary>Queue "process": reads an entry, composes a digest, or carries out an admin's change of stories.</summary>
    public async Task Process(string message, CancellationToken cancel)
    {
        var work = Work.Parse(message);
        using var activity = Signals.Handle(work);
        await (work.Tag switch
        {
            Work.Read => Read(work, cancel),
            Work.Digest => Digest(work.Keys[0], cancel),
            Work.Edit => Edit(work, cancel),
            _ => throw new FormatException($"A {work.Tag} message does not belong in the queue {Work.ProcessQueue}."),
        });
    }

    /// <summary>Queue "deliver": sends one message to one destination, or looks whether one that stands there is to be written anew.</summary>
    public async Task Deliver(string message, CancellationToken cancel)
    {
        var work = Work.Parse(message);
        using var activity = Signals.Handle(work);
        await (work.Tag == Work.Renew ? Renew(work, cancel) : Deliver(work, cancel));
    }

    /// <summary>An entry becomes an item, joins its story, and whoever watches for it is told.</summary>
    private async Task Read(Work work, CancellationToken cancel)
    {
        var (sourceId, entryKey) = (work.Keys[0], work.Keys[1]);
        if (await tables.Entries.Get(sourceId, entryKey, cancel) is { Value.Stage: EntryStage.New } entry)
        {
            var item = await FetchItem(entry, work, cancel);
            if (item is null)
            {
                return;
            }

            var read = Understand(entry.Value, item);
            Signals.Read(read.Verdict);
            LogRead(item.Title, read.Verdict.Relevant ? "relevant" : "not relevant", read.Verdict.Score, read.Verdict.Why);
            if (read.Verdict.Relevant)
            {
                var placed = await stories.Place(read, cancel);
                read = read with { StoryId = placed.Story.Key };
                var story = await Tell(placed.Story, read, cancel);
                await Follow(story, read, cancel);
                await Publish(story, cancel);
                await CountRelevant(read, cancel);
            }

            await tables.Items.Upsert(Keys.DayOf(read.Id), read.Id, read, cancel);
            await tables.Entries.Replace(entry, entry.Value with { Stage = EntryStage.Read, Problem = null, Content = null }, cancel);
        }

        await Done(work, cancel);
    }

    private ReadItem Understand(Entry entry, Item item) => new(
        Keys.ItemId(entry.SourceId, entry.Key, entry.Seen),
        entry.SourceId,
        entry.Key,
        entry.Seen,
        item,
        classifier.Judge(item),
        FactFinder.Find(item, entry.Seen))
    {
        SourceName = entry.SourceName ?? entry.SourceId,
        History = entry.History,
    };
}
