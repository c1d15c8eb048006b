using System.ComponentModel;
using System.Diagnostics;

namespace FunctionsBot.Benchmarks;

/// <summary>A process that answers each line with a line, and ends when its input does.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;

    private Child(Process process) => this.process = process;

    /// <summary>Starts another process of this program.</summary>
    public static Child Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // As the hosts run; this program has it off for measures within one process.
            Environment = { ["DOTNET_gcConcurrent"] = "1" },
        };
        return new Child(Process.Start(start)!);
    }

    /// <summary>The next line it writes.</summary>
    /// <exception cref="IOException">It ended.</exception>
    public string Read() => process.StandardOutput.ReadLine() ?? throw new IOException($"The process \"{string.Join(' ', process.StartInfo.ArgumentList)}\" ended before it answered.");

    /// <summary>Writes a line and waits for the one that answers it.</summary>
    public string Ask(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
        return Read();
    }

    /// <summary>The processor time it has taken.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Ends it at once, whatever it is doing.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Ends its input and waits for it to end.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
        }

        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>How long a program takes from its start to its end; null where it is not installed.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public static TimeSpan? Time(string program, params IEnumerable<string> arguments)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            run.StandardOutput.ReadToEnd();
            run.WaitForExit();
            return run.ExitCode == 0 ? watch.Elapsed : throw new IOException($"{program} failed with {run.ExitCode}.");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
