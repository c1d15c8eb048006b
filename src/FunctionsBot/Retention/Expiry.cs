using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Retention;

/// <summary>
/// Deletes what is past its time, a little every day: tables that are ordered by time from their oldest end, the others by going round them,
/// some rows each day. Every deletion may be repeated, and a run that is cut short is gone on with by the next.
/// </summary>
public sealed partial class Expiry(Tables tables, TimeProvider clock, ILogger<Expiry> log)
{
    /// <summary>How long one run may take: less than the five minutes of <c>host.json</c>.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    /// <summary>Timer: deletes what is past its time.</summary>
    /// <returns>How many rows were deleted.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var run = new ExpiryRun(tables.Documents, clock, now + LongestRun, cancel);
        await MailBodies(run, now);
        await FormerAddresses(run, now);
        await run.Days(tables.Items.Table, Keys.Day(now - KeepFor.Items), _ => true);
        await run.Days(tables.Stories.Table, Keys.Day(now - KeepFor.Items), row => ExpiryRun.Read<Story>(row).Updated < now - KeepFor.Items);
        await Work(run, now);
        await Matches(run, now);
        // The newest entry stands first: what is too old is the end of the partition.
        await run.Delete(tables.Audit.Table, tables.Audit.Table.Range(Keys.Only, Keys.NewestFirst(now - KeepFor.Audit) + "~", null, cancel), _ => ValueTask.FromResult(true));
        await Deliveries(run, now);
        await Entries(run, now);
        var oldest = Keys.Day(now - KeepFor.Items);
        await run.Round(tables.Fingerprints, "fingerprints", row => ValueTask.FromResult(StoryIndex.DayOf(row) is { } day && string.CompareOrdinal(day, oldest) < 0));
        await Dated(run, now);
        await HangingOnStories(run, now);
        await HangingOnChats(run, now);
        LogDeleted(run.Deleted);
        return run.Deleted;
    }

    /// <summary>Mails are told by their destination's id, which begins with their channel.</summary>
    private async Task MailBodies(ExpiryRun run, DateTimeOffset now)
    {
        var mails = tables.Messages.Table.Scan(("mail-", " "), run.Cancel).TakeWhile(row => row.Partition.StartsWith("mail-", StringComparison.Ordinal));
        HashSet<string> sent = [];
        string? destination = null;
        await run.Delete(tables.Messages.Table, mails, async row =>
        {
            if (row.Partition != destination)
            {
                destination = row.Partition;
                sent = await tables.Deliveries.Range(destination, cancel: run.Cancel)
                    .Where(d => (d.Value.SentAt ?? (d.Value.State == DeliveryState.Failed ? d.Value.Created : now)) < now - KeepFor.MailBodies)
                    .Select(d => d.Key).ToHashSetAsync(cancellationToken: run.Cancel);
            }

            return sent.Contains(row.Row);
        });
    }

    /// <summary>Since when an address has not been written to is not kept with it: it counts from the first run that sees it so.</summary>
    private async Task FormerAddresses(ExpiryRun run, DateTimeOffset now)
    {
        const string Idle = "idle-addresses";
        var known = await tables.Documents.Range(Idle, cancel: run.Cancel).ToDictionaryAsync(row => row.Row, row => ExpiryRun.Read<IdleAddress>(row).Since, cancellationToken: run.Cancel);
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var row in tables.Destinations.Range(shard, cancel: run.Cancel))
            {
                if (row.Value is not { Channel: ChannelKind.Email, State: not DestinationState.Active })
                {
                    continue;
                }

                if (!known.Remove(row.Key, out var since))
                {
                    await tables.Documents.Upsert(ExpiryRun.Document(Idle, row.Key, new IdleAddress(now)), run.Cancel);
                }
                else if (since < now - KeepFor.FormerAddresses)
                {
                    await Site.Erasure.Destination(tables, row.Key, run.Cancel);
                    await tables.Documents.Delete("wishes", row.Key, null, run.Cancel);
                    await tables.Documents.Delete(Idle, row.Key, null, run.Cancel);
                    run.Deleted++;
                }
            }
        }

        foreach (var active in known.Keys)
        {
            await tables.Documents.Delete(Idle, active, null, run.Cancel);
        }
    }

    private async Task Work(ExpiryRun run, DateTimeOffset now)
    {
        var oldest = Keys.Day(now - KeepFor.UnfinishedWork);
        await run.Delete(
            tables.Pending.Table,
            tables.Pending.Table.Scan(cancel: run.Cancel),
            row => ValueTask.FromResult(string.CompareOrdinal(row.Partition[(row.Partition.LastIndexOf('-') + 1)..], oldest) < 0));
        foreach (var queue in Queueing.Work.Queues)
        {
            await run.Range(tables.Poison.Table, queue, Keys.Moment(now - KeepFor.GivenUpWork));
        }
    }

    private async Task Matches(ExpiryRun run, DateTimeOffset now)
    {
        await foreach (var watchlist in tables.Watchlists.Range(Keys.Only, cancel: run.Cancel))
        {
            await run.Range(tables.Matches.Table, watchlist.Key, Keys.Moment(now - KeepFor.Items));
        }
    }

    private async Task Deliveries(ExpiryRun run, DateTimeOffset now)
    {
        await run.Round(tables.Deliveries.Table, "deliveries", row => ValueTask.FromResult(ExpiryRun.Read<OutboxRow>(row).Created < now - KeepFor.Items));
        await run.Round(tables.Messages.Table, "messages", async row => await tables.Deliveries.Get(row.Partition, row.Row, run.Cancel) is null);
        // As long as a story is there it may still match: who was told of it is not told again.
        await run.Round(tables.Told.Table, "told", async row =>
            ExpiryRun.Read<Told>(row) is var told && told.At < now - KeepFor.Items
            && (!Keys.IsItemId(told.StoryId) || await tables.Stories.Get(Keys.DayOf(told.StoryId), told.StoryId, run.Cancel) is null));
    }

    /// <summary>An entry that its source still lists would be news again if it were forgotten.</summary>
    private Task Entries(ExpiryRun run, DateTimeOffset now)
    {
        (string Source, IReadOnlyList<string> Keys) listed = ("", []);
        return run.Round(tables.Entries.Table, "entries", async row =>
        {
            if (ExpiryRun.Read<Entry>(row).Seen >= now - KeepFor.Items)
            {
                return false;
            }

            if (listed.Source != row.Partition)
            {
                listed = (row.Partition, (await tables.SourceStates.Get(Keys.Shard(row.Partition), row.Partition, run.Cancel))?.Value.Listed ?? []);
            }

            return !listed.Keys.Contains(row.Row);
        });
    }

    [LoggerMessage(LogLevel.Information, "Retention: {Count} rows were past their time and were deleted.")]
    private partial void LogDeleted(int count);

    private sealed record IdleAddress(DateTimeOffset Since);
}
