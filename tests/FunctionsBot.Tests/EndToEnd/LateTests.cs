using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>What is late without having failed, and digests that were missed.</summary>
public sealed class LateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_that_nobody_does_for_an_hour_is_told_to_admins_once()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        bot.Web.On("/article", 503, "come back later");
        await bot.Poll("wire");

        await Sweep(bot, TimeSpan.FromMinutes(50));
        Assert.Empty(bot.Telegram.Taken);
        await Sweep(bot, TimeSpan.FromMinutes(15));
        await Sweep(bot, TimeSpan.FromMinutes(15));

        var told = Assert.Single(bot.Telegram.Taken).Text;
        Assert.Contains("A piece of work is late", told, StringComparison.Ordinal);
        Assert.Contains("Brussels opens a consultation", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_waits_for_three_hours_is_told_to_admins_once_with_the_reason()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-desk", "-100");
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        bot.Telegram.Next(new BotApiAnswer.Fails(429, "Too Many Requests: retry after 18000", RetryAfter: 18000));
        await bot.Poll("wire");

        await Sweep(bot, TimeSpan.FromHours(2.9));
        Assert.Empty(bot.Telegram.Taken);
        await Sweep(bot, TimeSpan.FromHours(0.2));
        await Sweep(bot, TimeSpan.FromHours(0.2));

        var told = Assert.Single(bot.Telegram.Taken);
        Assert.Equal("-200", told.Chat);
        Assert.Contains("retry after 18000", told.Text, StringComparison.Ordinal);
        bot.Clock.Advance(TimeSpan.FromHours(2));
        await bot.Work();
        Assert.Equal("-100", bot.Telegram.Taken.Last().Chat);
    }

    [Fact]
    public async Task Work_that_was_asked_for_on_two_days_is_late_once_and_stops_no_sweep()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-desk", "-100");
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        bot.Telegram.Next(new BotApiAnswer.Fails(429, "Too Many Requests: retry after 80000", RetryAfter: 80_000));
        await bot.Poll("wire");
        var alert = await bot.Tables.Deliveries.Range("chat-desk", cancel: Cancel).SingleAsync(Cancel);
        await bot.Tables.Pending.Upsert(
            $"{Work.DeliverQueue}-20260316", $"chat-desk|{alert.Key}", new PendingWork(new Work(Work.Deliver, ["chat-desk", alert.Key, "20260316"]).ToString(), bot.Clock.GetUtcNow()), Cancel);

        await Sweep(bot, TimeSpan.FromHours(4));

        Assert.Equal("-200", Assert.Single(bot.Telegram.Taken).Chat);
        bot.Clock.Advance(TimeSpan.FromHours(20));
        await Sweep(bot, TimeSpan.Zero);
        await bot.Work();
        Assert.Single(bot.Telegram.Taken, m => m.Chat == "-100");
    }

    [Fact]
    public async Task A_digest_missed_while_the_host_was_down_from_8_to_14_on_Sunday_comes_late_once_and_admins_hear_of_it()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        // Tuesday, 09:00 in Paris; the digest is due on Sunday at 08:30, the day before the clocks go forward a week later.
        var sunday = new DateTimeOffset(2026, 3, 22, 8, 30, 0, TimeSpan.FromHours(1));
        var reader = new Destination("mail-x", ChannelKind.Email, "x@reader.example", "fr", "Europe/Paris", new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 30), DayOfWeek.Sunday))
        {
            Created = bot.Clock.GetUtcNow(),
            NextDigest = sunday,
        };
        await bot.Add(new Watchlist("everything", "Everything", ""));
        await bot.Add(reader, new Follow("everything", reader.Id, Cadence.Digest));
        await bot.Poll("wire");

        bot.Clock.SetUtcNow(sunday.AddHours(5.5));
        await Sweep(bot, TimeSpan.Zero);
        for (var round = 0; round < 3; round++)
        {
            await bot.Bot.Pipeline.SendDueDigests(Cancel);
            await bot.Work();
            bot.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        await Sweep(bot, TimeSpan.Zero);
        Assert.Contains("Brussels opens a consultation", Assert.Single(bot.Mail.Taken).Message.TextBody, StringComparison.Ordinal);
        Assert.Contains("digest due on 22 March 2026 07:30 UTC", Assert.Single(bot.Telegram.Taken).Text, StringComparison.Ordinal);
        // The next one is on its own day again, in summer time.
        var next = (await bot.Tables.Destinations.Get(Keys.Shard(reader.Id), reader.Id, Cancel))!.Value.NextDigest;
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 8, 30, 0, TimeSpan.FromHours(2)), next);
    }

    private static async Task Sweep(RunningBot bot, TimeSpan later)
    {
        bot.Clock.Advance(later);
        await bot.Bot.Pipeline.Sweep(Cancel);
        // Only what is told: other work stays where it is.
        await bot.Bot.Worker.UntilIdle(Cancel);
    }
}
