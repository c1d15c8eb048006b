using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Pages;

/// <summary>The weekly digest for everyone.</summary>
internal static class DigestPages
{
    /// <summary>Weeks looked back for one with something in it.</summary>
    private const int MostWeeks = 4;

    public static async Task<IResult> Show(Visit visit)
    {
        if (visit.Query("week") is { } written)
        {
            return DateOnly.TryParseExact(written, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var monday)
                && await visit.Tables.Weeks.Get(Keys.Only, Keys.Day(monday), visit.Cancel) is { Value: var week }
                ? Page(visit, week)
                : visit.NotThere();
        }

        return Page(visit, await Latest(visit));
    }

    /// <summary>The last week's that has something in it; null where none of the last four has.</summary>
    public static async Task<WeeklyDigest?> Latest(Visit visit)
    {
        var today = DateOnly.FromDateTime(visit.Now.UtcDateTime);
        var monday = today.AddDays(-7 - (((int)today.DayOfWeek + 6) % 7));
        WeeklyDigest? last = null;
        await foreach (var row in visit.Tables.Weeks.Range(Keys.Only, Keys.Day(monday.AddDays(-7 * (MostWeeks - 1))), cancel: visit.Cancel))
        {
            last = row.Value.Count > 0 ? row.Value : last;
        }

        return last;
    }

    private static IResult Page(Visit visit, WeeklyDigest? week) => visit.Page<DigestPage>(visit.T(Words.WeeklyDigest), new()
    {
        [nameof(DigestPage.Week)] = week,
    });
}
