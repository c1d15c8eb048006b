using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// Thousands of feeds on one loopback port, each a host of its own: <c>f0.localhost</c>, <c>f1.localhost</c> … (RFC 6761 gives such names to
/// loopback, and curl asks no resolver for them). Time moves in steps; with each, every tenth feed has one entry more. Who asks with the
/// ETag of the present edition is answered 304.
/// </summary>
internal sealed class FeedServer : IAsyncDisposable
{
    /// <summary>Starts <see cref="Serve"/> in a process of its own.</summary>
    public const string Command = "serve-feeds";

    /// <summary>Feeds with something new in one step: one in this many.</summary>
    private const int Changing = 10;

    private static readonly GeneratedKind[] Kinds = Enum.GetValues<GeneratedKind>();

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<int, byte[]> editions = new();
    private readonly int feeds;
    private volatile int step;
    private readonly int[] asked;
    private int whole;
    private int unchanged;

    private readonly int entries;

    private FeedServer(int feeds, int entries, WebApplication app)
    {
        this.feeds = feeds;
        this.entries = entries;
        asked = new int[feeds];
        this.app = app;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = null!;

    /// <summary>Starts it with so many feeds of so many entries.</summary>
    public static async Task<FeedServer> Start(int feeds, int entries = 20)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        });
        var server = new FeedServer(feeds, entries, builder.Build());
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        var address = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.EndPoint = new IPEndPoint(IPAddress.Loopback, new Uri(address).Port);
        return server;
    }

    /// <summary>The address of a feed.</summary>
    public static Uri Address(int feed, int port) => new($"http://f{feed}.localhost:{port}/feed.xml");

    /// <summary>One step on. The new editions are made now, so that nobody waits for them later.</summary>
    public void Advance()
    {
        step++;
        editions.Clear();
        for (var feed = 0; feed < feeds; feed++)
        {
            if ((feed + step) % Changing == 0) editions[feed] = Edition(feed);
        }
    }

    /// <summary>How many answers were whole feeds and how many were 304 since this was last asked.</summary>
    public (int Whole, int Unchanged) TakeCounts() => (Interlocked.Exchange(ref whole, 0), Interlocked.Exchange(ref unchanged, 0));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>
    /// Serves until the input ends, for a process of its own: so that the memory of those who poll is their own. First it writes its port, then
    /// for each line it reads: "advance" makes a step, and it is answered with the counts; "asked" is answered with how many feeds were asked never,
    /// once, twice and more often since that was last asked, "so-far" with how many were asked at all.
    /// </summary>
    public static async Task Serve(int feeds, int entries = 20)
    {
        await using var server = await Start(feeds, entries);
        Console.WriteLine(server.EndPoint.Port);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line is "asked" or "so-far")
            {
                Console.WriteLine(line == "asked" ? server.TakeAsked() : server.asked.Count(n => n > 0).ToString(CultureInfo.InvariantCulture));
                continue;
            }

            if (line == "advance") server.Advance();
            var (whole, unchanged) = server.TakeCounts();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{whole} {unchanged}"));
        }
    }

    private string TakeAsked()
    {
        var counts = new int[4];
        foreach (ref var feed in asked.AsSpan()) counts[Math.Min(3, Interlocked.Exchange(ref feed, 0))]++;
        return string.Join(' ', counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));
    }

    private async Task Answer(HttpContext context)
    {
        var host = context.Request.Host.Host;
        var known = int.TryParse(host.AsSpan(1, Math.Max(0, host.IndexOf('.', StringComparison.Ordinal) - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var feed);
        var path = context.Request.Path.Value!;
        if (!known || feed >= feeds || path == "/robots.txt")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (path != "/feed.xml")
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Feed(feed).Page(path.Sum(c => c)), context.RequestAborted);
            return;
        }

        Interlocked.Increment(ref asked[feed]);
        var tag = $"\"{feed}-{Newest(feed)}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            Interlocked.Increment(ref unchanged);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        Interlocked.Increment(ref whole);
        var body = editions.TryGetValue(feed, out var made) ? made : Edition(feed);
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private byte[] Edition(int feed) => Feed(feed).Edition(Newest(feed), entries);

    private int Newest(int feed) => 1000 + ((feed + step) / Changing) - (feed / Changing);

    private GeneratedFeed Feed(int feed) => new(Kinds[feed % Kinds.Length], feed, $"http://f{feed}.localhost:{EndPoint.Port}");
}
