using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>What there is, in numbers.</summary>
/// <param name="StoriesToday">Stories whose first item was seen on this UTC day.</param>
/// <param name="StoriesOfWeek">The same for the last seven days, this one included.</param>
/// <param name="Watchlists">Watchlists that are not paused.</param>
/// <param name="Chats">Active Telegram chats.</param>
/// <param name="Subscribers">Active email subscribers.</param>
/// <param name="Unconfirmed">Subscribers who have not confirmed.</param>
/// <param name="Waiting">Chats that wait to be let in.</param>
/// <param name="Stopped">Destinations that are paused for another reason.</param>
/// <param name="Poison">Pieces of work given up.</param>
public sealed record Totals(
    int StoriesToday, int StoriesOfWeek, int Watchlists, int Chats, int Subscribers, int Unconfirmed, int Waiting, int Stopped, int Poison);

/// <summary>The first admin page.</summary>
internal static class Dashboard
{
    public static async Task<IResult> Show(Visit visit)
    {
        var days = new List<int>();
        foreach (var day in Keys.DaysBack(visit.Now, visit.Now.AddDays(-6)))
        {
            days.Add(await visit.Tables.Stories.Table.Range(day, cancel: visit.Cancel).CountAsync(visit.Cancel));
        }

        var destinations = await Destinations.All(visit).ToListAsync(visit.Cancel);
        int Count(Func<Destination, bool> which) => destinations.Count(which);
        var totals = new Totals(
            days[0],
            days.Sum(),
            await visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel).CountAsync(w => !w.Value.Paused, visit.Cancel),
            Count(d => d is { Channel: ChannelKind.Telegram, State: DestinationState.Active }),
            Count(d => d is { Channel: ChannelKind.Email, State: DestinationState.Active }),
            Count(d => d.State == DestinationState.Unconfirmed),
            Count(Destinations.IsWaiting),
            Count(d => d.State == DestinationState.Paused && !Destinations.IsWaiting(d)),
            await ManageDeliveries.Poison(visit).CountAsync(visit.Cancel));
        return visit.Page<DashboardPage>(visit.T(Words.Dashboard), new()
        {
            [nameof(DashboardPage.Totals)] = totals,
            [nameof(DashboardPage.Sources)] = await SourceCondition.All(visit),
        });
    }
}
