using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>Where an item was placed: decided once, never changed by placing it again; only an admin changes it.</summary>
/// <param name="Story">The story's id.</param>
/// <param name="CopyOf">The item whose text it has; null for a text of its own.</param>
internal sealed record Membership(string Story, string? CopyOf = null)
{
    /// <summary>The story of whose matter this one is a later stage; only where the item founded it.</summary>
    public string? Follows { get; init; }

    /// <summary>The keys by which the story can be found through this item.</summary>
    public IReadOnlyList<ulong> Keys { get; init; } = [];

    /// <summary>Stories that had been founded in all when it was looked for; see <see cref="Founders"/>.</summary>
    public long Seen { get; init; }

    /// <summary>An admin has put it here.</summary>
    public bool ByAdmin { get; init; }
}

/// <summary>What the index tells of a story.</summary>
/// <param name="Story">The story.</param>
/// <param name="Signature">The heaviest terms of the item that wrote it.</param>
internal sealed record Posting(string Story, IReadOnlyList<WeightedTerm> Signature);

/// <summary>A posting's signature as it is stored: 64-bit terms and 32-bit weights.</summary>
internal sealed record StoredSignature(byte[] Terms, byte[] Weights);

/// <summary>
/// Rows of the index. Each key is a partition, with one row for each story that has the key, the latest story first, so that one short range
/// reads what matters of it. Each item's membership is a partition too. No partition grows with the number of items, but those of the
/// commonest keys, of which only the beginning is read.
/// </summary>
internal static class IndexRows
{
    public const string Founders = "founders";

    public const string Frequencies = "frequencies";

    /// <summary>The row of an item's membership, in the item's own partition.</summary>
    public const string Placed = "placed";

    /// <summary>Sorts before every posting, and after the rows that each key had beside them until founders were kept in one row.</summary>
    public const string FirstPosting = "0";

    private const int LatestDay = 99999999;

    /// <summary>A day and a dash precede the story's id.</summary>
    private const int StoryAt = 9;

    public static string Key(ulong key) => "key-" + key.ToString("x16", CultureInfo.InvariantCulture);

    public static string Item(string id) => "item-" + id;

    public static TableRow Write(ulong key, Posting posting) =>
        new(Key(key), PostingRow(posting.Story), JsonSerializer.Serialize(Signature(posting), StoredJson.Options));

    public static Posting ReadPosting(TableRow row) => ReadPosting(row.Row[StoryAt..], Read<StoredSignature>(row));

    public static Posting ReadPosting(string story, StoredSignature signature)
    {
        var terms = MemoryMarshal.Cast<byte, ulong>(signature.Terms);
        var weights = MemoryMarshal.Cast<byte, float>(signature.Weights);
        var list = new WeightedTerm[Math.Min(terms.Length, weights.Length)];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = new WeightedTerm(new TermKey(terms[i]), weights[i]);
        }

        return new Posting(story, list);
    }

    public static StoredSignature Signature(Posting posting)
    {
        Span<ulong> terms = stackalloc ulong[posting.Signature.Count];
        Span<float> weights = stackalloc float[posting.Signature.Count];
        for (var i = 0; i < terms.Length; i++)
        {
            (terms[i], weights[i]) = (posting.Signature[i].Key.Value, posting.Signature[i].Weight);
        }

        return new StoredSignature(MemoryMarshal.AsBytes(terms).ToArray(), MemoryMarshal.AsBytes(weights).ToArray());
    }

    /// <summary>The UTC day of the story or item that a row tells of, the latest if it tells of several; null for what is of no day.</summary>
    public static string? DayOf(TableRow row) =>
        row.Partition.StartsWith("item-", StringComparison.Ordinal) ? row.Partition.AsSpan(5) is { Length: > 8 } id ? id[..8].ToString() : null
        : row.Partition.StartsWith("key-", StringComparison.Ordinal) && row.Row.Length > StoryAt + 8 ? row.Row[StoryAt..(StoryAt + 8)]
        : row.Row == Founders ? Stories.Founders.LatestDay(row)
        : null;

    public static TableRow MembershipRow(string itemId, Membership membership, string? etag = null) =>
        new(Item(itemId), Placed, JsonSerializer.Serialize(membership, StoredJson.Options), etag);

    public static T Read<T>(TableRow row) =>
        JsonSerializer.Deserialize<T>(row.Json, StoredJson.Options) ?? throw new JsonException($"Row {row.Partition}/{row.Row} holds no {typeof(T).Name}.");

    private static string PostingRow(string story) =>
        string.Create(CultureInfo.InvariantCulture, $"{LatestDay - int.Parse(Keys.DayOf(story), CultureInfo.InvariantCulture):00000000}-{story}");
}
