using System.Globalization;
using System.Net.Mail;
using Cronos;
using FunctionsBot.Delivery;
using Microsoft.Extensions.Configuration;

namespace FunctionsBot;

/// <summary>Reads the settings; every bad one gets its sentence, all at once.</summary>
public static class SettingsReader
{
    private static readonly Dictionary<string, Func<Settings, string, Settings>> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AzureWebJobsStorage"] = (s, v) => s with { StorageConnection = ConnectionString(v) },
        ["AzureWebJobsStorage__accountName"] = (s, v) => s with { StorageAccount = AccountName(v) },
        ["DataFolder"] = (s, v) => s with { DataFolder = v },
        ["TelegramToken"] = (s, v) => s with { TelegramToken = Token(v) },
        ["TelegramApi"] = (s, v) => s with { TelegramApi = Web(v) },
        ["TelegramWebhookSecret"] = (s, v) => s with { TelegramWebhookSecret = WebhookSecret(v) },
        ["SmtpHost"] = (s, v) => s with { SmtpHost = v },
        ["SmtpPort"] = (s, v) => s with { SmtpPort = Port(v) },
        ["SmtpSecurity"] = (s, v) => s with { SmtpSecurity = Security(v) },
        ["SmtpUser"] = (s, v) => s with { SmtpUser = v },
        ["SmtpPassword"] = (s, v) => s with { SmtpPassword = v },
        ["MailFrom"] = (s, v) => s with { MailFrom = Mailbox(v) },
        ["SmtpConnections"] = (s, v) => s with { SmtpConnections = Connections(v) },
        ["DkimKey"] = (s, v) => s with { DkimKey = v },
        ["DkimSelector"] = (s, v) => s with { DkimSelector = Selector(v) },
        ["BounceAddress"] = (s, v) => s with { BounceAddress = BounceMailbox(v) },
        ["BounceHost"] = (s, v) => s with { BounceHost = v },
        ["BouncePort"] = (s, v) => s with { BouncePort = Port(v) },
        ["BounceSecurity"] = (s, v) => s with { BounceSecurity = Security(v) },
        ["BounceUser"] = (s, v) => s with { BounceUser = v },
        ["BouncePassword"] = (s, v) => s with { BouncePassword = v },
        ["BounceWebhookSecret"] = (s, v) => s with { BounceWebhookSecret = Key(v) },
        ["SiteUrl"] = (s, v) => s with { SiteUrl = Web(v) },
        ["SigningKey"] = (s, v) => s with { SigningKey = string.Join(' ', v.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Key)) },
        ["Admins"] = (s, v) => s with { Admins = v.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries) },
        ["Contact"] = (s, v) => s with { Contact = v },
        ["AllowPrivateAddresses"] = (s, v) => s with { AllowPrivateAddresses = Flag(v) },
        ["PollSchedule"] = (s, v) => s with { PollSchedule = Schedule(v) },
        ["DigestSchedule"] = (s, v) => s with { DigestSchedule = Schedule(v) },
        ["RetentionSchedule"] = (s, v) => s with { RetentionSchedule = Schedule(v) },
        ["SweepSchedule"] = (s, v) => s with { SweepSchedule = Schedule(v) },
    };

    /// <summary>Names the Functions host reads for itself: allowed in the settings file, of no interest here.</summary>
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsDisableHomepage", "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "OTEL_EXPORTER_OTLP_ENDPOINT", "AzureFunctionsJobHost__logging__logLevel__default",
    };

    /// <summary>Every name that is read.</summary>
    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>Reads all settings.</summary>
    /// <param name="configuration">Environment variables and, locally, the <c>Values</c> of <c>local.settings.json</c>.</param>
    /// <param name="named">Names the user wrote in a file, each of which must be known; environment variables are not listed, they hold anything.</param>
    /// <exception cref="SettingsException">Something is wrong: it lists every problem.</exception>
    public static Settings Read(IConfiguration configuration, IEnumerable<string>? named = null)
    {
        var problems = new List<string>();
        var settings = new Settings();
        foreach (var (name, read) in Readers)
        {
            // "__" separates sections in environment variables, and IConfiguration turns it into ":".
            var value = configuration[name.Replace("__", ":", StringComparison.Ordinal)] ?? configuration[name];
            if (string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            try
            {
                settings = read(settings, value.Trim());
            }
            catch (FormatException e)
            {
                problems.Add($"Setting {name}: {e.Message}");
            }
        }

        problems.AddRange((named ?? []).Where(n => !Readers.ContainsKey(n) && !OfTheHost.Contains(n)).Select(Unknown));
        problems.AddRange(Together(settings));
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    private static IEnumerable<string> Together(Settings settings)
    {
        if (settings is { SmtpHost: not null, SmtpUser: not null, SmtpPassword: null })
        {
            yield return "Setting SmtpPassword: SmtpUser is set, so the password is needed too.";
        }

        if (settings is { StorageConnection: not null, StorageAccount: not null })
        {
            yield return "Setting AzureWebJobsStorage: set either the connection string or AzureWebJobsStorage__accountName, not both.";
        }

        if ((settings.DkimKey is null) != (settings.DkimSelector is null))
        {
            yield return "Setting DkimKey: a key and DkimSelector, its name in the DNS, are set together or not at all.";
        }

        if (settings is { DkimKey: { } key, DkimSelector: { } selector } && SignerProblem(key, selector) is { } problem)
        {
            yield return $"Setting DkimKey: {problem}";
        }

        if (settings.BounceHost is not null && (settings.BounceUser is null || settings.BouncePassword is null || settings.BounceAddress is null))
        {
            yield return "Setting BounceHost: to read that mailbox, BounceUser, BouncePassword and BounceAddress are needed too.";
        }

        if (settings is { SmtpHost: not null } && settings.MailFrom == new Settings().MailFrom)
        {
            yield return "Setting MailFrom: SmtpHost is set, so say who the sender is, such as \"Policy monitor <news@example.org>\".";
        }
    }

    private static string? SignerProblem(string key, string selector)
    {
        try
        {
            _ = new MailSigner(key, selector, "example.org");
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static int Connections(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 32
            ? count
            : throw new FormatException($"\"{value}\" is no number of connections; write one from 1 to 32.");

    private static string Selector(string value) =>
        value.Length <= 63 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? value
            : throw new FormatException($"\"{value}\" is no DNS name; use letters, digits and \"-\".");

    // What is added to it must stay within the 64 characters of a local part (RFC 5321).
    private static string BounceMailbox(string value) =>
        MailAddress.TryCreate(value, out var address) && address.Address == value && address.User.Length <= 9 && address.User.All(char.IsAsciiLetterOrDigit)
            ? value
            : throw new FormatException($"\"{value}\" will not do; write an address of at most nine letters before the @, such as bounces@example.org.");

    private static string Unknown(string name)
    {
        var nearest = Readers.Keys.MinBy(known => Distance(name, known))!;
        return Distance(name, nearest) <= Math.Max(2, name.Length / 3)
            ? $"Setting {name} is unknown; did you mean {nearest}?"
            : $"Setting {name} is unknown; local.settings.sample.json lists them all.";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[^1];
    }

    private static string ConnectionString(string value) =>
        value.Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase)
            || value.Contains("AccountName=", StringComparison.OrdinalIgnoreCase)
            || value.Contains("TableEndpoint=", StringComparison.OrdinalIgnoreCase)
            ? value
            : throw new FormatException("this is no connection string; copy it from the storage account's \"Access keys\", or write UseDevelopmentStorage=true for Azurite.");

    private static string AccountName(string value) =>
        value.Length is >= 3 and <= 24 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            ? value
            : throw new FormatException($"\"{value}\" is no storage account name; those are 3 to 24 lower-case letters and digits.");

    private static string Token(string value) =>
        value.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && value.AsSpan(0, colon).IndexOfAnyExceptInRange('0', '9') < 0 && value.Length > colon + 10
            ? value
            : throw new FormatException("this is no bot token; @BotFather gives one like 123456789:AAbb….");

    private static string WebhookSecret(string value) =>
        value.Length is >= 16 and <= 256 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? value
            : throw new FormatException("use 16 to 256 letters, digits, \"_\" and \"-\".");

    private static Uri Web(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0
            ? uri
            : throw new FormatException($"\"{value}\" is no web address; write one like https://monitor.example.org.");

    private static int Port(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new FormatException($"\"{value}\" is no port; write a number from 1 to 65535, usually 587.");

    private static SmtpTls Security(string value) =>
        Enum.TryParse<SmtpTls>(value, ignoreCase: true, out var security) && Enum.IsDefined(security)
            ? security
            : throw new FormatException($"\"{value}\" is unknown; write one of {string.Join(", ", Enum.GetNames<SmtpTls>())}.");

    private static string Mailbox(string value) =>
        MailAddress.TryCreate(value, out _)
            ? value
            : throw new FormatException($"\"{value}\" is no email address; write one like \"Policy monitor <news@example.org>\".");

    private static string Key(string value) =>
        value.Length >= 32 ? value : throw new FormatException($"{value.Length} characters are too few; use at least 32 random ones.");

    private static bool Flag(string value) =>
        bool.TryParse(value, out var flag) ? flag : throw new FormatException($"\"{value}\" is neither true nor false.");

    private static string Schedule(string value)
    {
        try
        {
            CronExpression.Parse(value, CronFormat.IncludeSeconds);
            return value;
        }
        catch (CronFormatException e)
        {
            throw new FormatException($"\"{value}\" is no schedule of six fields (second minute hour day month weekday): {e.Message}", e);
        }
    }
}

/// <summary>The settings are not usable.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>A sentence each.</summary>
    public IReadOnlyList<string> Problems => problems;
}
