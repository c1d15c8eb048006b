using System.Collections.Concurrent;
using FunctionsBot.Storage;

namespace FunctionsBot.Site.Feeds;

/// <summary>
/// What feeds were last known to be, so that the thousand readers that ask every few minutes cost the store next to nothing: which feeds there
/// are and when each changed is read once a minute, two transactions for all of them; a feed's bytes are made once for each change.
/// </summary>
internal sealed class FeedMemory(Tables tables, TimeProvider clock)
{
    /// <summary>How long what is known is believed. A watchlist that is no longer public is gone from here that much later.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    /// <summary>Feeds kept as bytes, at most 100 KB each.</summary>
    private const int MostKept = 100;

    private readonly Stamps stamps = new(tables.Documents);
    private readonly ConcurrentDictionary<string, byte[]> bodies = new(StringComparer.Ordinal);
    private Known? last;

    /// <summary>The feed of a watchlist, or of everything; null if there is no such public one.</summary>
    public async Task<PublicFeed?> Find(string? watchlistId, CancellationToken cancel)
    {
        var known = last;
        if (known is null || clock.GetUtcNow() - known.At >= Believed)
        {
            last = known = await Read(cancel);
        }

        return known.Feeds.GetValueOrDefault(watchlistId is null ? Stamps.Everything : Stamps.Watchlist(watchlistId));
    }

    /// <summary>The bytes of a version, made where they are not kept.</summary>
    public async Task<byte[]> Body(string version, Func<Task<byte[]>> make)
    {
        if (bodies.TryGetValue(version, out var kept))
        {
            return kept;
        }

        if (bodies.Count >= MostKept)
        {
            bodies.Clear(); // Old versions, which nobody asks for again, are by far the most.
        }

        return bodies[version] = await make();
    }

    private async Task<Known> Read(CancellationToken cancel)
    {
        var at = clock.GetUtcNow();
        var stamped = await stamps.All(cancel);
        var feeds = new Dictionary<string, PublicFeed>(StringComparer.Ordinal)
        {
            [Stamps.Everything] = new(null, stamped.GetValueOrDefault(Stamps.Everything, Stamp.None)),
        };
        await foreach (var row in tables.Watchlists.Range(Keys.Only, cancel: cancel))
        {
            if (row.Value is { Public: true, Paused: false })
            {
                var key = Stamps.Watchlist(row.Key);
                feeds[key] = new(row.Value, stamped.GetValueOrDefault(key, Stamp.None));
            }
        }

        return new Known(at, feeds);
    }

    private sealed record Known(DateTimeOffset At, IReadOnlyDictionary<string, PublicFeed> Feeds);
}
