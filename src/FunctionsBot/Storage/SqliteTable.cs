using System.Globalization;
using System.Runtime.CompilerServices;

namespace FunctionsBot.Storage;

/// <summary>A table in the embedded store. Opened by <see cref="SqliteStore.Table"/>.</summary>
public sealed class SqliteTable : ITable
{
    /// <summary>Where a page of a range ends, the service's limits: rows, and bytes of documents.</summary>
    private const int PageRows = 1_000;
    private const int PageBytes = 4 * 1024 * 1024;

    private const string InsertRow = "INSERT INTO rows VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    private const string UpsertRow = "INSERT INTO rows VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO UPDATE SET etag = excluded.etag, body = excluded.body";
    private const string ReplaceRow = "UPDATE rows SET etag = $4, body = $5 WHERE tbl = $1 AND partition = $2 AND row = $3 AND etag = $6";
    private const string DeleteRow = "DELETE FROM rows WHERE tbl = $1 AND partition = $2 AND row = $3";
    private const string DeleteVersion = "DELETE FROM rows WHERE tbl = $1 AND partition = $2 AND row = $3 AND etag = $4";
    private const string SelectRow = "SELECT etag, body FROM rows WHERE tbl = $1 AND partition = $2 AND row = $3";
    private const string SelectFrom = "SELECT row, etag, body FROM rows WHERE tbl = $1 AND partition = $2 AND row >= $3 ORDER BY row LIMIT $4";
    private const string SelectBetween =
        "SELECT row, etag, body FROM rows WHERE tbl = $1 AND partition = $2 AND row >= $3 AND row < $5 ORDER BY row LIMIT $4";
    private const string SelectAfter =
        "SELECT partition, row, etag, body FROM rows WHERE tbl = $1 AND (partition, row) > ($2, $3) ORDER BY partition, row LIMIT $4";

    private readonly SqliteStore _store;
    private readonly string _name;
    private long _transactions;

    internal SqliteTable(SqliteStore store, string name)
    {
        TableLimits.CheckName(name);
        _store = store;
        _name = name;
    }

    /// <summary>What Azure would have billed: one for each operation, batch and page of a range.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <inheritdoc/>
    public async Task<TableRow?> Get(string partition, string row, CancellationToken cancel)
    {
        TableLimits.CheckKey(partition, nameof(partition));
        TableLimits.CheckKey(row, nameof(row));
        Interlocked.Increment(ref _transactions);
        var found = await _store.Read(
            session =>
            {
                using var reader = session.Query(SelectRow, _name, partition, row);
                return reader.Read() ? ((long ETag, object Body)?)(reader.GetInt64(0), reader.GetValue(1)) : null;
            },
            cancel);
        return found is { } read ? Row(partition, row, read.ETag, read.Body) : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableRow> Range(
        string partition,
        string? from = null,
        string? before = null,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        TableLimits.CheckKey(partition, nameof(partition));
        var start = from ?? "";
        while (true)
        {
            Interlocked.Increment(ref _transactions);
            var (rows, more) = await _store.Read(session => Page(session, partition, start, before), cancel);
            foreach (var (row, etag, body) in rows)
            {
                cancel.ThrowIfCancellationRequested();
                yield return Row(partition, row, etag, body);
            }

            if (!more)
            {
                yield break;
            }

            // No key holds a control character, so nothing lies between a key and itself with one appended.
            start = rows[^1].Row + '\u0001';
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableRow> Scan((string Partition, string Row)? after = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var (partition, row) = after ?? ("", "");
        while (true)
        {
            Interlocked.Increment(ref _transactions);
            var (rows, more) = await _store.Read(session => PageAfter(session, partition, row), cancel);
            foreach (var (inPartition, key, etag, body) in rows)
            {
                cancel.ThrowIfCancellationRequested();
                yield return Row(inPartition, key, etag, body);
            }

            if (!more)
            {
                yield break;
            }

            (partition, row, _, _) = rows[^1];
        }
    }

    /// <inheritdoc/>
    public Task<string?> Insert(TableRow row, CancellationToken cancel)
    {
        TableLimits.CheckRow(row);
        var body = Body(row);
        Interlocked.Increment(ref _transactions);
        return _store.Write(session => Stored(version => session.Execute(InsertRow, _name, row.Partition, row.Row, version, body)), cancel);
    }

    /// <inheritdoc/>
    public Task<string?> Replace(TableRow row, CancellationToken cancel)
    {
        TableLimits.CheckRow(row);
        var read = Version(TableLimits.CheckVersion(row));
        var body = Body(row);
        Interlocked.Increment(ref _transactions);
        return _store.Write(session => Stored(version => session.Execute(ReplaceRow, _name, row.Partition, row.Row, version, body, read)), cancel);
    }

    /// <inheritdoc/>
    public Task<string> Upsert(TableRow row, CancellationToken cancel)
    {
        TableLimits.CheckRow(row);
        var body = Body(row);
        Interlocked.Increment(ref _transactions);
        return _store.Write(session => Stored(version => session.Execute(UpsertRow, _name, row.Partition, row.Row, version, body))!, cancel);
    }

    /// <inheritdoc/>
    public Task<bool> Delete(string partition, string row, string? etag, CancellationToken cancel)
    {
        TableLimits.CheckKey(partition, nameof(partition));
        TableLimits.CheckKey(row, nameof(row));
        Interlocked.Increment(ref _transactions);
        return _store.Write(session => DeleteOne(session, partition, row, etag), cancel);
    }

    /// <inheritdoc/>
    public Task<bool> Batch(IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        TableLimits.CheckBatch(writes);
        if (writes.Count == 0)
        {
            return Task.FromResult(true);
        }

        var bodies = new object?[writes.Count];
        var bytes = 0L;
        for (var i = 0; i < writes.Count; i++)
        {
            if (writes[i] is not TableWrite.Delete)
            {
                bodies[i] = Body(writes[i].Row);
                bytes += bodies[i] is byte[] packed ? packed.Length : TableLimits.Plain(writes[i].Row.Json);
            }
        }

        TableLimits.CheckBatchStored(writes[0].Row.Partition, bytes);
        Interlocked.Increment(ref _transactions);
        return _store.Write(
            session => session.Transact(() =>
            {
                for (var i = 0; i < writes.Count; i++)
                {
                    if (!Apply(session, writes[i], bodies[i]))
                    {
                        return false;
                    }
                }

                return true;
            }),
            cancel);
    }

    private bool Apply(SqliteSession session, TableWrite write, object? body)
    {
        var (partition, row, _, etag) = write.Row;
        return write switch
        {
            TableWrite.Insert => session.Execute(InsertRow, _name, partition, row, _store.NextVersion(), body!) == 1,
            TableWrite.Upsert => session.Execute(UpsertRow, _name, partition, row, _store.NextVersion(), body!) == 1,
            TableWrite.Replace => session.Execute(ReplaceRow, _name, partition, row, _store.NextVersion(), body!, Version(etag!)) == 1,
            TableWrite.Delete => DeleteOne(session, partition, row, etag) || etag is null,
            _ => throw new ArgumentException($"{write.GetType().Name} is no write this table knows.", nameof(write)),
        };
    }

    private bool DeleteOne(SqliteSession session, string partition, string row, string? etag) => etag is null
        ? session.Execute(DeleteRow, _name, partition, row) == 1
        : session.Execute(DeleteVersion, _name, partition, row, Version(etag)) == 1;

    private string? Stored(Func<object, int> write)
    {
        var version = _store.NextVersion();
        return write(version) == 1 ? version.ToString(CultureInfo.InvariantCulture) : null;
    }

    private (List<(string Row, long ETag, object Body)> Rows, bool More) Page(SqliteSession session, string partition, string from, string? before)
    {
        var rows = new List<(string, long, object)>();
        var bytes = 0L;
        using var reader = before is null
            ? session.Query(SelectFrom, _name, partition, from, PageRows + 1)
            : session.Query(SelectBetween, _name, partition, from, PageRows + 1, before);
        while (reader.Read())
        {
            if (rows.Count == PageRows || bytes > PageBytes)
            {
                return (rows, true);
            }

            var body = reader.GetValue(2);
            bytes += body is byte[] packed ? packed.Length : ((string)body).Length;
            rows.Add((reader.GetString(0), reader.GetInt64(1), body));
        }

        return (rows, false);
    }

    private (List<(string Partition, string Row, long ETag, object Body)> Rows, bool More) PageAfter(SqliteSession session, string partition, string row)
    {
        var rows = new List<(string, string, long, object)>();
        var bytes = 0L;
        using var reader = session.Query(SelectAfter, _name, partition, row, PageRows + 1);
        while (reader.Read())
        {
            if (rows.Count == PageRows || bytes > PageBytes)
            {
                return (rows, true);
            }

            var body = reader.GetValue(3);
            bytes += body is byte[] packed ? packed.Length : ((string)body).Length;
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2), body));
        }

        return (rows, false);
    }

    /// <summary>A version as it is stored; −1, which no row has, for an ETag that is not of this store.</summary>
    private static long Version(string etag) => long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private static object Body(TableRow row)
    {
        if (row.Json.Length <= PackedJson.WorthPacking)
        {
            return row.Json;
        }

        var packed = PackedJson.Pack(row.Json);
        TableLimits.CheckStored(row, packed.Length);
        return packed;
    }

    private static TableRow Row(string partition, string row, long etag, object body) => new(
        partition,
        row,
        body is byte[] packed ? PackedJson.Unpack(partition, row, packed) : (string)body,
        etag.ToString(CultureInfo.InvariantCulture));
}
