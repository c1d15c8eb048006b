using System.Text;

namespace FunctionsBot.Storage;

/// <summary>
/// What both stores refuse, so that nothing works on one and fails on the other. Breaking a limit of keys or batches is a mistake
/// of the caller (<see cref="ArgumentException"/>); a document that grew too large is a <see cref="StoreException"/>.
/// Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
/// </summary>
internal static class TableLimits
{
    /// <summary>Characters of a key: the service allows 1 KiB of UTF-16.</summary>
    public const int KeyLength = 512;

    /// <summary>Characters of a document.</summary>
    public const int JsonLength = 4_000_000;

    /// <summary>Bytes of a document as stored: leaves room for keys and property names in the 1 MiB of an entity.</summary>
    public const int StoredBytes = 900 * 1024;

    /// <summary>Bytes of a batch as stored: in base64 and with its headers it stays under the 4 MiB of a request.</summary>
    public const int BatchBytes = 2 * 1024 * 1024;

    /// <summary>Table names: 3 to 63 lower-case letters and digits, a letter first.</summary>
    public static void CheckName(string name)
    {
        if (name is not { Length: >= 3 and <= 63 } || !char.IsAsciiLetterLower(name[0])
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
        {
            throw new ArgumentException($"\"{name}\" is no table name: 3 to 63 lower-case letters and digits, a letter first.", nameof(name));
        }
    }

    public static void CheckKey(string key, string parameter)
    {
        ArgumentNullException.ThrowIfNull(key, parameter);
        if (key.Length is 0 or > KeyLength)
        {
            throw new ArgumentException($"A key has 1 to {KeyLength} characters; this one has {key.Length}.", parameter);
        }

        for (var i = 0; i < key.Length; i++)
        {
            var c = key[i];
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
            {
                throw new ArgumentException($"A key must not hold / \\ # ? or control characters; this one has U+{(int)c:X4} at {i}.", parameter);
            }

            if (char.IsSurrogate(c) && !(i + 1 < key.Length && char.IsSurrogatePair(c, key[++i])))
            {
                throw new ArgumentException($"A key must be valid Unicode; this one has half a character (U+{(int)c:X4}).", parameter);
            }
        }
    }

    public static void CheckRow(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        CheckKey(row.Partition, nameof(row.Partition));
        CheckKey(row.Row, nameof(row.Row));
        if (row.Json.Length > JsonLength)
        {
            throw new StoreException(
                $"Row {row.Partition}/{row.Row} has {row.Json.Length:N0} characters, more than the {JsonLength:N0} a row may hold: store less of it.");
        }
    }

    /// <summary>The version a row must still have; a row that was never read has none, which is a mistake of the caller.</summary>
    public static string CheckVersion(TableRow row) =>
        row.ETag is { Length: > 0 } and not "*"
            ? row.ETag
            : throw new ArgumentException($"Row {row.Partition}/{row.Row} can only be replaced with the ETag it was read with.", nameof(row));

    public static void CheckStored(TableRow row, int bytes)
    {
        if (bytes > StoredBytes)
        {
            throw new StoreException(
                $"Row {row.Partition}/{row.Row} takes {bytes:N0} bytes compressed, more than the {StoredBytes:N0} a row may hold: store less of it.");
        }
    }

    public static void CheckBatch(IReadOnlyList<TableWrite> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        if (writes.Count > ITable.BatchLimit)
        {
            throw new ArgumentException($"A batch has at most {ITable.BatchLimit} writes; this one has {writes.Count}.", nameof(writes));
        }

        var rows = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        foreach (var write in writes)
        {
            CheckRow(write.Row);
            if (write is TableWrite.Replace)
            {
                CheckVersion(write.Row);
            }

            if (write.Row.Partition != writes[0].Row.Partition)
            {
                throw new ArgumentException(
                    $"A batch writes one partition; this one has {writes[0].Row.Partition} and {write.Row.Partition}.", nameof(writes));
            }

            if (!rows.Add(write.Row.Row))
            {
                throw new ArgumentException($"A batch writes each row once; this one has {write.Row.Row} twice.", nameof(writes));
            }
        }
    }

    public static void CheckBatchStored(string partition, long bytes)
    {
        if (bytes > BatchBytes)
        {
            throw new StoreException(
                $"A batch for partition {partition} takes {bytes:N0} bytes compressed, more than the {BatchBytes:N0} of one request: split it.");
        }
    }

    /// <summary>Bytes of a document that is stored as it stands.</summary>
    public static int Plain(string json) => Encoding.UTF8.GetByteCount(json);
}
