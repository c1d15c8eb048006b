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

    public static ImportKind<Planned> Import { get; } = new($"{Home}/import", Words.ImportSources, Words.ImportSourcesText, Home)
    {
        Accept = ".opml,.xml,.csv,.tsv,.txt",
        Plan = async (visit, file) => Plan(visit, Rows(file), await All(visit)),
        Line = p => p.Line,
        Apply = Apply,
        Notice = "imported",
    };

    public static async Task<IResult> Opml(Visit visit) => Results.File(
        Encoding.UTF8.GetBytes(OpmlSources.Write(Values(await All(visit)), "FunctionsBot", visit.Now)), "text/x-opml; charset=utf-8", "sources.opml");

    /// <summary>The mark at its start tells spreadsheets that it is UTF-8.</summary>
    public static async Task<IResult> Csv(Visit visit) => Results.File(
        Encoding.UTF8.GetBytes("\uFEFF" + CsvSources.Write(Values(await All(visit)))), "text/csv; charset=utf-8", "sources.csv");

    private static async Task<bool> Apply(Visit visit, List<Planned> plan) => await SourceEdits.Import(
        [.. plan.Select(p => p.Row)], [.. plan.Select(p => p.Stored).OfType<Versioned<Source>>()], visit.Tables, visit.By, visit.Now, visit.Cancel) is { Count: 0 };

    private static IReadOnlyList<SourceRow> Rows(ImportFile file) =>
        OpmlSources.LooksLikeOpml(file.Content) ? OpmlSources.Read(file.Content) : CsvSources.Read(file.Content);

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
    internal sealed record Planned(ImportLine Line, Versioned<Source>? Stored, ImportedRow Row);
}
