using FunctionsBot.Delivery;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Loopback;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests;

public sealed class SettingsCheckTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_set_is_tried_and_nobody_is_sent_anything()
    {
        await using var telegram = new ScriptedWebServer();
        await using var mail = SmtpServer.Start();
        telegram.On("/bot123:abcdefghijklmnop/getMe", 200, """{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bot","username":"policy_bot"}}""", "Content-Type: application/json");
        telegram.On("/bot123:abcdefghijklmnop/getWebhookInfo", 200, """{"ok":true,"result":{"url":"https://monitor.example/telegram/webhook","has_custom_certificate":false,"pending_update_count":0}}""", "Content-Type: application/json");

        var found = await Check(new Settings { TelegramToken = "123:abcdefghijklmnop", TelegramApi = telegram.At("/"), SmtpHost = "127.0.0.1", SmtpPort = mail.Port, SmtpSecurity = SmtpTls.None });

        Assert.All(found, f => Assert.True(f.Works, $"{f.Setting}: {f.Sentence}"));
        Assert.Contains("@policy_bot; its webhook works", found.Single(f => f.Setting == "TelegramToken").Sentence, StringComparison.Ordinal);
        Assert.Contains("sans chiffrement", found.Single(f => f.Setting == "SmtpHost").SentenceFr, StringComparison.Ordinal);
        Assert.Empty(mail.Taken);
        Assert.Equal(2, telegram.Requests.Count);
    }

    [Fact]
    public async Task What_does_not_work_says_why_without_a_secret()
    {
        await using var telegram = new ScriptedWebServer();
        telegram.On("/bot123:abcdefghijklmnop/getMe", 401, """{"ok":false,"error_code":401,"description":"Unauthorized"}""", "Content-Type: application/json");

        var found = await Check(new Settings { TelegramToken = "123:abcdefghijklmnop", TelegramApi = telegram.At("/"), SmtpHost = "127.0.0.1", SmtpPort = 1, SmtpPassword = "hunter2", SiteUrl = new Uri("http://monitor.example/") });

        Assert.Equal(["SiteUrl", "SmtpHost", "TelegramToken"], found.Where(f => !f.Works).Select(f => f.Setting).Order());
        Assert.Contains("Unauthorized", found.Single(f => f.Setting == "TelegramToken").Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(found, f => f.Sentence.Contains("abcdefghijklmnop", StringComparison.Ordinal) || f.Sentence.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_is_down_is_found_out()
    {
        var tables = MemoryTable.Open(out var opened);
        opened["documents"].BeforeWrite = () => throw new IOException("No space left on <device>.");

        var store = (await Check(new Settings(), tables)).Single(f => f.Setting == "AzureWebJobsStorage");

        Assert.False(store.Works);
        Assert.Contains("No space left on <device>.", store.SentenceFr, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<SettingFinding>> Check(Settings settings, Tables? tables = null)
    {
        using var http = new HttpClient();
        return await new SettingsCheck(settings with { DataFolder = folder.Path }, tables ?? MemoryTable.Open(out _), TimeProvider.System, http).Run(Cancel);
    }
}
