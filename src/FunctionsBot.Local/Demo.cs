using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>The whole pipeline over the bundled news site, into a store and an outbox of its own.</summary>
internal static class Demo
{
    /// <summary>The morning the bundled news is of: Tuesday 17 March 2026, 09:00 in Paris.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 3, 17, 9, 0, 0, TimeSpan.FromHours(1));

    /// <summary>Runs it.</summary>
    /// <param name="folder">Where store and outbox are; a second run over the same folder finds nothing new.</param>
    /// <param name="console">Where progress and results are shown.</param>
    /// <param name="stop">Stops it; the next run goes on where it stopped.</param>
    public static async Task<int> Run(string folder, IAnsiConsole console, CancellationToken stop)
    {
        await using var server = await DemoServer.Start(stop);
        var settings = new Settings { DataFolder = folder, AllowPrivateAddresses = true };
        var clock = ShiftedClock.StartedAt(Morning, folder);
        await using var bot = await LocalBot.Open(settings, clock, new PlainLog(console), stop, connectTo: server.EndPoint);
        await Begin(bot.Tables, stop);

        console.Write(new Rule("[bold]FunctionsBot demo[/]: Tuesday 17 March 2026, nine o'clock in Paris").LeftJustified());
        await Poll(bot, console, stop);
        console.MarkupLine("[bold]Composing the digests that are due[/]");
        await bot.Pipeline.SendDueDigests(stop);
        await bot.Worker.UntilIdle(stop);

        await DemoReport.Show(bot, folder, console, stop);
        return ExitCode.Done;
    }

    /// <summary>All sources, due or not: somebody is watching and wants to see it happen.</summary>
    private static async Task Poll(LocalBot bot, IAnsiConsole console, CancellationToken stop)
    {
        console.MarkupLine($"[bold]Polling {Starter.DemoSources.Count} sources, reading what is new, telling those who follow[/]");
        foreach (var source in Starter.DemoSources)
        {
            await bot.Pipeline.PollNow(source.Id, stop);
        }

        await bot.Worker.UntilIdle(stop);
    }

    /// <summary>Fills a new store with the demo's sources, the starter watchlists, and an audience.</summary>
    public static async Task Begin(Tables tables, CancellationToken stop)
    {
        await Starter.Fill(tables, Starter.DemoSources, stop);
        foreach (var (destination, follows) in Audience())
        {
            await tables.Destinations.Insert(Keys.Shard(destination.Id), destination.Id, destination, stop);
            foreach (var (watchlist, cadence) in follows)
            {
                await tables.Follows.Set(new Follow(watchlist, destination.Id, cadence), stop);
            }
        }
    }

    private static IEnumerable<(Destination Destination, (string Watchlist, Cadence Cadence)[] Follows)> Audience()
    {
        var daily = new DigestSchedule(DigestRhythm.Daily, new TimeOnly(9, 0));
        var weekly = new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(9, 0), DayOfWeek.Tuesday);
        var none = new DigestSchedule(DigestRhythm.None, new TimeOnly(9, 0));
        yield return (
            New("chat-equipe-numerique", ChannelKind.Telegram, "-1001000000001", "fr", daily) with { Name = "Équipe numérique" },
            [("open-letters", Cadence.Immediate), ("summits-and-events", Cadence.Immediate), ("consultations-and-deadlines", Cadence.Immediate), ("everything", Cadence.Digest)]);
        yield return (
            New("chat-policy-desk", ChannelKind.Telegram, "-1001000000002", "en", daily) with { Name = "Policy desk" },
            [("ai-act-and-open-source", Cadence.Immediate), ("licences-and-open-washing", Cadence.Immediate), ("everything", Cadence.Digest)]);
        yield return (
            New("chat-admins", ChannelKind.Telegram, "-1001000000003", "en", none) with { Name = "Admins", ForAdmins = true },
            []);
        yield return (
            New("mail-camille", ChannelKind.Email, "camille@ministere.example", "fr", weekly),
            [("everything", Cadence.Digest)]);
        yield return (
            New("mail-alex", ChannelKind.Email, "alex@foundation.example", "en", weekly),
            [("funding-and-current-ai", Cadence.Digest), ("procurement-and-sovereignty", Cadence.Digest), ("open-letters", Cadence.Digest)]);
    }

    private static Destination New(string id, ChannelKind channel, string address, string language, DigestSchedule schedule) =>
        new(id, channel, address, language, "Europe/Paris", schedule)
        {
            Created = Morning.AddDays(-7),
            NextDigest = schedule.Rhythm == DigestRhythm.None ? null : Morning,
        };
}
