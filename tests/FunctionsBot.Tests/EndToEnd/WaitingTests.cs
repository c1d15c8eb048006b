using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Loopback;
using FunctionsBot.Watchlists;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>Alerts that have to wait: at night, when Telegram asks to, and when there are many.</summary>
public sealed class WaitingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_at_night_is_told_in_the_morning_in_one_message()
    {
        await using var bot = await RunningBot.Start();
        var chat = await Chat(bot, new AlertHours(new TimeOnly(19, 0), new TimeOnly(8, 0)));
        bot.Clock.SetUtcNow(Today(bot, 21));
        await Happen(bot, 8);
        await bot.Work();
        Assert.Empty(bot.Telegram.Taken);

        bot.Clock.SetUtcNow(Today(bot, 24 + 7));
        await bot.Work();

        var message = Assert.Single(bot.Telegram.Taken);
        Assert.StartsWith("<b>8 new stories</b>", message.Text, StringComparison.Ordinal);
        Assert.Equal(8, message.Text.Split("🔎 Watchlist “Everything”").Length - 1);
        Assert.True(message.PreviewDisabled);
        var rows = await Rows(bot, chat);
        Assert.Equal(8, rows.Count(r => r.State == DeliveryState.Grouped));
        Assert.Equal((DeliveryState.Sent, 8), (Assert.Single(rows, r => r.Kind == DeliveryKind.Group).State, Assert.Single(rows, r => r.Kind == DeliveryKind.Group).StoryIds.Count));

        bot.Clock.Advance(TimeSpan.FromMinutes(45));
        await bot.Bot.Pipeline.Sweep(Cancel);
        await bot.Work();
        Assert.Single(bot.Telegram.Taken);
    }

    [Fact]
    public async Task Five_that_waited_come_one_by_one()
    {
        await using var bot = await RunningBot.Start();
        await Chat(bot, new AlertHours(new TimeOnly(19, 0), new TimeOnly(8, 0)));
        bot.Clock.SetUtcNow(Today(bot, 21));
        await Happen(bot, 5);
        bot.Clock.SetUtcNow(Today(bot, 24 + 7));

        await bot.Work();

        Assert.Equal(5, bot.Telegram.Taken.Count);
        Assert.All(bot.Telegram.Taken, m => Assert.DoesNotContain("new stories", m.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flood_is_not_two_hundred_messages()
    {
        await using var bot = await RunningBot.Start();
        var chat = await Chat(bot);

        await Happen(bot, 60);
        for (var minute = 0; minute < 5; minute++)
        {
            await bot.Work();
            bot.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        await bot.Work();
        Assert.InRange(bot.Telegram.Taken.Count, 2, 8);
        var told = (await Rows(bot, chat)).Where(r => r is { State: DeliveryState.Sent }).SelectMany(r => r.StoryIds).ToList();
        Assert.Equal(60, told.Count);
        Assert.Equal(60, told.Distinct().Count());
        Assert.All(Enumerable.Range(0, 60), n => Assert.Single(bot.Telegram.Taken, m => m.Text.Contains($">Bill number {n} on open models<", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_muted_chat_hears_nothing_until_the_time_is_over()
    {
        await using var bot = await RunningBot.Start();
        var chat = await Chat(bot);
        await bot.Tables.Change(chat.Id, d => d with { MutedUntil = bot.Clock.GetUtcNow().AddHours(8) }, Cancel);
        await Happen(bot, 1);
        await bot.Work();
        Assert.Empty(bot.Telegram.Taken);

        bot.Clock.Advance(TimeSpan.FromHours(8));
        await bot.Work();

        Assert.Single(bot.Telegram.Taken);
    }

    [Fact]
    public async Task When_telegram_asks_to_wait_with_a_chat_everything_to_it_waits_and_other_chats_do_not()
    {
        await using var bot = await RunningBot.Start();
        var chat = await Chat(bot);
        bot.Telegram.Next(new BotApiAnswer.Fails(429, "Too Many Requests: retry after 300", RetryAfter: 300));
        await Happen(bot, 1);
        await bot.Work();
        var requests = bot.Telegram.Requests;

        await Happen(bot, 3, from: 1);
        await bot.Work();

        // Any instance would read it there.
        Assert.Equal(requests, bot.Telegram.Requests);
        Assert.NotNull((await bot.Tables.Destinations.Get(Keys.Shard(chat.Id), chat.Id, Cancel))!.Value.WaitUntil);
        await bot.AddChat("other", "77");
        await Happen(bot, 1, from: 9);
        await bot.Work();
        Assert.Equal("77", Assert.Single(bot.Telegram.Taken).Chat);

        bot.Clock.Advance(TimeSpan.FromSeconds(300));
        await bot.Work();
        Assert.Equal(5, bot.Telegram.Taken.Count(m => m.Chat == "-100"));
    }

    [Fact]
    public async Task A_quiet_day_is_one_line_where_that_is_wanted()
    {
        await using var bot = await RunningBot.Start();
        var chat = await Chat(bot);
        await bot.AddSource();
        await bot.Tables.Change(chat.Id, d => d with { SaysNothingNew = true, Language = "fr", Schedule = new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 0)), NextDigest = bot.Clock.GetUtcNow() }, Cancel);
        await bot.Tables.SourceStates.Upsert(Keys.Shard("wire"), "wire", new SourceState("wire", bot.Clock.GetUtcNow()) { LastSuccess = bot.Clock.GetUtcNow() }, Cancel);

        await bot.Bot.Pipeline.SendDueDigests(Cancel);
        await bot.Work();

        Assert.Equal("Rien de nouveau. 1 source sur 1 consultée.", Assert.Single(bot.Telegram.Taken).Text);
    }

    [Fact]
    public async Task An_alert_to_one_chat_costs_few_transactions()
    {
        await using var bot = await RunningBot.Start();
        await Chat(bot);
        var store = bot.Bot.Services.GetRequiredService<Store>();
        await Happen(bot, 1);
        var before = store.Transactions;

        await bot.Work();

        Assert.InRange(store.Transactions - before, 1, 12);
    }

    private static DateTimeOffset Today(RunningBot bot, int hour) => new DateTimeOffset(bot.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddHours(hour);

    private static async Task<Destination> Chat(RunningBot bot, AlertHours? hours = null)
    {
        var chat = await bot.AddChat("desk", "-100");
        await bot.Tables.Change(chat.Id, d => d with { Hours = hours }, Cancel);
        return chat;
    }

    private static async Task<List<OutboxRow>> Rows(RunningBot bot, Destination chat) =>
        await bot.Tables.Deliveries.Range(chat.Id, cancel: Cancel).Select(r => r.Value).ToListAsync(Cancel);

    /// <summary>Stories are found for everybody who follows everything, as the pipeline posts them.</summary>
    private static async Task Happen(RunningBot bot, int count, int from = 0)
    {
        var found = new FirstMatch(bot.Clock.GetUtcNow(), "x");
        foreach (var n in Enumerable.Range(from, count))
        {
            var story = StoryBuilder.Titled($"Bill number {n} on open models").Of(StoryKind.Legislation).Build();
            story = story with { Id = $"{Keys.Day(bot.Clock.GetUtcNow())}-{Keys.Hash(story.Title)}", Matches = new Dictionary<string, FirstMatch> { ["everything"] = found } };
            await bot.Tables.Stories.Upsert(Keys.DayOf(story.Id), story.Id, story, Cancel);
            await bot.Bot.Pipeline.Alert(story, [new WatchlistMatch(new Watchlist("everything", "Everything", ""), [])], Cancel);
        }
    }
}
