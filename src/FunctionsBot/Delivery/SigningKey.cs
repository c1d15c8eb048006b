using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Delivery;

/// <summary>
/// The keys behind signed links and the ids of subscribers. What is set comes first, then what the store has; where neither is, a key is made
/// once and kept in the store. The newest key signs, every one of them is accepted: a link works as long as the mail that holds it, whatever
/// was rotated since.
/// </summary>
/// <param name="tables">Where the keys that were made are kept.</param>
/// <param name="set">The keys that are set, separated by blanks, the newest first; null where none is.</param>
internal sealed class SigningKey(Tables tables, string? set)
{
    private const string Partition = "keys";
    private const string Row = "signing";

    /// <summary>Bytes of a key's id within what it signed.</summary>
    private const int IdLength = 4;

    // Links are made in code that composes mails and waits for nothing; the one read of the keys is worth blocking for.
    private readonly Lazy<IReadOnlyList<byte[]>> _keys = new(() =>
        [.. (set?.Split(' ') ?? []).Select(Encoding.UTF8.GetBytes), .. Stored(tables.Documents, make: set is null, CancellationToken.None).GetAwaiter().GetResult()]);

    /// <summary>
    /// HMAC-SHA256 (RFC 2104) of a text under a purpose, so that what was signed for one thing is worth nothing for another. By the oldest key:
    /// for what must stay the same for ever, such as an id made of an address; <see cref="Proof"/> is for links.
    /// </summary>
    public byte[] Sign(string purpose, string text) => Sign(_keys.Value[^1], purpose, text);

    /// <summary>A proof that the bot wrote this: the id of the newest key and its signature.</summary>
    public byte[] Proof(string purpose, string text) => [.. Id(_keys.Value[0]), .. Sign(_keys.Value[0], purpose, text)];

    /// <summary>Whether one of the keys made the proof; those without a key's id, from before keys had one, included. In constant time for each key.</summary>
    public bool Accepts(string purpose, string text, ReadOnlySpan<byte> proof)
    {
        var accepted = false;
        foreach (var key in _keys.Value)
        {
            var signature = Sign(key, purpose, text);
            accepted |= CryptographicOperations.FixedTimeEquals((byte[])[.. Id(key), .. signature], proof) | CryptographicOperations.FixedTimeEquals(signature, proof);
        }

        return accepted;
    }

    /// <summary>Makes a new key in the store, which signs from the next start of each host; those before are still accepted.</summary>
    /// <returns>How many keys there are now.</returns>
    public static async Task<int> Rotate(Tables tables, CancellationToken cancel)
    {
        while (true)
        {
            await Stored(tables.Documents, make: true, cancel);
            var row = await tables.Documents.Get(Partition, Row, cancel) ?? throw NotStored();
            var known = Read(row);
            var next = new KeyDocument(New(), [known.Key, .. known.Former ?? []]);
            if (await tables.Documents.Replace(row with { Json = JsonSerializer.Serialize(next, StoredJson.Options) }, cancel) is not null)
            {
                return next.Former!.Count + 1;
            }
        }
    }

    private static async Task<IReadOnlyList<byte[]>> Stored(ITable documents, bool make, CancellationToken cancel)
    {
        if (make && await documents.Get(Partition, Row, cancel) is null)
        {
            // Two instances that start together both get here; the insert of one of them fails, and both read the same row.
            await documents.Insert(new TableRow(Partition, Row, JsonSerializer.Serialize(new KeyDocument(New()), StoredJson.Options)), cancel);
        }

        return await documents.Get(Partition, Row, cancel) is { } row ? [.. Read(row).All.Select(Convert.FromBase64String)]
            : make ? throw NotStored()
            : [];
    }

    private static byte[] Sign(byte[] key, string purpose, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{text}"));

    private static byte[] Id(byte[] key) => SHA256.HashData([.. "id\n"u8, .. key])[..IdLength];

    private static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static KeyDocument Read(TableRow row) =>
        JsonSerializer.Deserialize<KeyDocument>(row.Json, StoredJson.Options) is { Key: not null } document ? document : throw new JsonException("The stored signing key is empty.");

    private static IOException NotStored() => new("The signing key could not be stored; check the store's permissions.");

    private sealed record KeyDocument(string Key, IReadOnlyList<string>? Former = null)
    {
        public IEnumerable<string> All => [Key, .. Former ?? []];
    }
}
