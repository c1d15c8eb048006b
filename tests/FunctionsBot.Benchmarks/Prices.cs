namespace FunctionsBot.Benchmarks;

/// <summary>
/// List prices in US dollars, East US, pay as you go, as known in May 2025; an Azure price list of another region or year changes the sums in
/// proportion. Sources: https://azure.microsoft.com/pricing/details/functions/ (Flex Consumption, on demand),
/// https://azure.microsoft.com/pricing/details/storage/tables/ and /queues/ (Standard, locally redundant),
/// https://azure.microsoft.com/pricing/details/monitor/ (log alert rule evaluated every 15 minutes; logs by the gigabyte).
/// </summary>
internal static class Prices
{
    public const string Date = "May 2025";

    public const double GigabyteSecond = 0.000026, FreeGigabyteSeconds = 100_000;

    public const double MillionExecutions = 0.40, FreeExecutions = 250_000;

    public const double TenThousandTableTransactions = 0.00036, TenThousandQueueTransactions = 0.0004;

    public const double StoredGigabyteMonth = 0.045;

    public const double AlertRule = 0.50;

    /// <summary>Euros for a dollar.</summary>
    public const double Euro = 0.89;
}
