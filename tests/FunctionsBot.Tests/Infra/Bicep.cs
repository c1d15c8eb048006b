using System.Diagnostics;
using System.Reflection;

namespace FunctionsBot.Tests.Infra;

/// <summary>The real Bicep compiler, on the files of <c>infra/</c>.</summary>
internal static class Bicep
{
    /// <summary>The folder of the repository's solution.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of the templates.</summary>
    public static string Infra { get; } = Path.Combine(Repository, "infra");

    /// <summary>Runs the compiler; skips the test where there is none, except under CI, which must have it.</summary>
    public static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Compiler(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var compiler = Process.Start(start)!;
        var output = compiler.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = compiler.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await compiler.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (compiler.ExitCode, await output, await errors);
    }

    private static string Compiler()
    {
        var path = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(a => a.Key == "BicepCompiler")?.Value;
        if (path is not null && File.Exists(path))
        {
            return path;
        }

        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "The Bicep compiler is restored on x64 Linux only.");
        throw new FileNotFoundException("The Bicep compiler was not restored; run dotnet restore.", path);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FunctionsBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository: no FunctionsBot.sln above them.");
        }

        return folder.FullName;
    }
}
