using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace FunctionsBot.Tests.Loopback;

/// <summary>Installs the packages of a folder beside the tests at the versions its lock file pins, once for each lock file and user.</summary>
/// <param name="folder">The folder under the tests' own.</param>
/// <param name="what">What is installed, for people.</param>
internal sealed class NpmInstallation(string folder, string what)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The folder of the lock file.</summary>
    public string Sources { get; } = Path.Combine(AppContext.BaseDirectory, folder);

    /// <summary>The folder that holds <c>node_modules</c>.</summary>
    /// <exception cref="InvalidOperationException">npm is not there, or could not install; the message says which.</exception>
    public async Task<string> Folder()
    {
        var pinned = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Sources, "package-lock.json"))))[..16];
        var installed = Path.Combine(Cache(), pinned);
        if (Directory.Exists(installed))
        {
            return installed;
        }

        // Installed beside and moved into place, so that a half-made installation is never used and two test runs do not mix.
        var partial = $"{installed}.{Environment.ProcessId}";
        Directory.CreateDirectory(partial);
        try
        {
            foreach (var name in (string[])["package.json", "package-lock.json"])
            {
                File.Copy(Path.Combine(Sources, name), Path.Combine(partial, name), overwrite: true);
            }

            await Npm(partial, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            if (!Directory.Exists(installed))
            {
                Directory.Move(partial, installed);
            }
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }

        return installed;
    }

    private static string Cache()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local.Length > 0 ? local : AppContext.BaseDirectory, "functionsbot-tests");
    }

    private async Task Npm(string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Start(start);
        using var limit = new CancellationTokenSource(Longest, TimeProvider.System);
        var output = npm.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = npm.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await npm.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{what} could not be installed: npm took longer than {Longest.TotalMinutes} minutes.");
        }

        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"{what} could not be installed: npm ended with {npm.ExitCode}.\n{await output}{await errors}");
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{what} could not be installed: npm was not found; install Node.js 20 or newer.", e);
        }
    }
}
