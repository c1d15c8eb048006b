using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site;

/// <summary>
/// What Telegram tells the bot. A chat that says /start is noted as a paused destination for admins to let in; everything else is
/// acknowledged and left alone. Source: https://core.telegram.org/bots/api#setwebhook
/// </summary>
internal static class TelegramWebhook
{
    /// <summary>Bytes of an update: one message of 4096 characters with its entities and reply is far below.</summary>
    public const int BodyLimit = 256 * 1024;

    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    /// <summary>Chats that may wait for approval at a time: anybody can write to a bot.</summary>
    private const int MostWaiting = 200;

    public static async Task<IResult> Receive(Visit visit)
    {
        if (visit.Parts.Settings.TelegramWebhookSecret is not { } secret)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var given = Encoding.UTF8.GetBytes(visit.Context.Request.Headers[SecretHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), given))
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        try
        {
            using var update = await JsonDocument.ParseAsync(visit.Context.Request.Body, cancellationToken: visit.Cancel);
            if (Started(update.RootElement) is { } chat)
            {
                await Note(visit, chat);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string in it that is no text (half of a surrogate pair): Telegram sends neither.
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return Results.StatusCode(StatusCodes.Status200OK);
    }

    private static async Task Note(Visit visit, Chat chat)
    {
        var id = DestinationIds.Telegram(chat.Address);
        var waiting = new Destination(
            id, ChannelKind.Telegram, chat.Address, chat.Language, "Europe/Paris", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 30)))
        {
            Name = chat.Name,
            State = DestinationState.Paused,
            Reason = Destinations.WaitingForApproval,
            Created = visit.Now,
        };
        if (await Destinations.All(visit).CountAsync(Destinations.IsWaiting, visit.Cancel) < MostWaiting)
        {
            await visit.Tables.Destinations.Insert(Keys.Shard(id), id, waiting, visit.Cancel);
        }
    }

    /// <summary>The chat of a <c>/start</c>; null for any other update, of whatever shape.</summary>
    private static Chat? Started(JsonElement update)
    {
        if (Object(update, "message") is not { } message || Object(message, "chat") is not { } chat
            || String(message, "text") is not { } text || text.Split([' ', '@', '\n'], 2)[0] != "/start"
            || !chat.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number))
        {
            return null;
        }

        var address = number.ToString(CultureInfo.InvariantCulture);
        if (message.TryGetProperty("is_topic_message", out var isTopic) && isTopic.ValueKind == JsonValueKind.True
            && message.TryGetProperty("message_thread_id", out var thread) && thread.ValueKind == JsonValueKind.Number && thread.TryGetInt32(out var topic))
        {
            address += "/" + topic.ToString(CultureInfo.InvariantCulture);
        }

        var name = String(chat, "title") ?? String(chat, "username") ?? string.Join(' ', new[] { String(chat, "first_name"), String(chat, "last_name") }.OfType<string>());
        var language = Object(message, "from") is { } from && String(from, "language_code") is { } code && code.StartsWith("fr", StringComparison.Ordinal) ? "fr" : "en";
        return new Chat(address, name.Length > 100 ? name[..100] : name, language);
    }

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? String(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Chat(string Address, string Name, string Language);
}
