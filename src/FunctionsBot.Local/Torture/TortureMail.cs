using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace FunctionsBot.Local.Torture;

/// <summary>An SMTP server on loopback (RFC 5321) that treats messages as its journal decides.</summary>
internal sealed class TortureMail : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Journal _journal;
    private readonly Task _accepting;

    /// <summary>Starts it.</summary>
    public TortureMail(Journal journal)
    {
        _journal = journal;
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        List<Task> sessions = [];
        try
        {
            while (true)
            {
                sessions.Add(Serve(await _listener.AcceptTcpClientAsync(_stop.Token)));
                sessions.RemoveAll(s => s.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await Converse(client.GetStream());
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or FormatException)
            {
                // A killed client ends a session in the middle, as does the end of the run.
                client.Close();
            }
        }
    }

    private async Task Converse(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await Say(stream, "220 loopback ESMTP");
        var (to, treatment) = ("", Treatment.Take);
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await Say(stream, "250-loopback\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES");
                    break;
                case "RCPT":
                    to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
                    treatment = _journal.Treat(to);
                    await Say(stream, treatment switch
                    {
                        Treatment.Block => "550 5.1.1 No such user",
                        Treatment.Later => "451 4.7.1 Greylisted",
                        Treatment.Outage => "421 4.3.2 Going down",
                        _ => "250 2.1.5 Ok",
                    });
                    break;
                case "DATA":
                    await Say(stream, "354 Go ahead");
                    await End(stream, to, await Read(reader), treatment);
                    break;
                case "QUIT":
                    await Say(stream, "221 2.0.0 Bye");
                    return;
                default:
                    await Say(stream, "250 2.0.0 Ok");
                    break;
            }
        }
    }

    /// <summary>What comes after the message's last line.</summary>
    private async Task End(NetworkStream stream, string to, string text, Treatment treatment)
    {
        var id = treatment is Treatment.Take or Treatment.TakeAndDrop or Treatment.TakeAndStall ? _journal.Take(to, text, answered: treatment == Treatment.Take) : "";
        switch (treatment)
        {
            case Treatment.TakeAndDrop or Treatment.Drop:
                throw new IOException("The connection is dropped.");
            case Treatment.TakeAndStall or Treatment.Stall:
                await new TaskCompletionSource().Task.WaitAsync(_stop.Token);
                break;
            case Treatment.Refuse:
                await Say(stream, "554 5.6.0 Refused for its content");
                break;
            default:
                await Say(stream, $"250 2.0.0 Ok: queued as {id}");
                break;
        }
    }

    private async Task<string> Read(StreamReader reader)
    {
        var raw = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            raw.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(raw.ToString()));
        using var mail = await MimeMessage.LoadAsync(bytes, _stop.Token);
        return $"{mail.Subject}\n{mail.TextBody}";
    }

    private Task Say(NetworkStream stream, string reply) => stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"), _stop.Token).AsTask();
}
