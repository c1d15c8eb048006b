using System.Collections.Concurrent;
using System.Net.Sockets;
using MailKit.Net.Smtp;

namespace FunctionsBot.Delivery;

/// <summary>
/// Connections to one SMTP server that are kept for the next mail: connecting and signing in take many times as long as a mail. At most
/// <see cref="SmtpSettings.Connections"/> are open at once.
/// </summary>
internal sealed class SmtpPool(SmtpSettings settings, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>A connection that has rested longer is asked whether it still stands; servers drop idle ones (RFC 5321 §4.5.3.2.7: after five minutes or sooner).</summary>
    private static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private readonly ConcurrentStack<Connection> _idle = new();
    private readonly SemaphoreSlim _free = new(settings.Connections);

    /// <summary>Does something with a connection; it goes back to the pool unless it broke.</summary>
    /// <param name="work">Is told whether the connection has carried mail before.</param>
    /// <param name="cancel">Stops the waiting for one.</param>
    public async Task<T> Use<T>(Func<SmtpClient, bool, Task<T>> work, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            var connection = await Idle() ?? new Connection(await Open(cancel));
            try
            {
                return await work(connection.Client, connection.Used);
            }
            finally
            {
                GiveBack(connection);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Closes those at rest.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out var connection))
        {
            await Close(connection);
        }

        _free.Dispose();
    }

    private void GiveBack(Connection connection)
    {
        if (!connection.Client.IsConnected)
        {
            connection.Client.Dispose();
            return;
        }

        _idle.Push(connection with { Used = true, Since = clock.GetTimestamp() });
    }

    private async Task<Connection?> Idle()
    {
        while (_idle.TryPop(out var connection))
        {
            var rest = clock.GetElapsedTime(connection.Since);
            if (rest < Stale && (rest < Doubtful || await Stands(connection.Client)))
            {
                return connection;
            }

            await Close(connection);
        }

        return null;
    }

    private static async Task<bool> Stands(SmtpClient client)
    {
        try
        {
            await client.NoOpAsync(CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or IOException or TimeoutException)
        {
            // It was closed from the other side, as servers do.
            return false;
        }
    }

    private static async Task Close(Connection connection)
    {
        using var client = connection.Client;
        try
        {
            await client.DisconnectAsync(quit: true, CancellationToken.None);
        }
        catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or IOException or TimeoutException)
        {
            // The goodbye does not matter: nothing is under way.
            client.Dispose();
        }
    }

    private async Task<SmtpClient> Open(CancellationToken cancel)
    {
        var client = new SmtpClient { Timeout = (int)settings.Timeout.TotalMilliseconds };
        try
        {
            var socket = await Dial(cancel);
            await client.ConnectAsync(socket, settings.Host, settings.Port, EmailChannel.Security(settings.Tls), cancel);
            if (settings.User is { Length: > 0 } user)
            {
                await client.AuthenticateAsync(user, settings.Password ?? "", cancel);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Without Nagle's algorithm (RFC 896): the end of a mail would wait until its beginning is acknowledged, which servers put off by 40 ms
    /// (delayed acknowledgements, RFC 1122 §4.2.3.2).
    /// </summary>
    private async Task<Socket> Dial(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(settings.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, either.Token);
            return socket;
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"{settings} did not answer.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed record Connection(SmtpClient Client)
    {
        public bool Used { get; init; }

        public long Since { get; init; }
    }
}
