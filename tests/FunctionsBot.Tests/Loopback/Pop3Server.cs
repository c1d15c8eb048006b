using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FunctionsBot.Tests.Loopback;

/// <summary>A POP3 server (RFC 1939) on loopback with one mailbox, which is emptied at the goodbye as it should be.</summary>
internal sealed class Pop3Server : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private Pop3Server()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is in the mailbox; read and changed by one connection at a time.</summary>
    public List<string> Messages { get; private set; } = [];

    public static Pop3Server Start(params string[] messages) => new() { Messages = [.. messages] };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await Serve(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }

    private async Task Serve(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        HashSet<int> deleted = [];
        await Say("+OK ready");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var words = line.Split(' ');
            var number = words.Length > 1 && int.TryParse(words[1], out var n) ? n : 0;
            switch (words[0].ToUpperInvariant())
            {
                case "CAPA":
                    await Say("+OK\r\nUSER\r\nUIDL\r\n.");
                    break;
                case "PASS":
                    await Say(words[1] == "right" ? "+OK" : "-ERR wrong password");
                    break;
                case "STAT":
                    await Say($"+OK {Messages.Count} {Messages.Sum(m => m.Length)}");
                    break;
                case "LIST":
                    await Say($"+OK\r\n{string.Concat(Messages.Select((m, i) => $"{i + 1} {m.Length}\r\n"))}.");
                    break;
                case "UIDL":
                    await Say($"+OK\r\n{string.Concat(Messages.Select((_, i) => $"{i + 1} u{i}\r\n"))}.");
                    break;
                case "RETR":
                    await Say($"+OK\r\n{Messages[number - 1].ReplaceLineEndings("\r\n")}\r\n.");
                    break;
                case "DELE":
                    deleted.Add(number - 1);
                    await Say("+OK");
                    break;
                case "QUIT":
                    Messages = [.. Messages.Where((_, i) => !deleted.Contains(i))];
                    await Say("+OK bye");
                    return;
                default:
                    await Say("+OK");
                    break;
            }
        }

        Task Say(string reply) => stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"), _stop.Token).AsTask();
    }
}
