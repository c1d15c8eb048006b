using System.Net.Sockets;
using System.Text.RegularExpressions;
using FunctionsBot.Domain;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace FunctionsBot.Delivery;

/// <summary>Sends email by SMTP, one connection a message.</summary>
public sealed partial class EmailChannel(SmtpSettings settings, MailSender sender, TimeProvider clock) : IChannel
{
    /// <summary>How long a server that says "later" (4xx) is left alone; greylisting commonly wants five minutes (RFC 6647 §5).</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Email;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutboxRow delivery, Destination destination, OutgoingMessage message, CancellationToken cancel)
    {
        if (EmailMessage.Recipient(destination.Address) is not { } to)
        {
            return new SendResult.Refused("This is no email address.", DestinationGone: true);
        }

        using var mail = EmailMessage.Build(delivery, to, message, sender.Mailbox, clock.GetUtcNow());
        using var client = new SmtpClient { Timeout = (int)settings.Timeout.TotalMilliseconds };
        try
        {
            await Connect(client, cancel);

            // Not cancelled once begun: whether the message was taken would never be known.
            var reply = await client.SendAsync(mail, sender.Mailbox, [to], CancellationToken.None);
            await client.DisconnectAsync(quit: true, CancellationToken.None);
            return new SendResult.Sent([reply.Trim()]);
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

    private async Task Connect(SmtpClient client, CancellationToken cancel)
    {
        var security = settings.Tls switch
        {
            SmtpTls.StartTls => SecureSocketOptions.StartTls,
            SmtpTls.Tls => SecureSocketOptions.SslOnConnect,
            SmtpTls.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.Auto,
        };
        await client.ConnectAsync(settings.Host, settings.Port, security, cancel);
        if (settings.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, settings.Password ?? "", cancel);
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
