using FunctionsBot.Domain;
using FunctionsBot.Sources;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <summary>Takes in lists of sources with their history, wherever the list comes from.</summary>
public static class SourceEdits
{
    /// <summary>A source's fields, as a form and the history hold them.</summary>
    public static Dictionary<string, string> FieldsOf(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new()
        {
            ["name"] = source.Name,
            ["address"] = source.Address.AbsoluteUri,
            ["kind"] = source.Kind.ToString(),
            ["language"] = source.Language,
            ["country"] = source.Country ?? "",
            ["folder"] = source.Folder ?? "",
            ["selector"] = source.Selector ?? "",
            ["paused"] = source.Paused ? "true" : "",
        };
    }

    /// <summary>Stores what is planned, a hundred at once: 10,000 sources are three hundred writes. What somebody changed meanwhile is left as it is.</summary>
    /// <param name="plan">From <see cref="SourceImport.Plan"/>.</param>
    /// <param name="existing">The sources the plan was made beside.</param>
    /// <param name="tables">Where they are.</param>
    /// <param name="by">Who takes them in.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops between two batches.</param>
    /// <returns>The rows that were not stored.</returns>
    public static async Task<IReadOnlyList<ImportedRow>> Import(
        IReadOnlyList<ImportedRow> plan, IReadOnlyList<Versioned<Source>> existing, Tables tables, string by, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(tables);
        var known = existing.ToDictionary(s => s.Key, StringComparer.Ordinal);
        var lost = new List<ImportedRow>();
        foreach (var shard in plan.Where(p => p.Source is not null).GroupBy(p => Keys.Shard(p.Source!.Id)))
        {
            foreach (var part in shard.Chunk(ITable.BatchLimit))
            {
                if (await Store(part))
                {
                    continue;
                }

                foreach (var row in part)
                {
                    if (!await Store([row]))
                    {
                        lost.Add(row);
                    }
                }
            }
        }

        return lost;

        async Task<bool> Store(IReadOnlyList<ImportedRow> part)
        {
            var entries = part.Select(p => Entry(p.Source!, known.GetValueOrDefault(p.Source!.Id)?.Value, by, now)).ToList();
            var stored = await tables.Audit.Record(
                entries,
                begun => tables.Sources.Table.Batch([.. part.Zip(begun, (p, e) => Write(p.Source! with { Change = e.Id }))], cancel),
                cancel);
            foreach (var moved in part.Where(p => stored && known.TryGetValue(p.Source!.Id, out var before) && before.Value.Address != p.Source.Address))
            {
                // A new address begins with nothing learned.
                await tables.SourceStates.Delete(Keys.Shard(moved.Source!.Id), moved.Source.Id, cancel);
            }

            return stored;
        }

        TableWrite Write(Source source) => known.TryGetValue(source.Id, out var before)
            ? new TableWrite.Replace(tables.Sources.Row(before.Partition, before.Key, source, before.ETag))
            : new TableWrite.Insert(tables.Sources.Row(Keys.Shard(source.Id), source.Id, source));
    }

    private static AuditEntry Entry(Source source, Source? before, string by, DateTimeOffset now) =>
        new("", now, by, AuditThing.Source, source.Id, AuditAction.Imported)
        {
            Name = source.Name,
            Previous = before?.Change,
            Before = before is null ? null : FieldsOf(before),
            After = FieldsOf(source),
        };
}
