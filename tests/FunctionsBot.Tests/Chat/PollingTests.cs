using System.Text.Json;
using FunctionsBot.Chat;
using FunctionsBot.Delivery;
using FunctionsBot.Tests.Loopback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsBot.Tests.Chat;

/// <summary>Long polling, and where the webhook is told of.</summary>
public sealed class PollingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_is_asked_for_once_across_restarts()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();
        Says(chat, 7, "/follow 1");
        Says(chat, 8, "/status");

        Assert.Equal(TimeSpan.Zero, await Poller(chat).Once(Cancel));
        chat.Bot.Clock.Advance(TimeSpan.FromMinutes(2));
        Says(chat, 9, "/unfollow 1");
        await Poller(chat).Once(Cancel);

        Assert.Empty(await chat.Follows("5"));
        Assert.Equal(3, chat.Told.Count);
        Assert.Equal([0, 9], chat.Bot.Telegram.Calls.Where(c => c.Method == "getUpdates").Select(c => JsonDocument.Parse(c.Body).RootElement.GetProperty("offset").GetInt64()));
    }

    [Fact]
    public async Task One_instance_polls_at_a_time_and_another_takes_over_when_it_is_gone()
    {
        await using var chat = await ChatDriver.Start();
        var (first, second) = (Poller(chat), Poller(chat));
        await first.Once(Cancel);

        Assert.True(await second.Once(Cancel) > TimeSpan.Zero);
        Assert.Single(chat.Bot.Telegram.Calls, c => c.Method == "getUpdates");

        chat.Bot.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.Zero, await second.Once(Cancel));
        Assert.True(await first.Once(Cancel) > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_webhook_that_was_left_behind_is_removed_and_nothing_it_holds_is_lost()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();
        Says(chat, 7, "/follow 1");
        chat.Bot.Telegram.OtherAnswers.Enqueue(new BotApiAnswer.Fails(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"));
        var poller = Poller(chat);

        await poller.Once(Cancel);
        await poller.Once(Cancel);

        Assert.Contains("\"drop_pending_updates\":false", Assert.Single(chat.Bot.Telegram.Calls, c => c.Method == "deleteWebhook").Body, StringComparison.Ordinal);
        Assert.Equal(["letters Immediate"], await chat.Follows("5"));
    }

    [Fact]
    public async Task A_press_is_answered_by_a_call()
    {
        await using var chat = await ChatDriver.Start();
        chat.Bot.Telegram.Updates.Enqueue("""{"update_id":7,"callback_query":{"id":"77","from":{"id":5},"data":"save.1 20260317-x","message":{"message_id":9,"chat":{"id":5}}}}""");

        await Poller(chat).Once(Cancel);

        var answer = Assert.Single(chat.Bot.Telegram.Calls, c => c.Method == "answerCallbackQuery").Body;
        Assert.Equal("""{"callback_query_id":"77","text":"This chat has not been let in."}""", answer);
    }

    [Fact]
    public async Task An_update_of_an_unknown_kind_does_not_stop_those_after_it()
    {
        await using var chat = await ChatDriver.Start();
        await chat.AddChat();
        chat.Bot.Telegram.Updates.Enqueue("""{"update_id":7,"message":{"chat":[],"text":5},"new_thing":{"a":[1]}}""");
        Says(chat, 8, "/follow 1");

        await Poller(chat).Once(Cancel);

        Assert.Equal(["letters Immediate"], await chat.Follows("5"));
    }

    [Fact]
    public async Task The_webhook_and_the_commands_are_told_once_a_day()
    {
        await using var chat = await ChatDriver.Start();
        var services = chat.Bot.Bot.Services;
        Task Start() => new WebhookRegistration(
            services.GetRequiredService<Settings>(), chat.Bot.Tables, chat.Bot.Clock, NullLogger<WebhookRegistration>.Instance, services.GetRequiredService<TelegramApi>()).Tell(Cancel);

        await Start();
        await Start();

        var set = JsonDocument.Parse(Assert.Single(chat.Bot.Telegram.Calls, c => c.Method == "setWebhook").Body).RootElement;
        Assert.Equal(("https://monitor.example/telegram/webhook", "a-secret-of-some-length"), (set.GetProperty("url").GetString(), set.GetProperty("secret_token").GetString()));
        var commands = chat.Bot.Telegram.Calls.Where(c => c.Method == "setMyCommands").Select(c => c.Body).ToList();
        Assert.Contains("\"command\":\"follow\"", commands[0], StringComparison.Ordinal);
        Assert.Contains("\"command\":\"suivre\"", commands[1], StringComparison.Ordinal);
        Assert.Contains("\"language_code\":\"fr\"", commands[1], StringComparison.Ordinal);
        chat.Bot.Clock.Advance(TimeSpan.FromDays(2));
        await Start();
        Assert.Equal(2, chat.Bot.Telegram.Calls.Count(c => c.Method == "setWebhook"));
    }

    private static TelegramPolling Poller(ChatDriver chat) => new(
        chat.Bot.Bot.Services.GetRequiredService<Conversation>(),
        chat.Bot.Bot.Services.GetRequiredService<TelegramApi>(),
        chat.Bot.Tables,
        chat.Bot.Clock,
        NullLogger<TelegramPolling>.Instance);

    private static void Says(ChatDriver chat, int id, string text) => chat.Bot.Telegram.Updates.Enqueue(
        $$$"""{"update_id":{{{id}}},"message":{"message_id":2,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"{{{text}}}"}}""");
}
