using FunctionsBot.Domain;

namespace FunctionsBot.Tests.EndToEnd;

public sealed class PreviewTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_is_shown_with_its_entries_language_rhythm_and_robots_and_nothing_is_stored()
    {
        await using var bot = await RunningBot.Start();
        bot.Web.On("/robots.txt", 200, "User-agent: *\nDisallow: /feed.xml\n", "Content-Type: text/plain");
        bot.Web.On("/feed.xml", 200, bot.Feed("Brussels opens a consultation").Replace("<channel>", "<channel><language>fr-FR</language>", StringComparison.Ordinal), "Content-Type: application/rss+xml", "ETag: \"1\"");

        var seen = await bot.Bot.Pipeline.PreviewSource(new Uri("http://wire.example/feed.xml"), Cancel);

        Assert.Equal((SourceKind.Feed, "RSS 2.0", "Wire", "fr", 1), (seen.Kind, seen.Format, seen.Title, seen.Language, seen.Listed));
        Assert.Equal("Brussels opens a consultation", Assert.Single(seen.Entries).Title);
        Assert.Equal((false, "Disallow: /feed.xml", true), (seen.RobotsAllow, seen.RobotsRule, seen.TellsUnchanged));
        Assert.InRange(seen.NextPoll!.Value - bot.Clock.GetUtcNow(), TimeSpan.FromMinutes(5), TimeSpan.FromHours(24));
        Assert.Empty(await bot.Tables.Entries.Range("preview", cancel: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_page_is_shown_with_the_feeds_it_names()
    {
        await using var bot = await RunningBot.Start();
        bot.Web.On("/robots.txt", 404, "");
        bot.Web.On("/", 200, RunningBot.Article("A letter").Replace("</head>", "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"All\" href=\"/feed.xml\"></head>", StringComparison.Ordinal), "Content-Type: text/html");

        var seen = await bot.Bot.Pipeline.PreviewSource(new Uri("http://wire.example/"), Cancel);

        Assert.Equal((SourceKind.Page, "A letter", "en"), (seen.Kind, seen.Title, seen.Language));
        Assert.Equal("http://wire.example/feed.xml", Assert.Single(seen.Feeds).Address.AbsoluteUri);
        Assert.True(seen.RobotsAllow);
    }

    [Theory]
    [InlineData("http://10.0.0.1/", "is not read")]
    [InlineData("http://wire.example/gone", "404")]
    public async Task What_cannot_be_read_says_why(string address, string why)
    {
        await using var bot = await RunningBot.Start();
        bot.Web.On("/robots.txt", 404, "");
        bot.Web.On("/gone", 404, "");

        Assert.Contains(why, (await bot.Bot.Pipeline.PreviewSource(new Uri(address), Cancel)).Problem, StringComparison.Ordinal);
    }
}
