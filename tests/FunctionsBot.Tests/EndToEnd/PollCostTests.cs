using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>What polling costs in table transactions, which Azure bills one by one.</summary>
public sealed class PollCostTests
{
    private const int Sources = 120;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unchanged_source_costs_a_tenth_of_a_transaction_and_a_new_entry_at_most_six()
    {
        await using var bot = await RunningBot.Start();
        for (var i = 0; i < Sources; i++)
        {
            await bot.Add(new Source($"source-{i}", $"Source {i}", new Uri($"http://source-{i}.example/feed.xml"), SourceKind.Feed, "en"));
        }

        bot.Web.On("/robots.txt", 404, "");
        bot.Web.On("/article", 200, "<!doctype html><title>Roses</title><article><h1>Roses</h1><p>Roses bloom from May on, and again in September if they are pruned.</p></article>", "Content-Type: text/html");
        bot.Web.On("/feed.xml", 200, bot.Feed("Roses"), "Content-Type: application/rss+xml", "ETag: \"1\"");

        var found = await Transactions(bot);
        bot.Web.On("/feed.xml", 304, "", "ETag: \"1\"");
        bot.Clock.Advance(TimeSpan.FromHours(25));
        var unchanged = await Transactions(bot);

        Assert.Single(await bot.Tables.Entries.Range("source-7", cancel: Cancel).Where(e => e.Value.Stage == EntryStage.Read).ToListAsync(Cancel));
        Assert.InRange(unchanged / (double)Sources, 0.01, 0.1);
        Assert.InRange((found - unchanged) / (double)Sources, 4, 6);
    }

    private static async Task<long> Transactions(RunningBot bot)
    {
        var store = bot.Bot.Services.GetRequiredService<Store>();
        var before = store.Transactions;
        Assert.Equal(Sources, await bot.Bot.Pipeline.PollDueSources(Cancel));
        await bot.Work();
        return store.Transactions - before;
    }
}
