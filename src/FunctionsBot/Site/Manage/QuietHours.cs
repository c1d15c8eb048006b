using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Site.Manage;

/// <summary>When a destination wants no alerts, as fields of its form.</summary>
internal static class QuietHours
{
    private const string From = "quietFrom";
    private const string Until = "quietUntil";
    private const string Working = "workdays";

    private const string Hour = "HH:mm";

    /// <summary>The fields.</summary>
    public static readonly (string Field, Text Label)[] Fields = [(From, Words.QuietFrom), (Until, Words.QuietUntil), (Working, Words.WorkingDays)];

    /// <summary>The days of the week, as most of Europe counts them.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Week = [.. Enumerable.Range(1, 7).Select(d => (DayOfWeek)(d % 7))];

    /// <summary>Every day: what stands in the form where nothing is set.</summary>
    public static readonly string AllDays = string.Join(' ', Week);

    /// <summary>Fills the fields.</summary>
    public static void Fill(Dictionary<string, string> values, AlertHours? hours)
    {
        var quiet = hours is not null && hours.QuietFrom != hours.QuietUntil;
        values[From] = quiet ? hours!.QuietFrom.ToString(Hour, CultureInfo.InvariantCulture) : "";
        values[Until] = quiet ? hours!.QuietUntil.ToString(Hour, CultureInfo.InvariantCulture) : "";
        values[Working] = hours is { Days.Count: > 0 } ? string.Join(' ', Week.Where(hours.Days.Contains)) : AllDays;
    }

    /// <summary>Reads them; null for alerts at any time. No day ticked is every day: whoever wants no alerts at all pauses the destination.</summary>
    public static AlertHours? Read(Visit visit, Draft draft, Dictionary<string, string> problems)
    {
        var (from, until) = (Time(draft[From]), Time(draft[Until]));
        if (draft[From].Length > 0 && from is null)
        {
            problems[From] = visit.T(Words.HourNeeded);
        }
        else if (draft[Until].Length > 0 && until is null)
        {
            problems[Until] = visit.T(Words.HourNeeded);
        }
        else if (from is null != until is null || (from is not null && from == until))
        {
            problems[from is null ? From : Until] = visit.T(Words.QuietBoth);
        }

        var days = Week.Where(d => draft.Has(Working, d.ToString())).ToList();
        days = days.Count == Week.Count ? [] : days;
        return from is null && days.Count == 0 ? null : new AlertHours(from ?? default, until ?? default) { Days = days };
    }

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, Hour, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
