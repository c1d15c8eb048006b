using FunctionsBot.Delivery;

namespace FunctionsBot;

/// <summary>
/// Everything that can be set, under the same names in both hosts. Every name is documented in
/// <c>local.settings.sample.json</c>; a test holds the two together.
/// </summary>
public sealed record Settings
{
    /// <summary>Connection string of the storage account; without it and <see cref="StorageAccount"/> the store is SQLite.</summary>
    public string? StorageConnection { get; init; }

    /// <summary>Name of the storage account, reached with the app's managed identity.</summary>
    public string? StorageAccount { get; init; }

    /// <summary>Folder of the embedded store and of what is written instead of sent.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>The bot's token from @BotFather; without it Telegram messages are written to the outbox folder.</summary>
    public string? TelegramToken { get; init; }

    /// <summary>Where the Bot API is; another one is for a self-hosted Bot API server.</summary>
    public Uri TelegramApi { get; init; } = new("https://api.telegram.org");

    /// <summary>The secret Telegram sends with each webhook call (1 to 256 of <c>A-Z a-z 0-9 _ -</c>).</summary>
    public string? TelegramWebhookSecret { get; init; }

    /// <summary>
    /// Whether the bot hears what is said and pressed in chats: by the webhook, or by polling in the local program. The Functions host,
    /// which is known by the identity it signs in to its storage with, does not poll.
    /// </summary>
    public bool HearsChats => TelegramToken is not null && (TelegramWebhookSecret is not null || StorageAccount is null);

    /// <summary>SMTP server; without it emails are written to the outbox folder.</summary>
    public string? SmtpHost { get; init; }

    /// <summary>SMTP port, 1 to 65535.</summary>
    public int SmtpPort { get; init; } = 587;

    /// <summary>How the connection is secured.</summary>
    public SmtpTls SmtpSecurity { get; init; }

    /// <summary>SMTP user; none where the server asks for none.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>SMTP password.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>The sender of every email.</summary>
    public string MailFrom { get; init; } = "FunctionsBot <functionsbot@localhost>";

    /// <summary>Connections to the mail server at once, 1 to 32.</summary>
    public int SmtpConnections { get; init; } = 4;

    /// <summary>Private key that signs mail, as PEM; null where mail leaves unsigned.</summary>
    public string? DkimKey { get; init; }

    /// <summary>The name its public half has in the DNS.</summary>
    public string? DkimSelector { get; init; }

    /// <summary>Where mail that cannot be delivered comes back to; null for <see cref="MailFrom"/>.</summary>
    public string? BounceAddress { get; init; }

    /// <summary>POP3 server of that mailbox; null where it is not read.</summary>
    public string? BounceHost { get; init; }

    /// <summary>Its port, 1 to 65535.</summary>
    public int BouncePort { get; init; } = 995;

    /// <summary>How the connection to it is secured.</summary>
    public SmtpTls BounceSecurity { get; init; } = SmtpTls.Tls;

    /// <summary>The mailbox's user.</summary>
    public string? BounceUser { get; init; }

    /// <summary>The mailbox's password.</summary>
    public string? BouncePassword { get; init; }

    /// <summary>Signs what a mail service posts to <c>/bounces</c>; null where that is closed.</summary>
    public string? BounceWebhookSecret { get; init; }

    /// <summary>The site's own address, for links in messages.</summary>
    public Uri SiteUrl { get; init; } = new("http://localhost:7071");

    /// <summary>Signs links and forms, at least 32 characters; without it a key is made once and kept in the store. After it, behind blanks, former keys: what they signed is accepted.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Who may sign in to the admin pages: email addresses as Microsoft Entra gives them. Empty: nobody, except by the local console link.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>Shown in the user agent, so that a site's owner can write to somebody.</summary>
    public string Contact { get; init; } = "https://github.com/FunctionsBot";

    /// <summary>Lets sources stand on loopback and private addresses: for trying things out, never for a public instance.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>When due sources are looked for (NCRONTAB: six fields, seconds first, UTC).</summary>
    public string PollSchedule { get; init; } = "0 */5 * * * *";

    /// <summary>When due digests are looked for.</summary>
    public string DigestSchedule { get; init; } = "0 */15 * * * *";

    /// <summary>When what is past its time is deleted.</summary>
    public string RetentionSchedule { get; init; } = "0 20 3 * * *";

    /// <summary>When work that was left lying is looked for.</summary>
    public string SweepSchedule { get; init; } = "30 7/15 * * * *";
}
