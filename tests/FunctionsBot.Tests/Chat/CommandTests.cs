using CsCheck;
using FunctionsBot.Chat;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Chat;

public sealed class CommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/follow 1", "letters Immediate", "This chat follows “Open letters”: alerts at once.")]
    [InlineData("/follow Open letters", "letters Immediate", "This chat follows “Open letters”: alerts at once.")]
    [InlineData("/suivre lettres résumé", "letters Digest", "This chat follows “Open letters”: in the digest.")]
    [InlineData("/FOLLOW@policy_bot money digest", "money Digest", "This chat follows “Public money”: in the digest.")]
    public async Task A_chat_follows_a_watchlist_by_number_or_name(string said, string follows, string answer)
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();

        await chat.Says(said);

        Assert.Equal([follows], await chat.Follows("5"));
        Assert.Equal(answer, Assert.Single(chat.Told).Text);
    }

    [Fact]
    public async Task What_is_not_known_or_not_clear_shows_the_list()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat(5, "fr", "money");

        await chat.Says("/suivre p");

        Assert.Equal(["money Immediate"], await chat.Follows("5"));
        Assert.Equal(
            "Aucune veille, ou plus d’une, ne s’appelle «\u00a0p\u00a0». Écrivez son numéro.\n\n<b>Veilles</b>\n▫️ 1. Lettres ouvertes\n✅ 2. Argent public – alertes aussitôt",
            Assert.Single(chat.Told).Text);
        Assert.Equal(["follow.1 " + Keys.Hash("letters"), "unfollow.1 " + Keys.Hash("money")], chat.Told[0].Buttons);
        Assert.Equal("Suivie, alertes aussitôt\u00a0: Lettres ouvertes", await chat.Presses(chat.Told[0].Buttons[0], language: "fr"));
        Assert.Equal("N’est plus suivie\u00a0: Argent public", await chat.Presses(chat.Told[0].Buttons[1], language: "fr"));
        Assert.Equal(["letters Immediate"], await chat.Follows("5"));
    }

    [Fact]
    public async Task Unfollow_ends_one_or_all()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat(5, "en", "letters", "money");

        await chat.Says("/arrêter 2");
        Assert.Equal(["letters Immediate"], await chat.Follows("5"));
        await chat.Says("/unfollow all");
        Assert.Empty(await chat.Follows("5"));
    }

    [Fact]
    public async Task An_update_delivered_twice_changes_and_answers_nothing_twice()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();

        await chat.Says("/follow 1");
        var again = chat.Last;
        await chat.Says("/unfollow 1");
        await chat.Receive(again, numbered: false);
        await chat.Bot.Work();

        Assert.Empty(await chat.Follows("5"));
        Assert.Equal(2, chat.Told.Count);
    }

    [Theory]
    [InlineData("/digest weekly friday 9:15", DigestRhythm.Weekly, "09:15", DayOfWeek.Friday, "Digest: every Friday at 09:15.")]
    [InlineData("/résumé hebdo ven 9h15", DigestRhythm.Weekly, "09:15", DayOfWeek.Friday, "Digest: every Friday at 09:15.")]
    [InlineData("/digest daily 7pm", DigestRhythm.Daily, "19:00", DayOfWeek.Monday, "Digest: every day at 19:00.")]
    [InlineData("/digest off", DigestRhythm.None, "08:30", DayOfWeek.Monday, "Digest: none.")]
    public async Task The_digest_is_set_in_words(string said, DigestRhythm rhythm, string at, DayOfWeek day, string answer)
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();

        await chat.Says(said);

        var set = (await chat.Chat("5"))!;
        Assert.Equal(new DigestSchedule(rhythm, TimeOnly.Parse(at, null), day), set.Schedule);
        Assert.Equal(rhythm == DigestRhythm.None, set.NextDigest is null);
        Assert.Equal(answer, Assert.Single(chat.Told).Text);
    }

    [Fact]
    public async Task Quiet_hours_days_zone_and_language_are_set_in_words()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();

        await chat.Says("/quiet 19:00-8h mon-fri");
        await chat.Says("/timezone America/Montreal");
        await chat.Says("/langue français");
        await chat.Says("/calme");
        await chat.Says("/muet 3j");

        var set = (await chat.Chat("5"))!;
        Assert.Equal((new TimeOnly(19, 0), new TimeOnly(8, 0), 5), (set.Hours!.QuietFrom, set.Hours.QuietUntil, set.Hours.Days.Count));
        Assert.Equal(("America/Montreal", "fr"), (set.TimeZone, set.Language));
        Assert.InRange(set.MutedUntil!.Value - chat.Bot.Clock.GetUtcNow(), TimeSpan.FromDays(2.99), TimeSpan.FromDays(3));
        Assert.Equal("Alerts: not from 19:00 to 08:00, Monday, Tuesday, Wednesday, Thursday, Friday (Europe/Paris).", chat.Told[0].Text);
        Assert.Equal("Désormais en français.", chat.Told[2].Text);
        Assert.Equal("Alertes\u00a0: pas de 19\u00a0h\u00a000 à 8\u00a0h\u00a000, lundi, mardi, mercredi, jeudi, vendredi (America/Montreal).", chat.Told[3].Text);
        Assert.StartsWith("Pas d’alertes jusqu’au vendredi 20 mars, ", chat.Told[4].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/digest sometimes")]
    [InlineData("/quiet 25:00-8:00")]
    [InlineData("/mute for long")]
    [InlineData("/language de")]
    [InlineData("/timezone Paris")]
    public async Task What_cannot_be_read_changes_nothing_and_shows_an_example(string said)
    {
        await using var chat = await ChatDriver.Start();
        var before = await chat.AddChat();

        await chat.Says(said);

        Assert.StartsWith("This could not be read. Write it like this: /", Assert.Single(chat.Told).Text, StringComparison.Ordinal);
        Assert.Equal(before, await chat.Chat("5"));
    }

    [Fact]
    public async Task Search_finds_stories_and_says_what_is_wrong_with_a_query()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();
        await Store(chat, SampleStories.Funding, SampleStories.Letter);

        await chat.Says("/search foundation models");
        await chat.Says("/search (foundation");
        await chat.Says("/chercher zebra");

        Assert.Contains("€400 million for open foundation models", chat.Told[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quarante", chat.Told[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("The search cannot be read.", chat.Told[1].Text, StringComparison.Ordinal);
        Assert.StartsWith("Nothing about “zebra”", chat.Told[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_has_the_dates_ahead_of_what_is_followed()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat(5, "fr", "money");
        var found = new Dictionary<string, FirstMatch> { ["money"] = new(chat.Bot.Clock.GetUtcNow(), "x") };
        await Store(chat, SampleStories.Funding with { Matches = found }, SampleStories.Summit);

        await chat.Says("/agenda");

        Assert.Contains("⏳ <a href=\"https://monitor.example/stories/", chat.Told[0].Text, StringComparison.Ordinal);
        Assert.Contains("Jusqu’au 15 mai 2026 – Applications for the first call", chat.Told[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Berlin", chat.Told[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_says_what_is_followed_and_how_many_sources_were_checked()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat(5, "en", "money");
        await chat.Bot.AddSource();
        await chat.Bot.Poll("wire");

        await chat.Says("/status");

        var status = chat.Told[^1].Text;
        Assert.Contains("✅ Public money – alerts at once\nDigest: every day at 08:30.\nAlerts: at any hour, every day (Europe/Paris).", status, StringComparison.Ordinal);
        Assert.Contains("1 of 1 source checked.", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_of_other_bots_and_ordinary_talk_are_left_alone()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat(-100123);

        await chat.SaysInGroup("/help@other_bot");
        await chat.SaysInGroup("hello /help");
        await chat.SaysInGroup("/nothing");
        await chat.SaysInGroup("/follow 1", -100456);

        Assert.Empty(chat.Told);
        Assert.Null(await chat.Chat("-100456"));
    }

    [Fact]
    public async Task Every_name_is_one_that_telegram_takes_and_every_command_is_in_the_help()
    {
        Assert.All(ChatCommand.All.SelectMany(c => new[] { c.English, c.French }), name => Assert.Matches("^[a-z0-9_]{1,32}$", name));
        Assert.All(ChatCommand.Listed, c => Assert.InRange(c.Does.In("fr").Length, 3, 256));
        await using var chat = await ChatDriver.Start();
        await chat.AddChat(5, "fr");

        await chat.Says("/aide");

        Assert.All(ChatCommand.Listed.Skip(1), c => Assert.Contains($"/{c.French} – ", chat.Told[0].Text, StringComparison.Ordinal));
        Assert.DoesNotContain("/inviter", chat.Told[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_of_any_shape_never_breaks()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();
        await chat.Receive("""{"update_id":1,"message":{"text":"\ud800","chat":{"id":1}}}""", numbered: false);

        var value = Gen.OneOf("null", "1", "1e99", "-5", "\"/start\"", "true", "[]", "{}", "\"fr\"", """{"id":{}}""", """{"id":1}""", """{"language_code":1}""");
        var update = Gen.Select(value, value, value, value, value, (chat, text, from, thread, topic) =>
            $$$"""{"message":{"chat":{{{chat}}},"text":{{{text}}},"from":{{{from}}},"message_thread_id":{{{thread}}},"is_topic_message":{{{topic}}} }}""");
        await update.SampleAsync(async body => await chat.Receive(body), iter: 200, threads: 1);
        var data = Gen.OneOf(Gen.Const("label.1 no ../x"), Gen.Const("why.1 ../x"), Gen.Const("admit.1 a/b"), Gen.Const("unsave.1 20260101-#"), Gen.String[0, 70]);
        await data.SampleAsync(async pressed => await chat.Presses(pressed), iter: 200, threads: 1);
        await Gen.Select(Gen.OneOf("follow", "digest", "quiet", "mute", "timezone", "search", "language", "unfollow"), Gen.String[0, 40]).SampleAsync(
            async said => await chat.Says($"/{said.Item1} {said.Item2.Replace('\ud800', ' ')}"), iter: 200, threads: 1);
    }

    private static async Task Store(ChatDriver chat, params Story[] stories)
    {
        foreach (var story in stories)
        {
            await chat.Bot.Tables.Stories.Upsert(Keys.DayOf(story.Id), story.Id, story, Cancel);
        }
    }
}
