using System.Globalization;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// Table transactions, as Azure bills them, of polls that find nothing new, and of new entries up to the stored item. Nothing is left out: what
/// belongs to neither (placing relevant items in stories, matching, queues) stands in lines of its own.
/// </summary>
internal static class StorageCount
{
    /// <summary>What an entry needs from its listing to its item; all else is about stories and who is told of them.</summary>
    private static readonly string[] UpToItem = ["sources", "sourcestates", "entries", "pending", "items"];

    /// <summary>Counts on SQLite and, where it can be had, on Azurite.</summary>
    /// <returns>1 where one of the two could not be counted.</returns>
    public static async Task<int> Run(int sources)
    {
        var folder = Directory.CreateTempSubdirectory("functionsbot-count-");
        try
        {
            await Count("SQLite", new Settings { DataFolder = folder.FullName, AllowPrivateAddresses = true }, sources);
            using var azurite = new AzuriteServer();
            await Count("Azurite", new Settings { StorageConnection = await azurite.NewAccount(), DataFolder = folder.FullName, AllowPrivateAddresses = true }, sources);
            return 0;
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine($"Only SQLite was counted. {e.Message}");
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Count(string store, Settings settings, int sources)
    {
        await using var server = await FeedServer.Start(sources, entries: 2);
        using var bot = new PollingBot(settings, TimeSpan.Zero);
        await bot.Add(sources, server.EndPoint.Port);
        await bot.Cycle();

        var unchanged = await Taken(bot, async () =>
        {
            bot.MakeAllDue();
            await bot.Cycle();
        });
        Print($"{store}, {sources} sources, all due at once, nothing new: {Sum(unchanged, UpToItem) / (double)sources:F3} table transactions per source and poll ({Text(unchanged)})");

        bot.MakeAllDue();
        await bot.SpreadDue(sources / 12);
        var spread = await Taken(bot, () => bot.CycleInTicks(sources));
        Print($"{store}, {sources} sources, a twelfth due at each tick of the timer, nothing new: {Sum(spread, UpToItem) / (double)sources:F3} ({Text(spread)})");

        // What the first polls found is history; it is not read, so that only the new entries of one step are counted.
        await bot.ForgetArticles();
        server.Advance();
        bot.MakeAllDue();
        var entries = (sources + 9) / 10;
        var found = await Taken(bot, async () =>
        {
            await bot.Cycle();
            await bot.ReadArticles();
        });
        var polls = Sum(unchanged, UpToItem) / (double)sources * (sources - entries);
        Print($"{store}, {entries} new entries, polls of {sources - entries} unchanged sources taken off: {(Sum(found, UpToItem) - polls) / entries:F2} table transactions per entry up to its item ({Text(found)})");
        Print($"{store}, beside these: {Sum(found, [.. found.Keys.Except(UpToItem).Where(k => k != "queues")]) / (double)entries:F2} table transactions per entry to place the relevant ones in stories and match them; {found.GetValueOrDefault("queues") / (double)entries:F2} queue transactions\n");
    }

    private static async Task<Dictionary<string, long>> Taken(PollingBot bot, Func<Task> work)
    {
        var before = bot.Transactions();
        await work();
        return bot.Transactions().ToDictionary(t => t.Key, t => t.Value - before.GetValueOrDefault(t.Key));
    }

    private static long Sum(Dictionary<string, long> counts, IEnumerable<string> tables) => tables.Sum(counts.GetValueOrDefault);

    private static string Text(Dictionary<string, long> counts) => string.Join(", ", counts.Where(c => c.Value > 0).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
