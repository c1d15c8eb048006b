using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Functions.Tests;

public sealed class ShutdownTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_published_worker_can_take_its_first_message_within_a_second()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable(Worker.PublishedVariable) is null,
            $"A measure, run by hand: publish the worker and name its folder in {Worker.PublishedVariable}.");
        List<(TimeSpan Time, TimeSpan Processor)> starts = [];
        // The very first start of a new bot makes its tables; every later one finds them.
        string? connection = null;
        for (var start = 0; start < 8; start++)
        {
            await using var worker = new Worker(azurite) { Connection = connection };
            connection = await worker.Started();
            starts.Add((worker.StartTime, worker.StartProcessorTime));
        }

        var median = starts.Skip(1).OrderBy(s => s.Time).ElementAt(3);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{median.Time.TotalSeconds:F2} s, of which {median.Processor.TotalSeconds:F2} s of processor time: the median of {string.Join(", ", starts.Skip(1).Select(s => s.Time.TotalSeconds.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)))} s; the first start {starts[0].Time.TotalSeconds:F2} s"));
        Assert.InRange(median.Time, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_poll_that_the_host_breaks_off_fails_so_that_its_message_comes_back_and_its_sources_are_asked_again()
    {
        await using var silent = new Collector();
        var (asked, never) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        silent.On("/feed.xml", "application/rss+xml", () =>
        {
            asked.TrySetResult();
            return never.Task.Result;
        });
        await silent.Start(TestContext.Current.CancellationToken);
        await using var worker = new Worker(azurite) { Settings = new() { ["AllowPrivateAddresses"] = "true" } };
        var tables = new Tables(Store.Choose(await worker.Started(), null, null, "", TimeProvider.System).Table);
        var source = new Source("silent", "Silent", new Uri(silent.Address, "feed.xml"), SourceKind.Feed, "en");
        await tables.Sources.Upsert(Keys.Shard(source.Id), source.Id, source, TestContext.Current.CancellationToken);
        var invocation = worker.NextInvocation();

        var poll = worker.Take(nameof(Queues.Poll), $"{Work.Poll} {Keys.Shard(source.Id)} {source.Id}", invocation);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        worker.Cancel(invocation);

        Assert.False((await poll).Succeeded);
        Assert.Null(await tables.SourceStates.Get(Keys.Shard(source.Id), source.Id, TestContext.Current.CancellationToken));
        never.SetResult("");
    }

    [Fact]
    public async Task The_worker_ends_when_the_host_says_so()
    {
        await using var worker = new Worker(azurite);
        await worker.Started();

        Assert.Equal(0, await worker.Terminate());
    }
}
