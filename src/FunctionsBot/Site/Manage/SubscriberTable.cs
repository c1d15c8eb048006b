using FunctionsBot.Domain;

namespace FunctionsBot.Site.Manage;

/// <summary>A subscriber as a table has it: nothing is sure, and what it does not say is empty.</summary>
/// <param name="Line">The line of the table, from 1.</param>
/// <param name="Address">The email address.</param>
/// <param name="Language">Two letters.</param>
/// <param name="Day">The day of the mail, in English: <c>Monday</c>.</param>
/// <param name="Watchlists">Ids of the watchlists followed.</param>
public sealed record SubscriberRow(int Line, string Address, string Language, string Day, IReadOnlyList<string> Watchlists);

/// <summary>
/// Subscribers as CSV (RFC 4180, UTF-8): the columns <c>address,language,day,watchlists,state,since</c> in any order, of which reading needs only the
/// first; watchlists by their ids, separated by blanks. A cell that a spreadsheet would take for a formula has an apostrophe before it.
/// </summary>
public static class SubscriberTable
{
    /// <summary>Subscribers read of one table: each is sent a mail that asks for a confirmation, and a wrong table should not flood anybody.</summary>
    public const int Most = 500;

    private static readonly string[] Columns = ["address", "language", "day", "watchlists", "state", "since"];

    /// <summary>The table's first line.</summary>
    public static string Head => string.Join(',', Columns) + "\r\n";

    /// <summary>A line of the table.</summary>
    public static string Write(Destination subscriber, IEnumerable<string> watchlists)
    {
        string[] cells =
        [
            subscriber.Address, subscriber.Language, subscriber.Schedule.Day.ToString(), string.Join(' ', watchlists),
            subscriber.State.ToString().ToLowerInvariant(), subscriber.Created.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ];
        return string.Join(',', cells.Select(CsvCells.Write)) + "\r\n";
    }

    /// <summary>Reads a table.</summary>
    /// <exception cref="FormatException">Its first line names no column of addresses, or it is too long; the message says so.</exception>
    public static IReadOnlyList<SubscriberRow> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new CsvCells(text.AsSpan().TrimStart('\uFEFF'));
        List<string> columns = [];
        List<SubscriberRow> rows = [];
        while (reader.Next(out var line, out var cells))
        {
            if (cells is [""])
            {
                continue;
            }

            if (columns.Count > 0)
            {
                rows.Add(Row(line, columns, cells));
            }
            else
            {
                columns = [.. cells.Select(c => c.Trim().ToLowerInvariant() switch { "email" or "e-mail" or "mail" or "adresse" or "courriel" => "address", var name => name })];
                if (!columns.Contains("address"))
                {
                    throw new FormatException($"The first line must name the columns, \"address\" among them: \"{string.Join(',', Columns)}\".");
                }
            }

            if (rows.Count > Most)
            {
                throw new FormatException($"A table may have {Most} subscribers, since each is sent a mail: cut it into several.");
            }
        }

        return rows;
    }

    private static SubscriberRow Row(int line, List<string> columns, List<string> cells)
    {
        return new(line, Value("address"), Value("language").ToLowerInvariant(), Value("day"), Value("watchlists").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries));

        string Value(string column) => columns.IndexOf(column) is >= 0 and var at && at < cells.Count ? CsvCells.Unguarded(cells[at]).Trim() : "";
    }
}
