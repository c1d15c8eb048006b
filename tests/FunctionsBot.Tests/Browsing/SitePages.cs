using FunctionsBot.Site;
using FunctionsBot.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Route = FunctionsBot.Site.Route;

namespace FunctionsBot.Tests.Browsing;

/// <summary>A page of the site: its address and what the server sent.</summary>
public sealed record VisitedPage(string Path, string Html);

/// <summary>
/// Every page of the route table. Those without a value in their address are asked for as they are; the others by the first link to each that
/// the pages have: a page that no other leads to is a mistake, and found as one.
/// </summary>
internal static class SitePages
{
    /// <summary>Pages with text for people under the routes that fit.</summary>
    /// <param name="browser">Who looks, signed in or not.</param>
    /// <param name="fits">Which routes.</param>
    /// <param name="more">Addresses that only a message has.</param>
    public static async Task<IReadOnlyList<VisitedPage>> Of(Browser browser, Func<Route, bool> fits, params string[] more)
    {
        var routes = Routes.All.Where(r => r.Methods.Contains(HttpMethods.Get) && fits(r)).ToList();
        var waiting = routes.Where(r => r.Pattern.Contains('{', StringComparison.Ordinal)).ToList();
        var pages = new List<VisitedPage>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(routes.Except(waiting).Select(r => r.Pattern).Concat(more));
        while (next.TryDequeue(out var path))
        {
            if (!asked.Add(path))
            {
                continue;
            }

            var page = await browser.Get(path);
            Assert.True(page.Status is < 500, $"{path} answered {page.Status}.");
            if (page.Header("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) != true)
            {
                continue;
            }

            pages.Add(new VisitedPage(path, page.Html));
            foreach (var link in page.Document.QuerySelectorAll("a[href^='/'], form[action^='/'][method=get]").Select(a => (a.GetAttribute("href") ?? a.GetAttribute("action"))!))
            {
                if (waiting.Find(r => Leads(link, r)) is { } found)
                {
                    waiting.Remove(found);
                    next.Enqueue(link);
                }
            }
        }

        Assert.True(waiting.Count == 0, $"No page links to {string.Join(", ", waiting.Select(r => r.Pattern))}: link to it, or store in FurnishedSite what it shows.");
        return pages;
    }

    private static bool Leads(string link, Route route) =>
        new TemplateMatcher(TemplateParser.Parse(route.Pattern), new RouteValueDictionary()).TryMatch(Path(link), new RouteValueDictionary())
        // Words stand before values: /sources/new is a page of its own, not the source "new".
        && !Routes.All.Any(r => r.Pattern == Path(link));

    private static string Path(string link) => new Uri(new Uri("http://site"), link).AbsolutePath;
}
