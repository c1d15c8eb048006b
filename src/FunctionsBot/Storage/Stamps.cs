using System.Text.Json;

namespace FunctionsBot.Storage;

/// <summary>When a feed last changed.</summary>
/// <param name="Version">Another one after every change.</param>
/// <param name="At">When that was.</param>
public sealed record Stamp(string Version, DateTimeOffset At)
{
    /// <summary>Of what never changed.</summary>
    public static Stamp None { get; } = new("0", DateTimeOffset.UnixEpoch);
}

/// <summary>
/// One small row for each feed, written whenever something in it has changed: who asks whether there is anything new is answered without
/// reading the feed. Written last, so that nobody is told "nothing new" of what is stored later.
/// </summary>
/// <param name="documents">Where they are kept.</param>
public sealed class Stamps(ITable documents)
{
    /// <summary>The stamp of all stories together.</summary>
    public const string Everything = "all";

    private const string Partition = "stamps";

    /// <summary>The stamp of a watchlist.</summary>
    public static string Watchlist(string id) => $"w-{id}";

    /// <summary>Notes that feeds have changed: one transaction for up to a hundred.</summary>
    public async Task Touch(IEnumerable<string> feeds, DateTimeOffset at, CancellationToken cancel)
    {
        var json = JsonSerializer.Serialize(new Touched(at), StoredJson.Options);
        foreach (var batch in feeds.Distinct(StringComparer.Ordinal).Chunk(ITable.BatchLimit))
        {
            await documents.Batch([.. batch.Select(feed => new TableWrite.Upsert(new TableRow(Partition, feed, json)))], cancel);
        }
    }

    /// <summary>All stamps, by feed.</summary>
    public async Task<IReadOnlyDictionary<string, Stamp>> All(CancellationToken cancel)
    {
        var stamps = new Dictionary<string, Stamp>(StringComparer.Ordinal);
        await foreach (var row in documents.Range(Partition, cancel: cancel))
        {
            stamps[row.Row] = new Stamp(row.ETag!, JsonSerializer.Deserialize<Touched>(row.Json, StoredJson.Options)!.At);
        }

        return stamps;
    }

    private sealed record Touched(DateTimeOffset At);
}
