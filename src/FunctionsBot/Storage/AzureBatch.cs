using Azure;
using Azure.Data.Tables;

namespace FunctionsBot.Storage;

/// <summary>Writes of a batch as the actions of an entity group transaction.</summary>
internal static class AzureBatch
{
    /// <summary>Characters of all documents up to which a request surely stays under 4 MiB: a character takes at most six bytes of JSON.</summary>
    private const int PlainLength = 500_000;

    /// <exception cref="StoreException">The documents are too large for one request even when compressed.</exception>
    public static List<TableTransactionAction> Actions(IReadOnlyList<TableWrite> writes)
    {
        var plainLength = writes.Sum(write => (long)write.Row.Json.Length) <= PlainLength ? AzureEntity.PlainLength : PackedJson.WorthPacking;
        var actions = new List<TableTransactionAction>(writes.Count);
        var total = 0L;
        foreach (var write in writes)
        {
            actions.Add(Action(write, plainLength, out var bytes));
            total += bytes;
        }

        TableLimits.CheckBatchStored(writes[0].Row.Partition, total);
        return actions;
    }

    private static TableTransactionAction Action(TableWrite write, int plainLength, out int bytes)
    {
        var row = write.Row;
        bytes = 0;
        return write switch
        {
            TableWrite.Insert => new(TableTransactionActionType.Add, AzureEntity.From(row, plainLength, out bytes)),
            TableWrite.Upsert => new(TableTransactionActionType.UpsertReplace, AzureEntity.From(row, plainLength, out bytes)),
            TableWrite.Replace => new(TableTransactionActionType.UpdateReplace, AzureEntity.From(row, plainLength, out bytes), new ETag(row.ETag!)),
            TableWrite.Delete => new(
                TableTransactionActionType.Delete,
                new TableEntity(row.Partition, row.Row),
                row.ETag is null ? ETag.All : new ETag(row.ETag)),
            _ => throw new ArgumentException($"{write.GetType().Name} is no write this table knows.", nameof(write)),
        };
    }
}
