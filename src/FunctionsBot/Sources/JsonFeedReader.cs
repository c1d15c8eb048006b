using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>Reads JSON Feed 1.0 and 1.1 (https://jsonfeed.org/version/1.1).</summary>
internal static class JsonFeedReader
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>Reads a feed. What is none comes back with its <see cref="Listing.Failure"/>.</summary>
    public static Listing Read(ReadOnlyMemory<char> text, Source source, Uri address)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Tolerant);
            return Read(document.RootElement, source, address);
        }
        catch (JsonException e)
        {
            return new([]) { Failure = $"breaks off or goes wrong in line {e.LineNumber + 1} of its JSON" };
        }
        catch (InvalidOperationException)
        {
            return new([]) { Failure = "holds broken text (half a surrogate pair) in its JSON" };
        }
    }

    private static Listing Read(JsonElement root, Source source, Uri address)
    {
        var version = Text(root, "version") ?? "";
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return new([]) { Failure = "is JSON, but no JSON Feed: it has no \"items\"" };
        }

        var language = EntryText.Language(Text(root, "language"));
        var author = Authors(root);
        List<EntryDraft> drafts = [];
        foreach (var item in items.EnumerateArray().Take(1000))
        {
            if (item.ValueKind == JsonValueKind.Object && Draft(item, address, author) is { IsBlank: false } draft) drafts.Add(draft);
        }

        return new(EntryDraft.BuildAll(drafts, source, FeedLinks.Http(address, Text(root, "home_page_url")) ?? address))
        {
            Title = Text(root, "title") is { } title ? FeedText.OneLine(title) : null,
            Format = version.EndsWith("1.1", StringComparison.Ordinal) ? "JSON Feed 1.1" : "JSON Feed 1.0",
            Language = language,
            Home = FeedLinks.Http(address, Text(root, "home_page_url")),
            Author = author,
            Summary = Text(root, "description") is { } summary ? FeedText.OneLine(summary) : null,
        };
    }

    private static EntryDraft Draft(JsonElement item, Uri address, string? author)
    {
        var html = Text(item, "content_html");
        var plain = Text(item, "content_text");
        var draft = new EntryDraft
        {
            Id = Text(item, "id"),
            Link = FeedLinks.Http(address, Text(item, "url")),
            SpareLink = FeedLinks.Http(address, Text(item, "external_url")),
            Title = Text(item, "title") is { } title ? FeedText.Words(title, TextKind.Text) : null,
            Summary = Text(item, "summary") is { } summary ? FeedText.Words(summary, TextKind.Text) : plain is null ? null : FeedText.OneLine(plain),
            Markup = html is null ? null : EntryMarkup.OfHtml(html, address),
            Published = FeedDate.Parse(Text(item, "date_published")),
            Modified = FeedDate.Parse(Text(item, "date_modified")),
            Author = Authors(item) ?? author,
            Language = EntryText.Language(Text(item, "language")),
        };
        draft.IdIsLink = draft.Id?.StartsWith("http", StringComparison.OrdinalIgnoreCase) is true;
        if (item.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array)
        {
            draft.Categories = [.. tags.EnumerateArray().Take(50).Where(t => t.ValueKind == JsonValueKind.String).Select(t => FeedText.OneLine(t.GetString()!))];
        }

        if (item.TryGetProperty("attachments", out var files) && files.ValueKind == JsonValueKind.Array) draft.Enclosures = Attachments(files, address);
        return draft;
    }

    private static List<Enclosure>? Attachments(JsonElement files, Uri address)
    {
        List<Enclosure>? enclosures = null;
        foreach (var file in files.EnumerateArray().Take(50))
        {
            if (file.ValueKind != JsonValueKind.Object || FeedLinks.Http(address, Text(file, "url")) is not { } link) continue;
            long? bytes = file.TryGetProperty("size_in_bytes", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var length) ? length : null;
            (enclosures ??= []).Add(new(link, Text(file, "mime_type"), bytes));
        }

        return enclosures;
    }

    /// <summary>Version 1.1 has "authors", 1.0 had "author".</summary>
    private static string? Authors(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (element.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
        {
            var names = authors.EnumerateArray().Take(20).Where(a => a.ValueKind == JsonValueKind.Object).Select(a => Text(a, "name")).Where(n => n is not null);
            if (string.Join(", ", names) is { Length: > 0 } joined) return FeedText.OneLine(joined);
        }

        return element.TryGetProperty("author", out var author) && author.ValueKind == JsonValueKind.Object && Text(author, "name") is { } name
            ? FeedText.OneLine(name)
            : null;
    }

    /// <summary>A string, or a number where a string should be (ids mostly); null where absent or empty.</summary>
    private static string? Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
