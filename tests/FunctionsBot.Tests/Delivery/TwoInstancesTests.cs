using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.EndToEnd;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Delivery;

/// <summary>
/// Two instances share one store and one bot. Each keeps to Telegram's thirty a second by itself, so that together they may ask for sixty;
/// what Telegram then refuses (429) waits in the store, where both read it.
/// </summary>
public sealed class TwoInstancesTests
{
    private const int Chats = 150;

    private const int Most = 30;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_too_much_in_all_waits_and_everybody_is_told_once()
    {
        var clock = new ImpatientClock(OutboxDriver.Start);
        await using var api = await BotApiServer.Start();
        var (taken, refused) = (new List<DateTimeOffset>(), 0);
        api.Rule = _ =>
        {
            if (taken.Count(t => t > clock.GetUtcNow() - TimeSpan.FromSeconds(1)) >= Most)
            {
                refused++;
                return new BotApiAnswer.Fails(429, "Too Many Requests: retry after 2", RetryAfter: 2);
            }

            taken.Add(clock.GetUtcNow());
            return new BotApiAnswer.Takes();
        };
        var driver = new OutboxDriver();
        var chats = await Post(driver);
        var instances = new[] { Instance(driver.Tables, api, clock), Instance(driver.Tables, api, clock) };

        var rounds = 0;
        for (var open = chats; open.Count > 0; rounds++)
        {
            Assert.InRange(rounds, 0, 12);
            List<Destination> left = [];
            foreach (var (chat, n) in open.Select((c, n) => (c, n)))
            {
                if (await instances[n % 2].Deliver(chat.Id, "alert-1", Cancel) is SendOutcome.RetryAfter)
                {
                    left.Add(chat);
                }
            }

            open = left;
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.True(refused > 0, "The two never came to the limit together.");
        Assert.Equal(chats.Select(c => c.Address).Order(), api.Taken.Select(m => m.Chat).Order());
        foreach (var chat in chats)
        {
            Assert.Equal(DeliveryState.Sent, (await driver.Row(chat)).State);
        }
    }

    private static async Task<List<Destination>> Post(OutboxDriver driver)
    {
        List<Destination> chats = [];
        for (var n = 1; n <= Chats; n++)
        {
            var chat = new Destination($"chat-{n}", ChannelKind.Telegram, $"{n}", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.None, default));
            await driver.Tables.Destinations.Upsert(Keys.Shard(chat.Id), chat.Id, chat, Cancel);
            await driver.Post(chat);
            chats.Add(chat);
        }

        return chats;
    }

    private static Outbox Instance(Tables tables, BotApiServer api, TimeProvider clock)
    {
        var pacer = new Pacer(clock);
        return new Outbox(tables, [new TelegramChannel(new TelegramSettings(BotApiServer.Token, api.Address), new HttpClient(), pacer)], clock, pacer);
    }
}
