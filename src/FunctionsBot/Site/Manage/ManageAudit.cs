using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>What is asked of the audit.</summary>
/// <param name="By">A part of the admin's name; empty for all.</param>
/// <param name="Thing">Null for all.</param>
/// <param name="Id">A thing's id; empty for all.</param>
/// <param name="From">First day, UTC, as written; empty for all.</param>
/// <param name="To">Last day; empty for all.</param>
public sealed record AuditFilter(string By, AuditThing? Thing, string Id, string From, string To)
{
    /// <summary>Why it cannot be answered; null where it can.</summary>
    public string? Problem { get; init; }

    internal bool Wants(AuditEntry entry) =>
        entry.By.Contains(By, StringComparison.OrdinalIgnoreCase)
        && (Thing is null || entry.Thing == Thing)
        && (Id.Length == 0 || entry.ThingId == Id);
}

/// <summary>The history of everything that admins change.</summary>
internal static class ManageAudit
{
    private const int Shown = 50;

    /// <summary>Entries looked at for one page: those of a rare filter come over several pages.</summary>
    private const int MostLooked = 2_000;

    private static readonly string[] Asked = ["by", "thing", "id", "from", "to"];

    /// <summary>A change takes seconds: one that has not ended after this was cut off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<IResult> List(Visit visit)
    {
        var filter = Read(visit, out var since, out var until);
        var (entries, looked, last) = (new List<AuditEntry>(), 0, (string?)null);
        var more = false;
        var from = visit.Query("after") is { Length: 19 } after && after.All(char.IsAsciiDigit) ? after : until is { } end ? Keys.NewestFirst(end) : null;
        if (filter.Problem is null)
        {
            await foreach (var entry in visit.Tables.Audit.After(from, since, visit.Cancel))
            {
                if (more = entries.Count == Shown || looked++ == MostLooked)
                {
                    break;
                }

                last = entry.Id;
                if (filter.Wants(entry) && await Settled(visit, entry) is { } settled)
                {
                    entries.Add(settled);
                }
            }
        }

        return visit.Page<AuditPage>(visit.T(Words.Audit), new()
        {
            [nameof(AuditPage.Filter)] = filter,
            [nameof(AuditPage.Entries)] = entries,
            [nameof(AuditPage.Older)] = more ? Older(visit, last!) : null,
        }, filter.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static AuditFilter Read(Visit visit, out DateTimeOffset? since, out DateTimeOffset? until)
    {
        AuditThing? thing = Enum.TryParse<AuditThing>(visit.Query("thing"), out var named) && Enum.IsDefined(named) ? named : null;
        var filter = new AuditFilter(visit.Query("by")?.Trim() ?? "", thing, visit.Query("id")?.Trim() ?? "", visit.Query("from") ?? "", visit.Query("to") ?? "");
        var good = Day(filter.From, out since) & Day(filter.To, out until);
        until = until?.AddDays(1);
        return good ? filter : filter with { Problem = visit.T(Words.DayNeeded) };
    }

    private static bool Day(string written, out DateTimeOffset? day)
    {
        var good = DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read);
        day = good && read < DateOnly.MaxValue ? new DateTimeOffset(read, default, TimeSpan.Zero) : null;
        return written.Length == 0 || day is not null;
    }

    private static string Older(Visit visit, string last)
    {
        var kept = Asked.Select(n => KeyValuePair.Create(n, visit.Query(n))).Where(q => !string.IsNullOrEmpty(q.Value));
        return "/manage/audit" + QueryString.Create(kept.Append(KeyValuePair.Create("after", (string?)last)));
    }

    /// <summary>
    /// An entry whose end was never written: a crash came between. Its row tells whether it came true; then what still hangs on it is done, else
    /// it is taken away. Changes of rows that name no entry stay as they are, and are shown as unfinished.
    /// </summary>
    private static async Task<AuditEntry?> Settled(Visit visit, AuditEntry entry)
    {
        if (entry.Done || visit.Now - entry.At < Patience || entry.Thing > AuditThing.Destination)
        {
            return entry;
        }

        var (there, change) = await RowOf(visit, entry);
        var cameTrue = there ? change == entry.Id : entry.Action is AuditAction.Deleted or AuditAction.Erased;
        if (!cameTrue && !await IsFollowed(visit, entry))
        {
            await visit.Tables.Audit.Withdraw(entry);
            return null;
        }

        await Finish(visit, entry, there && change == entry.Id);
        return await visit.Tables.Audit.End(entry);
    }

    private static async Task<(bool There, string? Change)> RowOf(Visit visit, AuditEntry entry) => entry.Thing switch
    {
        AuditThing.Watchlist => await visit.Tables.Watchlists.Get(Keys.Only, entry.ThingId, visit.Cancel) is { } row ? (true, row.Value.Change) : default,
        AuditThing.Source => await visit.Tables.Sources.Get(Keys.Shard(entry.ThingId), entry.ThingId, visit.Cancel) is { } row ? (true, row.Value.Change) : default,
        _ => await visit.Tables.Destinations.Get(Keys.Shard(entry.ThingId), entry.ThingId, visit.Cancel) is { } row ? (true, row.Value.Change) : default,
    };

    /// <summary>A later change was made on top of it.</summary>
    private static async Task<bool> IsFollowed(Visit visit, AuditEntry entry) =>
        await visit.Tables.Audit.Range(null, entry.At, visit.Cancel).AnyAsync(e => e.Previous == entry.Id && e.Done, visit.Cancel);

    /// <summary>What is written beside the row itself, once more: each of these writes is harmless when repeated.</summary>
    private static async Task Finish(Visit visit, AuditEntry entry, bool stands)
    {
        if (entry.Thing == AuditThing.Destination && stands && entry.After is { } after)
        {
            await ManageDestinations.Follow(visit, entry.ThingId, after);
        }
        else if (entry.Thing == AuditThing.Watchlist)
        {
            await DeletedWatchlists.Finish(visit, entry, stands);
        }
    }
}
