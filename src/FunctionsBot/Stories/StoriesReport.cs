using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>Places the items of a file of JSON lines in their order, and writes where each went: for measuring on labelled sets.</summary>
public static class StoriesReport
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Reads lines of <c>id</c>, <c>title</c>, <c>text</c>, and where known <c>date</c>, <c>lang</c>, <c>link</c>, <c>site</c>; writes lines of
    /// <c>id</c>, <c>story</c> (the id of the item that founded it) and <c>role</c>.
    /// </summary>
    /// <param name="tables">Storage that nothing else is kept in.</param>
    /// <param name="input">JSON lines in time order; blank ones are passed over.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="understand">The stages before: what is thought of an item and found in it.</param>
    /// <param name="start">When items without a date are said to be seen, a second after each other.</param>
    /// <param name="cancel">Stops between two items.</param>
    /// <exception cref="FormatException">A line is not such an item; the message names it.</exception>
    public static async Task Write(
        Tables tables,
        TextReader input,
        TextWriter output,
        Func<Item, (Verdict Verdict, ItemFacts Facts)> understand,
        DateTimeOffset start,
        CancellationToken cancel)
    {
        var stories = new StoryIndex(tables);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var number = 1; await input.ReadLineAsync(cancel) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var read = Read(line, number);
            var item = ReadItem(read, start.AddSeconds(number), understand);
            names[item.Id] = read.Id;
            var placed = await stories.Place(item, cancel);
            await output.WriteLineAsync(JsonSerializer.Serialize(
                new Placed(read.Id, names[placed.Story.Value.Id], placed.Role.ToString().ToLowerInvariant()), Lines));
        }
    }

    private static Line Read(string line, int number)
    {
        try
        {
            if (JsonSerializer.Deserialize<Line>(line, Lines) is { Id.Length: > 0 } read)
            {
                return read;
            }
        }
        catch (JsonException exception)
        {
            throw new FormatException($"Line {number} is not a JSON object with \"id\", \"title\" and \"text\": {exception.Message}", exception);
        }

        throw new FormatException($"Line {number} has no \"id\"; give each item one.");
    }

    private static ReadItem ReadItem(Line line, DateTimeOffset start, Func<Item, (Verdict Verdict, ItemFacts Facts)> understand)
    {
        var link = Uri.TryCreate(line.Link, UriKind.Absolute, out var given) ? given : new Uri($"https://items.invalid/{Uri.EscapeDataString(line.Id)}");
        var date = DateTimeOffset.TryParse(line.Date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : (DateTimeOffset?)null;
        var item = new Item(link, line.Title is { Length: > 0 } ? line.Title : line.Id, line.Text ?? "", line.Lang is { Length: > 0 } ? line.Lang : "en")
        {
            Published = date,
            Site = line.Site,
        };
        var (verdict, facts) = understand(item);
        var seen = date ?? start;
        return new ReadItem(Keys.ItemId("report", line.Id, seen), "report", line.Id, seen, item, verdict, facts);
    }

    private sealed record Line(string Id, string? Title, string? Text, string? Date, string? Lang, string? Link, string? Site);

    private sealed record Placed(string Id, string Story, string Role);
}
