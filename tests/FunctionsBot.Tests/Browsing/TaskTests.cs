using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Site;
using Microsoft.Playwright;

namespace FunctionsBot.Tests.Browsing;

/// <summary>What people come for, done in Chromium with the keyboard alone, on a phone's width.</summary>
public sealed class TaskTests(ChromiumFixture chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_subscribes_to_one_subject_confirms_and_leaves_again()
    {
        await using var site = await FurnishedSite.Start();
        await using var browser = await Open(site, "en-GB");
        var page = await browser.NewPageAsync();
        var typist = new Typist(page);

        await page.GotoAsync("/");
        await typist.TabTo(".skip");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await typist.Press("nav a[href='/subscribe'], main a[href='/subscribe']");
        await typist.Fill("#f-email", "ada@example.net");
        await typist.TabTo("input[name=watchlist][value=letters]");
        await page.Keyboard.PressAsync("Space");
        await typist.TabTo("#f-day");
        await page.Keyboard.TypeAsync("Thu");
        await typist.TabTo("#f-language");
        await page.Keyboard.TypeAsync("Fr");
        await typist.Press("main button");
        Assert.Equal("Look into your mailbox", await Title(page));

        var asking = await Subscriber(site, "ada@example.net");
        await page.GotoAsync(site.Links.Confirm(asking).PathAndQuery);
        await typist.Press("main button");
        Assert.Equal("You are subscribed", await Title(page));
        var subscriber = await Subscriber(site, "ada@example.net");
        Assert.Equal((DestinationState.Active, "fr", DayOfWeek.Thursday), (subscriber.State, subscriber.Language, subscriber.Schedule.Day));
        Assert.Equal(["all"], (await site.Tables.Follows.Of(subscriber.Id, Cancel)).Select(f => f.WatchlistId));

        await page.GotoAsync(site.Links.Unsubscribe(subscriber).PathAndQuery);
        await typist.Press("main button");
        Assert.Equal("The subscription is over", await Title(page));
        Assert.Null((await site.Tables.Destinations.Get(Keys.Shard(subscriber.Id), subscriber.Id, Cancel))?.Value);
    }

    [Fact]
    public async Task A_mistake_in_the_form_is_named_beside_its_field_and_nothing_typed_is_lost()
    {
        await using var site = await FurnishedSite.Start();
        await using var browser = await Open(site, "fr-FR");
        var page = await browser.NewPageAsync();
        var typist = new Typist(page);

        await page.GotoAsync("/subscribe");
        await typist.Fill("#f-email", "ada@nulle-part");
        await typist.Press("main button");

        Assert.Equal("ada@nulle-part", await page.InputValueAsync("#f-email"));
        Assert.Equal("true", await page.GetAttributeAsync("#f-email", "aria-invalid"));
        Assert.Contains("nom@exemple.fr", await page.TextContentAsync("#" + await page.GetAttributeAsync("#f-email", "aria-describedby")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_finds_a_letter_switches_the_language_and_takes_a_date_along()
    {
        await using var site = await FurnishedSite.Start();
        await using var browser = await Open(site, "en-GB");
        var page = await browser.NewPageAsync();
        var typist = new Typist(page);

        await page.GotoAsync("/");
        await typist.Press("nav a[href='/letters']");
        await typist.Press($"a[href='/letters/{SampleStories.Letter.Id}']");
        Assert.Equal(SampleStories.Letter.Title, await Title(page));
        Assert.Contains("From 40 signatories", await page.GetAttributeAsync("svg[role=img]", "aria-label"), StringComparison.Ordinal);
        Assert.Contains("Withdrew (1): Fondation pour le code commun", string.Join(' ', (await page.InnerTextAsync("table")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        await typist.Press("a.language");
        Assert.Equal("fr", await page.GetAttributeAsync("html", "lang"));
        await typist.Press("nav a[href='/calendar']");
        Assert.Equal("Agenda", await Title(page));
        var download = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await typist.TabTo("a[href$='.ics']");
            await page.Keyboard.PressAsync("Enter");
        });
        using var text = new StreamReader(await download.CreateReadStreamAsync());
        Assert.StartsWith("BEGIN:VCALENDAR", await text.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_signs_in_makes_a_public_watchlist_tries_it_changes_it_and_deletes_it()
    {
        await using var site = await FurnishedSite.Start();
        await using var browser = await Open(site, "en-GB");
        var (page, typist) = await SignIn(site, browser);

        await typist.Press("a[href='/manage/watchlists']");
        await typist.Press("a[href='/manage/watchlists/new']");
        await typist.Fill("#f-name", "Summits");
        await typist.Fill("#f-query", "sommet OR summit");
        await typist.TabTo("input[name=public]");
        await page.Keyboard.PressAsync("Space");
        await typist.Press("button[formaction$='/try']");
        Assert.Equal("sommet OR summit", await page.InputValueAsync("#f-query"));
        await typist.Press("main button.main");
        Assert.True((await site.Tables.Watchlists.Get(Keys.Only, "summits", Cancel))!.Value.Public);

        await typist.Press("a[href='/manage/watchlists/summits']");
        await typist.Fill("#f-query", "sommet OR summit)");
        await typist.Press("main button.main");
        Assert.Equal("true", await page.GetAttributeAsync("#f-query", "aria-invalid"));
        await typist.Fill("#f-query", "sommet OR summit OR gipfel");
        await typist.Press("main button.main");
        Assert.Equal("sommet OR summit OR gipfel", (await site.Tables.Watchlists.Get(Keys.Only, "summits", Cancel))!.Value.Query);

        await page.GotoAsync("/manage/watchlists/summits/delete");
        await typist.Press("main button");
        Assert.DoesNotContain("Summits", await page.InnerTextAsync("main table"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_renames_and_pauses_a_source_lets_a_chat_in_retries_a_delivery_and_labels_an_article()
    {
        await using var site = await FurnishedSite.Start();
        await using var browser = await Open(site, "en-GB");
        var (page, typist) = await SignIn(site, browser);

        await page.GotoAsync("/manage/sources/wire");
        await typist.Fill("#f-name", "Wire service");
        await typist.Press("main button.main");
        await typist.Press("form[action='/manage/sources/wire/pause'] button");
        Assert.True((await site.Tables.Sources.Get(Keys.Shard("wire"), "wire", Cancel))!.Value is { Paused: true, Name: "Wire service" });

        await page.GotoAsync("/manage/destinations");
        await typist.Press("form[action='/manage/destinations/telegram-n200/pause'] button");
        Assert.Equal(DestinationState.Active, (await site.Tables.Destinations.Get(Keys.Shard("telegram-n200"), "telegram-n200", Cancel))!.Value.State);

        await page.GotoAsync("/manage/deliveries?to=mail-ada");
        await typist.Press("form[action='/manage/deliveries/retry'] button");
        Assert.Contains("retry mail-ada alert-2", site.Asked);

        await page.GotoAsync("/manage/items");
        await typist.Press("button[name=relevant][value=no]");
        Assert.Contains(site.Asked, a => a.StartsWith("label", StringComparison.Ordinal) && a.Contains(" no ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_admin_adds_a_source_by_its_address_after_looking_at_what_would_be_read()
    {
        await using var site = await FurnishedSite.Start();
        await using var browser = await Open(site, "fr-FR");
        var (page, typist) = await SignIn(site, browser);
        var address = new Uri("https://chambre.example/travaux.xml");
        site.Previews[address] = new SourcePreview(address)
        {
            Kind = SourceKind.Feed,
            Title = "Chambre : travaux",
            Language = "fr",
            RobotsAllow = true,
            Entries = [new Entry("preview", "b", new Uri("https://chambre.example/b"), "Audition sur les modèles ouverts")],
            Listed = 1,
        };

        await typist.Press("a[href='/manage/sources']");
        await typist.Press("a[href='/manage/sources/new']");
        await typist.Fill("#f-look", address.AbsoluteUri);
        await typist.Press("form[action='/manage/sources/preview'] button");
        Assert.Contains("Audition sur les modèles ouverts", await page.InnerTextAsync("#seen"), StringComparison.Ordinal);
        Assert.Equal("Chambre : travaux", await page.InputValueAsync("#f-name"));
        await typist.Press("main button.main");

        var added = await site.Tables.Sources.Range(Keys.AllShards.Single(), cancel: Cancel).Select(s => s.Value).FirstAsync(s => s.Address == address, Cancel);
        Assert.Equal(("Chambre : travaux", SourceKind.Feed, "fr"), (added.Name, added.Kind, added.Language));
        Assert.Contains("Chambre : travaux", await page.InnerTextAsync("main table"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_merges_two_stories_splits_one_and_mutes_it()
    {
        await using var site = await FurnishedSite.Start();
        await using var browser = await Open(site, "en-GB");
        var (page, typist) = await SignIn(site, browser);
        var (kept, other) = (SampleStories.Letter, SampleStories.Bill);

        await page.GotoAsync($"/manage/stories/{kept.Id}");
        await typist.Fill("#f-merge-other", new Uri(site.Address, $"/stories/{other.Id}").AbsoluteUri);
        await typist.Press($"form[action='/manage/stories/{kept.Id}/merge'] button");
        Assert.Contains($"merge {kept.Id} {other.Id} by", string.Join('\n', site.Asked), StringComparison.Ordinal);

        await typist.TabTo("input[name=items]");
        await page.Keyboard.PressAsync("Space");
        await typist.Press("button[name=how][value=split]");
        Assert.Contains(site.Asked, a => a.StartsWith("move ", StringComparison.Ordinal) && a.Contains($"from {kept.Id} to its own", StringComparison.Ordinal));

        await typist.Press($"form[action='/manage/stories/{kept.Id}/mute'] button");
        Assert.NotNull((await site.Tables.Stories.Get(Keys.DayOf(kept.Id), kept.Id, Cancel))!.Value.Muted);
    }

    [Fact]
    public async Task An_admin_takes_up_work_that_was_given_up_and_rolls_a_change_back()
    {
        await using var site = await FurnishedSite.Start();
        await using var browser = await Open(site, "en-GB");
        var (page, typist) = await SignIn(site, browser);

        await page.GotoAsync("/manage/deliveries");
        await typist.Press("form[action='/manage/deliveries/replay'] button");
        Assert.Contains("replay process k", site.Asked);

        await page.GotoAsync("/manage/watchlists/internal");
        await typist.Fill("#f-query", "poids AND licence");
        await typist.Press("main button.main");
        await page.GotoAsync("/manage/watchlists/internal");
        await typist.Press("form[action*='/rollback/'] button");
        Assert.Equal("poids", (await site.Tables.Watchlists.Get(Keys.Only, "internal", Cancel))!.Value.Query);
    }

    private static async Task<(IPage Page, Typist Typist)> SignIn(RunningSite site, IBrowserContext browser)
    {
        var page = await browser.NewPageAsync();
        var typist = new Typist(page);
        await page.GotoAsync(site.SignIn.CreateLink().PathAndQuery);
        await typist.Press("main button");
        return (page, typist);
    }

    private Task<IBrowserContext> Open(RunningSite site, string locale) =>
        chromium.Open(new() { BaseURL = site.Address.AbsoluteUri, Locale = locale, ViewportSize = new() { Width = PageInspection.PhoneWidth, Height = 740 } });

    private static async Task<string> Title(IPage page) => (await page.TextContentAsync("h1"))!.Trim();

    private static async Task<Destination> Subscriber(RunningSite site, string address) => await site.Tables.Destinations
        .Range(Keys.AllShards.Single()).Select(d => d.Value).FirstAsync(d => d.Address == address, Cancel);
}
