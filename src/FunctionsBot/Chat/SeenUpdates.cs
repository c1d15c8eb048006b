using System.Globalization;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Chat;

/// <summary>
/// Updates that were acted on. Telegram delivers an update again until it is acknowledged, for 24 hours at most
/// (https://core.telegram.org/bots/api#getting-updates). Numbers follow each other, so a ring of the last few thousand is enough, and nothing
/// has to be tidied up.
/// </summary>
/// <param name="tables">Where they are remembered.</param>
internal sealed class SeenUpdates(Tables tables)
{
    /// <summary>More than a bot of this kind gets in a day.</summary>
    private const int Ring = 8192;

    private const string Partition = "telegram-updates";

    /// <summary>Whether an update was acted on before.</summary>
    public async Task<bool> Contains(long id, CancellationToken cancel) =>
        await tables.Documents.Get(Partition, Row(id), cancel) is { } row && JsonSerializer.Deserialize<long>(row.Json) == id;

    /// <summary>Remembers an update, after all that it asks for is done.</summary>
    public Task Add(long id, CancellationToken cancel) =>
        tables.Documents.Upsert(new TableRow(Partition, Row(id), JsonSerializer.Serialize(id)), cancel);

    private static string Row(long id) => (Math.Abs(id % Ring)).ToString("D4", CultureInfo.InvariantCulture);
}
