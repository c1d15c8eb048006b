using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Delivery;

/// <content>What has to wait, and what waited together.</content>
public sealed partial class Outbox
{
    /// <summary>Alerts to one chat that may wait at a time: more are told in one message.</summary>
    public const int MostWaiting = 5;

    /// <summary>The ids of deliveries that tell alerts in one message begin so.</summary>
    public const string GroupPrefix = "group-";

    private const string AlertPrefix = "alert-";

    /// <summary>How long an alert waits that comes within a second of another: a flood becomes one message.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(10);

    /// <summary>How old the story of an alert may be that is told with others: alerts of older stories are few.</summary>
    private static readonly TimeSpan GroupReach = TimeSpan.FromDays(10);

    /// <summary>A queue hides a message for seven days at most.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(6);

    /// <summary>The wait of a delivery whose chat wants or needs quiet, or the flood it is part of; null where it may go.</summary>
    private async Task<SendOutcome?> Held(Versioned<OutboxRow> row, Destination destination, CancellationToken cancel)
    {
        if (Wish(row.Value, destination) is var (until, why))
        {
            return await Put(row, until - clock.GetUtcNow(), why, cancel);
        }

        if (row.Value.Kind != DeliveryKind.Alert || destination.Channel != ChannelKind.Telegram || pacer is null)
        {
            return null;
        }

        var busy = pacer.Wait(Pacer.ChatOf(destination.Address)) > TimeSpan.Zero;
        if (!busy && row.Value.NotBefore is null)
        {
            return null;
        }

        var waiting = await WaitingAlerts(destination.Id, cancel);
        return waiting.Count > MostWaiting ? new SendOutcome.ManyWaiting(destination, waiting)
            : busy && row.Value.NotBefore is null ? await Put(row, Gathering, "Other alerts go to this chat at this moment.", cancel)
            : null;
    }

    private async Task<SendOutcome> Put(Versioned<OutboxRow> row, TimeSpan delay, string why, CancellationToken cancel)
    {
        delay = delay < LongestHold ? delay : LongestHold;
        await tables.Deliveries.Replace(row, Pending(row.Value, delay, why), cancel);
        return new SendOutcome.RetryAfter(delay, why);
    }

    /// <summary>Until when, and why, a destination is not written to.</summary>
    private (DateTimeOffset Until, string Why)? Wish(OutboxRow row, Destination destination)
    {
        var now = clock.GetUtcNow();
        if (destination.WaitUntil > now)
        {
            return (destination.WaitUntil.Value, "Telegram asked to wait with this chat.");
        }

        if (row.Kind is not (DeliveryKind.Alert or DeliveryKind.Update or DeliveryKind.Group))
        {
            return null;
        }

        if (destination.MutedUntil > now)
        {
            return (destination.MutedUntil.Value, "The chat is muted.");
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(destination.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        return destination.Hours?.NextOpen(now, zone) is { } open && open > now ? (open, "These are quiet hours of the chat.") : null;
    }

    /// <summary>Alerts that nobody is sending yet. The ids hold the day of the story, so only the latest are read.</summary>
    private async Task<IReadOnlyList<string>> WaitingAlerts(string destinationId, CancellationToken cancel)
    {
        var from = AlertPrefix + Keys.Day(clock.GetUtcNow() - GroupReach);
        return await tables.Deliveries.Range(destinationId, from, AlertPrefix + "~", cancel)
            .Where(row => row.Value is { Kind: DeliveryKind.Alert, State: DeliveryState.Pending })
            .Select(row => row.Key)
            .ToListAsync(cancel);
    }

    /// <summary>The id of this minute's group: one a minute and destination.</summary>
    public string GroupId() => string.Create(CultureInfo.InvariantCulture, $"{GroupPrefix}{clock.GetUtcNow().UtcDateTime:yyyyMMddHHmm}");

    /// <summary>Puts a delivery into the outbox that will tell waiting alerts in one message.</summary>
    /// <returns>Whether there is one to send; false where this minute's is sent already.</returns>
    public async Task<bool> PostGroup(string destinationId, string groupId, IReadOnlyList<string> alerts, CancellationToken cancel)
    {
        var row = new OutboxRow(destinationId, groupId, DeliveryKind.Group, clock.GetUtcNow()) { Waiting = alerts, Subject = $"{alerts.Count} alerts" };
        return await tables.Deliveries.Insert(destinationId, groupId, row, cancel)
            || (await tables.Deliveries.Get(destinationId, groupId, cancel) is { } there && IsOpen(there.Value));
    }

    /// <summary>
    /// Claims the alerts of a group: from then on they are told by it alone. Run again it finds the same, and those that were claimed by
    /// nobody since.
    /// </summary>
    /// <returns>The stories they tell; null where the group's message is composed already.</returns>
    public async Task<IReadOnlyList<string>?> Gather(string destinationId, string groupId, CancellationToken cancel)
    {
        if (await tables.Deliveries.Get(destinationId, groupId, cancel) is not { } group || await tables.Messages.Get(destinationId, groupId, cancel) is not null)
        {
            return null;
        }

        List<string> stories = [];
        foreach (var id in group.Value.Waiting)
        {
            if (await Join(destinationId, id, groupId, cancel) is { } joined)
            {
                stories.AddRange(joined.StoryIds);
            }
        }

        return [.. stories.Distinct()];
    }

    /// <summary>Stores a group's message. Alerts that another worker claimed for it too late to be in the message are free again.</summary>
    /// <returns>Those to be delivered by themselves.</returns>
    public async Task<IReadOnlyList<string>> Fill(string destinationId, string groupId, OutgoingMessage message, CancellationToken cancel)
    {
        if (await tables.Messages.Insert(destinationId, groupId, message, cancel))
        {
            if (await tables.Deliveries.Get(destinationId, groupId, cancel) is { } row)
            {
                await tables.Deliveries.Replace(row, row.Value with { StoryIds = message.StoryIds, Subject = message.Subject }, cancel);
            }

            return [];
        }

        var told = (await tables.Messages.Get(destinationId, groupId, cancel))?.Value.StoryIds ?? [];
        var group = await tables.Deliveries.Get(destinationId, groupId, cancel);
        List<string> freed = [];
        foreach (var id in group?.Value.Waiting ?? [])
        {
            if (await tables.Deliveries.Get(destinationId, id, cancel) is { Value: { State: DeliveryState.Grouped, Group: var of } } alert
                && of == groupId && !alert.Value.StoryIds.All(told.Contains)
                && await tables.Deliveries.Replace(alert, alert.Value with { State = DeliveryState.Pending, Group = null }, cancel) is not null)
            {
                freed.Add(id);
            }
        }

        return freed;
    }

    /// <summary>Removes a group that found no alert left to tell: it is no failure, and nothing that an admin could try again.</summary>
    public async Task Drop(string destinationId, string groupId, CancellationToken cancel)
    {
        if (await tables.Deliveries.Get(destinationId, groupId, cancel) is { Value.State: DeliveryState.Pending } row)
        {
            await tables.Deliveries.Table.Delete(destinationId, groupId, row.ETag, cancel);
        }
    }

    private async Task<OutboxRow?> Join(string destinationId, string id, string groupId, CancellationToken cancel)
    {
        while (await tables.Deliveries.Get(destinationId, id, cancel) is { } alert)
        {
            if (alert.Value.State != DeliveryState.Pending)
            {
                return alert.Value.State == DeliveryState.Grouped && alert.Value.Group == groupId ? alert.Value : null;
            }

            var joined = alert.Value with { State = DeliveryState.Grouped, Group = groupId, NotBefore = null, Reason = null };
            if (await tables.Deliveries.Replace(alert, joined, cancel) is not null)
            {
                return joined;
            }
        }

        return null;
    }
}
