using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>The machine slept for days, or its clock was set back: nobody misses anything, and nobody gets it twice.</summary>
public sealed class ClockJumpTests
{
    private const string Second = "Parliament votes on open-source AI models in courts";

    private const string SecondArticle = $"""
        <!doctype html><html lang="en"><head><title>{Second}</title></head><body><article><h1>{Second}</h1>
        <p>Judges may draft rulings with open-source AI models only, members of parliament decided in a second reading on Thursday evening.</p>
        <p>The bill asks the ministry of justice to publish the weights and the training data of each model that a court uses, and to pay for an audit.</p>
        <p>Bar associations had asked for a longer delay. The senate takes up the law on open AI in courts after the summer recess.</p></article></body></html>
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_three_days_of_sleep_a_daily_digest_comes_once_and_the_next_on_its_hour()
    {
        await using var bot = await Reading();
        await bot.Poll("wire");
        bot.Clock.Advance(TimeSpan.FromDays(3));

        await Tick(bot, 4);

        Assert.Contains("Brussels opens a consultation", Assert.Single(bot.Mail.Taken).Message.TextBody, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 3, 21, 8, 30, 0, TimeSpan.FromHours(1)), (await Reader(bot)).NextDigest);
    }

    [Fact]
    public async Task An_alert_on_its_way_when_the_machine_fell_asleep_arrives_once()
    {
        await using var bot = await Reading();
        await bot.AddChat("desk", "-100");
        bot.Telegram.Next(new BotApiAnswer.Drops());
        await bot.Poll("wire");
        Assert.DoesNotContain(bot.Telegram.Taken, m => m.Chat == "-100");

        bot.Clock.Advance(TimeSpan.FromDays(3));
        await Tick(bot, 4);

        Assert.Single(bot.Telegram.Taken, m => m.Chat == "-100");
    }

    [Fact]
    public async Task A_clock_set_back_by_hours_repeats_nothing_and_keeps_nothing_from_being_told()
    {
        await using var bot = await Reading();
        await bot.AddChat("desk", "-100");
        await bot.Poll("wire");
        bot.Clock.Advance(TimeSpan.FromDays(1));
        await Tick(bot, 1);
        Assert.Equal((1, 1), (bot.Telegram.Taken.Count, bot.Mail.Taken.Count));

        bot.Clock.SetBack(TimeSpan.FromHours(5));
        await Tick(bot, 1);
        bot.Web.On("/second.xml", 200, bot.Feed(Second).Replace("/article", "/second", StringComparison.Ordinal), "Content-Type: application/rss+xml");
        bot.Web.On("/second", 200, SecondArticle, "Content-Type: text/html; charset=utf-8");
        await bot.Add(new Source("second", "Second", new Uri("http://second.example/second.xml"), SourceKind.Feed, "en"));
        await bot.Poll("second");
        Assert.Equal((2, 1), (bot.Telegram.Taken.Count, bot.Mail.Taken.Count));

        bot.Clock.Advance(TimeSpan.FromHours(30));
        await Tick(bot, 4);
        Assert.Equal(2, bot.Telegram.Taken.Count);
        Assert.Equal(2, bot.Mail.Taken.Count);
        Assert.Contains("Parliament votes", bot.Mail.Taken.Last().Message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Brussels opens", bot.Mail.Taken.Last().Message.TextBody, StringComparison.Ordinal);
    }

    /// <summary>A bot with a source and a reader of a daily digest at half past eight in Paris; it is Tuesday, 17 March 2026.</summary>
    private static async Task<RunningBot> Reading()
    {
        var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.Add(new Watchlist("everything", "Everything", ""));
        var now = bot.Clock.GetUtcNow();
        var reader = new Destination("mail-x", ChannelKind.Email, "x@reader.example", "en", "Europe/Paris", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 30)))
        {
            Created = now,
            NextDigest = new DateTimeOffset(2026, 3, 18, 8, 30, 0, TimeSpan.FromHours(1)),
        };
        await bot.Add(reader, new Follow("everything", reader.Id, Cadence.Digest));
        return bot;
    }

    private static async Task<Destination> Reader(RunningBot bot) => (await bot.Tables.Destinations.Get(Keys.Shard("mail-x"), "mail-x", Cancel))!.Value;

    /// <summary>The timers run some times, a quarter of an hour apart.</summary>
    private static async Task Tick(RunningBot bot, int times)
    {
        for (var n = 0; n < times; n++)
        {
            await bot.Bot.Pipeline.Sweep(Cancel);
            await bot.Bot.Pipeline.SendDueDigests(Cancel);
            await bot.Work();
            bot.Clock.Advance(TimeSpan.FromMinutes(15));
        }
    }
}
