using FunctionsBot.Chat;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Tests.EndToEnd;
using FunctionsBot.Tests.Loopback;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsBot.Tests.Chat;

/// <summary>The whole way with a Bot API server that others wrote: a command, an alert, a press.</summary>
public sealed class ForeignServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_follows_is_alerted_and_answers_back()
    {
        await using var telegram = await TelegramTestApiServer.Start();
        await using var bot = await RunningBot.Start(telegramApi: telegram.Address);
        await bot.AddChat("telegram-5", "5");
        await bot.Add(new Watchlist("all", "Everything relevant", ""));
        var polling = bot.Bot.Services.GetRequiredService<TelegramPolling>();

        await telegram.Says(BotApiServer.Token, "/follow Everything relevant", 5);
        await polling.Once(Cancel);
        await bot.AddSource();
        await bot.Poll("wire");
        var told = await telegram.Told(BotApiServer.Token);

        Assert.Equal("This chat follows “Everything relevant”: alerts at once.", told[0].GetProperty("text").GetString());
        Assert.Contains("Brussels opens a consultation on open-source AI models", told[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        var button = told[1].GetProperty("reply_markup").GetProperty("inline_keyboard")[0][1].GetProperty("callback_data").GetString()!;
        await telegram.Presses(BotApiServer.Token, button, 5);
        await polling.Once(Cancel);

        var label = Assert.Single(await bot.Bot.Pipeline.LabelsOf(LabelButton.Read(button)!.StoryId, Cancel));
        Assert.Equal((false, "telegram @camille"), (label.Relevant, label.By));
        Assert.Equal(2, (await telegram.Told(BotApiServer.Token)).Count);
        Assert.Equal("TestNameBot", await bot.Bot.Services.GetRequiredService<TelegramApi>().Name(Cancel));
    }
}
