using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>Reads items, judged or not, from JSON lines, and writes judged ones.</summary>
public static class ItemLines
{
    private static readonly JsonSerializerOptions Written = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The lines go to files, not into pages: French stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>
    /// One item of a line <c>{"id", "title", "text", "published" or "date", "lang"}</c>. A date may be a month or a year alone; a language not given is
    /// guessed.
    /// </summary>
    /// <exception cref="FormatException">The line is not such an object; the message says what is missing.</exception>
    public static (string Id, Item Item) Read(string line)
    {
        using var document = Parse(line);
        return ItemOf(document.RootElement);
    }

    /// <summary>An item as in <see cref="Read"/> with <c>label</c> (true or false), and where known <c>kind</c> and <c>story</c>.</summary>
    /// <exception cref="FormatException">The line is not such an object; the message says what is missing.</exception>
    public static LabelledItem ReadLabelled(string line)
    {
        using var document = Parse(line);
        var root = document.RootElement;
        var (id, item) = ItemOf(root);
        if (!root.TryGetProperty("label", out var label) || label.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw new FormatException($"Item \"{id}\" has no \"label\"; add \"label\": true or false.");
        return new(id, item, label.GetBoolean(), Text(root, "kind") is { } kind ? Kinds.FromJsonName(kind) : null, Text(root, "story") ?? id);
    }

    /// <summary>The line that <see cref="ReadLabelled"/> reads.</summary>
    public static string Write(LabelledItem labelled) => JsonSerializer.Serialize(
        new
        {
            id = labelled.Id,
            lang = labelled.Item.Language,
            label = labelled.Relevant,
            kind = labelled.Kind is { } kind ? Kinds.JsonName(kind) : null,
            story = labelled.Story,
            published = labelled.Item.Published?.ToString("O", CultureInfo.InvariantCulture),
            title = labelled.Item.Title,
            text = labelled.Item.Text,
        },
        Written);

    private static JsonDocument Parse(string line)
    {
        try
        {
            var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException e)
        {
            throw new FormatException($"The line is not JSON: {e.Message}", e);
        }

        throw new FormatException("The line is not a JSON object; write {\"id\": …, \"title\": …, \"text\": …}.");
    }

    private static (string Id, Item Item) ItemOf(JsonElement root)
    {
        var id = Text(root, "id") ?? throw new FormatException("The line has no \"id\".");
        var (title, text) = (Text(root, "title") ?? "", Text(root, "text") ?? "");
        if (title.Length + text.Length == 0)
            throw new FormatException($"Item \"{id}\" has neither \"title\" nor \"text\".");
        return (id, new Item(new Uri("urn:item:" + Uri.EscapeDataString(id)), title, text, Text(root, "lang") ?? LanguageOf($"{title} {text}"))
        {
            Published = Date(Text(root, "published") ?? Text(root, "date")),
        });
    }

    private static string LanguageOf(string text) => LanguageGuess.Of(text, Words.Of(text), null);

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Date(string? date) =>
        DateTimeOffset.TryParseExact(date, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day
        : DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : null;
}
