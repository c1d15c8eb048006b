using System.Diagnostics;

namespace FunctionsBot.Functions.Tests;

/// <summary>The worker as its own process.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Every_bad_setting_gets_its_sentence_and_stops_the_start()
    {
        var (code, errors) = await Start(("SmtpPort", "0"), ("PollSchedule", "now and then"));

        Assert.Equal(2, code);
        Assert.Equal(2, errors.Length);
        Assert.Contains(errors, e => e.StartsWith("Setting SmtpPort: \"0\"", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.StartsWith("Setting PollSchedule: \"now and then\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_Functions_host_it_says_what_is_missing()
    {
        var (code, errors) = await Start();

        Assert.NotEqual(0, code);
        Assert.Contains("HostEndpoint", errors[0], StringComparison.Ordinal);
    }

    private static async Task<(int Code, string[] Errors)> Start(params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsBot.Functions.dll")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var folder = Directory.CreateTempSubdirectory("functionsbot-start-");
        start.Environment["DataFolder"] = folder.FullName;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var worker = Process.Start(start)!;
        var errors = await worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        return (worker.ExitCode, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
