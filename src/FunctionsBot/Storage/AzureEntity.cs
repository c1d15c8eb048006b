using System.Security.Cryptography;
using Azure.Data.Tables;

namespace FunctionsBot.Storage;

/// <summary>
/// How a document lies in an entity: readable in <c>Json</c>, or compressed in <c>Z0</c> to <c>Z14</c>, for a property holds 64 KiB.
/// Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#property-types
/// </summary>
internal static class AzureEntity
{
    /// <summary>Characters that a string property holds for certain: 64 KiB is 32,768 characters.</summary>
    public const int PlainLength = 30_000;

    private const int PartBytes = 64 * 1024;
    private const string Plain = "Json";
    private const string Write = "Write";

    /// <param name="row">The row.</param>
    /// <param name="plainLength">Longer documents are compressed.</param>
    /// <param name="bytes">Bytes of the document as stored.</param>
    /// <exception cref="StoreException">It is too large even so.</exception>
    public static TableEntity From(TableRow row, int plainLength, out int bytes)
    {
        // The name of this very write, so that a repeated request knows its own effect.
        var entity = new TableEntity(row.Partition, row.Row) { [Write] = RandomNumberGenerator.GetHexString(16, lowercase: true) };
        if (row.Json.Length <= plainLength)
        {
            entity[Plain] = row.Json;
            bytes = TableLimits.Plain(row.Json);
            return entity;
        }

        var packed = PackedJson.Pack(row.Json);
        bytes = packed.Length;
        TableLimits.CheckStored(row, bytes);
        for (var part = 0; part * PartBytes < packed.Length; part++)
        {
            entity[Part(part)] = packed[(part * PartBytes)..Math.Min((part + 1) * PartBytes, packed.Length)];
        }

        return entity;
    }

    public static TableRow Row(TableEntity entity)
    {
        var (partition, row) = (entity.PartitionKey, entity.RowKey);
        if (entity.GetString(Plain) is not { } json)
        {
            using var packed = new MemoryStream();
            for (var part = 0; entity.GetBinary(Part(part)) is { } bytes; part++)
            {
                packed.Write(bytes);
            }

            json = PackedJson.Unpack(partition, row, packed.ToArray());
        }

        return new(partition, row, json, entity.ETag.ToString());
    }

    /// <summary>Whether what is stored is what this very write stored.</summary>
    public static bool SameWrite(TableEntity stored, TableEntity written) => stored.GetString(Write) == written.GetString(Write);

    private static string Part(int number) => $"Z{number}";
}
