using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.EndToEnd;

public sealed class DeletedWatchlistTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_watchlist_is_gone_with_what_it_found_after_28_days_and_one_that_is_back_keeps_everything()
    {
        await using var bot = await RunningBot.Start();
        foreach (var id in new[] { "gone", "back" })
        {
            await bot.Tables.DeletedWatchlists.Upsert(Keys.Only, id, new DeletedWatchlist(new Watchlist(id, id, ""), [], bot.Clock.GetUtcNow(), "ada"), Cancel);
            await bot.Tables.Matches.Upsert(id, "20260317-x", new Match("x", bot.Clock.GetUtcNow(), []), Cancel);
        }

        await bot.Add(new Watchlist("back", "Back", ""));
        bot.Clock.Advance(TimeSpan.FromDays(28) - TimeSpan.FromSeconds(1));
        await bot.Bot.Pipeline.Sweep(Cancel);
        Assert.Equal(2, await bot.Tables.DeletedWatchlists.Range(Keys.Only, cancel: Cancel).CountAsync(Cancel));

        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await bot.Bot.Pipeline.Sweep(Cancel);

        Assert.Empty(await bot.Tables.DeletedWatchlists.Range(Keys.Only, cancel: Cancel).ToListAsync(Cancel));
        Assert.Empty(await bot.Tables.Matches.Range("gone", cancel: Cancel).ToListAsync(Cancel));
        Assert.Single(await bot.Tables.Matches.Range("back", cancel: Cancel).ToListAsync(Cancel));
    }
}
