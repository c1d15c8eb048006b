using FunctionsBot.Delivery;

namespace FunctionsBot.Chat;

/// <summary>What Telegram is told of the bot itself.</summary>
internal static class BotCommands
{
    /// <summary>The updates that are acted on; Telegram keeps the others to itself.</summary>
    public static readonly string[] Updates = ["message", "channel_post", "callback_query", "my_chat_member"];

    /// <summary>Tells Telegram which commands there are, in French to those whose Telegram is French, in English to all others.</summary>
    public static async Task Tell(TelegramApi api, CancellationToken cancel)
    {
        foreach (var (language, code) in new[] { ("en", (string?)null), ("fr", "fr") })
        {
            var commands = ChatCommand.Listed.Select(c => new { command = c.In(language)[1..], description = c.Does.In(language) });
            await api.Call("setMyCommands", new { commands, language_code = code }, cancel);
        }
    }
}
