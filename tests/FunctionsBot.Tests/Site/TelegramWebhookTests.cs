using System.Text;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class TelegramWebhookTests
{
    private const string Secret = "a-secret-of-some-length";

    private const string Start =
        """{"update_id":1,"message":{"message_id":2,"message_thread_id":7,"is_topic_message":true,"from":{"id":5,"language_code":"fr-FR"},"chat":{"id":-100123,"type":"supergroup","title":"Équipe <b>"},"text":"/start@bot now"}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_that_says_start_waits_for_an_admin_once_however_often_it_says_so()
    {
        await using var site = await RunningSite.Start(new Settings { TelegramWebhookSecret = Secret });

        Assert.Equal(200, await Post(site, Start));
        Assert.Equal(200, await Post(site, Start));

        var admin = await site.OpenAsAdmin();
        var list = await admin.Get("/manage/destinations");
        Assert.Contains("Équipe <b>", list.Text, StringComparison.Ordinal);
        Assert.Contains("waits to be let in", list.Text, StringComparison.Ordinal);
        await list.Submit("/manage/destinations/telegram-n100123-t7/pause");
        var chat = await Chat(site);
        Assert.Equal((DestinationState.Active, null, "-100123/7", "fr"), (chat!.State, chat.Reason, chat.Address, chat.Language));

        Assert.Equal(200, await Post(site, Start));
        Assert.Equal(DestinationState.Active, (await Chat(site))!.State);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("", 401)]
    [InlineData("a-secret-of-some-lengtH", 401)]
    [InlineData(Secret, 200)]
    public async Task Only_telegram_knows_the_secret(string? secret, int status)
    {
        await using var site = await RunningSite.Start(new Settings { TelegramWebhookSecret = Secret });

        Assert.Equal(status, await Post(site, Start, secret));
        Assert.Equal(status == 200, await Chat(site) is not null);
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_webhook()
    {
        await using var site = await RunningSite.Start();

        Assert.Equal(404, await Post(site, Start));
    }

    [Theory]
    [InlineData("label.1 no 20260317-00aa", "fr", "Noté : hors sujet. Merci.", "label 20260317-00aa no  telegram @camille")]
    [InlineData("label.1 yes 20260317-00aa", "en", "Noted: relevant. Thank you.", "label 20260317-00aa yes  telegram @camille")]
    public async Task A_button_under_an_alert_labels_its_story_and_says_so(string data, string language, string said, string asked)
    {
        await using var site = await RunningSite.Start(new Settings { TelegramWebhookSecret = Secret });
        Assert.Equal(200, await Post(site, Start));
        await site.Tables.Destinations.Upsert(Keys.Shard("telegram-n100123-t7"), "telegram-n100123-t7", (await Chat(site))! with { State = DestinationState.Active }, Cancel);

        var answer = await Send(site, Press(data, language));

        Assert.Equal(200, answer.Status);
        Assert.Contains("\"method\":\"answerCallbackQuery\",\"callback_query_id\":\"77\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains(said, System.Text.RegularExpressions.Regex.Unescape(answer.Text).Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal([asked], site.Asked);
    }

    [Fact]
    public async Task A_button_pressed_in_a_chat_nobody_let_in_labels_nothing()
    {
        await using var site = await RunningSite.Start(new Settings { TelegramWebhookSecret = Secret });

        Assert.Contains("could not be noted", (await Send(site, Press("label.1 no 20260317-00aa", "en"))).Text, StringComparison.Ordinal);
        Assert.Equal(200, await Post(site, Start));
        Assert.Contains("could not be noted", (await Send(site, Press("label.1 no 20260317-00aa", "en"))).Text, StringComparison.Ordinal);
        Assert.Equal("", (await Send(site, Press("something else", "en"))).Text);
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task A_body_of_any_shape_is_acknowledged_or_refused_but_never_breaks()
    {
        await using var site = await RunningSite.Start(new Settings { TelegramWebhookSecret = Secret });
        Assert.Equal(413, await Post(site, new string(' ', TelegramWebhook.BodyLimit + 1)));
        Assert.Equal(400, await Post(site, """{"message":{"text":"\ud800","chat":{"id":1}}}"""));
        Assert.Equal(400, await Post(site, "{"));

        var value = Gen.OneOf("null", "1", "1e99", "-5", "\"/start\"", "true", "[]", "{}", "\"fr\"", """{"id":{}}""", """{"id":1}""", """{"language_code":1}""");
        var update = Gen.Select(value, value, value, value, value, (chat, text, from, thread, topic) =>
            $$$"""{"message":{"chat":{{{chat}}},"text":{{{text}}},"from":{{{from}}},"message_thread_id":{{{thread}}},"is_topic_message":{{{topic}}} }}""");
        await update.SampleAsync(async body => Assert.Equal(200, await Post(site, body)), iter: 300, threads: 1);
        var press = Gen.Select(value, value, Gen.OneOf(value, Gen.Const("\"label.1 no ../x\"")), value, (id, from, data, message) =>
            $$$"""{"callback_query":{"id":{{{id}}},"from":{{{from}}},"data":{{{data}}},"message":{"chat":{{{message}}}} }}""");
        await press.SampleAsync(async body => Assert.Equal(200, await Post(site, body)), iter: 300, threads: 1);
    }

    private static string Press(string data, string language) =>
        $$$"""{"update_id":3,"callback_query":{"id":"77","from":{"id":5,"username":"camille","language_code":"{{{language}}}"},"data":"{{{data}}}","message":{"message_id":9,"message_thread_id":7,"is_topic_message":true,"chat":{"id":-100123,"type":"supergroup"} } } }""";

    private static async Task<int> Post(RunningSite site, string body, string? secret = Secret) => (await Send(site, body, secret)).Status;

    private static async Task<Page> Send(RunningSite site, string body, string? secret = Secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/telegram/webhook") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (secret is not null)
        {
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        }

        return await site.Open().Send(request);
    }

    private static async Task<Destination?> Chat(RunningSite site) =>
        (await site.Tables.Destinations.Get(Keys.Shard("telegram-n100123-t7"), "telegram-n100123-t7", Cancel))?.Value;
}
