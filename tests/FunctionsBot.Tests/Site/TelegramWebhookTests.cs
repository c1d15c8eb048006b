using System.Text;
using FunctionsBot.Site;

namespace FunctionsBot.Tests.Site;

public sealed class TelegramWebhookTests
{
    private const string Secret = "a-secret-of-some-length";

    [Theory]
    [InlineData(null, 401)]
    [InlineData("", 401)]
    [InlineData("a-secret-of-some-lengtH", 401)]
    [InlineData(Secret, 200)]
    public async Task Only_telegram_knows_the_secret(string? secret, int status)
    {
        await using var site = await RunningSite.Start(new Settings { TelegramWebhookSecret = Secret });

        Assert.Equal(status, (await Send(site, """{"update_id":1}""", secret)).Status);
        Assert.Equal(status == 200 ? ["update 1"] : [], site.Asked);
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_webhook()
    {
        await using var site = await RunningSite.Start();

        Assert.Equal(404, (await Send(site, """{"update_id":1}""")).Status);
    }

    [Fact]
    public async Task An_answer_travels_back_in_the_response()
    {
        await using var site = await RunningSite.Start(new Settings { TelegramWebhookSecret = Secret });

        Assert.Equal("""{"method":"answerCallbackQuery","text":"Taken"}""", (await Send(site, """{"update_id":2,"callback_query":{}}""")).Text);
        Assert.Equal("", (await Send(site, """{"update_id":3}""")).Text);
    }

    [Fact]
    public async Task What_is_too_long_or_no_json_is_refused()
    {
        await using var site = await RunningSite.Start(new Settings { TelegramWebhookSecret = Secret });

        Assert.Equal(413, (await Send(site, new string(' ', TelegramWebhook.BodyLimit + 1))).Status);
        Assert.Equal(400, (await Send(site, "{")).Status);
    }

    private static async Task<Page> Send(RunningSite site, string body, string? secret = Secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/telegram/webhook") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (secret is not null)
        {
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        }

        return await site.Open().Send(request);
    }
}
