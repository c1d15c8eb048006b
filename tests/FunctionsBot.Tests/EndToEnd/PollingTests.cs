using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Scheduling;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>Polling as a whole: nothing asked twice, addresses that move or go, rhythms that break.</summary>
public sealed class PollingTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_SQLite_many_timers_and_messages_delivered_twice_poll_nothing_twice() => await PolledOnce(null);

    [Fact]
    public async Task On_Azure_storage_many_timers_and_messages_delivered_twice_poll_nothing_twice() => await PolledOnce(await azurite.NewAccount());

    [Fact]
    public async Task On_Azure_storage_two_instances_poll_nothing_twice()
    {
        var account = await azurite.NewAccount();
        await using var one = await RunningBot.Start(account);
        await using var two = await RunningBot.Start(account);
        await AddMany(one);
        foreach (var path in Paths) two.Web.On(path, 200, "<rss><channel><title>x</title></channel></rss>");

        var due = await Task.WhenAll(one.Bot.Pipeline.PollDueSources(Cancel), two.Bot.Pipeline.PollDueSources(Cancel));
        await Task.WhenAll(one.Work(), two.Work());

        Assert.Equal(Paths.Count, due.Sum());
        Assert.Equal(Paths.Order(), one.Web.Requests.Concat(two.Web.Requests).Select(r => r.Target).Order());
    }

    [Fact]
    public async Task A_source_that_falls_silent_is_told_to_admins_once_and_again_when_it_speaks()
    {
        await using var bot = await RunningBot.Start();
        var source = await bot.AddSource("Roses");
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        await bot.Poll("wire");
        var state = await bot.Tables.SourceStates.Get(Keys.Shard("wire"), "wire", Cancel);
        var now = bot.Clock.GetUtcNow();
        List<Entry> month = [.. Enumerable.Range(1, 120).Select(i => new Entry("wire", $"{i}", source.Address, "") { Published = now.AddHours(-6 * i) })];
        await bot.Tables.SourceStates.Replace(state!, state!.Value with { Rhythm = RhythmLearning.Learn(new SourceState("wire", now), now, month) }, Cancel);

        for (var day = 0; day < 10; day++)
        {
            await bot.Bot.Pipeline.PollDueSources(Cancel);
            await bot.Bot.Pipeline.Sweep(Cancel);
            await bot.Work();
            bot.Clock.Advance(TimeSpan.FromDays(1));
        }

        var told = Assert.Single(bot.Telegram.Taken).Text;
        Assert.Contains("Wire has had nothing new since 17 March 2026", told, StringComparison.Ordinal);
        Assert.Contains("every 6 hours", told, StringComparison.Ordinal);

        bot.Web.On("/feed.xml", 200, bot.Feed("Tulips").Replace("<guid>1<", "<guid>2<", StringComparison.Ordinal), "Content-Type: application/rss+xml");
        await bot.Poll("wire");
        await bot.Bot.Pipeline.Sweep(Cancel);
        await bot.Bot.Pipeline.Sweep(Cancel);
        await bot.Work();

        Assert.Equal(2, bot.Telegram.Taken.Count);
        Assert.Contains("A silent source has something new", bot.Telegram.Taken.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_gone_is_left_alone_and_admins_are_told_within_the_hour()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.AddChat("chat-admins", "-200", forAdmins: true);
        bot.Web.On("/feed.xml", 410, "");

        await bot.Poll("wire");
        bot.Clock.Advance(TimeSpan.FromMinutes(30));
        await bot.Bot.Pipeline.Sweep(Cancel);
        bot.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await bot.Bot.Pipeline.PollDueSources(Cancel));
        await bot.Work();

        Assert.Contains("taken away for good", Assert.Single(bot.Telegram.Taken).Text, StringComparison.Ordinal);
        Assert.Single(bot.Web.Requests);
    }

    [Fact]
    public async Task A_source_that_moved_for_good_is_asked_at_its_new_address_with_its_validators()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource("Roses");
        bot.Web.Redirect("/feed.xml", 301, "http://wire.example/moved.xml");
        bot.Web.On("/moved.xml", 200, bot.Feed("Roses"), "Content-Type: application/rss+xml", "ETag: \"v1\"");
        await bot.Poll("wire");
        bot.Web.On("/moved.xml", 304, "");
        await bot.Poll("wire");

        var asked = bot.Web.Requests.Where(r => r.Target.EndsWith(".xml", StringComparison.Ordinal)).ToList();
        Assert.Equal(["/feed.xml", "/moved.xml", "/moved.xml"], asked.Select(r => r.Target));
        Assert.Equal("\"v1\"", asked[2]["If-None-Match"]);
        var state = (await bot.Tables.SourceStates.Get(Keys.Shard("wire"), "wire", Cancel))!.Value;
        Assert.Equal(new Uri("http://wire.example/moved.xml"), state.MovedTo);
        Assert.Equal(0, state.Failures);
    }

    [Fact]
    public async Task What_a_feed_asks_for_holds_while_it_does_not_change()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource("Roses");
        bot.Web.On("/feed.xml", 200, bot.Feed("Roses").Replace("<link>", "<ttl>600</ttl><link>", StringComparison.Ordinal), "Content-Type: application/rss+xml", "ETag: \"v1\"");
        await bot.Poll("wire");
        bot.Web.On("/feed.xml", 304, "");
        await bot.Poll("wire");

        var state = (await bot.Tables.SourceStates.Get(Keys.Shard("wire"), "wire", Cancel))!.Value;
        Assert.True(state.NextPoll >= bot.Clock.GetUtcNow().AddHours(10), $"Next poll at {state.NextPoll}.");
    }

    private static List<string> Paths => [.. Enumerable.Range(0, 120).Select(i => string.Create(CultureInfo.InvariantCulture, $"/{i}.xml"))];

    private static async Task AddMany(RunningBot bot)
    {
        foreach (var path in Paths)
        {
            bot.Web.On(path, 200, "<rss><channel><title>x</title></channel></rss>");
            await bot.Add(new Source($"s{path[1..^4]}", path, new Uri($"http://s{path[1..^4]}.example{path}"), SourceKind.Feed, "en"));
        }
    }

    private static async Task PolledOnce(string? storage)
    {
        await using var bot = await RunningBot.Start(storage);
        await AddMany(bot);

        var due = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bot.Bot.Pipeline.PollDueSources(Cancel)));
        var messages = new List<string>();
        while (await bot.Queue(Work.PollQueue).Take(32, TimeSpan.FromMinutes(1), Cancel) is { Count: > 0 } taken)
        {
            messages.AddRange(taken.Select(m => m.Text));
        }

        foreach (var message in messages.Concat(messages)) await bot.Bot.Pipeline.Poll(message, Cancel);

        Assert.Equal(Paths.Count, due.Sum());
        Assert.Equal(Paths.Order(), bot.Web.Requests.Select(r => r.Target).Order());
    }
}
