using System.Globalization;
using Azure.Storage.Queues;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Benchmarks;

/// <summary>What a piece of work takes.</summary>
/// <param name="Tables">Transactions with tables, as Azure bills them.</param>
/// <param name="Queues">Transactions with queues.</param>
/// <param name="Processor">Seconds of processor time.</param>
internal sealed record Load(double Tables, double Queues, double Processor);

/// <summary>What was counted for one number of sources.</summary>
/// <param name="Sources">How many.</param>
/// <param name="Poll">A poll that finds nothing new, with its share of the timer's run.</param>
/// <param name="Idle">One run of every timer that finds nothing due.</param>
/// <param name="Entry">Reading a new entry, up to its story and its matches.</param>
/// <param name="Delivery">Posting and delivering one message.</param>
/// <param name="BytesPerEntry">Bytes stored for an entry with its item.</param>
/// <param name="Relevant">Share of the entries read that were relevant.</param>
internal sealed record Counted(int Sources, Load Poll, Load Idle, Load Entry, Load Delivery, double BytesPerEntry, double Relevant);

/// <summary>Counts on Azurite what polls, entries and deliveries take, and writes what a month of them costs.</summary>
internal static class CostMeasure
{
    public static async Task<int> Run(string file)
    {
        List<Counted> counted = [];
        foreach (var sources in new[] { 50, 500, 5_000 })
        {
            Console.WriteLine($"{sources} sources …");
            counted.Add(await Count(sources));
        }

        var text = CostPage.Write([.. counted, counted[^1] with { Sources = 50_000 }]);
        await File.WriteAllTextAsync(file, text);
        Console.WriteLine(text);
        return 0;
    }

    private static async Task<Counted> Count(int sources)
    {
        using var azurite = new AzuriteServer();
        var connection = await azurite.NewAccount();
        var folder = Directory.CreateTempSubdirectory("functionsbot-cost-");
        using var server = Child.Start(FeedServer.Command, sources.ToString(CultureInfo.InvariantCulture), "1");
        var port = int.Parse(server.Read(), CultureInfo.InvariantCulture);
        using var bot = new PollingBot(new Settings { StorageConnection = connection, DataFolder = folder.FullName, AllowPrivateAddresses = true }, TimeSpan.Zero);
        await bot.Add(sources, port);
        await bot.Cycle();
        await Forget(bot, connection);

        bot.MakeAllDue();
        await bot.SpreadDue((sources + 2) / 3);
        var polls = await Taken(bot, () => bot.CycleInTicks(sources));
        var idle = await Taken(bot, bot.Timers);

        server.Ask("advance");
        bot.MakeAllDue();
        await bot.Cycle();
        var entries = await Taken(bot, bot.ReadArticles);
        var read = await bot.Tables.Items.Table.Scan().CountAsync();
        var relevant = await bot.Tables.Items.Table.Scan().CountAsync(row => row.Json.Contains("\"storyId\":\"", StringComparison.Ordinal));
        var bytes = await bot.Tables.Items.Table.Scan().Select(row => (double)Size(row)).SumAsync() / read
            + (await bot.Tables.Entries.Table.Scan().Select(row => (double)Size(row)).SumAsync() / await bot.Tables.Entries.Table.Scan().CountAsync());
        var subscribers = Math.Min(100, sources);
        var deliveries = await Taken(bot, () => bot.Deliver(subscribers));
        folder.Delete(recursive: true);
        return new Counted(sources, Per(polls, sources), idle, Per(entries, read), Per(deliveries, subscribers), bytes, (double)relevant / read);
    }

    /// <summary>Forgets the work of reading what the first cycle found: that it found everything at once is no part of any month.</summary>
    private static async Task Forget(PollingBot bot, string connection)
    {
        await new QueueClient(connection, Work.ProcessQueue).ClearMessagesAsync();
        foreach (var partition in (await bot.Tables.Pending.Table.Scan().ToListAsync()).GroupBy(row => row.Partition))
        {
            foreach (var part in partition.Chunk(ITable.BatchLimit))
            {
                await bot.Tables.Pending.Table.Batch([.. part.Select(row => new TableWrite.Delete(row with { Json = "" }))], default);
            }
        }
    }

    /// <summary>Bytes of a row as Azure counts them: what is stored, keys and properties of its own included.</summary>
    private static int Size(TableRow row) =>
        100 + (2 * (row.Partition.Length + row.Row.Length)) + (row.Json.Length > PackedJson.WorthPacking ? PackedJson.Pack(row.Json).Length : 2 * row.Json.Length);

    private static async Task<Load> Taken(PollingBot bot, Func<Task> work)
    {
        var before = bot.Transactions();
        var processor = Environment.CpuUsage.TotalTime;
        await work();
        var taken = bot.Transactions().ToDictionary(t => t.Key, t => (double)(t.Value - before.GetValueOrDefault(t.Key)));
        return new Load(taken.Where(t => t.Key != "queues").Sum(t => t.Value), taken["queues"], (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static Load Per(Load load, int count) => new(load.Tables / count, load.Queues / count, load.Processor / count);
}
