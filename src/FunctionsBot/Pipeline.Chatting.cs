using System.Runtime.CompilerServices;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Scheduling;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;

namespace FunctionsBot;

/// <summary>Why a watchlist found a story.</summary>
/// <param name="Watchlist">The watchlist.</param>
/// <param name="Words">The words that matched, each with the newsroom in whose text it stands; none where the watchlist takes every relevant story.</param>
internal sealed record FoundBy(Watchlist Watchlist, IReadOnlyList<(MatchedWord Word, string Newsroom)> Words);

/// <summary>Why a story was told to a destination.</summary>
/// <param name="Story">The story.</param>
/// <param name="Found">The watchlists it follows that found it.</param>
/// <param name="Verdict">What was thought of the story's first item; null where that is no more stored.</param>
internal sealed record Explanation(Story Story, IReadOnlyList<FoundBy> Found, Verdict? Verdict);

/// <content>What people in chats ask for.</content>
public sealed partial class Pipeline
{
    /// <summary>Texts of a story that are looked through for the words that matched: enough for every watchlist to have one that it matched.</summary>
    private const int MostExplained = 8;

    /// <summary>
    /// Answers a chat: at once, since somebody waits. What cannot be sent now is tried again like any delivery. The same id again changes
    /// nothing and sends nothing twice.
    /// </summary>
    internal async Task Answer(Destination to, string id, OutgoingMessage message, CancellationToken cancel)
    {
        if (!await outbox.Post(to, DeliveryKind.Answer, id, [], _ => message, cancel))
        {
            return;
        }

        // Not through the queue, which may take half a minute: only noted, so that the sweep finds it if this process dies now.
        var work = new Work(Work.Deliver, [to.Id, id, Keys.Day(clock.GetUtcNow())]);
        await tables.Pending.Upsert(Unfinished(Work.DeliverQueue, work), Key(work), new PendingWork(work.ToString(), clock.GetUtcNow()), cancel);
        await Deliver(work, cancel);
    }

    /// <summary>Tells admins that a chat asks to be let in, once a day at most.</summary>
    internal Task TellOfWaiting(Destination chat, CancellationToken cancel) => Notify(new Notice.ChatWaiting(chat), chat.Id, cancel);

    /// <summary>Tells admins that a chat threw the bot out.</summary>
    internal Task TellOfPaused(Destination chat, CancellationToken cancel) => Notify(new Notice.DestinationPaused(chat, chat.Reason ?? ""), chat.Id, cancel);

    /// <summary>A destination that is written to from now on.</summary>
    internal Destination Begun(Destination destination)
    {
        var active = destination with { State = DestinationState.Active, Reason = null };
        return active with { NextDigest = DigestTimes.Next(active, clock.GetUtcNow()) };
    }

    /// <summary>A chat's digest now, whenever the next one is due.</summary>
    internal async Task DigestNow(string destinationId, CancellationToken cancel)
    {
        await tables.Change(destinationId, d => d with { NextDigest = clock.GetUtcNow() }, cancel);
        await queues.Process.Send([new Work(Work.Digest, [destinationId]).ToString()], TimeSpan.Zero, cancel);
    }

    /// <summary>How many sources were read since a moment, and which were not.</summary>
    internal Task<Coverage> Checked(DateTimeOffset since, CancellationToken cancel) => Coverage(since, cancel);

    /// <summary>A story by its id, or the one it became part of; null if there is none.</summary>
    internal async Task<Story?> Story(string id, CancellationToken cancel) => Keys.IsItemId(id) ? (await stories.Read(id, cancel))?.Value : null;

    /// <summary>The stories of the last days, the latest day first.</summary>
    internal async IAsyncEnumerable<Story> Recent(int days, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var day in Keys.DaysBack(now, now.AddDays(1 - days)))
        {
            await foreach (var row in tables.Stories.Range(day, cancel: cancel))
            {
                if (row.Value.MergedInto is null)
                {
                    yield return row.Value;
                }
            }
        }
    }

    /// <summary>Whether a query matches the title and the lead of a story.</summary>
    internal bool Says(Story story, Watchlist query) => matcher.Match(story, [(story.Title, story.Lead)], [query]).Matches.Count > 0;

    /// <summary>Why a destination was told of a story; null if there is no such story.</summary>
    internal async Task<Explanation?> Why(string storyId, Destination destination, CancellationToken cancel)
    {
        if (await Story(storyId, cancel) is not { } story)
        {
            return null;
        }

        var texts = new List<(ReadItem Item, StoryMember Member)>();
        foreach (var member in story.Members.OrderBy(m => m.Role == ItemRole.Copy).Take(MostExplained))
        {
            if (await tables.Items.Get(Keys.DayOf(member.ItemId), member.ItemId, cancel) is { } item)
            {
                texts.Add((item.Value, member));
            }
        }

        var found = new List<FoundBy>();
        foreach (var follow in await tables.Follows.Of(destination.Id, cancel))
        {
            if (story.Matches.ContainsKey(follow.WatchlistId) && await tables.Watchlists.Get(Keys.Only, follow.WatchlistId, cancel) is { Value: var watchlist })
            {
                found.Add(new FoundBy(watchlist, Words(watchlist, story, texts)));
            }
        }

        return new Explanation(story, found, texts.Find(t => t.Item.Id == story.Id).Item?.Verdict ?? texts.FirstOrDefault().Item?.Verdict);
    }

    private static IReadOnlyList<(MatchedWord, string)> Words(Watchlist watchlist, Story story, IEnumerable<(ReadItem Item, StoryMember Member)> texts) =>
        Query.TryParse(watchlist.Query, out var query, out _)
            ? [.. texts.SelectMany(t => (Matcher.Explain(query, story, (t.Item.Item.Title, t.Item.Item.Text)) ?? []).Select(w => (w, t.Member.Newsroom)))]
            : [];
}
