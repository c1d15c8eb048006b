using System.Globalization;
using System.Text;
using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>A story's events and deadlines as an iCalendar file. Source: https://www.rfc-editor.org/rfc/rfc5545</summary>
internal static class StoryCalendar
{
    /// <summary>Octets of a line, without its end (§3.1).</summary>
    private const int LongestLine = 75;

    private const int LongestText = 500;

    /// <summary>The file of a story's dates that are known to the day; null where there is none.</summary>
    /// <param name="story">The story.</param>
    /// <param name="language">The reader's: <c>fr</c>, else English.</param>
    /// <param name="site">The site's own address.</param>
    /// <param name="now">When it is made.</param>
    public static Attachment? Of(Story story, string language, Uri site, DateTimeOffset now)
    {
        var words = Words.In(language);
        var dates = story.Facts.Dates.Where(d => d.Kind is DatedKind.Event or DatedKind.Deadline && !d.Imprecise).DistinctBy(d => (d.Kind, d.Start, d.End, d.Name)).ToList();
        if (dates.Count == 0)
        {
            return null;
        }

        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//FunctionsBot//Stories//EN");
        for (var i = 0; i < dates.Count; i++)
        {
            Event(file, story, dates[i], string.Create(CultureInfo.InvariantCulture, $"{story.Id}-{i}@{site.Host}"), words, site, now);
        }

        Line(file, "END:VCALENDAR");
        return new Attachment($"{(dates.Count == 1 ? dates[0].Start : dates.Min(d => d.Start)):yyyy-MM-dd}.ics", "text/calendar", file.ToString());
    }

    private static void Event(StringBuilder file, Story story, DatedFact date, string id, Words words, Uri site, DateTimeOffset now)
    {
        var isDeadline = date.Kind == DatedKind.Deadline;
        var first = isDeadline ? date.End ?? date.Start : date.Start;
        var last = isDeadline ? first : date.End ?? date.Start;
        var name = Excerpt.Of(date.Name, LongestText) is { Length: > 0 } known ? known : Excerpt.Of(story.Title, LongestText);
        Line(file, "BEGIN:VEVENT");
        Line(file, $"UID:{id}");
        Line(file, $"DTSTAMP:{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        Line(file, $"DTSTART;VALUE=DATE:{first:yyyyMMdd}");
        // The end is the first day after (§3.6.1).
        Line(file, $"DTEND;VALUE=DATE:{last.AddDays(1):yyyyMMdd}");
        Line(file, $"SUMMARY:{Text(isDeadline ? words.Colon(words.Fact(FactKind.Deadline), name) : name)}");
        if (!string.IsNullOrWhiteSpace(date.Place))
        {
            Line(file, $"LOCATION:{Text(Excerpt.Of(date.Place, LongestText))}");
        }

        Line(file, $"DESCRIPTION:{Text($"{Excerpt.Of(story.Title, LongestText)}\n{Excerpt.Of(date.Sentence, LongestText)}\n{SitePages.Story(site, story.Id).AbsoluteUri}")}");
        Line(file, "TRANSP:TRANSPARENT");
        Line(file, "END:VEVENT");
    }

    private static string Text(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A line, folded after 75 octets, never within a character; a line that goes on begins with a space.</summary>
    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
