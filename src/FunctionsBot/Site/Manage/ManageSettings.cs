using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Where a setting comes from.</summary>
public enum SettingOrigin
{
    /// <summary>Nobody set it.</summary>
    Default,

    /// <summary>The settings file of the local program.</summary>
    File,

    /// <summary>The environment; in Azure the application settings.</summary>
    Environment,
}

/// <summary>A setting on its page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it is; null for a secret that is set.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Finding">Whether it works; null where that was not tried.</param>
public sealed record ShownSetting(string Name, string? Value, SettingOrigin Origin, SettingFinding? Finding);

/// <summary>Each setting, where it comes from, and whether it works. Secrets are never shown, not even in part.</summary>
internal static class ManageSettings
{
    private static readonly (string Name, bool Secret, Func<Settings, object?> Value)[] All =
    [
        ("AzureWebJobsStorage", true, s => s.StorageConnection), ("AzureWebJobsStorage__accountName", false, s => s.StorageAccount), ("DataFolder", false, s => s.DataFolder),
        ("TelegramToken", true, s => s.TelegramToken), ("TelegramApi", false, s => s.TelegramApi), ("TelegramWebhookSecret", true, s => s.TelegramWebhookSecret),
        ("SmtpHost", false, s => s.SmtpHost), ("SmtpPort", false, s => s.SmtpPort), ("SmtpSecurity", false, s => s.SmtpSecurity), ("SmtpUser", false, s => s.SmtpUser),
        ("SmtpPassword", true, s => s.SmtpPassword), ("MailFrom", false, s => s.MailFrom), ("SiteUrl", false, s => s.SiteUrl), ("SigningKey", true, s => s.SigningKey),
        ("Admins", false, s => string.Join(", ", s.Admins)), ("Contact", false, s => s.Contact), ("AllowPrivateAddresses", false, s => s.AllowPrivateAddresses ? "true" : "false"),
        ("PollSchedule", false, s => s.PollSchedule), ("DigestSchedule", false, s => s.DigestSchedule), ("SweepSchedule", false, s => s.SweepSchedule),
    ];

    /// <summary>The names that are shown.</summary>
    public static IEnumerable<string> Names => All.Select(s => s.Name);

    public static Task<IResult> List(Visit visit) => Task.FromResult(Show(visit, []));

    /// <summary>Tries them: a button, since others are asked by it.</summary>
    public static async Task<IResult> Check(Visit visit) => Show(visit, await visit.Parts.Actions.CheckSettings(visit.Cancel));

    private static IResult Show(Visit visit, IReadOnlyList<SettingFinding> findings)
    {
        var (settings, defaults) = (visit.Parts.Settings, new Settings());
        var shown = All.Select(s =>
        {
            var (value, usual) = (s.Value(settings)?.ToString() ?? "", s.Value(defaults)?.ToString() ?? "");
            var origin = !string.IsNullOrEmpty(visit.Parts.Gate.Environment(s.Name)) ? SettingOrigin.Environment : value == usual ? SettingOrigin.Default : SettingOrigin.File;
            return new ShownSetting(s.Name, s.Secret && value.Length > 0 ? null : value, origin, findings.FirstOrDefault(f => f.Setting == s.Name));
        });
        return visit.Page<SettingsPage>(visit.T(Words.SettingsTitle), new() { [nameof(SettingsPage.Settings)] = shown.ToList() });
    }
}
