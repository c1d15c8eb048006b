using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Calendar = Ical.Net.Calendar;

namespace FunctionsBot.Sources;

/// <summary>The events of a calendar as entries: recurring ones as each of their next dates.</summary>
internal sealed class CalendarEvents(CalendarFile file, string language, Uri address, DateTimeOffset now)
{
    /// <summary>How long an event stays listed once it is over.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(30);

    /// <summary>How far ahead the dates of a recurring event are entries; what comes once is listed however far away it is.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(120);

    private const int MostDates = 20;
    private const int MostEntries = 500;

    /// <summary>Dates found before the next ones of them are chosen.</summary>
    private const int MostRead = 1500;

    /// <summary>Steps of a rule that may meet no date: some rules never do.</summary>
    private static readonly EvaluationOptions Bounded = new() { MaxUnmatchedIncrementsLimit = 1000 };

    /// <summary>Before this day an event that takes place once is over for good, however long it lasts.</summary>
    public static DateOnly OverSince(DateTimeOffset now) => DateOnly.FromDateTime((now - Past - TimeSpan.FromDays(366)).UtcDateTime);

    /// <summary>Events that could not be read.</summary>
    public int Broken { get; private set; }

    public List<EntryDraft> Read()
    {
        List<EntryDraft> drafts = [];
        foreach (var lines in file.Events)
        {
            if (drafts.Count >= MostRead) break;
            try
            {
                var calendar = Calendar.Load($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{lines}END:VCALENDAR\r\n");
                if (calendar is not null) Take(calendar, drafts);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The library answers bad input with whatever exception its parts throw; the count is told in the listing.
                Broken++;
            }
        }

        return [.. drafts.OrderBy(d => d.Starts).Take(MostEntries)];
    }

    private void Take(Calendar calendar, List<EntryDraft> drafts)
    {
        var since = (now - Past).UtcDateTime;
        Broken += calendar.Events.Count(e => e.Start is null);
        foreach (var single in calendar.Events.Where(e => e.Start is not null))
        {
            if (single.RecurrenceIdentifier is null && (single.RecurrenceRule is not null || single.Properties.ContainsKey("RDATE")))
            {
                Recur(calendar, single, drafts);
            }
            else
            {
                var ends = End(single);
                if (Moment(ends ?? single.Start!) >= since) drafts.Add(Draft(single, single.Start!, ends, recurs: single.RecurrenceIdentifier is not null));
            }
        }
    }

    private void Recur(Calendar calendar, CalendarEvent master, List<EntryDraft> drafts)
    {
        if (master.RecurrenceRule?.Frequency is FrequencyType.Secondly or FrequencyType.Minutely or FrequencyType.Hourly)
        {
            drafts.Add(Draft(master, master.Start!, End(master), recurs: false));
            return;
        }

        var changed = calendar.Events.Select(e => e.RecurrenceIdentifier).OfType<RecurrenceIdentifier>().Select(i => Moment(i.StartTime)).ToHashSet();
        var until = now + Ahead;
        var dates = master.GetOccurrences(new CalDateTime(now.UtcDateTime, "UTC"), Bounded)
            .Take(MostDates)
            .TakeWhile(o => Moment(o.Period.StartTime) <= until);
        foreach (var date in dates)
        {
            if (!changed.Contains(Moment(date.Period.StartTime))) drafts.Add(Draft(master, date.Period.StartTime, date.Period.EffectiveEndTime, recurs: true));
        }
    }

    private static CalDateTime? End(CalendarEvent single) => single.End ?? single.Start?.Add(single.EffectiveDuration);

    private EntryDraft Draft(CalendarEvent single, CalDateTime start, CalDateTime? end, bool recurs)
    {
        var starts = Moment(start);
        var cancelled = string.Equals(single.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase);
        var link = FeedLinks.Http(address, single.Url?.OriginalString);
        var id = single.Uid is { Length: > 0 } uid ? uid : null;
        if (id is not null && recurs) id += starts.UtcDateTime.ToString("' 'yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture);
        var draft = new EntryDraft
        {
            // A cancellation is news even to those who know of the event.
            Id = id is not null && cancelled ? $"{id} cancelled" : id,
            Link = link,
            Title = FeedText.OneLine(single.Summary ?? ""),
            Published = single.Created is { } created ? Moment(created) : null,
            Modified = single.LastModified is { } modified ? Moment(modified) : null,
            Starts = starts,
            Ends = end is null ? null : Moment(end),
            Place = FeedText.OneLine(single.Location ?? "") is { Length: > 0 } place ? place : null,
            Whole = link is null,
            Categories = single.Categories is { Count: > 0 } categories ? [.. categories.Take(50)] : null,
        };
        if (single.Description is { Length: > 0 } description)
        {
            draft.Summary = FeedText.Words(description, TextKind.Unsaid);
            draft.Content = FeedText.LooksLikeMarkup(description, closedOnly: true) ? SafeMarkup.Of(description, address) : SafeMarkup.OfText(description);
        }

        EventWords.Complete(draft, language, allDay: !start.HasTime, cancelled);
        return draft;
    }

    /// <summary>A moment with the offset of its own zone; times without a zone are in the calendar's, days begin at midnight UTC.</summary>
    private DateTimeOffset Moment(CalDateTime time)
    {
        if (!time.HasTime) return new(time.Value.Year, time.Value.Month, time.Value.Day, 0, 0, 0, TimeSpan.Zero);
        try
        {
            var zoned = time.IsFloating && file.Zone is { } zone ? new CalDateTime(time.Value, zone) : time;
            if (zoned.IsFloating) return new(DateTime.SpecifyKind(time.Value, DateTimeKind.Unspecified), TimeSpan.Zero);
            var utc = new DateTimeOffset(DateTime.SpecifyKind(zoned.AsUtc, DateTimeKind.Unspecified), TimeSpan.Zero);
            return utc.ToOffset(TimeSpan.FromMinutes(Math.Clamp(Math.Round((zoned.Value - utc.DateTime).TotalMinutes), -14 * 60, 14 * 60)));
        }
        catch (ArgumentException)
        {
            // A zone that nobody knows: taken as UTC, like a date without one.
            return new(DateTime.SpecifyKind(time.Value, DateTimeKind.Unspecified), TimeSpan.Zero);
        }
    }
}
