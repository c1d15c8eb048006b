using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Poisoned work with the key that names it.</summary>
/// <param name="Key">Its row key.</param>
/// <param name="Work">What it is.</param>
public sealed record PoisonedRow(string Key, PoisonedWork Work);

/// <summary>Deliveries: what went out, what did not, and work that was given up.</summary>
internal static class ManageDeliveries
{
    private const string Home = "/manage/deliveries";

    /// <summary>Deliveries shown, the newest.</summary>
    private const int MostShown = 100;

    /// <summary>Up to so many destinations their deliveries are shown together; of more, a day's at a time.</summary>
    private const int MostTogether = 25;

    private static readonly string[] Queues = ["poll", "process", "deliver"];

    public static async Task<IResult> List(Visit visit)
    {
        var chosen = visit.Query("to") is { Length: > 0 } to && Visit.IsKey(to) ? to : null;
        var today = DateOnly.FromDateTime(visit.Now.UtcDateTime);
        var day = today;
        if (visit.Query("day") is { Length: > 0 } written
            && (!DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) || day > today || day.Year < 2000))
        {
            return visit.NotThere();
        }

        var few = await Destinations.All(visit).Take(MostTogether + 1).ToListAsync(visit.Cancel);
        var byDay = chosen is null && (visit.Query("day") is not null || visit.Query("state") is not null || few.Count > MostTogether);
        var chats = few.Count > MostTogether ? await Destinations.Chats(visit).ToListAsync(visit.Cancel) : few;
        var rows = byDay ? await OfDay(visit, day, visit.Query("state") == "failed") : await Together(visit, chosen is not null ? [chosen] : [.. few.Select(d => d.Id)]);
        return visit.Page<DeliveriesPage>(visit.T(Words.Deliveries), new()
        {
            [nameof(DeliveriesPage.Destinations)] = chats.ToDictionary(d => d.Id),
            [nameof(DeliveriesPage.Chosen)] = chosen,
            [nameof(DeliveriesPage.Date)] = byDay ? day : null,
            [nameof(DeliveriesPage.FailedOnly)] = visit.Query("state") == "failed",
            [nameof(DeliveriesPage.Rows)] = rows.Take(MostShown).ToList(),
            [nameof(DeliveriesPage.CutAt)] = rows.Count > MostShown ? MostShown : null,
            [nameof(DeliveriesPage.Poison)] = await Poison(visit).ToListAsync(visit.Cancel),
        });
    }

    /// <summary>All of some destinations: they are read to find the newest, as their keys follow what they carry and not time.</summary>
    private static async Task<List<OutboxRow>> Together(Visit visit, IReadOnlyList<string> destinations) => await destinations.ToAsyncEnumerable()
        .SelectMany(id => visit.Tables.Deliveries.Range(id, cancel: visit.Cancel))
        .Select(row => row.Value)
        .OrderByDescending(row => row.Created)
        .Take(MostShown + 1)
        .ToListAsync(visit.Cancel);

    /// <summary>Those that ended on a day, from its log; of the failed ones the row is read too, since it may have been tried again since.</summary>
    private static async Task<List<OutboxRow>> OfDay(Visit visit, DateOnly day, bool failedOnly)
    {
        var lines = await visit.Tables.Days.Range(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), "out|", "out}", visit.Cancel)
            .Select(row => row.Value)
            .Where(line => line is { DestinationId: not null, DeliveryId: not null } && (!failedOnly || line.Event == DayEvent.Failed))
            .OrderByDescending(line => line.At)
            .Take(MostShown + 1)
            .ToListAsync(visit.Cancel);
        var rows = new List<OutboxRow>();
        foreach (var line in lines)
        {
            var told = new OutboxRow(line.DestinationId!, line.DeliveryId!, line.Kind ?? DeliveryKind.Notice, line.At)
            {
                State = line.Event == DayEvent.Sent ? DeliveryState.Sent : DeliveryState.Failed,
                Subject = line.Subject ?? "",
                Reason = line.Reason,
                Attempts = 1,
            };
            rows.Add(line.Event == DayEvent.Failed && await visit.Tables.Deliveries.Get(told.DestinationId, told.Id, visit.Cancel) is { } now ? now.Value : told);
        }

        return rows;
    }

    public static async Task<IResult> Retry(Visit visit)
    {
        var (destination, delivery) = (visit.Field("destination"), visit.Field("delivery"));
        if (!Visit.IsKey(destination) || !Visit.IsKey(delivery) || await visit.Tables.Deliveries.Get(destination, delivery, visit.Cancel) is not { } row)
        {
            return visit.NotThere();
        }

        var back = visit.Field("back") == "all" ? Home : $"{Home}?to={Uri.EscapeDataString(destination)}";
        if (row.Value.State != DeliveryState.Failed)
        {
            return Visit.See(back, "again"); // Somebody else was quicker, or it went out after all.
        }

        await visit.Record(visit.Entry(AuditThing.Delivery, $"{destination}|{delivery}", AuditAction.Retried), async _ =>
        {
            await visit.Parts.Actions.Retry(destination, delivery, visit.Cancel);
            return true;
        });
        return Visit.See(back, "retrying");
    }

    public static async Task<IResult> Replay(Visit visit)
    {
        var (queue, key) = (visit.Field("queue"), visit.Field("key"));
        if (!Queues.Contains(queue) || !Visit.IsKey(key) || await visit.Tables.Poison.Get(queue, key, visit.Cancel) is null)
        {
            return visit.NotThere();
        }

        await visit.Record(visit.Entry(AuditThing.Work, $"{queue}|{key}", AuditAction.Retried), async _ =>
        {
            await visit.Parts.Actions.Replay(queue, key, visit.Cancel);
            return true;
        });
        return Visit.See(Home, "replaying");
    }

    /// <summary>Work that nobody needs any more, such as a page that is gone.</summary>
    public static async Task<IResult> Discard(Visit visit)
    {
        var (queue, key) = (visit.Field("queue"), visit.Field("key"));
        if (!Queues.Contains(queue) || !Visit.IsKey(key) || await visit.Tables.Poison.Get(queue, key, visit.Cancel) is not { } row)
        {
            return visit.NotThere();
        }

        var entry = visit.Entry(AuditThing.Work, $"{queue}|{key}", AuditAction.Discarded) with { Detail = row.Value.Message };
        return Visit.See(Home, await visit.Record(entry, _ => visit.Tables.Poison.Delete(queue, key, visit.Cancel)) ? "discarded" : "again");
    }

    public static IAsyncEnumerable<PoisonedRow> Poison(Visit visit) => Queues.ToAsyncEnumerable()
        .SelectMany(queue => visit.Tables.Poison.Range(queue, cancel: visit.Cancel))
        .Select(row => new PoisonedRow(row.Key, row.Value));
}
