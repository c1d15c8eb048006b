using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <content>What came in and what went out, a line each in the day's log: for the dashboard, which must not count all that is stored.</content>
public sealed partial class Pipeline
{
    /// <summary>One line for all that a batch of polls found; a poll that finds nothing new costs nothing.</summary>
    private Task CountListed(string shard, IReadOnlyCollection<Polled> polled, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return polled.Sum(p => p.New) is > 0 and var found
            ? tables.Days.Upsert(Keys.Day(now), $"poll|{Keys.Moment(now)}|{shard}|{Keys.Hash(string.Join(' ', polled.Select(p => p.State.SourceId)))}", new DayLine(DayEvent.Listed, now, found), cancel)
            : Task.CompletedTask;
    }

    private Task CountRelevant(ReadItem read, CancellationToken cancel) => tables.Days.Upsert(
        Keys.Day(read.Seen), $"item|{read.Id}", new DayLine(DayEvent.Relevant, read.Seen) { Founded = read.StoryId == read.Id }, cancel);

    private async Task CountDelivered(Work work, SendOutcome outcome, CancellationToken cancel)
    {
        var (destinationId, deliveryId) = (work.Keys[0], work.Keys[1]);
        if (outcome is SendOutcome.RetryAfter || await tables.Deliveries.Get(destinationId, deliveryId, cancel) is not { Value: { State: DeliveryState.Sent or DeliveryState.Failed } row })
        {
            return;
        }

        // By the day it ended on: a message that is retried on a later day and goes out is counted there too.
        var at = row.State == DeliveryState.Sent ? row.SentAt ?? clock.GetUtcNow() : clock.GetUtcNow();
        var line = new DayLine(row.State == DeliveryState.Sent ? DayEvent.Sent : DayEvent.Failed, at)
        {
            Kind = row.Kind,
            DestinationId = destinationId,
            DeliveryId = deliveryId,
            Subject = row.Subject,
            Reason = row.State == DeliveryState.Failed ? row.Reason : null,
        };
        await tables.Days.Upsert(Keys.Day(at), $"out|{destinationId}|{deliveryId}", line, cancel);
    }
}
