using System.Globalization;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Local;

/// <summary>What was seen, as one JSON line with everything known; moments are UTC, ISO 8601.</summary>
internal static class CheckJson
{
    /// <summary>The line.</summary>
    public static string Line(Checked seen) => JsonSerializer.Serialize(Shape(seen), StoredJson.Options);

    private static object Shape(Checked seen) => seen switch
    {
        Checked.Unreadable bad => new { bad.Input, Sees = "nothing", Failure = bad.Reason },
        Checked.Entries list => new
        {
            list.Input,
            Sees = "entries",
            list.Listing.Format,
            list.Listing.Title,
            list.Listing.Language,
            list.Listing.Mended,
            AskedPauseSeconds = list.Listing.AskedPause?.TotalSeconds,
            Entries = list.Listing.Entries.Select(Entry),
        },
        Checked.Article article => new
        {
            article.Input,
            Sees = "article",
            article.Item.Title,
            article.Item.Lead,
            article.Item.Text,
            article.Item.Authors,
            Published = Utc(article.Item.Published),
            Modified = Utc(article.Item.Modified),
            article.Item.Language,
            article.Item.Canonical,
            article.Item.Site,
            article.Item.Image,
            article.Item.Paywall,
            article.Item.Attribution,
            article.Item.PageType,
            article.Verdict,
            article.Facts,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(seen), seen.GetType().Name, "Nothing else can be seen."),
    };

    private static object Entry(Entry entry) => new
    {
        entry.Title,
        Link = entry.Link.AbsoluteUri,
        entry.Id,
        entry.Author,
        Published = Utc(entry.Published),
        Modified = Utc(entry.Modified),
        entry.Summary,
        entry.Content,
        entry.Language,
        entry.Categories,
        entry.Enclosures,
    };

    private static string? Utc(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
