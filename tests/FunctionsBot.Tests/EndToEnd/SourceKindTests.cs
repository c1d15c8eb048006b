using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>What each kind of source brings through the whole bot.</summary>
public sealed class SourceKindTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Title = "Brussels opens a consultation on open-source AI models in public services";

    [Fact]
    public async Task A_sitemap_index_is_followed_to_its_articles()
    {
        await using var bot = await RunningBot.Start();
        await Site(bot);
        bot.Web.On("/sitemap.xml", 200, "<sitemapindex><sitemap><loc>http://wire.example/news.xml</loc></sitemap><sitemap><loc>http://wire.example/gone.xml</loc></sitemap></sitemapindex>");
        bot.Web.On("/gone.xml", 404, "");
        bot.Web.On("/news.xml", 200, $"<urlset><url><loc>http://wire.example/article</loc><lastmod>{Iso(bot.Clock.GetUtcNow().AddHours(-1))}</lastmod></url></urlset>");
        await bot.Add(new Source("wire", "Wire", new Uri("http://wire.example/sitemap.xml"), SourceKind.Sitemap, "en"));

        await bot.Poll("wire");

        Assert.Contains(Title, Assert.Single(bot.Telegram.Taken).Text, StringComparison.Ordinal);
        var state = (await bot.Tables.SourceStates.Get(Keys.Shard("wire"), "wire", Cancel))!.Value;
        Assert.Equal(0, state.Failures);
        Assert.Contains("gone.xml", state.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_changes_tells_what_changed()
    {
        await using var bot = await RunningBot.Start();
        await Site(bot);
        bot.Web.On("/article", 200, RunningBot.Article(Title), "Content-Type: text/html; charset=utf-8");
        await bot.Add(new Source("wire", "Wire", new Uri("http://wire.example/article"), SourceKind.Page, "en"));
        await bot.Poll("wire");
        Assert.Empty(bot.Telegram.Taken);

        bot.Clock.Advance(TimeSpan.FromHours(2));
        bot.Web.On(
            "/article",
            200,
            RunningBot.Article(Title).Replace("</article>", "<p>The public consultation on open-source AI models closes on 15 May 2026: the Commission gives ministries and associations two weeks more.</p></article>", StringComparison.Ordinal),
            "Content-Type: text/html; charset=utf-8");
        await bot.Poll("wire");
        await bot.Poll("wire");

        Assert.Contains(Title, Assert.Single(bot.Telegram.Taken).Text, StringComparison.Ordinal);
        var items = await bot.Tables.Items.Range(Keys.Day(bot.Clock.GetUtcNow()), cancel: Cancel).Select(r => r.Value.Item).ToListAsync(Cancel);
        var change = Assert.Single(items, i => i.Title.EndsWith(": 1 paragraph added", StringComparison.Ordinal));
        Assert.Contains("two weeks more", change.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("asked on Monday", change.Text, StringComparison.Ordinal);
        Assert.NotNull((await bot.Tables.SourceStates.Get(Keys.Shard("wire"), "wire", Cancel))!.Value.Reading);

        bot.Clock.Advance(TimeSpan.FromHours(5));
        bot.Web.On(
            "/article",
            200,
            RunningBot.Article(Title).Replace("</article>", "<p>The European Parliament has asked the Commission to exempt free and open-source AI models from the licence register.</p></article>", StringComparison.Ordinal),
            "Content-Type: text/html; charset=utf-8");
        await bot.Poll("wire");

        Assert.Equal(2, bot.Telegram.Taken.Count);
        var second = (await bot.Tables.Items.Range(Keys.Day(bot.Clock.GetUtcNow()), cancel: Cancel).Select(r => r.Value).ToListAsync(Cancel))
            .Single(i => i.Item.Text.Contains("licence register", StringComparison.Ordinal));
        Assert.Equal(second.Id, second.StoryId);
    }

    [Fact]
    public async Task A_calendar_tells_of_an_event_without_a_page_of_its_own()
    {
        await using var bot = await RunningBot.Start();
        await Site(bot);
        await bot.Add(new Source("wire", "Wire", new Uri("http://wire.example/agenda.ics"), SourceKind.Calendar, "en"));
        bot.Web.On("/agenda.ics", 200, Calendar(bot, "UID:1\r\nSUMMARY:A dinner\r\nDTSTART:20260401T180000Z"));
        await bot.Poll("wire");
        bot.Clock.Advance(TimeSpan.FromHours(2));

        bot.Web.On("/agenda.ics", 200, Calendar(
            bot,
            "UID:2\r\nSUMMARY:Public hearing on the open-source AI regulation\r\nDTSTART:20260506T080000Z\r\nLOCATION:Brussels\r\n"
                + "DESCRIPTION:The European Parliament hears associations on the draft regulation of open-source AI models\\, open weights and training data in public services."));
        await bot.Poll("wire");

        Assert.Contains("Public hearing on the open-source AI regulation", Assert.Single(bot.Telegram.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_published_anew_alerts_nobody()
    {
        await using var bot = await RunningBot.Start();
        await Site(bot);
        var source = await bot.AddSource(Title);
        await bot.Poll(source.Id);
        Assert.Single(bot.Telegram.Taken);

        bot.Clock.Advance(TimeSpan.FromHours(2));
        var requests = bot.Web.Requests.Count;
        bot.Web.On("/feed.xml", 200, bot.Feed(Title).Replace("<guid>1<", "<guid>new-1<", StringComparison.Ordinal), "Content-Type: application/rss+xml");
        await bot.Poll(source.Id);

        Assert.Single(bot.Telegram.Taken);
        Assert.Equal(requests + 1, bot.Web.Requests.Count);
    }

    [Fact]
    public async Task A_feed_with_endless_contents_is_stored_all_the_same()
    {
        await using var bot = await RunningBot.Start();
        await Site(bot);
        var random = new Random(7);
        var noise = string.Concat(Enumerable.Range(0, 300_000).Select(_ => (char)random.Next('一', '龥')));
        var items = string.Concat(Enumerable.Range(0, 8).Select(i => $"<item><title>Item {i}</title><link>http://wire.example/{i}</link><guid>{i}</guid><description>&lt;p&gt;{i}{noise}&lt;/p&gt;</description></item>"));
        bot.Web.On("/feed.xml", 200, $"<rss><channel>{items}</channel></rss>");
        await bot.Add(new Source("wire", "Wire", new Uri("http://wire.example/feed.xml"), SourceKind.Feed, "en"));

        await bot.Poll("wire");

        Assert.Equal(8, await bot.Tables.Entries.Range("wire", cancel: Cancel).CountAsync(Cancel));
    }

    private static async Task Site(RunningBot bot)
    {
        await bot.AddChat("chat-1", "-100");
        bot.Web.On("/robots.txt", 404, "");
        bot.Web.On("/article", 200, RunningBot.Article(Title), "Content-Type: text/html; charset=utf-8");
    }

    private static string Calendar(RunningBot bot, string lines) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{lines}\r\nCREATED:{bot.Clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
