using System.Net;
using FunctionsBot.Fetching;
using FunctionsBot.Migrations;
using FunctionsBot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Local;

/// <summary>The bot in this process: the same registrations as in Azure, on the embedded store.</summary>
internal sealed class LocalBot : IAsyncDisposable
{
    /// <summary>Messages of one queue worked on at once.</summary>
    public const int AtOnce = 8;

    private readonly ServiceProvider services;

    private LocalBot(ServiceProvider services)
    {
        this.services = services;
        Clock = services.GetRequiredService<TimeProvider>();
        Opened = Clock.GetUtcNow();
    }

    /// <summary>Every registration.</summary>
    public IServiceProvider Services => services;

    /// <summary>When this process opened the store.</summary>
    public DateTimeOffset Opened { get; }

    /// <summary>The clock it runs on.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Its tables.</summary>
    public Tables Tables => services.GetRequiredService<Tables>();

    /// <summary>Its pipeline.</summary>
    public Pipeline Pipeline => services.GetRequiredService<Pipeline>();

    /// <summary>What works its queues off.</summary>
    public QueueWorker Worker => services.GetRequiredService<QueueWorker>();

    /// <summary>Opens the store and takes back what a process that died had claimed.</summary>
    /// <param name="settings">What is set.</param>
    /// <param name="clock">The clock to run on.</param>
    /// <param name="logging">Where the bot logs.</param>
    /// <param name="stop">Stops the opening.</param>
    /// <param name="connectTo">For the demo: the one server that is every host on the web. Messages are then worked on one by one, so that every demo shows the same.</param>
    /// <param name="change">The last word on what is registered.</param>
    /// <exception cref="StoreException">The store cannot be opened: it says why and what to do.</exception>
    public static async Task<LocalBot> Open(
        Settings settings,
        TimeProvider clock,
        ILoggerProvider logging,
        CancellationToken stop,
        IPEndPoint? connectTo = null,
        Action<IServiceCollection>? change = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(clock);
        collection.AddLogging(b => b.ClearProviders().AddProvider(logging));
        collection.AddBot(settings);
        collection.AddSingleton(s => ActivatorUtilities.CreateInstance<QueueWorker>(s, connectTo is null ? AtOnce : 1));
        if (connectTo is not null)
        {
            collection.Replace(ServiceDescriptor.Singleton(new Fetcher(
                FetchLimits.Default with { AllowLoopback = true, HostPause = TimeSpan.Zero },
                clock,
                (_, _) => Task.FromResult<IPAddress[]>([connectTo.Address]),
                connectTo.Port)));
        }

        change?.Invoke(collection);
        var bot = new LocalBot(collection.BuildServiceProvider());
        try
        {
            await bot.services.GetRequiredService<Migrator>().Run(stop);
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }

        if (settings is { StorageConnection: null, StorageAccount: null })
        {
            // The embedded store is held by this process alone, so whatever is still claimed was claimed by one that is dead.
            await bot.Pipeline.TakeBackDeliveries(stop);
        }

        return bot;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
