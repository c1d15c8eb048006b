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

    /// <summary>Deliveries shown, the newest; all are read to find them, as their keys follow what they carry and not time.</summary>
    private const int MostShown = 100;

    /// <summary>Up to so many destinations their deliveries are shown together; beyond, one chooses.</summary>
    private const int MostTogether = 25;

    private static readonly string[] Queues = ["poll", "process", "deliver"];

    public static async Task<IResult> List(Visit visit)
    {
        var destinations = await Destinations.All(visit).ToDictionaryAsync(d => d.Id, cancellationToken: visit.Cancel);
        var chosen = visit.Query("to") is { Length: > 0 } to && Visit.IsKey(to) ? to : null;
        string[] shown = chosen is not null ? [chosen] : destinations.Count <= MostTogether ? [.. destinations.Keys] : [];
        var rows = await shown.ToAsyncEnumerable()
            .SelectMany(id => visit.Tables.Deliveries.Range(id, cancel: visit.Cancel))
            .Select(row => row.Value)
            .OrderByDescending(row => row.Created)
            .Take(MostShown)
            .ToListAsync(visit.Cancel);
        return visit.Page<DeliveriesPage>(visit.T(Words.Deliveries), new()
        {
            [nameof(DeliveriesPage.Destinations)] = destinations,
            [nameof(DeliveriesPage.Chosen)] = chosen,
            [nameof(DeliveriesPage.Rows)] = rows,
            [nameof(DeliveriesPage.MustChoose)] = shown.Length == 0 && destinations.Count > 0,
            [nameof(DeliveriesPage.Poison)] = await Poison(visit).ToListAsync(visit.Cancel),
        });
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

        await visit.Parts.Actions.Retry(destination, delivery, visit.Cancel);
        return Visit.See(back, "retrying");
    }

    public static async Task<IResult> Replay(Visit visit)
    {
        var (queue, key) = (visit.Field("queue"), visit.Field("key"));
        if (!Queues.Contains(queue) || !Visit.IsKey(key) || await visit.Tables.Poison.Get(queue, key, visit.Cancel) is null)
        {
            return visit.NotThere();
        }

        await visit.Parts.Actions.Replay(queue, key, visit.Cancel);
        return Visit.See(Home, "replaying");
    }

    public static IAsyncEnumerable<PoisonedRow> Poison(Visit visit) => Queues.ToAsyncEnumerable()
        .SelectMany(queue => visit.Tables.Poison.Range(queue, cancel: visit.Cancel))
        .Select(row => new PoisonedRow(row.Key, row.Value));
}
