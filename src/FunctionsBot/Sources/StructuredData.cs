using System.Text.Json;

namespace FunctionsBot.Sources;

/// <summary>The articles and events in JSON-LD, wherever they stand in it. Vocabulary: https://schema.org/NewsArticle, https://schema.org/Event, https://schema.org/ItemList.</summary>
internal sealed class StructuredData(Uri address, string language)
{
    private const int MostEntries = 300;
    private const int MostNodes = 20_000;

    /// <summary>Scripts of a page that are looked at; each that is broken costs an exception.</summary>
    private const int MostDocuments = 200;
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };
    private int nodes;
    private int documents;

    public List<EntryDraft> Drafts { get; } = [];

    /// <summary>Something was not JSON.</summary>
    public bool Broken { get; private set; }

    /// <summary>Takes the articles and events of one document.</summary>
    public void Read(ReadOnlySpan<char> json)
    {
        if (documents++ >= MostDocuments) return;
        try
        {
            using var document = JsonDocument.Parse(json.ToString(), Tolerant);
            Walk(document.RootElement, listed: false);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is half a surrogate pair in a string.
            Broken = true;
        }
    }

    private void Walk(JsonElement node, bool listed)
    {
        if (++nodes > MostNodes || Drafts.Count >= MostEntries) return;
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var inner in node.EnumerateArray()) Walk(inner, listed);
        }
        else if (listed && node.ValueKind == JsonValueKind.String)
        {
            if (FeedLinks.Http(address, node.GetString()) is { } link) Add(new EntryDraft { Link = link });
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            WalkObject(node, listed);
        }
    }

    private void WalkObject(JsonElement node, bool listed)
    {
        if (IsType(node, static t => t.EndsWith("Article", StringComparison.Ordinal) || t.EndsWith("Posting", StringComparison.Ordinal) || t is "Report" or "Legislation"))
        {
            Add(Article(node));
        }
        else if (IsType(node, static t => t.EndsWith("Event", StringComparison.Ordinal) || t is "Festival" or "Hackathon"))
        {
            Add(Event(node));
        }
        else if (IsType(node, static t => t is "ListItem") && !node.TryGetProperty("item", out _))
        {
            Add(new EntryDraft { Link = Link(node), Title = Text(node, "name") });
        }
        else if (listed && !IsType(node, static t => t is "ListItem") && Link(node) is not null)
        {
            Add(Article(node));
        }
        else
        {
            foreach (var property in node.EnumerateObject())
            {
                // A page's trail of headings is a list too, but of sections.
                if (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && property.Name is not ("breadcrumb" or "author" or "publisher" or "image" or "logo")
                    && !IsType(node, static t => t is "BreadcrumbList" or "SiteNavigationElement"))
                {
                    Walk(property.Value, property.Name is "itemListElement" or "item" or "hasPart" or "blogPost");
                }
            }
        }
    }

    private void Add(EntryDraft draft)
    {
        if (!draft.IsBlank && Drafts.Count < MostEntries && !Drafts.Exists(d => d.Link is not null && d.Link == draft.Link && d.Starts == draft.Starts)) Drafts.Add(draft);
    }

    private EntryDraft Article(JsonElement node) => new()
    {
        Link = Link(node),
        Title = Text(node, "headline") ?? Text(node, "name"),
        Summary = Text(node, "description") ?? Text(node, "abstract"),
        Content = node.TryGetProperty("articleBody", out var body) && body.ValueKind == JsonValueKind.String ? SafeMarkup.Of(body.GetString(), address) : null,
        Published = Date(node, "datePublished"),
        Modified = Date(node, "dateModified"),
        Author = Names(node, "author"),
        Language = EntryText.Language(Text(node, "inLanguage")),
        Categories = Text(node, "keywords")?.Split(',', 50, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList(),
    };

    private EntryDraft Event(JsonElement node)
    {
        var cancelled = Text(node, "eventStatus")?.Contains("Cancelled", StringComparison.OrdinalIgnoreCase) is true;
        var draft = Article(node);
        draft.Starts = Date(node, "startDate");
        draft.Ends = Date(node, "endDate");
        draft.Place = Names(node, "location");
        var whole = Text(node, "startDate") is { Length: <= 10 };
        EventWords.Complete(draft, language, allDay: whole, cancelled);
        return draft;
    }

    private Uri? Link(JsonElement node) =>
        FeedLinks.Http(address, Text(node, "url") ?? Text(node, "@id") ?? (node.TryGetProperty("mainEntityOfPage", out var page) && page.ValueKind == JsonValueKind.Object ? Text(page, "@id") : Text(node, "mainEntityOfPage")));

    private static DateTimeOffset? Date(JsonElement node, string name) => Text(node, name) is { } text ? FeedDate.Parse(text) : null;

    /// <summary>The names of a person, an organisation or a place, or of several.</summary>
    private static string? Names(JsonElement node, string name)
    {
        if (!node.TryGetProperty(name, out var value)) return null;
        var all = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Take(20).ToList() : [value];
        var names = string.Join(", ", all.Select(v => v.ValueKind switch
        {
            JsonValueKind.String => FeedText.Words(v.GetString(), TextKind.Unsaid),
            JsonValueKind.Object => Text(v, "name") ?? Town(v),
            _ => null,
        }).Where(n => !string.IsNullOrEmpty(n)));
        return names.Length == 0 ? null : names[..Math.Min(names.Length, 300)];
    }

    private static string? Town(JsonElement place) =>
        place.TryGetProperty("address", out var address) && address.ValueKind == JsonValueKind.Object ? Text(address, "addressLocality") : Text(place, "address");

    private static bool IsType(JsonElement node, Func<string, bool> matches)
    {
        if (!node.TryGetProperty("@type", out var type)) return false;
        return type.ValueKind switch
        {
            JsonValueKind.String => matches(Bare(type.GetString()!)),
            JsonValueKind.Array => type.EnumerateArray().Any(t => t.ValueKind == JsonValueKind.String && matches(Bare(t.GetString()!))),
            _ => false,
        };
    }

    /// <summary>"https://schema.org/Event" and "schema:Event" are "Event".</summary>
    private static string Bare(string type) => type[(type.LastIndexOfAny(['/', ':', '#']) + 1)..];

    private static string? Text(JsonElement node, string name)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Array) value = value.EnumerateArray().FirstOrDefault();
        return value.ValueKind == JsonValueKind.String && FeedText.Words(value.GetString(), TextKind.Unsaid) is { Length: > 0 } text ? text : null;
    }
}
