using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Pages;

/// <summary>A month with what is in it.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Appointments">In order of days.</param>
public sealed record CalendarMonth(DateOnly First, IReadOnlyList<Appointment> Appointments);

/// <summary>The calendar: events and deadlines, by month.</summary>
internal static class CalendarPages
{
    /// <summary>Appointments on a page.</summary>
    private const int Most = 150;

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static async Task<IResult> Show(Visit visit)
    {
        var today = DateOnly.FromDateTime(visit.Now.UtcDateTime);
        var (from, before) = (today, (DateOnly?)null);
        if (visit.Query("month") is { } written)
        {
            if (!DateOnly.TryParseExact(written + "01", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out from) || from < Earliest || from.Year > 9998)
            {
                return visit.NotThere();
            }

            before = from.AddMonths(1);
        }

        var months = await Read(visit, from, before, Most);
        var thisMonth = new DateOnly(from.Year, from.Month, 1);
        return visit.Page<CalendarPage>(visit.T(Words.Calendar), new()
        {
            [nameof(CalendarPage.Months)] = months,
            [nameof(CalendarPage.Month)] = before is null ? null : thisMonth,
            [nameof(CalendarPage.Earlier)] = Earliest < thisMonth ? (before is null && from.Day > 1 ? thisMonth : thisMonth.AddMonths(-1)) : null,
            [nameof(CalendarPage.Later)] = before,
        });
    }

    /// <summary>What is ahead, by month of its beginning; one that several stories tell of in the same words is there once.</summary>
    public static async Task<IReadOnlyList<CalendarMonth>> Read(Visit visit, DateOnly from, DateOnly? before, int most)
    {
        List<Appointment> found = [];
        HashSet<(DatedKind, DateOnly, string)> known = [];
        // Rows stand by last day: what begins within the time but ends later is looked for as well, one that lasts longer than a year is not.
        var end = before is { } last ? Keys.Day(last.AddMonths(1)) : null;
        await foreach (var row in visit.Tables.Calendar.Range(Keys.Only, Keys.Day(from), end, visit.Cancel))
        {
            var appointment = row.Value;
            if ((before is null || appointment.Start < before) && known.Add((appointment.Kind, appointment.Start, Fold(appointment.Name))))
            {
                found.Add(appointment);
                if (found.Count >= most)
                {
                    break;
                }
            }
        }

        var first = new DateOnly(from.Year, from.Month, 1);
        return [.. found
            .OrderBy(a => a.Start).ThenBy(a => a.IsImprecise).ThenBy(a => a.Uid, StringComparer.Ordinal)
            .GroupBy(a => a.Start < first ? first : new DateOnly(a.Start.Year, a.Start.Month, 1))
            .Select(g => new CalendarMonth(g.Key, [.. g]))];
    }

    private static string Fold(string name) => string.Join(' ', Folding.Words(name).Select(w => Folding.Fold(w.In(name))));
}
