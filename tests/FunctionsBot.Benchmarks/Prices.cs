namespace FunctionsBot.Benchmarks;

/// <summary>
/// List prices in US dollars, pay as you go, without tax. Prices differ between regions and years and change the sums in proportion; the Retail
/// Prices API (https://prices.azure.com/api/retail/prices) tells those of today. Where each is from stands in <see cref="CostPage"/>.
/// </summary>
internal static class Prices
{
    /// <summary>Flex Consumption, on demand, East US.</summary>
    public const double GigabyteSecond = 0.000026, FreeGigabyteSeconds = 100_000;

    public const double MillionExecutions = 0.40, FreeExecutions = 250_000;

    /// <summary>Standard, locally redundant; queues of a general purpose v2 account, which cost ten times those of v1.</summary>
    public const double TenThousandTableTransactions = 0.00036, TenThousandQueueTransactions = 0.004;

    /// <summary>Leases of blobs count as "other" operations, which the hot tier of a v2 account has at this price.</summary>
    public const double TenThousandLeaseTransactions = 0.004;

    public const double StoredGigabyteMonth = 0.045;

    public const double LogGigabyte = 2.30, FreeLogGigabytes = 5;

    public const double TenThousandSecretReads = 0.03;

    public const double AlertRule = 0.50;

    /// <summary>Euros for a dollar; the sums below a euro stay so at any rate up to one.</summary>
    public const double Euro = 0.89;
}
