using System.Diagnostics;
using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// The morning on which every subscriber's weekly digest is due: composing them, then sending them over four SMTP connections to a server that
/// is a process of its own. All that the bot does is in it, on a SQLite store in a folder of the system's temporary ones.
/// </summary>
internal static class MailThroughput
{
    /// <summary>Mails a second that sending must reach.</summary>
    private const double Wanted = 300;

    private const int Connections = 4;

    /// <summary>Messages worked on at once, as in both hosts.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Measures with so many subscribers.</summary>
    /// <returns>1 where sending is slower than wanted, or a mail was not taken once.</returns>
    public static async Task<int> Run(int subscribers)
    {
        var folder = Directory.CreateTempSubdirectory("functionsbot-mail-");
        try
        {
            using var sink = Child.Start(MailSink.Command);
            await using var services = Bot(folder.FullName, int.Parse(sink.Read(), CultureInfo.InvariantCulture));
            var (pipeline, queues) = (services.GetRequiredService<Pipeline>(), services.GetRequiredService<WorkQueues>());
            await Fill(services.GetRequiredService<Tables>(), subscribers);

            var (due, composing, composingCpu) = await Timed(async () =>
            {
                await pipeline.SendDueDigests(default);
                return await Work(queues.Process, pipeline.Process);
            });
            Print($"{due} weekly digests composed in {composing.TotalSeconds:F1} s: {due / composing.TotalSeconds:F0} a second, {composingCpu.TotalMilliseconds / due:F1} ms of a processor each (matches, stories and coverage read, rendered as text and HTML, stories marked as told, message and outbox row stored, queued)");

            var (sent, sending, sendingCpu) = await Timed(() => Work(queues.Deliver, pipeline.Deliver));
            var (mails, recipients, connections, bytes) = Taken(sink);
            var rate = sent / sending.TotalSeconds;
            Print($"{sent} mails sent over {connections} connections in {sending.TotalSeconds:F1} s: {rate:F0} a second, {sendingCpu.TotalMilliseconds / Math.Max(1, sent):F1} ms of a processor each and {sink.Processor.TotalMilliseconds / Math.Max(1, sent):F1} ms of the server's, {bytes / 1000.0 / Math.Max(1, mails):F0} KB each (taken from the queue, row claimed, message read, MIME built, sent, answer marked, counted, work closed)");
            Print($"the server took {mails} mails for {recipients} recipients; {Environment.ProcessorCount} processors");
            return rate >= Wanted && mails == subscribers && recipients == subscribers && connections <= Connections ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServiceProvider Bot(string folder, int port)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddBot(new Settings
        {
            DataFolder = folder,
            SmtpHost = "127.0.0.1",
            SmtpPort = port,
            SmtpConnections = Connections,
            MailFrom = "Policy monitor <news@monitor.example>",
            SiteUrl = new Uri("https://monitor.example/"),
        });
        return collection.BuildServiceProvider();
    }

    /// <summary>Ninety days of stories, some sixty in the last week, and subscribers who follow two of the watchlists each.</summary>
    private static async Task Fill(Tables tables, int subscribers)
    {
        var now = TimeProvider.System.GetUtcNow();
        await new GeneratedStore(tables, now).Fill(5400);
        var readers = Enumerable.Range(0, subscribers).Select(n => new Destination(
            string.Create(CultureInfo.InvariantCulture, $"mail-{n:00000}"),
            ChannelKind.Email,
            string.Create(CultureInfo.InvariantCulture, $"reader{n:00000}@reader.example"),
            n % 2 == 0 ? "fr" : "en",
            "Europe/Paris",
            new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 30)))
        {
            Created = now.AddDays(-7),
            DigestedUntil = now.AddDays(-7),
            NextDigest = now.AddMinutes(-1),
        }).ToList();
        foreach (var reader in readers)
        {
            var n = int.Parse(reader.Id[5..], CultureInfo.InvariantCulture);
            await tables.Follows.Set(new Follow($"watchlist-{1 + (n % 19)}", reader.Id, Cadence.Digest), default);
            await tables.Follows.Set(new Follow($"watchlist-{1 + ((n + 7) % 19)}", reader.Id, Cadence.Digest), default);
        }

        foreach (var shard in readers.GroupBy(r => Keys.Shard(r.Id)))
        {
            foreach (var part in shard.Chunk(ITable.BatchLimit))
            {
                await tables.Destinations.Table.Batch([.. part.Select(r => new TableWrite.Upsert(tables.Destinations.Row(shard.Key, r.Id, r)))], default);
            }
        }
    }

    private static async Task<int> Work(IWorkQueue queue, Func<string, CancellationToken, Task> work)
    {
        var count = 0;
        while (await queue.Take(AtOnce, Lease, default) is { Count: > 0 } messages)
        {
            // Each on a thread of its own, as the Functions host does it: SQLite answers without ever letting one go.
            await Task.WhenAll(messages.Select(message => Task.Run(async () =>
            {
                await work(message.Text, default);
                await queue.Complete(message, default);
            })));
            count += messages.Count;
        }

        return count;
    }

    private static async Task<(int Count, TimeSpan Time, TimeSpan Processor)> Timed(Func<Task<int>> work)
    {
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var count = await work();
        return (count, watch.Elapsed, Environment.CpuUsage.TotalTime - before);
    }

    private static (int Mails, int Recipients, int Connections, long Bytes) Taken(Child sink)
    {
        var counts = sink.Ask("counts").Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToList();
        return ((int)counts[0], (int)counts[1], (int)counts[2], counts[3]);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
