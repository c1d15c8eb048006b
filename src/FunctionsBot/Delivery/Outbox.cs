using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Delivery;

/// <summary>
/// The outbox: what must reach whom, and how far it has come. A story is told to a destination once, whatever is run twice:
/// rows are inserted if absent and changed if unchanged. A message is claimed, sent, marked, so that a crash between repeats
/// it rather than losing it.
/// </summary>
public sealed partial class Outbox(Tables tables, IEnumerable<IChannel> channels, TimeProvider clock, Pacer? pacer = null)
{
    private readonly Dictionary<ChannelKind, IChannel> _channels = channels.ToDictionary(c => c.Kind);

    /// <summary>
    /// Puts a message into the outbox, once. Running it again with the same id resumes where it stopped: what was written
    /// stays, what was not is.
    /// </summary>
    /// <param name="destination">To whom.</param>
    /// <param name="kind">What it carries.</param>
    /// <param name="id">The delivery's id: the same for the same happening, such as <c>alert-STORY</c>.</param>
    /// <param name="storyIds">The stories it would tell. One told in another delivery before is dropped.</param>
    /// <param name="compose">Makes the message of the stories that are left, in their order; null if there is nothing to send. Not called for an alert whose story was told before.</param>
    /// <param name="cancel">Stops between two writes.</param>
    /// <returns>Whether there is something to send: then <see cref="Deliver"/> it.</returns>
    public async Task<bool> Post(
        Destination destination,
        DeliveryKind kind,
        string id,
        IReadOnlyList<string> storyIds,
        Func<IReadOnlyList<string>, OutgoingMessage?> compose,
        CancellationToken cancel)
    {
        if (await tables.Deliveries.Get(destination.Id, id, cancel) is { } posted)
        {
            return IsOpen(posted.Value);
        }

        var told = await Reserve(destination.Id, id, storyIds, cancel);
        if (kind == DeliveryKind.Alert && told.Count == 0)
        {
            return false;
        }

        if (compose(told) is not { } message)
        {
            await Release(destination.Id, id, told, cancel);
            return false;
        }

        message = await Store(destination.Id, id, message with { StoryIds = told }, cancel);
        var row = new OutboxRow(destination.Id, id, kind, clock.GetUtcNow()) { StoryIds = message.StoryIds, Subject = message.Subject };
        return await tables.Deliveries.Insert(destination.Id, id, row, cancel)
            || (await tables.Deliveries.Get(destination.Id, id, cancel) is { } other && IsOpen(other.Value));
    }

    /// <summary>An admin sends a failed delivery again: it gets all its tries anew, and what was acknowledged is not repeated.</summary>
    /// <returns>False where it has not failed.</returns>
    public async Task<bool> Retry(string destinationId, string id, CancellationToken cancel)
    {
        while (await tables.Deliveries.Get(destinationId, id, cancel) is { Value.State: DeliveryState.Failed } failed)
        {
            var again = failed.Value with { State = DeliveryState.Pending, Attempts = 0, NotBefore = null, LeaseUntil = null };
            if (await tables.Deliveries.Replace(failed, again, cancel) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// At the start of a host that is the only one: claims left by the process before, which is dead, end now and not when
    /// their lease does. Never call it where another process may be sending.
    /// </summary>
    /// <returns>The deliveries to send, by destination and id.</returns>
    public async Task<IReadOnlyList<(string DestinationId, string Id)>> ReleaseClaims(CancellationToken cancel)
    {
        List<(string, string)> released = [];
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var destination in tables.Destinations.Range(shard, cancel: cancel))
            {
                await foreach (var row in tables.Deliveries.Range(destination.Key, cancel: cancel))
                {
                    if (row.Value.State == DeliveryState.Sending)
                    {
                        var free = row.Value with { State = DeliveryState.Pending, LeaseUntil = null, Reason = "The bot stopped while sending it." };
                        await tables.Deliveries.Replace(row, free, cancel);
                        released.Add((destination.Key, row.Key));
                    }
                }
            }
        }

        return released;
    }

    private static bool IsOpen(OutboxRow row) => row.State is DeliveryState.Pending or DeliveryState.Sending;

    /// <summary>The stories that this delivery, and no other, tells. Written before anything else: whoever comes second finds them taken.</summary>
    private async Task<IReadOnlyList<string>> Reserve(string destinationId, string id, IReadOnlyList<string> storyIds, CancellationToken cancel)
    {
        List<string> ours = [];
        foreach (var storyId in storyIds.Distinct())
        {
            if (await tables.Told.Insert(destinationId, storyId, new Told(storyId, id, clock.GetUtcNow()), cancel)
                || (await tables.Told.Get(destinationId, storyId, cancel))?.Value.DeliveryId == id)
            {
                ours.Add(storyId);
            }
        }

        return ours;
    }

    private async Task Release(string destinationId, string id, IEnumerable<string> storyIds, CancellationToken cancel)
    {
        foreach (var storyId in storyIds)
        {
            if (await tables.Told.Get(destinationId, storyId, cancel) is { } told && told.Value.DeliveryId == id)
            {
                await tables.Told.Table.Delete(destinationId, storyId, told.ETag, cancel);
            }
        }
    }

    /// <summary>Stores the message if none is; else takes the stored one, and frees the stories that are not in it for another delivery.</summary>
    private async Task<OutgoingMessage> Store(string destinationId, string id, OutgoingMessage message, CancellationToken cancel)
    {
        if (await tables.Messages.Insert(destinationId, id, message, cancel))
        {
            return message;
        }

        var stored = await tables.Messages.Get(destinationId, id, cancel)
            ?? throw new IOException($"The message of delivery {id} was deleted while it was posted; post it again.");
        await Release(destinationId, id, message.StoryIds.Except(stored.Value.StoryIds), cancel);
        return stored.Value;
    }
}
