using System.Net;
using System.Text.Json;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsBot.Local.Torture;

/// <summary>What a process of a torture run is told to do.</summary>
/// <param name="Folder">Its data folder.</param>
/// <param name="Web">Port of the news site and the Bot API.</param>
/// <param name="Smtp">Port of the mail server.</param>
/// <param name="Epoch">The system's time at which its clock showed <paramref name="Start"/>.</param>
/// <param name="Start">What its clock showed then.</param>
/// <param name="Audience">How many destinations there are.</param>
internal sealed record HostOrders(string Folder, int Web, int Smtp, DateTimeOffset Epoch, DateTimeOffset Start, int Audience)
{
    /// <summary>Connection string of the store; null for SQLite in the folder.</summary>
    public string? Storage { get; init; }

    /// <summary>Hosts in this process, on one store.</summary>
    public int Hosts { get; init; } = 1;

    /// <summary>Ends when nothing is left to do, rather than when it is killed.</summary>
    public bool UntilSettled { get; init; }

    /// <summary>The write before which it kills itself; 0 for none.</summary>
    public int DieAt { get; init; }
}

/// <summary>The bot as a process that is to be killed: pipeline, queues and channels as ever, on a fast clock.</summary>
internal static class TortureHost
{
    /// <summary>A line for each write: those who kill it count them, so that it dies in the midst of work on a slow machine too.</summary>
    private const string Write = "write";

    /// <summary>How long servers may take for an answer: well under a delivery's lease, which the fast clock makes fifteen seconds long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.8);

    /// <summary>And where none of them is silent on purpose.</summary>
    private static readonly TimeSpan CalmPatience = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(5);

    /// <summary>Runs it.</summary>
    /// <param name="orders"><see cref="HostOrders"/> as JSON.</param>
    /// <param name="stop">Stops it.</param>
    public static async Task<int> Run(string orders, CancellationToken stop)
    {
        var told = JsonSerializer.Deserialize<HostOrders>(orders) ?? throw new UsageException("torture-host is started by torture only.");
        var steps = new StepCounter(told.DieAt, Die, Tick(told));
        return await Run(told, steps, stop) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Runs it in this process.</summary>
    /// <returns>Whether all was done that there was to do.</returns>
    public static async Task<bool> Run(HostOrders orders, StepCounter steps, CancellationToken stop)
    {
        var clock = new FastClock(TimeProvider.System, orders.Epoch, orders.Start);
        using var store = Store.Choose(orders.Storage, null, null, orders.Folder, clock);
        var bots = new List<LocalBot>();
        try
        {
            for (var host = 0; host < orders.Hosts; host++)
            {
                bots.Add(await Open(orders, clock, store, steps, stop));
            }

            await Audience.Fill(bots[0].Tables, orders.Audience, clock.GetUtcNow(), stop);
            return orders.UntilSettled ? await Settle(bots, clock, stop) : await Forever(bots, clock, stop);
        }
        finally
        {
            foreach (var bot in bots)
            {
                await bot.DisposeAsync();
            }
        }
    }

    private static Action Tick(HostOrders orders) => orders.UntilSettled ? () => { } : () => Console.Out.WriteLine(Write);

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    private static void Die()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }

    private static Task<LocalBot> Open(HostOrders orders, FastClock clock, Store store, StepCounter steps, CancellationToken stop)
    {
        var settings = new Settings
        {
            StorageConnection = orders.Storage,
            DataFolder = orders.Folder,
            MailFrom = "Policy monitor <news@monitor.example>",
            SiteUrl = new Uri("https://monitor.example/"),
            AllowPrivateAddresses = true,
            TelegramToken = TortureServer.Token,
        };
        var sender = new MailSender(settings.MailFrom);
        var patience = orders.UntilSettled ? CalmPatience : Patience;
        var telegram = new TelegramSettings(TortureServer.Token, new Uri($"http://127.0.0.1:{orders.Web}"));
        var smtp = new SmtpSettings("127.0.0.1", orders.Smtp, SmtpTls.None) { Timeout = patience };
        return LocalBot.Open(
            settings,
            clock,
            NullLoggerProvider.Instance,
            stop,
            new IPEndPoint(IPAddress.Loopback, orders.Web),
            services =>
            {
                services.Replace(ServiceDescriptor.Singleton(new Tables(name => steps.Count(store.Table(name)))));
                services.Replace(ServiceDescriptor.Singleton(new WorkQueues(name => steps.Count(store.Queue(name)))));
                services.Replace(ServiceDescriptor.Singleton(s => ActivatorUtilities.CreateInstance<QueueWorker>(s, LocalBot.AtOnce)));
                services.RemoveAll<IChannel>();
                services.AddSingleton<IChannel>(s => new TelegramChannel(telegram, new HttpClient { Timeout = patience }, s.GetRequiredService<Pacer>()));
                services.AddSingleton<IChannel>(new EmailChannel(smtp, sender, clock));
            });
    }

    private static async Task<bool> Forever(List<LocalBot> bots, FastClock clock, CancellationToken stop)
    {
        await Audience.Mend(bots[0].Tables, bots[0].Pipeline, stop);
        await Task.WhenAll(bots.Select(b => Host(b, clock, stop)));
        return true;
    }

    private static async Task Host(LocalBot bot, FastClock clock, CancellationToken stop)
    {
        while (true)
        {
            await bot.Pipeline.Sweep(stop);
            await bot.Pipeline.PollNow("wire", stop);
            await bot.Pipeline.SendDueDigests(stop);
            await bot.Worker.UntilIdle(stop);
            await Task.Delay(TimeSpan.FromSeconds(10), clock, stop);
        }
    }

    private static async Task<bool> Settle(List<LocalBot> bots, FastClock clock, CancellationToken stop)
    {
        string? left = null;
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < LongestSettling)
        {
            await Audience.Mend(bots[0].Tables, bots[0].Pipeline, stop);
            await bots[0].Pipeline.Sweep(stop);
            await bots[0].Pipeline.PollNow("wire", stop);
            await Task.WhenAll(bots.Select(b => b.Worker.UntilIdle(stop)));
            // After the reading, so that no story waits for the digest of another day.
            await bots[0].Pipeline.SendDueDigests(stop);
            await Task.WhenAll(bots.Select(b => b.Worker.UntilIdle(stop)));
            left = await Unsettled(bots[0].Tables, clock.GetUtcNow(), stop);
            if (left is null)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromSeconds(30), clock, stop);
        }

        Console.Error.WriteLine($"It does not come to rest: {left}");
        return false;
    }

    /// <summary>Something that is not done; null where all is. An alert that was grouped is told by its group, which has a row of its own.</summary>
    private static async Task<string?> Unsettled(Tables tables, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var queue in Work.Queues)
        {
            if (await tables.Poison.Range(queue, cancel: stop).FirstOrDefaultAsync(stop) is { } poison)
            {
                return $"{poison.Value.Message} is poison: {poison.Value.Reason}";
            }
        }

        foreach (var day in Keys.DaysBack(now, now.AddDays(-8)))
        {
            if (await tables.Pending.Range($"{Work.ProcessQueue}-{day}", cancel: stop).FirstOrDefaultAsync(stop) is { } unread)
            {
                return $"{unread.Value.Message} is not done.";
            }
        }

        foreach (var shard in Keys.AllShards)
        {
            await foreach (var destination in tables.Destinations.Range(shard, cancel: stop))
            {
                if (await tables.Deliveries.Range(destination.Key, cancel: stop).FirstOrDefaultAsync(d => d.Value.State is not (DeliveryState.Sent or DeliveryState.Grouped), stop) is { } open)
                {
                    return $"{open.Key} to {destination.Key} is {open.Value.State}: {open.Value.Reason}";
                }
            }
        }

        return null;
    }
}
