using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class PreferencesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscriber_changes_topics_language_rhythm_day_hour_and_zone_with_the_link_of_any_mail()
    {
        await using var site = await RunningSite.Start();
        var ada = await Subscriber(site);
        site.Clock.Advance(TimeSpan.FromDays(900));
        var form = await site.Open("fr").Get(site.Links.Preferences(ada).PathAndQuery);

        Assert.Equal("Votre synthèse", form.Title);
        var answer = await form.Submit(
            "/preferences", ("watchlist", "money"), ("language", "en"), ("rhythm", "Monthly"), ("day", "Thursday"), ("hour", "18:30"), ("zone", "America/Montreal"));

        Assert.Equal(303, answer.Status);
        var changed = await Stored(site, ada);
        Assert.Equal(("en", "America/Montreal"), (changed.Language, changed.TimeZone));
        Assert.Equal(new DigestSchedule(DigestRhythm.Monthly, new TimeOnly(18, 30), DayOfWeek.Thursday), changed.Schedule);
        Assert.NotNull(changed.NextDigest);
        Assert.Equal(["money"], (await site.Tables.Follows.Of(ada.Id, Cancel)).Select(f => f.WatchlistId));
        Assert.Contains("Enregistré.", (await answer.Follow()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_changes_nothing_and_a_pause_lasts_until_it_is_ended()
    {
        await using var site = await RunningSite.Start();
        var ada = await Subscriber(site);
        var browser = site.Open();
        var form = await browser.Get(site.Links.Preferences(ada).PathAndQuery);
        Assert.Equal(ada, await Stored(site, ada));

        await form.Submit("/preferences/pause");
        Assert.Equal(DestinationState.Paused, (await Stored(site, ada)).State);
        form = await browser.Get(site.Links.Preferences(ada).PathAndQuery);
        Assert.Contains("It is paused", form.Text, StringComparison.Ordinal);
        await form.Submit("/preferences/pause");

        var again = await Stored(site, ada);
        Assert.Equal((DestinationState.Active, null), (again.State, again.Reason));
        Assert.Equal(ada.DigestedUntil, again.DigestedUntil);
    }

    [Fact]
    public async Task A_link_is_good_for_one_purpose_and_one_subscription_only()
    {
        await using var site = await RunningSite.Start();
        var ada = await Subscriber(site);
        var browser = site.Open();
        var token = site.Links.Preferences(ada).Query;

        Assert.Equal(404, (await browser.Get("/preferences" + site.Links.Unsubscribe(ada).Query)).Status);
        Assert.Equal(404, (await browser.Get("/preferences" + token.Replace("mail-ada", "mail-eve", StringComparison.Ordinal))).Status);
        Assert.Equal(404, (await browser.Get("/unsubscribe" + token)).Status);
        Assert.Equal(404, (await browser.Get("/mail" + token)).Status);
        Assert.Equal(400, (await browser.Post("/preferences" + token, ("watchlist", "money"))).Status);
        Assert.Equal(ada, await Stored(site, ada));
    }

    [Fact]
    public async Task A_choice_of_no_topic_is_asked_back_and_an_unknown_zone_changes_nothing()
    {
        await using var site = await RunningSite.Start();
        var ada = await Subscriber(site);
        var form = await site.Open().Get(site.Links.Preferences(ada).PathAndQuery);

        Assert.Equal(400, (await form.Submit("/preferences", ("watchlist", null))).Status);
        await form.Submit("/preferences", ("watchlist", "letters"), ("zone", "Nowhere/Atall"), ("rhythm", "None"), ("hour", "25:99"), ("day", "Someday"));

        var stored = await Stored(site, ada);
        Assert.Equal((ada.TimeZone, ada.Schedule), (stored.TimeZone, stored.Schedule));
    }

    [Fact]
    public async Task A_mail_stands_as_a_page_that_may_run_and_load_nothing()
    {
        await using var site = await RunningSite.Start();
        var ada = await Subscriber(site);
        await site.Tables.Messages.Insert(ada.Id, "digest-2026-03-16", new OutgoingMessage("The week") { Html = "<p>The week</p><script>x</script>" }, Cancel);

        var page = await site.Open().Get(site.Links.View(ada.Id, "digest-2026-03-16").PathAndQuery);

        Assert.Equal((200, "<p>The week</p><script>x</script>"), (page.Status, page.Html));
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(404, (await site.Open().Get(site.Links.View(ada.Id, "digest-2026-03-17").PathAndQuery)).Status);
    }

    [Fact]
    public async Task Admins_see_a_deliverys_whole_history()
    {
        await using var site = await RunningSite.Start();
        var ada = await Subscriber(site);
        var row = new OutboxRow(ada.Id, "digest-2026-03-16", DeliveryKind.Digest, site.Clock.GetUtcNow()) { Subject = "The week", Bounced = BounceKind.Soft };
        row = row.Noting(row.Created) with { State = DeliveryState.Sending, Attempts = 1 };
        row = row.Noting(row.Created.AddSeconds(1)) with { State = DeliveryState.Sent };
        await site.Tables.Deliveries.Insert(ada.Id, row.Id, row.Noting(row.Created.AddSeconds(2), "250 2.0.0 queued as <7F3A>"), Cancel);
        var admin = await site.OpenAsAdmin();

        var list = await admin.Get($"/manage/deliveries?to={ada.Id}");
        var page = await admin.Get(list.Document.QuerySelectorAll("a").Single(a => a.TextContent == "The week").GetAttribute("href")!);

        Assert.Equal("The week", page.Title);
        Assert.Equal(3, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("250 2.0.0 queued as <7F3A>", page.Text, StringComparison.Ordinal);
        Assert.Contains("could not be delivered this time", page.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await admin.Get($"/manage/deliveries/{ada.Id}/nothing")).Status);
    }

    private static async Task<Destination> Stored(RunningSite site, Destination destination) =>
        (await site.Tables.Destinations.Get(Keys.Shard(destination.Id), destination.Id, Cancel))!.Value;

    private static async Task<Destination> Subscriber(RunningSite site)
    {
        foreach (var id in (string[])["letters", "money"])
        {
            await site.Tables.Watchlists.Upsert(Keys.Only, id, new Watchlist(id, id, id), Cancel);
        }

        var ada = new Destination("mail-ada", ChannelKind.Email, "ada@example.org", "fr", "Europe/Paris", new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 30)))
        {
            Created = site.Clock.GetUtcNow(),
            DigestedUntil = site.Clock.GetUtcNow(),
        };
        await site.Tables.Destinations.Upsert(Keys.Shard(ada.Id), ada.Id, ada, Cancel);
        await site.Tables.Follows.Set(new Follow("letters", ada.Id, Cadence.Digest), Cancel);
        return ada;
    }
}
