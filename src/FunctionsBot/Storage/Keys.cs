using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsBot.Storage;

/// <summary>
/// Every partition and row key is made here. Partitions follow how rows are read together; see the table beside each name
/// in <see cref="Tables"/>.
/// </summary>
public static class Keys
{
    /// <summary>Shards of sources and destinations: a shard is one partition, so a batch of its rows is one transaction. Every timer tick reads all of
    /// them and writes to each that has something due, so each more costs six transactions a tick; and one is enough for 25,000 sources, whose two
    /// rows a partition that answers 2,000 a second gives within half a minute. More would need the rows of stores in use to be moved.
    /// Source: https://learn.microsoft.com/azure/storage/tables/scalability-targets</summary>
    public const int Shards = 1;

    /// <summary>The partition of tables small enough to have one.</summary>
    public const string Only = "all";

    /// <summary>The shard of a source or destination id.</summary>
    public static string Shard(string id)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return ShardName(hash[0] % Shards);
    }

    /// <summary>All shards, for those who read them all.</summary>
    public static IEnumerable<string> AllShards => Enumerable.Range(0, Shards).Select(ShardName);

    /// <summary>The UTC day of a moment, <c>yyyyMMdd</c>.</summary>
    public static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The days from <paramref name="from"/> to <paramref name="to"/>, both included, newest first.</summary>
    public static IEnumerable<string> DaysBack(DateTimeOffset to, DateTimeOffset from)
    {
        for (var day = to.UtcDateTime.Date; day >= from.UtcDateTime.Date; day = day.AddDays(-1))
        {
            yield return day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The id of the item read from an entry: the same however often it is read.</summary>
    public static string ItemId(string sourceId, string entryKey, DateTimeOffset seen) => $"{Day(seen)}-{Hash($"{sourceId}\n{entryKey}")}";

    /// <summary>The partition of an item or story: the day in its id.</summary>
    /// <exception cref="FormatException">The id was not made by <see cref="ItemId"/>.</exception>
    public static string DayOf(string id) =>
        IsItemId(id)
            ? id[..8]
            : throw new FormatException($"\"{id}\" is not the id of an item or story.");

    /// <summary>Whether a text has the form that <see cref="ItemId"/> gives: a day, a hyphen and something more.</summary>
    public static bool IsItemId(string id) => id.Length > 9 && id[8] == '-' && id.AsSpan(0, 8).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>A moment as a row key that sorts by time, to the millisecond.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>A moment as a row key of 19 digits that sorts the newest first, to the tick.</summary>
    public static string NewestFirst(DateTimeOffset moment) => (DateTimeOffset.MaxValue.UtcTicks - moment.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The row of a story in a watchlist's matches: by time of its first match.</summary>
    public static string Match(DateTimeOffset at, string storyId) => $"{Moment(at)}-{storyId}";

    /// <summary>The row of a label: the labels of one item stand together, in order of time.</summary>
    public static string Label(string itemId, DateTimeOffset at, string by) => $"{itemId}-{Moment(at)}-{Hash(by)}";

    /// <summary>The range of an item's labels: from the first key to before the second.</summary>
    public static (string From, string Before) LabelsOf(string itemId) => ($"{itemId}-", $"{itemId}.");

    /// <summary>A day as a row key that sorts by time.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The row of an appointment in the calendar: by its last day.</summary>
    public static string Appointment(Domain.Appointment appointment) => $"{Day(appointment.LastDay)}-{appointment.Uid}";

    /// <summary>16 hexadecimal digits of SHA-256: collisions are out of reach for the 10⁸ rows this is used on : under one in 3,000 that any two of them meet.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    private static string ShardName(int shard) => shard.ToString("x2", CultureInfo.InvariantCulture);
}
