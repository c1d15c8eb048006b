using System.Net.Sockets;
using MailKit;
using MailKit.Net.Pop3;
using MailKit.Security;

namespace FunctionsBot.Delivery;

/// <summary>How the mailbox of bounces is reached, by POP3 (RFC 1939): read, then deleted, which is all that is needed of it.</summary>
/// <param name="Host">Its server.</param>
/// <param name="Port">1 to 65535; 995 with TLS from the first byte.</param>
/// <param name="Tls">How the connection is secured.</param>
/// <param name="User">The mailbox's user.</param>
/// <param name="Password">Its password; a secret.</param>
public sealed record BounceMailboxSettings(string Host, int Port, SmtpTls Tls, string User, string Password)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"the bounce mailbox at {Host}:{Port}";
}

/// <summary>The mailbox that bounces come back to.</summary>
internal sealed class BounceMailbox(BounceMailboxSettings settings, BounceAddress addresses)
{
    /// <summary>Messages read at a time; the rest waits for the next one.</summary>
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Hands over what came back. A message is deleted once it was taken note of, or is none of ours.</summary>
    /// <param name="take">Takes note of one.</param>
    /// <param name="cancel">Stops between two messages.</param>
    /// <returns>How many messages were read.</returns>
    /// <exception cref="IOException">The mailbox cannot be read.</exception>
    public async Task<int> Read(Func<Bounce, Task> take, CancellationToken cancel)
    {
        using var client = new Pop3Client { Timeout = (int)Timeout.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, EmailChannel.Security(settings.Tls), cancel);
            await client.AuthenticateAsync(settings.User, settings.Password, cancel);
            var read = Math.Min(client.Count, MostAtOnce);
            var sizes = read == 0 ? [] : await client.GetMessageSizesAsync(cancel);
            for (var i = 0; i < read; i++)
            {
                cancel.ThrowIfCancellationRequested();
                if (sizes[i] <= BounceReader.ByteLimit && await Load(client, i, cancel) is { } bounce)
                {
                    await take(bounce);
                }

                await client.DeleteMessageAsync(i, cancel);
            }

            // POP3 deletes at the goodbye only: a crash before has them read again, which changes nothing.
            await client.DisconnectAsync(quit: true, cancel);
            return read;
        }
        catch (Exception e) when (e is Pop3CommandException or Pop3ProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException
            or SocketException or TimeoutException)
        {
            throw new IOException($"{settings} could not be read: {e.Message.ReplaceLineEndings(" ")} Check the settings whose names begin with Bounce.", e);
        }
    }

    private async Task<Bounce?> Load(Pop3Client client, int index, CancellationToken cancel)
    {
        await using var stream = await client.GetStreamAsync(index, headersOnly: false, cancel);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return BounceReader.Read(bytes.ToArray(), addresses);
    }
}
