using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site;

/// <summary>
/// What Telegram tells the bot. A chat that says /start is noted as a paused destination for admins to let in; a button pressed under an
/// alert labels its story; everything else is acknowledged and left alone. Source: https://core.telegram.org/bots/api#setwebhook
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
            else if (Object(update.RootElement, "callback_query") is { } press)
            {
                return await Label(visit, press);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string in it that is no text (half of a surrogate pair): Telegram sends neither.
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return Results.StatusCode(StatusCodes.Status200OK);
    }

    /// <summary>
    /// A button under an alert was pressed: its story is labelled, if the chat is one the bot tells things. The answer travels back in the
    /// response, which spares a request (https://core.telegram.org/bots/faq#how-can-i-make-requests-in-response-to-updates).
    /// </summary>
    private static async Task<IResult> Label(Visit visit, JsonElement press)
    {
        if (String(press, "id") is not { Length: > 0 and <= 100 } id || Object(press, "from") is not { } from
            || LabelButton.Read(String(press, "data")) is not { } button)
        {
            return Results.StatusCode(StatusCodes.Status200OK);
        }

        var french = String(from, "language_code") is { } code && code.StartsWith("fr", StringComparison.Ordinal);
        var done = Object(press, "message") is { } message && await IsLetIn(visit, message)
            && await visit.Parts.Actions.SetLabel(button.StoryId, button.Relevant, null, NameOf(from), visit.Cancel);
        var said = (done ? button.Relevant ? Words.LabelledRelevant : Words.LabelledNotRelevant : Words.NotLabelled).In(french ? "fr" : "en");
        return Results.Json(new { method = "answerCallbackQuery", callback_query_id = id, text = said });
    }

    /// <summary>Whether a message stands in a chat, or a topic of one, that an admin has let in.</summary>
    private static async Task<bool> IsLetIn(Visit visit, JsonElement message)
    {
        if (AddressOf(message) is not { } address)
        {
            return false;
        }

        foreach (var known in new[] { address, address.Split('/')[0] }.Distinct())
        {
            var id = DestinationIds.Telegram(known);
            if (await visit.Tables.Destinations.Get(Keys.Shard(id), id, visit.Cancel) is { Value.State: DestinationState.Active })
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(JsonElement person) => String(person, "username") is { Length: > 0 and <= 64 } name
        ? $"telegram @{name}"
        : person.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"telegram {number}")
            : "telegram";

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
            || AddressOf(message) is not { } address)
        {
            return null;
        }

        var name = String(chat, "title") ?? String(chat, "username") ?? string.Join(' ', new[] { String(chat, "first_name"), String(chat, "last_name") }.OfType<string>());
        var language = Object(message, "from") is { } from && String(from, "language_code") is { } code && code.StartsWith("fr", StringComparison.Ordinal) ? "fr" : "en";
        return new Chat(address, name.Length > 100 ? name[..100] : name, language);
    }

    /// <summary>The chat a message stands in, with its topic: <c>-100123/7</c>.</summary>
    private static string? AddressOf(JsonElement message)
    {
        if (Object(message, "chat") is not { } chat
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

        return address;
    }

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? String(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Chat(string Address, string Name, string Language);
}
