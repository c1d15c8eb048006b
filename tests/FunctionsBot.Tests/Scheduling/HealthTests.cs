using System.Text.Json;
using FunctionsBot.Queueing;
using FunctionsBot.Scheduling;
using FunctionsBot.Site;
using FunctionsBot.Storage;
using FunctionsBot.Tests.EndToEnd;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Tests.Scheduling;

public sealed class HealthTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_that_works_is_healthy_and_says_when_it_last_looked()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.Bot.Pipeline.PollDueSources(Stop);
        await bot.Work();

        var (status, report) = await Ask(bot);

        Assert.Equal(200, status);
        Assert.Equal("Sources were last looked for at 2026-03-17 08:00:00Z; 1 were due.", Says(report, "lastCycle"));
        Assert.Equal("No work is overdue.", Says(report, "oldestWork"));
        Assert.Equal("Messages: poll 0, process 0, deliver 0.", Says(report, "queues"));
    }

    [Fact]
    public async Task Half_an_hour_without_a_look_for_due_sources_is_unhealthy()
    {
        await using var bot = await RunningBot.Start();
        await bot.Bot.Pipeline.PollDueSources(Stop);
        bot.Clock.Advance(Health.LongestPause);
        Assert.Equal(200, (await Ask(bot)).Status);

        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var (status, report) = await Ask(bot);

        Assert.Equal(503, status);
        Assert.False(report.GetProperty("checks").GetProperty("lastCycle").GetProperty("good").GetBoolean());
    }

    [Fact]
    public async Task A_new_bot_has_half_an_hour_to_look_for_sources_the_first_time()
    {
        await using var bot = await RunningBot.Start();
        Assert.Equal(200, (await Ask(bot)).Status);

        bot.Clock.Advance(Health.LongestPause + TimeSpan.FromMinutes(1));

        var (status, report) = await Ask(bot);
        Assert.Equal((503, "Sources have never been looked for."), (status, Says(report, "lastCycle")));
    }

    [Fact]
    public async Task A_source_that_waited_too_long_is_unhealthy_until_it_is_asked()
    {
        await using var bot = await RunningBot.Start();
        var source = await bot.AddSource();
        await bot.Tables.SourceStates.Upsert(
            Keys.Shard(source.Id), source.Id, new Domain.SourceState(source.Id, bot.Clock.GetUtcNow().AddHours(-3)), Stop);
        await bot.Bot.Pipeline.PollDueSources(Stop);

        var (status, report) = await Ask(bot);
        Assert.Equal((503, "A source that was due 180 minutes ago had not been asked at 2026-03-17 08:00:00Z."), (status, Says(report, "lastCycle")));

        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await bot.Bot.Pipeline.PollDueSources(Stop);
        Assert.Equal(200, (await Ask(bot)).Status);
    }

    [Fact]
    public async Task Work_that_nobody_does_for_two_hours_is_unhealthy()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.Bot.Pipeline.PollDueSources(Stop);
        foreach (var message in await bot.Queue(Work.PollQueue).Take(1, TimeSpan.FromMinutes(1), Stop))
        {
            await bot.Bot.Pipeline.Poll(message.Text, Stop);
        }

        bot.Clock.Advance(Health.LongestWait + TimeSpan.FromMinutes(1));
        await bot.Bot.Pipeline.PollDueSources(Stop);

        var (status, report) = await Ask(bot);
        Assert.Equal((503, "The oldest unfinished work was asked for 121 minutes ago."), (status, Says(report, "oldestWork")));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_unhealthy_and_its_name_is_not_told()
    {
        await using var bot = await RunningBot.Start();
        var broken = new Tables(name => new BrokenTable(name));
        using var health = new Health(broken, new WorkQueues(bot.Queue), bot.Clock);
        var report = await health.Look(Stop);

        Assert.False(report.Healthy);
        Assert.Equal("The store does not answer.", report.Checks["lastCycle"].Says);
        Assert.True(report.Checks["queues"].Good);
    }

    [Fact]
    public async Task Whoever_asks_a_hundred_times_costs_as_much_as_one()
    {
        await using var bot = await RunningBot.Start();
        await Ask(bot);
        var before = Transactions(bot);

        for (var n = 0; n < 100; n++)
        {
            await Ask(bot);
        }

        Assert.Equal(before, Transactions(bot));
        bot.Clock.Advance(TimeSpan.FromSeconds(31));
        await Ask(bot);
        Assert.InRange(Transactions(bot) - before, 1, 12);
    }

    private static long Transactions(RunningBot bot) => ((Store)bot.Bot.Services.GetService(typeof(Store))!).Transactions;

    private static async Task<(int Status, JsonElement Report)> Ask(RunningBot bot)
    {
        var context = new DefaultHttpContext { RequestServices = bot.Bot.Services };
        context.Request.Method = "GET";
        context.Request.Path = "/health";
        using var body = new MemoryStream();
        context.Response.Body = body;
        await SiteApp.Build(bot.Bot.Services)(context);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
        return (context.Response.StatusCode, JsonElement.Parse(body.ToArray()));
    }

    private static string Says(JsonElement report, string check) => report.GetProperty("checks").GetProperty(check).GetProperty("says").GetString()!;

    private sealed class BrokenTable(string name) : ITable
    {
        private StoreException Broken => new($"Table {name} of account secretname cannot be reached.");

        public Task<TableRow?> Get(string partition, string row, CancellationToken cancel) => throw Broken;

        public IAsyncEnumerable<TableRow> Range(string partition, string? from, string? before, CancellationToken cancel) => throw Broken;

        public IAsyncEnumerable<TableRow> Scan((string Partition, string Row)? after, CancellationToken cancel) => throw Broken;

        public Task<string?> Insert(TableRow row, CancellationToken cancel) => throw Broken;

        public Task<string?> Replace(TableRow row, CancellationToken cancel) => throw Broken;

        public Task<string> Upsert(TableRow row, CancellationToken cancel) => throw Broken;

        public Task<bool> Delete(string partition, string row, string? etag, CancellationToken cancel) => throw Broken;

        public Task<bool> Batch(IReadOnlyList<TableWrite> writes, CancellationToken cancel) => throw Broken;
    }
}
