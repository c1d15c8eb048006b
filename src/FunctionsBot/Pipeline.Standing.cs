using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <content>Living messages: an alert that stands in a chat is written anew as its story grows, and answered when something material changes.</content>
public sealed partial class Pipeline
{
    /// <summary>Between two writings of one alert in one chat.</summary>
    public static readonly TimeSpan EditPause = TimeSpan.FromMinutes(10);

    /// <summary>Copies come in flocks: how long the first of them is waited out.</summary>
    private static readonly TimeSpan FlockTime = TimeSpan.FromMinutes(2);

    /// <summary>How long an alert is kept up to date.</summary>
    private static readonly TimeSpan StandingTime = TimeSpan.FromDays(14);

    private const string EditPrefix = "edit-";

    /// <summary>Remembers where an alert stands, so that it can be kept up to date. Only Telegram's receipts are numbers.</summary>
    private async Task Stand(OutboxRow row, CancellationToken cancel)
    {
        if (!settings.HearsChats || row.Receipts.Count == 0 || !row.Receipts.All(r => int.TryParse(r, out _)))
        {
            return;
        }

        foreach (var storyId in row.StoryIds)
        {
            if (await Story(storyId, cancel) is not { } story)
            {
                continue;
            }

            var standing = new StandingAlert(row.Id, row.Receipts, row.Created) { Alone = row.Kind == DeliveryKind.Alert, Stage = story.Stage };
            if (await tables.Standing.Insert(story.Id, row.DestinationId, standing, cancel) && story.Updated > row.Created
                && await tables.Standing.Get(story.Id, row.DestinationId, cancel) is { } stored)
            {
                // The story grew between the composing and now.
                await AskRenewal(story.Id, stored, cancel);
            }
        }
    }

    /// <summary>An item has joined a story: the alerts that stand somewhere are due to be looked at.</summary>
    private async Task RenewStanding(Story story, CancellationToken cancel)
    {
        if (story.Members.Count < 2 || !settings.HearsChats)
        {
            return;
        }

        var oldest = clock.GetUtcNow() - StandingTime;
        await foreach (var standing in tables.Standing.Range(story.Id, cancel: cancel))
        {
            if (standing.Value is { Due: null } && standing.Value.ToldAt > oldest)
            {
                await AskRenewal(story.Id, standing, cancel);
            }
        }
    }

    /// <summary>Only whoever marks it due asks for it, so that a flock of copies makes one edit.</summary>
    private async Task AskRenewal(string storyId, Versioned<StandingAlert> standing, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var next = standing.Value.Edited + EditPause is { } earliest && earliest > now + FlockTime ? earliest : now + FlockTime;
        if (await tables.Standing.Replace(standing, standing.Value with { Due = next }, cancel) is not null)
        {
            await Ask(Work.DeliverQueue, [new Work(Work.Renew, [storyId, standing.Key, Keys.Day(now)])], next - now, cancel);
        }
    }

    /// <summary>Writes an alert anew, and replies to it where something material has changed.</summary>
    private async Task Renew(Work work, CancellationToken cancel)
    {
        var (storyId, destinationId) = (work.Keys[0], work.Keys[1]);
        if (await tables.Standing.Get(storyId, destinationId, cancel) is { } standing)
        {
            // Before the story is read: an item that joins after that finds the alert not due, and asks again.
            standing = standing.Value.Due is null ? standing : await tables.Standing.Replace(standing, standing.Value with { Due = null }, cancel);
            if (standing is null)
            {
                throw new IOException($"The alert of {storyId} to {destinationId} was changed at the same time; it is looked at again.");
            }

            var row = await tables.Destinations.Get(Keys.Shard(destinationId), destinationId, cancel);
            if (row?.Value is { State: DestinationState.Active } destination && await Story(storyId, cancel) is { Muted: null } story)
            {
                await Renew(standing, story, destination, cancel);
            }
        }

        await Done(work, cancel);
    }

    private async Task Renew(Versioned<StandingAlert> standing, Story story, Destination destination, CancellationToken cancel)
    {
        var (before, now) = (standing.Value, clock.GetUtcNow());
        var message = ComposeAlert(story, await Reasons(story, destination, cancel), destination);
        var shown = Keys.Hash(string.Join('\n', message.Parts));
        var said = before.Shown.Length > 0 ? before.Shown : await Shown(destination.Id, before.DeliveryId, cancel);
        var after = before with { Shown = shown };
        if (before is { Alone: true, Gone: false } && shown != said)
        {
            var id = $"{EditPrefix}{story.Id}-{Keys.Hash($"{shown} {before.Edited:O}")}";
            var parts = message.Parts.Take(before.Messages.Count).ToList();
            await Post(destination, DeliveryKind.Edit, id, [], _ => message with { Parts = parts, Edits = [.. before.Messages.Take(parts.Count)] }, cancel);
            after = after with { Edited = now };
        }

        var changes = StoryChanges.Since(story, before.ToldAt) with { Stage = story.Stage > before.Stage ? story.Stage : StoryStage.Unknown };
        if (changes.IsMaterial && !await IsMuted(destination.Id, story.Id, cancel))
        {
            var update = UpdateComposer.Compose(story, changes, destination.Language, settings.SiteUrl) with { ReplyTo = before.Messages[0] };
            await Post(destination, DeliveryKind.Update, $"update-{story.Id}-{Keys.Hash(string.Join('\n', update.Parts))}", [], _ => update, cancel);
            after = after with { ToldAt = now, Stage = story.Stage };
        }

        while (await tables.Standing.Replace(standing, after with { Due = standing.Value.Due, Gone = standing.Value.Gone }, cancel) is null)
        {
            standing = await tables.Standing.Get(standing.Partition, standing.Key, cancel) ?? throw new IOException($"The alert of {story.Id} was deleted while it was written anew.");
        }
    }

    /// <summary>What the alert said when it was sent.</summary>
    private async Task<string> Shown(string destinationId, string deliveryId, CancellationToken cancel) =>
        await tables.Messages.Get(destinationId, deliveryId, cancel) is { } message ? Keys.Hash(string.Join('\n', message.Value.Parts)) : "";

    private async Task<bool> IsMuted(string destinationId, string storyId, CancellationToken cancel) =>
        await tables.Mutes.Get(destinationId, storyId, cancel) is { } mute && mute.Value.Until > clock.GetUtcNow();

    /// <summary>An alert cannot be written anew any more: it was deleted, or is too old.</summary>
    private async Task EndStanding(OutboxRow edit, CancellationToken cancel)
    {
        var storyId = edit.Id[EditPrefix.Length..edit.Id.LastIndexOf('-')];
        if (await tables.Standing.Get(storyId, edit.DestinationId, cancel) is { } standing)
        {
            await tables.Standing.Replace(standing, standing.Value with { Gone = true }, cancel);
        }
    }

    /// <summary>The watchlists that a destination follows and that found a story, with the words.</summary>
    private async Task<IReadOnlyList<Reason>> Reasons(Story story, Destination destination, CancellationToken cancel)
    {
        var reasons = new List<Reason>();
        foreach (var follow in await tables.Follows.Of(destination.Id, cancel))
        {
            if (story.Matches.TryGetValue(follow.WatchlistId, out var first) && await tables.Watchlists.Get(Keys.Only, follow.WatchlistId, cancel) is { } watchlist)
            {
                var match = await tables.Matches.Get(follow.WatchlistId, Keys.Match(first.At, story.Id), cancel);
                reasons.Add(new Reason(watchlist.Value, match?.Value.Words ?? []));
            }
        }

        return reasons;
    }
}
