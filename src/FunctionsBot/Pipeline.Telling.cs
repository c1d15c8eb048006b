using System.Globalization;
using FunctionsBot.Delivery;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Scheduling;
using FunctionsBot.Storage;
using FunctionsBot.Telemetry;
using FunctionsBot.Watchlists;

namespace FunctionsBot;

/// <content>From a story to those who watch for it.</content>
public sealed partial class Pipeline
{
    /// <summary>Digests look back this much further than the last one: a match stored late is still found, and one told before is left out.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Matches a story that an item has joined, and posts an alert to each follower who wants one.</summary>
    /// <returns>The story with what it matched.</returns>
    private async Task<Story> Tell(Versioned<Story> placed, ReadItem item, CancellationToken cancel)
    {
        if (placed.Value.History)
        {
            return placed.Value;
        }

        var watchlists = new List<Watchlist>();
        await foreach (var row in tables.Watchlists.Range(Keys.Only, cancel: cancel))
        {
            watchlists.Add(row.Value);
        }

        var (hits, problems) = matcher.Match(placed.Value, [(item.Item.Title, item.Item.Text)], watchlists);
        foreach (var problem in problems)
        {
            LogNotice(problem);
        }

        var story = await Remember(placed, hits, item, cancel);
        // By what the story says, not by this try's hits: a page that changed between two tries must not swallow an alert.
        var mine = watchlists
            .Where(w => story.Matches.TryGetValue(w.Id, out var first) && first.ItemId == item.Id)
            .Select(w => hits.FirstOrDefault(h => h.Watchlist.Id == w.Id) ?? new WatchlistMatch(w, []))
            .ToList();
        foreach (var hit in mine)
        {
            var match = new Match(story.Id, story.Matches[hit.Watchlist.Id].At, hit.Words);
            await tables.Matches.Upsert(hit.Watchlist.Id, Keys.Match(match.At, story.Id), match, cancel);
        }

        if (story.Muted is null)
        {
            await Alert(story, mine, cancel);
            await RenewStanding(story, cancel);
        }

        return story;
    }

    /// <summary>
    /// Writes into the story which watchlists it now matches first through this item. Two items of one story matched at once
    /// meet at the story's ETag, so that each watchlist has one first match, and a try after a crash finds its own again.
    /// </summary>
    private async Task<Story> Remember(Versioned<Story> story, IReadOnlyList<WatchlistMatch> hits, ReadItem item, CancellationToken cancel)
    {
        while (true)
        {
            var unknown = hits.Where(h => !story.Value.Matches.ContainsKey(h.Watchlist.Id)).ToList();
            if (unknown.Count == 0)
            {
                return story.Value;
            }

            var matches = new Dictionary<string, FirstMatch>(story.Value.Matches);
            foreach (var hit in unknown)
            {
                matches[hit.Watchlist.Id] = new FirstMatch(clock.GetUtcNow(), item.Id);
            }

            if (await tables.Stories.Replace(story, story.Value with { Matches = matches }, cancel) is { } saved)
            {
                return saved.Value;
            }

            story = await stories.Read(story.Key, cancel)
                ?? throw new InvalidOperationException($"Story {story.Key} has vanished while it was matched.");
        }
    }

    /// <summary>Posts an alert to each follower who wants to know at once.</summary>
    internal async Task Alert(Story story, IReadOnlyList<WatchlistMatch> hits, CancellationToken cancel)
    {
        var wanted = new Dictionary<string, List<WatchlistMatch>>();
        foreach (var hit in hits)
        {
            foreach (var follow in await tables.Follows.By(hit.Watchlist.Id, cancel))
            {
                if (follow.Cadence == Cadence.Immediate)
                {
                    (wanted.TryGetValue(follow.DestinationId, out var list) ? list : wanted[follow.DestinationId] = []).Add(hit);
                }
            }
        }

        foreach (var (destinationId, why) in wanted)
        {
            if ((await tables.Destinations.Get(Keys.Shard(destinationId), destinationId, cancel))?.Value is { State: DestinationState.Active } destination)
            {
                await Post(destination, DeliveryKind.Alert, $"alert-{story.Id}", [story.Id], _ => ComposeAlert(story, why, destination), cancel);
            }
        }
    }

    /// <summary>Timer: asks for every digest that is due. A destination's next one is set only when its digest is posted, so none is lost.</summary>
    /// <returns>How many were due.</returns>
    public async Task<int> SendDueDigests(CancellationToken cancel)
    {
        await KeepWeek(cancel);
        var now = clock.GetUtcNow();
        var due = new List<string>();
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var row in tables.Destinations.Range(shard, cancel: cancel))
            {
                if (row.Value is { State: DestinationState.Active, NextDigest: { } next } && next <= now)
                {
                    due.Add(new Work(Work.Digest, [row.Key]).ToString());
                }
            }
        }

        await queues.Process.Send(due, TimeSpan.Zero, cancel);
        return due.Count;
    }

    /// <summary>Composes one destination's digest and sets when the next is due. A digest missed while the host was down is sent late, once.</summary>
    private async Task Digest(string destinationId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var row = await tables.Destinations.Get(Keys.Shard(destinationId), destinationId, cancel);
        if (row?.Value is not { State: DestinationState.Active, NextDigest: { } due } destination || due > now)
        {
            return;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"digest-{DigestTimes.LocalDate(destination, due):yyyy-MM-dd}");
        var input = await DigestInput(destination, id, now, cancel);
        await Post(
            destination,
            DeliveryKind.Digest,
            id,
            [.. input.Stories.Select(s => s.Story.Id)],
            untold => DigestComposer.Compose(input with { Stories = [.. input.Stories.Where(s => untold.Contains(s.Story.Id))] }),
            cancel);
        // Up to when it was composed: the try that did so may have been another one, long before.
        var until = (await tables.Deliveries.Get(destination.Id, id, cancel))?.Value.Created ?? now;
        await tables.Destinations.Replace(
            row,
            destination with { NextDigest = DigestTimes.Next(destination, now), DigestedUntil = until },
            cancel);
    }

    private async Task Deliver(Work work, CancellationToken cancel)
    {
        var (destinationId, deliveryId) = (work.Keys[0], work.Keys[1]);
        if (deliveryId.StartsWith(Outbox.GroupPrefix, StringComparison.Ordinal))
        {
            await Gather(destinationId, deliveryId, cancel);
        }

        var outcome = await outbox.Deliver(destinationId, deliveryId, cancel);
        switch (outcome)
        {
            case SendOutcome.ManyWaiting many:
                await Group(many, work, cancel);
                return;

            case SendOutcome.GivenUp { Row.Kind: DeliveryKind.Edit, Paused: false } edit:
                await EndStanding(edit.Row, cancel);
                break;

            case SendOutcome.RetryAfter later:
                Signals.Delivered("later");
                LogLater(deliveryId, destinationId, later.Reason, later.Delay);
                await Ask(Work.DeliverQueue, [work], later.Delay, cancel);
                return;

            case SendOutcome.GivenUp { Paused: true } gone:
                Signals.Delivered("refused");
                await Notify(new Notice.DestinationPaused(gone.Destination, gone.Row.Reason ?? ""), gone.Destination.Id, cancel);
                break;

            // A notice about a notice that failed could fail in its turn, for ever.
            case SendOutcome.GivenUp { Row.Kind: not (DeliveryKind.Notice or DeliveryKind.Answer) } lost:
                Signals.Delivered("given up");
                await Notify(new Notice.DeliveryGivenUp(lost.Row, lost.Destination, lost.Row.Reason ?? ""), lost.Row.Id, cancel);
                break;

            case SendOutcome.GivenUp notice:
                LogLost(deliveryId, destinationId, notice.Row.Reason ?? "");
                break;

            case SendOutcome.Done { Row: { Kind: DeliveryKind.Alert or DeliveryKind.Group } row }:
                await Stand(row, cancel);
                LogDelivered(deliveryId, destinationId);
                break;

            default:
                LogDelivered(deliveryId, destinationId);
                break;
        }

        await CountDelivered(work, outcome, cancel);
        await Done(work, cancel);
    }

    /// <summary>Tells every admin destination something about the bot itself; about the same thing at most once a day.</summary>
    private async Task Notify(Notice notice, string about, CancellationToken cancel)
    {
        var id = $"notice-{Keys.Day(clock.GetUtcNow())}-{Keys.Hash($"{notice.GetType().Name} {about}")}";
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var row in tables.Destinations.Range(shard, cancel: cancel))
            {
                if (row.Value is { ForAdmins: true, State: DestinationState.Active } admin)
                {
                    await Post(admin, DeliveryKind.Notice, id, [], _ => NoticeComposer.Compose(notice, admin.Language, settings.SiteUrl, settings.HearsChats), cancel);
                }
            }
        }
    }

    /// <summary>Posts the request to confirm a subscription, at most one a day to one address.</summary>
    public Task SendConfirmation(Destination subscriber, CancellationToken cancel) => Post(
        subscriber,
        DeliveryKind.Confirmation,
        $"confirm-{Keys.Day(clock.GetUtcNow())}",
        [],
        _ => ConfirmationComposer.Compose(subscriber.Language, links.Confirm(subscriber)),
        cancel);

    private async Task Post(
        Destination destination,
        DeliveryKind kind,
        string id,
        IReadOnlyList<string> storyIds,
        Func<IReadOnlyList<string>, OutgoingMessage?> compose,
        CancellationToken cancel)
    {
        // An id made of what it says is another one at the next try, should more have happened by then: such a delivery is noted before its
        // row is there, or a crash between would leave a row that nobody asks for.
        var noted = kind is DeliveryKind.Notice or DeliveryKind.Edit or DeliveryKind.Update;
        if (noted)
        {
            await Note(Work.DeliverQueue, [Delivering(destination.Id, id)], clock.GetUtcNow(), cancel);
        }

        if (await outbox.Post(destination, kind, id, storyIds, compose, cancel))
        {
            await AskDelivery(destination.Id, id, cancel);
        }
        else if (noted)
        {
            await Done(Delivering(destination.Id, id), cancel);
        }
    }

    private Task AskDelivery(string destinationId, string deliveryId, CancellationToken cancel) =>
        Ask(Work.DeliverQueue, [Delivering(destinationId, deliveryId)], TimeSpan.Zero, cancel);

    private Work Delivering(string destinationId, string deliveryId) => new(Work.Deliver, [destinationId, deliveryId, Keys.Day(clock.GetUtcNow())]);
}
