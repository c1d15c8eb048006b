using System.Reflection;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Local;

/// <summary>The sources and watchlists a new store begins with.</summary>
internal static class Starter
{
    /// <summary>Starter sources: each address was seen in public material.</summary>
    public static IReadOnlyList<Source> Sources => Read<Source>("Starter/sources.json");

    /// <summary>Starter watchlists.</summary>
    public static IReadOnlyList<Watchlist> Watchlists => Read<Watchlist>("Starter/watchlists.json");

    /// <summary>The demo's sources.</summary>
    public static IReadOnlyList<Source> DemoSources => Read<Source>("DemoSite/sources.json");

    /// <summary>Fills a store that has no watchlists; one that has any is left as it is.</summary>
    /// <returns>Whether it was filled.</returns>
    public static async Task<bool> Fill(Tables tables, IReadOnlyList<Source> sources, CancellationToken stop)
    {
        if (await Any(tables.Watchlists, [Keys.Only], stop))
        {
            return false;
        }

        foreach (var shard in sources.GroupBy(s => Keys.Shard(s.Id)))
        {
            await tables.Sources.Table.Batch([.. shard.Select(s => new TableWrite.Upsert(tables.Sources.Row(shard.Key, s.Id, s)))], stop);
        }

        // The watchlists last: a start that dies before is begun anew, and every write above is unconditional.
        await tables.Watchlists.Table.Batch([.. Watchlists.Select(w => new TableWrite.Upsert(tables.Watchlists.Row(Keys.Only, w.Id, w)))], stop);
        return true;
    }

    private static async Task<bool> Any<T>(Rows<T> rows, IEnumerable<string> partitions, CancellationToken stop) where T : class
    {
        foreach (var partition in partitions)
        {
            await foreach (var _ in rows.Range(partition, cancel: stop))
            {
                return true;
            }
        }

        return false;
    }

    private static List<T> Read<T>(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<List<T>>(file, StoredJson.Options)!;
    }
}
