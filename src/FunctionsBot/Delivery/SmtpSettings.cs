using FunctionsBot.Domain;
using MimeKit;

namespace FunctionsBot.Delivery;

/// <summary>How the connection to the SMTP server is secured.</summary>
public enum SmtpTls
{
    /// <summary>TLS if the server offers it.</summary>
    Auto,

    /// <summary>STARTTLS or nothing (RFC 3207).</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>Plain text: for a server on the same machine only.</summary>
    None,
}

/// <summary>How the SMTP server is reached.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Tls">How the connection is secured.</param>
public sealed record SmtpSettings(string Host, int Port, SmtpTls Tls = SmtpTls.Auto)
{
    /// <summary>User; null where the server asks for none.</summary>
    public string? User { get; init; }

    /// <summary>Password; a secret.</summary>
    public string? Password { get; init; }

    /// <summary>How long the server may take for each answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Connections at once, at least 1.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Without the password.</summary>
    public override string ToString() => $"SMTP at {Host}:{Port}";
}

/// <summary>Who the emails are from.</summary>
public sealed class MailSender
{
    /// <summary>Reads a sender such as <c>Policy monitor &lt;news@example.org&gt;</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public MailSender(string from)
        : this(Read(from))
    {
    }

    private MailSender(MailboxAddress mailbox) => Mailbox = mailbox;

    private static MailboxAddress Read(string from) => MailboxAddress.TryParse(from, out var mailbox) && mailbox.Domain.Length > 0
        ? mailbox
        : throw new FormatException($"\"{from}\" is no sender; write one like \"Policy monitor <news@example.org>\".");

    internal MailboxAddress Mailbox { get; }

    /// <summary>Signs the mails; null where no key is set.</summary>
    internal MailSigner? Signer { get; private init; }

    /// <summary>Where what cannot be delivered comes back to; null for the sender.</summary>
    internal BounceAddress? Bounces { get; init; }

    /// <summary>The same sender, whose mail is signed (<see cref="MailSigner"/>).</summary>
    /// <exception cref="FormatException">It is no key.</exception>
    public MailSender SignedWith(string key, string selector) => new(Mailbox) { Signer = new MailSigner(key, selector, Mailbox.Domain), Bounces = Bounces };

    /// <summary>The envelope's sender of mail to a destination.</summary>
    internal MailboxAddress Envelope(Destination destination) => Bounces?.For(destination.Id) ?? Mailbox;
}
