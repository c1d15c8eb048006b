using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Tests.Site;

public sealed class WatchlistFilesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Watchlist Letters = new("letters", "Letters, \"open\"", "letter OR\nlettre NEAR/3 ouverte") { NameFr = "Lettres", Kinds = [StoryKind.OpenLetter, StoryKind.Statement], Languages = ["fr", "en"], Paused = true };
    private static readonly Watchlist Formula = new("formula", "=HYPERLINK(\"http://evil.example\")", "=Open") { NameFr = "@SUM(1)" };

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task What_is_exported_comes_in_again_just_so(string form)
    {
        await using var site = await RunningSite.Start();
        await Store(site, Letters, Formula);
        var admin = await site.OpenAsAdmin();
        var file = (await admin.Get($"/manage/watchlists/export.{form}")).Html;

        var same = await Look(admin, file);
        Assert.Contains("New: 0; changed: 0; there already: 2; with errors, left out: 0.", same.Text, StringComparison.Ordinal);
        await site.Tables.Watchlists.Delete(Keys.Only, "letters", Cancel);
        await site.Tables.Watchlists.Upsert(Keys.Only, "formula", Formula with { Query = "other", NameFr = null }, Cancel);

        var plan = await Look(admin, file);
        Assert.Contains("New: 1; changed: 1; there already: 0", plan.Text, StringComparison.Ordinal);
        Assert.Null(await site.Tables.Watchlists.Get(Keys.Only, "letters", Cancel));
        Assert.Equal("/manage/watchlists?done=imported", (await plan.Submit("/manage/watchlists/import/apply")).Location);

        Assert.Equivalent(Letters, (await Stored(site, "letters")) with { Change = null }, strict: true);
        Assert.Equivalent(Formula, (await Stored(site, "formula")) with { Change = null }, strict: true);
        Assert.Equal([AuditAction.Imported, AuditAction.Imported], await site.Tables.Audit.Range(null, null, Cancel).Select(e => e.Action).ToListAsync(Cancel));
    }

    [Fact]
    public async Task No_cell_of_the_table_is_a_formula()
    {
        await using var site = await RunningSite.Start();
        await Store(site, Formula);

        var table = (await (await site.OpenAsAdmin()).Get("/manage/watchlists/export.csv")).Html;

        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\",'@SUM(1),'=Open", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_line_that_is_wrong_says_why_and_the_others_are_taken_in()
    {
        await using var site = await RunningSite.Start();
        await Store(site, Letters);
        var admin = await site.OpenAsAdmin("fr");

        var plan = await Look(admin, """
            name;query;kinds;languages;id
            Bonne;souverain*;open-letter report;fr;
            ;rien;;;
            Cassée;lettre);;;
            Genre;x;nonsense;;
            Langue;x;;français;
            Adresse;x;;;../etc
            Bonne;deux fois;;;
            <script>;x;;;script
            """);

        var lines = plan.Document.QuerySelectorAll("tbody tr").ToDictionary(r => r.QuerySelector("td")!.TextContent.Trim(), r => r.QuerySelectorAll("td")[1].TextContent);
        Assert.Contains("nouveau", lines["2"], StringComparison.Ordinal);
        Assert.Contains("120 caractères", lines["3"], StringComparison.Ordinal);
        Assert.Contains("Caractère 7", lines["4"], StringComparison.Ordinal);
        Assert.Contains("nonsense", lines["5"], StringComparison.Ordinal);
        Assert.Contains("français", lines["6"], StringComparison.Ordinal);
        Assert.Contains("ne peut être un identifiant", lines["7"], StringComparison.Ordinal);
        Assert.Contains("déjà à la ligne 2", lines["8"], StringComparison.Ordinal);
        await plan.Submit("/manage/watchlists/import/apply");
        Assert.Equal(["bonne", "letters", "script"], await site.Tables.Watchlists.Range(Keys.Only, cancel: Cancel).Select(w => w.Key).ToListAsync(Cancel));
        Assert.Equal([StoryKind.OpenLetter, StoryKind.Report], (await Stored(site, "bonne")).Kinds);
    }

    [Fact]
    public async Task What_another_admin_changed_after_the_plan_was_shown_is_not_overwritten_unseen()
    {
        await using var site = await RunningSite.Start();
        await Store(site, Letters);
        var admin = await site.OpenAsAdmin();
        var plan = await Look(admin, "id,name,query\nletters,Letters,petition\n");
        await site.Tables.Watchlists.Upsert(Keys.Only, "letters", Letters with { Query = "appeal" }, Cancel);

        var again = await plan.Submit("/manage/watchlists/import/apply");

        Assert.Equal(409, again.Status);
        Assert.Equal("appeal", (await Stored(site, "letters")).Query);
        Assert.Contains("appeal", again.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await again.Submit("/manage/watchlists/import/apply")).Status);
        Assert.Equal(("petition", true), ((await Stored(site, "letters")).Query, (await Stored(site, "letters")).Paused));
    }

    [Theory]
    [InlineData("")]
    [InlineData("neither this nor that")]
    [InlineData("""{"format":"other","watchlists":[]}""")]
    [InlineData("""{"format":"functionsbot-watchlists","version":2,"watchlists":[]}""")]
    [InlineData("""{"format":"functionsbot-watchlists","version":1,"watchlists":[{"name":7}]}""")]
    [InlineData("""[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]""")]
    public async Task A_file_that_holds_no_watchlists_is_refused_in_a_sentence(string file)
    {
        await using var site = await RunningSite.Start();

        var answer = await Look(await site.OpenAsAdmin(), file);

        Assert.Equal(400, answer.Status);
        Assert.Matches(@"\.$", answer.Document.QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_read_and_one_of_many_lines_is_cut()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin();

        Assert.Equal(413, (await Look(admin, new string('x', 5_000_000))).Status);
        var rows = WatchlistFile.Read("name,query\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"n{i},x\n")));
        Assert.Equal(WatchlistFile.Most, rows.Count);
        Assert.Equal(403, (await Look(site.Open(), "name,query\n", token: false)).Status);
    }

    internal static async Task<Page> Look(Browser browser, string file, string path = "/manage/watchlists/import", bool token = true)
    {
        var form = token ? (await browser.Get(path)).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")! : "";
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new MultipartFormDataContent { { new StringContent(form), "form-token" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "file.txt" } },
        };
        request.Headers.ExpectContinue = true; // As a browser that is told "too large" before it has sent all.
        return await browser.Send(request);
    }

    private static async Task Store(RunningSite site, params Watchlist[] watchlists)
    {
        foreach (var watchlist in watchlists)
        {
            await site.Tables.Watchlists.Insert(Keys.Only, watchlist.Id, watchlist, Cancel);
        }
    }

    private static async Task<Watchlist> Stored(RunningSite site, string id) => (await site.Tables.Watchlists.Get(Keys.Only, id, Cancel))!.Value;
}
