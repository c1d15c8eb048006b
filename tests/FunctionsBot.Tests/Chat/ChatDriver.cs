using System.Text.Json;
using FunctionsBot.Chat;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.EndToEnd;
using FunctionsBot.Tests.Loopback;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsBot.Tests.Chat;

/// <summary>The whole bot, spoken to as Telegram does: updates come in, and what it says arrives at a Bot API server.</summary>
internal sealed class ChatDriver(RunningBot bot) : IAsyncDisposable
{
    public const long Admins = -100999;

    private long _update = 1000;

    public RunningBot Bot => bot;

    /// <summary>What the bot has said, in order.</summary>
    public IReadOnlyList<BotApiMessage> Told => [.. bot.Telegram.Taken];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ChatDriver> Start()
    {
        var driver = new ChatDriver(await RunningBot.Start());
        await driver.Bot.Add(new Watchlist("letters", "Open letters", "letter") { NameFr = "Lettres ouvertes" });
        await driver.Bot.Add(new Watchlist("money", "Public money", "consultation OR funding") { NameFr = "Argent public" });
        return driver;
    }

    /// <summary>A chat of admins.</summary>
    public async Task<Destination> AddAdmins(string language = "en")
    {
        var admins = new Destination(Chats.Id($"{Admins}"), ChannelKind.Telegram, $"{Admins}", language, "Europe/Paris", new DigestSchedule(DigestRhythm.None, default)) { Name = "Admins", ForAdmins = true };
        await bot.Add(admins);
        return admins;
    }

    /// <summary>A chat that was let in.</summary>
    public async Task<Destination> AddChat(long chat = 5, string language = "en", params string[] follows)
    {
        var added = new Destination(Chats.Id($"{chat}"), ChannelKind.Telegram, $"{chat}", language, "Europe/Paris", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 30)))
        {
            Name = "Desk",
            Created = bot.Clock.GetUtcNow(),
        };
        await bot.Add(added, [.. follows.Select(w => new Follow(w, added.Id, Cadence.Immediate))]);
        return added;
    }

    /// <summary>Somebody says something in a chat of their own with the bot.</summary>
    public Task Says(string text, long chat = 5, string language = "en") => Receive(
        $$$"""{"message":{"message_id":2,"from":{"id":5,"username":"camille","language_code":"{{{language}}}"},"chat":{"id":{{{chat}}},"type":"private","first_name":"Camille"},"text":{{{JsonSerializer.Serialize(text)}}}}}""");

    /// <summary>Somebody says something in a group, or in a topic of one.</summary>
    public Task SaysInGroup(string text, long chat = -100123, int? topic = null, string language = "en") => Receive(
        $$$"""{"message":{"message_id":77,{{{(topic is null ? "" : $"\"message_thread_id\":{topic},\"is_topic_message\":true,")}}}"from":{"id":5,"language_code":"{{{language}}}"},"chat":{"id":{{{chat}}},"type":"supergroup","title":"Équipe <b>"},"text":{{{JsonSerializer.Serialize(text)}}}}}""");

    /// <summary>Somebody presses a button.</summary>
    /// <returns>What they are told, at the top of their screen.</returns>
    public async Task<string?> Presses(string data, long chat = 5, string language = "en") => (await Receive(
        $$$"""{"callback_query":{"id":"77","from":{"id":5,"username":"camille","language_code":"{{{language}}}"},"data":{{{JsonSerializer.Serialize(data)}}},"message":{"message_id":9,"chat":{"id":{{{chat}}},"type":"supergroup"} } } }"""))?["text"];

    /// <summary>An update, numbered unless it is already.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> Receive(string update, bool numbered = true)
    {
        var body = numbered ? $"{{\"update_id\":{++_update},{update[1..]}" : update;
        using var json = JsonDocument.Parse(body);
        Last = body;
        return await bot.Bot.Services.GetRequiredService<Conversation>().Take(json.RootElement, Cancel);
    }

    /// <summary>The update received last, to deliver it again.</summary>
    public string Last { get; private set; } = "";

    public async Task<Destination?> Chat(string address) => (await bot.Tables.Find(address, Cancel))?.Value;

    public async Task<IReadOnlyList<string>> Follows(string address) =>
        [.. (await bot.Tables.Follows.Of(Chats.Id(address), Cancel)).Select(f => $"{f.WatchlistId} {f.Cadence}")];

    public ValueTask DisposeAsync() => bot.DisposeAsync();
}
