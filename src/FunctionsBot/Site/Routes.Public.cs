using FunctionsBot.Site.Feeds;
using FunctionsBot.Site.Pages;

namespace FunctionsBot.Site;

/// <content>What everyone can read besides the stories.</content>
internal static partial class Routes
{
    private static IEnumerable<Route> Public =>
    [
        Get("/feeds", FeedRoutes.Show),
        Get("/feeds/{lang}/atom.xml", FeedRoutes.Atom),
        Get("/feeds/{lang}/feed.json", FeedRoutes.Json),
        Get("/feeds/{lang}/calendar.ics", FeedRoutes.Calendar),
        Get("/feeds/{lang}/{id}/atom.xml", FeedRoutes.Atom),
        Get("/feeds/{lang}/{id}/feed.json", FeedRoutes.Json),
        Get("/feeds/{lang}/{id}/calendar.ics", FeedRoutes.Calendar),
        Get("/calendar/{file}", FeedRoutes.Appointment),
        Get("/calendar", CalendarPages.Show),
        Get("/manage/calendar", CalendarPages.Show, Access.Viewers),
        Get("/letters", LetterPages.List),
        Get("/letters/{id}", LetterPages.Show),
        Get("/manage/letters", LetterPages.List, Access.Viewers),
        Get("/manage/letters/{id}", LetterPages.Show, Access.Viewers),
        Get("/digest", DigestPages.Show),
    ];
}
