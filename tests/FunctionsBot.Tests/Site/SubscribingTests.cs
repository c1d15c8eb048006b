using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class SubscribingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscriber_gets_nothing_before_the_confirmation_and_what_was_chosen_after_it()
    {
        await using var site = await Site();
        var browser = site.Open("fr");
        var form = await browser.Get("/subscribe");

        var answer = await form.Submit("/subscribe", ("email", "Ada@Example.org"), ("watchlist", "letters"), ("day", "Thursday"), ("language", "fr"));

        Assert.Equal("Regardez votre boîte de réception", answer.Title);
        var waiting = await Subscriber(site);
        Assert.Equal(DestinationState.Unconfirmed, waiting.State);
        Assert.StartsWith("mail-", waiting.Id, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", waiting.Id, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([$"confirm {waiting.Id} Ada@example.org Unconfirmed"], site.Asked.Select(a => a.Replace("Example", "example", StringComparison.Ordinal)));
        Assert.Null(await site.Tables.Follows.Get("letters", waiting.Id, Cancel));

        var link = site.Links.Confirm(waiting).PathAndQuery;
        var ask = await browser.Get(link);
        Assert.Equal(DestinationState.Unconfirmed, (await Subscriber(site)).State);

        await ask.Submit("/confirm");

        var active = await Subscriber(site);
        Assert.Equal(DestinationState.Active, active.State);
        Assert.Equal(new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 30), DayOfWeek.Thursday), active.Schedule);
        Assert.Equal(site.Clock.GetUtcNow().AddDays(1), active.NextDigest);
        Assert.Equal(Cadence.Digest, (await site.Tables.Follows.Get("letters", active.Id, Cancel))!.Cadence);
        Assert.Null(await site.Tables.Follows.Get("money", active.Id, Cancel));
    }

    [Fact]
    public async Task A_known_address_gets_the_same_answer_and_its_choices_stay_until_its_owner_confirms_others()
    {
        await using var site = await Site();
        var first = await Subscribe(site, "ada@example.org", "letters");
        var subscriber = await Subscriber(site);
        await (await site.Open().Get(site.Links.Confirm(subscriber).PathAndQuery)).Submit("/confirm");

        var second = await Subscribe(site, "ADA@example.org", "money");

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Status, second.Status);
        Assert.Equal(DestinationState.Active, (await Subscriber(site)).State);
        Assert.NotNull(await site.Tables.Follows.Get("letters", subscriber.Id, Cancel));
        Assert.Null(await site.Tables.Follows.Get("money", subscriber.Id, Cancel));

        await (await site.Open().Get(site.Links.Confirm(subscriber).PathAndQuery)).Submit("/confirm");
        Assert.Null(await site.Tables.Follows.Get("letters", subscriber.Id, Cancel));
        Assert.NotNull(await site.Tables.Follows.Get("money", subscriber.Id, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@localhost")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("ada@example.org, bob@example.org")]
    [InlineData("ada@example.org\r\nBcc: bob@example.org")]
    [InlineData("ada@exam ple.org")]
    [InlineData("ada@-example-.org")]
    public async Task What_is_no_address_is_refused_with_a_word_and_what_was_typed_stays(string typed)
    {
        await using var site = await Site();

        var answer = await Subscribe(site, typed, "letters");

        Assert.Equal(400, answer.Status);
        Assert.Contains("This is no email address; write one like name@example.org.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["letters"], answer.Document.QuerySelectorAll("input[name=watchlist][checked]").Select(i => i.GetAttribute("value")));
        Assert.Empty(site.Asked);
    }

    [Fact]
    public void An_international_domain_is_kept_in_ascii() => Assert.Equal("ada@xn--caf-dma.example", DestinationIds.ReadMail(" ada@café.example "));

    [Fact]
    public async Task Looking_at_the_unsubscribe_link_changes_nothing_and_the_button_erases_everything()
    {
        await using var site = await Site();
        var subscriber = await Confirmed(site);
        await site.Tables.Deliveries.Insert(subscriber.Id, "digest-2026-03-16", new OutboxRow(subscriber.Id, "digest-2026-03-16", DeliveryKind.Digest, site.Clock.GetUtcNow()), Cancel);
        await site.Tables.Messages.Insert(subscriber.Id, "digest-2026-03-16", new OutgoingMessage("News"), Cancel);
        var link = site.Links.Unsubscribe(subscriber).PathAndQuery;

        var ask = await site.Open().Get(link);
        Assert.Equal(DestinationState.Active, (await Subscriber(site)).State);

        var answer = await ask.Submit("/unsubscribe");

        Assert.Equal("The subscription is over", answer.Title);
        await AssertErased(site, subscriber);
        Assert.Equal("The subscription is over", (await site.Open().Post(link)).Title);
    }

    [Fact]
    public async Task One_click_of_a_mail_program_unsubscribes_without_cookies_or_form_token()
    {
        await using var site = await Site();
        var subscriber = await Confirmed(site);

        var answer = await site.Open().Post(site.Links.Unsubscribe(subscriber).PathAndQuery, ("List-Unsubscribe", "One-Click"));

        Assert.Equal(200, answer.Status);
        await AssertErased(site, subscriber);
    }

    [Fact]
    public async Task A_token_is_worth_nothing_for_another_subscriber_or_another_purpose_or_when_changed()
    {
        await using var site = await Site();
        var subscriber = await Confirmed(site);
        var token = site.Links.Unsubscribe(subscriber).Query["?token=".Length..];
        string[] forged =
        [
            "", ".", token[..^1], token + "A", token.Replace("mail-", "mail-0", StringComparison.Ordinal), token[(token.LastIndexOf('.') + 1)..],
            site.Links.Confirm(subscriber).Query["?token=".Length..], new string('a', 5000),
        ];

        foreach (var wrong in forged)
        {
            Assert.Equal(404, (await site.Open().Get("/unsubscribe?token=" + wrong)).Status);
            Assert.Equal(404, (await site.Open().Post("/unsubscribe?token=" + wrong, ("List-Unsubscribe", "One-Click"))).Status);
        }

        Assert.Equal(404, (await site.Open().Get("/confirm?token=" + token)).Status);
        Assert.Equal(DestinationState.Active, (await Subscriber(site)).State);
    }

    [Fact]
    public async Task A_set_key_makes_the_same_links_everywhere_and_another_key_refuses_them()
    {
        await using var one = await RunningSite.Start(new Settings { SigningKey = new string('k', 32) });
        await using var two = await RunningSite.Start(new Settings { SigningKey = new string('k', 32) });
        await using var other = await RunningSite.Start();
        var destination = new Destination("mail-1", ChannelKind.Email, "a@example.org", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, default));

        Assert.Equal(one.Links.Confirm(destination), two.Links.Confirm(destination));
        Assert.NotEqual(one.Links.Confirm(destination), other.Links.Confirm(destination));
    }

    [Fact]
    public async Task Instances_that_start_together_agree_on_the_key_they_make()
    {
        await using var site = await Site();
        var destination = new Destination("mail-1", ChannelKind.Email, "a@example.org", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, default));

        var links = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new SignedLinks(site.Tables, null, new Settings().SiteUrl).Confirm(destination), Cancel)));

        Assert.Single(links.Distinct());
        Assert.Equal(links[0], site.Links.Confirm(destination));
    }

    [Fact]
    public async Task One_address_gets_three_confirmation_mails_an_hour_and_nobody_can_tell()
    {
        await using var site = await Site();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await Subscribe(site, "ada@example.org", "letters")).Status);
        }

        Assert.Equal(3, site.Asked.Count);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await Subscribe(site, "ada@example.org", "letters");
        Assert.Equal(4, site.Asked.Count);
    }

    [Fact]
    public async Task A_flood_of_addresses_is_stopped_for_a_while()
    {
        await using var site = await Site();
        var browser = site.Open();
        var form = await browser.Get("/subscribe");
        for (var i = 0; i < SubscribeLimit.Overall; i++)
        {
            Assert.Equal(200, (await form.Submit("/subscribe", ("email", $"a{i}@example.org"))).Status);
        }

        var refused = await form.Submit("/subscribe", ("email", "one.more@example.org"));

        Assert.Equal(429, refused.Status);
        Assert.Equal("3600", refused.Header("Retry-After"));
        Assert.Equal(SubscribeLimit.Overall, site.Asked.Count);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_says_what_to_do()
    {
        await using var site = await Site();

        var answer = await site.Open().Post("/subscribe", ("email", "ada@example.org"), ("watchlist", "letters"));

        Assert.Equal(400, answer.Status);
        Assert.Equal("The form has expired", answer.Title);
        Assert.Contains("load the page again", answer.Text, StringComparison.Ordinal);
        Assert.Empty(site.Asked);
        Assert.Empty(await Everyone(site));
    }

    [Fact]
    public async Task A_form_that_is_far_too_large_is_refused()
    {
        await using var site = await Site();
        var form = await site.Open().Get("/subscribe");

        var answer = await form.Submit("/subscribe", ("email", new string('a', 300_000)));

        Assert.Equal(413, answer.Status);
        Assert.Equal("That is too much", answer.Title);
    }

    private static async Task<RunningSite> Site()
    {
        var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "letters", new Watchlist("letters", "Open letters", "") { NameFr = "Lettres ouvertes", Public = true }, Cancel);
        await site.Tables.Watchlists.Insert(Keys.Only, "money", new Watchlist("money", "Money", "") { Public = true }, Cancel);
        return site;
    }

    private static async Task<Page> Subscribe(RunningSite site, string email, string watchlist) =>
        await (await site.Open().Get("/subscribe")).Submit("/subscribe", ("email", email), ("watchlist", watchlist));

    private static async Task<Destination> Confirmed(RunningSite site)
    {
        await Subscribe(site, "ada@example.org", "letters");
        var subscriber = await Subscriber(site);
        await (await site.Open().Get(site.Links.Confirm(subscriber).PathAndQuery)).Submit("/confirm");
        return await Subscriber(site);
    }

    private static async Task<Destination> Subscriber(RunningSite site) => Assert.Single(await Everyone(site));

    private static async Task<List<Destination>> Everyone(RunningSite site)
    {
        var all = new List<Destination>();
        foreach (var shard in Keys.AllShards)
        {
            all.AddRange(await site.Tables.Destinations.Range(shard, cancel: Cancel).Select(d => d.Value).ToListAsync(Cancel));
        }

        return all;
    }

    private static async Task AssertErased(RunningSite site, Destination subscriber)
    {
        Assert.Empty(await Everyone(site));
        Assert.Null(await site.Tables.Follows.Get("letters", subscriber.Id, Cancel));
        Assert.Empty(await site.Tables.Deliveries.Range(subscriber.Id, cancel: Cancel).ToListAsync(Cancel));
        Assert.Empty(await site.Tables.Messages.Range(subscriber.Id, cancel: Cancel).ToListAsync(Cancel));
        Assert.Null(await site.Tables.Documents.Get("wishes", subscriber.Id, Cancel));
    }
}
