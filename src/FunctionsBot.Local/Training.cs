using FunctionsBot.Classification;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>The commands that learn: from labelled files, or from what staff said of items in the store.</summary>
internal static class Training
{
    /// <summary>Ways to divide a file into folds: enough to tell how much of a figure is chance.</summary>
    private const int Splits = 7;

    /// <summary><c>train</c>, or <c>train [--from-scratch] FILE… [--model FILE]</c>.</summary>
    /// <returns><see cref="ExitCode.Failed"/> where nothing could be learned or the new model is no better and was refused.</returns>
    public static Task<int> Run(string[] args, TextWriter output, TextWriter errors, CancellationToken stop) => args switch
    {
        [] => FromStaff(output, errors, stop),
        ["--from-scratch", .. var files, "--model", var model] when files.Length > 0 => FromFiles(files, true, model, output, errors, stop),
        ["--from-scratch", .. var files] when files.Length > 0 => FromFiles(files, true, null, output, errors, stop),
        [.. var files, "--model", var model] when files.Length > 0 => FromFiles(files, false, model, output, errors, stop),
        [..] when !args.Any(a => a.StartsWith("--", StringComparison.Ordinal)) => FromFiles(args, false, null, output, errors, stop),
        _ => throw new UsageException($"train takes [--from-scratch] FILE … [--model FILE], or nothing, not \"{string.Join(' ', args)}\"."),
    };

    /// <summary><c>labels FILE</c>: what staff said, as a file that <c>train</c> reads.</summary>
    public static async Task<int> Export(string file, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        using var log = new PlainLog(AnsiConsole.Console);
        await using var bot = await LocalBot.Open(Daemon.ReadSettings(), TimeProvider.System, log, stop);
        try
        {
            var count = 0;
            await using (var lines = new StreamWriter(file))
            {
                await foreach (var (item, _) in bot.Pipeline.LabelledItems(stop))
                {
                    await lines.WriteLineAsync(ItemLines.Write(item));
                    count++;
                }
            }

            await output.WriteLineAsync($"{count} labelled items are in {file}.");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{file}: {e.Message}");
            return ExitCode.Failed;
        }
    }

    private static async Task<int> FromStaff(TextWriter output, TextWriter errors, CancellationToken stop)
    {
        using var log = new PlainLog(AnsiConsole.Console);
        await using var bot = await LocalBot.Open(Daemon.ReadSettings(), TimeProvider.System, log, stop);
        return await Learned(() => bot.Pipeline.Learn(stop), "It is used from the next start; verdicts that were given stay as they are.", output, errors);
    }

    private static async Task<int> FromFiles(string[] files, bool fromScratch, string? model, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var items = new List<LabelledItem>();
        var read = await Lines.Each(files, errors, async file =>
        {
            await foreach (var line in File.ReadLinesAsync(file, stop).Where(l => !string.IsNullOrWhiteSpace(l)))
            {
                items.Add(ItemLines.ReadLabelled(line));
            }
        });
        if (read != ExitCode.Done)
        {
            return read;
        }

        var current = fromScratch ? null : RelevanceModel.Shipped;
        return await Learned(
            async () =>
            {
                var report = TrainReport.Of(items, current, current, Splits);
                if (report.Adopted && model is not null)
                {
                    await File.WriteAllTextAsync(model, report.Model.Write(), stop);
                }

                return report;
            },
            model is null ? "It was not kept: name a file with --model." : $"It is in {model}.",
            output,
            errors);
    }

    private static async Task<int> Learned(Func<Task<TrainReport>> learn, string kept, TextWriter output, TextWriter errors)
    {
        try
        {
            var report = await learn();
            await output.WriteLineAsync(report.ToString());
            if (report.Adopted)
            {
                await output.WriteLineAsync(kept);
            }

            return report.Adopted ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
