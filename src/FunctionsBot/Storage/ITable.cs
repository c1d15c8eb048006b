namespace FunctionsBot.Storage;

/// <summary>One row: two keys and a JSON document.</summary>
/// <param name="Partition">Rows of one partition are read together and written in one batch. 1 to 512 characters, none of <c>/ \ # ?</c> and no control characters.</param>
/// <param name="Row">Unique in its partition, with the same limits. Ranges follow its ordinal order; only characters beyond U+FFFF (emoji, say) may come before or after those from U+E000 to U+FFFF, which differs between stores.</param>
/// <param name="Json">The document; at most 4 million characters, and 900 KiB once compressed.</param>
/// <param name="ETag">The version that was read; null for a row not stored yet.</param>
public sealed record TableRow(string Partition, string Row, string Json, string? ETag = null);

/// <summary>One write of a batch.</summary>
public abstract record TableWrite(TableRow Row)
{
    /// <summary>Fails the batch if the row exists.</summary>
    public sealed record Insert(TableRow Row) : TableWrite(Row);

    /// <summary>Fails the batch unless the row still has <see cref="TableRow.ETag"/>.</summary>
    public sealed record Replace(TableRow Row) : TableWrite(Row);

    /// <summary>Writes the row whether or not it exists.</summary>
    public sealed record Upsert(TableRow Row) : TableWrite(Row);

    /// <summary>Deletes the row if it exists and, where <see cref="TableRow.ETag"/> is given, is unchanged; a changed row fails the batch, an absent one does not where no ETag is given.</summary>
    public sealed record Delete(TableRow Row) : TableWrite(Row);
}

/// <summary>
/// A table with the semantics of Azure Table Storage: (partition, row) keys in ordinal order, writes conditional on an ETag,
/// batches within one partition. A lost race is a value, not an exception; an outage throws.
/// Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
/// </summary>
public interface ITable
{
    /// <summary>The most writes a batch may hold; the service's own limit.</summary>
    const int BatchLimit = 100;

    /// <summary>Reads one row; null if there is none.</summary>
    Task<TableRow?> Get(string partition, string row, CancellationToken cancel);

    /// <summary>Reads a partition in ordinal order of the row keys.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">First row key, inclusive; null for the start.</param>
    /// <param name="before">Row key to stop before; null for the end.</param>
    /// <param name="cancel">Stops the reading.</param>
    IAsyncEnumerable<TableRow> Range(string partition, string? from = null, string? before = null, CancellationToken cancel = default);

    /// <summary>
    /// Reads the whole table, partitions in ordinal order and rows in theirs: a transaction for each 1,000 rows, so only for migrations, backups
    /// and retention. Rows written or deleted meanwhile may come or not.
    /// </summary>
    /// <param name="after">Starts behind this place, which need not hold a row; null for the beginning.</param>
    /// <param name="cancel">Stops the reading.</param>
    IAsyncEnumerable<TableRow> Scan((string Partition, string Row)? after = null, CancellationToken cancel = default);

    /// <summary>Inserts a row that is not there yet.</summary>
    /// <returns>Its ETag, or null if the row exists.</returns>
    Task<string?> Insert(TableRow row, CancellationToken cancel);

    /// <summary>Replaces a row that is unchanged since it was read.</summary>
    /// <returns>Its new ETag, or null if it was changed or deleted since.</returns>
    Task<string?> Replace(TableRow row, CancellationToken cancel);

    /// <summary>Writes a row whether or not it exists.</summary>
    /// <returns>Its new ETag.</returns>
    Task<string> Upsert(TableRow row, CancellationToken cancel);

    /// <summary>Deletes a row; with an ETag only if unchanged.</summary>
    /// <returns>False if it was changed since, or was not there.</returns>
    Task<bool> Delete(string partition, string row, string? etag, CancellationToken cancel);

    /// <summary>Up to <see cref="BatchLimit"/> writes in one partition, each row once: all of them or none.</summary>
    /// <returns>False if a condition failed, and then nothing was written.</returns>
    Task<bool> Batch(IReadOnlyList<TableWrite> writes, CancellationToken cancel);
}
