using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>A watchlist as a file gives it: nothing is sure, and what it does not say is null.</summary>
/// <param name="Line">The line of a table, or the place in a list, from 1.</param>
public sealed record WatchlistRow([property: JsonIgnore] int Line)
{
    /// <summary>The id it has here, where the file was exported here.</summary>
    public string? Id { get; init; }

    /// <summary>Its English name.</summary>
    public string? Name { get; init; }

    /// <summary>Its French name.</summary>
    public string? NameFr { get; init; }

    /// <summary>Its query.</summary>
    public string? Query { get; init; }

    /// <summary>The kinds wanted, such as <c>open-letter</c>; empty for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>The languages wanted, two letters each; empty for all.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>Whether everyone may follow it.</summary>
    public bool? Public { get; init; }

    /// <summary>Whether it is stopped.</summary>
    public bool? Paused { get; init; }

    /// <summary>The row of a watchlist.</summary>
    public static WatchlistRow Of(Watchlist watchlist) => new(0)
    {
        Id = watchlist.Id,
        Name = watchlist.Name,
        NameFr = watchlist.NameFr,
        Query = watchlist.Query,
        Kinds = [.. watchlist.Kinds.Select(KindName)],
        Languages = watchlist.Languages,
        Public = watchlist.Public,
        Paused = watchlist.Paused,
    };

    /// <summary>A kind as files write it: <c>open-letter</c>.</summary>
    public static string KindName(StoryKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}

/// <summary>
/// Watchlists as files that other instances of the bot and spreadsheets read. Who follows them is not in it.
/// <para>JSON (RFC 8259): <c>{"format": "functionsbot-watchlists", "version": 1, "watchlists": [{"id": "open-letters", "name": "Open letters", "nameFr":
/// "Lettres ouvertes", "query": "letter OR lettre", "kinds": ["open-letter"], "languages": ["fr", "en"], "public": true, "paused": false}]}</c>. Members that are
/// not known are passed over; a higher version is refused.</para>
/// <para>CSV (RFC 4180, UTF-8): the columns <c>id,name,name_fr,query,kinds,languages,public,paused</c> in any order, kinds and languages separated by
/// blanks, <c>yes</c> or <c>no</c>. A cell that a spreadsheet would take for a formula has an apostrophe before it, which reading takes off.</para>
/// </summary>
public static class WatchlistFile
{
    /// <summary>Watchlists read of one file.</summary>
    public const int Most = 2_000;

    /// <summary>Characters of a query.</summary>
    public const int LongestQuery = 20_000;

    private const string Format = "functionsbot-watchlists";
    private const int Version = 1;

    private static readonly string[] Columns = ["id", "name", "name_fr", "query", "kinds", "languages", "public", "paused"];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        MaxDepth = 8,
    };

    /// <summary>Writes JSON.</summary>
    public static string WriteJson(IEnumerable<Watchlist> watchlists) =>
        JsonSerializer.Serialize(new Document(Format, Version, [.. watchlists.Select(WatchlistRow.Of)]), Options) + "\n";

    /// <summary>Writes CSV.</summary>
    public static string WriteCsv(IEnumerable<Watchlist> watchlists)
    {
        var text = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");
        foreach (var row in watchlists.Select(WatchlistRow.Of))
        {
            string?[] cells = [row.Id, row.Name, row.NameFr, row.Query, string.Join(' ', row.Kinds!), string.Join(' ', row.Languages!), Flag(row.Public), Flag(row.Paused)];
            text.AppendJoin(',', cells.Select(CsvCells.Write)).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>Reads either, told apart by its first character.</summary>
    /// <exception cref="FormatException">It is neither, or not of this sort; the message says what is missing.</exception>
    public static IReadOnlyList<WatchlistRow> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return start.StartsWith("{") || start.StartsWith("[") ? ReadJson(start.ToString()) : ReadCsv(start);
    }

    private static List<WatchlistRow> ReadJson(string text)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(text, Options);
            if (document is not { Format: Format, Watchlists: { } watchlists })
            {
                throw new FormatException($"This JSON holds no watchlists: it must say \"format\": \"{Format}\".");
            }

            return document.Version > Version
                ? throw new FormatException($"This file is of version {document.Version}, and this bot reads up to version {Version}: bring the bot up to date.")
                : [.. watchlists.Take(Most).Select((row, i) => (row ?? new(0)) with { Line = i + 1 })];
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is no JSON that holds watchlists: line {e.LineNumber + 1}, {e.Path}.", e);
        }
    }

    private static List<WatchlistRow> ReadCsv(ReadOnlySpan<char> text)
    {
        var reader = new CsvCells(text);
        List<string> columns = [];
        List<WatchlistRow> rows = [];
        while (rows.Count < Most && reader.Next(out var line, out var cells))
        {
            if (cells is [""])
            {
                continue;
            }

            if (columns.Count > 0)
            {
                rows.Add(Row(line, columns, cells));
                continue;
            }

            columns = [.. cells.Select(c => c.Trim().ToLowerInvariant().Replace("namefr", "name_fr", StringComparison.Ordinal))];
            if (!columns.Contains("name") || !columns.Contains("query"))
            {
                throw new FormatException($"The first line must name the columns, \"name\" and \"query\" among them: \"{string.Join(',', Columns)}\".");
            }
        }

        return rows;
    }

    private static WatchlistRow Row(int line, List<string> columns, List<string> cells)
    {
        return new(line)
        {
            Id = Value("id") is { Length: > 0 } id ? id : null,
            Name = Value("name")?.Trim(),
            NameFr = Value("name_fr")?.Trim(),
            Query = Value("query")?.Trim().ReplaceLineEndings("\n"),
            Kinds = Words("kinds"),
            Languages = Words("languages"),
            Public = Flag(Value("public")),
            Paused = Flag(Value("paused")),
        };

        string? Value(string column) => columns.IndexOf(column) is >= 0 and var at && at < cells.Count ? CsvCells.Unguarded(cells[at]) : null;

        string[]? Words(string column) => Value(column)?.Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string Flag(bool? flag) => flag is true ? "yes" : "no";

    private static bool? Flag(string? written) => written?.Trim().ToUpperInvariant() switch
    {
        "YES" or "TRUE" or "1" or "OUI" or "X" => true,
        "NO" or "FALSE" or "0" or "NON" => false,
        _ => null,
    };

    private sealed record Document(string? Format, int Version, IReadOnlyList<WatchlistRow?>? Watchlists);
}
