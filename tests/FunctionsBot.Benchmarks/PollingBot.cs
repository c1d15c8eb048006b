using System.Diagnostics;
using System.Globalization;
using System.Net;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// The bot with the registrations of its hosts and their limits of politeness, polling the feeds of a <see cref="FeedServer"/>. A cycle
/// is what the timer and the poll queue do: find and claim what is due, put it in the queue, take it out, fetch, parse, store new entries
/// and the work of reading them, store what was learned. Reading the articles is not in it: other messages do that, host by host.
/// </summary>
internal sealed class PollingBot : IDisposable
{
    /// <summary>Starts <see cref="Serve"/> in a process of its own.</summary>
    public const string Command = "poll-feeds";

    /// <summary>Messages worked on at once, as in both hosts.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Between two looks into an empty queue; the host's own longest is in <c>host.json</c>.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider services;
    private readonly LaterClock clock;
    private readonly Dictionary<string, ITable> tables = [];
    private readonly CountingQueue.Counter queues = new();

    /// <param name="settings">Which store.</param>
    /// <param name="later">How far ahead of the system its clock is.</param>
    public PollingBot(Settings settings, TimeSpan later)
    {
        clock = new LaterClock { Later = later };
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddLogging();
        collection.AddBot(settings);
        collection.Replace(ServiceDescriptor.Singleton(new Fetcher(
            FetchLimits.Default with { AllowLoopback = true }, clock, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]))));
        collection.Replace(ServiceDescriptor.Singleton(s => new Tables(name => tables[name] = s.GetRequiredService<Store>().Table(name))));
        collection.Replace(ServiceDescriptor.Singleton(s => new WorkQueues(name => new CountingQueue(s.GetRequiredService<Store>().Queue(name), queues))));
        services = collection.BuildServiceProvider();
        Pipeline.SourcePolled += _ => Polled();
    }

    /// <summary>A source was asked.</summary>
    public event Action Polled = () => { };

    /// <summary>How far ahead of the system its clock is.</summary>
    public TimeSpan Later => clock.Later;

    /// <summary>The time by its clock.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    private Pipeline Pipeline => services.GetRequiredService<Pipeline>();

    private WorkQueues Queues => services.GetRequiredService<WorkQueues>();

    /// <summary>Its tables.</summary>
    public Tables Tables => services.GetRequiredService<Tables>();

    /// <summary>Stores the sources.</summary>
    public async Task Add(int feeds, int port)
    {
        var shards = Enumerable.Range(0, feeds)
            .Select(f => new Source($"feed-{f:00000}", $"Feed {f}", FeedServer.Address(f, port), SourceKind.Feed, f % 2 == 0 ? "fr" : "en"))
            .GroupBy(s => Keys.Shard(s.Id));
        foreach (var shard in shards)
        {
            foreach (var part in shard.Chunk(ITable.BatchLimit))
            {
                await Tables.Sources.Table.Batch([.. part.Select(s => new TableWrite.Upsert(Tables.Sources.Row(shard.Key, s.Id, s)))], default);
            }
        }
    }

    /// <summary>Moves the clock on until every source is due.</summary>
    public void MakeAllDue() => clock.Later += TimeSpan.FromHours(25);

    /// <summary>Polls what is due.</summary>
    /// <returns>How many sources were.</returns>
    public async Task<int> Cycle()
    {
        var due = await Pipeline.PollDueSources(default);
        await Work(Queues.Poll, Pipeline.Poll);
        return due;
    }

    /// <summary>Claims what is due and asks for its poll, as the timer does.</summary>
    public Task<int> Claim() => Pipeline.PollDueSources(default);

    /// <summary>Messages in the queue of polls, those included that somebody is working on.</summary>
    public Task<int> Waiting() => Queues.Poll.Count(default);

    /// <summary>Works off the queue of polls until it is stopped, as an instance of the host does: one looks for messages, ever less often while there are none.</summary>
    public async Task WorkOff(int atOnce, TimeSpan lease, CancellationToken stop)
    {
        List<Task> inHand = [];
        for (var pause = ShortestPause; !stop.IsCancellationRequested;)
        {
            inHand.RemoveAll(task => task.IsCompleted);
            if (inHand.Count == atOnce)
            {
                await Task.WhenAny(inHand);
            }
            else if (await Queues.Poll.Take(atOnce - inHand.Count, lease, stop) is { Count: > 0 } taken)
            {
                inHand.AddRange(taken.Select(message => Handle(message, lease, stop)));
                pause = ShortestPause;
            }
            else
            {
                await Task.Delay(pause, clock, stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>As the host does: what fails comes back.</summary>
    private async Task Handle(WorkMessage message, TimeSpan lease, CancellationToken stop)
    {
        await using var held = new HeldMessage(Queues.Poll, message, lease, clock);
        try
        {
            await Pipeline.Poll(message.Text, stop);
            await held.Complete(stop);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            await Console.Error.WriteLineAsync($"A poll failed and is tried again: {e.Message}");
            await held.Release(TimeSpan.Zero, stop);
        }
    }

    /// <summary>Transactions since the start by table, as Azure bills them: each operation, each batch, each page of a range; and those of all queues.</summary>
    public Dictionary<string, long> Transactions()
    {
        var counts = tables.ToDictionary(t => t.Key, t => t.Value is SqliteTable embedded ? embedded.Transactions : ((AzureTable)t.Value).Transactions);
        counts["queues"] = queues.Transactions;
        return counts;
    }

    /// <summary>Makes all sources due, so many at each tick of the timer from now on.</summary>
    public async Task SpreadDue(int atEachTick)
    {
        var states = await Keys.AllShards.ToAsyncEnumerable().SelectMany(s => Tables.SourceStates.Range(s)).ToListAsync();
        for (var i = 0; i < states.Count; i++)
        {
            // Scattered over the names, as hashes scatter them.
            var tick = i * 7919L % states.Count / atEachTick;
            await Tables.SourceStates.Replace(states[i], states[i].Value with { NextPoll = clock.GetUtcNow() + (tick * Tick) }, default);
        }
    }

    /// <summary>Polls at tick after tick until so many sources were polled.</summary>
    public async Task CycleInTicks(int sources)
    {
        for (; sources > 0; clock.Later += Tick) sources -= await Cycle();
    }

    /// <summary>Drops the work of reading articles.</summary>
    public Task ForgetArticles() => Work(Queues.Process, (_, _) => Task.CompletedTask);

    /// <summary>Reads the articles that were asked for.</summary>
    public Task ReadArticles() => Work(Queues.Process, Pipeline.Process);

    /// <summary>Runs each timer once with nothing due.</summary>
    public async Task Timers()
    {
        await Pipeline.SendDueDigests(default);
        await Pipeline.Sweep(default);
        await Pipeline.PollDueSources(default);
    }

    /// <summary>Posts and delivers a message to each of so many readers.</summary>
    public async Task Deliver(int readers)
    {
        for (var reader = 0; reader < readers; reader++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"mail-{reader:00000}");
            var destination = new Destination(id, ChannelKind.Email, $"{id}@reader.example", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.None, default));
            if (await Tables.Destinations.Insert(Keys.Shard(id), id, destination, default)) await Pipeline.SendConfirmation(destination, default);
        }

        await Work(Queues.Deliver, Pipeline.Deliver);
    }

    /// <inheritdoc/>
    public void Dispose() => services.Dispose();

    /// <summary>
    /// Polls in a process of its own until the input ends: "cycle" is answered with its milliseconds, how many sources were due, and the most
    /// memory the process has held, in megabytes.
    /// </summary>
    public static async Task Serve(string folder, int port, int feeds, double hoursLater)
    {
        using var bot = new PollingBot(new Settings { DataFolder = folder, AllowPrivateAddresses = true }, TimeSpan.FromHours(hoursLater));
        await bot.Add(feeds, port);
        while (await Console.In.ReadLineAsync() == "cycle")
        {
            bot.MakeAllDue();
            var watch = Stopwatch.StartNew();
            var due = await bot.Cycle();
            watch.Stop();
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMilliseconds:F1} {due} {process.PeakWorkingSet64 / 1e6:F1}"));
        }
    }

    private static async Task Work(IWorkQueue queue, Func<string, CancellationToken, Task> work)
    {
        while (await queue.Take(AtOnce, Lease, default) is { Count: > 0 } messages)
        {
            await Task.WhenAll(messages.Select(async message =>
            {
                await work(message.Text, default);
                await queue.Complete(message, default);
            }));
        }
    }

    /// <summary>The system's clock, ahead of time.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Later;
    }
}
