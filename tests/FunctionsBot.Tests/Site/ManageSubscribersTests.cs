using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class ManageSubscribersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_found_by_address_and_erased_with_everything_known_of_them()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "W", "") { Public = true }, Cancel);
        var admin = await site.OpenAsAdmin();
        await (await site.Open().Get("/subscribe")).Submit("/subscribe", ("email", "ada@example.org"));
        var person = await site.Tables.Destinations.Range(Keys.Shard("x"), cancel: Cancel).Select(d => d.Value).SingleAsync(Cancel);
        await site.Tables.Deliveries.Insert(person.Id, "digest-1", new OutboxRow(person.Id, "digest-1", DeliveryKind.Digest, site.Clock.GetUtcNow()), Cancel);
        var page = await admin.Get("/manage/subscribers");

        Assert.Contains("there is nothing to erase", (await page.Submit("/manage/subscribers/find", ("address", "grace@example.org"))).Text, StringComparison.Ordinal);
        Assert.Equal(400, (await page.Submit("/manage/subscribers/find", ("address", "nobody"))).Status);
        var ask = await (await page.Submit("/manage/subscribers/find", ("address", " Ada@example.org "))).Follow();
        Assert.NotNull(await site.Tables.Destinations.Get(Keys.Shard(person.Id), person.Id, Cancel));
        await ask.Submit($"/manage/destinations/{person.Id}/delete");

        Assert.Null(await site.Tables.Destinations.Get(Keys.Shard(person.Id), person.Id, Cancel));
        Assert.Empty(await site.Tables.Deliveries.Range(person.Id, cancel: Cancel).ToListAsync(Cancel));
        Assert.Empty(await site.Tables.Documents.Range("wishes", cancel: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_table_subscribes_nobody_who_has_not_said_yes_and_changes_nobody_who_is_there()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "letters", new Watchlist("letters", "Letters", "") { Public = true }, Cancel);
        var admin = await site.OpenAsAdmin();
        await (await site.Open().Get("/subscribe")).Submit("/subscribe", ("email", "known@example.org"), ("language", "en"));
        var plan = await WatchlistFilesTests.Look(
            admin, "address;language;day;watchlists\nada@example.org;fr;Friday;letters\nknown@example.org;fr;;\n=cmd|x;;;\nx@example.org;de;;\ny@example.org;;Someday;\nz@example.org;;;secret\nADA@example.org;;;\n", "/manage/subscribers/import");
        Assert.Contains("New: 1; changed: 0; there already: 1; with errors, left out: 5.", plan.Text, StringComparison.Ordinal);
        Assert.Single(site.Asked);

        Assert.Equal("/manage/subscribers?done=invited", (await plan.Submit("/manage/subscribers/import/apply")).Location);

        Assert.Equal(2, site.Asked.Count);
        Assert.Contains(site.Asked, a => a.Contains("ada@example.org", StringComparison.Ordinal) && a.EndsWith(nameof(DestinationState.Unconfirmed), StringComparison.Ordinal));
        var all = await site.Tables.Destinations.Range(Keys.Shard("x"), cancel: Cancel).Select(d => d.Value).ToListAsync(Cancel);
        Assert.All(all, d => Assert.Equal(DestinationState.Unconfirmed, d.State));
        Assert.Empty(await site.Tables.Follows.By("letters", Cancel));
        var ada = all.Single(d => d.Address == "ada@example.org");
        var confirm = site.Links.Confirm(ada).PathAndQuery;
        await (await site.Open().Get(confirm)).Submit("/confirm");
        Assert.Equal([ada.Id], (await site.Tables.Follows.By("letters", Cancel)).Select(f => f.DestinationId));
        Assert.Equal(DayOfWeek.Friday, (await site.Tables.Destinations.Get(Keys.Shard(ada.Id), ada.Id, Cancel))!.Value.Schedule.Day);
        Assert.DoesNotContain("ada", (await admin.Get("/manage/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_goes_on_page_by_page_and_the_export_has_all_with_what_they_follow()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "letters", new Watchlist("letters", "Letters", "") { Public = true }, Cancel);
        for (var i = 0; i < 230; i++)
        {
            var id = $"mail-{i:000}";
            await site.Tables.Destinations.Insert(Keys.Shard(id), id, new Destination(id, ChannelKind.Email, $"{(i == 7 ? "-formula" : "p")}{i}@example.org", "fr", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, default, DayOfWeek.Tuesday)) { Created = site.Clock.GetUtcNow() }, Cancel);
        }

        await site.Tables.Destinations.Insert(Keys.Shard("telegram-1"), "telegram-1", new Destination("telegram-1", ChannelKind.Telegram, "1", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.None, default)) { Name = "A chat" }, Cancel);
        await site.Tables.Follows.Set(new Follow("letters", "mail-003", Cadence.Digest), Cancel);
        var admin = await site.OpenAsAdmin();

        var (rows, next) = (0, (string?)"/manage/subscribers");
        for (; next is not null;)
        {
            var page = await admin.Get(next);
            rows += page.Document.QuerySelectorAll("tbody tr").Length;
            next = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(230, rows);
        var table = (await admin.Get("/manage/subscribers/export.csv")).Html;
        Assert.Contains("\np3@example.org,fr,Tuesday,letters,active,2026-03-17", table, StringComparison.Ordinal);
        Assert.Contains("\n'-formula7@example.org,", table, StringComparison.Ordinal);
        Assert.Equal(231, table.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("example.org", (await admin.Get("/manage/destinations")).Html, StringComparison.Ordinal);
    }
}
