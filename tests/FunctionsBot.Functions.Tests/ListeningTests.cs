using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Functions.Tests;

/// <summary>What the worker tells a collector, by the exporters it has in Azure.</summary>
public sealed class ListeningTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_gets_one_trace_from_the_timer_to_the_delivery_with_figures_and_logs()
    {
        await using var collector = new Collector();
        var now = TimeProvider.System.GetUtcNow();
        collector.On("/feed.xml", "application/rss+xml", () => $"""
            <rss version="2.0"><channel><title>Wire</title><link>{collector.Address}</link><item><title>{Title}</title>
            <link>{collector.Address}article</link><guid>1</guid><pubDate>{now.AddHours(-1):R}</pubDate></item></channel></rss>
            """);
        collector.On("/article", "text/html", () => Article);
        await collector.Start(Cancel);
        await using var worker = new Worker(azurite)
        {
            Settings = new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["AllowPrivateAddresses"] = "true",
            },
        };
        var store = Store.Choose(await worker.Started(), null, null, "", TimeProvider.System);
        var (tables, queues) = (new Tables(store.Table), new WorkQueues(store.Queue));
        await Fill(tables, new Uri(collector.Address, "feed.xml"), now);

        Assert.Equal((true, ""), await worker.Tick(nameof(Timers.PollDueSources)));
        await Next(worker, nameof(Queues.Poll), queues.Poll);
        await Next(worker, nameof(Queues.Process), queues.Process);
        await Next(worker, nameof(Queues.Deliver), queues.Deliver);
        // What is still held back is sent when the worker ends.
        Assert.Equal(0, await worker.Terminate());

        var ours = collector.Spans.Where(s => s.Scope == Telemetry.Signals.Name).ToList();
        var begin = Assert.Single(ours, s => s.Name == "cycle");
        Assert.Equal(["cycle", "deliver", "poll", "read"], ours.Where(s => s.Trace == begin.Trace).Select(s => s.Name).Order(StringComparer.Ordinal));
        foreach (var (name, sender) in new[] { ("poll", "cycle"), ("read", "poll"), ("deliver", "read") })
        {
            Assert.Equal(ours.Single(s => s.Name == sender).Id, ours.Single(s => s.Name == name).Parent);
        }

        Assert.Superset(new HashSet<string> { "functionsbot.cycles", "functionsbot.polls", "functionsbot.items", "functionsbot.deliveries" }, collector.FigureNames.ToHashSet());
        Assert.True(collector.LogCount > 0);
    }

    private const string Title = "Brussels opens a consultation on open-source AI models in public services";

    private const string Article = $"""
        <!doctype html><html lang="en"><head><title>{Title}</title></head><body><article><h1>{Title}</h1>
        <p>The European Commission asked on Monday how ministries should choose open-source AI models, and which licences public buyers may accept.</p>
        <p>Open weights alone will not do, the draft regulation says: administrations must be able to inspect the training data of any AI model they run.</p>
        <p>Associations and companies can answer the public consultation until 30 April 2026. Member states will then vote on the proposal.</p></article></body></html>
        """;

    private static async Task Fill(Tables tables, Uri feed, DateTimeOffset now)
    {
        await tables.Sources.Upsert(Keys.Shard("wire"), "wire", new Source("wire", "Wire", feed, SourceKind.Feed, "en"), Cancel);
        await tables.Watchlists.Upsert(Keys.Only, "everything", new Watchlist("everything", "Everything", ""), Cancel);
        var chat = new Destination("telegram-n100", ChannelKind.Telegram, "-100", "en", "Europe/Paris", new DigestSchedule(DigestRhythm.None, new TimeOnly(9, 0))) { Created = now };
        await tables.Destinations.Upsert(Keys.Shard(chat.Id), chat.Id, chat, Cancel);
        await tables.Follows.Set(new Follow("everything", chat.Id, Cadence.Immediate), Cancel);
    }

    /// <summary>Takes what waits in a queue and has the worker do it, as the host does.</summary>
    private static async Task Next(Worker worker, string function, IWorkQueue queue)
    {
        var message = Assert.Single(await queue.Take(32, TimeSpan.FromMinutes(5), Cancel));
        Assert.Equal((true, ""), await worker.Take(function, message.Text));
        await queue.Complete(message, Cancel);
    }
}
