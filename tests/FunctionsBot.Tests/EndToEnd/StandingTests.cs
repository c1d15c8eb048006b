using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>Alerts that live: written anew as their story grows, and answered when something material changes.</summary>
public sealed class StandingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_are_counted_in_the_alert_that_stands_and_disturb_nobody()
    {
        await using var bot = await Alerted();

        foreach (var name in new[] { "mirror", "echo", "courier" })
        {
            await Copy(bot, name);
        }

        Assert.Empty(Edits(bot));
        bot.Clock.Advance(TimeSpan.FromMinutes(3));
        await bot.Work();

        var edit = Assert.Single(Edits(bot));
        Assert.Equal(("101", "-100"), (edit.GetProperty("message_id").ToString(), edit.GetProperty("chat_id").ToString()));
        Assert.Contains("3 copies", edit.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, edit.GetProperty("reply_markup").ValueKind);
        Assert.Single(bot.Telegram.Taken);
    }

    [Fact]
    public async Task One_alert_in_one_chat_is_written_anew_every_ten_minutes_at_most()
    {
        await using var bot = await Alerted();
        for (var n = 0; n < 12; n++)
        {
            await Copy(bot, $"paper{n}");
            bot.Clock.Advance(TimeSpan.FromMinutes(2));
            await bot.Work();
        }

        bot.Clock.Advance(TimeSpan.FromMinutes(11));
        await bot.Work();

        Assert.InRange(Edits(bot).Count, 2, 4);
        Assert.Contains("12 copies", Edits(bot)[^1].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_material_is_a_reply_and_comes_once()
    {
        await using var bot = await Alerted();
        await Learn(bot, s => s with { Stage = StoryStage.InForce, Facts = s.Facts with { Amounts = [new AmountFact(400_000_000, "EUR", "€400 million", "…") { Known = bot.Clock.GetUtcNow().AddSeconds(1) }] } });
        bot.Clock.Advance(TimeSpan.FromSeconds(5));
        await Copy(bot, "mirror");
        bot.Clock.Advance(TimeSpan.FromMinutes(3));
        await bot.Work();

        var reply = bot.Telegram.Taken.Last();
        Assert.Equal((2, 101), (bot.Telegram.Taken.Count, reply.ReplyTo));
        Assert.Contains("🔄 <b>New in this story</b>\n➡️ Now: in force\n💶 €400 million", reply.Text, StringComparison.Ordinal);

        await Copy(bot, "echo");
        bot.Clock.Advance(TimeSpan.FromMinutes(12));
        await bot.Work();
        Assert.Equal(2, bot.Telegram.Taken.Count);
    }

    [Fact]
    public async Task A_muted_story_is_not_replied_to()
    {
        await using var bot = await Alerted();
        var story = await Story(bot);
        await bot.Tables.Mutes.Upsert("desk", story.Id, new Mute(story.Id, bot.Clock.GetUtcNow().AddDays(7), "camille"), Cancel);
        await Learn(bot, s => s with { Stage = StoryStage.InForce });
        await Copy(bot, "mirror");
        bot.Clock.Advance(TimeSpan.FromMinutes(3));
        await bot.Work();

        Assert.Single(bot.Telegram.Taken);
        Assert.Single(Edits(bot));
    }

    [Fact]
    public async Task A_story_that_staff_muted_is_neither_written_anew_nor_replied_to_until_it_is_no_more()
    {
        await using var bot = await Alerted();
        await Copy(bot, "mirror");
        await Learn(bot, s => s with { Stage = StoryStage.InForce, Muted = new StoryMute("ada", bot.Clock.GetUtcNow()) });
        bot.Clock.Advance(TimeSpan.FromMinutes(3));
        await bot.Work();

        Assert.Empty(Edits(bot));
        Assert.Single(bot.Telegram.Taken);

        await Learn(bot, s => s with { Muted = null });
        await Copy(bot, "echo");
        bot.Clock.Advance(TimeSpan.FromMinutes(12));
        await bot.Work();
        Assert.Contains("2 copies", Assert.Single(Edits(bot)).GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(101, bot.Telegram.Taken.Last().ReplyTo);
    }

    [Theory]
    [InlineData("Bad Request: message is not modified: specified new message content and reply markup are exactly the same", false)]
    [InlineData("Bad Request: message to edit not found", true)]
    [InlineData("Bad Request: message can't be edited", true)]
    public async Task What_telegram_says_of_an_edit_never_reaches_admins(string said, bool gone)
    {
        await using var bot = await Alerted();
        await bot.AddChat("admins", "-999", forAdmins: true);
        bot.Telegram.OtherAnswers.Enqueue(new BotApiAnswer.Fails(400, said));
        await Copy(bot, "mirror");
        bot.Clock.Advance(TimeSpan.FromMinutes(3));
        await bot.Work();

        Assert.Single(Edits(bot));
        Assert.Single(bot.Telegram.Taken);
        var standing = (await bot.Tables.Standing.Get((await Story(bot)).Id, "desk", Cancel))!.Value;
        Assert.Equal(gone, standing.Gone);

        await Copy(bot, "echo");
        bot.Clock.Advance(TimeSpan.FromMinutes(12));
        await bot.Work();
        Assert.Equal(gone ? 1 : 2, Edits(bot).Count);
    }

    [Fact]
    public async Task An_edit_that_telegram_puts_off_is_made_later()
    {
        await using var bot = await Alerted();
        bot.Telegram.OtherAnswers.Enqueue(new BotApiAnswer.Fails(429, "Too Many Requests: retry after 40", RetryAfter: 40));
        await Copy(bot, "mirror");
        bot.Clock.Advance(TimeSpan.FromMinutes(3));
        await bot.Work();
        bot.Clock.Advance(TimeSpan.FromSeconds(40));
        await bot.Work();

        Assert.Equal(2, Edits(bot).Count);
    }

    /// <summary>A bot that has alerted one chat of one story.</summary>
    private static async Task<RunningBot> Alerted()
    {
        var bot = await RunningBot.Start();
        await bot.AddChat("desk", "-100");
        await bot.AddSource();
        await bot.Poll("wire");
        Assert.Single(bot.Telegram.Taken);
        return bot;
    }

    /// <summary>Another outlet publishes the same text.</summary>
    private static async Task Copy(RunningBot bot, string name)
    {
        const string Title = "Brussels opens a consultation on open-source AI models in public services";
        bot.Web.On($"/{name}.xml", 200, bot.Feed(Title).Replace("http://wire.example/article", $"http://{name}.example/{name}", StringComparison.Ordinal), "Content-Type: application/rss+xml");
        bot.Web.On($"/{name}", 200, RunningBot.Article(Title), "Content-Type: text/html; charset=utf-8");
        await bot.Add(new Source(name, name, new Uri($"http://{name}.example/{name}.xml"), SourceKind.Feed, "en"));
        await bot.Bot.Pipeline.PollNow(name, Cancel);
        await bot.Bot.Worker.UntilIdle(Cancel);
    }

    private static async Task Learn(RunningBot bot, Func<Story, Story> change)
    {
        var story = await Story(bot);
        await bot.Tables.Stories.Upsert(Keys.DayOf(story.Id), story.Id, change(story), Cancel);
    }

    private static async Task<Story> Story(RunningBot bot) =>
        (await bot.Tables.Stories.Range(Keys.Day(bot.Clock.GetUtcNow()), cancel: Cancel).SingleAsync(Cancel)).Value;

    private static List<JsonElement> Edits(RunningBot bot) =>
        [.. bot.Telegram.Calls.Where(c => c.Method == "editMessageText").Select(c => JsonDocument.Parse(c.Body).RootElement)];
}
