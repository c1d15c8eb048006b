using FunctionsBot.Storage;

namespace FunctionsBot.Benchmarks;

/// <summary>A month of a bot with so many sources, each polled every 15 minutes.</summary>
/// <param name="Executions">Of all functions.</param>
/// <param name="GigabyteSeconds">Billed for them.</param>
/// <param name="Tables">Transactions with tables.</param>
/// <param name="Queues">Transactions with queues.</param>
/// <param name="Gigabytes">Stored after 400 days.</param>
internal sealed record CostMonth(double Executions, double GigabyteSeconds, double Tables, double Queues, double Gigabytes)
{
    private const double DaysOfMonth = 30.44, PollsADay = 96, TicksADay = 288, QuartersADay = 96;

    /// <summary>What is assumed of the world outside, since loopback cannot tell it.</summary>
    public const double EntriesADay = 2, RelevantShare = 0.04, Readers = 200, Chats = 20, ChatShare = 0.2, PageSeconds = 2;

    /// <summary>Seconds that a batch of up to 100 sources takes, for the network and for the slowest of them.</summary>
    public const double BatchSeconds = 10;

    /// <summary>Gigabytes and processors of an instance, and messages of a queue it works on at once (<c>host.json</c>).</summary>
    public const double Memory = 0.5, Processors = 0.25, AtOnce = 12;

    /// <summary>Looks into an empty queue: six queues, twice a minute (<c>host.json</c>), if the host is never asleep.</summary>
    private const double IdleLooksADay = 6 * 2 * 1440;

    /// <summary>Renewals of leases: four timers every 30 seconds (<c>host.json</c>: half of a minute), the host's own every 7.5, if it is never asleep.</summary>
    private const double LeasesADay = (4 * 2 * 1440) + (8 * 1440);

    /// <summary>Dollars for what the host itself does while it waits.</summary>
    public static double Waiting =>
        DaysOfMonth / 10_000 * ((IdleLooksADay * Prices.TenThousandQueueTransactions) + (LeasesADay * Prices.TenThousandLeaseTransactions));

    /// <summary>Dollars for transactions and space.</summary>
    public double Storage =>
        (Tables / 10_000 * Prices.TenThousandTableTransactions) + (Queues / 10_000 * Prices.TenThousandQueueTransactions) + (Gigabytes * Prices.StoredGigabyteMonth);

    /// <summary>Dollars for executions and their time.</summary>
    /// <param name="free">Beyond the free grant of a subscription.</param>
    public double Functions(bool free) =>
        (Math.Max(0, GigabyteSeconds - (free ? Prices.FreeGigabyteSeconds : 0)) * Prices.GigabyteSecond)
        + (Math.Max(0, Executions - (free ? Prices.FreeExecutions : 0)) / 1e6 * Prices.MillionExecutions);

    /// <summary>Dollars together.</summary>
    public double Sum(bool free) => Functions(free) + Storage + Waiting;

    /// <param name="c">What was counted.</param>
    /// <param name="batchSeconds">Seconds that a batch of up to 100 sources takes.</param>
    public static CostMonth Of(Counted c, double batchSeconds = BatchSeconds)
    {
        var ticks = TicksADay * DaysOfMonth;
        var polls = c.Sources * PollsADay * DaysOfMonth;
        var entries = c.Sources * EntriesADay * DaysOfMonth;
        // Copies and reports share a story, so alerts and the stories of digests grow more slowly; counted as if they did not.
        var deliveries = (entries * RelevantShare * Chats * ChatShare) + (Readers * DaysOfMonth / 7);
        var messages = Math.Ceiling(c.Sources / 3.0 / ITable.BatchLimit);
        var timers = ticks + (2 * QuartersADay * DaysOfMonth) + DaysOfMonth;

        // An instance is billed while it works, however many messages it has in hand: what arrives with one tick is worked off in rounds.
        var pollRounds = Math.Ceiling(messages / AtOnce);
        var pollSeconds = Math.Max(pollRounds * batchSeconds, c.Sources / 3.0 * c.Poll.Processor / Processors);
        var found = entries / ticks;
        var readSeconds = Math.Max(found < 1 ? found * PageSeconds : Math.Ceiling(found / AtOnce) * PageSeconds, found * c.Entry.Processor / Processors);
        var seconds = timers + (ticks * (pollSeconds + readSeconds)) + deliveries;

        return new CostMonth(
            timers + (messages * ticks) + entries + deliveries,
            seconds * Memory,
            (polls * c.Poll.Tables) + (entries * c.Entry.Tables) + (deliveries * (c.Delivery.Tables + 1)) + (QuartersADay * DaysOfMonth * c.Idle.Tables),
            (polls * c.Poll.Queues) + (entries * c.Entry.Queues) + (deliveries * c.Delivery.Queues),
            entries / DaysOfMonth * 400 * c.BytesPerEntry / 1e9);
    }
}
