using FunctionsBot.Domain;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Attachment = FunctionsBot.Domain.Attachment;

namespace FunctionsBot.Digests;

/// <summary>The dates ahead of a digest as one iCalendar file (RFC 5545), to be taken over with one click.</summary>
internal static class DigestCalendar
{
    /// <summary>More than anybody keeps; the file stays far smaller than the mail.</summary>
    private const int MostEvents = 40;

    private const int LongestText = 300;

    /// <summary>Null where no date is known to the day.</summary>
    public static Attachment? Of(DigestPlan plan)
    {
        var dates = plan.Dates.Where(d => !d.Fact.Imprecise).Take(MostEvents).ToList();
        if (dates.Count == 0)
        {
            return null;
        }

        var calendar = new Ical.Net.Calendar { ProductId = "-//FunctionsBot//Digest//EN" };
        foreach (var date in dates)
        {
            calendar.Events.Add(Event(date, plan));
        }

        return new Attachment(plan.Words.Language == "fr" ? "dates-a-venir.ics" : "coming-up.ics", "text/calendar", new CalendarSerializer().SerializeToString(calendar) ?? "");
    }

    private static CalendarEvent Event(AgendaEntry entry, DigestPlan plan)
    {
        var (fact, site) = (entry.Fact, plan.Input.SiteUrl);
        var isDeadline = fact.Kind == DatedKind.Deadline;
        var last = fact.End ?? fact.Start;
        var name = Excerpt.Of(fact.Name, LongestText) is { Length: > 0 } known ? Excerpt.Capital(known) : entry.Lines.Title;
        return new CalendarEvent
        {
            // The same in every digest, so that a calendar knows it again.
            Uid = $"{entry.Story.Id}-{fact.Kind}-{fact.Start:yyyyMMdd}@{site.Host}",
            DtStamp = new CalDateTime(plan.Input.To.UtcDateTime, "UTC"),
            Summary = isDeadline ? plan.Words.Colon(plan.Words.Fact(FactKind.Deadline), name) : name,
            Description = $"{entry.Lines.Title}\n{Excerpt.Of(fact.Sentence, LongestText)}\n{SitePages.Story(site, entry.Story.Id).AbsoluteUri}",
            Location = string.IsNullOrWhiteSpace(fact.Place) ? null : Excerpt.Of(fact.Place, LongestText),
            Start = new CalDateTime(isDeadline ? last : fact.Start),
            // The end is the first day after (§3.6.1).
            End = new CalDateTime(last.AddDays(1)),
            Transparency = "TRANSPARENT",
        };
    }
}
