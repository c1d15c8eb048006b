using FunctionsBot.Domain;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>One delivery with everything that happened to it.</summary>
internal static class ManageDelivery
{
    public static async Task<IResult> Show(Visit visit)
    {
        if (visit.Key("to") is not { } to || visit.Key("id") is not { } id || await visit.Tables.Deliveries.Get(to, id, visit.Cancel) is not { } row)
        {
            return visit.NotThere();
        }

        return visit.Page<DeliveryPage>(row.Value.Subject.Length > 0 ? row.Value.Subject : visit.T(Words.Delivery), new()
        {
            [nameof(DeliveryPage.Row)] = row.Value,
            [nameof(DeliveryPage.Destination)] = await Destinations.All(visit).FirstOrDefaultAsync(d => d.Id == to, visit.Cancel),
            [nameof(DeliveryPage.Message)] = (await visit.Tables.Messages.Get(to, id, visit.Cancel))?.Value,
        });
    }

    /// <summary>Where it is.</summary>
    public static string Path(OutboxRow row) => $"/manage/deliveries/{Uri.EscapeDataString(row.DestinationId)}/{Uri.EscapeDataString(row.Id)}";
}
