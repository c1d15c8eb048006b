using System.Globalization;
using System.Text;

namespace FunctionsBot.Sources;

/// <summary>An iCalendar file taken apart into its events, each alone, so that a broken one harms no other.</summary>
/// <param name="Events">The lines of each event, grouped where they are one event and its changed dates (same UID).</param>
/// <param name="Name">What the calendar calls itself (<c>NAME</c>, RFC 7986; <c>X-WR-CALNAME</c> before that).</param>
/// <param name="Zone">The zone of times that name none.</param>
/// <param name="Cut">There were more events than are read.</param>
internal sealed record CalendarFile(IReadOnlyList<string> Events, string? Name, string? Zone, bool Cut)
{
    private const int MostEvents = 2000;

    /// <summary>Characters of an event; descriptions with attached files can be far longer.</summary>
    private const int LongestEvent = 40_000;

    private const int LongestLine = 12_000;

    /// <summary>Takes a file apart.</summary>
    /// <param name="text">The file.</param>
    /// <param name="since">Events that took place once, before this day, are left out.</param>
    public static CalendarFile Read(ReadOnlySpan<char> text, DateOnly since)
    {
        var groups = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        var (current, uid, depth, count) = (new StringBuilder(), "", 0, 0);
        string? name = null, zone = null;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (IsMark(line, "BEGIN:VEVENT"))
            {
                current.Clear();
                (uid, depth) = ("", 1);
            }
            else if (depth > 0 && line.StartsWith("BEGIN:", StringComparison.OrdinalIgnoreCase))
            {
                depth++;
            }
            else if (depth > 1)
            {
                if (line.StartsWith("END:", StringComparison.OrdinalIgnoreCase)) depth--;
            }
            else if (IsMark(line, "END:VEVENT"))
            {
                if (depth == 1 && count++ < MostEvents) Keep(groups, uid.Length > 0 ? uid : $"#{count}", current);
                depth = 0;
            }
            else if (depth == 1 && IsKept(line) && line.Length <= LongestLine && current.Length + line.Length <= LongestEvent)
            {
                current.Append(line).Append("\r\n");
                if (line.StartsWith("UID", StringComparison.OrdinalIgnoreCase)) uid = line.ToString();
            }
            else if (depth == 0)
            {
                name ??= Value(line, "X-WR-CALNAME") ?? Value(line, "NAME");
                zone ??= Value(line, "X-WR-TIMEZONE");
            }
        }

        return new([.. groups.Values.Select(g => g.ToString()).Where(g => !IsPast(g, since))], name, zone, count > MostEvents);
    }

    /// <summary>Told by the year, month and day in DTSTART, without reading more: agendas keep years of what is over.</summary>
    private static bool IsPast(string lines, DateOnly since)
    {
        if (lines.Contains("\nRRULE", StringComparison.OrdinalIgnoreCase) || lines.Contains("\nRDATE", StringComparison.OrdinalIgnoreCase)) return false;
        var start = lines.IndexOf("\nDTSTART", StringComparison.OrdinalIgnoreCase);
        if (start < 0 || lines.IndexOf("\nDTSTART", start + 1, StringComparison.OrdinalIgnoreCase) >= 0) return false;
        var value = lines.AsSpan(start + 1);
        value = value[..value.IndexOf('\r')];
        value = value[(value.LastIndexOf(':') + 1)..];
        return value.Length >= 8 && DateOnly.TryParseExact(value[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < since;
    }

    private static void Keep(Dictionary<string, StringBuilder> groups, string uid, StringBuilder lines)
    {
        if (!groups.TryGetValue(uid, out var group)) groups[uid] = group = new();
        if (group.Length < 10 * LongestEvent) group.Append("BEGIN:VEVENT\r\n").Append(lines).Append("END:VEVENT\r\n");
    }

    /// <summary>What an entry is made of; attendees and attachments only cost time.</summary>
    private static bool IsKept(ReadOnlySpan<char> line)
    {
        var end = line.IndexOfAny(':', ';');
        if (end is <= 0 or > 20) return false;
        Span<char> upper = stackalloc char[20];
        line[..end].ToUpperInvariant(upper);
        ReadOnlySpan<char> name = upper[..end];
        return name is "UID" or "SUMMARY" or "DESCRIPTION" or "DTSTART" or "DTEND" or "DURATION" or "LOCATION" or "URL" or "STATUS" or "CREATED" or "LAST-MODIFIED" or "CATEGORIES"
            or "RRULE" or "RDATE" or "EXDATE" or "RECURRENCE-ID" or "SEQUENCE";
    }

    private static bool IsMark(ReadOnlySpan<char> line, string mark) => line.TrimEnd().Equals(mark, StringComparison.OrdinalIgnoreCase);

    private static string? Value(ReadOnlySpan<char> line, string name) =>
        line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.Length > name.Length && line[name.Length] is ':' or ';' && line.IndexOf(':') is > 0 and var colon
            ? FeedText.OneLine(line[(colon + 1)..]).Replace("\\,", ",", StringComparison.Ordinal) is { Length: > 0 and < 300 } value ? value : null
            : null;

    /// <summary>Lines unfolded: one that begins with a blank goes on the one before (RFC 5545 §3.1).</summary>
    private ref struct Lines(ReadOnlySpan<char> text)
    {
        private readonly StringBuilder unfolded = new();
        private ReadOnlySpan<char> rest = text;

        public bool Next(out ReadOnlySpan<char> line)
        {
            line = default;
            if (rest.IsEmpty) return false;
            line = Take();
            if (rest.IsEmpty || rest[0] is not (' ' or '\t')) return true;
            unfolded.Clear().Append(line);
            while (!rest.IsEmpty && rest[0] is ' ' or '\t')
            {
                var more = Take()[1..];
                if (unfolded.Length <= LongestLine) unfolded.Append(more);
            }

            line = unfolded.ToString();
            return true;
        }

        private ReadOnlySpan<char> Take()
        {
            var end = rest.IndexOf('\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            return line.TrimEnd('\r');
        }
    }
}
