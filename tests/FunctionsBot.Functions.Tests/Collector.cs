using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Functions.Tests;

/// <summary>A span as it came over the wire.</summary>
internal sealed record ReceivedSpan(string Scope, string Trace, string Id, string Parent, string Name);

/// <summary>
/// A collector on loopback that takes traces, figures and logs by OTLP over HTTP, and a web server for whatever else is asked of it.
/// Source: https://opentelemetry.io/docs/specs/otlp/, opentelemetry/proto/collector and trace.proto
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<ReceivedSpan> spans = new();
    private readonly ConcurrentDictionary<string, string> figures = new();
    private readonly ConcurrentQueue<string> logs = new();

    public Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.MapPost("/v1/traces", context => Take(context, Traces));
        server.MapPost("/v1/metrics", context => Take(context, Figures));
        server.MapPost("/v1/logs", context => Take(context, Logs));
    }

    /// <summary>Spans in the order they came.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => [.. spans];

    /// <summary>Names of the figures that came.</summary>
    public IEnumerable<string> FigureNames => figures.Keys;

    /// <summary>How many log records came.</summary>
    public int LogCount => logs.Count;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Answers a path, too.</summary>
    public void On(string path, string type, Func<string> body) => server.MapGet(path, () => Results.Content(body(), type));

    public async Task Start(CancellationToken cancel)
    {
        await server.StartAsync(cancel);
        Address = new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task Take(HttpContext context, Action<ILookup<int, Wire.Value>> read)
    {
        Assert.Equal("application/x-protobuf", context.Request.ContentType);
        using var bytes = new MemoryStream();
        if (context.Request.Headers.ContentEncoding == "gzip")
        {
            await using var unpacked = new GZipStream(context.Request.Body, CompressionMode.Decompress);
            await unpacked.CopyToAsync(bytes, context.RequestAborted);
        }
        else
        {
            await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        }

        read(Wire.Read(bytes.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>What is in all scopes of all resources, with the name of its scope.</summary>
    private static IEnumerable<(string Scope, ILookup<int, Wire.Value> Fields)> All(ILookup<int, Wire.Value> request) =>
        from resource in request[1]
        from scope in resource.Fields[2]
        let name = scope.Fields[1].SingleOrDefault()?.Fields[1].SingleOrDefault()?.Text ?? ""
        from value in scope.Fields[2]
        select (name, value.Fields);

    private void Traces(ILookup<int, Wire.Value> request)
    {
        foreach (var (scope, span) in All(request))
        {
            spans.Enqueue(new(scope, Hex(span[1]), Hex(span[2]), Hex(span[4]), span[5].Single().Text));
        }
    }

    private void Figures(ILookup<int, Wire.Value> request)
    {
        foreach (var (_, figure) in All(request))
        {
            figures[figure[1].Single().Text] = "";
        }
    }

    private void Logs(ILookup<int, Wire.Value> request)
    {
        foreach (var (scope, _) in All(request))
        {
            logs.Enqueue(scope);
        }
    }

    private static string Hex(IEnumerable<Wire.Value> bytes) => Convert.ToHexStringLower(bytes.SingleOrDefault()?.Bytes ?? []);
}
