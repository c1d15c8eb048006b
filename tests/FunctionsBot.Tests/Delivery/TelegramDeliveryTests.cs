using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Delivery;

public sealed class TelegramDeliveryTests
{
    [Fact]
    public async Task An_alert_arrives_as_html_with_one_link_preview()
    {
        await using var api = await BotApiServer.Start();
        var (driver, chat) = await Posted(api, message: OutboxDriver.Message("<b>First</b>", "second"));

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));

        Assert.Equal(
            [new BotApiMessage("-100200300", null, "<b>First</b>", "HTML", false), new BotApiMessage("-100200300", null, "second", "HTML", true)],
            api.Taken);
        Assert.Equal(["101", "102"], (await driver.Row(chat)).Receipts);
    }

    [Fact]
    public async Task A_digest_shows_no_link_preview_and_goes_to_its_topic()
    {
        await using var api = await BotApiServer.Start();
        var (driver, chat) = await Posted(api, DeliveryKind.Digest, address: "-100200300/77");

        await driver.Deliver(chat);

        Assert.Equal(new BotApiMessage("-100200300", 77, "Hello", "HTML", true), Assert.Single(api.Taken));
    }

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user")]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat")]
    [InlineData(403, "Forbidden: user is deactivated")]
    [InlineData(400, "Bad Request: chat not found")]
    [InlineData(400, "Bad Request: message thread not found")]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat")]
    public async Task A_blocked_chat_is_paused_and_admins_are_told(int code, string description)
    {
        await using var api = await BotApiServer.Start(new BotApiAnswer.Fails(code, description));
        var (driver, chat) = await Posted(api);

        var outcome = Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(chat));

        Assert.True(outcome.Paused);
        Assert.Equal((DestinationState.Paused, description), ((await driver.Stored(chat)).State, (await driver.Stored(chat)).Reason));
        Assert.Equal(DeliveryState.Failed, (await driver.Row(chat)).State);

        // A worker that died before it told the admins gets the same answer, and nothing is sent again.
        Assert.Equal(outcome.Row.Id, Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(chat)).Row.Id);
        Assert.Equal(1, api.Requests);
    }

    [Fact]
    public async Task A_message_that_Telegram_refuses_does_not_pause_the_chat()
    {
        await using var api = await BotApiServer.Start(new BotApiAnswer.Fails(400, "Bad Request: can't parse entities: unclosed tag"));
        var (driver, chat) = await Posted(api);

        var outcome = Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(chat));

        Assert.False(outcome.Paused);
        Assert.Equal(DestinationState.Active, (await driver.Stored(chat)).State);
        Assert.Equal("Bad Request: can't parse entities: unclosed tag", outcome.Row.Reason);
    }

    [Fact]
    public async Task Telegrams_wish_to_wait_becomes_a_delay_and_not_a_sleep()
    {
        await using var api = await BotApiServer.Start(new BotApiAnswer.Fails(429, "Too Many Requests: retry after 1", RetryAfter: 1), new BotApiAnswer.Fails(429, "Too Many Requests: retry after 3000", RetryAfter: 3000));
        var (driver, chat) = await Posted(api);

        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(chat)).Delay);
        Assert.Equal(1, api.Requests);
        driver.Clock.Advance(TimeSpan.FromSeconds(1));
        await driver.Deliver(chat);
        driver.Clock.Advance(TimeSpan.FromSeconds(2000));
        Assert.Equal(TimeSpan.FromSeconds(1000), Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(chat)).Delay);

        Assert.Equal(2, api.Requests);
        driver.Clock.Advance(TimeSpan.FromSeconds(1000));
        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));
        Assert.Single(api.Taken);
    }

    [Fact]
    public async Task A_retry_sends_only_the_parts_that_were_not_acknowledged()
    {
        await using var api = await BotApiServer.Start(
            new BotApiAnswer.Takes(), new BotApiAnswer.Fails(429, "Too Many Requests: retry after 5", RetryAfter: 5),
            new BotApiAnswer.Takes(), new BotApiAnswer.Drops());
        var (driver, chat) = await Posted(api, message: OutboxDriver.Message("one", "two", "three"));

        for (SendOutcome outcome; (outcome = await driver.Deliver(chat)) is SendOutcome.RetryAfter retry;)
        {
            driver.Clock.Advance(retry.Delay);
        }

        Assert.Equal(["one", "two", "three"], api.Taken.Select(m => m.Text));
        var row = await driver.Row(chat);
        Assert.Equal((3, 3, 3), (row.PartsSent, row.Receipts.Count, row.Attempts));
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_is_followed()
    {
        await using var api = await BotApiServer.Start(
            new BotApiAnswer.Fails(400, "Bad Request: group chat was upgraded to a supergroup chat", MovedTo: -100777));
        var (driver, chat) = await Posted(api, address: "-55");

        Assert.Equal(TimeSpan.Zero, Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(chat)).Delay);
        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));

        Assert.Equal("-100777", Assert.Single(api.Taken).Chat);
        Assert.Equal("-100777", (await driver.Stored(chat)).Address);
    }

    [Fact]
    public async Task An_answer_that_never_came_repeats_the_message_rather_than_losing_it()
    {
        await using var api = await BotApiServer.Start(new BotApiAnswer.TakesThenDrops());
        var (driver, chat) = await Posted(api);

        var retry = Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(chat));
        driver.Clock.Advance(retry.Delay);
        await driver.Deliver(chat);

        Assert.Equal(2, api.Taken.Count);
        Assert.Equal(2, (await driver.Row(chat)).Attempts);
    }

    public static TheoryData<string> Outages => ["500", "html", "drop", "stall", "401"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task An_outage_is_tried_again_and_never_shows_the_token(string outage)
    {
        await using var api = await BotApiServer.Start(outage switch
        {
            "500" => new BotApiAnswer.Fails(500, $"Internal Server Error for bot{BotApiServer.Token}"),
            "html" => new BotApiAnswer.Html(502),
            "drop" => new BotApiAnswer.Drops(),
            "stall" => new BotApiAnswer.Stalls(),
            _ => new BotApiAnswer.Fails(401, "Unauthorized"),
        });
        var (driver, chat) = await Posted(api, timeout: TimeSpan.FromMilliseconds(outage == "stall" ? 300 : 10_000));

        var retry = Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(chat));

        Assert.DoesNotContain("secret", retry.Reason, StringComparison.Ordinal);
        Assert.EndsWith(outage == "401" ? "check the setting TelegramToken." : "", retry.Reason, StringComparison.Ordinal);
        Assert.Equal(1, api.Requests);
        driver.Clock.Advance(retry.Delay);
        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));
    }

    [Theory]
    [InlineData("")]
    [InlineData("policy desk")]
    [InlineData("-100/first")]
    public async Task An_address_that_is_no_chat_is_refused_without_asking(string address)
    {
        await using var api = await BotApiServer.Start();
        var (driver, chat) = await Posted(api, address: address);

        Assert.True(Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(chat)).Paused);
        Assert.Equal(0, api.Requests);
    }

    private static async Task<(OutboxDriver Driver, Destination Chat)> Posted(
        BotApiServer api,
        DeliveryKind kind = DeliveryKind.Alert,
        OutgoingMessage? message = null,
        string address = "-100200300",
        TimeSpan? timeout = null)
    {
        var http = new HttpClient { Timeout = timeout ?? TimeSpan.FromSeconds(30) };
        var driver = new OutboxDriver(new TelegramChannel(new TelegramSettings(BotApiServer.Token, api.Address), http));
        var chat = await driver.Chat(address);
        await driver.Post(chat, kind: kind, message: message);
        return (driver, chat);
    }
}
