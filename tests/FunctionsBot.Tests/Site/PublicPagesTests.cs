using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class PublicPagesTests
{
    private const string Hostile = "<script>alert('\"&</title><img src=x onerror=alert(1)>";

    [Fact]
    public async Task A_hostile_title_is_text_on_every_page_that_shows_it()
    {
        await using var site = await RunningSite.Start();
        var story = Story(site, "a", Hostile) with { Lead = Hostile, Evidence = [new Evidence("ai", -1, "<script>")] };
        await Store(site, story with
        {
            Link = new Uri("javascript:alert(1)"),
            Members = [story.Members[0] with { Title = Hostile, Newsroom = Hostile, Attribution = Hostile, Link = new Uri("javascript:alert(2)") }],
            Facts = new ItemFacts { Conflicts = [Hostile], People = [Hostile], Dates = [new DatedFact(DatedKind.Event, Hostile, new DateOnly(2026, 4, 1), Hostile)] },
        });
        var browser = site.Open();

        foreach (var path in new[] { "/", "/stories", "/stories/" + story.Id })
        {
            var page = await browser.Get(path);

            Assert.Equal(200, page.Status);
            Assert.Contains(Hostile, page.Text, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("script, img, [onerror]"));
            Assert.DoesNotContain("javascript:", string.Join(' ', page.Document.Links.Select(l => l.GetAttribute("href"))), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_story_page_shows_the_evidence_where_it_stands_and_who_copied_whom()
    {
        await using var site = await RunningSite.Start();
        const string Text = "Introduction.\n\nThe ministry backs open models of AI.";
        var story = Story(site, "a", "Open models get a law");
        story = story with
        {
            Evidence = [new Evidence("openness", -1, "Open models"), new Evidence("openness", Text.IndexOf("open", StringComparison.Ordinal), "open models")],
            Members =
            [
                story.Members[0],
                story.Members[0] with { ItemId = "x", Role = ItemRole.Copy, Newsroom = "Copyist", Link = new Uri("https://copy.example/"), Attribution = "Gazette", Paywall = new Paywall(PaywallKind.Metered, 0.5571) },
            ],
        };
        await Store(site, story, Text);

        var page = await site.Open("fr").Get("/stories/" + story.Id);

        Assert.Equal(("fr", "en"), (page.Document.DocumentElement.GetAttribute("lang"), page.Document.QuerySelector("h1")!.GetAttribute("lang")));
        Assert.Equal(["Open models", "open models"], page.Document.QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Contains("55,71", page.Text, StringComparison.Ordinal);
        Assert.Contains("d’après Gazette", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("details a[href='https://copy.example/']"));
    }

    [Fact]
    public async Task Earlier_days_are_a_page_away_and_none_is_shown_twice()
    {
        await using var site = await RunningSite.Start();
        for (var day = 0; day < 60; day++)
        {
            await Store(site, Story(site, day.ToString(CultureInfo.InvariantCulture), $"Story of day {day}", daysAgo: day));
        }

        var browser = site.Open();
        var seen = new List<string>();
        var next = "/stories";
        for (var pages = 0; pages < 3; pages++)
        {
            var page = await browser.Get(next);
            seen.AddRange(page.Document.QuerySelectorAll(".story h3").Select(h => h.TextContent));
            next = page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        }

        Assert.Equal(Enumerable.Range(0, 60).Select(d => $"Story of day {d}"), seen);
    }

    [Theory]
    [InlineData("/nowhere", 404)]
    [InlineData("/stories/20260317-0123456789abcdef", 404)]
    [InlineData("/stories/nonsense", 404)]
    [InlineData("/stories/20260317-%01", 404)]
    [InlineData("/stories/20260317-%F0%90%80%80", 404)]
    [InlineData("/stories?before=99999999", 404)]
    [InlineData("/stories?before=00010101", 404)]
    [InlineData("/telegram/webhook", 405)]
    public async Task A_wrong_address_is_answered_by_a_page_that_says_so(string path, int status)
    {
        await using var site = await RunningSite.Start();

        var page = await site.Open("fr").Get(path);

        Assert.Equal(status, page.Status);
        Assert.Equal(status == 404 ? "Cette page n’existe pas" : "Pas de cette façon", page.Title);
    }

    [Fact]
    public async Task The_browser_chooses_the_language_until_the_reader_does()
    {
        await using var site = await RunningSite.Start();
        var browser = site.Open("de-DE, fr-CA;q=0.8, en;q=0.5");

        var french = await browser.Get("/stories?before=20260301");
        Assert.Equal("fr", french.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Sujets", french.Title);

        var english = await browser.Get(french.Document.QuerySelector("a.language")!.GetAttribute("href")!);
        Assert.Equal("en", english.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("28 February 2026", english.Text, StringComparison.Ordinal);
        Assert.Equal("Stories", (await browser.Get("/stories")).Title);
        Assert.Equal("Stories", (await site.Open("nonsense;;q=x").Get("/stories")).Title);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/manage")]
    [InlineData("/health")]
    public async Task Every_answer_forbids_what_a_page_does_not_need(string path)
    {
        await using var site = await RunningSite.Start();

        var page = await site.Open().Get(path);

        Assert.Equal(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            page.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", page.Header("Referrer-Policy"));
        Assert.Empty(page.Document.QuerySelectorAll("script, style, [style], [onclick]"));
    }

    [Fact]
    public async Task The_style_sheet_is_named_by_its_content_and_kept_for_good()
    {
        await using var site = await RunningSite.Start();
        var browser = site.Open();
        var home = await browser.Get("/");

        var style = await browser.Get(home.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!);

        Assert.Equal("public, max-age=31536000, immutable", style.Header("Cache-Control"));
        Assert.Equal("text/css; charset=utf-8", style.Header("Content-Type"));
        Assert.Contains(":root", style.Html, StringComparison.Ordinal);
        Assert.True(home.Html.Length + style.Html.Length < 100_000, $"The first page has {home.Html.Length + style.Html.Length} characters.");
    }

    [Fact]
    public async Task Every_input_has_a_label_and_every_form_its_token()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "Everything", "") { Public = true }, TestContext.Current.CancellationToken);
        var admin = await site.OpenAsAdmin();

        foreach (var path in new[] { "/", "/subscribe", "/manage", "/manage/sources/new", "/manage/watchlists/new", "/manage/watchlists/w", "/manage/watchlists/w/delete", "/manage/destinations/new", "/manage/deliveries" })
        {
            var page = await admin.Get(path);

            Assert.Equal(200, page.Status);
            Assert.All(page.Document.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector("input[type=hidden][name=form-token]")));
            Assert.All(
                page.Document.QuerySelectorAll("input:not([type=hidden]), select, textarea"),
                input => Assert.True(input.Closest("label") is not null || page.Document.QuerySelector($"label[for='{input.Id}']") is not null, input.OuterHtml));
        }
    }

    [Fact]
    public async Task Health_is_plain()
    {
        await using var site = await RunningSite.Start();

        Assert.Equal("ok\n", (await site.Open().Get("/health")).Html);
    }

    private static Story Story(RunningSite site, string key, string title, int daysAgo = 0)
    {
        var seen = site.Clock.GetUtcNow().AddDays(-daysAgo);
        var id = Keys.ItemId("source", key, seen);
        var link = new Uri("https://gazette.example/" + key);
        return new Story(id, title, "en", link, StoryKind.Legislation, 0.87, seen)
        {
            Updated = seen,
            Members = [new StoryMember(id, "source", "Gazette", title, link, "en", seen, ItemRole.Original)],
        };
    }

    private static async Task Store(RunningSite site, Story story, string? text = null)
    {
        var day = Keys.DayOf(story.Id);
        Assert.True(await site.Tables.Stories.Insert(day, story.Id, story, TestContext.Current.CancellationToken));
        if (text is not null)
        {
            var item = new Item(story.Link, story.Title, text, "en");
            var verdict = new Verdict(true, story.Score, story.Kind, [], story.Evidence);
            await site.Tables.Items.Insert(day, story.Id, new ReadItem(story.Id, "source", "a", story.FirstSeen, item, verdict, ItemFacts.None), TestContext.Current.CancellationToken);
        }
    }
}
