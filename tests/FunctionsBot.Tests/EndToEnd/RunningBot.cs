using System.Net;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Local;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Loopback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>The whole bot in this process, with a Bot API and an SMTP server on loopback and a clock that tests set.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly TestFolder folder = new();

    private RunningBot(ImpatientClock clock, BotApiServer telegram, SmtpServer mail)
    {
        Clock = clock;
        Telegram = telegram;
        Mail = mail;
    }

    public ImpatientClock Clock { get; }

    public BotApiServer Telegram { get; }

    public SmtpServer Mail { get; }

    public ScriptedWebServer Web { get; } = new();

    public LocalBot Bot { get; private set; } = null!;

    public Tables Tables => Bot.Tables;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="storage">An Azure connection string; null for SQLite in a folder of its own.</param>
    /// <param name="site">The server that is every host on the web; null for the scripted one.</param>
    /// <param name="telegramApi">The Bot API; null for the scripted one.</param>
    /// <param name="paced">Messages keep to Telegram's limits; false where a queue of a real server would make the test wait in earnest.</param>
    /// <param name="smtpPort">Where mail goes; null for the scripted server.</param>
    /// <param name="tables">Tables of the test's own; null for those of the storage.</param>
    public static async Task<RunningBot> Start(
        string? storage = null, IPEndPoint? site = null, Uri? telegramApi = null, bool paced = true, int? smtpPort = null, Tables? tables = null)
    {
        var running = new RunningBot(new ImpatientClock(Demo.Morning), await BotApiServer.Start(), SmtpServer.Start());
        var settings = new Settings
        {
            StorageConnection = storage,
            DataFolder = running.folder.Path,
            TelegramToken = BotApiServer.Token,
            TelegramWebhookSecret = "a-secret-of-some-length",
            TelegramApi = telegramApi ?? running.Telegram.Address,
            SmtpHost = "127.0.0.1",
            SmtpPort = smtpPort ?? running.Mail.Port,
            MailFrom = "Policy monitor <news@monitor.example>",
            SiteUrl = new Uri("https://monitor.example/"),
            AllowPrivateAddresses = true,
        };
        running.Bot = await LocalBot.Open(
            settings,
            running.Clock,
            NullLoggerProvider.Instance,
            Cancel,
            site ?? new IPEndPoint(IPAddress.Loopback, running.Web.Port),
            services =>
            {
                if (!paced)
                {
                    services.RemoveAll<Pacer>();
                }

                if (tables is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(tables));
                }
            });
        return running;
    }

    /// <summary>Opens one of the bot's own queues.</summary>
    public IWorkQueue Queue(string name) => Bot.Services.GetRequiredService<Store>().Queue(name);

    /// <summary>Works all off that there is to do, and what has to wait for seconds only.</summary>
    public async Task Work()
    {
        await Bot.Worker.UntilIdle(Cancel);
        for (var second = 0; second < 12 && await Queue(FunctionsBot.Queueing.Work.DeliverQueue).Count(Cancel) > 0; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Bot.Worker.UntilIdle(Cancel);
        }
    }

    public async Task Poll(string sourceId)
    {
        await Bot.Pipeline.PollNow(sourceId, Cancel);
        await Work();
    }

    public Task Add(Source source) => Tables.Sources.Upsert(Keys.Shard(source.Id), source.Id, source, Cancel);

    public Task Add(Watchlist watchlist) => Tables.Watchlists.Upsert(Keys.Only, watchlist.Id, watchlist, Cancel);

    public async Task Add(Destination destination, params Follow[] follows)
    {
        await Tables.Destinations.Upsert(Keys.Shard(destination.Id), destination.Id, destination, Cancel);
        foreach (var follow in follows)
        {
            await Tables.Follows.Set(follow, Cancel);
        }
    }

    /// <summary>A chat that is alerted of everything relevant.</summary>
    public async Task<Destination> AddChat(string id, string address, bool forAdmins = false)
    {
        await Add(new Watchlist("everything", "Everything", ""));
        var chat = new Destination(id, ChannelKind.Telegram, address, "en", "Europe/Paris", new DigestSchedule(DigestRhythm.None, new TimeOnly(9, 0)))
        {
            Name = id,
            ForAdmins = forAdmins,
            Created = Clock.GetUtcNow(),
        };
        await Add(chat, forAdmins ? [] : [new Follow("everything", id, Cadence.Immediate)]);
        return chat;
    }

    /// <summary>A source of one feed with one fresh and relevant article; both are on the scripted web server.</summary>
    public async Task<Source> AddSource(string title = "Brussels opens a consultation on open-source AI models in public services")
    {
        var source = new Source("wire", "Wire", new Uri("http://wire.example/feed.xml"), SourceKind.Feed, "en");
        Web.On("/feed.xml", 200, Feed(title), "Content-Type: application/rss+xml");
        Web.On("/robots.txt", 404, "");
        Web.On("/article", 200, Article(title), "Content-Type: text/html; charset=utf-8");
        await Add(source);
        return source;
    }

    public string Feed(string title) => $"""
        <rss version="2.0"><channel><title>Wire</title><link>http://wire.example/</link><item><title>{WebUtility.HtmlEncode(title)}</title>
        <link>http://wire.example/article</link><guid>1</guid><pubDate>{Clock.GetUtcNow().AddHours(-1):R}</pubDate></item></channel></rss>
        """;

    public static string Article(string title) => $"""
        <!doctype html><html lang="en"><head><title>{WebUtility.HtmlEncode(title)}</title></head><body><article><h1>{WebUtility.HtmlEncode(title)}</h1>
        <p>The European Commission asked on Monday how ministries should choose open-source AI models, and which licences public buyers may accept.</p>
        <p>Open weights alone will not do, the draft regulation says: administrations must be able to inspect the training data of any AI model they run.</p>
        <p>Associations and companies can answer the public consultation until 30 April 2026. Member states will then vote on the proposal.</p></article></body></html>
        """;

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Web.DisposeAsync();
        await Telegram.DisposeAsync();
        await Mail.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>A clock that stands, but moves on at once when somebody waits for up to three seconds: for their turn to send.</summary>
internal sealed class ImpatientClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3);

    private TimeSpan _setBack;

    /// <summary>Goes on however the clock is set, as that of every system does.</summary>
    public override long GetTimestamp() => base.GetTimestamp() + _setBack.Ticks;

    /// <summary>Somebody sets the clock back; or a server does, that knows better.</summary>
    public void SetBack(TimeSpan by)
    {
        _setBack += by;
        AdjustTime(GetUtcNow() - by);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= Most)
        {
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
