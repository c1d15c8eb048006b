using System.Globalization;
using Cronos;
using FunctionsBot.Delivery;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <summary>Whether a setting works.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="Works">False where something has to be done.</param>
/// <param name="Sentence">What was found, in English.</param>
/// <param name="SentenceFr">The same in French.</param>
public sealed record SettingFinding(string Setting, bool Works, string Sentence, string SentenceFr);

/// <summary>Tries what is set: the store is written and read, the Bot API and the mail server are asked. Nobody is sent anything.</summary>
public sealed class SettingsCheck(Settings settings, Tables tables, TimeProvider clock, HttpClient http)
{
    /// <summary>The documents table's partition that is written to try the store.</summary>
    private const string Partition = "settings-check";

    /// <summary>Everything that can be tried.</summary>
    public async Task<IReadOnlyList<SettingFinding>> Run(CancellationToken cancel)
    {
        var findings = new List<SettingFinding> { await Store(cancel), Folder() };
        findings.Add(await Telegram(cancel));
        findings.Add(await Mail(cancel));
        findings.Add(Site());
        findings.AddRange(Schedules());
        return findings;
    }

    private async Task<SettingFinding> Store(CancellationToken cancel)
    {
        var name = settings.StorageAccount is not null ? "AzureWebJobsStorage__accountName" : "AzureWebJobsStorage";
        var begun = clock.GetTimestamp();
        try
        {
            var written = new TableRow(Partition, Keys.Only, $"\"{Keys.Moment(clock.GetUtcNow())}\"");
            await tables.Documents.Upsert(written, cancel);
            var read = await tables.Documents.Get(Partition, Keys.Only, cancel);
            await tables.Documents.Delete(Partition, Keys.Only, null, cancel);
            var took = clock.GetElapsedTime(begun).TotalMilliseconds;
            return read?.Json == written.Json
                ? new(name, true, $"The store was written and read in {took:0} ms.", $"Le stockage a été écrit et lu en {took:0} ms.")
                : new(name, false, "The store did not give back what was written; look for another program that uses it.", "Le stockage n’a pas rendu ce qui y a été écrit ; cherchez un autre programme qui s’en sert.");
        }
        catch (Exception e) when (e is IOException or StoreException or TimeoutException)
        {
            return new(name, false, $"The store cannot be used: {e.Message}", $"Le stockage est inutilisable : {e.Message}");
        }
    }

    private SettingFinding Folder()
    {
        try
        {
            var folder = Directory.CreateDirectory(settings.DataFolder).FullName;
            var path = Path.Combine(folder, ".settings-check");
            File.WriteAllText(path, "");
            File.Delete(path);
            return new("DataFolder", true, $"{folder} can be written.", $"{folder} peut être écrit.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In Azure nothing is kept there as long as both channels are set.
            var needed = settings is { StorageConnection: null, StorageAccount: null } or { TelegramToken: null } or { SmtpHost: null };
            return new("DataFolder", !needed, $"It cannot be written: {e.Message}", $"Il ne peut être écrit : {e.Message}");
        }
    }

    private async Task<SettingFinding> Telegram(CancellationToken cancel)
    {
        if (settings.TelegramToken is not { } token)
        {
            return new("TelegramToken", false, "Not set: Telegram messages are written to the outbox folder.", "Non renseigné : les messages Telegram sont écrits dans le dossier outbox.");
        }

        var (name, webhook, problem) = await ChannelCheck.Telegram(new TelegramSettings(token, settings.TelegramApi), http, cancel);
        return name is null ? new("TelegramToken", false, $"The Bot API refused: {problem}", $"L’API refuse : {problem}")
            : problem is not null ? new("TelegramToken", false, $"The bot is @{name}, but its webhook fails: {problem}", $"Le robot est @{name}, mais son webhook échoue : {problem}")
            : webhook.Length == 0 ? new("TelegramToken", true, $"The bot is @{name}. No webhook is set, so that chats cannot write to it.", $"Le robot est @{name}. Aucun webhook n’est posé : les conversations ne peuvent lui écrire.")
            : new("TelegramToken", true, $"The bot is @{name}; its webhook works.", $"Le robot est @{name} ; son webhook fonctionne.");
    }

    private async Task<SettingFinding> Mail(CancellationToken cancel)
    {
        if (settings.SmtpHost is not { } host)
        {
            return new("SmtpHost", false, "Not set: emails are written to the outbox folder.", "Non renseigné : les courriels sont écrits dans le dossier outbox.");
        }

        var smtp = new SmtpSettings(host, settings.SmtpPort, settings.SmtpSecurity) { User = settings.SmtpUser, Password = settings.SmtpPassword };
        var (secured, problem) = await ChannelCheck.Smtp(smtp, cancel);
        return secured is null ? new("SmtpHost", false, $"{smtp} cannot be used: {problem}", $"{smtp} est inutilisable : {problem}")
            : secured.Length == 0 ? new("SmtpHost", true, $"{smtp} answers, without encryption.", $"{smtp} répond, sans chiffrement.")
            : new("SmtpHost", true, $"{smtp} answers, secured by {secured}.", $"{smtp} répond, protégé par {secured}.");
    }

    private SettingFinding Site() => settings.SiteUrl.Scheme == "https" || settings.SiteUrl.IsLoopback
        ? new("SiteUrl", true, "Links in messages begin with it.", "Les liens des messages commencent ainsi.")
        : new("SiteUrl", false, "Links in messages are not secured; write https://.", "Les liens des messages ne sont pas protégés ; écrivez https://.");

    private IEnumerable<SettingFinding> Schedules()
    {
        foreach (var (name, schedule) in new[] { ("PollSchedule", settings.PollSchedule), ("DigestSchedule", settings.DigestSchedule), ("SweepSchedule", settings.SweepSchedule) })
        {
            var next = CronExpression.Parse(schedule, CronFormat.IncludeSeconds).GetNextOccurrence(clock.GetUtcNow(), TimeZoneInfo.Utc);
            yield return next is { } at
                ? new(name, true, string.Create(CultureInfo.InvariantCulture, $"Next at {at:yyyy-MM-dd HH:mm:ss} UTC."), string.Create(CultureInfo.InvariantCulture, $"Prochaine fois : {at:yyyy-MM-dd HH:mm:ss} UTC."))
                : new(name, false, "It never comes; write another.", "Il ne vient jamais ; écrivez-en un autre.");
        }
    }
}
