using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace FunctionsBot.Tests.Loopback;

/// <summary>
/// Installs the packages of <c>Loopback/npm</c> at the versions its lock file pins, once for each lock file and user.
/// </summary>
internal static class AzuriteInstallation
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The folder of the lock file beside the tests.</summary>
    public static string Sources { get; } = Path.Combine(AppContext.BaseDirectory, "Loopback", "npm");

    /// <summary>The folder that holds <c>node_modules</c>.</summary>
    /// <exception cref="InvalidOperationException">npm is not there, or could not install; the message says which.</exception>
    public static async Task<string> Folder()
    {
        var pinned = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Sources, "package-lock.json"))))[..16];
        var folder = Path.Combine(Cache(), pinned);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        // Installed beside and moved into place, so that a half-made installation is never used and two test runs do not mix.
        var partial = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(partial);
        try
        {
            foreach (var name in (string[])["package.json", "package-lock.json"])
            {
                File.Copy(Path.Combine(Sources, name), Path.Combine(partial, name), overwrite: true);
            }

            await Npm(partial, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            if (!Directory.Exists(folder))
            {
                Directory.Move(partial, folder);
            }
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }

        return folder;
    }

    private static string Cache()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local.Length > 0 ? local : AppContext.BaseDirectory, "functionsbot-tests");
    }

    private static async Task Npm(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
        {
            WorkingDirectory = folder,
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
            throw new InvalidOperationException($"Azurite could not be installed: npm took longer than {Longest.TotalMinutes} minutes.");
        }

        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"Azurite could not be installed: npm ended with {npm.ExitCode}.\n{await output}{await errors}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("Azurite could not be installed: npm was not found; install Node.js 22 or newer.", e);
        }
    }
}
