using System.Collections.Frozen;
using System.Text.Json;

namespace FunctionsBot.Extraction;

/// <summary>What a page says of itself in JSON-LD with the words of https://schema.org. Empty where it says nothing readable.</summary>
internal sealed class StructuredData
{
    private const int MaxNodes = 2000;

    private static readonly FrozenSet<string> Articles = Vocabulary.Set("pages.txt", "article-types");
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly List<JsonElement> _all = [];
    private readonly Dictionary<string, JsonElement> _byId = [];

    /// <summary>Every schema.org type named on the page.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The article's own node.</summary>
    public JsonElement? Article { get; private set; }

    /// <summary>Reads all JSON-LD scripts of a page.</summary>
    public static StructuredData Read(Tree tree)
    {
        var data = new StructuredData();
        foreach (var node in tree.All)
        {
            if (node.Tag == "script" && node.Text.Length > 0)
                data.Add(node.Text);
        }

        data.Article = data._all.Where(IsArticle).OrderByDescending(Richness).Select(e => (JsonElement?)e).FirstOrDefault();
        return data;
    }

    /// <summary>A text property of the article, entities decoded.</summary>
    public string? this[string property] => Article is { } article ? TextOf(article, property) : null;

    /// <summary>The names under a property: a string, an object with a name, a reference, or a list of them.</summary>
    public IEnumerable<string> NamesOf(JsonElement from, string property)
    {
        if (!from.TryGetProperty(property, out var value))
            yield break;
        var values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : (JsonElement[])[value];
        foreach (var one in values.Take(20))
        {
            if (NameOf(one) is { Length: > 0 } name)
                yield return name;
        }
    }

    /// <summary>A property as decoded text; of an object its address or identifier; null where there is none.</summary>
    public static string? TextOf(JsonElement element, string property)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(property, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Array)
            value = value.EnumerateArray().FirstOrDefault();
        return value.ValueKind switch
        {
            JsonValueKind.String => Decode(value.GetString()!),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Object => TextOf(value, "url") ?? TextOf(value, "@id"),
            _ => null,
        };
    }

    private string? NameOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return Decode(value.GetString()!);
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        if (TextOf(value, "name") is { } name)
            return name;
        return TextOf(value, "@id") is { } id && _byId.TryGetValue(id, out var other) ? TextOf(other, "name") : null;
    }

    private void Add(string json)
    {
        if (Parse(json) is { } root)
            Visit(root, 0);
    }

    /// <summary>Many pages put raw line breaks into strings, or wrap the script in a comment: mended once, else left.</summary>
    private static JsonElement? Parse(string json)
    {
        foreach (var text in (ReadOnlySpan<string>)[json, Mend(json)])
        {
            try
            {
                using var document = JsonDocument.Parse(text, Options);
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                // The next attempt, or a page without structured data: either is an expected outcome of hostile input.
            }
        }

        return null;
    }

    private static string Mend(string json)
    {
        var start = json.IndexOf('{', StringComparison.Ordinal);
        var end = json.LastIndexOf('}');
        if (start < 0 || end < start)
            return "";
        if (json.AsSpan(0, start).TrimEnd() is [.., '['] && json.IndexOf(']', end) is > 0 and var close)
            (start, end) = (json.LastIndexOf('[', start), close);
        return string.Create(end - start + 1, (json, start), static (span, from) =>
        {
            from.json.AsSpan(from.start, span.Length).CopyTo(span);
            for (var i = 0; i < span.Length; i++)
            {
                if (span[i] < ' ')
                    span[i] = ' ';
            }
        });
    }

    private void Visit(JsonElement element, int depth)
    {
        if (depth > 8 || _all.Count >= MaxNodes)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Visit(item, depth + 1);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            _all.Add(element);
            foreach (var type in TypesOf(element))
                Types.Add(type);
            if (element.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String && element.TryGetProperty("name", out _))
                _byId.TryAdd(id.GetString()!, element);
            foreach (var property in element.EnumerateObject())
            {
                if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    Visit(property.Value, depth + 1);
            }
        }
    }

    private static IEnumerable<string> TypesOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("@type", out var type))
            return [];
        return type.ValueKind switch
        {
            JsonValueKind.String => [LastPart(type.GetString()!)],
            JsonValueKind.Array => type.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => LastPart(t.GetString()!)),
            _ => [],
        };
    }

    private static string LastPart(string type) => type[(type.LastIndexOf('/') + 1)..];

    private static bool IsArticle(JsonElement element) => TypesOf(element).Any(Articles.Contains);

    private static int Richness(JsonElement element)
    {
        var score = 0;
        foreach (var property in (ReadOnlySpan<string>)["headline", "datePublished", "author", "articleBody", "mainEntityOfPage", "isAccessibleForFree"])
            score += element.TryGetProperty(property, out _) ? 1 : 0;
        return TypesOf(element).Contains("WebPage", StringComparer.OrdinalIgnoreCase) ? score - 3 : score;
    }

    private static string Decode(string text) => System.Net.WebUtility.HtmlDecode(text);
}
