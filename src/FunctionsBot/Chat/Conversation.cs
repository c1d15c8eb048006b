using System.Text.Json;
using FunctionsBot.Delivery;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Storage;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Chat;

/// <summary>
/// What is said and pressed in Telegram chats, and what the bot does and answers: the same whether updates come by the webhook or are
/// polled. All it does can be done twice; an update is remembered when everything it asks for is done, and then never acted on again.
/// </summary>
internal sealed partial class Conversation(
    Tables tables, Pipeline pipeline, Invitations invitations, SeenUpdates seen, Settings settings, TimeProvider clock, ILogger<Conversation> log, TelegramApi? api = null)
{
    /// <summary>Chats that may wait for approval at a time: anybody can write to a bot.</summary>
    private const int MostWaiting = 200;

    /// <summary>Acts on an update of whatever shape.</summary>
    /// <returns>A call of the Bot API that answers it, <c>method</c> and parameters; null for none.</returns>
    public async Task<IReadOnlyDictionary<string, string>?> Take(JsonElement update, CancellationToken cancel)
    {
        if (Read(update) is not { } read || await seen.Contains(read.Id, cancel))
        {
            return null;
        }

        var answer = await Act(read, cancel);
        await seen.Add(read.Id, cancel);
        return answer;
    }

    private ChatUpdate? Read(JsonElement update)
    {
        try
        {
            return ChatUpdate.Read(update);
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair, which is no text; were it refused, Telegram would send it again and again.
            LogUnreadable(e.Message);
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<string, string>?> Act(ChatUpdate update, CancellationToken cancel)
    {
        switch (update)
        {
            case ChatUpdate.Pressed press:
                var (toast, language) = await Press(press, cancel);
                return toast is null ? null : new Dictionary<string, string>
                {
                    ["method"] = "answerCallbackQuery",
                    ["callback_query_id"] = press.QueryId,
                    ["text"] = Excerpt.Of(toast.In(language), 200),
                };
            case ChatUpdate.Said said when ChatCommand.Of(said.Command) is { } command && await IsForUs(said, cancel):
                await Obey(command, said, cancel);
                return null;
            case ChatUpdate.Moved moved:
                await Move(moved, cancel);
                return null;
            case ChatUpdate.Removed removed:
                await Remove(removed, cancel);
                return null;
            default:
                return null;
        }
    }

    /// <summary>In a group with several bots a command may name the one it is for.</summary>
    private async Task<bool> IsForUs(ChatUpdate.Said said, CancellationToken cancel) =>
        said.To is null || api is null || said.To.Equals(await api.Name(cancel), StringComparison.OrdinalIgnoreCase);

    private async Task Obey(ChatCommand command, ChatUpdate.Said said, CancellationToken cancel)
    {
        var chat = await tables.Find(said.Place.Address, cancel);
        if (command.Name == CommandName.Start)
        {
            await Start(chat, said, cancel);
            return;
        }

        chat ??= said.Place.Topic is null ? null : await tables.Find(said.Place.Whole, cancel);
        if (chat is { Value.State: DestinationState.Active })
        {
            await Say(chat.Value, said, await Answer(command.Name, new Request(chat.Value, said), cancel), cancel);
        }
        else if (said.Place.IsPrivate)
        {
            // In a group another bot may be meant; in private nobody else is there.
            await Start(chat, said with { Arguments = "" }, cancel);
        }
    }

    /// <summary>/start: an invitation lets a chat in, else it waits for an admin.</summary>
    private async Task Start(Versioned<Destination>? chat, ChatUpdate.Said said, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var invited = said.Arguments is { Length: > 0 } token ? await invitations.Use(token, said.Place.Address, now, cancel) : Invited.Unknown;
        if (chat is { Value.State: DestinationState.Active, Value: var known })
        {
            await Say(known, said, await Welcome(known, cancel), cancel);
        }
        else if (invited == Invited.Welcome || chat?.Value is { IsWaiting: false, Reason: not (null or Destination.PausedByAdmin or Destination.RefusedByAdmin) })
        {
            // One that was paused because it refused messages speaks to the bot again.
            await tables.Destinations.Insert(Keys.Shard(Chats.Id(said.Place.Address)), Chats.Id(said.Place.Address), Newcomer(said), cancel);
            var id = chat?.Key ?? Chats.Id(said.Place.Address);
            if (await tables.Change(id, pipeline.Begun, cancel) is { } begun)
            {
                await Say(begun, said, await Welcome(begun, cancel), cancel);
            }
        }
        else if (chat is null)
        {
            await Ask(said, invited, cancel);
        }
        else
        {
            // Once a day: whoever is not let in must not make the bot talk.
            var text = chat.Value.IsWaiting ? ChatWords.StillWaiting : ChatWords.PausedByAdmin;
            await pipeline.Answer(chat.Value, $"answer-{Keys.Day(now)}", Plain(chat.Value, Refused(invited) ?? text), cancel);
        }
    }

    private async Task Ask(ChatUpdate.Said said, Invited invited, CancellationToken cancel)
    {
        var waiting = Newcomer(said);
        var others = await Keys.AllShards.ToAsyncEnumerable()
            .SelectMany(shard => tables.Destinations.Range(shard, cancel: cancel))
            .CountAsync(d => d.Value.IsWaiting, cancel);
        if (others >= MostWaiting || !await tables.Destinations.Insert(Keys.Shard(waiting.Id), waiting.Id, waiting, cancel))
        {
            return;
        }

        await pipeline.TellOfWaiting(waiting, cancel);
        await Say(waiting, said, Plain(waiting, said.Arguments.Length > 0 && Refused(invited) is { } why ? why : ChatWords.Asked), cancel);
    }

    private static Text? Refused(Invited invited) => invited switch
    {
        Invited.Expired => ChatWords.InvitationExpired,
        Invited.Used => ChatWords.InvitationUsed,
        _ => null,
    };

    private Destination Newcomer(ChatUpdate.Said said) => new(
        Chats.Id(said.Place.Address),
        ChannelKind.Telegram,
        said.Place.Address,
        said.By.Language ?? "en",
        "Europe/Paris",
        new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 30)))
    {
        Name = said.Place.Name,
        State = DestinationState.Paused,
        Reason = Destination.WaitingForApproval,
        Created = clock.GetUtcNow(),
    };

    /// <summary>A group became a supergroup: its destinations, topics included, are reached under the new id.</summary>
    private async Task Move(ChatUpdate.Moved moved, CancellationToken cancel)
    {
        var (from, to) = (new ChatPlace(moved.From, null, "", false).Whole, new ChatPlace(moved.To, null, "", false).Whole);
        if (await tables.Find(from, cancel) is { } chat && chat.Value.Address == from)
        {
            await tables.Moved(chat.Key, to, cancel);
            await tables.Change(chat.Key, d => d.Address == from ? d with { Address = to } : d, cancel);
        }
    }

    private async Task Remove(ChatUpdate.Removed removed, CancellationToken cancel)
    {
        if (await tables.Find(removed.Place.Address, cancel) is { Value.State: DestinationState.Active } chat
            && await tables.Change(chat.Key, d => d with { State = DestinationState.Paused, Reason = "The bot was blocked or removed there." }, cancel) is { } paused)
        {
            await pipeline.TellOfPaused(paused, cancel);
        }
    }

    private Task Say(Destination to, ChatUpdate.Said said, OutgoingMessage message, CancellationToken cancel) => pipeline.Answer(
        to, $"answer-{said.Id}", said.Place.IsPrivate ? message : message with { ReplyTo = said.MessageId }, cancel);

    private static OutgoingMessage Plain(Destination to, Text text, params object[] values) => Message(Markup.Format(text.In(to.Language), values));

    /// <summary>A message of any length; its first line is what lists of deliveries show.</summary>
    private static OutgoingMessage Message(Markup html)
    {
        var parts = TelegramText.Split(html.ToString());
        return new OutgoingMessage(Excerpt.Of(TelegramText.Visible(html.ToString()).Split('\n')[0], 120)) { Parts = parts };
    }

    [LoggerMessage(LogLevel.Warning, "An update of the Bot API could not be read and is left out: {Reason}")]
    private partial void LogUnreadable(string reason);

    /// <summary>A command and the chat it came from.</summary>
    private sealed record Request(Destination Chat, ChatUpdate.Said Said)
    {
        public string Language => Chat.Language;

        public IReadOnlyList<string> Words { get; } = Arguments.Words(Said.Arguments);
    }
}
