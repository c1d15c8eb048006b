using System.Globalization;
using System.Text;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Benchmarks;

/// <summary>What a month costs in Azure: transactions and executions are counted on Azurite, times of the network are assumed and named, prices are listed.</summary>
internal static class CostMeasure
{
    private const double DaysOfMonth = 30.44, PollsADay = 96, TicksADay = 288, QuartersADay = 96;

    /// <summary>What is assumed of the world outside, since loopback cannot tell it.</summary>
    private const double EntriesADay = 2, RelevantShare = 0.04, Readers = 200, Chats = 20, ChatShare = 0.2, BatchSeconds = 10, PageSeconds = 2;

    /// <summary>Gigabytes of an instance, and messages of a queue it works on at once (<c>host.json</c>).</summary>
    private const double Memory = 0.5, AtOnce = 12;

    public static async Task<int> Run(string file)
    {
        List<Counted> counted = [];
        foreach (var sources in new[] { 50, 500, 5_000 })
        {
            Console.WriteLine($"{sources} sources …");
            counted.Add(await Count(sources));
        }

        var text = Page([.. counted, counted[^1] with { Sources = 50_000 }]);
        await File.WriteAllTextAsync(file, text);
        Console.WriteLine(text);
        return 0;
    }

    private static async Task<Counted> Count(int sources)
    {
        using var azurite = new AzuriteServer();
        var folder = Directory.CreateTempSubdirectory("functionsbot-cost-");
        await using var server = await FeedServer.Start(sources, entries: 2);
        using var bot = new PollingBot(
            new Settings { StorageConnection = await azurite.NewAccount(), DataFolder = folder.FullName, AllowPrivateAddresses = true }, TimeSpan.Zero);
        await bot.Add(sources, server.EndPoint.Port);
        await bot.Cycle();
        await bot.ForgetArticles();

        bot.MakeAllDue();
        await bot.SpreadDue((sources + 2) / 3);
        var polls = await Taken(bot, () => bot.CycleInTicks(sources));
        var idle = await Taken(bot, () => bot.Timers());

        server.Advance();
        bot.MakeAllDue();
        await bot.Cycle();
        var entries = await Taken(bot, bot.ReadArticles);
        var read = (sources + 9) / 10;
        var subscribers = Math.Min(100, sources);
        var deliveries = await Taken(bot, () => bot.Deliver(subscribers));
        var bytes = await bot.Tables.Items.Table.Scan().Concat(bot.Tables.Entries.Table.Scan()).Select(row => (double)Size(row)).SumAsync() / (sources * 2);
        folder.Delete(recursive: true);
        return new Counted(sources, Per(polls, sources), idle, Per(entries, read), Per(deliveries, subscribers), bytes);
    }

    /// <summary>Bytes of a row as Azure counts them: what is stored, keys and properties of its own included.</summary>
    private static int Size(TableRow row) =>
        100 + (2 * (row.Partition.Length + row.Row.Length)) + (row.Json.Length > PackedJson.WorthPacking ? PackedJson.Pack(row.Json).Length : 2 * row.Json.Length);

    private static async Task<Load> Taken(PollingBot bot, Func<Task> work)
    {
        var before = bot.Transactions();
        await work();
        var taken = bot.Transactions().ToDictionary(t => t.Key, t => (double)(t.Value - before.GetValueOrDefault(t.Key)));
        return new Load(taken.Where(t => t.Key != "queues").Sum(t => t.Value), taken["queues"]);
    }

    private static Load Per(Load load, int count) => new(load.Tables / count, load.Queues / count);

    private static Month Calculate(Counted c)
    {
        var polls = c.Sources * PollsADay * DaysOfMonth;
        var entries = c.Sources * EntriesADay * DaysOfMonth;
        // Copies and reports share a story, so alerts and the stories of digests grow more slowly; counted as if they did not.
        var deliveries = (entries * RelevantShare * Chats * ChatShare) + (Readers * DaysOfMonth / 7);
        var messages = Math.Ceiling(c.Sources / 3.0 / ITable.BatchLimit);
        var ticks = TicksADay * DaysOfMonth;
        var quarters = 2 * QuartersADay * DaysOfMonth;
        var executions = ticks + quarters + (messages * ticks) + entries + deliveries;
        var seconds = ticks + quarters + (Math.Ceiling(messages / AtOnce) * ticks * BatchSeconds) + (entries * PageSeconds) + deliveries;
        var tables = (polls * c.Poll.Tables) + (entries * c.Entry.Tables) + (deliveries * (c.Delivery.Tables + 1)) + (quarters / 2 * c.Idle.Tables);
        var queues = (polls * c.Poll.Queues) + (entries * c.Entry.Queues) + (deliveries * c.Delivery.Queues);
        return new Month(executions, seconds * Memory, tables, queues, entries / DaysOfMonth * 400 * c.BytesPerEntry / 1e9);
    }

    private static string Page(IReadOnlyList<Counted> counted)
    {
        var page = new StringBuilder();
        Line($"""
            # What a month costs

            Written by `dotnet run -c Release --project tests/FunctionsBot.Benchmarks -- cost docs/cost.md`: do not edit it by hand.

            Transactions are counted as Azure bills them, on Azurite, with the pipeline and queues of the bot, every source polled every 15 minutes (in use
            most are polled less often, at their own rhythm). The last column is not counted but calculated with the figures of 5,000 sources.

            | counted | {string.Join(" | ", counted.Select(c => $"{c.Sources:N0} sources"))} |
            |---|{string.Concat(counted.Select(_ => "---:|"))}
            | table transactions of a poll that finds nothing new, the timer's share included | {Cells(c => c.Poll.Tables, "F3")} |
            | queue transactions of it | {Cells(c => c.Poll.Queues, "F3")} |
            | table transactions of reading a new entry, up to its story and its matches | {Cells(c => c.Entry.Tables, "F2")} |
            | queue transactions of it | {Cells(c => c.Entry.Queues, "F2")} |
            | table transactions of a delivery, one more for an alert included below | {Cells(c => c.Delivery.Tables, "F2")} |
            | queue transactions of it | {Cells(c => c.Delivery.Queues, "F2")} |
            | table transactions of timers that find nothing due (cycle, digests, sweep) | {Cells(c => c.Idle.Tables, "F0")} |
            | bytes stored for an entry and its item | {Cells(c => c.BytesPerEntry, "F0")} |

            Assumed, because loopback cannot tell it: {EntriesADay} new entries a source and day, {RelevantShare:P0} of them relevant, {Chats} chats of which each is told of
            {ChatShare:P0} of these, {Readers} readers of a weekly mail; a batch of up to 100 sources takes {BatchSeconds} s, a page {PageSeconds} s, everything else the one
            second that is billed at least; {AtOnce} messages of a queue at once on an instance of {Memory * 1024:F0} MB; items kept for 400 days.

            | a month | {string.Join(" | ", counted.Select(c => $"{c.Sources:N0} sources"))} |
            |---|{string.Concat(counted.Select(_ => "---:|"))}
            | executions | {Months(m => m.Executions, "N0")} |
            | gigabyte-seconds | {Months(m => m.GigabyteSeconds, "N0")} |
            | table transactions | {Months(m => m.Tables, "N0")} |
            | queue transactions | {Months(m => m.Queues, "N0")} |
            | gigabytes stored after 400 days | {Months(m => m.Gigabytes, "F1")} |
            | executions and their time, without the free grant, € | {Months(m => m.Functions(free: false), "F2")} |
            | the same beyond the free grant, € | {Months(m => m.Functions(free: true), "F2")} |
            | storage: transactions and space, € | {Months(m => m.Storage, "F2")} |
            | **together, beyond the free grant, €** | {Months(m => m.Functions(free: true) + m.Storage, "F2")} |
            | the same for each source, € | {Cells(c => (Calculate(c).Functions(free: true) + Calculate(c).Storage) / c.Sources, "F5")} |
            | the same for each source, without the free grant, € | {Cells(c => (Calculate(c).Functions(free: false) + Calculate(c).Storage) / c.Sources, "F5")} |

            Prices: {Prices.GigabyteSecond:F6} $ a gigabyte-second ({Prices.FreeGigabyteSeconds:N0} free), {Prices.MillionExecutions:F2} $ a million executions ({Prices.FreeExecutions:N0} free),
            {Prices.TenThousandTableTransactions:F5} $ for 10,000 table and {Prices.TenThousandQueueTransactions:F4} $ for 10,000 queue transactions, {Prices.StoredGigabyteMonth:F3} $ a gigabyte and month: list
            prices of East US, {Prices.Date}, from the price pages of Azure Functions (Flex Consumption, on demand), Table Storage and Queue Storage; {Prices.Euro:F2} € for a dollar.
            They stand in one place, `tests/FunctionsBot.Benchmarks/Prices.cs`. Not in the sums: the host's own locks and looks into empty queues, which only a real
            deployment shows; logs, which are free up to 5 GB a month and capped by the template well below that; the alert rule, {Prices.AlertRule:F2} $, where alerts are asked for.
            """);
        return page.ToString();

        string Cells(Func<Counted, double> value, string format) => string.Join(" | ", counted.Select(c => value(c).ToString(format, CultureInfo.InvariantCulture)));
        string Months(Func<Month, double> value, string format) => Cells(c => value(Calculate(c)), format);
        void Line(FormattableString line) => page.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private sealed record Load(double Tables, double Queues);

    private sealed record Counted(int Sources, Load Poll, Load Idle, Load Entry, Load Delivery, double BytesPerEntry);

    private sealed record Month(double Executions, double GigabyteSeconds, double Tables, double Queues, double Gigabytes)
    {
        public double Storage => Prices.Euro * (
            (Tables / 10_000 * Prices.TenThousandTableTransactions) + (Queues / 10_000 * Prices.TenThousandQueueTransactions) + (Gigabytes * Prices.StoredGigabyteMonth));

        public double Functions(bool free) => Prices.Euro * (
            (Math.Max(0, GigabyteSeconds - (free ? Prices.FreeGigabyteSeconds : 0)) * Prices.GigabyteSecond)
            + (Math.Max(0, Executions - (free ? Prices.FreeExecutions : 0)) / 1e6 * Prices.MillionExecutions));
    }
}
