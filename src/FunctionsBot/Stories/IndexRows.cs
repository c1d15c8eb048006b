using System.Globalization;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>Where an item was placed: decided once, never changed by placing it again.</summary>
/// <param name="Story">The story's id.</param>
/// <param name="CopyOf">The item whose text it has; null for a text of its own.</param>
internal sealed record Membership(string Story, string? CopyOf = null);

/// <summary>Stories that have a key, the last one touched first.</summary>
/// <param name="Stories">Their ids, at most <see cref="MostStories"/>.</param>
internal sealed record Posting(IReadOnlyList<string> Stories)
{
    /// <summary>A key shared by more stories than this tells little, and the row must stay small.</summary>
    public const int MostStories = 24;

    public Posting With(string story) => new([story, .. Stories.Where(s => s != story).Take(MostStories - 1)]);
}

/// <summary>
/// Rows of the index. All stand in one partition because a placement is one batch: the item's membership, the postings of its keys and the
/// story's sketch change together or not at all, and only if nobody changed what was read. Small rows read by key: its size does not matter.
/// </summary>
internal static class IndexRows
{
    public const string Partition = Keys.Only;

    public const string Frequencies = "frequencies";

    public static string Item(string id) => "item-" + id;

    public static string Story(string id) => "story-" + id;

    /// <summary>Keys hold any characters; rows must not.</summary>
    public static string Key(string key) => "key-" + Hashing.Of(key).ToString("x16", CultureInfo.InvariantCulture);

    public static T Read<T>(TableRow row) =>
        JsonSerializer.Deserialize<T>(row.Json, StoredJson.Options) ?? throw new JsonException($"Row {row.Partition}/{row.Row} holds no {typeof(T).Name}.");

    /// <summary>Inserts what was absent, replaces what was there: fails the batch if either has changed since.</summary>
    public static TableWrite Write<T>(string row, T value, string? etag)
    {
        var written = new TableRow(Partition, row, JsonSerializer.Serialize(value, StoredJson.Options), etag);
        return etag is null ? new TableWrite.Insert(written) : new TableWrite.Replace(written);
    }
}
