using FunctionsBot.Delivery;
using FunctionsBot.Digests;
using FunctionsBot.Queueing;

namespace FunctionsBot;

/// <content>Alerts that waited become one message.</content>
public sealed partial class Pipeline
{
    /// <summary>After a group was made of an alert, how long until it is looked whether the group has taken it.</summary>
    private static readonly TimeSpan GroupTime = TimeSpan.FromMinutes(1);

    private async Task Group(SendOutcome.ManyWaiting many, Work work, CancellationToken cancel)
    {
        // Noted before the row: its id is of this minute, so that after a crash nothing else would ask for it again.
        var id = outbox.GroupId();
        await Note(Work.DeliverQueue, [Delivering(many.Destination.Id, id)], clock.GetUtcNow(), cancel);
        if (await outbox.PostGroup(many.Destination.Id, id, many.Alerts, cancel))
        {
            await AskDelivery(many.Destination.Id, id, cancel);
        }

        // Should it not have taken this one, another group will, or it goes by itself.
        await Ask(Work.DeliverQueue, [work], GroupTime, cancel);
    }

    /// <summary>Claims a group's alerts and composes its message, unless that is done.</summary>
    private async Task Gather(string destinationId, string groupId, CancellationToken cancel)
    {
        var destination = await tables.Destinations.Get(Storage.Keys.Shard(destinationId), destinationId, cancel);
        if (destination is null || await outbox.Gather(destinationId, groupId, cancel) is not { } ids)
        {
            return;
        }

        var told = new List<DigestStory>();
        foreach (var id in ids)
        {
            if (await Story(id, cancel) is { } story)
            {
                told.Add(new DigestStory(story, await Reasons(story, destination.Value, cancel)));
            }
        }

        if (told.Count == 0)
        {
            await outbox.Drop(destinationId, groupId, cancel);
            return;
        }

        var message = GroupComposer.Compose(told, destination.Value.Language, settings.SiteUrl) with { StoryIds = ids };
        foreach (var alert in await outbox.Fill(destinationId, groupId, message, cancel))
        {
            await AskDelivery(destinationId, alert, cancel);
        }
    }
}
