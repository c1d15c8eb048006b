using FunctionsBot.Site.Pages;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Feeds;

/// <summary>The addresses of feeds: <c>/feeds/LANGUAGE/FILE</c> of everything, <c>/feeds/LANGUAGE/WATCHLIST/FILE</c> of a public watchlist.</summary>
internal static class FeedRoutes
{
    public const string AtomFile = "atom.xml";
    public const string JsonFile = "feed.json";
    public const string CalendarFile = "calendar.ics";

    /// <summary>Changed with the form of what is written, so that no reader keeps what an older version wrote.</summary>
    private const string Form = "1";

    /// <summary>How long a reader need not ask again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public static Task<IResult> Atom(Visit visit) => Serve(visit, AtomFile, AtomFeed.MediaType, AtomFeed.Write);

    public static Task<IResult> Json(Visit visit) => Serve(visit, JsonFile, JsonFeed.MediaType, JsonFeed.Write);

    public static Task<IResult> Calendar(Visit visit) => Serve(visit, CalendarFile, CalendarFeed.MediaType, CalendarFeed.Write);

    /// <summary>The page that shows them.</summary>
    public static async Task<IResult> Show(Visit visit) => visit.Page<FeedsPage>(visit.T(Words.Feeds), new()
    {
        [nameof(FeedsPage.Feeds)] = (await Subscribing.Open(visit)).Select(w => new PublicFeed(w, Stamp.None)).Prepend(new PublicFeed(null, Stamp.None)).ToList(),
    });

    /// <summary>One appointment to put into a calendar.</summary>
    public static async Task<IResult> Appointment(Visit visit)
    {
        var file = visit.Key("file") ?? "";
        if (!file.EndsWith(".ics", StringComparison.Ordinal) || await new AgendaLedger(visit.Tables).Find(file[..^4], visit.Cancel) is not { } found)
        {
            return visit.NotThere();
        }

        var frame = Frame(visit, visit.Language, $"/calendar/{Uri.EscapeDataString(file)}", found.StoryTitle, found.Changed);
        var body = CalendarFeed.Write(frame, [found]);
        return new CachedResult(body, CalendarFeed.MediaType, Tag($"{found.Uid} {found.Changed:O} {visit.Language}"), found.Changed, Fresh) { VariesByReader = true };
    }

    private static async Task<IResult> Serve(Visit visit, string file, string mediaType, Func<FeedFrame, FeedContent, byte[]> write)
    {
        var language = visit.Route("lang");
        var id = visit.Context.Request.RouteValues.ContainsKey("id") ? visit.Route("id") : null;
        if (!Languages.IsKnown(language) || await visit.Parts.Feeds.Find(id, visit.Cancel) is not { } feed)
        {
            return visit.NotThere();
        }

        // What is over leaves the calendar as days pass, though nothing was stored.
        var isCalendar = file == CalendarFile;
        var today = new DateTimeOffset(visit.Now.UtcDateTime.Date, TimeSpan.Zero);
        var changed = isCalendar && today > feed.Stamp.At ? today : feed.Stamp.At;
        var path = feed.Path(language, file);
        var version = Tag($"{Form} {path} {feed.Name(language)} {feed.Stamp.Version} {(isCalendar ? Keys.Day(today) : "")}");
        if (CachedResult.IsKnown(visit.Context.Request, version, changed))
        {
            return new CachedResult(null, mediaType, version, changed, Fresh);
        }

        var body = await visit.Parts.Feeds.Body(version, async () => write(
            Frame(visit, language, path, feed.Name(language), changed),
            new FeedContent(
                isCalendar ? [] : await FeedContent.ReadStories(visit.Tables, feed.Watchlist, visit.Now, visit.Cancel),
                isCalendar ? await FeedContent.ReadAppointments(visit.Tables, feed.Watchlist, visit.Now, visit.Cancel) : [])));
        return new CachedResult(body, mediaType, version, changed, Fresh);
    }

    private static FeedFrame Frame(Visit visit, string language, string path, string title, DateTimeOffset changed)
    {
        var site = visit.Parts.Settings.SiteUrl;
        var root = site.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new FeedFrame(site, new Uri(root + path), new Uri(root + "/"), PlainXml.Line(title), Words.HomeTitle.In(language), language, changed);
    }

    private static string Tag(string of) => $"\"{Keys.Hash(of)}\"";
}
