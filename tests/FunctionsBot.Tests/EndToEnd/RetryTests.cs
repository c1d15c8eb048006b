using FunctionsBot.Domain;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.EndToEnd;

public sealed class RetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crash_while_an_admin_has_an_alert_sent_again_does_not_lose_it()
    {
        var tables = MemoryTable.Open(out var opened);
        await using var bot = await RunningBot.Start(tables: tables);
        await bot.AddSource();
        var chat = await bot.AddChat("staff", "1");
        await bot.Poll("wire");
        var alert = await tables.Deliveries.Range(chat.Id, cancel: Cancel).SingleAsync(Cancel);
        await tables.Deliveries.Replace(alert, alert.Value with { State = DeliveryState.Failed, Reason = "Forbidden: bot was kicked", PartsSent = 0, Receipts = [] }, Cancel);
        opened["deliveries"].BeforeWrite = () => opened["pending"].BeforeWrite = () => throw new IOException("The power went.");

        await Assert.ThrowsAsync<IOException>(() => bot.Bot.Pipeline.Retry(chat.Id, alert.Key, Cancel));
        opened["deliveries"].BeforeWrite = opened["pending"].BeforeWrite = () => { };
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.Bot.Pipeline.Sweep(Cancel);
        await bot.Work();

        Assert.Equal(DeliveryState.Sent, (await tables.Deliveries.Get(chat.Id, alert.Key, Cancel))!.Value.State);
        Assert.Equal(2, bot.Telegram.Taken.Count(m => m.Chat == "1"));
    }
}
