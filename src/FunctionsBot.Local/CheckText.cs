using System.Globalization;
using FunctionsBot.Domain;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>What was seen, for a person at a terminal.</summary>
internal static class CheckText
{
    private const int ShownParagraphs = 6;

    /// <summary>Shows it.</summary>
    public static void Show(Checked seen, IAnsiConsole console)
    {
        if (seen is Checked.RobotsCase or Checked.Address)
        {
            OneLine(seen, console);
            return;
        }

        console.Write(new Rule($"[bold]{Markup.Escape(seen.Input)}[/]").LeftJustified());
        if (seen.Visit is { } visit)
        {
            CheckVisitText.Show(visit, seen, console);
        }

        switch (seen)
        {
            case Checked.RobotsTxt robots:
                Robots(robots, console);
                break;
            case Checked.Unreadable bad:
                console.MarkupLine($"[red]{Markup.Escape(bad.Reason)}[/]");
                break;
            case Checked.Entries list:
                Entries(list, console);
                break;
            case Checked.Article article:
                Article(article, console);
                break;
        }

        console.WriteLine();
    }

    private static void OneLine(Checked seen, IAnsiConsole console)
    {
        var (good, word, what, why) = seen switch
        {
            Checked.Address a => (a.Verdict.Reason is null, a.Verdict.Verdict, a.Verdict.Text, a.Verdict.Reason),
            Checked.RobotsCase c => (c.Answer.Allowed, c.Answer.Verdict, $"{c.Answer.Path} to {c.Answer.Agent}", c.Answer.Rule?.ToString()),
            _ => throw new ArgumentOutOfRangeException(nameof(seen), seen.GetType().Name, "It has more than a line."),
        };
        console.MarkupLine($"{(good ? "[green]" : "[red]")}{word,-10}[/] {Markup.Escape(what)}  [grey]{Markup.Escape(why ?? "")}[/]");
    }

    private static void Robots(Checked.RobotsTxt seen, IAnsiConsole console)
    {
        console.WriteLine($"robots.txt, {seen.File.Groups.Count} groups, {seen.File.Groups.Sum(g => g.Rules.Count)} rules, {seen.File.Sitemaps.Count} sitemaps");
        foreach (var group in seen.File.Groups)
        {
            console.WriteLine($"  {string.Join(", ", group.Agents)}{(group.CrawlDelay is { } rest ? $" (a rest of {rest.TotalSeconds:0.##} s)" : "")}");
            foreach (var rule in group.Rules)
            {
                console.WriteLine($"    {rule}");
            }
        }

        foreach (var sitemap in seen.File.Sitemaps)
        {
            console.WriteLine($"  Sitemap: {sitemap}");
        }

        foreach (var answer in seen.Answers)
        {
            OneLine(new Checked.RobotsCase(seen.Input, answer, CheckFiles.NoCase), console);
        }
    }

    private static void Entries(Checked.Entries seen, IAnsiConsole console)
    {
        console.MarkupLine($"{Markup.Escape(seen.Listing.Format ?? "Listing page")}, {seen.Listing.Entries.Count} entries: [bold]{Markup.Escape(seen.Listing.Title ?? "no title")}[/]");
        foreach (var sentence in seen.Listing.Mended.Append(seen.Listing.Failure).OfType<string>())
        {
            console.MarkupLine($"[yellow]{Markup.Escape(sentence)}[/]");
        }

        foreach (var entry in seen.Listing.Entries)
        {
            console.MarkupLine($"  {Moment(entry.Published) ?? "no date         "}  [bold]{Markup.Escape(entry.Title.Length > 0 ? entry.Title : "(no title)")}[/]");
            console.MarkupLine($"                    [grey]{Markup.Escape(entry.Link.AbsoluteUri)}[/]");
        }

        if (seen.First is { } first)
        {
            console.WriteLine();
            console.WriteLine("The first of them, as it is read:");
            Show(first, console);
        }
    }

    private static void Article(Checked.Article seen, IAnsiConsole console)
    {
        var (item, verdict) = (seen.Item, seen.Verdict);
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        Row(grid, "Title", item.Title);
        Row(grid, "Published", Moment(item.Published));
        Row(grid, "Changed", Moment(item.Modified));
        Row(grid, "Author", string.Join(", ", item.Authors));
        Row(grid, "Site", item.Site);
        Row(grid, "Language", item.Language);
        Row(grid, "Page", item.PageType == PageType.Article ? null : item.PageType.ToString());
        Row(grid, "Paywall", Paywall(item.Paywall));
        Row(grid, "Copied from", item.Attribution is { } from ? $"{from.Name}{(from.Weak ? " (probably)" : "")}, it says: “{from.Evidence}”" : null);
        Row(grid, "Verdict", $"{(verdict.Relevant ? "relevant" : "not relevant")}, {verdict.Score.ToString("0.00", CultureInfo.InvariantCulture)}, {verdict.Kind}; {string.Join(", ", verdict.Topics)}");
        Row(grid, "Why", verdict.Why);
        foreach (var group in verdict.Evidence.GroupBy(e => e.Label))
        {
            Row(grid, "  " + group.Key, string.Join(" · ", group.Select(e => $"“{e.Text}”").Distinct().Take(8)));
        }

        Facts(grid, seen.Facts);
        console.Write(grid);
        var paragraphs = item.Text.Split("\n\n");
        console.WriteLine();
        foreach (var paragraph in paragraphs.Take(ShownParagraphs))
        {
            console.Write(new Padder(new Text(paragraph)).Padding(2, 0, 0, 1));
        }

        if (paragraphs.Length > ShownParagraphs)
        {
            console.MarkupLine($"  [grey]… and {paragraphs.Length - ShownParagraphs} more paragraphs; --json shows them all[/]");
        }
    }

    private static void Facts(Grid grid, ItemFacts facts)
    {
        foreach (var date in facts.Dates)
        {
            Row(grid, date.Kind.ToString(), $"{date.Start:yyyy-MM-dd}{(date.End is { } end ? $" to {end:yyyy-MM-dd}" : "")}{(date.Imprecise ? " (about)" : "")}: {date.Name}{(date.Place is { } place ? $", {place}" : "")}");
        }

        foreach (var letter in facts.Letters)
        {
            Row(grid, "Letter", $"{(letter.Published is { } day ? $"of {day:yyyy-MM-dd}: " : "")}{(letter.Title is { } title ? $"“{title}”: " : "")}{letter.Sentence}");
            Row(grid, "  asks for", string.Join(" · ", letter.Demands));
        }

        Row(grid, "Amounts", string.Join(" · ", facts.Amounts.Select(a => $"{a.Value.ToString("#,0", CultureInfo.InvariantCulture)} {a.Currency} (“{a.Text}”)")));
        Row(grid, "Counts", string.Join(" · ", facts.Counts.Select(c => $"{(c.About ? "about " : "")}{c.Value} {c.Of} (“{c.Text}”)")));
        Row(grid, "Texts", string.Join(" · ", facts.References.Select(r => r.Reference)));
        Row(grid, "Organisations", string.Join(", ", facts.Organisations));
        Row(grid, "People", string.Join(", ", facts.People));
        Row(grid, "Models", string.Join(" · ", facts.Models.Select(m => m.Claim is { } claim ? $"{m.Name} (“{claim}”)" : m.Name)));
        Row(grid, "Open?", facts.OpenModel?.Finding);
        foreach (var conflict in facts.Conflicts)
        {
            Row(grid, "Contradiction", conflict);
        }
    }

    private static void Row(Grid grid, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        }
    }

    private static string? Paywall(Paywall paywall) => paywall.Kind == PaywallKind.Free
        ? null
        : $"{paywall.Kind}{(paywall.ShareLeft is { } left ? string.Create(CultureInfo.InvariantCulture, $", {left:0.##%} left to read") : "")}: “{paywall.Evidence}”";

    private static string? Moment(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
