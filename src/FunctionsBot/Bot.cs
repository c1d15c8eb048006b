using FunctionsBot.Chat;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;
using FunctionsBot.Fetching;
using FunctionsBot.Migrations;
using FunctionsBot.Queueing;
using FunctionsBot.Retention;
using FunctionsBot.Scheduling;
using FunctionsBot.Site;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Watchlists;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

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
        services.AddSingleton(s => new SourceReaders(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Extractor>();
        // A container cannot wait; the row is read once, at the start.
        services.AddSingleton(s => Pipeline.ClassifierInUse(s.GetRequiredService<Tables>(), CancellationToken.None).GetAwaiter().GetResult());
        services.AddSingleton<StoryIndex>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<Expiry>();
        services.AddSingleton<Matcher>();

        services.AddSingleton(new MailSender(settings.MailFrom));
        services.AddSingleton(s => Telegram(settings, s));
        services.AddSingleton(s => Email(settings, s));
        services.AddSingleton<Outbox>();
        services.AddSingleton<DueSources>();
        services.AddSingleton<Health>();
        services.AddSingleton<Pipeline>();
        services.AddSingleton(s => new SettingsCheck(settings, s.GetRequiredService<Tables>(), s.GetRequiredService<TimeProvider>(), new HttpClient { Timeout = TimeSpan.FromSeconds(15) }));
        services.AddSingleton(s => Actions(s, s.GetRequiredService<Pipeline>(), s.GetRequiredService<TimeProvider>()));
        return services.AddSite().AddChats(settings);
    }

    /// <summary>What is said and pressed in Telegram chats.</summary>
    private static IServiceCollection AddChats(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<Invitations>();
        services.AddSingleton<SeenUpdates>();
        services.AddSingleton<Conversation>();
        if (settings.TelegramToken is { } token)
        {
            services.AddSingleton(s => new Pacer(s.GetRequiredService<TimeProvider>()));
            services.AddSingleton(new TelegramApi(new TelegramSettings(token, settings.TelegramApi), new HttpClient()));
            services.AddSingleton(s => new TelegramPolling(
                s.GetRequiredService<Conversation>(),
                s.GetRequiredService<TelegramApi>(),
                s.GetRequiredService<Tables>(),
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<TelegramPolling>>()));
        }

        return services.AddHostedService<WebhookRegistration>();
    }

    private static IChannel Telegram(Settings settings, IServiceProvider services) => settings.TelegramToken is { } token
        ? new TelegramChannel(new TelegramSettings(token, settings.TelegramApi), new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, services.GetService<Pacer>())
        : Folder(ChannelKind.Telegram, settings, services);

    private static IChannel Email(Settings settings, IServiceProvider services) => settings.SmtpHost is { } host
        ? new EmailChannel(
            new SmtpSettings(host, settings.SmtpPort, settings.SmtpSecurity) { User = settings.SmtpUser, Password = settings.SmtpPassword },
            services.GetRequiredService<MailSender>(),
            services.GetRequiredService<TimeProvider>())
        : Folder(ChannelKind.Email, settings, services);

    private static OutboxFolder Folder(ChannelKind kind, Settings settings, IServiceProvider services) => new(
        kind,
        Path.Combine(settings.DataFolder, "outbox"),
        services.GetRequiredService<MailSender>(),
        services.GetRequiredService<TimeProvider>());

    private static SiteActions Actions(IServiceProvider services, Pipeline pipeline, TimeProvider clock) => new(
        pipeline.SendConfirmation,
        pipeline.Retry,
        pipeline.Replay,
        pipeline.PollNow,
        query => Query.TryParse(query, out _, out var error) ? null : new QueryProblem(error.Message, error.Position) { SentenceFr = error.MessageFr },
        pipeline.TryWatchlist,
        destination => DigestTimes.Next(destination, clock.GetUtcNow()),
        async (item, relevant, kind, by, cancel) => await pipeline.SetLabel(item, relevant, kind, by, cancel) is not null,
        pipeline.LabelsOf,
        pipeline.MergeStories,
        pipeline.MoveItems)
    {
        PreviewSource = pipeline.PreviewSource,
        CheckSettings = cancel => services.GetRequiredService<SettingsCheck>().Run(cancel),
        TakeUpdate = (update, cancel) => services.GetRequiredService<Conversation>().Take(update, cancel),
    };
}
