using Microsoft.Extensions.Configuration;

namespace FunctionsBot.Tests;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Without_any_setting_everything_has_its_default() => Assert.Equal(new Settings().PollSchedule, Read([]).PollSchedule);

    [Fact]
    public void Every_bad_setting_gets_its_sentence_and_all_come_at_once()
    {
        var problems = Problems(new()
        {
            ["SmtpPort"] = "smtp",
            ["SiteUrl"] = "monitor.example.org",
            ["PollSchedule"] = "every minute",
            ["SigningKey"] = "short",
            ["AllowPrivateAddresses"] = "perhaps",
        });

        Assert.Equal(5, problems.Count);
        Assert.All(problems, p => Assert.StartsWith("Setting ", p, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.EndsWith(".", p, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TelegramTokn", "did you mean TelegramToken?")]
    [InlineData("smtphost2", "did you mean SmtpHost?")]
    [InlineData("Completely_Different_Name", "local.settings.sample.json lists them all")]
    public void An_unknown_name_in_the_settings_file_is_told_with_the_nearest_one(string name, string answer) =>
        Assert.Contains(answer, Assert.Single(Problems([], name)), StringComparison.Ordinal);

    [Fact]
    public void Names_of_the_Functions_host_are_no_mistake() => Assert.NotNull(Read([], "FUNCTIONS_WORKER_RUNTIME"));

    [Theory]
    [InlineData("TelegramToken", "my-secret-token-without-a-colon")]
    [InlineData("SigningKey", "my-secret")]
    [InlineData("AzureWebJobsStorage", "my-secret-account-key")]
    [InlineData("TelegramWebhookSecret", "my secret")]
    public void A_secret_is_never_repeated(string name, string value) =>
        Assert.DoesNotContain("secret-", Assert.Single(Problems(new() { [name] = value })), StringComparison.Ordinal);

    [Fact]
    public void An_SMTP_server_wants_a_sender_and_a_user_wants_a_password() =>
        Assert.Equal(2, Problems(new() { ["SmtpHost"] = "mail.example.org", ["SmtpUser"] = "bot" }).Count);

    [Fact]
    public void An_environment_variable_with_two_underscores_is_read() =>
        Assert.Equal("botstore", Read(new() { ["AzureWebJobsStorage:accountName"] = "botstore" }).StorageAccount);

    private static Settings Read(Dictionary<string, string?> values, params string[] named) =>
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), named);

    private static IReadOnlyList<string> Problems(Dictionary<string, string?> values, params string[] named) =>
        Assert.Throws<SettingsException>(() => Read(values, named)).Problems;
}
