using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Chat;

/// <content>Commands that show something.</content>
internal sealed partial class Conversation
{
    private const int SearchedDays = 60;
    private const int MostFound = 8;
    private const int CalendarDays = 120;
    private const int MostDates = 15;
    private const int MostSaved = 20;
    private const int LongestTitle = 160;

    private async Task<OutgoingMessage> Search(Request request, CancellationToken cancel)
    {
        var query = request.Said.Arguments;
        if (query.Length == 0)
        {
            return NotUnderstood(request, CommandName.Search);
        }

        if (!Query.TryParse(query, out _, out var error))
        {
            return Plain(request.Chat, ChatWords.BadQuery, request.Language == "fr" ? error.MessageFr : error.Message);
        }

        var asked = new Watchlist("search", "", query);
        var found = await pipeline.Recent(SearchedDays, cancel).Where(s => pipeline.Says(s, asked)).Take(MostFound).ToListAsync(cancel);
        if (found.Count == 0)
        {
            return Plain(request.Chat, ChatWords.NothingFound, Excerpt.Of(query, 100), SearchedDays);
        }

        var words = Digests.Words.In(request.Language);
        return Message(Markup.Join("\n\n", found.OrderByDescending(s => s.Updated).Select(story => TelegramStory.Short(new PlannedStory(new StoryLines(story, words), []), words, settings.SiteUrl))));
    }

    private async Task<OutgoingMessage> Calendar(Request request, CancellationToken cancel)
    {
        var words = Digests.Words.In(request.Language);
        var today = DateOnly.FromDateTime(ChatWords.Local(clock.GetUtcNow(), request.Chat));
        var follows = (await tables.Follows.Of(request.Chat.Id, cancel)).Select(f => f.WatchlistId).ToHashSet();
        var dates = await pipeline.Recent(CalendarDays, cancel)
            .Where(s => s.Matches.Keys.Any(follows.Contains))
            .SelectMany(s => s.Facts.Dates.Where(d => d.Kind != DatedKind.Happened && (d.End ?? d.Start) >= today).Select(d => (Story: s, Date: d)).ToAsyncEnumerable())
            .ToListAsync(cancel);
        var lines = dates.DistinctBy(d => (d.Date.Kind, d.Date.Start, Folding.Fold(Excerpt.Of(d.Date.Name, 200)))).OrderBy(d => d.Date.Start).Take(MostDates)
            .Select(d => new StoryLines(d.Story, words).Dated(d.Date) is var line
                ? Markup.Of($"{TelegramStory.Icon(line.Kind)} {Markup.Link(SitePages.Story(settings.SiteUrl, d.Story.Id), Excerpt.Capital(line.Text))}")
                : Markup.None)
            .ToList();
        return lines.Count == 0
            ? Plain(request.Chat, follows.Count == 0 ? ChatWords.FollowFirst : ChatWords.NoDates)
            : Message(Markup.Of($"<b>{words.ComingUp}</b>\n\n{Markup.Join("\n", lines)}"));
    }

    private async Task<OutgoingMessage> Saved(Request request, CancellationToken cancel)
    {
        var saved = await tables.Saved.Range(request.Chat.Id, cancel: cancel).Select(s => s.Value).ToListAsync(cancel);
        if (saved.Count == 0)
        {
            return Plain(request.Chat, ChatWords.NothingSaved);
        }

        var shown = saved.OrderByDescending(s => s.At).Take(MostSaved).ToList();
        var lines = shown.Select((s, i) => Markup.Of($"{i + 1}. {Markup.Link(s.Link, Excerpt.Of(s.Title, LongestTitle))} · {Markup.Link(SitePages.Story(settings.SiteUrl, s.StoryId), Digests.Words.In(request.Language).StoryPage)}"));
        var more = saved.Count > shown.Count ? Markup.Of($"\n{Digests.Words.In(request.Language).More(saved.Count - shown.Count)}") : Markup.None;
        return Message(Markup.Of($"<b>{ChatWords.ReadingList.In(request.Language)}</b>\n\n{Markup.Join("\n", lines)}{more}")) with
        {
            Buttons = [.. shown.Select((s, i) => new MessageButton($"✔️ {i + 1}", new ChatButton(ChatVerb.Unsave, s.StoryId).ToString()))],
            ButtonsPerRow = 5,
        };
    }

    private async Task<OutgoingMessage> Status(Request request, CancellationToken cancel)
    {
        var (chat, now) = (request.Chat, clock.GetUtcNow());
        var language = request.Language;
        var names = (await Offered(cancel)).ToDictionary(w => w.Id, w => NameOf(w, language));
        var follows = (await tables.Follows.Of(chat.Id, cancel)).Where(f => names.ContainsKey(f.WatchlistId)).ToList();
        var coverage = await pipeline.Checked(now.AddDays(-1), cancel);
        var words = Digests.Words.In(language);
        List<Markup> lines =
        [
            Markup.Of($"<b>{ChatWords.ThisChat.In(language)}</b>"),
            .. follows.Select(f => Markup.Of($"✅ {names[f.WatchlistId]} – {ChatWords.How(f.Cadence).In(language)}")),
            .. follows.Count == 0 ? [Markup.Format(ChatWords.FollowFirst.In(language))] : Array.Empty<Markup>(),
            Markup.Format(ChatWords.DigestIs.In(language), ChatWords.Schedule(chat)),
            Markup.Format(ChatWords.HoursAre.In(language), ChatWords.Hours(chat), chat.TimeZone),
        ];
        if (chat.MutedUntil > now)
        {
            lines.Add(Markup.Format(ChatWords.MutedUntil.In(language), ChatWords.Moment(chat.MutedUntil.Value, chat)));
        }

        var muted = await tables.Mutes.Range(chat.Id, cancel: cancel).CountAsync(m => m.Value.Until > now, cancel);
        if (muted > 0)
        {
            lines.Add(Markup.Format(ChatWords.MutedStories(muted).In(language)));
        }

        lines.Add(Markup.Of($"\n<b>{words.Coverage}</b>"));
        lines.Add(Markup.Of($"{words.SourcesChecked(coverage.Checked, coverage.Sources)}"));
        lines.AddRange(coverage.Failing.Take(5).Select(f => Markup.Of($"{words.Failing(Excerpt.Of(f.Name, 60), words.Date(DateOnly.FromDateTime(ChatWords.Local(f.Since, chat))))}")));
        return Message(Markup.Join("\n", lines));
    }

    private async Task<OutgoingMessage> Invite(Request request, CancellationToken cancel)
    {
        if (!request.Chat.ForAdmins)
        {
            return Plain(request.Chat, ChatWords.OnlyAdmins);
        }

        if (await Invitation(cancel) is not { } invitation)
        {
            return Plain(request.Chat, ChatWords.OnlyAdmins);
        }

        var language = request.Language;
        return Message(Markup.Format(
            ChatWords.InvitationIs.In(language),
            Markup.Link(invitation.Private, ChatWords.ForPerson.In(language)),
            Markup.Link(invitation.Group, ChatWords.ForGroup.In(language)),
            Markup.Of($"<code>{invitation.Command}</code>"),
            ChatWords.Moment(invitation.Until, request.Chat)));
    }

    /// <summary>A new invitation for one chat; null where there is no bot that could be spoken to.</summary>
    public async Task<ChatInvitation?> Invitation(CancellationToken cancel)
    {
        if (api is null)
        {
            return null;
        }

        var (token, name) = (invitations.Make(clock.GetUtcNow()), await api.Name(cancel));
        return new ChatInvitation(
            $"/start {token}", new Uri($"https://t.me/{name}?start={token}"), new Uri($"https://t.me/{name}?startgroup={token}"), clock.GetUtcNow() + Invitations.Life);
    }
}
