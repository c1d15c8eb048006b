using System.Text.Json;
using FunctionsBot.Delivery;
using FunctionsBot.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Chat;

/// <summary>
/// Tells Telegram where the webhook is, when a host starts that has one. What was told is remembered for a day, so that instances that come
/// and go do not tell it each time. Source: https://core.telegram.org/bots/api#setwebhook
/// </summary>
internal sealed partial class WebhookRegistration(
    Settings settings, Tables tables, TimeProvider clock, ILogger<WebhookRegistration> log, TelegramApi? api = null) : BackgroundService
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private const string Partition = "telegram";
    private const string Row = "webhook";

    /// <summary>Telegram calls public addresses over TLS only.</summary>
    private bool HasWebhook => api is not null && settings.TelegramWebhookSecret is not null && settings.SiteUrl is { IsLoopback: false, Scheme: "https" };

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Tell(stoppingToken);
        }
        catch (Exception e) when (e is TelegramException or IOException)
        {
            LogFailed(e.Message);
        }
    }

    /// <summary>Tells it, unless the same was told lately.</summary>
    internal async Task Tell(CancellationToken cancel)
    {
        if (!HasWebhook)
        {
            return;
        }

        var url = new Uri($"{settings.SiteUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/telegram/webhook");
        var told = new Told(Keys.Hash($"{url} {settings.TelegramWebhookSecret} {settings.TelegramToken}"), clock.GetUtcNow());
        if (await tables.Documents.Get(Partition, Row, cancel) is { } row
            && JsonSerializer.Deserialize<Told>(row.Json, StoredJson.Options) is { } before && before.What == told.What && before.At + Memory > told.At)
        {
            return;
        }

        await api!.Call("setWebhook", new { url = url.AbsoluteUri, secret_token = settings.TelegramWebhookSecret, allowed_updates = BotCommands.Updates, drop_pending_updates = false }, cancel);
        await BotCommands.Tell(api, cancel);
        await tables.Documents.Upsert(new TableRow(Partition, Row, JsonSerializer.Serialize(told, StoredJson.Options)), cancel);
        LogTold(url);
    }

    [LoggerMessage(LogLevel.Information, "Telegram sends what is said in chats to {Url}.")]
    private partial void LogTold(Uri url);

    [LoggerMessage(LogLevel.Warning, "The webhook could not be set, so the bot hears nothing from chats until its next start: {Reason}")]
    private partial void LogFailed(string reason);

    private sealed record Told(string What, DateTimeOffset At);
}
