using System.Diagnostics;
using System.Globalization;
using FunctionsBot.Extraction;

namespace FunctionsBot.Benchmarks;

/// <summary>The most memory that reading saved pages has taken.</summary>
internal static class MemoryMeasure
{
    /// <summary>Reads each file as <c>extract --json</c> does and prints what the process held at its peak, the runtime included.</summary>
    public static void Run(string[] files)
    {
        var extractor = new Extractor();
        foreach (var file in files)
        {
            var before = Environment.CpuUsage.TotalTime;
            var line = ExtractReport.Line(extractor, file, ExtractionMeasure.Fetched);
            var taken = Environment.CpuUsage.TotalTime - before;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file)}: {line.Length} characters, {taken.TotalSeconds:F2} s, peak resident so far {process.PeakWorkingSet64 / 1e6:F0} MB"));
        }
    }
}
