using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Chat;

/// <summary>The buttons under an alert.</summary>
public sealed class PressTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_has_a_button_for_each_thing_one_may_want()
    {
        await using var chat = await Alerted();
        var story = await Story(chat);

        Assert.Equal(
            [$"why.1 {story.Id}", $"label.1 no {story.Id}", $"mute.1 {story.Id}", $"save.1 {story.Id}", $"dates.1 {story.Id}", "http://wire.example/article"],
            Assert.Single(chat.Told).Buttons);
        Assert.All(chat.Told[0].Buttons.SkipLast(1), b => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(b), 1, 64));
    }

    [Fact]
    public async Task Why_shows_the_words_and_where_they_stand()
    {
        await using var chat = await Alerted();

        Assert.Equal("The answer is below.", await chat.Presses(chat.Told[0].Buttons[0]));

        var answer = chat.Told[^1];
        Assert.Equal(9, answer.ReplyTo);
        Assert.Contains("Watchlist “Public money”\n• “consultation” – in the title (Wire)", answer.Text, StringComparison.Ordinal);
        Assert.Matches("\n\n<i>.+</i>$", answer.Text);
        Assert.Equal(["yes", "no"], answer.Buttons.Select(b => b.Split(' ')[1]));
    }

    [Fact]
    public async Task Not_relevant_labels_the_story_with_who_said_so()
    {
        await using var chat = await Alerted();
        var story = await Story(chat);

        Assert.Equal("Noté\u00a0: hors sujet. Merci.", await chat.Presses(chat.Told[0].Buttons[1], language: "fr"));

        var label = Assert.Single(await chat.Bot.Bot.Pipeline.LabelsOf(story.Id, Cancel));
        Assert.Equal((false, "telegram @camille"), (label.Relevant, label.By));
    }

    [Fact]
    public async Task What_a_button_says_of_a_story_stands_in_the_history_once()
    {
        await using var chat = await Alerted();
        var story = await Story(chat);

        await chat.Presses(chat.Told[0].Buttons[1]);
        await chat.Presses(chat.Told[0].Buttons[1]);
        await chat.Presses("label.1 no 20260317-0000000000000000");

        var entry = Assert.Single(await chat.Bot.Tables.Audit.Range(null, null, Cancel).ToListAsync(Cancel));
        Assert.Equal(
            (AuditThing.Label, story.Id, AuditAction.Labelled, "telegram @camille", "false", true),
            (entry.Thing, entry.ThingId, entry.Action, entry.By, entry.After!["relevant"], entry.Done));
    }

    [Fact]
    public async Task A_story_is_muted_for_seven_days()
    {
        await using var chat = await Alerted();
        var story = await Story(chat);

        Assert.Equal("No more of this story here for 7 days.", await chat.Presses(chat.Told[0].Buttons[2]));

        var mute = (await chat.Bot.Tables.Mutes.Get("telegram-5", story.Id, Cancel))!.Value;
        Assert.Equal(chat.Bot.Clock.GetUtcNow().AddDays(7), mute.Until);
        await chat.Says("/status");
        Assert.Contains("1 story is muted here.", chat.Told[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_list_holds_each_story_once_until_it_is_ticked_off()
    {
        await using var chat = await Alerted();
        await chat.Presses(chat.Told[0].Buttons[3]);
        await chat.Presses(chat.Told[0].Buttons[3]);

        await chat.Says("/saved");
        var list = chat.Told[^1];
        Assert.Contains("1. <a href=\"http://wire.example/article\">Brussels opens a consultation", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("2. ", list.Text, StringComparison.Ordinal);
        Assert.Equal("Taken off the list.", await chat.Presses(Assert.Single(list.Buttons)));
        await chat.Says("/liste");
        Assert.StartsWith("The reading list is empty", chat.Told[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_calendar_sends_a_file_that_calendars_open()
    {
        await using var chat = await Alerted();

        Assert.Equal("The answer is below.", await chat.Presses(chat.Told[0].Buttons[4]));

        var file = Assert.Single(chat.Bot.Telegram.Calls, c => c.Method == "sendDocument").Body;
        Assert.Contains("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", file, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20260430\r\nDTEND;VALUE=DATE:20260501\r\nSUMMARY:Deadline: ", file, StringComparison.Ordinal);
        Assert.Contains("2026-04-30.ics", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_file_keeps_to_its_lines_and_its_commas()
    {
        var story = StoryBuilder.Titled(new string('é', 120)).Event("Sommet; Paris, Berlin\\ et « Rome »", new DateOnly(2026, 12, 31), "Hôtel de Ville, Paris").Build();

        var file = StoryCalendar.Of(story, "fr", SampleStories.Site, chatNow)!;

        Assert.All(file.Content.Split("\r\n"), line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
        var unfolded = file.Content.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Sommet\\; Paris\\, Berlin\\\\ et « Rome »\r\nLOCATION:Hôtel de Ville\\, Paris\r\n", unfolded, StringComparison.Ordinal);
        Assert.Contains("DTEND;VALUE=DATE:20270101\r\n", unfolded, StringComparison.Ordinal);
        Assert.Equal("2026-12-31.ics", file.Name);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_press_in_a_chat_that_was_not_let_in_does_nothing()
    {
        await using var chat = await Alerted();
        var story = await Story(chat);

        foreach (var button in chat.Told[0].Buttons.Where(b => !b.StartsWith("label", StringComparison.Ordinal)).SkipLast(1).ToList())
        {
            Assert.Equal("This chat has not been let in.", await chat.Presses(button, 666));
        }

        Assert.Contains("could not be noted", await chat.Presses($"label.1 no {story.Id}", 666), StringComparison.Ordinal);
        Assert.Null(await chat.Presses("something else", 5));
        Assert.Null(await chat.Presses($"why.2 {story.Id}", 5));
        Assert.Single(chat.Told);
        Assert.Null(await chat.Bot.Tables.Mutes.Get("telegram-666", story.Id, Cancel));
    }

    private static readonly DateTimeOffset chatNow = new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A chat that was alerted of one story.</summary>
    private static async Task<ChatDriver> Alerted()
    {
        var chat = await ChatDriver.Start();
        await chat.AddChat(5, "en", "money");
        await chat.Bot.AddSource();
        await chat.Bot.Poll("wire");
        return chat;
    }

    private static async Task<Story> Story(ChatDriver chat) =>
        (await chat.Bot.Tables.Stories.Range(Keys.Day(chat.Bot.Clock.GetUtcNow()), cancel: Cancel).SingleAsync(Cancel)).Value;
}
