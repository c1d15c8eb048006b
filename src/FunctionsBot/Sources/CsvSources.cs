using System.Text;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>
/// Lists of sources as CSV (RFC 4180), for spreadsheets: a line of column names, then a line each. Commas, semicolons and tabs are told apart by
/// the first line; columns may come in any order, under English or French names, and those not known are passed over.
/// </summary>
public static class CsvSources
{
    /// <summary>Lines read of one list.</summary>
    private const int Most = 20_000;

    private static readonly (string Column, string[] Names)[] Columns =
    [
        ("id", ["id"]),
        ("name", ["name", "title", "nom", "titre", "source"]),
        ("address", ["address", "url", "xmlurl", "feed", "link", "feed url", "adresse", "flux", "lien"]),
        ("kind", ["kind", "type", "genre"]),
        ("language", ["language", "lang", "langue"]),
        ("country", ["country", "pays"]),
        ("folder", ["folder", "category", "group", "tags", "dossier", "catégorie", "groupe"]),
        ("selector", ["selector", "css", "sélecteur"]),
        ("paused", ["paused", "pause"]),
    ];

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">Its first line names no column of addresses; the message says what is missing.</exception>
    public static IReadOnlyList<SourceRow> Read(ReadOnlySpan<byte> bytes)
    {
        using var decoded = TextDecoding.Decode(bytes, null);
        var text = decoded.Text.Span.TrimStart('\uFEFF');
        var reader = new CsvCells(text);
        var columns = new List<string>();
        var rows = new List<SourceRow>();
        while (rows.Count < Most && reader.Next(out var line, out var cells))
        {
            if (cells is [""]) continue;
            if (columns.Count > 0) rows.Add(Row(line, columns, cells));
            else columns = [.. cells.Select(ColumnOf)];
            if (!columns.Contains("address"))
            {
                throw new FormatException("The first line must name the columns, and one of them \"address\" (or \"url\"): for example \"name,address,language,folder\".");
            }
        }

        return rows;
    }

    /// <summary>Writes a list, with commas.</summary>
    public static string Write(IEnumerable<Source> sources)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(c => c.Column)).Append("\r\n");
        foreach (var source in sources.OrderBy(s => s.Folder ?? "", StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Id, StringComparer.Ordinal))
        {
            string?[] cells =
            [
                source.Id, source.Name, source.Address.AbsoluteUri, SourceRow.KindName(source.Kind), source.Language, source.Country, source.Folder,
                source.Selector, source.Paused ? "yes" : "no",
            ];
            text.AppendJoin(',', cells.Select(CsvCells.Write)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string ColumnOf(string name)
    {
        var plain = name.Trim().ToLowerInvariant();
        return Columns.FirstOrDefault(c => c.Names.Contains(plain)).Column ?? "";
    }

    private static SourceRow Row(int line, List<string> columns, List<string> cells)
    {
        return new(line)
        {
            Id = Value("id"),
            Name = Value("name"),
            Address = Value("address"),
            Kind = Value("kind"),
            Language = Value("language"),
            Country = Value("country"),
            Folder = Value("folder"),
            Selector = Value("selector"),
            Paused = Value("paused")?.ToUpperInvariant() switch
            {
                "YES" or "TRUE" or "1" or "OUI" or "X" => true,
                "NO" or "FALSE" or "0" or "NON" => false,
                _ => null,
            },
        };

        string? Value(string column)
        {
            var at = columns.IndexOf(column);
            return at >= 0 && at < cells.Count && FeedText.OneLine(CsvCells.Unguarded(cells[at])) is { Length: > 0 } value ? value : null;
        }
    }
}
