using FunctionsBot.Domain;

namespace FunctionsBot.Tests.EndToEnd;

public sealed class MutingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_is_told_of_a_muted_story_whatever_joins_it(bool muted)
    {
        await using var bot = await RunningBot.Start();
        await bot.AddSource();
        await bot.Poll("wire");
        var story = await bot.Tables.Stories.Range("20260317", cancel: Cancel).SingleAsync(Cancel);
        await bot.Tables.Stories.Replace(story, story.Value with { Muted = muted ? new StoryMute("ada", bot.Clock.GetUtcNow()) : null }, Cancel);

        // A chat that wants alerts and one that wants digests come, and a copy of the article in another newsroom.
        await bot.AddChat("staff", "1");
        var digest = new Destination("weekly", ChannelKind.Telegram, "2", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(9, 0))) { NextDigest = bot.Clock.GetUtcNow(), Created = bot.Clock.GetUtcNow().AddDays(-7) };
        await bot.Add(digest, new Follow("everything", "weekly", Cadence.Digest));
        await bot.Add(new Source("herald", "Herald", new Uri("http://herald.example/feed.xml"), SourceKind.Feed, "en"));
        await bot.Poll("herald");
        await bot.Bot.Pipeline.SendDueDigests(Cancel);
        await bot.Work();

        var now = (await bot.Tables.Stories.Get("20260317", story.Key, Cancel))!.Value;
        Assert.Equal((2, muted), (now.Members.Count, now.Muted is not null));
        Assert.Equal(muted ? 0 : 1, bot.Telegram.Taken.Count(m => m.Text.Contains("consultation", StringComparison.Ordinal) && m.Chat == "1"));
        Assert.DoesNotContain(bot.Telegram.Taken, m => muted && m.Text.Contains("Brussels opens a consultation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_came_in_and_went_out_is_counted_once_however_often_it_is_tried()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddChat("staff", "1");
        await bot.AddSource();
        await bot.Poll("wire");
        await bot.Poll("wire");
        var delivery = await bot.Tables.Deliveries.Range("staff", cancel: Cancel).SingleAsync(Cancel);
        await bot.Bot.Pipeline.Deliver($"deliver.1 staff {delivery.Key} 20260317", Cancel);

        var lines = await bot.Tables.Days.Range("20260317", cancel: Cancel).Select(l => l.Value).ToListAsync(Cancel);

        var totals = lines.Aggregate(new DayTotals(new DateOnly(2026, 3, 17)), (t, l) => t.With(l));
        Assert.Equal((1, 1, 1, 1, 0), (totals.Listed, totals.Relevant, totals.Stories, totals.Alerts, totals.Failed));
        Assert.Equal("staff", lines.Single(l => l.Event == DayEvent.Sent).DestinationId);
    }
}
