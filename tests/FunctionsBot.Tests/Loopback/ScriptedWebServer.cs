using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FunctionsBot.Tests.Loopback;

/// <summary>A request as it came over the wire.</summary>
internal sealed record WireRequest(string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string name] => Headers.GetValueOrDefault(name);
}

/// <summary>
/// A web server on loopback that answers each path as told, down to the bytes, so that it can be as wrong as real ones:
/// silent, endless, mislabelled. One connection per request.
/// </summary>
internal sealed class ScriptedWebServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Func<WireRequest, Stream, CancellationToken, Task>> scripts = new();
    private readonly ConcurrentQueue<WireRequest> seen = new();
    private readonly ConcurrentBag<Task> exchanges = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    private readonly X509Certificate2? certificate;

    /// <param name="certificate">With one it speaks TLS.</param>
    public ScriptedWebServer(X509Certificate2? certificate = null)
    {
        this.certificate = certificate;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<WireRequest> Requests => [.. seen];

    public Uri At(string path, string host = "127.0.0.1") => new($"http://{host}:{Port}{path}");

    /// <summary>Answers a path with a script that writes to the connection.</summary>
    public Uri On(string path, Func<WireRequest, Stream, CancellationToken, Task> script)
    {
        scripts[path] = script;
        return At(path);
    }

    /// <summary>Answers a path with a status, headers (a line each) and a body.</summary>
    public Uri On(string path, int status, byte[] body, params string[] headers) =>
        On(path, async (_, stream, cancel) =>
        {
            await stream.WriteAsync(Head(status, [.. headers, $"Content-Length: {body.Length}"]), cancel);
            await stream.WriteAsync(body, cancel);
        });

    public Uri On(string path, int status, string body, params string[] headers) => On(path, status, Encoding.UTF8.GetBytes(body), headers);

    public Uri Redirect(string path, int status, string to) => On(path, status, "", $"Location: {to}");

    /// <summary>A status line and headers, as bytes.</summary>
    public static byte[] Head(int status, params string[] headers)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nConnection: close\r\n");
        foreach (var header in headers) text.Append(header).Append("\r\n");
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(exchanges);
        stop.Dispose();
        listener.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) exchanges.Add(Serve(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server was stopped.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = await Secured(client.GetStream());
            if (await ReadRequest(stream) is not { } request) return;
            seen.Enqueue(request);
            var path = request.Target.Split('?')[0];
            if (scripts.TryGetValue(path, out var script)) await script(request, stream, stop.Token);
            else await stream.WriteAsync(Head(404, "Content-Length: 0"), stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException)
        {
            // The client had enough, or the server was stopped: both are what some tests want.
        }
    }

    private async Task<Stream> Secured(NetworkStream stream)
    {
        if (certificate is null) return stream;
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
        return secured;
    }

    private async Task<WireRequest?> ReadRequest(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        if (await reader.ReadLineAsync(stop.Token) is not { Length: > 0 } start) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) return null;
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new(start.Split(' ')[1], headers);
    }
}
