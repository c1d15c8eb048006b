using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FunctionsBot.Benchmarks;

/// <summary>An SMTP server on loopback that takes every mail, keeps none, and knows whom they were for.</summary>
internal sealed class MailSink
{
    /// <summary>Starts <see cref="Serve"/> in a process of its own.</summary>
    public const string Command = "take-mail";

    private readonly Lock gate = new();
    private readonly HashSet<string> recipients = [];
    private int mails, open, mostOpen;
    private long bytes;

    /// <summary>Writes its port, then answers each line with: mails taken, recipients, connections open at once at most, bytes of mail.</summary>
    public static async Task Serve()
    {
        var sink = new MailSink();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = sink.Accept(listener);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync() is not null)
        {
            lock (sink.gate) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sink.mails} {sink.recipients.Count} {sink.mostOpen} {sink.bytes}"));
        }
    }

    private async Task Accept(TcpListener listener)
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync();
            client.NoDelay = true;
            _ = Converse(client);
        }
    }

    private async Task Converse(TcpClient client)
    {
        using var connection = client;
        lock (gate) mostOpen = Math.Max(mostOpen, ++open);
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1, false, 32_768);
            await Say(stream, "220 loopback ESMTP\r\n");
            var to = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                var verb = line.Length < 4 ? line : line[..4].ToUpperInvariant();
                if (verb == "RCPT") to = line;
                await Say(stream, verb switch
                {
                    "EHLO" => "250-loopback\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n",
                    "DATA" => "354 Go ahead\r\n",
                    "QUIT" => "221 2.0.0 Bye\r\n",
                    _ => "250 2.0.0 Ok\r\n",
                });
                if (verb == "QUIT") return;
                if (verb == "DATA") await Take(reader, stream, to);
            }
        }
        finally
        {
            lock (gate) open--;
        }
    }

    private async Task Take(StreamReader reader, NetworkStream stream, string to)
    {
        var length = 0L;
        while (await reader.ReadLineAsync() is { } line && line != ".") length += line.Length + 2;
        int id;
        lock (gate)
        {
            id = ++mails;
            recipients.Add(to);
            bytes += length;
        }

        await Say(stream, string.Create(CultureInfo.InvariantCulture, $"250 2.0.0 Ok: queued as {id}\r\n"));
    }

    private static ValueTask Say(NetworkStream stream, string reply) => stream.WriteAsync(Encoding.Latin1.GetBytes(reply));
}
