using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;

namespace FunctionsBot;

/// <content>What the composers need to know, fetched for them: they are pure.</content>
public sealed partial class Pipeline
{
    private OutgoingMessage ComposeAlert(Story story, IEnumerable<WatchlistMatch> why, Destination destination) =>
        ComposeAlert(story, [.. why.Select(w => new Reason(w.Watchlist, w.Words))], destination);

    private OutgoingMessage ComposeAlert(Story story, IReadOnlyList<Reason> why, Destination destination) => AlertComposer.Compose(
        story,
        why,
        destination.Language,
        settings.SiteUrl,
        Ending(destination),
        asks: settings.HearsChats);

    private Uri? Ending(Destination destination) => destination.Channel == ChannelKind.Email ? links.Unsubscribe(destination) : null;

    private async Task<DigestInput> DigestInput(Destination destination, DateTimeOffset now, CancellationToken cancel)
    {
        var found = new Dictionary<string, DigestStory>(StringComparer.Ordinal);
        foreach (var (id, why) in await Found(destination, now, cancel))
        {
            // A story that was merged into another since it matched is told there, once.
            if (await stories.Read(id, cancel) is { Value.Muted: null } story)
            {
                found[story.Key] = new DigestStory(story.Value, [.. (found.GetValueOrDefault(story.Key)?.Why ?? []).Concat(why).DistinctBy(w => w.Watchlist.Id)]);
            }
        }

        var from = destination.DigestedUntil ?? destination.Created;
        return new DigestInput(destination, from, now, [.. found.Values], await Coverage(from, cancel), settings.SiteUrl)
        {
            Unsubscribe = Ending(destination),
            EvenIfEmpty = destination is { SaysNothingNew: true, Channel: ChannelKind.Telegram },
            ToldAtOnce = destination.SaysNothingNew ? await ToldSince(destination.Id, from, cancel) : 0,
        };
    }

    /// <summary>How many stories a destination was told since a moment. The rows are in order of the stories' days, so only the latest are read.</summary>
    private ValueTask<int> ToldSince(string destinationId, DateTimeOffset since, CancellationToken cancel) => tables.Told
        .Range(destinationId, Keys.Day(since.AddDays(-10)), cancel: cancel)
        .CountAsync(told => told.Value.At >= since, cancel);

    /// <summary>What the watchlists a destination follows have found since its last digest, each story once, with the watchlists that found it.</summary>
    private async Task<Dictionary<string, List<Reason>>> Found(Destination destination, DateTimeOffset now, CancellationToken cancel)
    {
        var since = destination.DigestedUntil - Overlap ?? destination.Created;
        var found = new Dictionary<string, List<Reason>>();
        foreach (var follow in await tables.Follows.Of(destination.Id, cancel))
        {
            if (await tables.Watchlists.Get(Keys.Only, follow.WatchlistId, cancel) is not { } watchlist)
            {
                continue;
            }

            await foreach (var match in tables.Matches.Range(follow.WatchlistId, Keys.Moment(since), Keys.Moment(now) + "~", cancel))
            {
                var id = match.Value.StoryId;
                (found.TryGetValue(id, out var by) ? by : found[id] = []).Add(new Reason(watchlist.Value, match.Value.Words));
            }
        }

        return found;
    }

    /// <summary>How many sources were read since a moment, and which were not.</summary>
    private async Task<Coverage> Coverage(DateTimeOffset since, CancellationToken cancel)
    {
        var (all, read) = (0, 0);
        var failing = new List<FailingSource>();
        foreach (var shard in Keys.AllShards)
        {
            var states = new Dictionary<string, SourceState>();
            await foreach (var state in tables.SourceStates.Range(shard, cancel: cancel))
            {
                states[state.Key] = state.Value;
            }

            await foreach (var source in tables.Sources.Range(shard, cancel: cancel))
            {
                if (source.Value.Paused)
                {
                    continue;
                }

                all++;
                var state = states.GetValueOrDefault(source.Key);
                read += state?.LastSuccess >= since ? 1 : 0;
                if (state?.FailingSince is { } failingSince)
                {
                    failing.Add(new FailingSource(source.Value.Name, failingSince));
                }
            }
        }

        return new Coverage(all, read, [.. failing.OrderBy(f => f.Since)]);
    }
}
