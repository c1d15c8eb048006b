using System.Globalization;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>Where an item was placed: decided once, never changed by placing it again.</summary>
/// <param name="Story">The story's id.</param>
/// <param name="CopyOf">The item whose text it has; null for a text of its own.</param>
internal sealed record Membership(string Story, string? CopyOf = null);

/// <summary>
/// Rows of the index. All stand in one partition because a placement is one batch: the item's membership, its keys and the story's sketch
/// change together or not at all, and only if nobody changed what was read.
///
/// A key has a guard row, whose version tells whether anybody has written that key, and after it one row for each story that has the key,
/// the latest story first; one short range reads them all.
/// </summary>
internal static class IndexRows
{
    public const string Partition = Keys.Only;

    public const string Frequencies = "frequencies";

    public static string Item(string id) => "item-" + id;

    public static string Story(string id) => "story-" + id;

    /// <summary>The guard of a key. Keys hold any characters; rows must not.</summary>
    public static string Guard(string key) => "key-" + Hashing.Of(key).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The row of a story that has the key.</summary>
    public static string Posting(string guard, string story) =>
        string.Create(CultureInfo.InvariantCulture, $"{guard}-{99999999 - int.Parse(Keys.DayOf(story), CultureInfo.InvariantCulture):00000000}-{story}");

    /// <summary>The story of such a row; null for the guard itself.</summary>
    public static string? StoryOf(string guard, string row) => row.Length > guard.Length ? row[(guard.Length + 10)..] : null;

    /// <summary>Comes after all rows of a key: ';' follows the digits and '-' precedes them.</summary>
    public static string End(string guard) => guard + ";";

    /// <summary>A row that says all it has to say by being there.</summary>
    public static TableRow Mark(string row, string? etag = null) => new(Partition, row, "{}", etag);

    public static T Read<T>(TableRow row) =>
        JsonSerializer.Deserialize<T>(row.Json, StoredJson.Options) ?? throw new JsonException($"Row {row.Partition}/{row.Row} holds no {typeof(T).Name}.");

    /// <summary>Inserts what was absent, replaces what was there: fails the batch if either has changed since.</summary>
    public static TableWrite Write<T>(string row, T value, string? etag)
    {
        var written = new TableRow(Partition, row, JsonSerializer.Serialize(value, StoredJson.Options), etag);
        return etag is null ? new TableWrite.Insert(written) : new TableWrite.Replace(written);
    }
}
