using System.Globalization;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Chat;

/// <content>Commands that set how a chat is told.</content>
internal sealed partial class Conversation
{
    private const int MostWatchlists = 30;

    private Task<OutgoingMessage> Answer(CommandName command, Request request, CancellationToken cancel) => command switch
    {
        CommandName.Watchlists => Watchlists(request, cancel),
        CommandName.Follow => Follow(request, cancel),
        CommandName.Unfollow => Unfollow(request, cancel),
        CommandName.Digest => Digest(request, cancel),
        CommandName.Search => Search(request, cancel),
        CommandName.Calendar => Calendar(request, cancel),
        CommandName.Saved => Saved(request, cancel),
        CommandName.Mute => Mute(request, cancel),
        CommandName.Quiet => Quiet(request, cancel),
        CommandName.Language => Language(request, cancel),
        CommandName.Zone => Zone(request, cancel),
        CommandName.Status => Status(request, cancel),
        CommandName.Invite => Invite(request, cancel),
        _ => Task.FromResult(Help(request)),
    };

    private async Task<OutgoingMessage> Welcome(Destination chat, CancellationToken cancel)
    {
        var list = await WatchlistLines(chat, cancel);
        return Message(Markup.Join("\n\n", [Markup.Format(ChatWords.Welcome.In(chat.Language)), list.Text, Markup.Format(ChatWords.SeeHelp(chat.Language))])) with
        {
            Buttons = list.Buttons,
            ButtonsPerRow = 1,
        };
    }

    private static OutgoingMessage Help(Request request)
    {
        var lines = ChatCommand.All.Where(c => c.Name is not (CommandName.Start or CommandName.Invite) || (c.Name == CommandName.Invite && request.Chat.ForAdmins))
            .Select(c => c.Example is { } example
                ? Markup.Of($"{c.In(request.Language)} – {c.Does.In(request.Language)}\n<i>{example.In(request.Language)}</i>")
                : Markup.Of($"{c.In(request.Language)} – {c.Does.In(request.Language)}"));
        return Message(Markup.Of($"<b>{ChatWords.Commands.In(request.Language)}</b>\n\n{Markup.Join("\n", lines)}"));
    }

    private async Task<OutgoingMessage> Watchlists(Request request, CancellationToken cancel)
    {
        var (text, buttons) = await WatchlistLines(request.Chat, cancel);
        return Message(text) with { Buttons = buttons, ButtonsPerRow = 1 };
    }

    private async Task<(Markup Text, IReadOnlyList<MessageButton> Buttons)> WatchlistLines(Destination chat, CancellationToken cancel)
    {
        var all = await Offered(cancel);
        if (all.Count == 0)
        {
            return (Markup.Format(ChatWords.NoWatchlists.In(chat.Language)), []);
        }

        var follows = (await tables.Follows.Of(chat.Id, cancel)).ToDictionary(f => f.WatchlistId);
        var lines = new List<Markup> { Markup.Of($"<b>{ChatWords.Watchlists.In(chat.Language)}</b>") };
        var buttons = new List<MessageButton>();
        for (var i = 0; i < all.Count && i < MostWatchlists; i++)
        {
            var name = NameOf(all[i], chat.Language);
            var followed = follows.GetValueOrDefault(all[i].Id);
            var how = followed is null ? "" : $" – {ChatWords.How(followed.Cadence).In(chat.Language)}";
            lines.Add(Markup.Of($"{(followed is null ? "▫️" : "✅")} {i + 1}. {name}{how}"));
            var verb = followed is null ? ChatVerb.Follow : ChatVerb.Unfollow;
            buttons.Add(new MessageButton($"{(followed is null ? "➕" : "✖️")} {Excerpt.Of(name, 40)}", new ChatButton(verb, Keys.Hash(all[i].Id)).ToString()));
        }

        return (Markup.Join("\n", lines), buttons);
    }

    private async Task<OutgoingMessage> Follow(Request request, CancellationToken cancel)
    {
        var words = request.Words;
        var cadence = words.Count > 1 && Arguments.IsDigest(words[^1]) ? Cadence.Digest : Cadence.Immediate;
        var wanted = cadence == Cadence.Digest ? request.Said.Arguments[..request.Said.Arguments.LastIndexOfAny([' ', '\t', '\n'])] : request.Said.Arguments;
        if (await Named(wanted, cancel) is not { } watchlist)
        {
            return await NotNamed(request, wanted, cancel);
        }

        await tables.Follows.Set(new Follow(watchlist.Id, request.Chat.Id, cadence), cancel);
        return Plain(request.Chat, ChatWords.Followed, NameOf(watchlist, request.Language), ChatWords.How(cadence).In(request.Language));
    }

    private async Task<OutgoingMessage> Unfollow(Request request, CancellationToken cancel)
    {
        if (request.Words is [var word] && Arguments.IsAll(word))
        {
            await tables.Follows.RemoveAll(request.Chat.Id, cancel);
            return Plain(request.Chat, ChatWords.UnfollowedAll);
        }

        if (await Named(request.Said.Arguments, cancel) is not { } watchlist)
        {
            return await NotNamed(request, request.Said.Arguments, cancel);
        }

        await tables.Follows.Remove(watchlist.Id, request.Chat.Id, cancel);
        return Plain(request.Chat, ChatWords.Unfollowed, NameOf(watchlist, request.Language));
    }

    private async Task<OutgoingMessage> NotNamed(Request request, string wanted, CancellationToken cancel)
    {
        var (text, buttons) = await WatchlistLines(request.Chat, cancel);
        var why = wanted.Length == 0 ? ChatWords.WhichWatchlist : ChatWords.NoSuchWatchlist;
        return Message(Markup.Of($"{Markup.Format(why.In(request.Language), Excerpt.Of(wanted, 60))}\n\n{text}")) with { Buttons = buttons, ButtonsPerRow = 1 };
    }

    /// <summary>Those that can be followed, in the order of their numbers.</summary>
    private async Task<List<Watchlist>> Offered(CancellationToken cancel) =>
        await tables.Watchlists.Range(Keys.Only, cancel: cancel).Select(w => w.Value).Where(w => !w.Paused).ToListAsync(cancel);

    /// <summary>A watchlist by its number, its name, or the only one whose name has these letters.</summary>
    private async Task<Watchlist?> Named(string wanted, CancellationToken cancel)
    {
        var all = await Offered(cancel);
        var name = Folding.Fold(wanted.Trim());
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number >= 1 && number <= all.Count ? all[number - 1] : null;
        }

        var exact = all.Find(w => w.Id == name || NamesOf(w).Contains(name));
        var near = all.Where(w => name.Length > 1 && NamesOf(w).Any(n => n.Contains(name, StringComparison.Ordinal))).ToList();
        return exact ?? (near.Count == 1 ? near[0] : null);
    }

    private static IEnumerable<string> NamesOf(Watchlist watchlist) => new[] { watchlist.Name, watchlist.NameFr }.OfType<string>().Select(n => Folding.Fold(n));

    private static string NameOf(Watchlist watchlist, string language) =>
        Excerpt.Of(language == "fr" && !string.IsNullOrWhiteSpace(watchlist.NameFr) ? watchlist.NameFr : watchlist.Name, 80);

    private async Task<OutgoingMessage> Digest(Request request, CancellationToken cancel)
    {
        var chat = request.Chat;
        switch (request.Words)
        {
            case []:
                return Plain(chat, ChatWords.DigestIs, ChatWords.Schedule(chat));
            case [var now] when Arguments.IsNow(now):
                await pipeline.DigestNow(chat.Id, cancel);
                return Plain(chat, ChatWords.DigestComing);
            case [var no] when Arguments.IsNo(no):
                chat = await Set(chat, d => d with { Schedule = d.Schedule with { Rhythm = DigestRhythm.None } }, cancel);
                return Plain(chat, ChatWords.DigestIs, ChatWords.Schedule(chat));
            case ["empty" or "vide", var yes] when Arguments.IsYes(yes) || Arguments.IsNo(yes):
                chat = await Set(chat, d => d with { SaysNothingNew = Arguments.IsYes(yes) }, cancel);
                return Plain(chat, chat.SaysNothingNew ? ChatWords.EmptyDigests : ChatWords.NoEmptyDigests);
            case var words when Schedule(words, chat.Schedule) is { } schedule:
                chat = await Set(chat, d => d with { Schedule = schedule }, cancel);
                return Plain(chat, ChatWords.DigestIs, ChatWords.Schedule(chat));
            default:
                return NotUnderstood(request, CommandName.Digest);
        }
    }

    /// <summary>"daily 8:30", "weekly monday 9:00": what is left out stays as it was.</summary>
    private static DigestSchedule? Schedule(IReadOnlyList<string> words, DigestSchedule before)
    {
        DigestRhythm? rhythm = words[0] switch
        {
            "daily" or "quotidien" or "jour" or "day" => DigestRhythm.Daily,
            "weekly" or "hebdo" or "hebdomadaire" or "semaine" or "week" => DigestRhythm.Weekly,
            _ => null,
        };
        if (rhythm is not { } known)
        {
            return null;
        }

        var schedule = before with { Rhythm = known };
        foreach (var word in words.Skip(1))
        {
            if (Arguments.Day(word) is { } day)
            {
                schedule = schedule with { Day = day };
            }
            else if (Arguments.Time(word) is { } at)
            {
                schedule = schedule with { At = at };
            }
            else
            {
                return null;
            }
        }

        return schedule;
    }

    private async Task<OutgoingMessage> Mute(Request request, CancellationToken cancel)
    {
        var chat = request.Chat;
        switch (request.Words)
        {
            case []:
                return Plain(chat, chat.MutedUntil > clock.GetUtcNow() ? ChatWords.MutedUntil : ChatWords.NotMuted, ChatWords.Moment(chat.MutedUntil ?? default, chat));
            case [var no] when Arguments.IsNo(no):
                chat = await Set(chat, d => d with { MutedUntil = null }, cancel);
                return Plain(chat, ChatWords.NoLongerMuted);
            case [var length] when Arguments.Duration(length) is { } time:
                var until = clock.GetUtcNow() + time;
                chat = await Set(chat, d => d with { MutedUntil = until }, cancel);
                return Plain(chat, ChatWords.MutedUntil, ChatWords.Moment(until, chat));
            default:
                return NotUnderstood(request, CommandName.Mute);
        }
    }

    private async Task<OutgoingMessage> Quiet(Request request, CancellationToken cancel)
    {
        var chat = request.Chat;
        if (request.Words is [var no] && Arguments.IsNo(no))
        {
            chat = await Set(chat, d => d with { Hours = null }, cancel);
        }
        else if (request.Words.Count > 0)
        {
            var hours = chat.Hours ?? new AlertHours(default, default);
            foreach (var word in request.Words)
            {
                if (Arguments.Hours(word) is var (from, until))
                {
                    hours = hours with { QuietFrom = from, QuietUntil = until };
                }
                else if (Arguments.Days(word) is { } days)
                {
                    hours = hours with { Days = days.Count == 7 ? [] : days };
                }
                else
                {
                    return NotUnderstood(request, CommandName.Quiet);
                }
            }

            chat = await Set(chat, d => d with { Hours = hours }, cancel);
        }

        return Plain(chat, ChatWords.HoursAre, ChatWords.Hours(chat), chat.TimeZone);
    }

    private async Task<OutgoingMessage> Language(Request request, CancellationToken cancel)
    {
        var language = request.Words switch
        {
            ["fr" or "francais" or "french"] => "fr",
            ["en" or "anglais" or "english"] => "en",
            _ => null,
        };
        if (language is null)
        {
            return NotUnderstood(request, CommandName.Language);
        }

        var chat = await Set(request.Chat, d => d with { Language = language }, cancel);
        return Plain(chat, ChatWords.LanguageSet);
    }

    private async Task<OutgoingMessage> Zone(Request request, CancellationToken cancel)
    {
        // "UTC+1" and Windows names are read by some systems and not by others; IANA names by all.
        if (request.Said.Arguments is { Length: > 0 and <= 60 } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
        {
            var chat = await Set(request.Chat, d => d with { TimeZone = zone.Id }, cancel);
            return Plain(chat, ChatWords.ZoneIs, chat.TimeZone, ChatWords.Moment(clock.GetUtcNow(), chat));
        }

        return request.Words.Count == 0
            ? Plain(request.Chat, ChatWords.ZoneIs, request.Chat.TimeZone, ChatWords.Moment(clock.GetUtcNow(), request.Chat))
            : NotUnderstood(request, CommandName.Zone);
    }

    /// <summary>Changes a chat's settings; when its next digest is due follows from them.</summary>
    private async Task<Destination> Set(Destination chat, Func<Destination, Destination> change, CancellationToken cancel) =>
        await tables.Change(
            chat.Id,
            d => change(d) is var changed && (changed.Schedule != d.Schedule || changed.TimeZone != d.TimeZone) ? pipeline.Begun(changed) : changed,
            cancel) ?? change(chat);

    private static OutgoingMessage NotUnderstood(Request request, CommandName name)
    {
        var command = ChatCommand.All.First(c => c.Name == name);
        return Plain(request.Chat, ChatWords.NotUnderstood, command.Example!.In(request.Language));
    }
}
