using System.Globalization;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Local;

/// <summary>What was seen, as one JSON line with everything known; moments are UTC, ISO 8601. What is not known is left out.</summary>
internal static class CheckJson
{
    /// <summary>The line.</summary>
    public static string Line(Checked seen) => JsonSerializer.Serialize(Shape(seen), StoredJson.Options);

    private static object Shape(Checked seen) => seen switch
    {
        Checked.Unreadable bad => new { bad.Input, Sees = "nothing", Failure = bad.Reason, Visit = Visit(bad.Visit) },
        Checked.Entries list => List(list),
        Checked.Article article => Article(article),
        Checked.RobotsTxt robots => new
        {
            robots.Input,
            Sees = "robots",
            Groups = robots.File.Groups.Select(g => new { g.Agents, Rules = g.Rules.Select(r => r.ToString()), CrawlDelaySeconds = g.CrawlDelay?.TotalSeconds }),
            robots.File.Sitemaps,
            Verdicts = robots.Answers.Select(Robots),
        },
        Checked.RobotsCase asked => new { asked.Input, Sees = "robots", asked.Answer.Agent, Url = asked.Answer.Path, asked.Answer.Verdict, asked.Answer.Allowed, Rule = asked.Answer.Rule?.ToString(), asked.Case },
        Checked.Address asked => new { asked.Input, Sees = "address", Address = asked.Verdict.Text, asked.Verdict.Verdict, Allowed = asked.Verdict.Reason is null, asked.Verdict.Reason, Case = asked.Case.Count > 0 ? asked.Case : null },
        _ => throw new ArgumentOutOfRangeException(nameof(seen), seen.GetType().Name, "Nothing else can be seen."),
    };

    private static object List(Checked.Entries list) => new
    {
        list.Input,
        Sees = "entries",
        list.Listing.Format,
        list.Listing.Title,
        Link = list.Listing.Home?.AbsoluteUri,
        list.Listing.Id,
        list.Listing.Author,
        list.Listing.Summary,
        Updated = Utc(list.Listing.Updated),
        list.Listing.Language,
        list.Listing.Mended,
        AskedPauseSeconds = list.Listing.StandingPause?.TotalSeconds,
        SkipHours = Bits(list.Listing.Quiet?.Hours, 24),
        SkipDays = Bits(list.Listing.Quiet?.Days, 7)?.Select(d => (DayOfWeek)d),
        More = list.Listing.More.Count > 0 ? list.Listing.More : null,
        Visit = Visit(list.Visit),
        Entries = list.Listing.Entries.Select(e => Entry(e, list.Listing.Language)),
        FirstArticle = list.First is null ? null : Shape(list.First),
    };

    private static object Article(Checked.Article article) => new
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
        Visit = Visit(article.Visit),
        article.Verdict,
        article.Facts,
    };

    private static object Entry(Entry entry, string? language) => new
    {
        entry.Title,
        // Without a link of its own an entry stands for its feed; a saved feed's name is no link.
        Link = entry.Link.IsFile ? null : entry.Link.AbsoluteUri,
        entry.Id,
        entry.Author,
        Published = Utc(entry.Published),
        Modified = Utc(entry.Modified),
        entry.Summary,
        entry.Content,
        Language = entry.Language ?? language,
        entry.Categories,
        entry.Enclosures,
        Starts = Utc(entry.Starts),
        Ends = Utc(entry.Ends),
        entry.Place,
    };

    private static IEnumerable<int>? Bits(uint? set, int most) => set is null or 0 ? null : Enumerable.Range(0, most).Where(bit => (set >> bit & 1) == 1);

    private static object? Visit(Visit? visit) => visit is null ? null : new
    {
        Address = new { visit.Address.Verdict, visit.Address.Reason },
        Robots = visit.Robots is null ? null : visit.RobotsUnreachable ? new { Verdict = "unreachable", Agent = visit.Robots.Agent } : Robots(visit.Robots),
        Sitemaps = visit.Sitemaps.Count > 0 ? visit.Sitemaps : null,
        Status = visit.Failed?.Status,
        FinalAddress = visit.Page?.Address.AbsoluteUri,
        MovedTo = visit.Page?.MovedTo?.AbsoluteUri,
        visit.Page?.MediaType,
        visit.Page?.Charset,
        Bytes = visit.Page?.Body.Length,
        visit.Page?.ETag,
        visit.Page?.LastModified,
        FreshForSeconds = visit.Page?.FreshFor?.TotalSeconds,
        RetryAfterSeconds = visit.Failed?.RetryAfter?.TotalSeconds,
        NextPoll = Utc(visit.NextPoll),
        Feeds = visit.Feeds.Count > 0 ? visit.Feeds : null,
    };

    private static object Robots(RobotsAnswer answer) => new
    {
        answer.Agent,
        answer.Path,
        answer.Verdict,
        answer.Allowed,
        Rule = answer.Rule?.ToString(),
        CrawlDelaySeconds = answer.CrawlDelay?.TotalSeconds,
    };

    private static string? Utc(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
