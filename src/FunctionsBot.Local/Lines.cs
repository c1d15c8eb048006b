using FunctionsBot.Classification;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;
using FunctionsBot.Facts;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot.Local;

/// <summary>The commands that run one stage over files, with JSON lines in and out: for measuring.</summary>
internal static class Lines
{
    /// <summary><c>extract --json FILE…</c>: one line for each saved page.</summary>
    public static async Task<int> Extract(string[] files, TextWriter output, TextWriter errors)
    {
        var extractor = new Extractor();
        return await Each(files, errors, async file => await output.WriteLineAsync(ExtractReport.Line(extractor, file, TimeProvider.System.GetUtcNow())));
    }

    /// <summary><c>understand --json FILE…</c>: one line for each item of files of JSON lines.</summary>
    public static Task<int> Understand(string[] files, TextWriter output, TextWriter errors, CancellationToken stop) => Each(files, errors, async file =>
    {
        await foreach (var line in File.ReadLinesAsync(file, stop).Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            var (id, item) = ItemLines.Read(line);
            var (verdict, facts) = Judge(item);
            await output.WriteLineAsync(UnderstandReport.Line(id, verdict, facts));
        }
    });

    /// <summary><c>stories --json FILE</c>: places the items of a file in its order, in a store that is thrown away.</summary>
    public static async Task<int> Stories(string file, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("functionsbot-stories-");
        try
        {
            using var store = Store.Choose(null, null, null, folder.FullName, TimeProvider.System);
            return await Each([file], errors, async f =>
            {
                using var input = new StreamReader(f);
                await StoriesReport.Write(new Tables(store.Table), input, output, Judge, TimeProvider.System.GetUtcNow(), stop);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (Verdict Verdict, ItemFacts Facts) Judge(Item item) =>
        (Classifier.Shipped.Judge(item), FactFinder.Find(item, item.Published ?? TimeProvider.System.GetUtcNow()));

    internal static async Task<int> Each(string[] files, TextWriter errors, Func<string, Task> run)
    {
        var code = ExitCode.Done;
        foreach (var file in files)
        {
            try
            {
                await run(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                await errors.WriteLineAsync($"{file}: {e.Message}");
                code = ExitCode.Failed;
            }
        }

        return code;
    }
}
