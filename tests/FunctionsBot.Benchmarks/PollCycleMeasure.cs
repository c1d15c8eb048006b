using System.Globalization;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// A poll cycle over thousands of feeds, a tenth of them with one new entry, against <c>newsboat -x reload</c> on the same feeds of the same
/// server, in turns. The server and the bot are processes of their own; all keep their files where files are kept in memory, so that it is
/// programs that are compared, not how often they wait for a disk.
/// </summary>
internal static class PollCycleMeasure
{
    private const int Rounds = 3;
    private const int MoreThreads = 8;

    private static readonly int[] Sizes = [500, 1000, 2000, 5000, 10_000];

    /// <summary>Measures with so many feeds, then how cost grows with their number.</summary>
    public static void Run(int feeds)
    {
        // Of each ten one has something new.
        feeds = Math.Max(10, feeds - (feeds % 10));
        var folder = Directory.CreateTempSubdirectory("functionsbot-cycle-").FullName;
        if (Directory.Exists("/dev/shm"))
        {
            Directory.Delete(folder);
            folder = Directory.CreateDirectory(Path.Combine("/dev/shm", Path.GetFileName(folder))).FullName;
        }

        try
        {
            Print($"{feeds} feeds on loopback, each a host of its own, a tenth with one new entry; files in {Path.GetDirectoryName(folder)}; {Environment.ProcessorCount} processors");
            Print($"A cycle: due sources found and claimed, queue, fetch, parse, new entries and the work of reading them stored, states stored.");
            Compare(feeds, folder);
            Grow(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(int feeds, string folder)
    {
        using var server = Child.Start(FeedServer.Command, Text(feeds));
        var port = int.Parse(server.Read(), CultureInfo.InvariantCulture);
        using var bot = Bot(Path.Combine(folder, "bot"), port, feeds, 0);
        bot.Ask("cycle");
        var (running, started) = (new List<double>(), new List<double>());
        var peak = StartedCycle(Path.Combine(folder, "started"), port, feeds, 0).Peak;
        server.Ask("counts");
        List<(Newsboat Program, List<double> Seconds)> peers =
            [.. (Newsboat.IsInstalled ? new[] { 1, MoreThreads } : []).Select(t => (new Newsboat(Path.Combine(folder, $"newsboat-{t}"), t, Addresses(feeds, port)), new List<double>()))];
        if (peers is [var (one, _), ..]) Prime(one, server, feeds);
        foreach (var (other, _) in peers.Skip(1)) other.TakeCacheOf(peers[0].Program);
        if (peers.Count == 0) Print($"newsboat is not installed (Debian package newsboat): only the bot is measured.");

        for (var round = 1; round <= Rounds; round++)
        {
            server.Ask("advance");
            var cycle = Parse(bot.Ask("cycle"));
            running.Add(cycle.Seconds);
            Check(server, feeds, "the bot");
            var fresh = StartedCycle(Path.Combine(folder, "started"), port, feeds, 25 * round);
            started.Add(fresh.Seconds);
            peak = Math.Max(peak, Math.Max(cycle.Peak, fresh.Peak));
            Check(server, feeds, "the bot, just started");
            Print($"round {round}: the bot {cycle.Seconds:F2} s, from its start {fresh.Seconds:F2} s");
            foreach (var (peer, seconds) in peers)
            {
                seconds.Add(peer.Reload().TotalSeconds);
                Check(server, feeds, peer.Name);
                Print($"round {round}: {peer.Name} {seconds[^1]:F2} s");
            }
        }

        Report("the bot, running", running);
        Report("the bot, from start of process to end", started);
        foreach (var (peer, seconds) in peers)
        {
            Report(peer.Name, seconds);
            Print($"  ratio to the bot running {Median(seconds) / Median(running),8:F1} x, and from its start {Median(seconds) / Median(started):F1} x");
        }

        Print($"the bot's peak memory, its first cycle over {feeds} whole feeds included: {peak:F0} MB");
    }

    /// <summary>Newsboat sends the validators it was given only from its third reload on: the first two are not measured.</summary>
    private static void Prime(Newsboat peer, Child server, int feeds)
    {
        for (var reload = 0; reload < 3; reload++)
        {
            peer.Reload();
            if (Counts(server.Ask("counts")).Unchanged == feeds) return;
        }

        throw new IOException($"{peer.Name} does not ask conditionally even after three reloads: it cannot be compared.");
    }

    /// <summary>All must have asked for everything, and have been spared what they knew.</summary>
    private static void Check(Child server, int feeds, string who)
    {
        var (whole, unchanged) = Counts(server.Ask("counts"));
        if ((whole, unchanged) != (feeds / 10, feeds - (feeds / 10))) throw new IOException($"{who} got {whole} whole feeds and {unchanged} answers \"not modified\": this is no fair measure.");
    }

    /// <summary>How cost grows: each size with a server and a bot of its own.</summary>
    private static void Grow(string folder)
    {
        Print($"\n{"feeds",8} {"first cycle",12} {"cycle",10} {"all cycles",20} {"a feed",10} {"peak memory",12}");
        List<(double Feeds, double Seconds)> points = [];
        foreach (var feeds in Sizes)
        {
            using var server = Child.Start(FeedServer.Command, Text(feeds));
            var port = int.Parse(server.Read(), CultureInfo.InvariantCulture);
            using var bot = Bot(Path.Combine(folder, $"grow-{feeds}"), port, feeds, 0);
            var first = Parse(bot.Ask("cycle"));
            List<(double Seconds, double Peak)> cycles = [];
            for (var round = 0; round < 5; round++)
            {
                server.Ask("advance");
                cycles.Add(Parse(bot.Ask("cycle")));
                Check(server, feeds, "the bot");
            }

            var seconds = cycles.ConvertAll(c => c.Seconds);
            points.Add((feeds, Median(seconds)));
            Print($"{feeds,8} {first.Seconds,10:F1} s {Median(seconds),8:F2} s {$"{seconds.Min():F2} to {seconds.Max():F2}",18} s {Median(seconds) / feeds * 1e3,7:F2} ms {cycles.Max(c => c.Peak),9:F0} MB");
        }

        Print($"cost grows as the number of feeds to the power of {Slope(points):F2} (1 is linear)");
    }

    /// <summary>The slope of the line through the points' logarithms, by least squares.</summary>
    private static double Slope(List<(double X, double Y)> points)
    {
        var logs = points.ConvertAll(p => (X: Math.Log(p.X), Y: Math.Log(p.Y)));
        var (x, y) = (logs.Average(p => p.X), logs.Average(p => p.Y));
        return logs.Sum(p => (p.X - x) * (p.Y - y)) / logs.Sum(p => (p.X - x) * (p.X - x));
    }

    private static Child Bot(string folder, int port, int feeds, int hoursLater) => Child.Start(PollingBot.Command, folder, Text(port), Text(feeds), Text(hoursLater));

    /// <summary>A cycle by a process that is started for it, as newsboat is.</summary>
    private static (double Seconds, double Peak) StartedCycle(string folder, int port, int feeds, int hoursLater)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        double peak;
        using (var bot = Bot(folder, port, feeds, hoursLater)) peak = Parse(bot.Ask("cycle")).Peak;
        return (watch.Elapsed.TotalSeconds, peak);
    }

    private static IEnumerable<Uri> Addresses(int feeds, int port) => Enumerable.Range(0, feeds).Select(f => FeedServer.Address(f, port));

    private static (double Seconds, double Peak) Parse(string answer)
    {
        var numbers = answer.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        return (numbers[0] / 1000, numbers[2]);
    }

    private static (int Whole, int Unchanged) Counts(string answer) =>
        answer.Split(' ') is [var whole, var unchanged] ? (int.Parse(whole, CultureInfo.InvariantCulture), int.Parse(unchanged, CultureInfo.InvariantCulture)) : default;

    private static void Report(string name, List<double> seconds) =>
        Print($"{name,-40} {Median(seconds),8:F2} s ({seconds.Min():F2} to {seconds.Max():F2})");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
