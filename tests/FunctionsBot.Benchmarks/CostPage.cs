using System.Globalization;
using System.Text;

namespace FunctionsBot.Benchmarks;

/// <summary>The page that says what a month costs.</summary>
internal static class CostPage
{
    public static string Write(IReadOnlyList<Counted> counted)
    {
        var page = new StringBuilder();
        var rule = $"|---|{string.Concat(counted.Select(_ => "---:|"))}";
        var months = counted.Select(c => CostMonth.Of(c)).ToList();
        Line($"""
            # What a month costs

            Written by `dotnet run -c Release --project tests/FunctionsBot.Benchmarks -- cost docs/cost.md`: do not edit it by hand.

            **With 500 sources, each asked every 15 minutes, the bot costs {months[1].Sum(free: true) * Prices.Euro:F2} € a month** beyond what Azure gives for free, and about in proportion
            with more. Those sums count what the bot does; the assumptions below stand for what only the web and a real deployment can tell. It has not run in
            Azure for this page: compare it with the cost analysis of your subscription after a week.

            | a month, in € | {Head("sources")} |
            {rule}
            | executions and their time, beyond the free grant | {Months(m => m.Functions(free: true) * Prices.Euro, "F2")} |
            | storage: transactions and space | {Months(m => m.Storage * Prices.Euro, "F2")} |
            | what the host itself asks of storage while it waits, at most | {Months(_ => CostMonth.Waiting * Prices.Euro, "F2")} |
            | **together** | {Months(m => m.Sum(free: true) * Prices.Euro, "F2")} |
            | for each source | {Each(free: true)} |
            | the same where the free grant is used up by others | {Months(m => m.Sum(free: false) * Prices.Euro, "F2")} |
            | for each source | {Each(free: false)} |

            What costs most: waiting. An instance is billed while a batch of sources is being asked, though it mostly waits for them. If a batch of 100 took
            {3 * CostMonth.BatchSeconds} seconds instead of {CostMonth.BatchSeconds}, the sums would be {string.Join(", ", counted.Select(c => Number(CostMonth.Of(c, 3 * CostMonth.BatchSeconds).Sum(free: true) * Prices.Euro, "F2")))} €. A source that does not answer is asked less and less often, so that it does not hold
            up the others for long; and most sources are asked less often than every 15 minutes, at the rhythm in which they publish. With 500 sources the
            month stays below 1 € as long as a batch takes {LongestBatch(counted[1])} seconds at most.

            ## What was counted

            On Azurite, with the pipeline and the queues of the bot, as Azure bills it: each operation, each batch, each page of 1,000 rows that is read. The last
            column is not counted but takes the figures of 5,000 sources. The generated articles are nearly all relevant, which real ones are not: these are
            the dearest entries, and below each entry counts as if it were one.

            | | {Head("sources")} |
            {rule}
            | **a poll that finds nothing new**, the timer's share included: table transactions | {Cells(c => c.Poll.Tables, "F3")} |
            | queue transactions | {Cells(c => c.Poll.Queues, "F3")} |
            | processor time, ms | {Cells(c => 1000 * c.Poll.Processor, "F1")} |
            | **reading a new entry**, up to its story and its matches: table transactions | {Cells(c => c.Entry.Tables, "F1")} |
            | queue transactions | {Cells(c => c.Entry.Queues, "F1")} |
            | processor time, ms | {Cells(c => 1000 * c.Entry.Processor, "F0")} |
            | share of them that was relevant, and so joined a story | {Cells(c => c.Relevant, "P0")} |
            | **posting and delivering a message**: table transactions | {Cells(c => c.Delivery.Tables, "F1")} |
            | queue transactions | {Cells(c => c.Delivery.Queues, "F1")} |
            | processor time, ms | {Cells(c => 1000 * c.Delivery.Processor, "F0")} |
            | **each timer once, with nothing due**: table transactions | {Cells(c => c.Idle.Tables, "F0")} |
            | **bytes stored** for an entry and its item | {Cells(c => c.BytesPerEntry, "F0")} |

            Processor times are of a machine that was busy with other work, and of few calls: an order of magnitude. An instance of {CostMonth.Memory * 1024:F0} MB has a quarter of a
            processor, so they are taken four times; they count only where they are longer than the waiting that is assumed below.

            ## What a month of it is

            | | {Head("sources")} |
            {rule}
            | executions | {Months(m => m.Executions, "N0")} |
            | gigabyte-seconds | {Months(m => m.GigabyteSeconds, "N0")} |
            | table transactions | {Months(m => m.Tables, "N0")} |
            | queue transactions | {Months(m => m.Queues, "N0")} |
            | gigabytes stored after 400 days | {Months(m => m.Gigabytes, "F1")} |

            Assumed: {CostMonth.EntriesADay} new entries a source and day, {Percent(CostMonth.RelevantShare)} of them relevant, {CostMonth.Chats} chats of which each is told of {Percent(CostMonth.ChatShare)} of these, {CostMonth.Readers} readers of a
            weekly mail; a batch of up to 100 sources takes {CostMonth.BatchSeconds} s, a page {CostMonth.PageSeconds} s, everything else the one second that is billed at least; an instance works on
            {CostMonth.AtOnce} messages of a queue at once (`host.json`) and is billed for its {CostMonth.Memory * 1024:F0} MB while it has any; entries and items are kept for 400 days.

            What the host itself asks of storage is calculated as if it were never asleep: six queues looked into every 30 seconds, and the leases of four timers
            and of the host renewed at half their time. A host that sleeps between the ticks asks for less.

            """);
        Sources(page);
        return page.ToString();

        string Head(string what) => string.Join(" | ", counted.Select(c => $"{Number(c.Sources, "N0")} {what}"));
        string Each(bool free) => Cells(c => CostMonth.Of(c).Sum(free) / c.Sources * Prices.Euro, "F5");
        string Cells(Func<Counted, double> value, string format) => string.Join(" | ", counted.Select(c => Number(value(c), format)));
        string Months(Func<CostMonth, double> value, string format) => string.Join(" | ", months.Select(m => Number(value(m), format)));
        void Line(FormattableString line) => page.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whole seconds that a batch may take for a month below one euro.</summary>
    private static int LongestBatch(Counted counted) =>
        Enumerable.Range(1, 240).TakeWhile(seconds => CostMonth.Of(counted, seconds).Sum(free: true) * Prices.Euro < 1).LastOrDefault();

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace(" %", "%", StringComparison.Ordinal);

    private static string Percent(double share) => Number(share, "P0");

    /// <summary>Where each price is from.</summary>
    private static void Sources(StringBuilder page) => page.AppendLine(((FormattableString)$"""
        ## Prices

        In US dollars, without tax; {Prices.Euro:F2} € for a dollar. Azure's price pages fill in their figures with a script and could not be read for this page, so each figure is from
        somebody who copied it from there, with its date. Today's are told by the [Retail Prices API](https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices),
        with the filter that stands beside them. All stand in one place, `tests/FunctionsBot.Benchmarks/Prices.cs`.

        | | price | where it is from | filter of the API |
        |---|---:|---|---|
        | Flex Consumption, on demand, gigabyte-second | {Prices.GigabyteSecond:F6} | East US, [Modal's guide](https://modal.com/blog/azure-function-pricing-guide), 22 May 2025. Other regions differ: 0.000037 in Southeast Asia in October 2026 | `productName eq 'Flex Consumption' and meterName eq 'On Demand Execution Time'` |
        | a million executions | {Prices.MillionExecutions:F2} | the API's answer, as published by others in October 2026 | `productName eq 'Flex Consumption' and meterName eq 'On Demand Total Executions'` |
        | free a month, for the whole subscription | {Prices.FreeGigabyteSeconds:N0} GB-s, {Prices.FreeExecutions:N0} executions | the same: both meters cost nothing up to there | |
        | 10,000 table transactions | {Prices.TenThousandTableTransactions:F5} | several copies of the [price page](https://azure.microsoft.com/pricing/details/storage/tables/), 2025 and July 2026, West Europe and East US alike | `productName eq 'Tables'` |
        | 10,000 queue transactions, in a v2 account | {Prices.TenThousandQueueTransactions:F3} | a copy of the [price page](https://azure.microsoft.com/pricing/details/storage/queues/) without a date | `productName eq 'Queues v2'` |
        | 10,000 renewals of a lease | {Prices.TenThousandLeaseTransactions:F3} | "other operations" of the hot tier, the API's answer, October 2026; that leases are such: [Map each REST operation to a price](https://learn.microsoft.com/azure/storage/blobs/map-rest-apis-transaction-categories) | `productName eq 'General Block Blob v2' and meterName eq 'All Other Operations'` |
        | a gigabyte stored for a month | {Prices.StoredGigabyteMonth:F3} | as table transactions | `productName eq 'Tables'` |

        Not in the sums:

        - **Logs.** {Prices.LogGigabyte:F2} $ a gigabyte ([2026](https://monitoringcost.com/azure-monitor-cost)), but the first {Prices.FreeLogGigabytes} GB of a month are free, and the template lets no more in than 0.1 GB a day.
        - **The key vault.** {Prices.TenThousandSecretReads:F2} $ for 10,000 reads ([Microsoft Q&A](https://learn.microsoft.com/answers/questions/5608202/how-to-correctly-estimate-azure-key-vault-cost)); the app reads its secrets when it starts and once a day.
        - **The alert rule**, where `alertEmails` are given: {Prices.AlertRule:F2} $ a month for a rule that looks every 15 minutes. This price is from memory and could not be verified.
        - **Traffic** out of Azure, free up to 100 GB a month, and the mail server.
        - That an execution is billed for one second at least is what is known of Flex Consumption from its price page; it could not be read again either.
        """).ToString(CultureInfo.InvariantCulture));
}
