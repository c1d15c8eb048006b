using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FunctionsBot.Tests.Loopback;

/// <summary>A server that others wrote, in a process of its own: what npm installed, started by the <c>serve.cjs</c> beside its lock file.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private const int MostStarts = 3;

    private readonly Process _process;

    private NodeServer(Process process, IReadOnlyList<int> ports) => (_process, Ports) = (process, ports);

    /// <summary>Its ports on 127.0.0.1.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Starts it on so many free ports. A test that cannot have it is skipped with the reason, and fails instead where the environment says <c>CI=true</c>.</summary>
    public static async Task<NodeServer> Start(NpmInstallation installation, string what, int ports)
    {
        try
        {
            return await Started(installation, ports);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or Win32Exception or OperationCanceledException
            && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip($"{what} cannot be had: {e.Message}");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>A port that was free a moment ago may be taken by now: then it gets others.</summary>
    private static async Task<NodeServer> Started(NpmInstallation installation, int ports)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Started(installation, [.. Enumerable.Range(0, ports).Select(_ => FreePort())]);
            }
            catch (InvalidOperationException e) when (attempt < MostStarts && e.Message.Contains("EADDRINUSE", StringComparison.Ordinal))
            {
                TestContext.Current.SendDiagnosticMessage(e.Message);
            }
        }
    }

    private static async Task<NodeServer> Started(NpmInstallation installation, IReadOnlyList<int> ports)
    {
        var folder = await installation.Folder();
        var process = Process.Start(new ProcessStartInfo(
            "node", [Path.Combine(installation.Sources, "serve.cjs"), folder, .. ports.Select(p => p.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(LongestStart, TimeProvider.System);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (await process.StandardOutput.ReadLineAsync(limit.Token) != "listening")
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"it ended at its start. {await errors}");
        }

        return new NodeServer(process, ports);
    }

    /// <summary>They take no port 0.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
