using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Retention;

/// <summary>
/// What the store knows of one person: a subscriber by email address, a chat by its id, a member of staff by the name under which changes and
/// labels stand. Every table is read from end to end, so that nothing is missed that a later version adds; a command for rare occasions.
/// Source: articles 15 and 17 of Regulation (EU) 2016/679.
/// </summary>
/// <param name="open">Opens a table by its name.</param>
public sealed class PersonalData(Func<string, ITable> open)
{
    /// <summary>What stands in place of a name or address that was erased.</summary>
    public const string Erased = "erased";

    /// <summary>Tables whose rows may be about one destination without being kept under its id.</summary>
    private static readonly HashSet<string> OfOne = ["pending", "poison", "documents"];

    /// <summary>Writes all rows about the person as JSON lines: table, keys and the document.</summary>
    /// <param name="who">Email address, chat id (<c>-100123</c> or <c>-100123/7</c>) or the name of a member of staff.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many rows.</returns>
    public async Task<int> Export(string who, TextWriter output, CancellationToken cancel)
    {
        var count = 0;
        await foreach (var (name, row, _) in About(who, cancel))
        {
            var line = JsonSerializer.Serialize(new { table = name, partition = row.Partition, key = row.Row, document = JsonElement.Parse(row.Json) }, StoredJson.Options);
            await output.WriteLineAsync(line.AsMemory(), cancel);
            count++;
        }

        return count;
    }

    /// <summary>Deletes the rows that are the person's own, and takes the name or address out of all others. Done again, it finds nothing.</summary>
    /// <returns>Rows deleted, and rows in which the name or address was replaced.</returns>
    public async Task<(int Deleted, int Replaced)> Erase(string who, CancellationToken cancel)
    {
        var (deleted, replaced) = (0, 0);
        List<(ITable Table, TableRow Row)> last = [];
        await foreach (var (name, row, own) in About(who, cancel))
        {
            var table = open(name);
            if (own && name == "destinations")
            {
                // By it the others are found: it goes last, so that an erasure that was interrupted can be done again.
                last.Add((table, row));
            }
            else if (own)
            {
                deleted += await table.Delete(row.Partition, row.Row, null, cancel) ? 1 : 0;
            }
            else
            {
                replaced += await Replace(table, row, who, cancel) ? 1 : 0;
            }
        }

        foreach (var (table, row) in last)
        {
            deleted += await table.Delete(row.Partition, row.Row, null, cancel) ? 1 : 0;
        }

        return (deleted, replaced);
    }

    private async IAsyncEnumerable<(string Table, TableRow Row, bool Own)> About(
        string who, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var ids = await open("destinations").Scan(cancel: cancel).Where(row => Says(row, who, "address")).Select(row => row.Row).ToHashSetAsync(cancellationToken: cancel);
        var isName = ids.Count == 0 && !who.Contains('@', StringComparison.Ordinal);
        foreach (var name in Backup.Names)
        {
            await foreach (var row in open(name).Scan(cancel: cancel))
            {
                if (ids.Contains(row.Partition) || row.Row.Split('|').Any(ids.Contains) || (OfOne.Contains(name) && ids.Any(id => Names(row, id))))
                {
                    yield return (name, row, true);
                }
                else if (isName ? Says(row, who, "by") : Quotes(who).Any(quoted => row.Json.Contains(quoted, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return (name, row, false);
                }
            }
        }
    }

    /// <summary>The document's own value is the id, or it is a queue message with the id among its keys.</summary>
    private static bool Names(TableRow row, string id) =>
        row.Json == $"\"{id}\"" || row.Json.Contains($" {id} ", StringComparison.Ordinal) || row.Json.Contains($" {id}\"", StringComparison.Ordinal);

    /// <summary>The document has the text as the value of a property; a document within a document included.</summary>
    private static bool Says(TableRow row, string who, string property) =>
        row.Json.Contains($"\"{property}\":{Quotes(who)[0]}", StringComparison.OrdinalIgnoreCase)
        || row.Json.Contains($"\\\"{property}\\\":{Quotes(who)[1]}", StringComparison.OrdinalIgnoreCase);

    /// <summary>A text as it stands in a document, and as it stands in a document that is itself a text in another.</summary>
    private static string[] Quotes(string who)
    {
        var quoted = JsonSerializer.Serialize(who, StoredJson.Options);
        return [quoted, JsonSerializer.Serialize(quoted, StoredJson.Options)[1..^1]];
    }

    private static async Task<bool> Replace(ITable table, TableRow row, string who, CancellationToken cancel)
    {
        for (TableRow? read = row; read is not null; read = await table.Get(row.Partition, row.Row, cancel))
        {
            var json = Quotes(who).Zip(Quotes(Erased)).Aggregate(read.Json, (text, pair) => text.Replace(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
            if (json == read.Json || await table.Replace(read with { Json = json }, cancel) is not null)
            {
                return json != read.Json;
            }
        }

        return false;
    }
}
