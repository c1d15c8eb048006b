using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Storage;

/// <summary>Telegram chats as destinations. A group that moves to another chat id keeps its destination, and with it what it was told.</summary>
public static class Chats
{
    /// <summary>Documents by the id that a chat's new address would give: the destination that it is.</summary>
    internal const string Moves = "moved-chats";

    /// <summary>The destination id of a chat id or <c>chat/topic</c>.</summary>
    public static string Id(string address) =>
        "telegram-" + address.Replace("-", "n", StringComparison.Ordinal).Replace("/", "-t", StringComparison.Ordinal);

    /// <summary>The destination that a chat or topic is; null if there is none. One that moved here is found under the id it had before.</summary>
    public static async Task<Versioned<Destination>?> Find(this Tables tables, string address, CancellationToken cancel)
    {
        var id = Id(address);
        var found = await tables.Destinations.Get(Keys.Shard(id), id, cancel);
        if (found is { Value.IsWaiting: false })
        {
            return found;
        }

        return await tables.Documents.Get(Moves, id, cancel) is { } move && JsonSerializer.Deserialize<string>(move.Json) is { } before
            ? await tables.Destinations.Get(Keys.Shard(before), before, cancel) ?? found
            : found;
    }

    /// <summary>Notes that a destination is reached under another address from now on.</summary>
    public static Task Moved(this Tables tables, string destinationId, string address, CancellationToken cancel) =>
        tables.Documents.Upsert(new TableRow(Moves, Id(address), JsonSerializer.Serialize(destinationId)), cancel);

    /// <summary>Changes a destination, however often others change it meanwhile. The change is made again on what they left.</summary>
    /// <returns>It as it is stored; null if it was deleted.</returns>
    public static async Task<Destination?> Change(this Tables tables, string destinationId, Func<Destination, Destination> change, CancellationToken cancel)
    {
        while (await tables.Destinations.Get(Keys.Shard(destinationId), destinationId, cancel) is { } read)
        {
            var changed = change(read.Value);
            if (changed == read.Value || await tables.Destinations.Replace(read, changed, cancel) is not null)
            {
                return changed;
            }
        }

        return null;
    }
}
