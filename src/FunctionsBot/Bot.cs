using FunctionsBot.Classification;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;
using FunctionsBot.Facts;
using FunctionsBot.Fetching;
using FunctionsBot.Queueing;
using FunctionsBot.Scheduling;
using FunctionsBot.Site;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Watchlists;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsBot;

/// <summary>Every registration of the bot, by hand, the same for both hosts.</summary>
public static class Bot
{
    /// <summary>Registers the bot. The host brings logging, and a <see cref="TimeProvider"/> if not the system's.</summary>
    public static IServiceCollection AddBot(this IServiceCollection services, Settings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(s => Store.Choose(
            settings.StorageConnection, settings.StorageAccount, null, settings.DataFolder, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new Tables(s.GetRequiredService<Store>().Table));
        services.AddSingleton(s => new WorkQueues(s.GetRequiredService<Store>().Queue));

        services.AddSingleton(s => new Fetcher(
            FetchLimits.Default with { AllowLoopback = settings.AllowPrivateAddresses, Contact = settings.Contact },
            s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SourceReaders>();
        services.AddSingleton<Extractor>();
        services.AddSingleton<Classifier>();
        services.AddSingleton<FactFinder>();
        services.AddSingleton<StoryIndex>();
        services.AddSingleton<WatchlistMatcher>();
        services.AddSingleton<Composers>();

        services.AddSingleton<Outbox>();
        services.AddSingleton(s => Telegram(settings, s));
        services.AddSingleton(s => Email(settings, s));
        services.AddSingleton<DueSources>();
        services.AddSingleton<Pipeline>();
        return services.AddSite();
    }
}
