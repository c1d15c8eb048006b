using FunctionsBot.Site;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Loopback;
using FunctionsBot.Tests.Site;
using Microsoft.Playwright;

namespace FunctionsBot.Tests.Browsing;

/// <summary>
/// What must hold on every page of the route table, one that is added tomorrow included: valid HTML; no violation that axe-core finds, bright
/// and dark, on a desk and on a phone; nothing sideways at 360 px; no request to another host; nothing that the content security policy stops.
/// </summary>
public sealed class EveryPageTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task Every_public_page_is_valid_accessible_and_keeps_to_itself()
    {
        await using var site = await FurnishedSite.Start();
        var reader = site.Open();
        await (await reader.Get("/subscribe")).Submit("/subscribe", ("email", "bea@example.org"));
        var asking = await site.Tables.Destinations.Range(FunctionsBot.Storage.Keys.AllShards.Single(), cancel: TestContext.Current.CancellationToken).Select(d => d.Value).FirstAsync(d => d.Address == "bea@example.org", TestContext.Current.CancellationToken);

        var pages = await SitePages.Of(
            reader, r => r.Access == Access.Everyone,
            "/nowhere", site.Links.Confirm(asking).PathAndQuery, site.Links.Unsubscribe(asking).PathAndQuery, site.SignIn.CreateLink().PathAndQuery,
            "/stories/" + SampleStories.Letter.Id, "/stories/" + SampleStories.Funding.Id, "/stories/" + SampleStories.Bill.Id, "/stories?before=20260101", "/calendar?month=202604", "/digest?week=20260309");

        await Hold(site, reader, pages, least: 15);
    }

    [Fact]
    public async Task Every_admin_page_is_valid_accessible_and_keeps_to_itself()
    {
        await using var site = await FurnishedSite.Start();
        var admin = await site.OpenAsAdmin();

        var pages = await SitePages.Of(admin, r => r.Role is not null, "/stories/" + SampleStories.Letter.Id, "/manage/stories/" + SampleStories.Letter.Id);

        await Hold(site, admin, pages, least: 20);
    }

    [Fact]
    public async Task A_page_with_faults_is_found_out()
    {
        await using var server = new ScriptedWebServer();
        const string Html = """
            <!DOCTYPE html><html lang="en"><head><title>Faults</title></head><body><main><h1 id="a">Faults</h1><p id="a">Twice.</p><img src="http://127.0.0.2:9/elsewhere.png">
            <pre>A line that is far too long for a phone, and that nothing in the world could ever bring to break anywhere at all.</pre><script>1</script></main></body></html>
            """;
        server.On("/", 200, Html, "Content-Type: text/html", "Content-Security-Policy: script-src 'none'");
        var inspection = new PageInspection(chromium);
        VisitedPage[] pages = [new("/", Html)];

        await inspection.Validate(pages);
        await inspection.Look(new Uri($"http://127.0.0.1:{server.Port}/"), pages, []);

        foreach (var fault in new[] { "no-dup-id", "image-alt", "scrolls sideways", "asks another host: http://127.0.0.2:9/elsewhere.png", "Content Security Policy" })
        {
            Assert.Contains(inspection.Problems, p => p.Contains(fault, StringComparison.Ordinal));
        }
    }

    private async Task Hold(RunningSite site, Browser reader, IReadOnlyList<VisitedPage> pages, int least)
    {
        Assert.True(pages.Count >= least, $"Only {pages.Count} pages were found: {string.Join(", ", pages.Select(p => p.Path))}");
        var cookies = reader.Cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = site.Address.AbsoluteUri }).ToList();
        var inspection = new PageInspection(chromium);
        await inspection.Validate(pages);
        await inspection.Look(site.Address, pages, cookies);
        Assert.True(inspection.Problems.Count == 0, string.Join(Environment.NewLine, inspection.Problems));
    }
}
