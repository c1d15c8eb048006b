using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Delivery;

public sealed class OutboxPostTests
{
    [Fact]
    public async Task A_story_told_in_an_alert_is_not_in_the_digest_that_follows()
    {
        var driver = new OutboxDriver();
        var chat = await driver.Chat();
        IReadOnlyList<string>? left = null;

        Assert.True(await driver.Post(chat, "alert-1", stories: "story-1"));
        Assert.True(await driver.Outbox.Post(chat, DeliveryKind.Digest, "digest-2026-03-16", ["story-1", "story-2", "story-3"], stories =>
        {
            left = stories;
            return OutboxDriver.Message("Digest");
        }, OutboxDriver.Cancel));

        Assert.Equal(["story-2", "story-3"], left!);
        Assert.Equal(["story-2", "story-3"], (await driver.Row(chat, "digest-2026-03-16")).StoryIds);
    }

    [Fact]
    public async Task A_story_that_was_told_is_not_alerted_again_under_another_name()
    {
        var driver = new OutboxDriver();
        var chat = await driver.Chat();

        Assert.True(await driver.Post(chat, "digest-2026-03-16", DeliveryKind.Digest, stories: "story-1"));
        Assert.False(await driver.Post(chat, "alert-story-1", stories: "story-1"));

        Assert.Null(await driver.Tables.Deliveries.Get(chat.Id, "alert-story-1", OutboxDriver.Cancel));
    }

    [Fact]
    public async Task Two_destinations_are_both_told()
    {
        var driver = new OutboxDriver();

        Assert.True(await driver.Post(await driver.Chat()));
        Assert.True(await driver.Post(await driver.Subscriber()));
    }

    [Fact]
    public async Task Posting_twice_keeps_the_first_message()
    {
        var driver = new OutboxDriver();
        var chat = await driver.Chat();

        Assert.True(await driver.Post(chat, message: OutboxDriver.Message("first")));
        Assert.True(await driver.Post(chat, message: OutboxDriver.Message("second")));

        Assert.Equal(["first"], (await driver.Tables.Messages.Get(chat.Id, "alert-1", OutboxDriver.Cancel))!.Value.Parts);
    }

    [Fact]
    public async Task A_digest_with_nothing_to_say_takes_no_story_from_others()
    {
        var driver = new OutboxDriver();
        var chat = await driver.Chat();

        Assert.False(await driver.Outbox.Post(chat, DeliveryKind.Digest, "digest-1", ["story-1"], _ => null, OutboxDriver.Cancel));
        Assert.True(await driver.Post(chat, "alert-1", stories: "story-1"));
    }

    [Fact]
    public async Task A_digest_whose_stories_were_all_told_may_still_say_nothing_new()
    {
        var driver = new OutboxDriver();
        var chat = await driver.Chat();
        await driver.Post(chat, "alert-1", stories: "story-1");

        Assert.True(await driver.Outbox.Post(chat, DeliveryKind.Digest, "digest-1", ["story-1"], left => OutboxDriver.Message($"{left.Count} new"), OutboxDriver.Cancel));

        Assert.Equal(["0 new"], (await driver.Tables.Messages.Get(chat.Id, "digest-1", OutboxDriver.Cancel))!.Value.Parts);
    }

    [Fact]
    public async Task Of_two_workers_that_composed_different_digests_the_first_stored_counts_and_the_rest_stays_untold()
    {
        var driver = new OutboxDriver();
        var chat = await driver.Chat();
        var cancel = OutboxDriver.Cancel;

        // The second worker sees one story more, and overtakes no further than the message.
        await driver.Outbox.Post(chat, DeliveryKind.Digest, "digest-1", ["story-1", "story-2"], told =>
        {
            Assert.True(driver.Outbox.Post(chat, DeliveryKind.Digest, "digest-1", ["story-1"], _ => OutboxDriver.Message("one"), cancel).GetAwaiter().GetResult());
            return OutboxDriver.Message("one and two");
        }, cancel);

        Assert.Equal(["story-1"], (await driver.Row(chat, "digest-1")).StoryIds);
        Assert.True(await driver.Post(chat, "alert-2", stories: "story-2"));
    }
}
