using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Storage;

namespace FunctionsBot.Chat;

/// <content>Buttons. A press counts only in a chat that was let in.</content>
internal sealed partial class Conversation
{
    /// <summary>How long a story is muted.</summary>
    private static readonly TimeSpan Muted = TimeSpan.FromDays(7);

    private const int MostWhy = 10;

    /// <summary>Acts on a press.</summary>
    /// <returns>A line for the one who pressed, and its language; null for a button of nobody's.</returns>
    private async Task<(Text? Toast, string Language)> Press(ChatUpdate.Pressed press, CancellationToken cancel)
    {
        var chat = press.Place is null ? null : await Pressable(press.Place, cancel);
        var language = press.By.Language ?? chat?.Language ?? "en";
        if (LabelButton.Read(press.Data) is { } label)
        {
            var done = chat is not null && await Judge(label, press.By, cancel);
            return (done ? label.Relevant ? Site.Words.LabelledRelevant : Site.Words.LabelledNotRelevant : Site.Words.NotLabelled, language);
        }

        return ChatButton.Read(press.Data) is not { } button ? (null, language)
            : chat is null ? (ChatWords.NotLetIn, language)
            : (await Act(button, chat, press, cancel), language);
    }

    /// <summary>The destination of the topic, else of the chat, if it was let in.</summary>
    private async Task<Destination?> Pressable(ChatPlace place, CancellationToken cancel)
    {
        foreach (var address in new[] { place.Address, place.Whole }.Distinct())
        {
            if (await tables.Find(address, cancel) is { Value: { State: DestinationState.Active } chat })
            {
                return chat;
            }
        }

        return null;
    }

    /// <summary>Says of a story whether it is relevant, with an entry in the history that the site's form writes too; said again it adds nothing to either.</summary>
    /// <returns>False if there is no such story.</returns>
    private async Task<bool> Judge(LabelButton label, ChatPerson by, CancellationToken cancel)
    {
        if (!Keys.IsItemId(label.StoryId))
        {
            return false;
        }

        if (await pipeline.LabelsOf(label.StoryId, cancel) is [var latest, ..] && latest is { Kind: null } && latest.Relevant == label.Relevant && latest.By == by.Name)
        {
            return true;
        }

        var entry = new AuditEntry("", clock.GetUtcNow(), by.Name, AuditThing.Label, label.StoryId, AuditAction.Labelled)
        {
            After = new Dictionary<string, string> { ["relevant"] = label.Relevant ? "true" : "false" },
        };
        return await tables.Audit.Record(entry, async _ => await pipeline.SetLabel(label.StoryId, label.Relevant, null, by.Name, cancel) is not null, cancel) is not null;
    }

    private Task<Text> Act(ChatButton button, Destination chat, ChatUpdate.Pressed press, CancellationToken cancel) => button.Verb switch
    {
        ChatVerb.Why => Explain(button.Key, chat, press, cancel),
        ChatVerb.Mute => MuteStory(button.Key, chat, press.By, cancel),
        ChatVerb.Calendar => SendDates(button.Key, chat, press, cancel),
        ChatVerb.Save => Save(button.Key, chat, cancel),
        ChatVerb.Unsave => Unsave(button.Key, chat, cancel),
        ChatVerb.Follow or ChatVerb.Unfollow => Follow(button, chat, cancel),
        _ => Decide(button, chat, cancel),
    };

    private async Task<Text> Explain(string storyId, Destination chat, ChatUpdate.Pressed press, CancellationToken cancel)
    {
        if (await pipeline.Why(storyId, chat, cancel) is not { } why)
        {
            return ChatWords.StoryGone;
        }

        var french = chat.Language == "fr";
        var words = Digests.Words.In(chat.Language);
        var lines = why.Found.Select(found => Markup.Of($"{words.Watchlist(NameOf(found.Watchlist, chat.Language))}\n{Reasons(found, chat.Language)}")).ToList();
        if (lines.Count == 0)
        {
            lines.Add(Markup.Format(ChatWords.NoWatchlistNow.In(chat.Language)));
        }

        if (why.Verdict is { } verdict)
        {
            lines.Add(Markup.Of($"<i>{Excerpt.Of(french ? verdict.WhyFr : verdict.Why, 600)}</i>"));
        }

        var message = Message(Markup.Of($"🔎 <b>{Excerpt.Of(why.Story.Title, LongestTitle)}</b>\n\n{Markup.Join("\n\n", lines)}")) with
        {
            ReplyTo = press.MessageId,
            Buttons = [new(words.Relevant, new LabelButton(storyId, true).ToString()), new(words.NotRelevant, new LabelButton(storyId, false).ToString())],
        };
        await pipeline.Answer(chat, $"answer-{press.Id}", message, cancel);
        return ChatWords.SeeBelow;
    }

    /// <summary>Each word once, with the places it stands in.</summary>
    private static Markup Reasons(FoundBy found, string language)
    {
        var words = Digests.Words.In(language);
        var lines = found.Words
            .GroupBy(w => Excerpt.Of(w.Word.Text, 60), StringComparer.OrdinalIgnoreCase)
            .Take(MostWhy)
            .Select(w => Markup.Of($"• {words.Quote(w.Key)} – {string.Join(", ", w.Select(x => $"{ChatWords.Place(x.Word.Place).In(language)} ({Excerpt.Of(x.Newsroom, 60)})").Distinct().Take(3))}"))
            .ToList();
        return lines.Count == 0 ? Markup.Format(ChatWords.TakesEverything.In(language)) : Markup.Join("\n", lines);
    }

    private async Task<Text> MuteStory(string storyId, Destination chat, ChatPerson by, CancellationToken cancel)
    {
        if (await pipeline.Story(storyId, cancel) is not { } story)
        {
            return ChatWords.StoryGone;
        }

        await tables.Mutes.Upsert(chat.Id, story.Id, new Mute(story.Id, clock.GetUtcNow() + Muted, by.Name), cancel);
        return ChatWords.StoryMuted;
    }

    private async Task<Text> SendDates(string storyId, Destination chat, ChatUpdate.Pressed press, CancellationToken cancel)
    {
        if (await pipeline.Story(storyId, cancel) is not { } story)
        {
            return ChatWords.StoryGone;
        }

        if (StoryCalendar.Of(story, chat.Language, settings.SiteUrl, clock.GetUtcNow()) is not { } file)
        {
            return ChatWords.NoExactDates;
        }

        await pipeline.Answer(
            chat, $"answer-{press.Id}", new OutgoingMessage(Excerpt.Of(story.Title, LongestTitle)) { Attachments = [file], ReplyTo = press.MessageId }, cancel);
        return ChatWords.SeeBelow;
    }

    private async Task<Text> Save(string storyId, Destination chat, CancellationToken cancel)
    {
        if (await pipeline.Story(storyId, cancel) is not { } story)
        {
            return ChatWords.StoryGone;
        }

        await tables.Saved.Insert(chat.Id, story.Id, new SavedStory(story.Id, story.Title, story.Link, clock.GetUtcNow()), cancel);
        return ChatWords.StorySaved;
    }

    private async Task<Text> Unsave(string storyId, Destination chat, CancellationToken cancel)
    {
        // Anybody can hand back anything: no key of the store looks like that.
        if (Keys.IsItemId(storyId) && storyId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            await tables.Saved.Delete(chat.Id, storyId, cancel);
        }

        return ChatWords.StoryUnsaved;
    }

    private async Task<Text> Follow(ChatButton button, Destination chat, CancellationToken cancel)
    {
        if ((await Offered(cancel)).Find(w => Keys.Hash(w.Id) == button.Key) is not { } watchlist)
        {
            return ChatWords.WatchlistGone;
        }

        if (button.Verb == ChatVerb.Unfollow)
        {
            await tables.Follows.Remove(watchlist.Id, chat.Id, cancel);
            return ChatWords.Named(ChatWords.Unfollowed, watchlist);
        }

        // A press on an old list must not make alerts of what is read in the digest.
        if (await tables.Follows.Get(watchlist.Id, chat.Id, cancel) is null)
        {
            await tables.Follows.Set(new Follow(watchlist.Id, chat.Id, Cadence.Immediate), cancel);
        }

        return ChatWords.Named(ChatWords.FollowedNow, watchlist);
    }

    /// <summary>An admin lets a chat in, or turns it away; whoever comes second changes nothing.</summary>
    private async Task<Text> Decide(ChatButton button, Destination by, CancellationToken cancel)
    {
        if (!by.ForAdmins)
        {
            return ChatWords.OnlyAdmins;
        }

        if (!button.Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            || await tables.Destinations.Get(Keys.Shard(button.Key), button.Key, cancel) is not { Value: var before })
        {
            return ChatWords.ChatGone;
        }

        if (button.Verb == ChatVerb.Refuse)
        {
            await Decided(before, AuditAction.Paused, d => d with { Reason = Destination.RefusedByAdmin }, by, cancel);
            return before.IsWaiting ? ChatWords.ChatRefused : ChatWords.ChatDecided;
        }

        var after = await Decided(before, AuditAction.Resumed, pipeline.Begun, by, cancel);
        if (after is { State: DestinationState.Active })
        {
            await pipeline.Answer(after, $"welcome-{after.Created:yyyyMMddHHmmss}", await Welcome(after, cancel), cancel);
        }

        return after is { State: DestinationState.Active } ? ChatWords.ChatAdmitted : ChatWords.ChatDecided;
    }

    /// <summary>Changes a waiting chat with its entry in the history of what admins change; one that waits no more stays as it is.</summary>
    private async Task<Destination?> Decided(Destination before, AuditAction action, Func<Destination, Destination> change, Destination by, CancellationToken cancel)
    {
        var entry = new AuditEntry("", clock.GetUtcNow(), $"telegram {by.Name}", AuditThing.Destination, before.Id, action)
        {
            Name = before.Name,
            Previous = before.Change,
            Before = new Dictionary<string, string> { ["state"] = before.State.ToString() },
            After = new Dictionary<string, string> { ["state"] = change(before).State.ToString() },
        };
        Destination? after = null;
        await tables.Audit.Record(
            entry,
            async e =>
            {
                after = await tables.Change(before.Id, d => d.IsWaiting ? change(d) with { Change = e.Id } : d, cancel);
                return after?.Change == e.Id;
            },
            cancel);
        return after;
    }
}
