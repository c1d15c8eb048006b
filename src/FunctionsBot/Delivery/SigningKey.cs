using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Delivery;

/// <summary>The key behind signed links and the ids of subscribers: the one that is set, else one made once and kept in the store.</summary>
/// <param name="tables">Where the key that was made is kept.</param>
/// <param name="set">The key that is set; null where none is.</param>
internal sealed class SigningKey(Tables tables, string? set)
{
    private const string Partition = "keys";
    private const string Row = "signing";

    // Links are made in code that composes mails and waits for nothing; the one read of the key is worth blocking for.
    private readonly Lazy<byte[]> _key = new(() => set is { } chosen
        ? Encoding.UTF8.GetBytes(chosen)
        : Stored(tables.Documents, CancellationToken.None).GetAwaiter().GetResult());

    /// <summary>HMAC-SHA256 (RFC 2104) of a text under a purpose, so that what was signed for one thing is worth nothing for another.</summary>
    public byte[] Sign(string purpose, string text) => HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{purpose}\n{text}"));

    private static async Task<byte[]> Stored(ITable documents, CancellationToken cancel)
    {
        if (await documents.Get(Partition, Row, cancel) is { } there)
        {
            return Read(there);
        }

        // Two instances that start together both get here; the insert of one of them fails, and both read the same row.
        var made = JsonSerializer.Serialize(new KeyDocument(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), StoredJson.Options);
        await documents.Insert(new TableRow(Partition, Row, made), cancel);
        return Read(await documents.Get(Partition, Row, cancel) ?? throw new IOException("The signing key could not be stored; check the store's permissions."));
    }

    private static byte[] Read(TableRow row) => Convert.FromBase64String(
        JsonSerializer.Deserialize<KeyDocument>(row.Json, StoredJson.Options)?.Key ?? throw new JsonException("The stored signing key is empty."));

    private sealed record KeyDocument(string Key);
}
