using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <content>What the composers need to know, fetched for them: they are pure.</content>
public sealed partial class Pipeline
{
    private async Task<OutgoingMessage?> ComposeDigest(
        Destination destination,
        IReadOnlyList<string> untold,
        IReadOnlyDictionary<string, List<Reason>> found,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var stories = new List<DigestStory>();
        foreach (var id in untold)
        {
            // A story merged into another since it matched is told there.
            if (await tables.Stories.Get(Keys.DayOf(id), id, cancel) is { } story)
            {
                stories.Add(new DigestStory(story.Value, found[id]));
            }
        }

        var from = destination.DigestedUntil ?? destination.Created;
        return DigestComposer.Compose(new DigestInput(destination, from, now, stories, await Coverage(from, cancel), settings.SiteUrl)
        {
            Unsubscribe = destination.Channel == ChannelKind.Email ? await links.Unsubscribe(destination, cancel) : null,
        });
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
