using System.Buffers;
using System.Text;

namespace FunctionsBot.Domain;

/// <summary>
/// CSV (RFC 4180), read and written: lines of cells, quoted or not, between commas, semicolons or tabs, whichever the first line has most of. A quote
/// that never closes takes the rest.
/// </summary>
internal ref struct CsvCells(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\"\r\n");

    private readonly char separator = Separator(text.IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text);
    private ReadOnlySpan<char> rest = text;
    private int line = 1;

    /// <summary>The next line and where it begins, from 1; false at the end.</summary>
    public bool Next(out int at, out List<string> cells)
    {
        at = line;
        cells = [];
        if (rest.IsEmpty) return false;
        do cells.Add(Cell());
        while (Separated());
        EndLine();
        return true;
    }

    private string Cell()
    {
        if (!rest.StartsWith('"'))
        {
            var end = rest.IndexOfAny(separator, '\r', '\n');
            var plain = end < 0 ? rest : rest[..end];
            rest = rest[plain.Length..];
            return plain.ToString();
        }

        var value = new StringBuilder();
        rest = rest[1..];
        while (true)
        {
            var quote = rest.IndexOf('"');
            var part = quote < 0 ? rest : rest[..quote];
            line += part.Count('\n');
            value.Append(part);
            rest = quote < 0 ? [] : rest[(quote + 1)..];
            if (!rest.StartsWith('"')) break;
            value.Append('"');
            rest = rest[1..];
        }

        // What stands between a closing quote and the separator belongs to the cell.
        var tail = rest.IndexOfAny(separator, '\r', '\n') is >= 0 and var stop ? rest[..stop] : rest;
        value.Append(tail);
        rest = rest[tail.Length..];
        return value.ToString();
    }

    private bool Separated()
    {
        if (!rest.StartsWith(separator)) return false;
        rest = rest[1..];
        return true;
    }

    private void EndLine()
    {
        if (rest.StartsWith("\r\n")) rest = rest[2..];
        else if (!rest.IsEmpty) rest = rest[1..];
        line++;
    }

    /// <summary>Quoted where it must be. A spreadsheet takes what begins so for a formula, which an apostrophe prevents (OWASP, "CSV injection").</summary>
    public static string Write(string? value)
    {
        if (value is not { Length: > 0 }) return "";
        if (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\'') value = $"'{value}";
        return !value.AsSpan().ContainsAny(Quoted) && value.Trim() == value ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A cell without the apostrophe that <see cref="Write"/> gave it.</summary>
    public static string Unguarded(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r' or '\'', ..] ? cell[1..] : cell;

    private static char Separator(ReadOnlySpan<char> firstLine)
    {
        var (commas, semicolons, tabs) = (firstLine.Count(','), firstLine.Count(';'), firstLine.Count('\t'));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
