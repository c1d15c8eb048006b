using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FunctionsBot.Tests.Extraction;

/// <summary>
/// Pages are read by the program itself, in a process whose heap the runtime ends at 200 MB: no measuring after the fact can see a peak.
/// </summary>
[Collection(typeof(Alone))]
public sealed class MemoryTests
{
    private const int Megabyte = 1_000_000;

    public static TheoryData<string> Pages => new(
        "ten megabytes of paragraphs", "ten megabytes of accents", "text of eight million characters", "text of four million lines",
        "title of five megabytes", "attribute of ten megabytes", "tag of ten megabytes", "100,000 levels", "array of JSON", "dates", "names", "rows");

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_hostile_page_is_read_within_200_megabytes(string page)
    {
        var folder = Directory.CreateTempSubdirectory("pages-");
        var file = Path.Combine(folder.FullName, "page.html");
        await File.WriteAllTextAsync(file, Make(page), TestContext.Current.CancellationToken);
        try
        {
            var (code, output, errors) = await Extract(file);

            Assert.True(code == 0, $"{page}: {errors}");
            Assert.Contains("\"title\":", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output, string Errors)> Extract(string file)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "FunctionsBot.Local.dll");
        var start = new ProcessStartInfo("dotnet", [program, "extract", "--json", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x" + (200 * Megabyte).ToString("X", CultureInfo.InvariantCulture), ["DOTNET_DbgEnableMiniDump"] = "0" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private static string Make(string page) => page switch
    {
        "ten megabytes of paragraphs" => "<body><article>" + Repeat("<p>On 3 March 2024 a witness said that open weights are read by many people.</p>", 10),
        "ten megabytes of accents" => "<body><article>" + Repeat("<p>É é à ç : le comité a été saisi à l'été.</p>", 10),
        "text of eight million characters" => Repeat("word ", 8),
        "text of four million lines" => Repeat("a\n", 8),
        "title of five megabytes" => "<html><head><title>" + Repeat("T", 5) + "</title></head><body><p>x",
        "attribute of ten megabytes" => "<p class=\"" + Repeat("a", 10) + "\">text</p>",
        "tag of ten megabytes" => "<p>x<" + Repeat("a", 10) + ">y",
        "100,000 levels" => "<body>" + new StringBuilder().Insert(0, "<div>", 100_000) + "deep down",
        "array of JSON" => "<p>x<script type=application/ld+json>[" + Repeat("{\"a\":1},", 10) + "{}]</script>",
        "dates" => "<body>" + Repeat("<p>12 mars 2025 et le 13.04.2024 ou 2024-05-06 ", 10),
        "names" => "<body>" + string.Concat(Enumerable.Range(0, 250_000).Select(i => $"<div class=\"c{i} d{i}x aB{i}\">x</div>")),
        "rows" => "<body><table>" + Repeat("<tr><td>a<td>b", 10),
        _ => throw new ArgumentOutOfRangeException(nameof(page), page, "No such page."),
    };

    /// <summary>Some text again and again, up to so many megabytes.</summary>
    private static string Repeat(string text, int megabytes) => new StringBuilder().Insert(0, text, megabytes * Megabyte / text.Length).ToString();
}
