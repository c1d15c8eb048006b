using System.Diagnostics;
using FunctionsBot.Domain;
using FunctionsBot.Local;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>A host that is told to stop finishes what it has in hand, or hands it back.</summary>
public sealed class StoppingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_local_host_that_gets_SIGTERM_finishes_its_poll_takes_nothing_new_and_ends_well()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var folder = new TestFolder();
        await using var web = new ScriptedWebServer();
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var feed = web.On("/feed.xml", async (_, stream, stop) =>
        {
            asked.TrySetResult();
            await answer.Task.WaitAsync(stop);
            var body = Feed(web.At("/article"));
            await stream.WriteAsync(ScriptedWebServer.Head(200, "Content-Type: application/rss+xml", $"Content-Length: {body.Length}"), stop);
            await stream.WriteAsync(body, stop);
        });
        await Store(folder.Path, async tables =>
        {
            // With a watchlist it is no new store, which would get sources of the real web.
            await tables.Watchlists.Upsert(Keys.Only, "everything", new Watchlist("everything", "Everything", ""), Cancel);
            await tables.Sources.Upsert(Keys.Shard("wire"), "wire", new Source("wire", "Wire", feed, SourceKind.Feed, "en"), Cancel);
        });

        using var host = Start(folder.Path, "run");
        var output = Task.WhenAll(host.StandardOutput.ReadToEndAsync(Cancel), host.StandardError.ReadToEndAsync(Cancel));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        using (var kill = Process.Start("kill", ["-TERM", $"{host.Id}"]))
        {
            await kill.WaitForExitAsync(Cancel);
        }

        answer.SetResult();
        await host.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        var told = string.Concat(await output);
        Assert.True(host.ExitCode == ExitCode.Done, told);
        Assert.Contains("Stopped; what was unfinished goes on at the next start.", told, StringComparison.Ordinal);
        await Store(folder.Path, async tables =>
        {
            var entry = Assert.Single(await tables.Entries.Range("wire", cancel: Cancel).ToListAsync(Cancel));
            Assert.Equal(EntryStage.New, entry.Value.Stage);
            Assert.NotNull((await tables.SourceStates.Get(Keys.Shard("wire"), "wire", Cancel))?.Value.LastSuccess);
        });
        Assert.DoesNotContain(web.Requests, r => r.Target == "/article");
    }

    [Fact]
    public async Task Work_that_does_not_end_in_time_is_handed_back_and_what_it_had_learned_is_not_asked_again()
    {
        await using var bot = await RunningBot.Start();
        bot.Web.On("/quick.xml", 200, "<rss><channel><title>x</title></channel></rss>", "Content-Type: application/rss+xml");
        var asked = new TaskCompletionSource();
        bot.Web.On("/slow.xml", async (_, _, end) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
        });
        foreach (var id in (string[])["quick", "slow"])
        {
            await bot.Add(new Source(id, id, new Uri($"http://{id}.example/{id}.xml"), SourceKind.Feed, "en"));
        }

        using var stop = new CancellationTokenSource();
        var polled = new TaskCompletionSource();
        bot.Bot.Pipeline.SourcePolled += _ => polled.TrySetResult();
        await bot.Bot.Pipeline.PollDueSources(Cancel);
        var working = bot.Bot.Worker.Forever(stop.Token);
        await Task.WhenAll(asked.Task, polled.Task).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        await stop.CancelAsync();
        bot.Clock.Advance(Stopping.Patience - TimeSpan.FromSeconds(1));
        Assert.False(working.IsCompleted);
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(working, await Task.WhenAny(working, Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel)));

        bot.Web.On("/slow.xml", 200, "<rss><channel><title>x</title></channel></rss>", "Content-Type: application/rss+xml");
        await bot.Bot.Worker.UntilIdle(Cancel);

        Assert.Equal(["/quick.xml", "/slow.xml", "/slow.xml"], bot.Web.Requests.Select(r => r.Target).Order());
        Assert.Equal(0, await bot.Queue(Work.PollQueue).Count(Cancel));
    }

    private static Process Start(string folder, string command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsBot.Local.dll"), command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DataFolder"] = folder, ["AllowPrivateAddresses"] = "true", ["SiteUrl"] = $"http://localhost:{FreePort()}/" },
        };
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task Store(string folder, Func<Tables, Task> work)
    {
        await using var bot = await LocalBot.Open(
            new Settings { DataFolder = folder }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerProvider.Instance, Cancel);
        await work(bot.Tables);
    }

    private static byte[] Feed(Uri link) => System.Text.Encoding.UTF8.GetBytes($"""
        <rss version="2.0"><channel><title>Wire</title><link>{link}</link><item><title>A consultation on open-source AI</title>
        <link>{link}</link><guid>1</guid></item></channel></rss>
        """);
}
