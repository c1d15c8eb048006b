using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>When an RSS feed asks not to be read: <c>skipHours</c> (0 to 23, GMT; early versions say 24 for 0) and <c>skipDays</c>.</summary>
internal struct SkippedHours
{
    private static readonly string[] DayNames = Enum.GetNames<DayOfWeek>();
    private uint hours;
    private uint days;

    /// <summary>Takes the numbers inside <c>skipHours</c>.</summary>
    public void TakeHours(ReadOnlySpan<char> inside)
    {
        var scan = new MarkupScanner(inside);
        while (scan.NextTag())
        {
            if (scan.IsEnd || !scan.Name.Equals("hour", StringComparison.OrdinalIgnoreCase)) continue;
            if (int.TryParse(scan.Inside(default).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 24) hours |= 1u << (hour % 24);
        }
    }

    /// <summary>Takes the English names inside <c>skipDays</c>.</summary>
    public void TakeDays(ReadOnlySpan<char> inside)
    {
        var scan = new MarkupScanner(inside);
        while (scan.NextTag())
        {
            if (scan.IsEnd || !scan.Name.Equals("day", StringComparison.OrdinalIgnoreCase)) continue;
            var name = scan.Inside(default).Trim();
            for (var day = 0; day < 7; day++)
            {
                if (name.Equals(DayNames[day], StringComparison.OrdinalIgnoreCase)) days |= 1u << day;
            }
        }
    }

    /// <summary>What was taken; null where nothing was.</summary>
    public readonly QuietTimes? Taken => hours == 0 && days == 0 ? null : new(hours, days);
}
