using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FunctionsBot.Tests.Loopback;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace FunctionsBot.Tests.Loopback;

/// <summary>
/// Azurite, the emulator of Azure Storage, in memory on free loopback ports; started by the first test that asks for it.
/// A test that cannot have it is skipped with the reason, and fails instead where the environment says <c>CI=true</c>.
/// </summary>
public sealed partial class AzuriteFixture : IDisposable
{
    // The emulator's published account; every installation of it has the same key.
    private const string Account =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly Lazy<Task<string>> _connection;
    private Process? _process;
    private int _names;

    public AzuriteFixture() => _connection = new(Start);

    /// <summary>The connection string; the test is skipped where Azurite cannot be had.</summary>
    public async Task<string> Connection()
    {
        try
        {
            return await _connection.Value;
        }
        catch (InvalidOperationException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    /// <summary>A name no other test uses, for a table or queue.</summary>
    public string NewName() => $"test{Interlocked.Increment(ref _names).ToString(CultureInfo.InvariantCulture)}";

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }

    private async Task<string> Start()
    {
        var folder = await AzuriteInstallation.Folder();
        _process = Run(folder);
        using var limit = new CancellationTokenSource(LongestStart, TimeProvider.System);
        var errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        var endpoints = new Dictionary<string, string>();
        var output = new StringBuilder();
        try
        {
            while (endpoints.Count < 3 && await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                output.AppendLine(line);
                if (Listening().Match(line) is { Success: true } match)
                {
                    endpoints[match.Groups["service"].Value] = match.Groups["address"].Value;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"Azurite did not start within {LongestStart.TotalSeconds} seconds.\n{output}");
        }

        if (endpoints.Count < 3)
        {
            throw new InvalidOperationException($"Azurite ended at its start.\n{output}{await errors}");
        }

        // Read on, or its output would fill the pipe and stop it.
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return $"DefaultEndpointsProtocol=http;{Account};{string.Concat(endpoints.Select(e => $"{e.Key}Endpoint={e.Value}/devstoreaccount1;"))}";
    }

    private static Process Run(string folder)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--require", Path.Combine(AzuriteInstallation.Sources, "exit-with-stdin.cjs"),
                Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js"),
                "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            },
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("Azurite could not be started: node was not found; install Node.js 22 or newer.", e);
        }
    }

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
