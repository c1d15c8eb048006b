using FunctionsBot.Chat;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsBot.Tests.Chat;

/// <summary>Who is let in, and by whom.</summary>
public sealed class JoiningTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_that_says_start_waits_until_an_admin_presses_let_in()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddAdmins();

        await chat.SaysInGroup("/start@policy_bot", topic: 7, language: "fr-FR");
        await chat.Bot.Work();

        Assert.Equal((DestinationState.Paused, "-100123/7", "fr", true), ((await chat.Chat("-100123/7"))!.State, (await chat.Chat("-100123/7"))!.Address, (await chat.Chat("-100123/7"))!.Language, (await chat.Chat("-100123/7"))!.IsWaiting));
        Assert.Contains("Il a été demandé à un administrateur", chat.Told[0].Text, StringComparison.Ordinal);
        Assert.Equal(("-100123", 7, 77), (chat.Told[0].Chat, chat.Told[0].Topic, chat.Told[0].ReplyTo));
        var notice = chat.Told[1];
        Assert.Contains("The chat “Équipe &lt;b&gt;” asks to be let in", notice.Text, StringComparison.Ordinal);
        Assert.Equal(["admit.1 telegram-n100123-t7", "refuse.1 telegram-n100123-t7"], notice.Buttons);

        Assert.Equal("The chat is let in.", await chat.Presses(notice.Buttons[0], ChatDriver.Admins));

        Assert.Equal(DestinationState.Active, (await chat.Chat("-100123/7"))!.State);
        Assert.NotNull((await chat.Chat("-100123/7"))!.NextDigest);
        Assert.StartsWith("Bienvenue.", chat.Told[2].Text, StringComparison.Ordinal);
        Assert.Equal(7, chat.Told[2].Topic);
        Assert.Equal("The chat is let in.", await chat.Presses(notice.Buttons[0], ChatDriver.Admins));
        Assert.Equal("This was decided before.", await chat.Presses(notice.Buttons[1], ChatDriver.Admins));
        Assert.Equal(3, chat.Told.Count);
    }

    [Fact]
    public async Task A_button_of_an_admin_does_nothing_in_another_chat()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat(5);
        await chat.SaysInGroup("/start");

        Assert.Equal("Only an admin chat can do this.", await chat.Presses("admit.1 telegram-n100123", 5));
        Assert.Equal("This chat has not been let in.", await chat.Presses("admit.1 telegram-n100123", -100123));
        Assert.True((await chat.Chat("-100123"))!.IsWaiting);
    }

    [Fact]
    public async Task An_invitation_lets_one_chat_in_and_no_second_one()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddAdmins();
        await chat.SaysInGroup("/invite", ChatDriver.Admins);
        var invitation = (await chat.Bot.Bot.Services.GetRequiredService<Conversation>().Invitation(Cancel))!;
        Assert.Contains("https://t.me/policy_bot?startgroup=", chat.Told[0].Text, StringComparison.Ordinal);
        Assert.InRange(invitation.Command.Length - "/start ".Length, 1, 64);

        await chat.Says(invitation.Command, 5);
        await chat.Says(invitation.Command, 6);

        Assert.Equal(DestinationState.Active, (await chat.Chat("5"))!.State);
        Assert.True((await chat.Chat("6"))!.IsWaiting);
        Assert.Contains("used by another chat", chat.Told.Last(m => m.Chat == "6").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_ends_after_seven_days_and_none_can_be_made_up()
    {
        await using var chat = await ChatDriver.Start();
        var token = chat.Bot.Bot.Services.GetRequiredService<Invitations>().Make(chat.Bot.Clock.GetUtcNow());
        var changed = (token[0] == 'A' ? 'B' : 'A') + token[1..];

        await chat.Says($"/start {changed}", 6);
        chat.Bot.Clock.Advance(TimeSpan.FromDays(8));
        await chat.Says($"/start {token}", 5);

        Assert.True((await chat.Chat("5"))!.IsWaiting);
        Assert.Contains("has expired", chat.Told[1].Text, StringComparison.Ordinal);
        Assert.True((await chat.Chat("6"))!.IsWaiting);
    }

    [Fact]
    public async Task One_that_was_turned_away_is_answered_once_a_day_at_most()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddAdmins();
        await chat.Says("/start");
        Assert.Equal("The chat is turned away.", await chat.Presses("refuse.1 telegram-5", ChatDriver.Admins));
        var before = chat.Told.Count;

        for (var i = 0; i < 5; i++)
        {
            await chat.Says("/follow 1");
        }

        Assert.Equal("An admin has stopped this chat. Please ask them.", Assert.Single(chat.Told.Skip(before)).Text);
        Assert.Empty(await chat.Follows("5"));
    }

    [Fact]
    public async Task A_chat_that_threw_the_bot_out_is_paused_and_comes_back_with_start()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddAdmins();
        await chat.AddChat(5);

        await chat.Receive("""{"my_chat_member":{"chat":{"id":5,"type":"private","first_name":"Camille"},"from":{"id":5},"new_chat_member":{"status":"kicked"}}}""");
        await chat.Bot.Work();

        Assert.Equal(DestinationState.Paused, (await chat.Chat("5"))!.State);
        Assert.Contains("Desk can no longer be reached", Assert.Single(chat.Told).Text, StringComparison.Ordinal);

        await chat.Says("/start");
        Assert.Equal((DestinationState.Active, null), ((await chat.Chat("5"))!.State, (await chat.Chat("5"))!.Reason));
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_keeps_what_it_follows()
    {
        await using var chat = await ChatDriver.Start();
        var group = await chat.AddChat(-55, "en", "letters");

        await chat.Receive("""{"message":{"message_id":3,"chat":{"id":-55,"type":"group","title":"Desk"},"migrate_to_chat_id":-100777}}""");
        await chat.SaysInGroup("/status", -100777);

        Assert.Equal(group.Id, (await chat.Chat("-100777"))!.Id);
        Assert.Equal("-100777", (await chat.Chat("-100777"))!.Address);
        Assert.Equal("-100777", Assert.Single(chat.Told).Chat);
        Assert.Contains("✅ Open letters – alerts at once", chat.Told[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_asks_with_a_post()
    {
        await using var chat = await ChatDriver.Start();

        await chat.Receive("""{"channel_post":{"message_id":3,"chat":{"id":-100500,"type":"channel","title":"News"},"text":"/start"}}""");

        Assert.True((await chat.Chat("-100500"))!.IsWaiting);
        Assert.Equal("News", (await chat.Chat("-100500"))!.Name);
    }

    [Fact]
    public async Task Strangers_cannot_fill_the_store_with_requests()
    {
        await using var chat = await ChatDriver.Start();
        for (var i = 0; i < 203; i++)
        {
            await chat.Says("/start", 10_000 + i);
        }

        Assert.Equal(200, await chat.Bot.Tables.Destinations.Range(Keys.AllShards.Single(), cancel: Cancel).CountAsync(Cancel));
        Assert.Equal(200, chat.Told.Count);
    }
}
