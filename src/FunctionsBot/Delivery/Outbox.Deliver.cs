using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Telemetry;

namespace FunctionsBot.Delivery;

/// <content>Claim, send, mark.</content>
public sealed partial class Outbox
{
    /// <summary>How long a claim holds. A send is stopped well before, so that two workers are never at it at once.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>How long sending may take.</summary>
    public static readonly TimeSpan SendLimit = TimeSpan.FromMinutes(4);

    /// <summary>Tries before a delivery that keeps failing is given up, and how long it must have been tried at least.</summary>
    public static readonly (int Count, TimeSpan Over) Tries = (48, TimeSpan.FromHours(4));

    private const int LongestReason = 500;

    /// <summary>Sends a delivery, or what is left of it. May be called any number of times, by any number of workers.</summary>
    /// <param name="destinationId">To whom.</param>
    /// <param name="id">The delivery's id.</param>
    /// <param name="cancel">The host is stopping: the claim is given back.</param>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<SendOutcome> Deliver(string destinationId, string id, CancellationToken cancel)
    {
        var row = await tables.Deliveries.Get(destinationId, id, cancel);
        if (row is null or { Value.State: DeliveryState.Sent or DeliveryState.Grouped })
        {
            return new SendOutcome.Done { Row = row?.Value.State == DeliveryState.Sent ? row.Value : null };
        }

        var destination = await tables.Destinations.Get(Keys.Shard(destinationId), destinationId, cancel);
        if (row.Value.State == DeliveryState.Failed)
        {
            return destination is null || row.Value.Reason == Unwanted(row.Value, destination.Value)
                ? new SendOutcome.Done()
                : GivenUp(row.Value, destination.Value);
        }

        if (Hold(row.Value) is { } wait)
        {
            return wait;
        }

        if (Unwanted(row.Value, destination?.Value) is { } unwanted)
        {
            await tables.Deliveries.Replace(row, Failed(row.Value, unwanted), cancel);
            return new SendOutcome.Done();
        }

        if (await Held(row, destination!.Value, cancel) is { } held)
        {
            return held;
        }

        var claim = row.Value with { State = DeliveryState.Sending, Attempts = row.Value.Attempts + 1, LeaseUntil = clock.GetUtcNow() + Lease };
        return await tables.Deliveries.Replace(row, claim, cancel) is null
            ? new SendOutcome.RetryAfter(Lease, "Another worker claimed it.")
            : await Send(claim, destination!, cancel);
    }

    /// <summary>The wait where it is not this worker's turn.</summary>
    private SendOutcome.RetryAfter? Hold(OutboxRow row)
    {
        var now = clock.GetUtcNow();
        if (row.State == DeliveryState.Sending && row.LeaseUntil > now)
        {
            return new SendOutcome.RetryAfter(row.LeaseUntil.Value - now, "Another worker is sending it.");
        }

        return row.NotBefore > now ? new SendOutcome.RetryAfter(row.NotBefore.Value - now, row.Reason ?? "It is not its time yet.") : null;
    }

    private static string? Unwanted(OutboxRow row, Destination? destination) => destination switch
    {
        null => "The destination was deleted.",
        { State: DestinationState.Paused } when row.Kind != DeliveryKind.Answer => $"The destination is paused: {destination.Reason ?? "an admin stopped it."}",
        { State: DestinationState.Unconfirmed } when row.Kind != DeliveryKind.Confirmation => "The subscriber has not confirmed.",
        _ => null,
    };

    private async Task<SendOutcome> Send(OutboxRow claim, Versioned<Destination> destination, CancellationToken cancel)
    {
        SendResult result;
        try
        {
            var message = await tables.Messages.Get(claim.DestinationId, claim.Id, cancel)
                ?? throw new InvalidDataException($"Delivery {claim.Id} has no message; delete it and post it again.");
            if (!_channels.TryGetValue(destination.Value.Channel, out var channel))
            {
                throw new InvalidOperationException($"No channel for {destination.Value.Channel} is set up; check the settings.");
            }

            using var limit = new CancellationTokenSource(SendLimit, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            result = await channel.Send(claim, destination.Value, message.Value, either.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Mark(claim, [], row => Pending(row, null, "The bot stopped before it was sent."));
            throw;
        }
        catch (Exception e) when (e is IOException or TimeoutException or OperationCanceledException)
        {
            var reason = e is OperationCanceledException ? $"Sending took over {SendLimit.TotalMinutes:0} minutes." : e.Message;
            return await Later(claim, destination.Value, new SendResult.Later(Wait(claim.Attempts), reason, []));
        }
        catch (Exception e)
        {
            // No outage but a fault of ours: the reason is kept for admins, and the queue's own tries decide.
            await Mark(claim, [], row => Pending(row, Wait(claim.Attempts), $"{e.GetType().Name}: {e.Message}"));
            throw;
        }

        return result switch
        {
            SendResult.Sent sent => await Sent(claim, sent),
            SendResult.Later later => await Later(claim, destination.Value, later),
            SendResult.Refused refused => await Refused(claim, destination, refused),
            _ => throw new InvalidOperationException($"Channel {destination.Value.Channel} answered {result.GetType().Name}."),
        };
    }

    private async Task<SendOutcome> Sent(OutboxRow claim, SendResult.Sent sent)
    {
        Signals.Delivered("sent", clock.GetUtcNow() - claim.Created);
        await Mark(
            claim,
            sent.Receipts,
            row => row with { State = DeliveryState.Sent, SentAt = clock.GetUtcNow(), LeaseUntil = null, NotBefore = null, Reason = null },
            always: true);
        return new SendOutcome.Done
        {
            Row = claim with { State = DeliveryState.Sent, PartsSent = claim.PartsSent + sent.Receipts.Count, Receipts = [.. claim.Receipts, .. sent.Receipts] },
        };
    }

    private async Task<SendOutcome> Later(OutboxRow claim, Destination destination, SendResult.Later later)
    {
        if (later.Busy)
        {
            // Before the row: whatever else is to go to this destination, from any instance, waits too.
            var until = clock.GetUtcNow() + later.Delay;
            await tables.Change(destination.Id, d => d.WaitUntil > until ? d : d with { WaitUntil = until }, CancellationToken.None);
        }

        if (claim.Attempts >= Tries.Count && clock.GetUtcNow() - claim.Created >= Tries.Over)
        {
            var failed = Failed(claim, $"Given up after {claim.Attempts} tries: {later.Reason}");
            await Mark(claim, later.Receipts, row => failed with { PartsSent = row.PartsSent, Receipts = row.Receipts });
            return GivenUp(failed, destination);
        }

        await Mark(claim, later.Receipts, row => Pending(row, later.Delay, later.Reason));
        return new SendOutcome.RetryAfter(later.Delay, later.Reason);
    }

    private async Task<SendOutcome> Refused(OutboxRow claim, Versioned<Destination> destination, SendResult.Refused refused)
    {
        if (refused.MovedTo is { } address && address != destination.Value.Address)
        {
            await tables.Moved(destination.Key, address, CancellationToken.None);
            await ChangeDestination(destination, d => d.Address == destination.Value.Address ? d with { Address = address } : d);
            await Mark(claim, refused.Receipts, row => Pending(row, null, refused.Reason));
            return new SendOutcome.RetryAfter(TimeSpan.Zero, refused.Reason);
        }

        var failed = Failed(claim, refused.Reason);
        var told = destination.Value;
        if (refused.DestinationGone)
        {
            // Before the row fails: in the other order a crash between would leave the destination written to.
            told = await ChangeDestination(destination, d => d with { State = DestinationState.Paused, Reason = Short(refused.Reason) });
        }

        await Mark(claim, refused.Receipts, row => failed with { PartsSent = row.PartsSent, Receipts = row.Receipts });
        return GivenUp(failed, told);
    }

    private static SendOutcome.GivenUp GivenUp(OutboxRow row, Destination destination) =>
        new(row, destination, destination.State == DestinationState.Paused && destination.Reason == row.Reason);

    private static OutboxRow Failed(OutboxRow row, string reason) =>
        row with { State = DeliveryState.Failed, Reason = Short(reason), LeaseUntil = null, NotBefore = null };

    private OutboxRow Pending(OutboxRow row, TimeSpan? delay, string reason) => row with
    {
        State = DeliveryState.Pending,
        LeaseUntil = null,
        NotBefore = delay > TimeSpan.Zero ? clock.GetUtcNow() + delay : null,
        Reason = Short(reason),
    };

    // Servers say what they like, at any length.
    private static string Short(string reason) => reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";

    /// <summary>1, 2, 3, 4, then 5 minutes: an outage of a moment costs little, one of hours few calls.</summary>
    private static TimeSpan Wait(int attempts) => TimeSpan.FromMinutes(Math.Clamp(attempts, 1, 5));

    /// <summary>
    /// Writes what came of a claim. Where the claim is no longer ours (its lease ended, and the number of attempts went on),
    /// what was acknowledged is still recorded, the state left to the worker that has it now. Not cancelled: what was sent
    /// must be marked.
    /// </summary>
    private async Task Mark(OutboxRow claim, IReadOnlyList<string> receipts, Func<OutboxRow, OutboxRow> change, bool always = false)
    {
        while (await tables.Deliveries.Get(claim.DestinationId, claim.Id, CancellationToken.None) is { } row)
        {
            var value = row.Value with
            {
                PartsSent = Math.Max(row.Value.PartsSent, claim.PartsSent + receipts.Count),
                Receipts = [.. row.Value.Receipts, .. receipts],
            };
            value = always || row.Value.Attempts == claim.Attempts ? change(value) : value;
            if (await tables.Deliveries.Replace(row, value, CancellationToken.None) is not null)
            {
                return;
            }
        }
    }

    private async Task<Destination> ChangeDestination(Versioned<Destination> read, Func<Destination, Destination> change)
    {
        var changed = change(read.Value);
        while (await tables.Destinations.Replace(read, changed, CancellationToken.None) is null)
        {
            if (await tables.Destinations.Get(read.Partition, read.Key, CancellationToken.None) is not { } current)
            {
                return changed;
            }

            read = current;
            changed = change(current.Value);
        }

        return changed;
    }
}
