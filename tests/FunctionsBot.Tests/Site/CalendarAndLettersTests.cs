using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Site;

public sealed class CalendarAndLettersTests
{
    private const string Hostile = "<script>alert('\"&</title><img src=x onerror=alert(1)>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_calendar_shows_what_is_ahead_by_month_and_each_can_be_taken_along()
    {
        await using var site = await RunningSite.Start();
        await Keep(site, SampleStories.Summit, SampleStories.Funding, StoryBuilder.Titled("Gone").Event("Over", new DateOnly(2026, 3, 1)).Build());
        var browser = site.Open("fr");

        var page = await browser.Get("/calendar");

        Assert.Equal(["mars 2026", "avril 2026", "mai 2026"], page.Document.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Equal(["Information day for applicants", "Summit on open models for administrations", "Applications for the first call"], page.Document.QuerySelectorAll("h3").Select(h => h.TextContent));
        Assert.Contains("mar. 21 avr. – mer. 22 avr.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Over", page.Text, StringComparison.Ordinal);
        Assert.Contains("Over", (await browser.Get("/calendar?month=202603")).Text, StringComparison.Ordinal);
        var file = await browser.Get(page.Document.QuerySelector("a[href$='.ics']")!.GetAttribute("href")!);
        Assert.Equal((200, "text/calendar; charset=utf-8"), (file.Status, file.Header("Content-Type")));
    }

    [Fact]
    public async Task What_several_stories_announce_in_the_same_words_is_there_once_and_what_is_called_off_says_so()
    {
        await using var site = await RunningSite.Start();
        var day = new DateOnly(2026, 4, 21);
        await Keep(site,
            StoryBuilder.Titled("One").Event("Sommet de Lyon", day).Build(),
            StoryBuilder.Titled("Two").Event("sommet de LYON", day).Build(),
            StoryBuilder.Titled("Three").Dated(new DatedFact(DatedKind.Event, "Salon", day, "Le salon du 21 avril est annulé.")).Build(),
            StoryBuilder.Titled("Four").Dated(new DatedFact(DatedKind.Deadline, "Avis", new DateOnly(2026, 4, 1), "En avril.") { Imprecise = true }).Build());

        var page = await site.Open("fr").Get("/calendar");

        Assert.Equal(3, page.Document.QuerySelectorAll(".appointment").Length);
        Assert.Contains("annulé", page.Document.QuerySelector(".appointment.off")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll("a[href$='.ics']"));
    }

    [Theory]
    [InlineData("/calendar?month=209913")]
    [InlineData("/calendar?month=x")]
    [InlineData("/calendar?month=999912")]
    [InlineData("/letters/20260312-nothing")]
    [InlineData("/letters/%01")]
    [InlineData("/digest?week=20260310")]
    [InlineData("/digest?week=x")]
    public async Task A_wrong_address_is_answered_by_a_page_that_says_so(string path)
    {
        await using var site = await RunningSite.Start();

        Assert.Equal(404, (await site.Open().Get(path)).Status);
    }

    [Fact]
    public async Task A_letter_shows_how_it_grew_as_a_plot_and_as_a_table_and_who_left()
    {
        await using var site = await RunningSite.Start();
        var ledger = new LetterLedger(site.Tables);
        var page = new Source("page", "The letter’s page", new Uri("https://letter.example/"), SourceKind.Page, "fr");
        Task<Story?> Letter() => Task.FromResult<Story?>(SampleStories.Letter);
        await ledger.See(page, new SignatureList(["Ada", "Bea", "Cem", "Dov", Hostile], 1040), Letter, site.Clock.GetUtcNow().AddDays(-4), Cancel);
        await ledger.See(page, new SignatureList(["Bea", "Cem", "Dov", Hostile, "Fay"], 1062), Letter, site.Clock.GetUtcNow(), Cancel);
        var browser = site.Open("fr");

        var list = await browser.Get("/letters");
        Assert.Contains("1\u202f062 signataires", list.Text, StringComparison.Ordinal);
        var letter = await browser.Get(list.Document.QuerySelector("main h2 a")!.GetAttribute("href")!);

        Assert.Equal(SampleStories.Letter.Title, letter.Title);
        Assert.Contains("Commission européenne", letter.Text, StringComparison.Ordinal);
        var plot = letter.Document.QuerySelector("svg[role=img]")!;
        Assert.Equal("De 1\u202f040 signataires (13 mars 2026) à 1\u202f062 signataires (17 mars 2026).", plot.GetAttribute("aria-label"));
        Assert.Equal(2, plot.QuerySelectorAll("circle").Length);
        var rows = letter.Document.QuerySelectorAll("tbody tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains("Nommés comme signataires (1) : Fay", rows[0], StringComparison.Ordinal);
        Assert.Contains("Se sont retirés (1) : Ada", rows[0], StringComparison.Ordinal);
        Assert.Contains(Hostile, letter.Text, StringComparison.Ordinal);
        Assert.Empty(letter.Document.QuerySelectorAll("script, img, [onerror], [style]"));
    }

    [Fact]
    public async Task Admins_see_letters_and_calendar_among_their_pages_and_nobody_else_does()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin();

        foreach (var path in new[] { "/manage/calendar", "/manage/letters" })
        {
            Assert.Equal("page", (await admin.Get(path)).Document.QuerySelector($"nav a[href='{path}']")!.GetAttribute("aria-current"));
            Assert.Equal(403, (await site.Open().Get(path)).Status);
        }
    }

    [Fact]
    public async Task Home_says_what_this_is_what_the_week_brought_and_what_is_coming_up_and_costs_little()
    {
        await using var site = await RunningSite.Start();
        await Keep(site, SampleStories.Week.ToArray());
        await site.Tables.Weeks.Upsert(Keys.Only, "20260309", PublicDigest.Compose(new DateOnly(2026, 3, 9), SampleStories.Week), Cancel);
        await site.Tables.Watchlists.Upsert(Keys.Only, "all", SampleStories.Everything with { Public = true }, Cancel);
        var browser = site.Open("fr");
        await browser.Get("/");

        var before = site.Transactions;
        var home = await browser.Get("/");
        var cost = site.Transactions - before;

        Assert.Equal("L’IA open source en politique, chaque sujet une fois", home.Title);
        Assert.Equal(["La semaine", "Derniers sujets", "À venir", "Un courriel par semaine"], home.Document.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Contains("Du 9 mars 2026 au 15 mars 2026 : 8 sujets", home.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Information day for applicants", home.Text, StringComparison.Ordinal);
        Assert.InRange(cost, 1, 10);
        Assert.InRange(home.Html.Length, 1, 60_000);
        var digest = await browser.Get("/digest");
        Assert.Equal(8, digest.Document.QuerySelectorAll(".story").Length);
        Assert.Contains("La semaine d’avant", digest.Text, StringComparison.Ordinal);
    }

    private static async Task Keep(RunningSite site, params Story[] stories)
    {
        foreach (var story in stories)
        {
            await site.Tables.Stories.Upsert(Keys.DayOf(story.Id), story.Id, story, Cancel);
            await new AgendaLedger(site.Tables).Keep(story, site.Clock.GetUtcNow(), Cancel);
        }
    }
}
