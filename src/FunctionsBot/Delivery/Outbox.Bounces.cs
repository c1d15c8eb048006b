using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Delivery;

/// <content>What comes back: at once in the server's answer, or later as a message of its own.</content>
public sealed partial class Outbox
{
    /// <summary>So many deliveries in a row that come back for reasons that may pass end the patience.</summary>
    public const int MostSoftBounces = 5;

    /// <summary>Takes note of a bounce or a complaint that came after the mail was accepted. Told twice it changes nothing.</summary>
    /// <param name="bounce">What came back.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The destination, where this paused it; else null.</returns>
    public async Task<Destination?> Take(Bounce bounce, CancellationToken cancel)
    {
        if (await tables.Destinations.Get(Keys.Shard(bounce.DestinationId), bounce.DestinationId, cancel) is not { Value.Channel: ChannelKind.Email } destination)
        {
            return null;
        }

        if (await Bounced(bounce, cancel) is { } row && row.Value.Bounced is null or BounceKind.Soft)
        {
            var noted = row.Value with { Bounced = bounce.Kind };
            await tables.Deliveries.Replace(row, noted.Noting(clock.GetUtcNow(), Short($"Came back: {bounce.Reason}")), cancel);
        }

        return bounce.Kind switch
        {
            BounceKind.Complaint => await End(destination, bounce.Reason, cancel),
            BounceKind.Hard => await Pause(destination, $"Mail to this address came back: {bounce.Reason}"),
            _ => await PauseIfItKeepsBouncing(destination.Value, null) is { State: DestinationState.Paused } paused
                && destination.Value.State != DestinationState.Paused ? paused : null,
        };
    }

    /// <summary>The delivery that came back: the one its Message-ID names, else the last one that was sent.</summary>
    private async Task<Versioned<OutboxRow>?> Bounced(Bounce bounce, CancellationToken cancel)
    {
        Versioned<OutboxRow>? last = null;
        await foreach (var row in tables.Deliveries.Range(bounce.DestinationId, cancel: cancel))
        {
            if (bounce.MessageId is { } id && id.StartsWith(EmailMessage.IdOf(row.Value) + "@", StringComparison.Ordinal))
            {
                return row;
            }

            last = row.Value.SentAt is not null && !(last?.Value.SentAt > row.Value.SentAt) ? row : last;
        }

        return last;
    }

    /// <summary>A reader who calls our mail spam gets no more of it, whatever else happens.</summary>
    private async Task<Destination?> End(Versioned<Destination> destination, string reason, CancellationToken cancel)
    {
        await tables.Follows.RemoveAll(destination.Key, cancel);
        return await Pause(destination, $"The reader reported a mail as spam: {reason}");
    }

    private async Task<Destination?> Pause(Versioned<Destination> destination, string reason) => destination.Value.State == DestinationState.Paused
        ? null
        : await ChangeDestination(destination, d => d with { State = DestinationState.Paused, Reason = Short(reason) });

    /// <summary>After the fifth delivery in a row that came back, the subscriber is paused.</summary>
    private async Task<Destination> PauseIfItKeepsBouncing(Destination destination, OutboxRow? failed)
    {
        if (destination.Channel != ChannelKind.Email || destination.State == DestinationState.Paused)
        {
            return destination;
        }

        var ended = await tables.Deliveries.Range(destination.Id, cancel: CancellationToken.None)
            .Select(row => row.Value)
            .Where(row => row.State is DeliveryState.Sent or DeliveryState.Failed && row.History.Count > 0)
            .OrderByDescending(row => row.SentAt ?? row.Created)
            .Take(MostSoftBounces)
            .ToListAsync(CancellationToken.None);
        if (ended.Count < MostSoftBounces || ended.Any(row => row.Bounced is null)
            || await tables.Destinations.Get(Keys.Shard(destination.Id), destination.Id, CancellationToken.None) is not { } stored)
        {
            return destination;
        }

        var reason = failed?.Reason ?? ended[0].History[^1].Answer ?? "";
        return await Pause(stored, failed is null ? $"{MostSoftBounces} mails in a row came back. {reason}" : reason) ?? destination;
    }

    private static BounceKind? Soft(Destination destination) => destination.Channel == ChannelKind.Email ? BounceKind.Soft : null;
}
