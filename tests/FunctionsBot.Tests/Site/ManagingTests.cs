using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class ManagingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_says_that_an_article_is_not_relevant_and_sees_who_said_so_and_when()
    {
        await using var site = await RunningSite.Start();
        var seen = site.Clock.GetUtcNow();
        var item = new Item(new Uri("https://news.example/<b>"), "Open <script> letter", "Text.", "en");
        var read = new ReadItem(Keys.ItemId("s", "k", seen), "s", "k", seen, item, new Verdict(true, 0.91, StoryKind.OpenLetter, [], []) { Why = "They meet.", Model = "0a1b2c3d" }, ItemFacts.None);
        await site.Tables.Items.Upsert(Keys.DayOf(read.Id), read.Id, read, Cancel);
        var admin = await site.OpenAsAdmin();

        var list = await admin.Get("/manage/items");
        Assert.Contains("Open <script> letter", list.Text, StringComparison.Ordinal);
        Assert.Contains("model 0a1b2c3d", list.Text, StringComparison.Ordinal);
        var done = await (await list.Submit($"/manage/items/{read.Id}/label", ("relevant", "no"), ("kind", "Report"))).Follow();

        Assert.Contains("Noted", done.Text, StringComparison.Ordinal);
        Assert.Contains(site.Asked, a => a.StartsWith($"label {read.Id} no Report ", StringComparison.Ordinal));
        Assert.Contains("Not relevant, says ", done.Text, StringComparison.Ordinal);
        Assert.Contains("17 Mar 2026 09:00 UTC", done.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await admin.Get("/manage/items?day=2026-03-18")).Status);
        Assert.Equal(400, (await admin.Post($"/manage/items/{read.Id}/label", ("relevant", "no"))).Status);
    }

    [Fact]
    public async Task A_watchlist_is_created_edited_and_deleted_with_those_who_follow_it()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin();

        var added = await (await admin.Get("/manage/watchlists/new")).Submit(
            "/manage/watchlists/new", ("name", "Open letters"), ("nameFr", "Lettres ouvertes"), ("query", "souverain*"), ("kinds", "OpenLetter"), ("kinds", "Statement"), ("languages", "fr"));

        Assert.Contains("Added.", (await added.Follow()).Text, StringComparison.Ordinal);
        var stored = (await site.Tables.Watchlists.Get(Keys.Only, "open-letters", Cancel))!.Value;
        Assert.Equal("souverain*", stored.Query);
        Assert.Equal([StoryKind.OpenLetter, StoryKind.Statement], stored.Kinds);
        Assert.Equal(["fr"], stored.Languages);

        await (await admin.Get("/manage/watchlists/open-letters")).Submit("/manage/watchlists/open-letters", ("query", "souverain* AND modèle"), ("paused", "true"));
        stored = (await site.Tables.Watchlists.Get(Keys.Only, "open-letters", Cancel))!.Value;
        Assert.Equal(("souverain* AND modèle", true, "Lettres ouvertes", 2), (stored.Query, stored.Paused, stored.NameFr, stored.Kinds.Count));

        await site.Tables.Follows.Set(new Follow("open-letters", "someone", Cadence.Immediate), Cancel);
        var ask = await admin.Get("/manage/watchlists/open-letters/delete");
        Assert.Contains("1 followers", ask.Text, StringComparison.Ordinal);
        Assert.NotNull(await site.Tables.Watchlists.Get(Keys.Only, "open-letters", Cancel));
        await ask.Submit("/manage/watchlists/open-letters/delete");
        Assert.Null(await site.Tables.Watchlists.Get(Keys.Only, "open-letters", Cancel));
        Assert.Null(await site.Tables.Follows.Get("open-letters", "someone", Cancel));
    }

    [Fact]
    public async Task A_deleted_watchlist_is_restored_with_its_followers_and_what_it_found()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "Letters", "letter") { NameFr = "Lettres" }, Cancel);
        await site.Tables.Destinations.Insert(Keys.Shard("here"), "here", new Destination("here", ChannelKind.Telegram, "1", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.None, default)), Cancel);
        await site.Tables.Follows.Set(new Follow("w", "here", Cadence.Immediate), Cancel);
        await site.Tables.Follows.Set(new Follow("w", "gone", Cadence.Immediate), Cancel);
        await site.Tables.Matches.Upsert("w", "20260317-x", new Match("x", site.Clock.GetUtcNow(), ["letter"]), Cancel);
        var admin = await site.OpenAsAdmin();
        await (await admin.Get("/manage/watchlists/w/delete")).Submit("/manage/watchlists/w/delete");
        Assert.Empty(await site.Tables.Follows.By("w", Cancel));

        // A new one of the same name does not take the place of the deleted one.
        await (await admin.Get("/manage/watchlists/new")).Submit("/manage/watchlists/new", ("name", "W"), ("query", "other"));
        Assert.Equal("other", (await site.Tables.Watchlists.Get(Keys.Only, "w-2", Cancel))!.Value.Query);
        var deleted = await admin.Get("/manage/watchlists/deleted");
        Assert.Contains("14 Apr 2026", deleted.Text, StringComparison.Ordinal);
        await deleted.Submit("/manage/watchlists/deleted/w/restore");

        Assert.Equal("Lettres", (await site.Tables.Watchlists.Get(Keys.Only, "w", Cancel))!.Value.NameFr);
        Assert.Equal(["here"], (await site.Tables.Follows.By("w", Cancel)).Select(f => f.DestinationId));
        Assert.Single(await site.Tables.Matches.Range("w", cancel: Cancel).ToListAsync(Cancel));
        Assert.Contains("There is none.", (await admin.Get("/manage/watchlists/deleted")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await deleted.Submit("/manage/watchlists/deleted/w/restore")).Status);
    }

    [Fact]
    public async Task A_watchlist_is_copied_and_paused_from_the_list()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "Letters", "letter") { NameFr = "Lettres", Kinds = [StoryKind.OpenLetter] }, Cancel);
        var admin = await site.OpenAsAdmin();

        Assert.Equal(303, (await (await admin.Get("/manage/watchlists/w/clone")).Submit("/manage/watchlists/new")).Status);
        var list = await admin.Get("/manage/watchlists");
        await list.Submit("/manage/watchlists/w/pause");
        await list.Submit("/manage/watchlists/w/pause");

        var copy = (await site.Tables.Watchlists.Get(Keys.Only, "copy-of-letters", Cancel))!.Value;
        Assert.Equal(("Copy of Letters", "Copie de Lettres", "letter"), (copy.Name, copy.NameFr, copy.Query));
        Assert.Equal([StoryKind.OpenLetter], copy.Kinds);
        Assert.True((await site.Tables.Watchlists.Get(Keys.Only, "w", Cancel))!.Value.Paused);
        Assert.Single(await site.Tables.Audit.Range(null, null, Cancel).Where(e => e.Action == AuditAction.Paused).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Of_two_admins_who_edit_one_watchlist_the_second_sees_both_versions_and_decides()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "Letters", "letter"), Cancel);
        var first = await (await site.OpenAsAdmin()).Get("/manage/watchlists/w");
        var second = await (await site.OpenAsAdmin()).Get("/manage/watchlists/w");

        Assert.Equal(303, (await first.Submit("/manage/watchlists/w", ("query", "letter OR petition"))).Status);
        var conflict = await second.Submit("/manage/watchlists/w", ("query", "letter OR appel"));

        Assert.Equal(409, conflict.Status);
        Assert.Equal(["letter OR petition", "letter OR appel"], conflict.Document.QuerySelectorAll("[role=alert] td code").Select(c => c.TextContent));
        Assert.Equal("letter OR petition", (await site.Tables.Watchlists.Get(Keys.Only, "w", Cancel))!.Value.Query);

        Assert.Equal(303, (await conflict.Submit("/manage/watchlists/w")).Status);
        Assert.Equal("letter OR appel", (await site.Tables.Watchlists.Get(Keys.Only, "w", Cancel))!.Value.Query);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("forged")]
    public async Task A_form_with_a_version_nobody_gave_it_is_a_conflict(string version)
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "Letters", "letter"), Cancel);
        var page = await (await site.OpenAsAdmin()).Get("/manage/watchlists/w");

        Assert.Equal(409, (await page.Submit("/manage/watchlists/w", ("query", "other"), ("version", version))).Status);
        Assert.Equal("letter", (await site.Tables.Watchlists.Get(Keys.Only, "w", Cancel))!.Value.Query);
    }

    [Fact]
    public async Task A_changed_watchlist_is_tried_on_the_past_and_nothing_is_saved()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "Letters", "letter"), Cancel);
        var page = await (await site.OpenAsAdmin()).Get("/manage/watchlists/w");

        var tried = await page.Submit("/manage/watchlists/w/try", ("query", "letter OR summit"));

        Assert.Equal(200, tried.Status);
        var panel = tried.Document.QuerySelector("#tried")!;
        Assert.Contains("Stories found: 4, that is 0.3 alerts a day.", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("As saved: 3; new: 2; lost: 1.", panel.TextContent, StringComparison.Ordinal);
        Assert.Equal(["\"summit\" is looked for, but no word for it in French"], [.. panel.QuerySelectorAll(".warning").Select(w => w.TextContent.Split(';')[0])]);
        Assert.Equal("<b>Une lettre</b>", panel.QuerySelector("ul.found a")!.TextContent);
        Assert.Equal(6, panel.QuerySelectorAll("svg rect").Length);
        Assert.Equal("letter OR summit", tried.Document.QuerySelector("textarea[name=query]")!.TextContent.Trim());
        Assert.Equal("letter", (await site.Tables.Watchlists.Get(Keys.Only, "w", Cancel))!.Value.Query);

        Assert.Equal(303, (await tried.Submit("/manage/watchlists/w")).Status);
        Assert.Equal("letter OR summit", (await site.Tables.Watchlists.Get(Keys.Only, "w", Cancel))!.Value.Query);
    }

    [Theory]
    [InlineData("absent", "Nothing matches: nobody would have been told anything.")]
    [InlineData("", "64 alerts a day are more than anybody reads (30)")]
    public async Task A_new_watchlist_that_finds_nothing_or_floods_is_warned_of(string query, string warning)
    {
        await using var site = await RunningSite.Start();
        var page = await (await site.OpenAsAdmin()).Get("/manage/watchlists/new");

        var tried = await page.Submit("/manage/watchlists/new/try", ("name", "New"), ("query", query));

        Assert.Contains(tried.Document.QuerySelectorAll("#tried .warning"), w => w.TextContent.Contains(warning, StringComparison.Ordinal));
        Assert.Empty(await site.Tables.Watchlists.Range(Keys.Only, cancel: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_broken_query_is_not_saved_and_its_character_is_pointed_at()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin();
        await admin.Get("/?lang=fr");

        var answer = await (await admin.Get("/manage/watchlists/new")).Submit("/manage/watchlists/new", ("name", "Lettres"), ("query", "line one\r\nletter) OR <b>"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Caractère 16\u00a0: Rien n’était ouvert\u202f; enlevez-la.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(")", answer.Document.QuerySelector(".pointed mark")!.TextContent);
        Assert.Equal("line one\nletter) OR <b>", answer.Document.QuerySelector(".pointed")!.TextContent);
        Assert.Equal("line one\nletter) OR <b>", answer.Document.QuerySelector("textarea")!.TextContent);
        Assert.Empty(await site.Tables.Watchlists.Range(Keys.Only, cancel: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_source_is_added_polled_paused_and_deleted()
    {
        await using var site = await RunningSite.Start();
        var admin = await site.OpenAsAdmin();
        async Task<Source?> Stored() => (await site.Tables.Sources.Get(Keys.Shard("le-gazetier"), "le-gazetier", Cancel))?.Value;

        var refused = await (await admin.Get("/manage/sources/new")).Submit("/manage/sources/new", ("name", "Le Gazetier"), ("address", "javascript:alert(1)"), ("language", "français"));
        Assert.Equal(400, refused.Status);
        Assert.Contains("This is no web address", refused.Text, StringComparison.Ordinal);
        Assert.Contains("two lower-case letters", refused.Text, StringComparison.Ordinal);

        await refused.Submit("/manage/sources/new", ("address", "https://gazetier.example/feed"), ("language", "fr"));
        Assert.Equal(new Uri("https://gazetier.example/feed"), (await Stored())!.Address);

        var list = await admin.Get("/manage/sources");
        Assert.Contains("not polled yet", list.Text, StringComparison.Ordinal);
        await list.Submit("/manage/sources/le-gazetier/poll");
        Assert.Equal(["poll le-gazetier"], site.Asked);
        await list.Submit("/manage/sources/le-gazetier/pause");
        await list.Submit("/manage/sources/le-gazetier/pause");
        Assert.True((await Stored())!.Paused);

        await (await admin.Get("/manage/sources/le-gazetier/delete")).Submit("/manage/sources/le-gazetier/delete");
        Assert.Null(await Stored());
    }

    [Fact]
    public async Task Two_sources_of_one_name_are_two_sources()
    {
        await using var site = await RunningSite.Start();
        var form = await (await site.OpenAsAdmin()).Get("/manage/sources/new");

        await form.Submit("/manage/sources/new", ("name", "News"), ("address", "https://a.example/"));
        await form.Submit("/manage/sources/new", ("name", "News"), ("address", "https://b.example/"));

        Assert.Equal("https://a.example/", (await site.Tables.Sources.Get(Keys.Shard("news"), "news", Cancel))!.Value.Address.AbsoluteUri);
        Assert.Equal("https://b.example/", (await site.Tables.Sources.Get(Keys.Shard("news-2"), "news-2", Cancel))!.Value.Address.AbsoluteUri);
    }

    [Fact]
    public async Task A_source_with_a_new_address_begins_afresh_and_one_that_was_gone_is_asked_again()
    {
        await using var site = await RunningSite.Start();
        var shard = Keys.Shard("s");
        await site.Tables.Sources.Insert(shard, "s", new Source("s", "S", new Uri("https://a.example/"), SourceKind.Feed, "en"), Cancel);
        await site.Tables.SourceStates.Insert(shard, "s", new SourceState("s", site.Clock.GetUtcNow().AddDays(30)) { Retired = true, ETag = "\"1\"" }, Cancel);
        var admin = await site.OpenAsAdmin();

        await (await admin.Get("/manage/sources/s")).Submit("/manage/sources/s");
        var state = (await site.Tables.SourceStates.Get(shard, "s", Cancel))!.Value;
        Assert.False(state.Retired);
        Assert.Equal(site.Clock.GetUtcNow(), state.NextPoll);

        await (await admin.Get("/manage/sources/s")).Submit("/manage/sources/s", ("address", "https://b.example/"));
        Assert.Null(await site.Tables.SourceStates.Get(shard, "s", Cancel));
    }

    [Fact]
    public async Task The_dashboard_says_which_sources_fail_since_when_and_why()
    {
        await using var site = await RunningSite.Start();
        foreach (var (id, state) in new (string, SourceState?)[]
        {
            ("good", new SourceState("good", site.Clock.GetUtcNow()) { LastSuccess = site.Clock.GetUtcNow(), LastNew = site.Clock.GetUtcNow() }),
            ("bad", new SourceState("bad", site.Clock.GetUtcNow()) { Failures = 4, FailingSince = site.Clock.GetUtcNow().AddDays(-2), Problem = "bad.example answered 503 <b>." }),
            ("new", null),
        })
        {
            await site.Tables.Sources.Insert(Keys.Shard(id), id, new Source(id, $"Source {id}", new Uri($"https://{id}.example/"), SourceKind.Feed, "en"), Cancel);
            if (state is not null)
            {
                await site.Tables.SourceStates.Insert(Keys.Shard(id), id, state, Cancel);
            }
        }

        var page = await (await site.OpenAsAdmin()).Get("/manage");

        Assert.Contains("1 of 3 sources answer.", page.Text, StringComparison.Ordinal);
        var row = Assert.Single(page.Document.QuerySelectorAll("[aria-labelledby=coverage] tbody tr"));
        Assert.Equal(["failing", "15 Mar 2026 09:00 UTC", "bad.example answered 503 <b>."], row.QuerySelectorAll("td").Select(c => c.TextContent));
    }

    [Fact]
    public async Task A_chat_is_added_with_what_it_follows_and_a_wrong_zone_or_hour_is_refused()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "letters", new Watchlist("letters", "Letters", ""), Cancel);
        await site.Tables.Watchlists.Insert(Keys.Only, "money", new Watchlist("money", "Money", ""), Cancel);
        var form = await (await site.OpenAsAdmin()).Get("/manage/destinations/new");

        var refused = await form.Submit(
            "/manage/destinations/new", ("address", "@channel"), ("zone", "Europe/Atlantis"), ("at", "25:00"), ("follow-letters", "Immediate"));
        Assert.Equal(400, refused.Status);
        Assert.Contains("There is no time zone \"Europe/Atlantis\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Write hour and minutes", refused.Text, StringComparison.Ordinal);
        Assert.Contains("This is no chat id", refused.Text, StringComparison.Ordinal);

        var added = await refused.Submit("/manage/destinations/new", ("address", "-100123/7"), ("zone", "America/Montreal"), ("at", "07:15"), ("name", "Staff"));

        Assert.Equal("/manage/destinations?done=added", added.Location);
        var chat = (await site.Tables.Destinations.Get(Keys.Shard("telegram-n100123-t7"), "telegram-n100123-t7", Cancel))!.Value;
        Assert.Equal(("-100123/7", "America/Montreal", new TimeOnly(7, 15), "Staff"), (chat.Address, chat.TimeZone, chat.Schedule.At, chat.Name));
        Assert.Equal(Cadence.Immediate, (await site.Tables.Follows.Get("letters", chat.Id, Cancel))!.Cadence);
        Assert.Null(await site.Tables.Follows.Get("money", chat.Id, Cancel));
        Assert.Contains("in the list already", (await form.Submit("/manage/destinations/new", ("address", "-100123/7"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_bot_writes_to_a_destination_is_no_conflict_but_what_another_admin_saves_is()
    {
        await using var site = await RunningSite.Start();
        var (shard, id) = (Keys.Shard("telegram-1"), "telegram-1");
        await site.Tables.Destinations.Insert(shard, id, new Destination(id, ChannelKind.Telegram, "1", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 0))), Cancel);
        var form = await (await site.OpenAsAdmin()).Get("/manage/destinations/telegram-1");
        var read = (await site.Tables.Destinations.Get(shard, id, Cancel))!;
        var digested = site.Clock.GetUtcNow();
        await site.Tables.Destinations.Replace(read, read.Value with { DigestedUntil = digested }, Cancel);

        Assert.Equal(303, (await form.Submit("/manage/destinations/telegram-1", ("name", "Staff"))).Status);
        var saved = (await site.Tables.Destinations.Get(shard, id, Cancel))!.Value;
        Assert.Equal(("Staff", digested), (saved.Name, saved.DigestedUntil));

        Assert.Equal(409, (await form.Submit("/manage/destinations/telegram-1", ("name", "Press"))).Status);
    }

    [Fact]
    public async Task A_failed_delivery_is_retried_and_poisoned_work_replayed()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Destinations.Insert(
            Keys.Shard("telegram-1"), "telegram-1", new Destination("telegram-1", ChannelKind.Telegram, "1", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.None, default)), Cancel);
        var row = new OutboxRow("telegram-1", "alert-1", DeliveryKind.Alert, site.Clock.GetUtcNow()) { State = DeliveryState.Failed, Reason = "Bad Request: can't parse <entities>", Attempts = 5 };
        await site.Tables.Deliveries.Insert(row.DestinationId, row.Id, row, Cancel);
        await site.Tables.Deliveries.Insert(row.DestinationId, "alert-2", row with { Id = "alert-2", State = DeliveryState.Sent }, Cancel);
        await site.Tables.Poison.Insert("process", "20260317-x", new PoisonedWork("process", "1 a b", site.Clock.GetUtcNow()), Cancel);
        var admin = await site.OpenAsAdmin();

        var page = await admin.Get("/manage/deliveries");
        Assert.Contains("can't parse <entities>", page.Text, StringComparison.Ordinal);
        await page.Submit("/manage/deliveries/retry");
        await page.Submit("/manage/deliveries/replay");

        Assert.Equal(["retry telegram-1 alert-1", "replay process 20260317-x"], site.Asked);
        Assert.Equal("/manage/deliveries?to=telegram-1&done=again", (await page.Submit("/manage/deliveries/retry", ("delivery", "alert-2"), ("back", "one"))).Location);
        Assert.Equal(404, (await page.Submit("/manage/deliveries/replay", ("queue", "other"))).Status);
        Assert.Equal(404, (await page.Submit("/manage/deliveries/retry", ("delivery", "a/b"))).Status);
        Assert.Equal(2, site.Asked.Count);
    }

    [Fact]
    public async Task An_address_is_not_shown_whole_and_only_its_owner_can_confirm_it()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Destinations.Insert(
            Keys.Shard("mail-1"), "mail-1", new Destination("mail-1", ChannelKind.Email, "ada@example.org", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, default)) { State = DestinationState.Unconfirmed }, Cancel);
        var admin = await site.OpenAsAdmin();

        var list = await admin.Get("/manage/subscribers");
        Assert.Contains("a…@example.org", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", list.Html, StringComparison.Ordinal);
        var form = await admin.Get("/manage/destinations/mail-1");
        await form.Submit("/manage/destinations/mail-1");
        Assert.Equal(DestinationState.Unconfirmed, (await site.Tables.Destinations.Get(Keys.Shard("mail-1"), "mail-1", Cancel))!.Value.State);
    }

    [Theory]
    [InlineData("Assemblée nationale : IA", "assemblee-nationale-ia")]
    [InlineData("  ", "n-")]
    [InlineData("new", "n-")]
    [InlineData("日本", "n-")]
    public void An_id_is_made_of_the_name(string name, string id) => Assert.StartsWith(id, DestinationIds.Slug(name), StringComparison.Ordinal);
}
