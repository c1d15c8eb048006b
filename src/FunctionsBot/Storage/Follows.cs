using FunctionsBot.Domain;

namespace FunctionsBot.Storage;

/// <summary>
/// Who follows what. Kept twice, since alerts ask "who follows this watchlist?" and digests "what does this person follow?".
/// A crash between the two writes leaves one row, which the same edit made again mends: both writes are unconditional.
/// </summary>
/// <param name="followers">Partition watchlist id, row destination id.</param>
/// <param name="follows">Partition destination id, row watchlist id.</param>
public sealed class Follows(Rows<Follow> followers, Rows<Follow> follows)
{
    /// <summary>Follows, or changes the cadence.</summary>
    public async Task Set(Follow follow, CancellationToken cancel)
    {
        await follows.Upsert(follow.DestinationId, follow.WatchlistId, follow, cancel);
        await followers.Upsert(follow.WatchlistId, follow.DestinationId, follow, cancel);
    }

    /// <summary>Stops following.</summary>
    public async Task Remove(string watchlistId, string destinationId, CancellationToken cancel)
    {
        await follows.Delete(destinationId, watchlistId, cancel);
        await followers.Delete(watchlistId, destinationId, cancel);
    }

    /// <summary>Stops following everything: for a person who is erased.</summary>
    public async Task RemoveAll(string destinationId, CancellationToken cancel)
    {
        foreach (var follow in await Of(destinationId, cancel))
        {
            await Remove(follow.WatchlistId, destinationId, cancel);
        }
    }

    /// <summary>Ends all that follow a watchlist: for one that is deleted.</summary>
    public async Task RemoveWatchlist(string watchlistId, CancellationToken cancel)
    {
        foreach (var follow in await Of(followers, watchlistId, cancel))
        {
            await Remove(watchlistId, follow.DestinationId, cancel);
        }
    }

    /// <summary>How a destination follows a watchlist; null if it does not.</summary>
    public async Task<Follow?> Get(string watchlistId, string destinationId, CancellationToken cancel) =>
        (await follows.Get(destinationId, watchlistId, cancel))?.Value;

    /// <summary>What a destination follows.</summary>
    public Task<List<Follow>> Of(string destinationId, CancellationToken cancel) => Of(follows, destinationId, cancel);

    /// <summary>Who follows a watchlist.</summary>
    public Task<List<Follow>> By(string watchlistId, CancellationToken cancel) => Of(followers, watchlistId, cancel);

    private static async Task<List<Follow>> Of(Rows<Follow> rows, string partition, CancellationToken cancel)
    {
        var all = new List<Follow>();
        await foreach (var row in rows.Range(partition, cancel: cancel))
        {
            all.Add(row.Value);
        }

        return all;
    }
}
