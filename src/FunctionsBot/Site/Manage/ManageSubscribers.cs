using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Site.Pages;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Email subscribers: list, find, erase, export, and import, in which nobody is subscribed before saying yes.</summary>
internal static class ManageSubscribers
{
    private const string Home = "/manage/subscribers";
    private const int Shown = 100;

    public static ImportKind<Planned> Import { get; } = new($"{Home}/import", Words.ImportSubscribers, Words.ImportSubscribersText, Home)
    {
        Accept = ".csv,.tsv,.txt",
        Plan = (visit, file) => Plan(visit, SubscriberTable.Read(file.Text())),
        Line = p => p.Line,
        Apply = Invite,
        Notice = "invited",
    };

    public static Task<IResult> List(Visit visit) => Page(visit, null);

    /// <summary>By the address, which a form carries rather than an address of a page, since those are kept in logs.</summary>
    public static async Task<IResult> Find(Visit visit)
    {
        if (DestinationIds.ReadMail(visit.Field("address")) is not { } address)
        {
            return await Page(visit, visit.T(Words.NoAddress));
        }

        var id = visit.Parts.Ids.Mail(address);
        return await visit.Tables.Destinations.Get(Keys.Shard(id), id, visit.Cancel) is null
            ? await Page(visit, visit.T(Words.NoSuchSubscriber))
            : Visit.See($"/manage/destinations/{id}/delete");
    }

    /// <summary>Who follows what is read by watchlist, a thousand followers at once, rather than by person.</summary>
    public static async Task<IResult> Export(Visit visit)
    {
        var follows = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await foreach (var watchlist in visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel))
        {
            foreach (var follow in await visit.Tables.Follows.By(watchlist.Key, visit.Cancel))
            {
                (follows.TryGetValue(follow.DestinationId, out var list) ? list : follows[follow.DestinationId] = []).Add(watchlist.Key);
            }
        }

        // The mark at its start tells spreadsheets that it is UTF-8.
        var text = new StringBuilder("\uFEFF").Append(SubscriberTable.Head);
        await foreach (var subscriber in Destinations.Subscribers(visit, null))
        {
            text.Append(SubscriberTable.Write(subscriber.Value, follows.GetValueOrDefault(subscriber.Key) ?? []));
        }

        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "subscribers.csv");
    }

    /// <summary>Each new one is asked for a confirmation, as if the person had used the form.</summary>
    private static async Task<bool> Invite(Visit visit, List<Planned> plan)
    {
        foreach (var (line, address, draft) in plan.Where(p => p.Line.Outcome == ImportOutcome.Added))
        {
            await visit.Record(line.Change!, async _ =>
            {
                await Subscribing.Invite(visit, line.Change!.ThingId, address, draft!);
                return true;
            });
        }

        return true;
    }

    private static async Task<IResult> Page(Visit visit, string? problem)
    {
        var after = visit.Query("after") is { } key && Visit.IsKey(key) ? key : null;
        var shown = await Destinations.Subscribers(visit, after).Take(Shown + 1).Select(s => s.Value).ToListAsync(visit.Cancel);
        return visit.Page<SubscribersPage>(visit.T(Words.SubscriberList), new()
        {
            [nameof(SubscribersPage.Subscribers)] = shown.Take(Shown).ToList(),
            [nameof(SubscribersPage.Counts)] = await AudienceCounts.Of(visit),
            [nameof(SubscribersPage.More)] = shown.Count > Shown ? $"{Home}?after={Uri.EscapeDataString(shown[Shown - 1].Id)}" : null,
            [nameof(SubscribersPage.Problem)] = problem,
        }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<List<Planned>> Plan(Visit visit, IReadOnlyList<SubscriberRow> rows)
    {
        var open = (await Subscribing.Open(visit)).Select(w => w.Id).ToList();
        var lineOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var plan = new List<Planned>();
        foreach (var row in rows)
        {
            var address = DestinationIds.ReadMail(row.Address);
            var id = visit.Parts.Ids.Mail(address ?? "");
            var problem = address is null ? visit.T(Words.NoAddress)
                : !lineOf.TryAdd(id, row.Line) ? visit.T(Words.LineTwice, lineOf[id])
                : Problem(visit, row, open);
            var known = problem is null && await visit.Tables.Destinations.Get(Keys.Shard(id), id, visit.Cancel) is not null;
            var draft = new SubscriptionDraft(
                address ?? "",
                row.Watchlists.Count > 0 ? row.Watchlists : open,
                Enum.TryParse<DayOfWeek>(row.Day, ignoreCase: true, out var day) ? day : DayOfWeek.Monday,
                row.Language.Length > 0 ? row.Language : visit.Language);
            var line = new ImportLine(row.Line, row.Address, problem is not null ? ImportOutcome.Skipped : known ? ImportOutcome.Unchanged : ImportOutcome.Added)
            {
                Problem = problem ?? "",
                Change = problem is not null || known ? null : visit.Entry(AuditThing.Destination, id, AuditAction.Imported) with { After = FieldsOf(draft) },
            };
            plan.Add(new Planned(line, address ?? "", draft));
        }

        return plan;
    }

    private static string? Problem(Visit visit, SubscriberRow row, List<string> open) =>
        row.Language.Length > 0 && !Languages.IsKnown(row.Language) ? visit.T(Words.LanguageOfMailUnknown, row.Language)
        : row.Day.Length > 0 && !(Enum.TryParse<DayOfWeek>(row.Day, ignoreCase: true, out var day) && Enum.IsDefined(day) && !char.IsAsciiDigit(row.Day[0])) ? visit.T(Words.DayOfMailUnknown, row.Day)
        : row.Watchlists.FirstOrDefault(w => !open.Contains(w)) is { } unknown ? visit.T(Words.WatchlistUnknown, unknown)
        : open.Count == 0 ? visit.T(Words.NothingToFollow)
        : null;

    private static Dictionary<string, string> FieldsOf(SubscriptionDraft draft)
    {
        var fields = new Dictionary<string, string> { ["language"] = draft.Language, ["day"] = draft.Day.ToString(), ["state"] = nameof(DestinationState.Unconfirmed) };
        foreach (var watchlist in draft.Watchlists)
        {
            fields[ManageDestinations.FollowField(watchlist)] = nameof(Cadence.Digest);
        }

        return fields;
    }

    /// <summary>A line, and what would be asked of whom.</summary>
    internal sealed record Planned(ImportLine Line, string Address, SubscriptionDraft? Draft);
}
