using FunctionsBot.Domain;
using FunctionsBot.Local;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>From a source to Telegram and email, with real servers on loopback at both ends.</summary>
public sealed class PipelineTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_SQLite_news_reaches_chats_and_subscribers_once() => await NewsReachesEachOnce(null);

    [Fact]
    public async Task On_Azure_storage_news_reaches_chats_and_subscribers_once() => await NewsReachesEachOnce(await azurite.NewAccount());

    private static async Task NewsReachesEachOnce(string? storage)
    {
        await using var site = await DemoServer.Start(Cancel);
        await using var bot = await RunningBot.Start(storage, site.EndPoint, paced: false);
        await Demo.Begin(bot.Tables, Cancel);

        Assert.Equal(Starter.DemoSources.Count, await bot.Bot.Pipeline.PollDueSources(Cancel));
        Assert.Equal(0, await bot.Bot.Pipeline.PollDueSources(Cancel));
        await bot.Work();
        Assert.Equal(4, await bot.Bot.Pipeline.SendDueDigests(Cancel));
        await bot.Work();

        Assert.NotEmpty(bot.Telegram.Taken);
        Assert.Equal(bot.Telegram.Taken.Count, bot.Telegram.Taken.Distinct().Count());
        Assert.All(bot.Telegram.Taken, m => Assert.Equal("Html", m.ParseMode, ignoreCase: true));
        Assert.Equal(["alex@foundation.example", "camille@ministere.example"], bot.Mail.Taken.Select(m => m.To.Single()).Order());
        Assert.All(bot.Mail.Taken, m => Assert.NotNull(m.Message.Headers["List-Unsubscribe-Post"]));
        Assert.Empty(bot.Mail.Violations);
        Assert.Empty(await bot.Tables.Pending.Range($"{Work.ProcessQueue}-20260317", cancel: Cancel).ToListAsync(Cancel));
        var undelivered = await bot.Tables.Pending.Range($"{Work.DeliverQueue}-20260317", cancel: Cancel).Select(p => p.Value.Message).ToListAsync(Cancel);
        Assert.DoesNotContain(undelivered, m => !m.StartsWith(Work.Renew, StringComparison.Ordinal));

        // Alerts are rewritten when their stories have grown, and answered where that was material.
        bot.Clock.Advance(TimeSpan.FromMinutes(3));
        await bot.Work();
        var sent = (bot.Telegram.Taken.Count, bot.Mail.Taken.Count);
        bot.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True(await bot.Bot.Pipeline.PollDueSources(Cancel) > 0);
        await bot.Work();
        await bot.Bot.Pipeline.SendDueDigests(Cancel);
        await bot.Work();
        Assert.Equal(sent, (bot.Telegram.Taken.Count, bot.Mail.Taken.Count));
    }

    [Fact]
    public async Task A_watchlist_is_tried_on_what_is_stored()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource("Brussels opens a consultation on open-source AI models in public services");
        await bot.Poll("wire");

        var replay = await bot.Bot.Pipeline.TryWatchlist(
            new Watchlist("w", "W", "~consultation country:eu"), new Watchlist("w", "W", "sommet") { Paused = true }, Cancel);

        Assert.Equal(new ReplayCount(0, 1, 1, 0), replay.Total);
        Assert.Equal(1, replay.Languages["en"].New);
        Assert.Equal("Brussels opens a consultation on open-source AI models in public services", Assert.Single(replay.New).Story.Title);
        Assert.Empty(replay.Lost);
        Assert.Equal(1, replay.Weeks.Sum(w => w.Count.Changed));
        Assert.Equal(1, replay.AlertsADay);
    }

    [Fact]
    public async Task What_a_button_under_an_alert_hands_back_labels_its_item()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-desk", "-100");
        await bot.Poll("wire");
        var button = Assert.Single(Assert.Single(bot.Telegram.Taken).Buttons.Select(LabelButton.Read).OfType<LabelButton>());

        Assert.False(button.Relevant);
        await bot.Bot.Pipeline.SetLabel(button.StoryId, button.Relevant, null, "telegram @camille", Cancel);

        var label = Assert.Single(await bot.Bot.Pipeline.LabelsOf(button.StoryId, Cancel));
        Assert.Equal((false, "telegram @camille", true), (label.Relevant, label.By, label.Said));
    }

    [Fact]
    public async Task A_blocked_chat_is_paused_and_admins_are_told()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        var chat = await bot.AddChat("chat-desk", "-100");
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        bot.Telegram.Next(new BotApiAnswer.Fails(403, "Forbidden: bot was kicked from the group chat"));

        await bot.Poll("wire");

        var paused = (await bot.Tables.Destinations.Get(Keys.Shard(chat.Id), chat.Id, Cancel))!.Value;
        Assert.Equal(DestinationState.Paused, paused.State);
        Assert.Contains("kicked", paused.Reason, StringComparison.Ordinal);
        var told = Assert.Single(bot.Telegram.Taken);
        Assert.Equal("-200", told.Chat);
        Assert.Contains("chat-desk", told.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_page_that_is_down_for_a_while_is_read_when_it_is_back()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-desk", "-100");
        bot.Web.On("/article", 503, "come back later");
        await bot.Poll("wire");
        Assert.Empty(bot.Telegram.Taken);

        bot.Web.On("/article", 200, RunningBot.Article("Brussels opens a consultation on open-source AI models in public services"), "Content-Type: text/html");
        bot.Clock.Advance(TimeSpan.FromMinutes(10));
        await bot.Work();

        Assert.Single(bot.Telegram.Taken);
    }

    [Fact]
    public async Task A_slow_chat_gets_its_alert_after_the_pause_Telegram_asked_for()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-desk", "-100");
        bot.Telegram.Next(new BotApiAnswer.Fails(429, "Too Many Requests: retry after 60", RetryAfter: 60));

        await bot.Poll("wire");
        bot.Clock.Advance(TimeSpan.FromSeconds(30));
        await bot.Work();
        Assert.Empty(bot.Telegram.Taken);
        bot.Clock.Advance(TimeSpan.FromSeconds(10));
        await bot.Work();

        Assert.Single(bot.Telegram.Taken);
    }

    [Fact]
    public async Task Work_that_no_queue_holds_any_more_is_found_by_the_sweep()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-desk", "-100");
        await bot.Bot.Pipeline.PollNow("wire", Cancel);
        var queues = new WorkQueues(bot.Queue);
        var poll = Assert.Single(await queues.Poll.Take(1, TimeSpan.FromMinutes(1), Cancel));
        await bot.Bot.Pipeline.Poll(poll.Text, Cancel);
        await queues.Poll.Complete(poll, Cancel);
        await queues.Process.Complete(Assert.Single(await queues.Process.Take(9, TimeSpan.FromMinutes(1), Cancel)), Cancel);

        Assert.Equal(0, await bot.Bot.Pipeline.Sweep(Cancel));
        bot.Clock.Advance(FunctionsBot.Pipeline.Overdue + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await bot.Bot.Pipeline.Sweep(Cancel));
        Assert.Equal(0, await bot.Bot.Pipeline.Sweep(Cancel));
        await bot.Work();

        Assert.Single(bot.Telegram.Taken);
    }

    [Fact]
    public async Task A_message_nobody_understands_is_kept_as_poison_and_admins_are_told()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        await new WorkQueues(bot.Queue).Process.Send(["read.9 from the future"], TimeSpan.Zero, Cancel);

        for (var attempt = 0; attempt < QueueWorker.MostTries; attempt++)
        {
            await bot.Work();
            bot.Clock.Advance(TimeSpan.FromHours(1));
        }

        var poison = Assert.Single(await bot.Tables.Poison.Range(Work.ProcessQueue, cancel: Cancel).ToListAsync(Cancel));
        Assert.Equal("read.9 from the future", poison.Value.Message);
        Assert.Single(bot.Telegram.Taken);
    }

    [Fact]
    public async Task A_watchlist_with_a_broken_query_does_not_keep_the_others_from_telling()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.Add(new Watchlist("broken", "Broken", "(open AND"));
        await bot.AddChat("chat-desk", "-100");

        await bot.Poll("wire");

        Assert.Single(bot.Telegram.Taken);
    }

    [Fact]
    public async Task A_source_that_fails_says_why_and_the_others_go_on()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-desk", "-100");
        bot.Web.On("/gone.xml", 410, "");
        bot.Web.On("/page.html", 200, "<!doctype html><title>Hello</title><p>No feed here.</p>", "Content-Type: text/html");
        foreach (var name in new[] { "gone.xml", "page.html" })
        {
            await bot.Add(new Source(name[..4], name, new Uri($"http://{name[..4]}.example/{name}"), SourceKind.Feed, "en"));
        }

        await bot.Bot.Pipeline.PollDueSources(Cancel);
        await bot.Work();

        Assert.Single(bot.Telegram.Taken);
        var gone = (await bot.Tables.SourceStates.Get(Keys.Shard("gone"), "gone", Cancel))!.Value;
        Assert.True(gone.Retired);
        var page = (await bot.Tables.SourceStates.Get(Keys.Shard("page"), "page", Cancel))!.Value;
        Assert.Equal(1, page.Failures);
        Assert.Contains("page.html", page.Problem, StringComparison.Ordinal);
        Assert.Equal(bot.Clock.GetUtcNow(), page.FailingSince);
    }

    [Fact]
    public async Task A_source_that_stays_broken_is_told_to_admins_once_and_again_when_it_works()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        bot.Web.On("/feed.xml", 500, "");
        for (var hours = 0; hours < 24; hours++)
        {
            await bot.Bot.Pipeline.PollDueSources(Cancel);
            await bot.Bot.Pipeline.Sweep(Cancel);
            await bot.Work();
            bot.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Contains("Wire has been failing since 17 March 2026", Assert.Single(bot.Telegram.Taken).Text, StringComparison.Ordinal);

        bot.Web.On("/feed.xml", 200, bot.Feed("Roses"), "Content-Type: application/rss+xml");
        await bot.Poll("wire");
        await bot.Bot.Pipeline.Sweep(Cancel);
        await bot.Bot.Pipeline.Sweep(Cancel);
        await bot.Work();

        Assert.Equal(2, bot.Telegram.Taken.Count);
        Assert.Contains("A source works again", bot.Telegram.Taken.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_subscriber_gets_one_request_to_confirm_a_day()
    {
        await using var bot = await RunningBot.Start();
        var subscriber = new Destination("mail-x", ChannelKind.Email, "x@reader.example", "fr", "Europe/Paris", new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 30)))
        {
            State = DestinationState.Unconfirmed,
        };
        await bot.Add(subscriber);

        await bot.Bot.Pipeline.SendConfirmation(subscriber, Cancel);
        await bot.Bot.Pipeline.SendConfirmation(subscriber, Cancel);
        await bot.Work();

        var mail = Assert.Single(bot.Mail.Taken);
        Assert.Contains("/confirm?token=", mail.Message.TextBody, StringComparison.Ordinal);
    }
}
