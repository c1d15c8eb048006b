using System.Security.Cryptography;
using System.Text.Json;
using FunctionsBot.Delivery;
using FunctionsBot.Storage;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Chat;

/// <summary>
/// Asks Telegram for what is said and pressed in chats, where there is no webhook. Telegram allows one at a time
/// (https://core.telegram.org/bots/api#getupdates); a lease in the store decides which instance it is.
/// </summary>
public sealed partial class TelegramPolling
{
    /// <summary>How long Telegram holds a request that has nothing to tell.</summary>
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(25);

    /// <summary>How long a lease holds: longer than a poll and what it brings take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>Tries of an update that the bot fails at, before it is left out: those after it must not wait for ever.</summary>
    private const int MostTries = 3;

    private const string Partition = "telegram";
    private const string Row = "polling";

    private readonly Conversation _conversation;
    private readonly TelegramApi _api;
    private readonly ITable _documents;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly string _owner = RandomNumberGenerator.GetHexString(32);
    private (long Update, int Tries) _failing;

    internal TelegramPolling(Conversation conversation, TelegramApi api, Tables tables, TimeProvider clock, ILogger<TelegramPolling> log)
    {
        (_conversation, _api, _documents, _clock, _log) = (conversation, api, tables.Documents, clock, log);
    }

    /// <summary>Polls until stopped. An outage is waited out.</summary>
    public async Task Forever(CancellationToken stop)
    {
        var named = false;
        while (!stop.IsCancellationRequested)
        {
            var pause = TimeSpan.Zero;
            try
            {
                if (!named)
                {
                    await BotCommands.Tell(_api, stop);
                    named = true;
                }

                pause = await Once(stop);
            }
            catch (TelegramException e)
            {
                LogOutage(_log, e.Message);
                pause = e.RetryAfter ?? TimeSpan.FromSeconds(30);
            }
            catch (IOException e)
            {
                LogOutage(_log, e.Message);
                pause = TimeSpan.FromSeconds(15);
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, _clock, stop);
            }
        }
    }

    /// <summary>One poll, and what it brought.</summary>
    /// <returns>How long to wait before the next.</returns>
    internal async Task<TimeSpan> Once(CancellationToken stop)
    {
        if (await Take(null, stop) is not { } offset)
        {
            return Lease / 3;
        }

        JsonElement updates;
        try
        {
            updates = await _api.Call("getUpdates", new { offset, timeout = (int)LongPoll.TotalSeconds, allowed_updates = BotCommands.Updates }, stop);
        }
        catch (TelegramException e) when (e.Code == 409 && e.Message.Contains("webhook", StringComparison.OrdinalIgnoreCase))
        {
            // What was sent to the webhook and not taken there is still kept for us.
            LogWebhook(_log);
            await _api.Call("deleteWebhook", new { drop_pending_updates = false }, stop);
            return TimeSpan.Zero;
        }

        var next = offset;
        foreach (var update in updates.EnumerateArray())
        {
            if (!await Handle(update, stop))
            {
                await Take(next, stop);
                return TimeSpan.FromSeconds(5);
            }

            next = Math.Max(next, (update.Long("update_id") ?? -1) + 1);
        }

        if (next != offset)
        {
            await Take(next, stop);
        }

        return TimeSpan.Zero;
    }

    /// <returns>False where it is to be tried again.</returns>
    private async Task<bool> Handle(JsonElement update, CancellationToken stop)
    {
        try
        {
            if (await _conversation.Take(update, stop) is { } answer)
            {
                await Answer(answer, stop);
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            var id = update.Long("update_id") ?? 0;
            _failing = (id, _failing.Update == id ? _failing.Tries + 1 : 1);
            LogFailed(_log, e, id, _failing.Tries, MostTries);
            return _failing.Tries >= MostTries;
        }
    }

    /// <summary>A press that can no longer be answered (they wait for seconds only) has done its work all the same.</summary>
    private async Task Answer(IReadOnlyDictionary<string, string> answer, CancellationToken stop)
    {
        try
        {
            await _api.Call(answer["method"], answer.Where(a => a.Key != "method").ToDictionary(), stop);
        }
        catch (Exception e) when (e is TelegramException or IOException)
        {
            LogOutage(_log, e.Message);
        }
    }

    /// <summary>Takes the lease, or holds it on; writes how far the updates were read.</summary>
    /// <returns>The number of the next update to read; null where another instance polls.</returns>
    private async Task<long?> Take(long? offset, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        var row = await _documents.Get(Partition, Row, cancel);
        var held = row is null ? null : JsonSerializer.Deserialize<Held>(row.Json, StoredJson.Options);
        if (held is not null && held.Owner != _owner && held.Until > now)
        {
            return null;
        }

        var mine = new Held(_owner, now + Lease, Math.Max(offset ?? 0, held?.Offset ?? 0));
        var written = new TableRow(Partition, Row, JsonSerializer.Serialize(mine, StoredJson.Options), row?.ETag);
        return await (row is null ? _documents.Insert(written, cancel) : _documents.Replace(written, cancel)) is null ? null : mine.Offset;
    }

    [LoggerMessage(LogLevel.Warning, "{Reason} Polling goes on in a while.")]
    private static partial void LogOutage(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "A webhook was set for this bot; it is removed, since this instance polls. Set TelegramWebhookSecret to use the webhook instead.")]
    private static partial void LogWebhook(ILogger log);

    [LoggerMessage(LogLevel.Error, "Update {Update} failed, try {Tries} of {Most}.")]
    private static partial void LogFailed(ILogger log, Exception e, long update, int tries, int most);

    private sealed record Held(string Owner, DateTimeOffset Until, long Offset);
}
