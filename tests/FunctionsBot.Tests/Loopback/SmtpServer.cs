using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace FunctionsBot.Tests.Loopback;

/// <summary>A message the server took.</summary>
internal sealed record SmtpMail(string From, IReadOnlyList<string> To, string Raw)
{
    public MimeMessage Message { get; } = MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(Raw)));
}

/// <summary>
/// An SMTP server on loopback (RFC 5321) that answers as told. A command out of order is a violation
/// that a test can assert on.
/// </summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    /// <summary>Instead of a reply: the connection breaks.</summary>
    public const string Drop = "(drop)";

    /// <summary>Instead of a reply: silence until the client goes.</summary>
    public const string Stall = "(stall)";

    /// <summary>In place of a verb: what is answered to the end of the message.</summary>
    public const string EndOfData = ".";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _replies = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private SmtpServer()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it has taken, in order.</summary>
    public ConcurrentQueue<SmtpMail> Taken { get; } = new();

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    /// <summary>What a client did that RFC 5321 forbids.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Extensions it offers.</summary>
    public IReadOnlyList<string> Offers { get; set; } = ["8BITMIME", "PIPELINING", "ENHANCEDSTATUSCODES"];

    public static SmtpServer Start() => new();

    /// <summary>Answers the next <paramref name="verb"/> with these instead of success, one each. <c>220</c> is the greeting.</summary>
    public SmtpServer On(string verb, params string[] replies)
    {
        foreach (var reply in replies)
        {
            _replies.GetOrAdd(verb, _ => new ConcurrentQueue<string>()).Enqueue(reply);
        }

        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        List<Task> sessions = [];
        try
        {
            while (true)
            {
                sessions.Add(Serve(await _listener.AcceptTcpClientAsync(_stop.Token)));
                Connections++;
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
                await new Session(this, client.GetStream(), _stop.Token).Run();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client went, or the test is over: both end a session.
                client.Close();
            }
        }
    }

    private string Reply(string verb, string usual) => _replies.TryGetValue(verb, out var told) && told.TryDequeue(out var reply) ? reply : usual;

    /// <summary>One connection.</summary>
    private sealed class Session(SmtpServer server, NetworkStream stream, CancellationToken stop)
    {
        private string? _from;
        private List<string> _to = [];
        private bool _greeted;

        public async Task Run()
        {
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await Say(server.Reply("220", "220 loopback ESMTP"));
            while (await reader.ReadLineAsync(stop) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                await Say(verb switch
                {
                    "EHLO" or "HELO" => Greet(),
                    "MAIL" => Ordered(_greeted && _from is null, line, () => Mail(line)),
                    "RCPT" => Ordered(_from is not null, line, () => Recipient(line)),
                    "DATA" => Ordered(_to.Count > 0, line, () => server.Reply("DATA", "354 Go ahead")),
                    "AUTH" => server.Reply("AUTH", "235 2.7.0 Welcome"),
                    "RSET" => Reset(),
                    "NOOP" => "250 2.0.0 Fine",
                    "QUIT" => server.Reply("QUIT", "221 2.0.0 Bye"),
                    _ => Violation($"unknown command {line}"),
                });
                if (verb == "QUIT")
                {
                    return;
                }

                if (verb == "DATA" && _to.Count > 0)
                {
                    await Message(reader);
                }
            }
        }

        private string Greet()
        {
            _greeted = true;
            return string.Join("\r\n", server.Offers.Select(o => $"250-{o}").Prepend("250-loopback").Append("250 SIZE 10485760"));
        }

        private string Mail(string line)
        {
            var reply = server.Reply("MAIL", "250 2.1.0 Ok");
            _from = reply[0] == '2' ? Path(line) : null;
            return reply;
        }

        private string Recipient(string line)
        {
            var reply = server.Reply("RCPT", "250 2.1.5 Ok");
            if (reply[0] == '2')
            {
                _to.Add(Path(line));
            }

            return reply;
        }

        private string Reset()
        {
            (_from, _to) = (null, []);
            return "250 2.0.0 Ok";
        }

        private async Task Message(StreamReader reader)
        {
            var raw = new StringBuilder();
            while (await reader.ReadLineAsync(stop) is { } line && line != ".")
            {
                raw.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }

            var reply = server.Reply(EndOfData, "250 2.0.0 Ok: queued as 7F3A");
            if (reply is Drop || reply[0] == '2')
            {
                // A drop here is the case that cannot be told from outside: taken, and the answer lost.
                server.Taken.Enqueue(new SmtpMail(_from!, _to, raw.ToString()));
            }

            Reset();
            await Say(reply);
        }

        private string Ordered(bool inOrder, string line, Func<string> reply) => inOrder ? reply() : Violation($"out of order: {line}");

        private string Violation(string what)
        {
            server.Violations.Enqueue(what);
            return "503 5.5.1 Bad sequence of commands";
        }

        private async Task Say(string reply)
        {
            if (reply == Drop)
            {
                throw new IOException("Dropped as told.");
            }

            if (reply == Stall)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }

            await stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"), stop);
        }

        private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
    }
}
