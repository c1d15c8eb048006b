using System.Net;
using System.Text;
using FunctionsBot.Domain;

namespace FunctionsBot.Extraction;

/// <summary>An item from what a source itself said of an article whose page keeps its text from us.</summary>
public static class ListedItem
{
    /// <summary>Less than this says too little to judge by.</summary>
    private const int LeastCharacters = 80;

    /// <summary>Reads the listed content, or else the summary.</summary>
    /// <returns>Null where the source said next to nothing.</returns>
    public static Item? Read(Extractor extractor, Entry entry, DateTimeOffset fetched)
    {
        var body = entry.Content ?? $"<p>{WebUtility.HtmlEncode(entry.Summary)}</p>";
        var page = $"<!doctype html><meta charset=utf-8><title>{WebUtility.HtmlEncode(entry.Title)}</title><article><h1>{WebUtility.HtmlEncode(entry.Title)}</h1>{body}</article>";
        var item = extractor.Read(
            new FetchResult.Fetched(entry.Link, Encoding.UTF8.GetBytes(page)) { MediaType = "text/html", Charset = "utf-8" },
            entry,
            fetched);
        return item.Title.Length + item.Text.Length >= LeastCharacters ? item with { PageType = PageType.Article } : null;
    }
}
