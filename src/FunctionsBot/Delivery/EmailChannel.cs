using System.Net.Sockets;
using System.Text.RegularExpressions;
using FunctionsBot.Domain;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace FunctionsBot.Delivery;

/// <summary>Sends email by SMTP, over connections that it keeps for the next ones.</summary>
public sealed partial class EmailChannel(SmtpSettings settings, MailSender sender, TimeProvider clock) : IChannel, IAsyncDisposable
{
    /// <summary>How long a server that says "later" (4xx) is left alone; greylisting commonly wants five minutes (RFC 6647 §5).</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly SmtpPool _pool = new(settings, clock);

    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Email;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutboxRow delivery, Destination destination, OutgoingMessage message, CancellationToken cancel)
    {
        if (EmailMessage.Recipient(destination.Address) is not { } to)
        {
            return new SendResult.Refused("This is no email address.", DestinationGone: true);
        }

        using var mail = EmailMessage.Build(delivery, to, message, sender.Mailbox, clock.GetUtcNow());
        sender.Signer?.Sign(mail);
        try
        {
            // A server may end a connection after some number of mails, and says so before it takes one: then a fresh one is tried at once.
            return await _pool.Use((client, used) => Send(client, mail, to, destination, used), cancel)
                ?? await _pool.Use((client, _) => Send(client, mail, to, destination, again: false), cancel)
                ?? throw new IOException($"{settings} closes every connection at once.");
        }
        catch (SmtpCommandException e)
        {
            return Answer(e);
        }
        catch (NotSupportedException e)
        {
            // An address or a header that this server cannot take (no SMTPUTF8, RFC 6531).
            return new SendResult.Refused($"The server cannot take this message: {e.Message}", DestinationGone: false);
        }
        catch (Exception e) when (e is SmtpProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException
            or ServiceNotAuthenticatedException or SocketException or TimeoutException or IOException)
        {
            throw new IOException(Trouble(e), e);
        }
    }

    /// <summary>What MailKit calls the ways to secure a connection.</summary>
    internal static SecureSocketOptions Security(SmtpTls tls) => tls switch
    {
        SmtpTls.StartTls => SecureSocketOptions.StartTls,
        SmtpTls.Tls => SecureSocketOptions.SslOnConnect,
        SmtpTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.Auto,
    };

    /// <returns>Null where the server closes a connection that it has used up.</returns>
    private async Task<SendResult?> Send(SmtpClient client, MimeMessage mail, MailboxAddress to, Destination destination, bool again)
    {
        try
        {
            // Not cancelled once begun: whether the message was taken would never be known.
            var reply = await client.SendAsync(mail, sender.Envelope(destination), [to], CancellationToken.None);
            return new SendResult.Sent([reply.Trim()]);
        }
        catch (SmtpCommandException e) when (again && e is { StatusCode: SmtpStatusCode.ServiceNotAvailable, ErrorCode: not SmtpErrorCode.MessageNotAccepted })
        {
            await client.DisconnectAsync(quit: false, CancellationToken.None);
            return null;
        }
    }

    /// <summary>What an error reply means: 4xx is later, 5xx never (RFC 5321 §4.2.1).</summary>
    private SendResult Answer(SmtpCommandException error)
    {
        var reason = $"The mail server answered {(int)error.StatusCode}: {error.Message.ReplaceLineEndings(" ").Trim()}";
        if ((int)error.StatusCode < 500)
        {
            return new SendResult.Later(Pause, reason, []);
        }

        return error.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => new SendResult.Refused(reason, NoSuchMailbox(error)),
            SmtpErrorCode.MessageNotAccepted => new SendResult.Refused(reason, DestinationGone: false),

            // The sender or the session is refused: every mail would be, until somebody mends the settings.
            _ => throw new IOException($"{reason} Check the settings of {settings}.", error),
        };
    }

    /// <summary>
    /// The mailbox does not exist. The enhanced code says so where there is one (RFC 3463: X.1.1 to X.1.3, X.1.6, X.1.10 and
    /// X.2.1; X.7.x is policy, which may change); else the plain code (RFC 5321: 550, 551, 553).
    /// </summary>
    private static bool NoSuchMailbox(SmtpCommandException error) => Enhanced().Match(error.Message) is { Success: true } code
        ? code.ValueSpan is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1"
        : (int)error.StatusCode is 550 or 551 or 553;

    private string Trouble(Exception error) => error switch
    {
        AuthenticationException => $"{settings} refused the user name or the password; check SmtpUser and SmtpPassword.",
        SslHandshakeException => $"No secure connection to {settings}: {error.Message.ReplaceLineEndings(" ")}",
        TimeoutException => $"{settings} did not answer within {settings.Timeout.TotalSeconds:0} seconds.",
        _ => $"{settings} could not be used: {error.Message}",
    };

    [GeneratedRegex(@"\b5\.\d{1,3}\.\d{1,3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Enhanced();
}
