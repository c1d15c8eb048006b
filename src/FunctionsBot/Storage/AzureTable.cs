using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace FunctionsBot.Storage;

/// <summary>A table in an Azure storage account; created when first used.</summary>
public sealed class AzureTable : ITable
{
    /// <summary>Most entities of a page of a query.</summary>
    private const int PageRows = 1_000;

    private readonly TableClient _table;
    private readonly string _what;
    private volatile bool _created;
    private long _transactions;

    internal AzureTable(TableServiceClient service, string name)
    {
        TableLimits.CheckName(name);
        _table = service.GetTableClient(name);
        _what = $"table {name} of account {service.AccountName}";
    }

    /// <summary>What Azure bills: one for each operation, batch and page of a range; its own retries are not counted.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <inheritdoc/>
    public async Task<TableRow?> Get(string partition, string row, CancellationToken cancel)
    {
        TableLimits.CheckKey(partition, nameof(partition));
        TableLimits.CheckKey(row, nameof(row));
        return await Find(partition, row, cancel) is { } entity ? AzureEntity.Row(entity) : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableRow> Range(
        string partition,
        string? from = null,
        string? before = null,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        TableLimits.CheckKey(partition, nameof(partition));
        await EnsureCreated(cancel);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        filter += from is null ? "" : TableClient.CreateQueryFilter($" and RowKey ge {from}");
        filter += before is null ? "" : TableClient.CreateQueryFilter($" and RowKey lt {before}");
        await foreach (var row in Query(filter, cancel))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableRow> Scan((string Partition, string Row)? after = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await EnsureCreated(cancel);
        // "This partition's rest or any later one" in one filter would have the service read the table from its beginning.
        string[] filters = after is not var (partition, row) ? [""] :
        [
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {row}"),
            TableClient.CreateQueryFilter($"PartitionKey gt {partition}"),
        ];
        foreach (var filter in filters)
        {
            await foreach (var found in Query(filter, cancel))
            {
                yield return found;
            }
        }
    }

    /// <inheritdoc/>
    public Task<string?> Insert(TableRow row, CancellationToken cancel)
    {
        TableLimits.CheckRow(row);
        return Write(row, entity => _table.AddEntityAsync(entity, cancel), cancel);
    }

    /// <inheritdoc/>
    public Task<string?> Replace(TableRow row, CancellationToken cancel)
    {
        TableLimits.CheckRow(row);
        var read = new ETag(TableLimits.CheckVersion(row));
        return Write(row, entity => _table.UpdateEntityAsync(entity, read, TableUpdateMode.Replace, cancel), cancel);
    }

    /// <inheritdoc/>
    public async Task<string> Upsert(TableRow row, CancellationToken cancel)
    {
        TableLimits.CheckRow(row);
        return await Write(row, entity => _table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancel), cancel)
            ?? throw new StoreException($"Azure {_what} refused to write {row.Partition}/{row.Row} unconditionally: try again.");
    }

    /// <inheritdoc/>
    public async Task<bool> Delete(string partition, string row, string? etag, CancellationToken cancel)
    {
        TableLimits.CheckKey(partition, nameof(partition));
        TableLimits.CheckKey(row, nameof(row));
        await EnsureCreated(cancel);
        using var watch = RetryWatch.Start(out var repeated);
        var status = await Send(async () =>
        {
            try
            {
                // The client gives "not found" as an answer, not as an exception.
                return (await _table.DeleteEntityAsync(partition, row, Version(etag), cancel)).Status;
            }
            catch (RequestFailedException e) when (IsLostRace(e))
            {
                return e.Status;
            }
        });
        return status < (int)HttpStatusCode.BadRequest || (status == (int)HttpStatusCode.NotFound && repeated.Value);
    }

    /// <inheritdoc/>
    public async Task<bool> Batch(IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        TableLimits.CheckBatch(writes);
        if (writes.Count == 0)
        {
            return true;
        }

        await EnsureCreated(cancel);
        var actions = AzureBatch.Actions(writes);
        var (done, failed) = await Submit(actions, cancel);
        if (!done && failed is { ActionType: TableTransactionActionType.Delete } && failed.ETag == ETag.All)
        {
            // The service has no "delete if there": leave out the rows that are not there and try once more.
            foreach (var delete in (await Absent(actions, cancel)).Where(delete => delete.ETag == ETag.All))
            {
                actions.Remove(delete);
            }

            done = actions.Count == 0 || (await Submit(actions, cancel)).Done;
        }

        return done;
    }

    private async Task<string?> Write(TableRow row, Func<TableEntity, Task<Response>> send, CancellationToken cancel)
    {
        var entity = AzureEntity.From(row, AzureEntity.PlainLength, out _);
        await EnsureCreated(cancel);
        using var watch = RetryWatch.Start(out var repeated);
        var etag = await Send(async () =>
        {
            try
            {
                return (await send(entity)).Headers.ETag?.ToString();
            }
            catch (RequestFailedException e) when (IsLostRace(e))
            {
                return null;
            }
        });
        return etag is null && repeated.Value ? await Written(entity, cancel) : etag;
    }

    /// <summary>Submits a transaction; where it fails on a condition, says on which action.</summary>
    private async Task<(bool Done, TableTransactionAction? Failed)> Submit(List<TableTransactionAction> actions, CancellationToken cancel)
    {
        using var watch = RetryWatch.Start(out var repeated);
        var failed = await Send(async () =>
        {
            try
            {
                await _table.SubmitTransactionAsync(actions, cancel);
                return null;
            }
            catch (TableTransactionFailedException e) when (IsLostRace(e))
            {
                return actions[e.FailedTransactionActionIndex ?? 0];
            }
        });
        return (failed is null || (repeated.Value && await AllWritten(actions, cancel)), failed);
    }

    /// <summary>The ETag of a write whose answer was lost; null if it is not what is stored.</summary>
    private async Task<string?> Written(TableEntity entity, CancellationToken cancel) =>
        await Find(entity.PartitionKey, entity.RowKey, cancel) is { } stored && AzureEntity.SameWrite(stored, entity) ? stored.ETag.ToString() : null;

    /// <summary>A transaction is all or nothing, so one row of it that was written tells; where it only deletes, all must be gone.</summary>
    private async Task<bool> AllWritten(List<TableTransactionAction> actions, CancellationToken cancel) =>
        actions.Find(action => action.ActionType != TableTransactionActionType.Delete) is { } write
            ? await Written((TableEntity)write.Entity, cancel) is not null
            : (await Absent(actions, cancel)).Count == actions.Count;

    private async Task<List<TableTransactionAction>> Absent(List<TableTransactionAction> actions, CancellationToken cancel)
    {
        var absent = new List<TableTransactionAction>();
        foreach (var action in actions.Where(action => action.ActionType == TableTransactionActionType.Delete))
        {
            if (await Find(action.Entity.PartitionKey, action.Entity.RowKey, cancel) is null)
            {
                absent.Add(action);
            }
        }

        return absent;
    }

    private async Task<TableEntity?> Find(string partition, string row, CancellationToken cancel)
    {
        await EnsureCreated(cancel);
        var found = await Send(() => _table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancel));
        return found.HasValue ? found.Value : null;
    }

    private Task<T> Send<T>(Func<Task<T>> request)
    {
        Interlocked.Increment(ref _transactions);
        return Ask(request);
    }

    private async Task<T> Ask<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (Exception e) when (AzureErrors.IsFailure(e))
        {
            throw AzureErrors.Explain(e, _what);
        }
    }

    private async IAsyncEnumerable<TableRow> Query(string filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var pages = _table.QueryAsync<TableEntity>(filter, PageRows, cancellationToken: cancel).AsPages().GetAsyncEnumerator(cancel);
        while (await Ask(async () => await pages.MoveNextAsync()))
        {
            Interlocked.Increment(ref _transactions);
            foreach (var entity in pages.Current.Values)
            {
                cancel.ThrowIfCancellationRequested();
                yield return AzureEntity.Row(entity);
            }
        }
    }

    private async Task EnsureCreated(CancellationToken cancel)
    {
        if (!_created)
        {
            await Send(() => _table.CreateIfNotExistsAsync(cancel));
            _created = true;
        }
    }

    private static ETag Version(string? etag) => etag is null ? ETag.All : new ETag(etag);

    // Every other conflict, such as a table that is being deleted, is an outage.
    private static bool IsLostRace(RequestFailedException e) =>
        e.Status == (int)HttpStatusCode.PreconditionFailed
        || e.ErrorCode == TableErrorCode.EntityAlreadyExists
        || e.ErrorCode == TableErrorCode.ResourceNotFound
        || e.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied;
}
