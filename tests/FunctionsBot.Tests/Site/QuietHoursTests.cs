using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

/// <summary>When a destination wants no alerts, set on its page.</summary>
public sealed class QuietHoursTests
{
    private const string Page = "/manage/destinations/telegram-1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_sets_quiet_hours_and_working_days_and_takes_them_away_again()
    {
        await using var site = await Site(null);
        var admin = await site.OpenAsAdmin();

        var form = await admin.Get(Page);
        Assert.Equal(7, form.Document.QuerySelectorAll("input[name=workdays][checked]").Length);
        Assert.Equal(303, (await form.Submit(Page, ("quietFrom", "19:00"), ("quietUntil", "08:00"), ("workdays", "Monday"), ("workdays", "Friday"))).Status);

        var hours = (await Chat(site)).Hours!;
        Assert.Equal((new TimeOnly(19, 0), new TimeOnly(8, 0)), (hours.QuietFrom, hours.QuietUntil));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Friday], hours.Days);

        var again = await admin.Get(Page);
        Assert.Equal("19:00", again.Document.QuerySelector("[name=quietFrom]")!.GetAttribute("value"));
        Assert.Contains("monday, friday", again.Html, StringComparison.OrdinalIgnoreCase);
        await again.Submit(Page, ("quietFrom", ""), ("quietUntil", ""), ("workdays", null));
        Assert.Null((await Chat(site)).Hours);
    }

    [Fact]
    public async Task Days_alone_leave_every_hour_open_and_what_was_set_in_the_chat_stays_when_something_else_is_saved()
    {
        await using var site = await Site(new AlertHours(default, default) { Days = [DayOfWeek.Tuesday] });

        await (await (await site.OpenAsAdmin()).Get(Page)).Submit(Page, ("name", "Press"));

        var chat = await Chat(site);
        Assert.Equal("Press", chat.Name);
        Assert.Equal([DayOfWeek.Tuesday], chat.Hours!.Days);
        Assert.True(chat.Hours.IsOpen(new DateTime(2026, 3, 17, 3, 0, 0)));
        Assert.False(chat.Hours.IsOpen(new DateTime(2026, 3, 18, 3, 0, 0)));
    }

    [Theory]
    [InlineData("en", "19:00", "", "Write both hours")]
    [InlineData("fr", "", "08:00", "Indiquez les deux heures")]
    [InlineData("en", "19:00", "19:00", "Write both hours")]
    [InlineData("fr", "25:00", "08:00", "Écrivez l’heure et les minutes")]
    public async Task Half_an_interval_is_refused_with_a_word_and_what_was_typed_stays(string language, string from, string until, string word)
    {
        await using var site = await Site(null);

        var refused = await (await (await site.OpenAsAdmin(language)).Get(Page)).Submit(Page, ("quietFrom", from), ("quietUntil", until));

        Assert.Equal(400, refused.Status);
        Assert.Contains(word, refused.Text, StringComparison.Ordinal);
        Assert.Equal((from, until), (refused.Document.QuerySelector("[name=quietFrom]")!.GetAttribute("value"), refused.Document.QuerySelector("[name=quietUntil]")!.GetAttribute("value")));
        Assert.Null((await Chat(site)).Hours);
    }

    private static async Task<RunningSite> Site(AlertHours? hours)
    {
        var site = await RunningSite.Start();
        var chat = new Destination("telegram-1", ChannelKind.Telegram, "1", "en", "Europe/Paris", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 0))) { Name = "Desk", Hours = hours };
        await site.Tables.Destinations.Insert(Keys.Shard(chat.Id), chat.Id, chat, Cancel);
        return site;
    }

    private static async Task<Destination> Chat(RunningSite site) => (await site.Tables.Destinations.Get(Keys.Shard("telegram-1"), "telegram-1", Cancel))!.Value;
}
