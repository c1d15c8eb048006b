using System.Globalization;
using System.Text.Json;

namespace FunctionsBot.Chat;

/// <summary>A chat, or a topic of one, as Telegram tells of it.</summary>
/// <param name="Chat">The chat's id.</param>
/// <param name="Topic">The topic, in a group that has them.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsPrivate">One person and the bot.</param>
internal sealed record ChatPlace(long Chat, int? Topic, string Name, bool IsPrivate)
{
    private const int LongestName = 100;

    /// <summary>As destinations have it: <c>-100123/7</c>.</summary>
    public string Address => Topic is null ? Whole : string.Create(CultureInfo.InvariantCulture, $"{Chat}/{Topic}");

    /// <summary>The chat as a whole.</summary>
    public string Whole => Chat.ToString(CultureInfo.InvariantCulture);

    /// <summary>The place a message stands in; null where it has none.</summary>
    public static ChatPlace? Of(JsonElement message)
    {
        if (message.Object("chat") is not { } chat || chat.Long("id") is not { } id)
        {
            return null;
        }

        var name = chat.Text("title") ?? chat.Text("username")
            ?? string.Join(' ', new[] { chat.Text("first_name"), chat.Text("last_name") }.OfType<string>());
        var topic = message.TryGetProperty("is_topic_message", out var isTopic) && isTopic.ValueKind == JsonValueKind.True
            && message.Long("message_thread_id") is > 0 and <= int.MaxValue and var thread ? (int)thread : (int?)null;
        return new ChatPlace(id, topic, name.Length > LongestName ? name[..LongestName] : name, chat.Text("type") == "private");
    }
}

/// <summary>Who said or pressed something.</summary>
/// <param name="Name">As labels and lists name them.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>, by the language of their Telegram; null where it does not say.</param>
internal sealed record ChatPerson(string Name, string? Language)
{
    private const int LongestName = 64;

    public static ChatPerson Of(JsonElement? person)
    {
        var name = person?.Text("username") is { Length: > 0 and <= LongestName } known ? $"telegram @{known}"
            : person?.Long("id") is { } id ? string.Create(CultureInfo.InvariantCulture, $"telegram {id}")
            : "telegram";
        var language = person?.Text("language_code") is { } code ? code.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr" : "en" : null;
        return new ChatPerson(name, language);
    }
}

/// <summary>One update of the Bot API, as far as the bot acts on it. Source: https://core.telegram.org/bots/api#update</summary>
/// <param name="Id">Its number; redelivered, it has the same.</param>
internal abstract record ChatUpdate(long Id)
{
    /// <summary>A command: <c>/follow@bot 2</c>.</summary>
    public sealed record Said(long Id, ChatPlace Place, ChatPerson By, string Command, string Arguments) : ChatUpdate(Id)
    {
        /// <summary>The bot it is addressed to; null where it names none.</summary>
        public string? To { get; init; }

        /// <summary>The message it stands in.</summary>
        public string? MessageId { get; init; }
    }

    /// <summary>A button was pressed; the place is that of the message it hangs under.</summary>
    public sealed record Pressed(long Id, string QueryId, ChatPerson By, ChatPlace? Place, string? MessageId, string Data) : ChatUpdate(Id);

    /// <summary>A group became a supergroup.</summary>
    public sealed record Moved(long Id, long From, long To) : ChatUpdate(Id);

    /// <summary>The bot was blocked or thrown out.</summary>
    public sealed record Removed(long Id, ChatPlace Place) : ChatUpdate(Id);

    /// <summary>Reads an update of whatever shape; null where there is nothing for the bot to do.</summary>
    /// <exception cref="InvalidOperationException">A string in it is no text (half of a surrogate pair).</exception>
    public static ChatUpdate? Read(JsonElement update)
    {
        if (update.Long("update_id") is not { } id)
        {
            return null;
        }

        if (update.Object("callback_query") is { } press)
        {
            return press.Text("id") is { Length: > 0 and <= 100 } query && press.Object("from") is { } from && press.Text("data") is { } data
                ? new Pressed(id, query, ChatPerson.Of(from), Under(press, ChatPlace.Of), Under(press, MessageIn), data)
                : null;
        }

        if (update.Object("my_chat_member") is { } member)
        {
            return member.Object("new_chat_member")?.Text("status") is "kicked" or "left" && ChatPlace.Of(member) is { } place ? new Removed(id, place) : null;
        }

        return (update.Object("message") ?? update.Object("channel_post")) is { } message ? Message(id, message) : null;
    }

    private static ChatUpdate? Message(long id, JsonElement message)
    {
        if (ChatPlace.Of(message) is not { } place)
        {
            return null;
        }

        if (message.Long("migrate_to_chat_id") is { } to)
        {
            return new Moved(id, place.Chat, to);
        }

        if (message.Text("text") is not ['/', _, ..] text)
        {
            return null;
        }

        var end = text.AsSpan().IndexOfAny(" \n\t\r") is >= 0 and var gap ? gap : text.Length;
        var command = text[1..end];
        var at = command.IndexOf('@', StringComparison.Ordinal);
        return new Said(id, place, ChatPerson.Of(message.Object("from")), at < 0 ? command : command[..at], text[end..].Trim())
        {
            To = at < 0 ? null : command[(at + 1)..],
            MessageId = MessageIn(message),
        };
    }

    private static T? Under<T>(JsonElement press, Func<JsonElement, T?> read) where T : class => press.Object("message") is { } message ? read(message) : null;

    private static string? MessageIn(JsonElement message) => message.Long("message_id")?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>JSON from outside, of whatever shape.</summary>
internal static class ForeignJson
{
    public static JsonElement? Object(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    public static string? Text(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static long? Long(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number) ? number : null;
}
