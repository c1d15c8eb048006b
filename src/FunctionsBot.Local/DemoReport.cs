using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>What the demo shows at its end.</summary>
internal static class DemoReport
{
    /// <summary>What has to meet in a story, in the order it reads well.</summary>
    private static readonly string[] Meeting = ["openness", "ai", "policy"];

    /// <summary>Shows stories, Telegram messages and emails.</summary>
    public static async Task Show(LocalBot bot, string folder, IAnsiConsole console, CancellationToken stop)
    {
        var sent = await Sent(bot, stop);
        var now = sent.Where(s => s.Row.SentAt >= bot.Opened).ToList();
        console.WriteLine();
        await Stories(bot.Tables, bot.Clock.GetUtcNow(), console, stop);
        if (now.Count > 0)
        {
            await Telegram(bot.Tables, now, console, stop);
        }

        await Emails(bot.Tables, sent, folder, console, stop);
        console.WriteLine();
        console.MarkupLine(now.Count == 0
            ? $"[green]Nothing new: no message was sent.[/] The {sent.Count} of before are in {Markup.Escape(Path.Combine(folder, "outbox"))}."
            : $"[green]{now.Count} messages were sent[/] to {now.Select(s => s.To.Id).Distinct().Count()} destinations; they are in {Markup.Escape(Path.Combine(folder, "outbox"))}.");
        if (now.Count > 0)
        {
            console.WriteLine("Run it again: it polls again, and sends nothing twice.");
        }
    }

    private static async Task<List<(Destination To, OutboxRow Row)>> Sent(LocalBot bot, CancellationToken stop)
    {
        var sent = new List<(Destination, OutboxRow)>();
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var to in bot.Tables.Destinations.Range(shard, cancel: stop))
            {
                await foreach (var row in bot.Tables.Deliveries.Range(to.Key, cancel: stop))
                {
                    if (row.Value.State == DeliveryState.Sent)
                    {
                        sent.Add((to.Value, row.Value));
                    }
                }
            }
        }

        return sent;
    }

    private static async Task Stories(Tables tables, DateTimeOffset now, IAnsiConsole console, CancellationToken stop)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators().Title("[bold]Stories[/]").Expand();
        table.AddColumn(new TableColumn("Kind").NoWrap());
        table.AddColumn(new TableColumn("Score").RightAligned().NoWrap());
        table.AddColumn("Story, why, and who tells it");
        table.AddColumn(new TableColumn("Copies").RightAligned().NoWrap());
        foreach (var day in Keys.DaysBack(now, Demo.Morning))
        {
            await foreach (var row in tables.Stories.Range(day, cancel: stop).Where(row => row.Value.MergedInto is null))
            {
                var story = row.Value;
                table.AddRow(
                    Markup.Escape(Name(story.Kind)) + (story.History ? "\n[grey]history[/]" : ""),
                    story.Score.ToString("0.00", CultureInfo.InvariantCulture),
                    $"[bold]{Markup.Escape(story.Title)}[/]\n{Markup.Escape(Why(story))}\n[grey]{Markup.Escape(string.Join(", ", story.Members.Select(m => m.Newsroom).Distinct()))}[/]",
                    story.Copies.ToString(CultureInfo.InvariantCulture));
            }
        }

        console.Write(table);
    }

    private static string Why(Story story) => string.Join(", ", story.Evidence
        .DistinctBy(e => e.Label)
        .OrderBy(e => Array.IndexOf(Meeting, e.Label) is >= 0 and var place ? place : Meeting.Length)
        .Take(5)
        .Select(e => $"{e.Label[(e.Label.IndexOf(':', StringComparison.Ordinal) + 1)..]} “{e.Text}”"));

    private static string Name(StoryKind kind) => kind switch
    {
        StoryKind.OpenLetter => "open letter",
        StoryKind.ModelRelease => "model release",
        StoryKind.LicenceDispute => "licence dispute",
#pragma warning disable CA1308 // A word for people, not a key.
        _ => kind.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
    };

    private static async Task Telegram(Tables tables, IEnumerable<(Destination To, OutboxRow Row)> sent, IAnsiConsole console, CancellationToken stop)
    {
        foreach (var (to, row) in sent.Where(s => s.To.Channel == ChannelKind.Telegram).OrderBy(s => s.Row.SentAt))
        {
            if (await tables.Messages.Get(to.Id, row.Id, stop) is { } message)
            {
                foreach (var part in message.Value.Parts)
                {
                    console.Write(new Panel(new Text(part))
                        .Header($" Telegram → {Markup.Escape(to.Name)} ({to.Address}) ")
                        .Border(BoxBorder.Rounded)
                        .Expand());
                }
            }
        }
    }

    private static async Task Emails(Tables tables, IEnumerable<(Destination To, OutboxRow Row)> sent, string folder, IAnsiConsole console, CancellationToken stop)
    {
        var root = Path.Combine(folder, "outbox", "email");
        foreach (var (to, row) in sent.Where(s => s.To.Channel == ChannelKind.Email))
        {
            var message = await tables.Messages.Get(to.Id, row.Id, stop);
            console.MarkupLine($"[bold]Weekly email[/] → {Markup.Escape(to.Address)}: {Markup.Escape(message?.Value.Subject ?? row.Subject)}");
            foreach (var file in Directory.EnumerateFiles(root, $"*{row.Id}*", SearchOption.AllDirectories).Where(f => f.Contains(to.Id, StringComparison.Ordinal)).Order())
            {
                console.MarkupLine($"  {Markup.Escape(file)}");
            }
        }
    }
}
