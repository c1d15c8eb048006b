using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Sources out to feed readers and spreadsheets, and in from them.</summary>
internal static class SourceFiles
{
    private const string Home = "/manage/sources";

    private static readonly ImportKind Kind = new($"{Home}/import", Words.ImportSources, Words.ImportSourcesText, Home) { Accept = ".opml,.xml,.csv,.tsv,.txt" };

    public static async Task<IResult> Opml(Visit visit) => Results.File(
        Encoding.UTF8.GetBytes(OpmlSources.Write(Values(await All(visit)), "FunctionsBot", visit.Now)), "text/x-opml; charset=utf-8", "sources.opml");

    /// <summary>The mark at its start tells spreadsheets that it is UTF-8.</summary>
    public static async Task<IResult> Csv(Visit visit) => Results.File(
        Encoding.UTF8.GetBytes("\uFEFF" + CsvSources.Write(Values(await All(visit)))), "text/csv; charset=utf-8", "sources.csv");

    public static Task<IResult> Ask(Visit visit) => Task.FromResult(ImportFile.Ask(visit, Kind));

    public static async Task<IResult> Look(Visit visit)
    {
        var (file, plan, problem) = await ReadPlan(visit);
        return file is null ? ImportFile.Ask(visit, Kind, problem) : file.Show(visit, Kind, [.. plan.Select(p => p.Line)]);
    }

    public static async Task<IResult> Apply(Visit visit)
    {
        var (file, plan, problem) = await ReadPlan(visit);
        if (file is null)
        {
            return ImportFile.Ask(visit, Kind, problem);
        }

        var lines = plan.ConvertAll(p => p.Line);
        if (!file.IsAsShown(lines))
        {
            return file.Show(visit, Kind, lines, changed: true);
        }

        var lost = await SourceEdits.Import([.. plan.Select(p => p.Row)], [.. plan.Select(p => p.Stored).OfType<Versioned<Source>>()], visit.Tables, visit.By, visit.Now, visit.Cancel);
        return lost.Count == 0 ? Visit.See(Home, "imported") : await Look(visit); // Somebody changed one at this very moment: what is left is planned anew.
    }

    private static async Task<(ImportFile? File, List<Planned> Plan, string? Problem)> ReadPlan(Visit visit)
    {
        if (await ImportFile.Posted(visit) is not { } file)
        {
            return (null, [], visit.T(Words.NoFile));
        }

        try
        {
            var rows = OpmlSources.LooksLikeOpml(file.Content) ? OpmlSources.Read(file.Content) : CsvSources.Read(file.Content);
            return rows.Count > 0 ? (file, Plan(visit, rows, await All(visit)), null) : (null, [], visit.T(Words.EmptyFile));
        }
        catch (FormatException e)
        {
            return (null, [], e.Message);
        }
    }

    private static List<Planned> Plan(Visit visit, IReadOnlyList<SourceRow> rows, List<Versioned<Source>> stored)
    {
        var byId = stored.ToDictionary(s => s.Key, StringComparer.Ordinal);
        var plan = SourceImport.Plan(rows, Values(stored), a => AddressGuard.Refusal(a, visit.Parts.Settings.AllowPrivateAddresses), visit.Language);
        return [.. plan.Select(row =>
        {
            var before = row.Source is { } source ? byId.GetValueOrDefault(source.Id) : null;
            var line = new ImportLine(row.Row.Line, row.Source?.Name ?? row.Row.Name ?? row.Row.Address ?? "", row.Outcome)
            {
                Problem = row.Outcome != ImportOutcome.Skipped ? "" : visit.Language == "fr" ? row.ReasonFr : row.Reason,
                Change = row.Source is null ? null : visit.Entry(AuditThing.Source, row.Source.Id, AuditAction.Imported, row.Source.Name) with
                {
                    Before = before is null ? null : SourceEdits.FieldsOf(before.Value),
                    After = SourceEdits.FieldsOf(row.Source),
                },
            };
            return new Planned(line, before, row);
        })];
    }

    private static async Task<List<Versioned<Source>>> All(Visit visit) =>
        await Keys.AllShards.ToAsyncEnumerable().SelectMany(shard => visit.Tables.Sources.Range(shard, cancel: visit.Cancel)).ToListAsync(visit.Cancel);

    private static IEnumerable<Source> Values(List<Versioned<Source>> stored) => stored.Select(s => s.Value);

    /// <summary>A line, what is stored of it, and what would be.</summary>
    private sealed record Planned(ImportLine Line, Versioned<Source>? Stored, ImportedRow Row);
}
