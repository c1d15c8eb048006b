using System.Collections.Concurrent;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Site;

/// <summary>The site on a real server on loopback, over a store of its own, with what it asked of the pipeline written down.</summary>
public sealed class RunningSite : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("site-");
    private readonly SqliteStore _store;
    private readonly List<SqliteTable> _tables = [];
    private readonly Settings _settings;
    private readonly Dictionary<string, string> _environment;
    private WebApplication _app;

    private RunningSite(Settings settings, Dictionary<string, string> environment, Tables? tables)
    {
        _settings = settings;
        _environment = environment;
        _store = new SqliteStore(_folder.FullName, Clock);
        Tables = tables ?? new Tables(name =>
        {
            var table = _store.Table(name);
            _tables.Add(table);
            return table;
        });
        _app = Build("http://127.0.0.1:0");
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 17, 9, 0, 0, TimeSpan.Zero));

    public Tables Tables { get; }

    /// <summary>Table transactions so far.</summary>
    public long Transactions => _tables.Sum(t => t.Transactions);

    public ConcurrentQueue<string> Asked { get; } = new();

    public SignedLinks Links => _app.Services.GetRequiredService<SignedLinks>();

    public SignIn SignIn => _app.Services.GetRequiredService<SignIn>();

    public Uri Address => new(_app.Urls.Single());

    /// <param name="settings">What is set; null for the defaults.</param>
    /// <param name="environment">The process's variables.</param>
    /// <param name="tables">Tables that count or fail; null for SQLite.</param>
    public static async Task<RunningSite> Start(Settings? settings = null, Dictionary<string, string>? environment = null, Tables? tables = null)
    {
        var site = new RunningSite(settings ?? new Settings(), environment ?? [], tables);
        await site._app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    /// <summary>Another process takes over: same store, same address, nothing else kept.</summary>
    public async Task Restart()
    {
        var address = Address.AbsoluteUri;
        await _app.DisposeAsync();
        _app = Build(address);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public Browser Open(string language = "en") => new(Address, language);

    public async Task<Browser> OpenAsAdmin(string language = "en")
    {
        var browser = Open(language);
        var page = await browser.Get(SignIn.CreateLink().PathAndQuery);
        Assert.Equal(303, (await page.Submit("/signin")).Status);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    private WebApplication Build(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(Tables)
            .AddSingleton(_settings)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Actions())
            .AddSingleton<Func<string, string?>>(name => _environment.GetValueOrDefault(name))
            .AddSite();
        var app = builder.Build();
        app.Run(SiteApp.Build(app.Services));
        return app;
    }

    /// <summary>The query language of these tests: a closing parenthesis is a mistake.</summary>
    private SiteActions Actions() => new(
        (destination, _) => Ask($"confirm {destination.Id} {destination.Address} {destination.State}"),
        (destination, delivery, _) => Ask($"retry {destination} {delivery}"),
        (queue, key, _) => Ask($"replay {queue} {key}"),
        (source, _) => Ask($"poll {source}"),
        query => query.IndexOf(')', StringComparison.Ordinal) is >= 0 and var at ? new QueryProblem("Nothing was opened that this could close; remove it.", at) { SentenceFr = "Rien n’était ouvert ; enlevez-la." } : null,
        (changed, saved, _) => Task.FromResult(new Replay(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 14))
        {
            Total = new ReplayCount(saved is null ? 0 : 3, changed.Query.Length == 0 ? 900 : changed.Query == "absent" ? 0 : 4, 2, 1),
            Languages = new Dictionary<string, ReplayCount> { ["fr"] = new(3, 4, 2, 1) },
            Weeks = [(new DateOnly(2025, 12, 29), new ReplayCount(1, 2, 1, 0)), (new DateOnly(2026, 1, 5), new ReplayCount(2, 2, 1, 1)), (new DateOnly(2026, 1, 12), default)],
            New = [new ReplayedStory(new Story("20260102-00aa", "<b>Une lettre</b>", "fr", new Uri("https://gazette.example/a"), StoryKind.OpenLetter, 0.9, Clock.GetUtcNow()), ["lettre"])],
        }),
        destination => destination.Schedule.Rhythm == DigestRhythm.None ? null : Clock.GetUtcNow().AddDays(1),
        async (item, relevant, kind, by, _) =>
        {
            await Ask($"label {item} {(relevant ? "yes" : "no")} {kind} {by}");
            var label = new Label(item, relevant, kind, by, Clock.GetUtcNow());
            Labels.Insert(0, label);
            await Tables.Labels.Upsert(Keys.Only, Keys.Label(item, label.At, by), label, CancellationToken.None);
            return true;
        },
        (item, _) => Task.FromResult<IReadOnlyList<Label>>([.. Labels.Where(l => l.ItemId == item)]),
        (story, other, by, _) => Edit($"merge {story} {other} by {by}"),
        (story, items, other, by, _) => items.Count == 0 ? Task.FromResult(StoryEditOutcome.NoItem) : Edit($"move {string.Join('+', items)} from {story} to {other ?? "its own"} by {by}"))
    {
        PreviewSource = (address, _) => Task.FromResult(Previews[address]),
        CheckSettings = _ => Task.FromResult<IReadOnlyList<SettingFinding>>([new("SmtpHost", false, "SMTP at <b> cannot be used.", "SMTP <b> est inutilisable.")]),
        TakeUpdate = async (update, _) =>
        {
            await Ask($"update {update.GetProperty("update_id")}");
            return update.TryGetProperty("callback_query", out var _) ? new Dictionary<string, string> { ["method"] = "answerCallbackQuery", ["text"] = "Taken" } : null;
        },
    };

    /// <summary>What is found at addresses.</summary>
    public Dictionary<Uri, SourcePreview> Previews { get; } = [];

    /// <summary>What was said of items, newest first.</summary>
    private List<Label> Labels { get; } = [];

    private Task<StoryEditOutcome> Edit(string what)
    {
        Asked.Enqueue(what);
        return Task.FromResult(StoryEditOutcome.Done);
    }

    private Task Ask(string what)
    {
        Asked.Enqueue(what);
        return Task.CompletedTask;
    }
}
