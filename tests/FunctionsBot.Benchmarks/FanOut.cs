using System.Diagnostics;
using System.Globalization;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// Thousands of sources, several worker processes on one Azurite. In the first cycle everything is new, and half of the processes are killed
/// when a third of the feeds has been asked; in the second nothing is new and nobody is killed. Counted are the requests that each feed saw.
/// </summary>
internal static class FanOut
{
    /// <summary>Starts <see cref="Serve"/> in a process of its own.</summary>
    public const string Command = "fan-out-worker";

    /// <summary>How long a message taken is hidden, renewed while it is worked on; so long after a kill its sources are asked again.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    private const int AtOnce = 8;
    private const int Entries = 2;

    /// <returns>0 where every feed was asked in each cycle and nothing is missing.</returns>
    public static async Task<int> Run(int sources, int processes)
    {
        using var azurite = new AzuriteServer();
        var connection = await azurite.NewAccount();
        var folder = Directory.CreateTempSubdirectory("functionsbot-fan-out-");
        using var server = Child.Start(FeedServer.Command, Text(sources), Text(Entries));
        var port = int.Parse(server.Read(), CultureInfo.InvariantCulture);
        using var bot = new PollingBot(new Settings { StorageConnection = connection, DataFolder = folder.FullName, AllowPrivateAddresses = true }, TimeSpan.Zero);
        await bot.Add(sources, port);
        Print($"{sources} sources, {processes} processes, {Environment.ProcessorCount} processors for these, the feeds' server and Azurite together");

        var good = await Cycle("everything new, half of the processes killed", bot, server, connection, port, sources, processes, processes / 2);
        var entries = await bot.Tables.Entries.Table.Scan().CountAsync();
        Print($"entries stored: {entries} of {sources * Entries}");
        bot.MakeAllDue();
        good &= await Cycle("nothing new, nobody killed", bot, server, connection, port, sources, processes, 0);
        folder.Delete(recursive: true);
        return good && entries == sources * Entries ? 0 : 1;
    }

    private static async Task<bool> Cycle(
        string what, PollingBot bot, Child server, string connection, int port, int sources, int processes, int killed)
    {
        server.Ask("asked");
        var due = await bot.Claim();
        var workers = Enumerable.Range(0, processes).Select(_ => Child.Start(Command, connection, Text(port), bot.Later.TotalHours.ToString(CultureInfo.InvariantCulture))).ToList();
        var watch = Stopwatch.StartNew();
        workers.ForEach(w => w.Ask("begin"));
        while (killed > 0 && Asked(server) < sources / 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        if (killed > 0)
        {
            Print($"  killed after {watch.Elapsed.TotalSeconds:F1} s, when {Asked(server)} feeds had been asked");
        }

        foreach (var worker in workers.Take(killed))
        {
            worker.Kill();
        }

        // Taken messages count too until they are done.
        while (await bot.Waiting() > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var counts = server.Ask("asked").Split(' ').Select(c => int.Parse(c, CultureInfo.InvariantCulture)).ToList();
        var processor = string.Join(", ", workers.Skip(killed).Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Ask("polled")} sources in {w.Processor.TotalSeconds:F1} s")));
        var states = await Keys.AllShards.ToAsyncEnumerable().SelectMany(s => bot.Tables.SourceStates.Range(s)).CountAsync(s => s.Value.LastPolled >= bot.Now - watch.Elapsed - Lease);
        workers.ForEach(w => w.Dispose());
        Print($"\n{what}: {due} due, {seconds:F1} s, {sources / seconds:F0} sources a second in all");
        Print($"  feeds never asked {counts[0]}, once {counts[1]}, twice {counts[2]}, more often {counts[3]}; states saved {states}");
        Print($"  processor time of the processes that lived: {processor}; of the feeds' server so far {server.Processor.TotalSeconds:F1} s, of Azurite so far {Azurite():F1} s");
        return counts[0] == 0 && counts[3] == 0 && states == sources && (killed > 0 || counts[2] == 0);
    }

    /// <summary>Works off the queue of polls in a process of its own: "begin" starts it, "polled" is answered with how many sources it has asked.</summary>
    public static async Task Serve(string connection, int port, double hoursLater)
    {
        _ = port;
        using var bot = new PollingBot(new Settings { StorageConnection = connection, AllowPrivateAddresses = true }, TimeSpan.FromHours(hoursLater));
        using var stop = new CancellationTokenSource();
        var polled = 0;
        bot.Polled += () => Interlocked.Increment(ref polled);
        var working = Task.CompletedTask;
        while (await Console.In.ReadLineAsync() is { } line)
        {
            working = line == "begin" ? Task.Run(() => bot.WorkOff(AtOnce, Lease, stop.Token)) : working;
            Console.WriteLine(polled);
        }

        await stop.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static int Asked(Child server) => int.Parse(server.Ask("so-far"), CultureInfo.InvariantCulture);

    /// <summary>Seconds of processor time of the node processes that this process has started (Linux).</summary>
    private static double Azurite() => Process.GetProcessesByName("node").Where(p => Parent(p.Id) == Environment.ProcessId).Sum(p => p.TotalProcessorTime.TotalSeconds);

    private static int Parent(int process)
    {
        var stat = $"/proc/{process}/stat";
        return File.Exists(stat) && File.ReadAllText(stat) is var text ? int.Parse(text[(text.LastIndexOf(')') + 1)..].Split(' ')[2], CultureInfo.InvariantCulture) : 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
