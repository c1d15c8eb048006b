using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FunctionsBot.Tests.Loopback;

/// <summary>Azurite, the emulator of Azure Storage, in memory on free loopback ports; started when the first account is asked for.</summary>
internal sealed partial class AzuriteServer : IDisposable
{
    private const string Key = "bG9vcGJhY2s=";

    /// <summary>Accounts that exist; each user takes one of its own.</summary>
    private const int Accounts = 500;

    private static readonly NpmInstallation Installation = new(Path.Combine("Loopback", "npm"), "Azurite");

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly Lazy<Task<Dictionary<string, string>>> _endpoints;
    private Process? _process;
    private int _given;

    public AzuriteServer() => _endpoints = new(Start);

    /// <summary>The connection string of a new, empty storage account.</summary>
    /// <exception cref="InvalidOperationException">It cannot be had: the message says why.</exception>
    public async Task<string> NewAccount()
    {
        var endpoints = await _endpoints.Value;
        var account = AccountName(Interlocked.Increment(ref _given));
        return $"AccountName={account};AccountKey={Key};{string.Concat(endpoints.Select(e => $"{e.Key}Endpoint={e.Value}/{account};"))}";
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }

    private async Task<Dictionary<string, string>> Start()
    {
        var folder = await Installation.Folder();
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
        return endpoints;
    }

    private static string AccountName(int number) => number <= Accounts
        ? $"test{number.ToString(CultureInfo.InvariantCulture)}"
        : throw new NotSupportedException($"The tests take more than {Accounts} storage accounts: raise their number here.");

    private static Process Run(string folder)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, Accounts).Select(number => $"{AccountName(number)}:{Key}")) },
            ArgumentList =
            {
                "--require", Path.Combine(Installation.Sources, "exit-with-stdin.cjs"),
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
