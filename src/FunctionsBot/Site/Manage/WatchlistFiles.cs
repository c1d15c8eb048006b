using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Watchlists out to files and in from them.</summary>
internal static class WatchlistFiles
{
    private const string Home = "/manage/watchlists";

    public static ImportKind<Planned> Import { get; } = new($"{Home}/import", Words.ImportWatchlists, Words.ImportWatchlistsText, Home)
    {
        Accept = ".json,.csv,.tsv,.txt",
        Plan = (visit, file) => Plan(visit, WatchlistFile.Read(file.Text())),
        Line = p => p.Line,
        Apply = Apply,
        Notice = "imported",
    };

    public static async Task<IResult> Json(Visit visit) => Results.File(
        Encoding.UTF8.GetBytes(WatchlistFile.WriteJson(await All(visit))), "application/json; charset=utf-8", "watchlists.json");

    /// <summary>The mark at its start tells spreadsheets that it is UTF-8.</summary>
    public static async Task<IResult> Csv(Visit visit) => Results.File(
        Encoding.UTF8.GetBytes("\uFEFF" + WatchlistFile.WriteCsv(await All(visit))), "text/csv; charset=utf-8", "watchlists.csv");

    private static async Task<bool> Apply(Visit visit, List<Planned> plan)
    {
        foreach (var (_, stored, watchlist) in plan.Where(p => p.Line.Outcome is ImportOutcome.Added or ImportOutcome.Updated))
        {
            if (stored is null)
            {
                await ManageWatchlists.Insert(visit, watchlist!, AuditAction.Imported);
            }
            else if (!await ManageWatchlists.Replace(visit, stored, watchlist!, AuditAction.Imported))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<List<Planned>> Plan(Visit visit, IReadOnlyList<WatchlistRow> rows)
    {
        var stored = await visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel).ToListAsync(visit.Cancel);
        var byId = stored.ToDictionary(w => w.Key, StringComparer.Ordinal);
        var byName = stored.ToLookup(w => w.Value.Name, StringComparer.OrdinalIgnoreCase);
        var lineOf = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. rows.Select(Plan)];

        Planned Plan(WatchlistRow row)
        {
            var known = row.Id is { } id ? byId.GetValueOrDefault(id) : row.Name is { Length: > 0 } name ? byName[name].FirstOrDefault() : null;
            var newId = row.Id ?? DestinationIds.Slug(row.Name ?? "");
            var problem = Problem(visit, row, known is null, newId);
            if (problem is null && !lineOf.TryAdd(known?.Key ?? newId, row.Line))
            {
                problem = visit.T(Words.LineTwice, lineOf[known?.Key ?? newId]);
            }

            return problem is null ? Made(visit, row, known, newId) : new(new ImportLine(row.Line, row.Name ?? row.Id ?? "", ImportOutcome.Skipped) { Problem = problem }, null, null);
        }
    }

    private static Planned Made(Visit visit, WatchlistRow row, Versioned<Watchlist>? known, string newId)
    {
        var before = known?.Value ?? new Watchlist(newId, "", "");
        var after = before with
        {
            Name = row.Name ?? before.Name,
            NameFr = row.NameFr is null ? before.NameFr : row.NameFr.Length > 0 ? row.NameFr : null,
            Query = row.Query ?? before.Query,
            Kinds = row.Kinds is null ? before.Kinds : [.. row.Kinds.Select(k => ReadKind(k)!.Value).Distinct()],
            Languages = row.Languages is null ? before.Languages : [.. row.Languages.Distinct()],
            Public = row.Public ?? before.Public,
            Paused = row.Paused ?? before.Paused,
        };
        var change = visit.Entry(AuditThing.Watchlist, after.Id, AuditAction.Imported, after.Name) with
        {
            Before = known is null ? null : ManageWatchlists.FieldsOf(before),
            After = ManageWatchlists.FieldsOf(after),
        };
        var outcome = known is null ? ImportOutcome.Added : Recording.Same(change.Before!, change.After!) ? ImportOutcome.Unchanged : ImportOutcome.Updated;
        return new(new ImportLine(row.Line, after.Name, outcome) { Change = change }, known, after);
    }

    private static string? Problem(Visit visit, WatchlistRow row, bool isNew, string newId)
    {
        if (row.Name is { Length: 0 or > 120 } || row.NameFr is { Length: > 120 } || (isNew && row.Name is null))
        {
            return visit.T(Words.NameNeeded);
        }

        if (isNew && (newId.Length > 56 || DestinationIds.Slug(newId) != newId))
        {
            return visit.T(Words.IdUnfit, Short(newId));
        }

        if (row.Kinds?.FirstOrDefault(k => ReadKind(k) is null) is { } kind)
        {
            return visit.T(Words.KindUnknown, Short(kind), string.Join(", ", Enum.GetValues<StoryKind>().Select(WatchlistRow.KindName)));
        }

        if (row.Languages?.FirstOrDefault(l => l is not { Length: 2 } || !l.All(char.IsAsciiLetterLower)) is { } language)
        {
            return visit.T(Words.LanguageUnknown, Short(language));
        }

        var query = row.Query ?? "";
        return query.Length > WatchlistFile.LongestQuery ? visit.T(Words.QueryTooLong, WatchlistFile.LongestQuery)
            : visit.Parts.Actions.CheckQuery(query) is not { } wrong ? null
            : wrong.Position is { } at ? visit.T(Words.AtCharacter, at + 1, visit.Language == "fr" ? wrong.SentenceFr ?? wrong.Sentence : wrong.Sentence)
            : wrong.Sentence;
    }

    private static StoryKind? ReadKind(string? written) =>
        Enum.GetValues<StoryKind>().Select(k => (StoryKind?)k).FirstOrDefault(k => WatchlistRow.KindName(k!.Value) == written || k.ToString() == written);

    private static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 59), "…");

    private static async Task<List<Watchlist>> All(Visit visit) =>
        await visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel).Select(w => w.Value).ToListAsync(visit.Cancel);

    /// <summary>A line, what is stored of it, and what would be.</summary>
    internal sealed record Planned(ImportLine Line, Versioned<Watchlist>? Stored, Watchlist? Watchlist);
}
