using System.Globalization;
using FunctionsBot.Domain;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>What asking an address came to, for a person at a terminal.</summary>
internal static class CheckVisitText
{
    /// <summary>Shows it.</summary>
    public static void Show(Visit visit, Checked seen, IAnsiConsole console)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        Row(grid, "Address", visit.Address.Reason is { } refused ? $"refused: {refused}" : "allowed");
        Row(grid, "robots.txt", Robots(visit));
        Row(grid, "Sitemaps", string.Join(" · ", visit.Sitemaps.Take(5)));
        Row(grid, "Kind", Kind(seen));
        if (visit.Page is { } page)
        {
            Row(grid, "Came as", $"{page.MediaType ?? "no media type"}{(page.Charset is { } charset ? $", {charset}" : "")}, {page.Body.Length / 1024.0:0.#} KB");
            Row(grid, "Redirected", page.Address.AbsoluteUri == visit.Address.Text ? null : page.Address.AbsoluteUri);
            Row(grid, "Moved", page.MovedTo is { } moved ? $"for good, to {moved.AbsoluteUri}" : null);
            Row(grid, "Validators", (page.ETag, page.LastModified) is (null, null) ? "none: it is read whole every time" : string.Join(" · ", new[] { page.ETag, page.LastModified }.OfType<string>()));
            Row(grid, "Hints", Hints(page, seen));
        }

        Row(grid, "Retry after", visit.Failed?.RetryAfter is { } wait ? Words(wait) : null);
        Row(grid, "Next poll", visit.NextPoll is { } next ? string.Create(CultureInfo.InvariantCulture, $"{next:yyyy-MM-dd HH:mm} UTC, were it a source polled now for the first time") : null);
        Row(grid, "Feeds", string.Join(" · ", visit.Feeds.Select(f => f.AbsoluteUri)));
        console.Write(grid);
        console.WriteLine();
    }

    private static string? Robots(Visit visit) => visit switch
    {
        { RobotsUnreachable: true } => "could not be had: pages are left alone until it can",
        { Robots: { } answer } => $"{answer.Verdict}{(answer.Rule is { } rule ? $" (\"{rule}\")" : ": no rule speaks of it")}{(answer.CrawlDelay is { } rest ? $", with a rest of {Words(rest)} between requests" : "")}",
        _ => null,
    };

    private static string Kind(Checked seen) => seen switch
    {
        Checked.Entries { Listing.Format: "HTML" } => "a page that lists articles",
        Checked.Entries { Listing.Format: { } format } => format.Contains("itemap", StringComparison.Ordinal) || format == "iCalendar" ? format : $"a feed ({format})",
        Checked.Article => "an article",
        _ => "nothing that can be read",
    };

    private static string? Hints(FetchResult.Fetched page, Checked seen)
    {
        var server = page.FreshFor is { } fresh ? $"the server asks for {Words(fresh)} between polls (Cache-Control or Expires)" : null;
        var listing = (seen as Checked.Entries)?.Listing;
        var feed = listing?.StandingPause is { } pause ? $"the feed asks for {Words(pause)} (ttl or sy:update…)" : null;
        var quiet = listing?.Quiet is { } times ? $"the feed asks not to be read{Skipped(times)}" : null;
        return string.Join("; ", new[] { server, feed, quiet }.OfType<string>()) is { Length: > 0 } hints ? hints : null;
    }

    private static string Skipped(QuietTimes times)
    {
        var hours = Enumerable.Range(0, 24).Where(h => (times.Hours >> h & 1) == 1).Select(h => h.ToString(CultureInfo.InvariantCulture)).ToList();
        var days = Enum.GetValues<DayOfWeek>().Where(d => (times.Days >> (int)d & 1) == 1).Select(d => d.ToString()).ToList();
        return (hours.Count > 0 ? $" in the hours {string.Join(", ", hours)} UTC (skipHours)" : "") + (days.Count > 0 ? $" on {string.Join(", ", days)} (skipDays)" : "");
    }

    private static string Words(TimeSpan time) => time.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h")
        : time.TotalMinutes >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private static void Row(Grid grid, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        }
    }
}
