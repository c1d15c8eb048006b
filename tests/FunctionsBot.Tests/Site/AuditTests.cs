using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class AuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_of_a_watchlist_tells_who_when_and_which_words_and_can_be_rolled_back()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin();
        await (await admin.Get("/manage/watchlists/new")).Submit("/manage/watchlists/new", ("name", "Letters"), ("query", "letter OR petition"));
        site.Clock.Advance(TimeSpan.FromHours(1));
        await (await admin.Get("/manage/watchlists/letters")).Submit("/manage/watchlists/letters", ("query", "letter OR appel <b>"), ("kinds", "OpenLetter"));

        var page = await admin.Get("/manage/watchlists/letters");
        var changes = page.Document.QuerySelectorAll(".changes > li");
        Assert.Equal(["changed", "created"], changes.Select(c => c.QuerySelector(".kind")!.TextContent));
        Assert.Contains("17 Mar 2026 10:00 UTC console", changes[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(["petition"], changes[0].QuerySelectorAll("code del").Select(d => d.TextContent));
        Assert.Equal(["appel <b>"], changes[0].QuerySelectorAll("code ins").Select(d => d.TextContent));
        Assert.Contains("Open letter", changes[0].TextContent, StringComparison.Ordinal);

        var back = changes[0].QuerySelector("form")!.GetAttribute("action")!;
        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(303, (await page.Submit(back)).Status);

        var stored = (await site.Tables.Watchlists.Get(Keys.Only, "letters", Cancel))!.Value;
        Assert.Equal(("letter OR petition", 0), (stored.Query, stored.Kinds.Count));
        var latest = (await admin.Get("/manage/audit")).Document.QuerySelectorAll(".changes > li");
        Assert.Equal(["put back", "changed", "created"], latest.Select(c => c.QuerySelector(".kind")!.TextContent));
        Assert.Equal(stored.Change, (await site.Tables.Audit.Range(null, null, Cancel).FirstAsync(Cancel)).Id);
    }

    [Fact]
    public async Task Putting_back_an_earlier_version_over_what_another_saved_meanwhile_is_a_conflict()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin();
        await (await admin.Get("/manage/watchlists/new")).Submit("/manage/watchlists/new", ("name", "Letters"), ("query", "one"));
        await (await admin.Get("/manage/watchlists/letters")).Submit("/manage/watchlists/letters", ("query", "two"));
        var page = await admin.Get("/manage/watchlists/letters");
        var back = page.Document.QuerySelector(".changes form")!.GetAttribute("action")!;
        await page.Submit("/manage/watchlists/letters", ("query", "three"));

        var conflict = await page.Submit(back);

        Assert.Equal(409, conflict.Status);
        Assert.Equal(["three", "one"], conflict.Document.QuerySelectorAll("[role=alert] td code").Select(c => c.TextContent));
        Assert.Equal("three", (await site.Tables.Watchlists.Get(Keys.Only, "letters", Cancel))!.Value.Query);
        Assert.Equal(409, (await page.Submit(back, ("version", "forged"))).Status);
        Assert.Equal(3, (await admin.Get("/manage/watchlists/letters")).Document.QuerySelectorAll(".changes > li").Length);
    }

    [Fact]
    public async Task A_save_that_changes_nothing_leaves_no_trace()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "W", "letter"), Cancel);
        var admin = await site.OpenAsAdmin();

        Assert.Equal(303, (await (await admin.Get("/manage/watchlists/w")).Submit("/manage/watchlists/w")).Status);

        Assert.Empty(await site.Tables.Audit.Range(null, null, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_deleted_source_comes_back_from_the_audit_as_it_was()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin();
        await (await admin.Get("/manage/sources/new")).Submit("/manage/sources/new", ("name", "Le Gazetier"), ("address", "https://gazetier.example/feed"), ("language", "fr"), ("folder", "Presse"));
        await (await admin.Get("/manage/sources/le-gazetier/delete")).Submit("/manage/sources/le-gazetier/delete");
        Assert.Null(await site.Tables.Sources.Get(Keys.Shard("le-gazetier"), "le-gazetier", Cancel));

        var audit = await admin.Get("/manage/audit?thing=Source");
        await audit.Submit(audit.Document.QuerySelector(".changes form")!.GetAttribute("action")!);

        var back = (await site.Tables.Sources.Get(Keys.Shard("le-gazetier"), "le-gazetier", Cancel))!.Value;
        Assert.Equal(("Le Gazetier", "https://gazetier.example/feed", "fr", "Presse"), (back.Name, back.Address.AbsoluteUri, back.Language, back.Folder));
        var history = await site.Tables.Audit.HistoryOf(back.Change, Cancel).Select(e => e.Action).ToListAsync(Cancel);
        Assert.Equal([AuditAction.Restored, AuditAction.Deleted, AuditAction.Created], history);
    }

    [Fact]
    public async Task The_audit_is_filtered_by_person_thing_and_day_and_goes_on_page_by_page()
    {
        await using var site = await RunningSite.Start();
        for (var i = 0; i < 120; i++)
        {
            var by = i % 2 == 0 ? "ada@example.org" : "grace@example.org";
            await site.Tables.Audit.Record(
                new AuditEntry("", site.Clock.GetUtcNow().AddDays(i / 60), by, i == 7 ? AuditThing.Source : AuditThing.Watchlist, $"thing-{i}", AuditAction.Changed), _ => Task.FromResult(true), Cancel);
        }

        var admin = await site.OpenAsAdmin("fr");
        async Task<int> Count(string query) => (await admin.Get("/manage/audit" + query)).Document.QuerySelectorAll(".changes > li").Length;

        var first = await admin.Get("/manage/audit?by=ADA");
        Assert.Equal(50, first.Document.QuerySelectorAll(".changes > li").Length);
        Assert.All(first.Document.QuerySelectorAll(".changes > li"), li => Assert.Contains("ada@example.org", li.TextContent, StringComparison.Ordinal));
        Assert.Equal(10, (await admin.Get(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!)).Document.QuerySelectorAll(".changes > li").Length);
        Assert.Equal(1, await Count("?thing=Source"));
        Assert.Equal(1, await Count("?id=thing-119"));
        Assert.Equal(30, await Count("?by=ada&to=2026-03-17"));
        Assert.Equal(30, await Count("?by=grace&from=2026-03-18&to=2026-03-18"));
        Assert.Equal(0, await Count("?from=2026-03-19"));
        Assert.Equal(400, (await admin.Get("/manage/audit?from=yesterday")).Status);
    }

    [Fact]
    public async Task A_change_cut_off_by_a_crash_is_told_if_it_came_true_and_only_then()
    {
        await using var site = await RunningSite.Start();
        var now = site.Clock.GetUtcNow();
        AuditEntry Begun(string id, AuditAction action) => new("", now, "ada", AuditThing.Watchlist, id, action) { Name = id };
        async Task<AuditEntry> Crash(AuditEntry entry, Func<AuditEntry, Task> change)
        {
            AuditEntry? begun = null;
            await Assert.ThrowsAsync<IOException>(() => site.Tables.Audit.Record(entry, async e =>
            {
                begun = e;
                await change(e);
                throw new IOException("crash");
            }, Cancel));
            return begun!;
        }

        var made = await Crash(Begun("made", AuditAction.Created), e => site.Tables.Watchlists.Insert(Keys.Only, "made", new Watchlist("made", "Made", "") { Change = e.Id }, Cancel));
        await Crash(Begun("not-made", AuditAction.Created), _ => Task.CompletedTask);
        var overwritten = await Crash(Begun("over", AuditAction.Created), e => site.Tables.Watchlists.Insert(Keys.Only, "over", new Watchlist("over", "Over", "") { Change = e.Id }, Cancel));
        await site.Tables.Audit.Record(Begun("over", AuditAction.Changed) with { Previous = overwritten.Id }, async e =>
        {
            await site.Tables.Watchlists.Upsert(Keys.Only, "over", new Watchlist("over", "Over", "x") { Change = e.Id }, Cancel);
            return true;
        }, Cancel);
        var admin = await site.OpenAsAdmin();

        Assert.Contains("not known to be finished", (await admin.Get("/manage/audit")).Text, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(3));
        var page = await admin.Get("/manage/audit");

        Assert.DoesNotContain("not-made", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not known to be finished", page.Text, StringComparison.Ordinal);
        Assert.True((await site.Tables.Audit.Get(made.Id, Cancel))!.Done);
        Assert.True((await site.Tables.Audit.Get(overwritten.Id, Cancel))!.Done);
        Assert.Equal(3, page.Document.QuerySelectorAll(".changes > li").Length);
    }

    [Fact]
    public async Task A_chat_that_was_changed_goes_back_with_what_it_followed()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "letters", new Watchlist("letters", "Letters", ""), Cancel);
        var admin = await site.OpenAsAdmin();
        await (await admin.Get("/manage/destinations/new")).Submit("/manage/destinations/new", ("address", "42"), ("name", "Staff"), ("follow-letters", "Immediate"));
        await (await admin.Get("/manage/destinations/telegram-42")).Submit("/manage/destinations/telegram-42", ("name", "Press"), ("follow-letters", ""));
        Assert.Null(await site.Tables.Follows.Get("letters", "telegram-42", Cancel));

        var page = await admin.Get("/manage/destinations/telegram-42");
        Assert.Contains("Follows “letters”", page.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await page.Submit(page.Document.QuerySelector(".changes form")!.GetAttribute("action")!)).Status);

        Assert.Equal("Staff", (await site.Tables.Destinations.Get(Keys.Shard("telegram-42"), "telegram-42", Cancel))!.Value.Name);
        Assert.Equal(Cadence.Immediate, (await site.Tables.Follows.Get("letters", "telegram-42", Cancel))!.Cadence);
    }

    [Fact]
    public async Task The_history_keeps_no_address_of_a_subscriber()
    {
        await using var site = await RunningSite.Start();
        var person = new Destination("mail-1", ChannelKind.Email, "ada@example.org", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, default));
        await site.Tables.Destinations.Insert(Keys.Shard("mail-1"), "mail-1", person, Cancel);
        var admin = await site.OpenAsAdmin();
        await (await admin.Get("/manage/destinations/mail-1")).Submit("/manage/destinations/mail-1", ("language", "fr"));
        await (await admin.Get("/manage/destinations/mail-1/delete")).Submit("/manage/destinations/mail-1/delete");

        var rows = await site.Tables.Audit.Range(null, null, Cancel).ToListAsync(Cancel);

        Assert.Equal([AuditAction.Erased, AuditAction.Changed], rows.Select(r => r.Action));
        Assert.DoesNotContain("ada", System.Text.Json.JsonSerializer.Serialize(rows, StoredJson.Options), StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", (await admin.Get("/manage/audit")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merging_moving_judging_and_retrying_are_in_the_audit_too()
    {
        await using var site = await RunningSite.Start();
        const string story = "20260316-00000000000000aa";
        await site.Tables.Stories.Upsert("20260316", story, new Story(story, "<i>One</i>", "en", new Uri("https://a.example/"), StoryKind.Event, 0.8, site.Clock.GetUtcNow()), Cancel);
        await site.Tables.Poison.Insert("process", "20260317-x", new PoisonedWork("process", "1 a b", site.Clock.GetUtcNow()), Cancel);
        var admin = await site.OpenAsAdmin();

        await (await admin.Get($"/manage/stories/{story}")).Submit($"/manage/stories/{story}/merge", ("other", "20260316-00000000000000bb"));
        await (await admin.Get($"/stories/{story}")).Submit($"/manage/items/{story}/label", ("relevant", "yes"), ("kind", "Report"));
        await (await admin.Get("/manage/deliveries")).Submit("/manage/deliveries/replay");

        var page = await admin.Get("/manage/audit");
        Assert.Equal(["tried again", "judged", "merged"], page.Document.QuerySelectorAll(".changes .kind").Select(k => k.TextContent));
        Assert.Contains("<i>One</i>", page.Text, StringComparison.Ordinal);
        Assert.Contains("20260316-00000000000000bb", page.Text, StringComparison.Ordinal);
    }
}
