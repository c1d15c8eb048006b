using System.IO.Compression;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Migrations;

/// <summary>
/// A store as the release before schema versions left it: the demo was run once with that release, and its file is kept here. Sources and
/// destinations stand in four partitions, the index of stories in one.
/// </summary>
internal static class PreviousRelease
{
    public static readonly DateTimeOffset Later = new(2026, 3, 18, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Names =
    [
        "sources", "sourcestates", "entries", "items", "stories", "fingerprints", "watchlists", "followers", "follows", "matches",
        "destinations", "deliveries", "messages", "told", "pending", "poison", "documents",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Puts the file into a data folder.</summary>
    public static async Task Unpack(string folder)
    {
        Directory.CreateDirectory(folder);
        await using var packed = new GZipStream(
            File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Migrations", "previous-release.db.gz")), CompressionMode.Decompress);
        await using var file = File.Create(Path.Combine(folder, SqliteStore.FileName));
        await packed.CopyToAsync(file, Stop);
    }

    /// <summary>Every row of it, by table.</summary>
    public static async Task<IReadOnlyDictionary<string, List<TableRow>>> Rows()
    {
        var folder = Directory.CreateTempSubdirectory("functionsbot-previous-");
        try
        {
            await Unpack(folder.FullName);
            using var store = new SqliteStore(folder.FullName, TimeProvider.System);
            var rows = new Dictionary<string, List<TableRow>>();
            foreach (var name in Names)
            {
                rows[name] = await store.Table(name).Scan(cancel: Stop).ToListAsync(Stop);
            }

            return rows;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The same in memory.</summary>
    public static async Task<(Tables Tables, Dictionary<string, MemoryTable> Opened)> InMemory(IReadOnlyDictionary<string, List<TableRow>> rows)
    {
        var tables = MemoryTable.Open(out var opened);
        foreach (var (name, stored) in rows)
        {
            foreach (var row in stored)
            {
                await opened[name].Insert(row with { ETag = null }, Stop);
            }
        }

        return (tables, opened);
    }

    /// <summary>A relevant item's text, as another newsroom prints it the next day under a title of its own.</summary>
    public static ReadItem Copy(ReadItem item) => item with
    {
        Id = Keys.ItemId("evening-paper", item.Id, Later),
        SourceId = "evening-paper",
        SourceName = "Evening paper",
        EntryKey = item.Id,
        Seen = Later,
        StoryId = null,
        Item = item.Item with
        {
            Link = new Uri($"http://evening.example/{item.Id}"),
            Canonical = null,
            Site = "Evening paper",
            Title = "What we read yesterday",
            Published = Later,
        },
    };
}
