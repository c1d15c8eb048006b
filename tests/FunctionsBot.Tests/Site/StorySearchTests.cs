using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class StorySearchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stories_are_found_by_words_kind_language_days_watchlist_and_muting()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "Letters", "lettre"), Cancel);
        await Store(site, "20260317-0000000000000001", "Une lettre ouverte pour des modèles souverains", "fr", StoryKind.OpenLetter, s => s with { Matches = new Dictionary<string, FirstMatch> { ["w"] = new(s.FirstSeen, s.Id) } });
        await Store(site, "20260316-0000000000000002", "Summit on <b>open</b> models", "en", StoryKind.Event, s => s with { Muted = new StoryMute("ada", s.FirstSeen) });
        await Store(site, "20260301-0000000000000003", "Budget for open models", "en", StoryKind.Funding, s => s);
        await Store(site, "20260301-0000000000000004", "Merged away", "en", StoryKind.Funding, s => s with { MergedInto = "20260301-0000000000000003" });
        var admin = await site.OpenAsAdmin();
        async Task<string> Found(string query) => string.Join('|', (await admin.Get("/manage/stories" + query)).Document.QuerySelectorAll("article .title").Select(t => t.TextContent[..6]));

        Assert.Equal("Une le|Summit|Budget", await Found(""));
        Assert.Equal("Une le", await Found("?q=souverain*"));
        Assert.Equal("Summit|Budget", await Found("?q=open+AND+model"));
        Assert.Equal("Summit", await Found("?q=open+NOT+budget+lang%3Aen"));
        Assert.Equal("Budget", await Found("?kind=Funding"));
        Assert.Equal("Une le", await Found("?language=fr"));
        Assert.Equal("Une le", await Found("?watchlist=w"));
        Assert.Equal("Summit", await Found("?muted=true"));
        Assert.Equal("Summit", await Found("?from=2026-03-10&to=2026-03-16"));
        Assert.Equal("Budget", await Found("?before=20260316"));
        Assert.Equal("", await Found("?q=absent"));
        Assert.Equal(["open"], (await admin.Get("/manage/stories?q=open+summit")).Document.QuerySelectorAll("article mark").Select(m => m.TextContent).Take(1));
    }

    [Theory]
    [InlineData("?q=%28open", "Character")]
    [InlineData("?from=soon", "Write days as")]
    public async Task What_cannot_be_asked_is_said_beside_the_field(string query, string said)
    {
        await using var site = await RunningSite.Start();

        var answer = await (await site.OpenAsAdmin()).Get("/manage/stories" + query);

        Assert.Equal(400, answer.Status);
        Assert.Contains(said, answer.Document.QuerySelector(".filter .problem")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_search_goes_on_from_the_day_it_came_to()
    {
        await using var site = await RunningSite.Start();
        for (var i = 0; i < 100; i++)
        {
            await Store(site, $"202603{17 - (i / 10):00}-{i:0000000000000000}", $"Story {i}", "en", StoryKind.Event, s => s);
        }

        var admin = await site.OpenAsAdmin();
        var seen = new List<string>();
        for (var next = "/manage/stories?kind=Event"; next is not null;)
        {
            var page = await admin.Get(next);
            seen.AddRange(page.Document.QuerySelectorAll("article .title").Select(t => t.TextContent));
            next = page.Document.QuerySelectorAll("article").Length == 0 ? null : page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(100, seen.Count);
        Assert.Equal(100, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_page_of_a_search_reads_the_days_it_shows_and_not_all_that_is_stored()
    {
        var tables = FunctionsBot.Tests.Storage.MemoryTable.Open(out var opened);
        for (var i = 0; i < 400; i++)
        {
            var id = $"{new DateOnly(2026, 3, 17).AddDays(-i / 10):yyyyMMdd}-{i:0000000000000000}";
            await tables.Stories.Insert(Keys.DayOf(id), id, new Story(id, "T", "en", new Uri("https://a.example/"), StoryKind.Event, 0.5, DateTimeOffset.UnixEpoch), Cancel);
        }

        await using var site = await RunningSite.Start(tables: tables);
        var before = opened["stories"].Transactions;

        Assert.Equal(40, (await (await site.OpenAsAdmin()).Get("/manage/stories")).Document.QuerySelectorAll("article").Length);
        Assert.Equal(4, opened["stories"].Transactions - before);
    }

    [Fact]
    public async Task The_page_of_a_story_says_for_each_watchlist_which_words_made_it_match_and_where()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "Letters <i>", "souverain* AND title:lettre"), Cancel);
        await site.Tables.Watchlists.Insert(Keys.Only, "old", new Watchlist("old", "Old", "nowhere"), Cancel);
        const string id = "20260317-0000000000000001";
        await Store(site, id, "Une lettre ouverte", "fr", StoryKind.OpenLetter, s => s with { Matches = new Dictionary<string, FirstMatch> { ["w"] = new(s.FirstSeen, id), ["old"] = new(s.FirstSeen, id) } });
        var item = new Item(new Uri("https://a.example/"), "Une lettre ouverte", "Des chercheurs demandent <b>des</b> modèles souverains pour l'État.", "fr");
        await site.Tables.Items.Upsert("20260317", id, new ReadItem(id, "s", "k", site.Clock.GetUtcNow(), item, new Verdict(true, 0.9, StoryKind.OpenLetter, [], []), ItemFacts.None), Cancel);

        var page = await (await site.OpenAsAdmin()).Get($"/manage/stories/{id}");

        var reasons = page.Document.QuerySelector("[aria-labelledby=found-by]")!;
        Assert.Equal(["souverains", "lettre"], reasons.QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Contains("demandent <b>des</b> modèles souverains pour", reasons.TextContent, StringComparison.Ordinal);
        Assert.Contains("title · answers title:\"lettre\"", reasons.TextContent, StringComparison.Ordinal);
        Assert.Contains("would no longer find it", reasons.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_is_muted_and_unmuted_with_who_and_when()
    {
        await using var site = await RunningSite.Start();
        const string id = "20260317-0000000000000001";
        await Store(site, id, "Title", "en", StoryKind.Event, s => s);
        var admin = await site.OpenAsAdmin();

        var muted = await (await (await admin.Get($"/manage/stories/{id}")).Submit($"/manage/stories/{id}/mute")).Follow();
        Assert.Contains("Muted by console, 17 Mar 2026 09:00 UTC.", muted.Text, StringComparison.Ordinal);
        Assert.Equal("console", (await site.Tables.Stories.Get("20260317", id, Cancel))!.Value.Muted!.By);

        await muted.Submit($"/manage/stories/{id}/mute");
        Assert.Null((await site.Tables.Stories.Get("20260317", id, Cancel))!.Value.Muted);
        Assert.Equal([AuditAction.Unmuted, AuditAction.Muted], await site.Tables.Audit.Range(null, null, Cancel).Select(e => e.Action).ToListAsync(Cancel));
    }

    private static Task Store(RunningSite site, string id, string title, string language, StoryKind kind, Func<Story, Story> change)
    {
        var seen = DateTimeOffset.ParseExact(id[..8], "yyyyMMdd", null, System.Globalization.DateTimeStyles.AssumeUniversal);
        var story = new Story(id, title, language, new Uri("https://a.example/"), kind, 0.8, seen)
        {
            Members = [new StoryMember(id, "source", "Gazette", title, new Uri("https://a.example/"), language, seen, ItemRole.Original)],
        };
        return site.Tables.Stories.Upsert(id[..8], id, change(story), Cancel);
    }
}
