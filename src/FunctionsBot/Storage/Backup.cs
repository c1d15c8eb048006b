using System.Text.Json;

namespace FunctionsBot.Storage;

/// <summary>
/// All tables as JSON lines: the first says what this is, then a line for each row, and the last says how many there were, so that a file
/// that was cut off is noticed. Queues are not in it: what is unfinished stands in the table of pending work, and the sweep puts it back.
/// Nothing is locked: rows written during a backup may be in it or not.
/// </summary>
/// <param name="open">Opens a table by its name.</param>
public sealed class Backup(Func<string, ITable> open)
{
    private const int Format = 1;

    /// <summary>Characters of documents in one batch: three bytes each at most, and a batch takes 2 MiB.</summary>
    private const int BatchCharacters = 500_000;

    private static readonly JsonSerializerOptions Options = new(StoredJson.Options);

    /// <summary>Every table, in the order in which <see cref="Tables"/> opens them.</summary>
    public static IReadOnlyList<string> Names { get; } = AllNames();

    /// <summary>Writes every row.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="at">The moment, for the first line.</param>
    /// <param name="cancel">Stops it; the file then has no last line.</param>
    /// <returns>How many rows there were.</returns>
    public async Task<long> Write(TextWriter output, DateTimeOffset at, CancellationToken cancel)
    {
        await Line(new Head(Format, at));
        var rows = 0L;
        // What was told comes last: a row too many there, and somebody is not told of a story that the backup lacks; one too few, and all are told twice.
        foreach (var name in Names.Where(n => n != "told").Append("told"))
        {
            await foreach (var row in open(name).Scan(cancel: cancel))
            {
                await Line(new Row(name, row.Partition, row.Row, row.Json));
                rows++;
            }
        }

        await Line(new Tail(rows));
        await output.FlushAsync(cancel);
        return rows;

        Task WriteLine(string line) => output.WriteLineAsync(line.AsMemory(), cancel);
        Task Line<T>(T value) => WriteLine(JsonSerializer.Serialize(value, Options));
    }

    /// <summary>Writes all rows of a backup into the tables.</summary>
    /// <param name="input">The backup.</param>
    /// <param name="over">Writes over what is there; false refuses a store that holds anything.</param>
    /// <param name="cancel">Stops it; run again with <paramref name="over"/> to go on.</param>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="StoreException">This is no backup, or not all of it, or the store is not empty: the sentence says which and what to do.</exception>
    public async Task<long> Restore(TextReader input, bool over, CancellationToken cancel)
    {
        if (await input.ReadLineAsync(cancel) is not { } first || Read<Head>(first, 1) is not { Backup: Format })
        {
            throw new StoreException("This file is no backup that this version can read: its first line does not say so. Choose a file that the command \"export\" wrote.");
        }

        if (!over && await FilledTable(cancel) is { } filled)
        {
            throw new StoreException($"The store is not empty (table {filled} has rows): restore into an empty one, or add --over to write over what is there.");
        }

        var tables = Names.ToDictionary(name => name, open);
        List<Row> batch = [];
        for (var number = 2L; await input.ReadLineAsync(cancel) is { } line; number++)
        {
            if (Read<Row>(line, number) is { Table: { } table } row)
            {
                if (!tables.ContainsKey(table))
                {
                    throw new StoreException($"Line {number}: this version has no table {table}. Restore with the release that wrote the backup, or a newer one.");
                }

                if (batch.Count > 0 && (batch[0].Table != table || batch[0].Partition != row.Partition || batch.Count == ITable.BatchLimit
                    || batch.Sum(r => r.Json.Length) + row.Json.Length > BatchCharacters))
                {
                    await Write(tables, batch, cancel);
                }

                batch.Add(row);
                continue;
            }

            await Write(tables, batch, cancel);
            return Read<Tail>(line, number) is { Rows: var rows } && rows == number - 2
                ? rows
                : throw new StoreException($"Line {number} ends the backup after {number - 2} rows, but it had {Read<Tail>(line, number)?.Rows}: the file was changed. Use another backup.");
        }

        throw new StoreException("The backup ends in the middle: it was cut off while it was written or copied. What it has was restored; use a whole one and --over.");
    }

    private static async Task Write(Dictionary<string, ITable> tables, List<Row> batch, CancellationToken cancel)
    {
        if (batch.Count > 0)
        {
            await tables[batch[0].Table!].Batch([.. batch.Select(row => new TableWrite.Upsert(new TableRow(row.Partition, row.Key, row.Json)))], cancel);
            batch.Clear();
        }
    }

    /// <summary>A new store has made a key and noted its version at its first start: that counts as nothing.</summary>
    private async Task<string?> FilledTable(CancellationToken cancel)
    {
        foreach (var name in Names.Where(n => n != "documents"))
        {
            if (await open(name).Scan(cancel: cancel).AnyAsync(cancel))
            {
                return name;
            }
        }

        return null;
    }

    private static T? Read<T>(string line, long number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options);
        }
        catch (JsonException e)
        {
            throw new StoreException($"Line {number} of the backup is damaged ({e.Message}): use another backup.", e);
        }
    }

    private static List<string> AllNames()
    {
        List<string> names = [];
        _ = new Tables(name =>
        {
            names.Add(name);
            return null!;
        });
        return names;
    }

    private sealed record Head(int Backup, DateTimeOffset At);

    private sealed record Row(string? Table, string Partition, string Key, string Json);

    private sealed record Tail(long Rows);
}
