using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Migrations;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>The commands <c>sources export</c> and <c>sources import</c>: lists of sources as OPML, for feed readers, and as CSV, for spreadsheets.</summary>
internal static class SourceLists
{
    private const long MostBytes = 10_000_000;

    /// <summary>Writes all sources to a file, by its ending as OPML or CSV.</summary>
    public static async Task<int> Export(string file, IAnsiConsole console, CancellationToken stop)
    {
        using var store = Open();
        return await Export(file, await Tables(store, stop), console, stop);
    }

    /// <summary>The same from given tables.</summary>
    internal static async Task<int> Export(string file, Tables tables, IAnsiConsole console, CancellationToken stop)
    {
        var opml = IsOpml(file);
        var sources = (await All(tables, stop)).Select(s => s.Value).ToList();
        // The mark at its start tells spreadsheets that a table is UTF-8.
        var text = opml ? OpmlSources.Write(sources, "FunctionsBot", TimeProvider.System.GetUtcNow()) : $"\uFEFF{CsvSources.Write(sources)}";
        try
        {
            await File.WriteAllTextAsync($"{file}.part", text, new UTF8Encoding(false), stop);
            File.Move($"{file}.part", file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {e.Message}");
        }

        console.WriteLine($"{sources.Count} sources are in {file}.");
        return ExitCode.Done;
    }

    /// <summary>Takes in the sources of a file, beside those that are there; taking it in again changes nothing.</summary>
    /// <param name="file">The file; OPML or CSV by its ending.</param>
    /// <param name="language">Language of sources whose list names none.</param>
    /// <param name="console">Where what became of each row is told.</param>
    /// <param name="stop">Stops between two batches.</param>
    public static async Task<int> Import(string file, string language, IAnsiConsole console, CancellationToken stop)
    {
        if (language is not { Length: 2 } || !language.All(char.IsAsciiLetterLower))
        {
            throw new UsageException($"--language takes a two-letter code such as fr, not \"{language}\".");
        }

        using var store = Open();
        return await Import(file, language, Daemon.ReadSettings().AllowPrivateAddresses, await Tables(store, stop), console, stop);
    }

    /// <summary>The same into given tables.</summary>
    internal static async Task<int> Import(string file, string language, bool allowLoopback, Tables tables, IAnsiConsole console, CancellationToken stop)
    {
        var rows = Read(file);
        var existing = await All(tables, stop);
        var plan = SourceImport.Plan(rows, existing.Select(s => s.Value), a => AddressGuard.Refusal(a, allowLoopback), language);
        var told = await Store(plan, existing, tables, stop);
        Tell(file, told, console);
        return told.Any(t => t.Outcome == ImportOutcome.Skipped) ? ExitCode.Failed : ExitCode.Done;
    }

    private static IReadOnlyList<SourceRow> Read(string file)
    {
        var opml = IsOpml(file);
        try
        {
            if (new FileInfo(file).Length > MostBytes)
            {
                throw new UsageException($"{file} is bigger than {MostBytes / 1_000_000} MB: no list of sources is.");
            }

            var bytes = File.ReadAllBytes(file);
            var rows = opml ? OpmlSources.Read(bytes) : CsvSources.Read(bytes);
            return rows.Count > 0 || !opml || OpmlSources.LooksLikeOpml(bytes) ? rows : throw new UsageException($"{file} is no OPML: it does not begin with <opml>.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"{file} cannot be read: {e.Message}");
        }
    }

    private static bool IsOpml(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".OPML" or ".XML" => true,
        ".CSV" or ".TSV" or ".TXT" => false,
        _ => throw new UsageException($"{file} must end in .opml or .csv, which says how it is written."),
    };

    private static Store Open()
    {
        var settings = Daemon.ReadSettings();
        return Storage.Store.Choose(settings.StorageConnection, settings.StorageAccount, null, settings.DataFolder, TimeProvider.System);
    }

    /// <summary>Its tables, laid out as this version reads them.</summary>
    private static async Task<Tables> Tables(Store store, CancellationToken stop)
    {
        var tables = new Tables(store.Table);
        await new Migrator(tables, new StoryIndex(tables), TimeProvider.System, NullLogger<Migrator>.Instance).Run(stop);
        return tables;
    }

    private static async Task<List<Versioned<Source>>> All(Tables tables, CancellationToken stop)
    {
        var all = new List<Versioned<Source>>();
        foreach (var shard in Keys.AllShards)
        {
            all.AddRange(await tables.Sources.Range(shard, cancel: stop).ToListAsync(stop));
        }

        return all;
    }

    /// <summary>Stores what is planned. What an admin changed meanwhile is left as it is, and said to be.</summary>
    private static async Task<IReadOnlyList<ImportedRow>> Store(IReadOnlyList<ImportedRow> plan, List<Versioned<Source>> existing, Tables tables, CancellationToken stop)
    {
        var lost = await SourceEdits.Import(plan, existing, tables, "command line", TimeProvider.System.GetUtcNow(), stop);
        return [.. plan.Select(p => lost.Contains(p) ? p with { Outcome = ImportOutcome.Skipped, Reason = "Somebody else changed it at this moment; import again." } : p)];
    }

    private static void Tell(string file, IReadOnlyList<ImportedRow> rows, IAnsiConsole console)
    {
        foreach (var row in rows.Where(r => r.Outcome is not ImportOutcome.Unchanged))
        {
            var colour = row.Outcome switch { ImportOutcome.Added => "green", ImportOutcome.Updated => "yellow", _ => "red" };
            var name = row.Source?.Name ?? row.Row.Name ?? row.Row.Address ?? "(nothing)";
            console.MarkupLine($"  line {row.Row.Line,-5} [{colour}]{row.Outcome.ToString().ToLowerInvariant(),-8}[/] {Markup.Escape(name)} {Markup.Escape(row.Reason)}");
        }

        console.WriteLine($"{file}: {Count(ImportOutcome.Added)} added, {Count(ImportOutcome.Updated)} updated, {Count(ImportOutcome.Unchanged)} there already, {Count(ImportOutcome.Skipped)} skipped.");

        int Count(ImportOutcome outcome) => rows.Count(r => r.Outcome == outcome);
    }
}
