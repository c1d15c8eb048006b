using System.Net;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Tests.Loopback;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Fetching;

/// <summary>What the fetcher grants to servers, and what it does not grant.</summary>
public sealed class FetcherMannersTests : IAsyncDisposable
{
    private static readonly FetchLimits Quick = new() { AllowLoopback = true, HostPause = TimeSpan.Zero };

    private readonly ScriptedWebServer server = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 17, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("Cache-Control: max-age=600", 600)]
    [InlineData("Cache-Control: public, must-revalidate, max-age=600, x=\"y\"", 600)]
    [InlineData("Cache-Control: no-cache, max-age=600", null)]
    [InlineData("Cache-Control: no-store", null)]
    [InlineData("Cache-Control: max-age=0", null)]
    [InlineData("Cache-Control: max-age=-5", null)]
    [InlineData("Cache-Control: max-age=99999999999999", null)]
    [InlineData("Cache-Control: max-age=31536000", 604800)]
    [InlineData("Cache-Control: soup, ;;,=", null)]
    [InlineData("Expires: Tue, 17 Mar 2026 12:10:00 GMT", 600)]
    [InlineData("Expires: 0", null)]
    public async Task How_long_an_answer_stays_fresh_is_read_from_its_headers(string header, int? seconds)
    {
        using var fetcher = new Fetcher(Quick, clock);

        var fetched = Assert.IsType<FetchResult.Fetched>(await fetcher.Fetch(new(server.On("/", 200, "x", header), "*/*"), Cancel));

        Assert.Equal(seconds, fetched.FreshFor?.TotalSeconds);
    }

    [Fact]
    public async Task However_many_hosts_are_asked_only_so_many_are_asked_at_once()
    {
        var (now, most) = (0, 0);
        server.On("/", async (_, stream, cancel) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancel);
            Interlocked.Decrement(ref now);
            await stream.WriteAsync(ScriptedWebServer.Head(200, "Content-Length: 0"), cancel);
        });
        using var fetcher = new Fetcher(Quick with { Concurrency = 3 }, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => fetcher.Fetch(new(server.At("/", $"host-{i}.example"), "*/*"), Cancel)));

        Assert.All(results, r => Assert.IsType<FetchResult.Fetched>(r));
        Assert.InRange(most, 2, 3);
    }

    [Fact]
    public async Task A_connection_is_kept_only_for_a_request_that_is_waiting_for_it()
    {
        var begun = new TaskCompletionSource();
        var both = new TaskCompletionSource();
        server.On("/first", async (_, stream, cancel) =>
        {
            begun.SetResult();
            await both.Task.WaitAsync(cancel);
            await stream.WriteAsync(ScriptedWebServer.Head(200, "Content-Length: 0"), cancel);
        });
        var (third, fourth) = (server.On("/robots.txt", 404, "").AbsolutePath, server.On("/alone", 200, "x"));
        using var fetcher = new Fetcher(Quick, clock);

        var first = fetcher.Fetch(new(server.At("/first"), "*/*"), Cancel);
        await begun.Task.WaitAsync(Cancel);
        var second = fetcher.Fetch(new(server.On("/second", 200, "x"), "*/*") { RespectRobots = true }, Cancel);
        both.SetResult();
        await Task.WhenAll(first, second);
        await fetcher.Fetch(new(fourth, "*/*"), Cancel);

        Assert.Equal(["/first", third, "/second", "/alone"], server.Requests.Select(r => r.Target));
        Assert.Null(server.Requests[1]["Connection"]);
        Assert.Equal(["close", "close"], server.Requests.Skip(2).Select(r => r["Connection"]));
    }

    [Fact]
    public async Task Headers_that_never_end_are_given_up()
    {
        var dripping = server.On("/drips", async (_, stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancel);
            while (true)
            {
                await stream.WriteAsync("X-More: of it\r\n"u8.ToArray(), cancel);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancel);
            }
        });
        var huge = server.On("/huge", async (_, stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancel);
            while (true) await stream.WriteAsync(new byte[10_000].Select(_ => (byte)'a').ToArray(), cancel);
        });
        using var impatient = new Fetcher(Quick with { Headers = TimeSpan.FromMilliseconds(400) }, TimeProvider.System);
        using var fetcher = new Fetcher(Quick, TimeProvider.System);

        Assert.Contains("did not answer within 400 ms", Assert.IsType<FetchResult.Failed>(await impatient.Fetch(new(dripping, "*/*"), Cancel)).Reason, StringComparison.Ordinal);
        Assert.Contains("more headers than are read", Assert.IsType<FetchResult.Failed>(await fetcher.Fetch(new(huge, "*/*"), Cancel)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rest_that_robots_txt_asks_for_is_granted_up_to_ten_seconds()
    {
        server.On("/robots.txt", 200, "User-agent: *\nCrawl-delay: 3600\n");
        server.On("/a", 200, "x");
        using var fetcher = new Fetcher(Quick, clock);
        await fetcher.Fetch(new(server.At("/a"), "*/*") { RespectRobots = true }, Cancel);

        var second = fetcher.Fetch(new(server.At("/a"), "*/*"), Cancel);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(["/robots.txt", "/a"], server.Requests.Select(r => r.Target));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<FetchResult.Fetched>(await second);
    }

    [Fact]
    public async Task Rules_known_from_before_hold_while_robots_txt_cannot_be_had()
    {
        server.On("/robots.txt", 200, "User-agent: *\nDisallow: /private\n");
        server.On("/a", 200, "x");
        using var fetcher = new Fetcher(Quick, clock);
        await fetcher.Fetch(new(server.At("/a"), "*/*") { RespectRobots = true }, Cancel);
        server.On("/robots.txt", 503, "");
        clock.Advance(TimeSpan.FromHours(13));

        Assert.IsType<FetchResult.Fetched>(await fetcher.Fetch(new(server.At("/a"), "*/*") { RespectRobots = true }, Cancel));
        Assert.Contains("Disallow: /private", Assert.IsType<FetchResult.Failed>(await fetcher.Fetch(new(server.At("/private"), "*/*") { RespectRobots = true }, Cancel)).Reason, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count(r => r.Target == "/robots.txt"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    public async Task Of_an_endless_robots_txt_the_beginning_counts(string coding)
    {
        var start = "User-agent: *\nDisallow: /private\n"u8.ToArray();
        var body = start.Concat(Enumerable.Repeat((byte)'\n', 20_000_000)).ToArray();
        if (coding.Length > 0)
        {
            using var packed = new MemoryStream();
            await using (var packer = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest)) await packer.WriteAsync(body, Cancel);
            server.On("/robots.txt", 200, packed.ToArray(), "Content-Encoding: gzip");
        }
        else
        {
            server.On("/robots.txt", 200, body);
        }

        server.On("/a", 200, "x");
        using var fetcher = new Fetcher(Quick, TimeProvider.System);

        Assert.IsType<FetchResult.Fetched>(await fetcher.Fetch(new(server.At("/a"), "*/*") { RespectRobots = true }, Cancel));
        Assert.IsType<FetchResult.Failed>(await fetcher.Fetch(new(server.At("/private"), "*/*") { RespectRobots = true }, Cancel));
    }

    [Fact]
    public async Task A_server_that_names_when_to_come_back_is_believed_for_every_kind_of_trouble()
    {
        using var fetcher = new Fetcher(Quick, clock);

        foreach (var status in new[] { 429, 503, 403 })
        {
            var failed = Assert.IsType<FetchResult.Failed>(await fetcher.Fetch(new(server.On($"/{status}", status, "", "Retry-After: 3600"), "*/*"), Cancel));

            Assert.Equal(TimeSpan.FromHours(1), failed.RetryAfter);
        }
    }

    [Fact]
    public async Task A_redirect_to_a_name_that_leads_inside_is_not_followed()
    {
        server.Redirect("/feed", 302, server.At("/inside", "intern.example").AbsoluteUri);
        server.On("/inside", 200, "secret");
        using var fetcher = new Fetcher(Quick, TimeProvider.System, (host, _) => Task.FromResult<IPAddress[]>([host == "intern.example" ? IPAddress.Parse("192.168.1.1") : IPAddress.Loopback]));

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.Fetch(new(server.At("/feed", "news.example"), "*/*"), Cancel));

        Assert.Contains("intern.example leads to 192.168.1.1, which belongs to a private network", failed.Reason, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }
}
