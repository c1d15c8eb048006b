using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>The first admin page: what came in, what went out, and what is being watched. It costs a dozen reads, however much is stored.</summary>
internal static class Dashboard
{
    /// <summary>Days in the plots.</summary>
    private const int Days = 14;

    public static async Task<IResult> Show(Visit visit) => visit.Page<DashboardPage>(visit.T(Words.Dashboard), new()
    {
        [nameof(DashboardPage.Days)] = await DayCounts.Last(visit, Days),
        [nameof(DashboardPage.Audience)] = await AudienceCounts.Of(visit),
        [nameof(DashboardPage.ActiveWatchlists)] = await visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel).CountAsync(w => !w.Value.Paused, visit.Cancel),
        [nameof(DashboardPage.GivenUp)] = await ManageDeliveries.Poison(visit).CountAsync(visit.Cancel),
        [nameof(DashboardPage.Sources)] = await SourceCondition.All(visit),
    });
}
