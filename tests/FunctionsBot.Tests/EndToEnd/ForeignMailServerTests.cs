using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Tests.Loopback;
using FunctionsBot.Tests.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>The whole way of a subscriber with a mail server that others wrote: the form, the confirmation, a weekly digest, one click out.</summary>
public sealed class ForeignMailServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_subscribes_confirms_reads_the_week_and_leaves_with_one_click()
    {
        await using var maildev = await MailDevServer.Start();
        await using var bot = await RunningBot.Start(smtpPort: maildev.Port);
        await using var site = await Site(bot);
        await bot.Add(new Watchlist("everything", "Everything", "") { Public = true });
        await bot.AddSource();
        var browser = new Browser(new Uri(site.Urls.Single()), "en");

        await (await browser.Get("/subscribe")).Submit("/subscribe", ("email", "ada@reader.example"), ("watchlist", "everything"), ("day", "Thursday"), ("language", "en"));
        await bot.Work();

        var confirmation = Assert.Single(await maildev.Taken(1));
        Assert.Equal("Please confirm your subscription", confirmation.GetProperty("subject").GetString());
        Assert.False(confirmation.GetProperty("headers").TryGetProperty("list-unsubscribe", out _));
        var link = confirmation.GetProperty("text").GetString()!.Split().Single(w => w.Contains("/confirm?", StringComparison.Ordinal));
        Assert.Contains(link, confirmation.GetProperty("html").GetString(), StringComparison.Ordinal);
        await (await browser.Get(new Uri(link).PathAndQuery)).Submit("/confirm");

        await bot.Poll("wire");
        bot.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 19, 8, 0, 0, TimeSpan.Zero));
        await bot.Bot.Pipeline.SendDueDigests(Cancel);
        await bot.Work();

        var digest = (await maildev.Taken(2))[^1];
        await Reads(digest, maildev);
        await Leaves(digest, browser, bot);
    }

    private static async Task Reads(JsonElement digest, MailDevServer maildev)
    {
        Assert.Contains("19 March 2026", digest.GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.Equal("ada@reader.example", digest.GetProperty("to")[0].GetProperty("address").GetString());
        Assert.Contains("* Brussels opens a consultation on open-source AI models", digest.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(">Brussels opens a consultation on open-source AI models", digest.GetProperty("html").GetString(), StringComparison.Ordinal);
        var headers = digest.GetProperty("headers");
        Assert.Equal("<digest.monitor.example>", headers.GetProperty("list-id").GetString());
        Assert.Equal("List-Unsubscribe=One-Click", headers.GetProperty("list-unsubscribe-post").GetString());
        var file = Assert.Single(digest.GetProperty("attachments").EnumerateArray());
        Assert.Equal("text/calendar", file.GetProperty("contentType").GetString());
        var dates = Ical.Net.Calendar.Load(await maildev.Attachment(digest, file.GetProperty("generatedFileName").GetString()!))!;
        Assert.Equal(new DateTime(2026, 4, 30), Assert.Single(dates.Events).Start!.Value.Date);
    }

    /// <summary>As a mail program does it: without cookies, and without having seen a page (RFC 8058 §3.1).</summary>
    private static async Task Leaves(JsonElement digest, Browser browser, RunningBot bot)
    {
        var link = new Uri(digest.GetProperty("headers").GetProperty("list-unsubscribe").GetString()!.Trim('<', '>'));
        Assert.Equal("https", link.Scheme);
        var looked = await browser.Get(link.PathAndQuery);
        Assert.Equal((200, 1), (looked.Status, await Subscribers(bot)));

        using var content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var program = new HttpClient { BaseAddress = browser.Http.BaseAddress };
        using var answer = await program.PostAsync(new Uri(link.PathAndQuery, UriKind.Relative), content, Cancel);

        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
        Assert.Equal(0, await Subscribers(bot));
    }

    /// <summary>Subscribers who would get the next digest.</summary>
    private static async Task<int> Subscribers(RunningBot bot) => await FunctionsBot.Storage.Keys.AllShards.ToAsyncEnumerable()
        .SelectMany(shard => bot.Tables.Destinations.Range(shard, cancel: Cancel))
        .Where((d, _) => new ValueTask<bool>(Follows(bot, d.Value)))
        .CountAsync(Cancel);

    private static async Task<bool> Follows(RunningBot bot, Destination destination) =>
        destination.State == DestinationState.Active && (await bot.Tables.Follows.Of(destination.Id, Cancel)).Count > 0;

    private static async Task<WebApplication> Site(RunningBot bot)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(SiteApp.Build(bot.Bot.Services));
        await app.StartAsync(Cancel);
        return app;
    }
}
