namespace FunctionsBot.Domain;

/// <summary>A watchlist that an admin deleted and may want back.</summary>
/// <param name="Watchlist">As it was.</param>
/// <param name="Followers">Who followed it, and how.</param>
/// <param name="At">When it was deleted.</param>
/// <param name="By">The admin's name.</param>
public sealed record DeletedWatchlist(Watchlist Watchlist, IReadOnlyList<Follow> Followers, DateTimeOffset At, string By)
{
    /// <summary>How long it can be restored: four weekly digests, in which somebody misses it. Then it is gone for good, with what it found.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(28);
}
