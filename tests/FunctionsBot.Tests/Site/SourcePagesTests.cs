using FunctionsBot.Domain;
using FunctionsBot.Sources;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class SourcePagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_address_is_looked_at_and_the_form_of_the_source_is_filled_in_from_it()
    {
        await using var site = await RunningSite.Start();
        site.Previews[new Uri("https://gazetier.example/")] = new SourcePreview(new Uri("https://gazetier.example/feed"))
        {
            Kind = SourceKind.Feed,
            Format = "RSS 2.0",
            Title = "Le <i>Gazetier</i>",
            Language = "fr",
            Listed = 20,
            Entries = [new Entry("preview", "1", new Uri("javascript:alert(1)"), "<script>alert(1)</script>")],
            Feeds = [new FeedCandidate(new Uri("https://gazetier.example/une.xml"), "À la une <b>", null, BodyKind.Feed, FeedGrounds.Declared)],
            RobotsAllow = false,
            RobotsRule = "Disallow: /",
            NextPoll = site.Clock.GetUtcNow().AddHours(3),
            TellsUnchanged = true,
        };
        var admin = await site.OpenAsAdmin();

        var seen = await (await admin.Get("/manage/sources/new")).Submit("/manage/sources/preview", ("address", "gazetier.example"));

        var panel = seen.Document.QuerySelector("#seen")!;
        Assert.Contains("RSS 2.0", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 hours", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("forbids this page", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("À la une <b>", panel.TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.QuerySelectorAll("script, a[href^=javascript]"));
        Assert.Equal("https://gazetier.example/une.xml", panel.QuerySelector("input[name=address]")!.GetAttribute("value"));
        Assert.Empty(await site.Tables.Sources.Range(Keys.Shard("x"), cancel: Cancel).ToListAsync(Cancel));

        await seen.Submit("/manage/sources/new", ("name", "Le Gazetier"));
        var stored = (await site.Tables.Sources.Get(Keys.Shard("le-gazetier"), "le-gazetier", Cancel))!.Value;
        Assert.Equal(("https://gazetier.example/feed", "fr", SourceKind.Feed), (stored.Address.AbsoluteUri, stored.Language, stored.Kind));
    }

    [Theory]
    [InlineData("/manage/sources")]
    [InlineData("/manage")]
    public async Task Who_reads_French_reads_in_French_why_a_source_fails(string path)
    {
        await using var site = await RunningSite.Start();
        var now = site.Clock.GetUtcNow();
        await site.Tables.Sources.Upsert(Keys.Shard("gazette"), "gazette", new Source("gazette", "Gazette", new Uri("https://gazette.example/"), SourceKind.Feed, "fr"), Cancel);
        await site.Tables.SourceStates.Upsert(
            Keys.Shard("gazette"),
            "gazette",
            new SourceState("gazette", now) { LastPolled = now, Failures = 3, FailingSince = now, Problem = "https://gazette.example/ answered 404 Not Found: the page is not there; correct the address." },
            Cancel);

        var page = await (await site.OpenAsAdmin("fr")).Get(path);

        Assert.Contains("https://gazette.example/ a répondu 404 Not Found : la page n’existe pas ; corrigez l’adresse.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("the page is not there", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript://alert(1)")]
    [InlineData("https://user:word@gazetier.example/")]
    [InlineData("::")]
    public async Task What_is_no_web_address_is_not_asked(string address)
    {
        await using var site = await RunningSite.Start();

        var answer = await (await (await site.OpenAsAdmin("fr")).Get("/manage/sources/new")).Submit("/manage/sources/preview", ("address", address));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Ce n’est pas une adresse web", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opml")]
    [InlineData("csv")]
    public async Task A_list_is_exported_looked_at_and_taken_in_again(string form)
    {
        await using var site = await RunningSite.Start();
        var gazette = new Source("gazette", "Gazette & <Co>", new Uri("https://gazette.example/feed"), SourceKind.Feed, "fr") { Folder = "Presse", Country = "FR" };
        await site.Tables.Sources.Insert(Keys.Shard("gazette"), "gazette", gazette, Cancel);
        await site.Tables.Sources.Insert(Keys.Shard("herald"), "herald", new Source("herald", "Herald", new Uri("https://herald.example/"), SourceKind.Listing, "en"), Cancel);
        await site.Tables.SourceStates.Insert(Keys.Shard("herald"), "herald", new SourceState("herald", site.Clock.GetUtcNow()) { ETag = "\"1\"" }, Cancel);
        var admin = await site.OpenAsAdmin();
        var list = (await admin.Get($"/manage/sources/export.{form}")).Html;
        await site.Tables.Sources.Delete(Keys.Shard("gazette"), "gazette", Cancel);
        await site.Tables.Sources.Upsert(Keys.Shard("herald"), "herald", new Source("herald", "Old name", new Uri("https://old.example/"), SourceKind.Listing, "en"), Cancel);

        var plan = await WatchlistFilesTests.Look(admin, list, "/manage/sources/import");
        Assert.Contains("New: 1; changed: 1; there already: 0", plan.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await plan.Submit("/manage/sources/import/apply")).Status);

        var stored = (await site.Tables.Sources.Get(Keys.Shard("gazette"), "gazette", Cancel))!.Value;
        Assert.Equal(gazette, stored with { Change = null });
        Assert.Equal("https://herald.example/", (await site.Tables.Sources.Get(Keys.Shard("herald"), "herald", Cancel))!.Value.Address.AbsoluteUri);
        Assert.Null(await site.Tables.SourceStates.Get(Keys.Shard("herald"), "herald", Cancel));
        var history = await site.Tables.Audit.HistoryOf(stored.Change, Cancel).ToListAsync(Cancel);
        Assert.True(Assert.Single(history) is { Done: true, Action: AuditAction.Imported });
    }

    [Fact]
    public async Task A_large_list_is_taken_in_whole_and_its_bad_lines_say_why_in_french()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin("fr");
        var list = "name,address\n" + string.Concat(Enumerable.Range(0, 250).Select(i => $"n{i},https://n{i}.example/\n")) + "Dedans,http://127.0.0.1/\nRien,\n";

        var plan = await WatchlistFilesTests.Look(admin, list, "/manage/sources/import");

        Assert.Contains("L’adresse http://127.0.0.1/ ne peut être interrogée", plan.Text, StringComparison.Ordinal);
        Assert.Contains("L’adresse manque.", plan.Text, StringComparison.Ordinal);
        await plan.Submit("/manage/sources/import/apply");
        Assert.Equal(250, await site.Tables.Sources.Range(Keys.Shard("x"), cancel: Cancel).CountAsync(Cancel));
        Assert.Equal(250, await site.Tables.Audit.Range(null, null, Cancel).CountAsync(e => e.Done, Cancel));
    }
}
