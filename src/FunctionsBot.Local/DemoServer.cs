using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Local;

/// <summary>
/// The bundled news site on a free loopback port. Each outlet is a host of its own under <c>.example</c> (RFC 2606), told
/// apart by the Host header, so that the bot meets seven sites as it would on the web.
/// </summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private const string Root = "DemoSite/";
    private static readonly FileExtensionContentTypeProvider Types = new();
    private readonly WebApplication app;

    private DemoServer(WebApplication app, IPEndPoint endPoint)
    {
        this.app = app;
        EndPoint = endPoint;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts it.</summary>
    public static async Task<DemoServer> Start(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(Answer);
        await app.StartAsync(stop);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new DemoServer(app, new IPEndPoint(IPAddress.Loopback, new Uri(address).Port));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A bundled file; null if there is none of that name.</summary>
    public static Stream? File(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream(Root + name);

    private static async Task Answer(HttpContext context)
    {
        var outlet = context.Request.Host.Host.Split('.')[0];
        var path = context.Request.Path.Value!.TrimStart('/');
        await using var file = path.Length == 0 ? null : File($"{outlet}/{path}");
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<!doctype html><title>404</title><h1>Nothing here</h1>", context.RequestAborted);
            return;
        }

        context.Response.ContentType = Types.TryGetContentType(path, out var type) ? $"{type}; charset=utf-8" : "application/octet-stream";
        context.Response.ContentLength = file.Length;
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
