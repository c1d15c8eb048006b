using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Retention;

/// <summary>One run of <see cref="Expiry"/>: deletes in batches until its time is over.</summary>
internal sealed class ExpiryRun(ITable documents, TimeProvider clock, DateTimeOffset end, CancellationToken cancel)
{
    /// <summary>Rows of a table looked at in one run when going round it: 200 transactions, and a table of six million rows is gone round in a month.</summary>
    private const int MostLookedAt = 200_000;

    private const string Places = "expiry";

    /// <summary>Stops it.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>Rows deleted so far.</summary>
    public int Deleted { get; set; }

    private bool IsOver => clock.GetUtcNow() >= end;

    /// <summary>Reads a row's document.</summary>
    public static T Read<T>(TableRow row) =>
        JsonSerializer.Deserialize<T>(row.Json, StoredJson.Options) ?? throw new JsonException($"Row {row.Partition}/{row.Row} holds no {typeof(T).Name}.");

    /// <summary>A row that holds a document.</summary>
    public static TableRow Document<T>(string partition, string row, T value) => new(partition, row, JsonSerializer.Serialize(value, StoredJson.Options));

    /// <summary>Deletes of a table with a partition for each day what is older than <paramref name="before"/> and may go.</summary>
    public Task Days(ITable table, string before, Func<TableRow, bool> mayGo) => Delete(
        table,
        table.Scan(cancel: cancel).TakeWhile(row => string.CompareOrdinal(row.Partition, before) < 0),
        row => ValueTask.FromResult(mayGo(row)));

    /// <summary>Deletes the beginning of a partition whose keys begin with their time.</summary>
    public Task Range(ITable table, string partition, string before) =>
        Delete(table, table.Range(partition, null, before, cancel), _ => ValueTask.FromResult(true));

    /// <summary>Goes on round a table that is not ordered by time, from where the last run had come to.</summary>
    public async Task Round(ITable table, string name, Func<TableRow, ValueTask<bool>> mayGo)
    {
        var place = await documents.Get(Places, name, cancel) is { } stored ? Read<Place>(stored) : null;
        var last = await Delete(table, table.Scan(place is null ? null : (place.Partition, place.Row), cancel).Take(MostLookedAt), mayGo);
        if (last.Row is { } row && (last.Count == MostLookedAt || IsOver))
        {
            await documents.Upsert(Document(Places, name, new Place(row.Partition, row.Row)), cancel);
        }
        else if (place is not null)
        {
            await documents.Delete(Places, name, null, cancel);
        }
    }

    /// <summary>Deletes what may go of some rows, until the time is over.</summary>
    /// <returns>How many were looked at, and the last of them.</returns>
    public async Task<(int Count, TableRow? Row)> Delete(ITable table, IAsyncEnumerable<TableRow> rows, Func<TableRow, ValueTask<bool>> mayGo)
    {
        List<TableRow> going = [];
        var (count, last) = (0, (TableRow?)null);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (IsOver)
            {
                break;
            }

            if (going.Count == ITable.BatchLimit || (going.Count > 0 && going[0].Partition != row.Partition))
            {
                await Delete(table, going);
            }

            if (await mayGo(row))
            {
                going.Add(row);
            }

            (count, last) = (count + 1, row);
        }

        await Delete(table, going);
        return (count, last);
    }

    /// <summary>One that was changed since it was read stays; the next run looks at it again.</summary>
    private async Task Delete(ITable table, List<TableRow> rows)
    {
        if (rows.Count > 0 && await table.Batch([.. rows.Select(row => new TableWrite.Delete(row with { Json = "" }))], cancel))
        {
            Deleted += rows.Count;
        }

        rows.Clear();
    }

    private sealed record Place(string Partition, string Row);
}
