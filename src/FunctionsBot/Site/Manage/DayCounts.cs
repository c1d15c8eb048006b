using System.Globalization;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Site.Manage;

/// <summary>Days in numbers. A day that is over is counted once, and then its numbers are read.</summary>
internal static class DayCounts
{
    /// <summary>The documents that hold them, a row for each day.</summary>
    public const string Partition = "day-totals";

    /// <summary>A message may end its last try, and be counted, this long after midnight; until then yesterday is counted anew.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(2);

    /// <summary>The last days up to this one, the oldest first.</summary>
    public static async Task<IReadOnlyList<DayTotals>> Last(Visit visit, int days)
    {
        var today = DateOnly.FromDateTime(visit.Now.UtcDateTime);
        var counted = await visit.Tables.Documents.Range(Partition, Key(today.AddDays(1 - days)), Key(today), visit.Cancel)
            .Select(row => JsonSerializer.Deserialize<DayTotals>(row.Json, StoredJson.Options)!)
            .ToDictionaryAsync(t => t.Day, cancellationToken: visit.Cancel);
        var all = new List<DayTotals>();
        for (var day = today.AddDays(1 - days); day <= today; day = day.AddDays(1))
        {
            all.Add(counted.GetValueOrDefault(day) ?? await Count(visit, day));
        }

        return all;
    }

    private static async Task<DayTotals> Count(Visit visit, DateOnly day)
    {
        var totals = await visit.Tables.Days.Range(Key(day), cancel: visit.Cancel).AggregateAsync(new DayTotals(day), (t, line) => t.With(line.Value), visit.Cancel);
        if (new DateTimeOffset(day.AddDays(1), default, TimeSpan.Zero) + Late < visit.Now)
        {
            await visit.Tables.Documents.Upsert(new TableRow(Partition, Key(day), JsonSerializer.Serialize(totals, StoredJson.Options)), visit.Cancel);
        }

        return totals;
    }

    private static string Key(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
