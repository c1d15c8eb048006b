using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Tests.Loopback;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Fetching;

public sealed class FetcherTests : IAsyncDisposable
{
    private static readonly FetchLimits Quick = new() { AllowLoopback = true, HostPause = TimeSpan.Zero, Contact = "https://bot.example/contact" };

    private static readonly FetchLimits Impatient = Quick with { Headers = TimeSpan.FromMilliseconds(400), Idle = TimeSpan.FromMilliseconds(400) };

    private readonly ScriptedWebServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_body_arrives_with_what_the_server_says_of_it()
    {
        var address = server.On(
            "/feed",
            200,
            "<rss/>",
            "Content-Type: Application/RSS+XML; charset=\"iso-8859-1\"",
            "ETag: W/\"a b\"",
            "Last-Modified: Mon, 16 Mar 2026 08:00:00 +0000 (odd)",
            "Cache-Control: public, max-age=900",
            "Age: 100");

        var fetched = Assert.IsType<FetchResult.Fetched>(await Fetch(address));

        Assert.Equal("<rss/>", Encoding.UTF8.GetString(fetched.Body.Span));
        Assert.Equal("application/rss+xml", fetched.MediaType);
        Assert.Equal("iso-8859-1", fetched.Charset);
        Assert.Equal("W/\"a b\"", fetched.ETag);
        Assert.Equal("Mon, 16 Mar 2026 08:00:00 +0000 (odd)", fetched.LastModified);
        Assert.Equal(TimeSpan.FromSeconds(800), fetched.FreshFor);
        Assert.Null(fetched.MovedTo);
        Assert.Equal("FunctionsBot/1.0 (+https://bot.example/contact)", server.Requests[0]["User-Agent"]);
    }

    [Fact]
    public async Task Validators_go_back_as_they_came_and_304_is_nothing_new()
    {
        var address = server.On("/feed", 304, "", "Cache-Control: max-age=60");

        var result = await Fetch(new FetchRequest(address, "application/rss+xml", "\"v1\"", "Mon, 16 Mar 2026 08:00:00 +0000 (odd)"));

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<FetchResult.NotModified>(result).FreshFor);
        Assert.Equal("\"v1\"", server.Requests[0]["If-None-Match"]);
        Assert.Equal("Mon, 16 Mar 2026 08:00:00 +0000 (odd)", server.Requests[0]["If-Modified-Since"]);
        Assert.Equal("application/rss+xml", server.Requests[0]["Accept"]);
    }

    [Theory]
    [InlineData(404, false, "correct the address")]
    [InlineData(403, false, "refuses this bot")]
    [InlineData(401, false, "password")]
    [InlineData(410, false, "for good")]
    [InlineData(304, false, "no page")]
    [InlineData(429, true, "too often")]
    [InlineData(500, true, "has trouble")]
    [InlineData(503, true, "has trouble")]
    public async Task A_status_that_is_no_page_is_one_sentence(int status, bool transient, string words)
    {
        var address = server.On("/page", status, "Sorry");

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(address));

        Assert.Equal(status, failed.Status);
        Assert.Equal(status == 410, failed.Gone);
        Assert.Equal(transient, failed.Transient);
        Assert.StartsWith($"{address} answered {status}", failed.Reason, StringComparison.Ordinal);
        Assert.Contains(words, failed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("1.5", 1.5)]
    [InlineData("Tue, 17 Mar 2026 12:02:00 GMT", 120)]
    [InlineData("Tue, 17 Mar 2026 11:00:00 GMT", 0)]
    [InlineData("99999999999", 604800)]
    public async Task Retry_After_is_read_in_seconds_and_as_a_date(string header, double seconds)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 17, 12, 0, 0, TimeSpan.Zero));
        using var fetcher = new Fetcher(Quick, clock);

        var result = await fetcher.Fetch(new(server.On("/busy", 429, "", $"Retry-After: {header}"), "*/*"), TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<FetchResult.Failed>(result).RetryAfter);
    }

    [Theory]
    [InlineData("301 308", "/c")]
    [InlineData("301 302", "/b")]
    [InlineData("302 301", null)]
    [InlineData("307 303", null)]
    public async Task Only_permanent_redirects_from_the_start_change_the_stored_address(string statuses, string? movedTo)
    {
        var codes = statuses.Split(' ').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray();
        server.Redirect("/a", codes[0], "/b");
        server.Redirect("/b", codes[1], server.At("/c").AbsoluteUri);
        server.On("/c", 200, "here");

        var fetched = Assert.IsType<FetchResult.Fetched>(await Fetch(server.At("/a")));

        Assert.Equal(server.At("/c"), fetched.Address);
        Assert.Equal(movedTo is null ? null : server.At(movedTo), fetched.MovedTo);
    }

    [Fact]
    public async Task A_feed_that_moved_and_has_nothing_new_says_where_it_went()
    {
        server.Redirect("/old", 301, "/new");
        server.On("/new", 304, "");

        var result = await Fetch(new FetchRequest(server.At("/old"), "*/*", ETag: "\"v1\""));

        Assert.Equal(server.At("/new"), Assert.IsType<FetchResult.NotModified>(result).MovedTo);
    }

    [Fact]
    public async Task A_redirect_loop_is_noticed()
    {
        server.Redirect("/a", 302, "b#fragment");
        server.Redirect("/b", 301, "/a");

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(server.At("/a")));

        Assert.Contains("in a circle", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task An_endless_chain_of_redirects_stops_after_five()
    {
        for (var i = 0; i < 9; i++) server.Redirect($"/{i}", 302, $"/{i + 1}");

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(server.At("/0")));

        Assert.Contains("more than 5 times", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://[bad")]
    [InlineData("http://:x/")]
    public async Task A_redirect_to_nowhere_is_said_to_be_one(string location)
    {
        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(server.Redirect("/a", 301, location)));

        Assert.Equal($"{server.At("/a")} answered 301 without saying where to go: correct the address.", failed.Reason);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", "metadata")]
    [InlineData("http://10.0.0.8/", "private network")]
    [InlineData("http://2130706433/", "disguises")]
    [InlineData("ftp://example.org/x", "only http and https")]
    [InlineData("file:///etc/passwd", "only http and https")]
    [InlineData("http://me:pw@127.0.0.1/", "user name or password")]
    public async Task A_redirect_may_not_lead_where_a_source_may_not(string location, string words)
    {
        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(server.Redirect("/a", 301, location)));

        Assert.Contains(words, failed.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("me:pw", failed.Reason, StringComparison.Ordinal);
        Assert.False(failed.Transient);
    }

    [Theory]
    [InlineData("http://xn--/")]
    [InlineData("http://xn--a.example/")]
    [InlineData("http://a..b/")]
    [InlineData("http://-.example/")]
    [InlineData("http://exa\u00admple.org/")]
    [InlineData("http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/")]
    public async Task A_host_that_cannot_be_is_a_failure_in_words(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) return;
        using var fetcher = new Fetcher(Quick, TimeProvider.System, (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.Fetch(new(uri, "*/*"), TestContext.Current.CancellationToken));

        Assert.EndsWith(".", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_name_that_leads_to_a_private_address_is_not_connected_to()
    {
        server.On("/", 200, "secret");
        using var fetcher = new Fetcher(Quick with { AllowLoopback = false }, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        var failed = Assert.IsType<FetchResult.Failed>(
            await fetcher.Fetch(new(server.At("/", "news.example"), "*/*"), TestContext.Current.CancellationToken));

        Assert.Contains("news.example leads to 127.0.0.1, which is this machine's own (loopback)", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_between_two_requests_gains_nothing()
    {
        server.Redirect("/feed", 302, "/inside");
        server.On("/inside", 200, "secret");
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.1")]);
        using var fetcher = new Fetcher(Quick, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]));

        var failed = Assert.IsType<FetchResult.Failed>(
            await fetcher.Fetch(new(server.At("/feed", "rebind.example"), "*/*"), TestContext.Current.CancellationToken));

        Assert.Contains("rebind.example leads to 10.0.0.1", failed.Reason, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Of_several_addresses_only_the_public_ones_are_tried()
    {
        server.On("/", 200, "here");
        using var fetcher = new Fetcher(Quick, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.168.0.1"), IPAddress.Loopback]));

        Assert.IsType<FetchResult.Fetched>(await fetcher.Fetch(new(server.At("/", "both.example"), "*/*"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("deflate, gzip")]
    public async Task A_compressed_body_is_unpacked(string coding)
    {
        var text = string.Concat(Enumerable.Repeat("Une lettre ouverte. ", 5000));
        var body = coding.Split(", ").Aggregate(Encoding.UTF8.GetBytes(text), (b, c) => Pack(b, c));

        var fetched = Assert.IsType<FetchResult.Fetched>(await Fetch(server.On("/x", 200, body, $"Content-Encoding: {coding}")));

        Assert.Equal(text, Encoding.UTF8.GetString(fetched.Body.Span));
    }

    [Fact]
    public async Task Bare_deflate_and_plain_text_called_gzip_are_read_too()
    {
        var bare = await Fetch(server.On("/bare", 200, Pack("bare"u8.ToArray(), "bare"), "Content-Encoding: deflate"));
        var plain = await Fetch(server.On("/plain", 200, "plain", "Content-Encoding: gzip"));

        Assert.Equal("bare", Encoding.UTF8.GetString(Assert.IsType<FetchResult.Fetched>(bare).Body.Span));
        Assert.Equal("plain", Encoding.UTF8.GetString(Assert.IsType<FetchResult.Fetched>(plain).Body.Span));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("br, gzip")]
    [InlineData("deflate, br")]
    public async Task A_compression_bomb_stops_at_the_limit(string coding)
    {
        var bomb = coding.Split(", ").Aggregate(new byte[60_000_000], (b, c) => Pack(b, c));
        Assert.InRange(bomb.Length, 1, 1_000_000);

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(server.On("/bomb", 200, bomb, $"Content-Encoding: {coding}")));

        Assert.Contains("is bigger than 10 MB", failed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip, gzip, gzip", "more than twice")]
    [InlineData("zstd", "\"zstd\"")]
    [InlineData("br", "cannot be unpacked")]
    public async Task A_body_that_cannot_be_unpacked_says_why(string coding, string words)
    {
        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(server.On("/x", 200, [0x1f, 0x8b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], $"Content-Encoding: {coding}")));

        Assert.Contains(words, failed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_body_that_ends_early_is_not_taken_for_whole(string coding)
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        var body = Pack(Encoding.UTF8.GetBytes(text), coding);

        var result = await Fetch(server.On("/x", 200, body[..(body.Length / 2)], $"Content-Encoding: {coding}"));

        Assert.Contains("cannot be unpacked", Assert.IsType<FetchResult.Failed>(result).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_50_MB_is_refused_by_its_length_and_stopped_without_one()
    {
        var said = server.On("/said", 200, "x", "Content-Length: 50000000");
        var sent = 0L;
        var unsaid = server.On("/unsaid", async (_, stream, cancel) =>
        {
            await stream.WriteAsync(ScriptedWebServer.Head(200), cancel);
            for (var chunk = new byte[100_000]; sent < 50_000_000; sent += chunk.Length) await stream.WriteAsync(chunk, cancel);
        });

        Assert.Contains("is bigger than 10 MB", Assert.IsType<FetchResult.Failed>(await Fetch(said)).Reason, StringComparison.Ordinal);
        Assert.Contains("is bigger than 10 MB", Assert.IsType<FetchResult.Failed>(await Fetch(unsaid)).Reason, StringComparison.Ordinal);
        Assert.InRange(sent, 1, 40_000_000);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        var address = server.On("/silent", (_, _, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel));

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(new FetchRequest(address, "*/*"), Impatient));

        Assert.Equal($"{address} did not answer within 400 ms; it is asked again later.", failed.Reason);
        Assert.True(failed.Transient);
    }

    [Fact]
    public async Task A_body_that_stalls_is_given_up()
    {
        var address = server.On("/stalls", async (_, stream, cancel) =>
        {
            await stream.WriteAsync(ScriptedWebServer.Head(200, "Content-Length: 100"), cancel);
            await stream.WriteAsync("<rss>"u8.ToArray(), cancel);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        });

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(new FetchRequest(address, "*/*"), Impatient));

        Assert.Contains("stopped sending for 400 ms", failed.Reason, StringComparison.Ordinal);
        Assert.True(failed.Transient);
    }

    [Fact]
    public async Task A_body_that_drips_for_ever_is_stopped_in_the_end()
    {
        var address = server.On("/drips", async (_, stream, cancel) =>
        {
            await stream.WriteAsync(ScriptedWebServer.Head(200), cancel);
            while (true)
            {
                await stream.WriteAsync("."u8.ToArray(), cancel);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancel);
            }
        });

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(new FetchRequest(address, "*/*"), Quick with { Total = TimeSpan.FromSeconds(1) }));

        Assert.Contains("was not read whole within 1 s", failed.Reason, StringComparison.Ordinal);
        Assert.True(failed.Transient);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_is_worth_another_try()
    {
        var address = server.On("/cut", async (_, stream, cancel) =>
        {
            await stream.WriteAsync(ScriptedWebServer.Head(200, "Content-Length: 100"), cancel);
            await stream.WriteAsync("<rss>"u8.ToArray(), cancel);
        });

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(address));

        Assert.Contains("broke off in the middle", failed.Reason, StringComparison.Ordinal);
        Assert.True(failed.Transient);
    }

    [Fact]
    public async Task What_is_no_web_server_is_said_not_to_be_one()
    {
        var address = server.On("/ssh", async (_, stream, cancel) => await stream.WriteAsync("SSH-2.0-Example\r\n\r\n"u8.ToArray(), cancel));

        Assert.Contains("does not answer as a web server does", Assert.IsType<FetchResult.Failed>(await Fetch(address)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_and_an_unknown_host_are_told_apart()
    {
        Uri closed;
        using (var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            closed = new($"http://{listener.LocalEndpoint}/");
        }

        using var lost = new Fetcher(Quick, TimeProvider.System, (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));

        var refused = Assert.IsType<FetchResult.Failed>(await Fetch(closed));
        var unknown = Assert.IsType<FetchResult.Failed>(await lost.Fetch(new(new("https://nowhere.example/feed"), "*/*"), TestContext.Current.CancellationToken));

        Assert.Equal($"{closed} refuses connections; it is asked again later.", refused.Reason);
        Assert.True(refused.Transient);
        Assert.Equal("The host nowhere.example of https://nowhere.example/feed is not known: correct the address if it never was.", unknown.Reason);
        Assert.False(unknown.Transient);
    }

    [Fact]
    public async Task A_caller_who_cancels_is_obeyed()
    {
        using var cancel = new CancellationTokenSource();
        var address = server.On("/slow", async (_, _, stopped) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopped);
        });
        using var fetcher = new Fetcher(Quick, TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.Fetch(new(address, "*/*"), cancel.Token));
    }

    [Fact]
    public async Task One_host_is_asked_one_thing_at_a_time()
    {
        var (now, most) = (0, 0);
        for (var i = 0; i < 8; i++)
        {
            server.On($"/{i}", async (_, stream, cancel) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancel);
                // Before the last byte goes out: with it the next request may come.
                Interlocked.Decrement(ref now);
                await stream.WriteAsync(ScriptedWebServer.Head(200, "Content-Length: 0"), cancel);
            });
        }

        using var fetcher = new Fetcher(Quick, TimeProvider.System);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => fetcher.Fetch(new(server.At($"/{i}"), "*/*"), TestContext.Current.CancellationToken)));

        Assert.All(results, r => Assert.IsType<FetchResult.Fetched>(r));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_host_is_left_in_peace_between_two_requests()
    {
        server.On("/", 200, "x");
        var clock = new FakeTimeProvider();
        using var fetcher = new Fetcher(Quick with { HostPause = TimeSpan.FromSeconds(5) }, clock);
        await fetcher.Fetch(new(server.At("/"), "*/*"), TestContext.Current.CancellationToken);

        var second = fetcher.Fetch(new(server.At("/"), "*/*"), TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Single(server.Requests);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<FetchResult.Fetched>(await second);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Robots_txt_is_asked_once_and_obeyed_for_pages_but_not_for_feeds()
    {
        server.On("/robots.txt", 200, "User-agent: *\nDisallow: /private/");
        server.On("/private/a", 200, "x");
        server.On("/b", 200, "x");
        using var fetcher = new Fetcher(Quick, TimeProvider.System);

        Task<FetchResult> Page(string path, bool robots) =>
            fetcher.Fetch(new(server.At(path), "*/*") { RespectRobots = robots }, TestContext.Current.CancellationToken);

        Assert.Contains("\"Disallow: /private/\"", Assert.IsType<FetchResult.Failed>(await Page("/private/a", true)).Reason, StringComparison.Ordinal);
        Assert.IsType<FetchResult.Fetched>(await Page("/b", true));
        Assert.IsType<FetchResult.Fetched>(await Page("/private/a", false));
        Assert.Single(server.Requests, r => r.Target == "/robots.txt");
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(403, true)]
    [InlineData(500, false)]
    [InlineData(429, false)]
    public async Task A_missing_robots_txt_allows_all_and_a_broken_one_nothing_for_now(int status, bool allowed)
    {
        server.On("/robots.txt", status, "User-agent: *\nDisallow: /");
        server.On("/a", 200, "x");

        var result = await Fetch(new FetchRequest(server.At("/a"), "*/*") { RespectRobots = true });

        if (allowed) Assert.IsType<FetchResult.Fetched>(result);
        else Assert.True(Assert.IsType<FetchResult.Failed>(result).Transient);
    }

    [Fact]
    public async Task A_page_that_redirects_to_a_forbidden_one_is_not_followed()
    {
        server.On("/robots.txt", 200, "User-agent: FunctionsBot\nDisallow: /b");
        server.Redirect("/a", 302, "/b");
        server.On("/b", 200, "x");

        var result = await Fetch(new FetchRequest(server.At("/a"), "*/*") { RespectRobots = true });

        Assert.IsType<FetchResult.Failed>(result);
        Assert.DoesNotContain(server.Requests, r => r.Target == "/b");
    }

    private Task<FetchResult> Fetch(Uri address) => Fetch(new FetchRequest(address, "*/*"));

    private static async Task<FetchResult> Fetch(FetchRequest request, FetchLimits? limits = null)
    {
        using var fetcher = new Fetcher(limits ?? Quick, TimeProvider.System);
        return await fetcher.Fetch(request, TestContext.Current.CancellationToken);
    }

    private static byte[] Pack(byte[] plain, string coding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = coding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            "bare" => new DeflateStream(packed, CompressionLevel.Fastest),
            _ => new GZipStream(packed, CompressionLevel.SmallestSize),
        })
        {
            packer.Write(plain);
        }

        return packed.ToArray();
    }
}
