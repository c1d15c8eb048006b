using System.Text;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace FunctionsBot.Site.Feeds;

/// <summary>
/// Appointments as iCalendar (RFC 5545). They are days, not hours, so that no time zone is needed; the moment of the last change stands for
/// DTSTAMP (§3.8.7.2), so that the same content is the same bytes.
/// </summary>
internal static class CalendarFeed
{
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <summary>How often a calendar program should look again (RFC 7986 §5.7).</summary>
    private const string Refresh = "PT6H";

    public static byte[] Write(FeedFrame frame, FeedContent content) => Write(frame, content.Appointments);

    public static byte[] Write(FeedFrame frame, IEnumerable<Appointment> appointments)
    {
        var calendar = new Calendar { ProductId = $"-//FunctionsBot//FunctionsBot//{frame.Language.ToUpperInvariant()}", Method = "PUBLISH" };
        calendar.AddProperty("NAME", $"FunctionsBot – {frame.Title}");
        calendar.AddProperty("X-WR-CALNAME", $"FunctionsBot – {frame.Title}");
        calendar.AddProperty(new CalendarProperty("REFRESH-INTERVAL", Refresh) { Parameters = { new CalendarParameter("VALUE", "DURATION") } });
        calendar.AddProperty("X-PUBLISHED-TTL", Refresh);
        foreach (var appointment in appointments)
        {
            calendar.Events.Add(Event(appointment, frame));
        }

        return Encoding.UTF8.GetBytes(ContentLines.Fold(new CalendarSerializer().SerializeToString(calendar) ?? ""));
    }

    private static CalendarEvent Event(Appointment appointment, FeedFrame frame)
    {
        var changed = new CalDateTime(appointment.Changed.UtcDateTime, "UTC");
        var what = PlainXml.Line(appointment.Name.Length > 0 ? appointment.Name : appointment.StoryTitle);
        var story = SitePages.Story(frame.Site, appointment.StoryId);
        var happening = new CalendarEvent
        {
            Uid = $"{appointment.Uid}@functionsbot",
            DtStamp = changed,
            Created = new CalDateTime(appointment.Created.UtcDateTime, "UTC"),
            LastModified = changed,
            Sequence = appointment.Sequence,
            Status = appointment.IsCancelled ? "CANCELLED" : "CONFIRMED",
            // The end of days is the first day after them (§3.6.1).
            Start = new CalDateTime(appointment.Start),
            End = new CalDateTime((appointment.End ?? appointment.Start).AddDays(1)),
            Transparency = TransparencyType.Transparent,
            Summary = appointment.Kind == DatedKind.Deadline ? $"{Words.Of(appointment.Kind).In(frame.Language)}{(frame.Language == "fr" ? " : " : ": ")}{what}" : what,
            Description = $"{PlainXml.Line(appointment.StoryTitle)}\n{PlainXml.Line(appointment.Sentence)}\n{story.AbsoluteUri}",
            Url = story,
        };
        if (PlainXml.Line(appointment.Place ?? "") is { Length: > 0 } place)
        {
            happening.Location = place;
        }

        foreach (var property in happening.Properties.Where(p => p.Name is "SUMMARY" or "DESCRIPTION" or "LOCATION"))
        {
            property.Parameters.Set("LANGUAGE", appointment.Language);
        }

        return happening;
    }
}
