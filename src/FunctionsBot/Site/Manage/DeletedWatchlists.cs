using FunctionsBot.Domain;
using FunctionsBot.Site.Pages;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>
/// Watchlists that were deleted, until their time is over. A copy is laid aside with its followers before anything is taken away, and what it found
/// stays until the copy goes, so that a crash at any step loses nothing.
/// </summary>
internal static class DeletedWatchlists
{
    private const string Home = "/manage/watchlists";

    public static async Task<IResult> List(Visit visit) => visit.Page<DeletedWatchlistsPage>(visit.T(Words.DeletedWatchlists), new()
    {
        [nameof(DeletedWatchlistsPage.Deleted)] = await visit.Tables.DeletedWatchlists.Range(Keys.Only, cancel: visit.Cancel)
            .Where(async (d, cancel) => await visit.Tables.Watchlists.Get(Keys.Only, d.Key, cancel) is null)
            .Select(d => d.Value)
            .OrderByDescending(d => d.At)
            .ToListAsync(visit.Cancel),
    });

    public static async Task<IResult> AskToDelete(Visit visit)
    {
        if (await ManageWatchlists.Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        var followers = (await visit.Tables.Follows.By(stored.Key, visit.Cancel)).Count;
        return visit.Page<AskPage>(visit.T(Words.DeleteWatchlist), new()
        {
            [nameof(AskPage.Question)] = visit.T(Words.DeleteWatchlistText, stored.Value.Name, followers, DeletedWatchlist.Kept.Days),
            [nameof(AskPage.Button)] = visit.T(Words.Delete),
            [nameof(AskPage.Action)] = $"{Home}/{stored.Key}/delete",
            [nameof(AskPage.Back)] = Home,
            [nameof(AskPage.Danger)] = true,
        });
    }

    public static async Task<IResult> Delete(Visit visit)
    {
        if (await ManageWatchlists.Stored(visit) is not { } stored)
        {
            return Visit.See(Home, "deleted"); // By another admin, or by pressing twice.
        }

        var followers = await visit.Tables.Follows.By(stored.Key, visit.Cancel);
        var entry = visit.Entry(AuditThing.Watchlist, stored.Key, AuditAction.Deleted, stored.Value.Name, stored.Value.Change) with
        {
            Before = With(ManageWatchlists.FieldsOf(stored.Value), followers.Count),
        };
        var deleted = await visit.Record(entry, async e =>
        {
            var copy = new DeletedWatchlist(stored.Value with { Change = e.Id }, followers, visit.Now, visit.By);
            await visit.Tables.DeletedWatchlists.Upsert(Keys.Only, stored.Key, copy, visit.Cancel);
            if (!await visit.Tables.Watchlists.Table.Delete(Keys.Only, stored.Key, stored.ETag, visit.Cancel))
            {
                return false; // Changed meanwhile. The copy does no harm: while the watchlist is there, nobody is shown it.
            }

            await visit.Tables.Follows.RemoveWatchlist(stored.Key, CancellationToken.None);
            return true;
        });
        return Visit.See(Home, deleted ? "deleted-for-now" : "again");
    }

    public static async Task<IResult> Restore(Visit visit)
    {
        if (visit.Key("id") is not { } id || await visit.Tables.DeletedWatchlists.Get(Keys.Only, id, visit.Cancel) is not { Value: var deleted })
        {
            return visit.NotThere();
        }

        var watchlist = deleted.Watchlist;
        var entry = visit.Entry(AuditThing.Watchlist, id, AuditAction.Restored, watchlist.Name, watchlist.Change) with
        {
            After = With(ManageWatchlists.FieldsOf(watchlist), deleted.Followers.Count),
        };
        var restored = await visit.Record(entry, async e =>
        {
            if (!await visit.Tables.Watchlists.Insert(Keys.Only, id, watchlist with { Change = e.Id }, visit.Cancel))
            {
                return false; // It is back already.
            }

            await BringBack(visit, deleted);
            return true;
        });
        return Visit.See(restored ? $"{Home}/{id}" : Home, restored ? "restored" : "again");
    }

    /// <summary>What a crash left undone of a deletion or a restoration that came true.</summary>
    public static async Task Finish(Visit visit, AuditEntry entry, bool stands)
    {
        if (entry.Action == AuditAction.Deleted && await visit.Tables.Watchlists.Get(Keys.Only, entry.ThingId, visit.Cancel) is null)
        {
            await visit.Tables.Follows.RemoveWatchlist(entry.ThingId, visit.Cancel);
        }
        else if (entry.Action == AuditAction.Restored && stands
            && await visit.Tables.DeletedWatchlists.Get(Keys.Only, entry.ThingId, visit.Cancel) is { Value: var deleted })
        {
            await BringBack(visit, deleted);
        }
    }

    /// <summary>The followers who are still there, and then the copy is no longer needed.</summary>
    private static async Task BringBack(Visit visit, DeletedWatchlist deleted)
    {
        foreach (var follow in deleted.Followers)
        {
            if (await visit.Tables.Destinations.Get(Keys.Shard(follow.DestinationId), follow.DestinationId, CancellationToken.None) is not null)
            {
                await visit.Tables.Follows.Set(follow, CancellationToken.None);
            }
        }

        await visit.Tables.DeletedWatchlists.Delete(Keys.Only, deleted.Watchlist.Id, CancellationToken.None);
    }

    private static Dictionary<string, string> With(Dictionary<string, string> fields, int followers) =>
        new(fields) { ["followers"] = followers.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
