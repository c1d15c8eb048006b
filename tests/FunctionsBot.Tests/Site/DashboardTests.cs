using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class DashboardTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_what_came_in_and_went_out_as_plots_and_as_tables()
    {
        await using var site = await RunningSite.Start();
        await Log(site, "20260317", ("poll|1", new DayLine(DayEvent.Listed, site.Clock.GetUtcNow(), 30)));
        await Log(site, "20260317", ("item|1", new DayLine(DayEvent.Relevant, site.Clock.GetUtcNow()) { Founded = true }), ("item|2", new DayLine(DayEvent.Relevant, site.Clock.GetUtcNow())));
        await Log(site, "20260315", ("out|a|1", Sent(site, DeliveryKind.Alert)), ("out|b|1", Sent(site, DeliveryKind.Alert)), ("out|b|2", Sent(site, DeliveryKind.Digest) with { Event = DayEvent.Failed }));

        var page = await (await site.OpenAsAdmin()).Get("/manage");

        Assert.Contains("30 new entries were listed; 2 articles were relevant. Suppressed: 28 entries that were not, and 1 articles about stories that were known.", page.Text, StringComparison.Ordinal);
        Assert.Contains("2 alerts, 0 digests, 0 confirmations and notices; 1 failed.", page.Text, StringComparison.Ordinal);
        foreach (var plot in page.Document.QuerySelectorAll("figure.plot"))
        {
            Assert.Equal("img", plot.QuerySelector("svg")!.GetAttribute("role"));
            Assert.All(plot.QuerySelector("svg")!.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotEmpty(page.Document.GetElementById(id)!.TextContent));
            Assert.Equal(14, plot.QuerySelectorAll("tbody tr").Length);
        }

        var row = page.Document.QuerySelectorAll("figure.plot")[1].QuerySelectorAll("tbody tr")[2];
        Assert.Equal(["15 March 2026", "2", "1"], row.Children.Select(c => c.TextContent));
    }

    [Fact]
    public async Task A_day_that_is_over_is_counted_once()
    {
        var tables = MemoryTable.Open(out var opened);
        await using var site = await RunningSite.Start(tables: tables);
        await Log(site, "20260316", ("out|a|1", Sent(site, DeliveryKind.Alert)));
        var admin = await site.OpenAsAdmin();
        Assert.Contains("1 alerts", (await admin.Get("/manage")).Text, StringComparison.Ordinal);
        var before = opened.Values.Sum(t => t.Transactions);

        Assert.Contains("1 alerts", (await admin.Get("/manage")).Text, StringComparison.Ordinal);

        // The days that are over, today, watchlists, chats, their counts, three kinds of work given up, sources and their states.
        Assert.InRange(opened.Values.Sum(t => t.Transactions) - before, 1, 12);
    }

    [Fact]
    public async Task Deliveries_of_a_day_are_listed_from_its_log_with_state_and_reason()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Deliveries.Insert("telegram-1", "alert-2", new OutboxRow("telegram-1", "alert-2", DeliveryKind.Alert, site.Clock.GetUtcNow()) { State = DeliveryState.Failed, Reason = "Blocked <now>.", Subject = "Second" }, Cancel);
        await Log(
            site,
            "20260316",
            ("out|telegram-1|alert-1", Sent(site, DeliveryKind.Alert) with { DestinationId = "telegram-1", DeliveryId = "alert-1", Subject = "First <b>" }),
            ("out|telegram-1|alert-2", Sent(site, DeliveryKind.Alert) with { Event = DayEvent.Failed, DestinationId = "telegram-1", DeliveryId = "alert-2", Reason = "Then." }));
        var admin = await site.OpenAsAdmin();

        var day = await admin.Get("/manage/deliveries?day=2026-03-16");
        Assert.Contains("First <b>", day.Text, StringComparison.Ordinal);
        Assert.Contains("Blocked <now>.", day.Text, StringComparison.Ordinal);
        Assert.Single((await admin.Get("/manage/deliveries?day=2026-03-16&state=failed")).Document.QuerySelectorAll("[aria-labelledby=list] tbody tr"));
        Assert.Contains("Nothing went out", (await admin.Get("/manage/deliveries?day=2026-03-17")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await admin.Get("/manage/deliveries?day=2026-03-18")).Status);
        await day.Submit("/manage/deliveries/retry");
        Assert.Equal(["retry telegram-1 alert-2"], site.Asked);
    }

    [Fact]
    public async Task Work_that_nobody_needs_is_discarded()
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Poison.Insert("process", "20260317-x", new PoisonedWork("process", "1 a b", site.Clock.GetUtcNow()), Cancel);
        var admin = await site.OpenAsAdmin();

        Assert.Equal(303, (await (await admin.Get("/manage/deliveries")).Submit("/manage/deliveries/discard")).Status);

        Assert.Empty(await site.Tables.Poison.Range("process", cancel: Cancel).ToListAsync(Cancel));
        Assert.Contains("1 a b", (await admin.Get("/manage/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_shown_with_where_they_come_from_and_secrets_never()
    {
        var settings = new Settings { SmtpHost = "smtp.<b>.example", SmtpPassword = "hunter2-hunter2", SigningKey = new string('k', 40), TelegramToken = "123:abcdefghijklmnop", StorageConnection = "AccountName=x;AccountKey=topsecret", TelegramWebhookSecret = "w-e-b-h-o-o-k-secret" };
        await using var site = await RunningSite.Start(settings, new() { ["SmtpHost"] = "smtp.<b>.example" });
        var admin = await site.OpenAsAdmin();

        var page = await (await admin.Get("/manage/settings")).Submit("/manage/settings/check");

        var rows = page.Document.QuerySelectorAll("tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent, r => r.QuerySelectorAll("td").Select(d => d.TextContent.Trim()).ToList());
        Assert.Equal(SettingsReader.Names.Order(), rows.Keys.Order());
        Assert.Equal(["smtp.<b>.example", "environment"], rows["SmtpHost"].Take(2));
        Assert.Contains("SMTP at <b> cannot be used.", rows["SmtpHost"][2], StringComparison.Ordinal);
        Assert.Equal(["set, and secret", "local.settings.json"], rows["SmtpPassword"].Take(2));
        Assert.Equal(["587", "default"], rows["SmtpPort"].Take(2));
        foreach (var secret in new[] { "hunter2", "kkkk", "123:abc", "topsecret", "w-e-b" })
        {
            Assert.DoesNotContain(secret, page.Html, StringComparison.Ordinal);
        }
    }

    private static DayLine Sent(RunningSite site, DeliveryKind kind) => new(DayEvent.Sent, site.Clock.GetUtcNow()) { Kind = kind };

    private static async Task Log(RunningSite site, string day, params (string Key, DayLine Line)[] lines)
    {
        foreach (var (key, line) in lines)
        {
            await site.Tables.Days.Upsert(day, key, line, Cancel);
        }
    }
}
