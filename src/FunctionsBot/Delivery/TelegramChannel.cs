using System.Globalization;
using System.Text;
using FunctionsBot.Domain;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace FunctionsBot.Delivery;

/// <summary>How the Bot API is reached.</summary>
/// <param name="Token">The bot's token from @BotFather; a secret.</param>
/// <param name="Api">Another Bot API server than Telegram's own; null for that.</param>
public sealed record TelegramSettings(string Token, Uri? Api = null)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"Telegram at {Api?.ToString() ?? "api.telegram.org"}";
}

/// <summary>
/// Sends to Telegram chats and topics. Source of what the answers mean: https://core.telegram.org/bots/api#responseparameters
/// and the descriptions the service has been seen to give.
/// </summary>
public sealed class TelegramChannel : IChannel
{
    /// <summary>What the service says of a chat that takes nothing more, however the message is written (status 400; 403 always means it).</summary>
    private static readonly string[] Gone =
    [
        "chat not found", "user not found", "user is deactivated", "group chat was deactivated", "PEER_ID_INVALID", "chat_write_forbidden",
        "not enough rights to send", "have no rights to send", "need administrator rights", "message thread not found", "TOPIC_DELETED", "TOPIC_CLOSED",
    ];

    /// <summary>What the service says of a button's address that it does not open.</summary>
    private static readonly string[] BadLink = ["BUTTON_URL_INVALID", "inline keyboard button URL", "Wrong HTTP URL"];

    private readonly string _token;
    private readonly Pacer? _pacer;
    private readonly TelegramBotClient _bot;

    /// <summary>A channel over a client whose time-out bounds each request.</summary>
    /// <param name="settings">The token and the server.</param>
    /// <param name="http">A client of its own: one from a factory would log addresses, and those hold the token.</param>
    /// <param name="pacer">When messages may go; null sends them as they come.</param>
    public TelegramChannel(TelegramSettings settings, HttpClient http, Pacer? pacer = null)
    {
        _token = settings.Token;
        _pacer = pacer;
        var server = settings.Api is null or { Host: "api.telegram.org" } ? null : settings.Api.GetLeftPart(UriPartial.Authority);

        // It would sleep by itself on 429; the queue waits instead, which a restart and other instances can see.
        var options = new TelegramBotClientOptions(settings.Token, server) { RetryCount = 1, RetryThreshold = 0 };
        _bot = new TelegramBotClient(options, http);
    }

    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Telegram;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutboxRow delivery, Destination destination, OutgoingMessage message, CancellationToken cancel)
    {
        if (Chat(destination.Address) is not { } to)
        {
            return new SendResult.Refused($"\"{destination.Address}\" is no Telegram chat; write its number, @name, or chat/topic.", DestinationGone: true);
        }

        List<string> receipts = [];
        var steps = message.Parts.Count + message.Attachments.Count;
        for (var step = delivery.PartsSent; step < steps; step++)
        {
            if (cancel.IsCancellationRequested)
            {
                cancel = receipts.Count == 0 ? cancel : CancellationToken.None;
                cancel.ThrowIfCancellationRequested();
                return new SendResult.Later(TimeSpan.Zero, "Stopped between two parts.", receipts);
            }

            if (_pacer is not null && await _pacer.Turn(Pacer.ChatOf(destination.Address), receipts.Count == 0 ? cancel : CancellationToken.None) is var wait && wait > TimeSpan.Zero)
            {
                return new SendResult.Later(wait, "The chat has had as many messages as it takes for now.", receipts);
            }

            try
            {
                receipts.Add(await Step(delivery, to.Chat, to.Topic, message, step, links: true));
            }
            catch (ApiRequestException e)
            {
                return Answer(e, destination, receipts);
            }
            catch (RequestException e)
            {
                return Outage($"Telegram could not be reached: {Clean(e.InnerException?.Message ?? e.Message)}", receipts);
            }
        }

        return new SendResult.Sent(receipts);
    }

    /// <summary>One part or file. A request that has begun is not cancelled: whether it arrived would never be known.</summary>
    /// <returns>The message's id.</returns>
    private async Task<string> Step(OutboxRow delivery, ChatId chat, int? topic, OutgoingMessage message, int step, bool links)
    {
        try
        {
            return step < message.Edits.Count ? await Edit(chat, message, step, links)
                : step < message.Parts.Count ? await Part(delivery, chat, topic, message, step, links)
                : await File(chat, topic, message, message.Attachments[step - message.Parts.Count]);
        }
        catch (ApiRequestException e) when (links && BadLink.Any(b => e.Message.Contains(b, StringComparison.OrdinalIgnoreCase)))
        {
            // An alert without its link button beats no alert; the link stands in its text too.
            return await Step(delivery, chat, topic, message, step, links: false);
        }
        catch (ApiRequestException e) when (step < message.Edits.Count && e.Message.Contains("message is not modified", StringComparison.OrdinalIgnoreCase))
        {
            return message.Edits[step];
        }
    }

    private async Task<string> Part(OutboxRow delivery, ChatId chat, int? topic, OutgoingMessage message, int part, bool links)
    {
        var sent = await _bot.SendMessage(
            chat,
            message.Parts[part],
            ParseMode.Html,
            replyParameters: Reply(message),
            replyMarkup: part == message.Parts.Count - 1 ? Keyboard(message, links) : null,
            linkPreviewOptions: Preview(delivery.Kind == DeliveryKind.Alert && part == 0),
            messageThreadId: topic,
            cancellationToken: CancellationToken.None);
        return sent.Id.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string> Edit(ChatId chat, OutgoingMessage message, int part, bool links)
    {
        var id = message.Edits[part];
        await _bot.EditMessageText(
            chat,
            int.Parse(id, CultureInfo.InvariantCulture),
            message.Parts[part],
            ParseMode.Html,
            replyMarkup: part == message.Parts.Count - 1 ? Keyboard(message, links) : null,
            linkPreviewOptions: Preview(part == 0),
            cancellationToken: CancellationToken.None);
        return id;
    }

    private async Task<string> File(ChatId chat, int? topic, OutgoingMessage message, Attachment file)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file.Content));
        var sent = await _bot.SendDocument(
            chat, InputFile.FromStream(content, file.Name), replyParameters: Reply(message), messageThreadId: topic, cancellationToken: CancellationToken.None);
        return sent.Id.ToString(CultureInfo.InvariantCulture);
    }

    private static ReplyParameters? Reply(OutgoingMessage message) => message.ReplyTo is { } id
        ? new ReplyParameters { MessageId = int.Parse(id, CultureInfo.InvariantCulture), AllowSendingWithoutReply = true }
        : null;

    private static LinkPreviewOptions Preview(bool shown) => new() { IsDisabled = !shown };

    private static InlineKeyboardMarkup? Keyboard(OutgoingMessage message, bool links)
    {
        var buttons = message.Buttons.Where(b => b.Link is null || links).ToList();
        return buttons.Count == 0 ? null : new InlineKeyboardMarkup(buttons.Chunk(message.ButtonsPerRow).Select(row => row.Select(b => b.Link is { } link
            ? InlineKeyboardButton.WithUrl(b.Text, link.AbsoluteUri)
            : InlineKeyboardButton.WithCallbackData(b.Text, b.Data))));
    }

    /// <summary>What an error answer means.</summary>
    private SendResult Answer(ApiRequestException error, Destination destination, IReadOnlyList<string> receipts)
    {
        var said = Clean(error.Message);
        if (error.Parameters?.MigrateToChatId is { } moved)
        {
            var topic = destination.Address.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? destination.Address[at..] : "";
            return new SendResult.Refused($"The group became a supergroup: {said}", DestinationGone: false)
            {
                MovedTo = moved.ToString(CultureInfo.InvariantCulture) + topic,
                Receipts = receipts,
            };
        }

        return error.ErrorCode switch
        {
            429 => new SendResult.Later(TimeSpan.FromSeconds(Math.Clamp(error.Parameters?.RetryAfter ?? 30, 1, 86_400)), $"Telegram asks to wait: {said}", receipts) { Busy = true },
            401 or 404 => Outage($"Telegram refuses the bot's token ({said}); check the setting TelegramToken.", receipts),
            >= 500 => Outage($"Telegram failed: {said}", receipts),
            403 => new SendResult.Refused(said, DestinationGone: true) { Receipts = receipts },
            _ => new SendResult.Refused(said, Gone.Any(g => said.Contains(g, StringComparison.OrdinalIgnoreCase))) { Receipts = receipts },
        };
    }

    /// <summary>Parts that were acknowledged must be marked, so only an outage before the first of them throws.</summary>
    private static SendResult.Later Outage(string reason, IReadOnlyList<string> receipts) => receipts.Count == 0
        ? throw new IOException(reason)
        : new SendResult.Later(TimeSpan.FromMinutes(1), reason, receipts);

    private string Clean(string said) => said.Replace(_token, "…", StringComparison.Ordinal);

    /// <summary><c>-100123</c>, <c>@name</c>, either with <c>/topic</c>.</summary>
    private static (ChatId Chat, int? Topic)? Chat(string address)
    {
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        var chat = slash < 0 ? address : address[..slash];
        int? topic = null;
        if (slash >= 0)
        {
            if (!int.TryParse(address.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            topic = number;
        }

        return long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? (new ChatId(id), topic)
            : chat.Length > 1 && chat[0] == '@' ? (new ChatId(chat), topic)
            : null;
    }
}
