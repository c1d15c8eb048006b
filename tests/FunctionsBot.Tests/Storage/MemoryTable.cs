using System.Globalization;
using System.Runtime.CompilerServices;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Storage;

/// <summary>A table in memory, and what tests of stages ask of it: it counts transactions, and can fail at a given write as a crash would.</summary>
public sealed class MemoryTable : ITable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<(string Partition, string Row), TableRow> rows = new(OrdinalKeys.Instance);
    private int version;

    /// <summary>Reads and writes so far; a batch is one.</summary>
    public int Transactions { get; private set; }

    /// <summary>Asked before each write; throwing there is a crash before it.</summary>
    public Action BeforeWrite { get; set; } = () => { };

    /// <summary>Awaited before each transaction: others may have theirs first.</summary>
    public Func<Task> Turn { get; set; } = () => Task.CompletedTask;

    /// <summary>All rows, a line each.</summary>
    public string Dump()
    {
        lock (gate)
        {
            return string.Join('\n', rows.Values.Select(r => $"{r.Partition} {r.Row} {r.Json}"));
        }
    }

    public static Tables Open(out Dictionary<string, MemoryTable> opened)
    {
        var tables = opened = [];
        return new Tables(name => tables[name] = new MemoryTable());
    }

    public async Task<TableRow?> Get(string partition, string row, CancellationToken cancel)
    {
        await Turn();
        lock (gate)
        {
            Transactions++;
            return rows.GetValueOrDefault((partition, row));
        }
    }

    public async IAsyncEnumerable<TableRow> Range(string partition, string? from = null, string? before = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        List<TableRow> found;
        await Turn();
        lock (gate)
        {
            Transactions++;
            found = [.. rows.Values.Where(r => r.Partition == partition
                && (from is null || string.CompareOrdinal(r.Row, from) >= 0)
                && (before is null || string.CompareOrdinal(r.Row, before) < 0))];
        }

        foreach (var row in found)
        {
            await Task.Yield();
            yield return row;
        }
    }

    public async IAsyncEnumerable<TableRow> Scan((string Partition, string Row)? after = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        List<TableRow> found;
        await Turn();
        lock (gate)
        {
            Transactions++;
            found = [.. rows.Where(r => after is not { } place || OrdinalKeys.Instance.Compare(r.Key, place) > 0).Select(r => r.Value)];
        }

        foreach (var row in found)
        {
            await Task.Yield();
            yield return row;
        }
    }

    public Task<string?> Insert(TableRow row, CancellationToken cancel) => InTurn([new TableWrite.Insert(row)]);

    public Task<string?> Replace(TableRow row, CancellationToken cancel) => InTurn([new TableWrite.Replace(row)]);

    public async Task<string> Upsert(TableRow row, CancellationToken cancel) => (await InTurn([new TableWrite.Upsert(row)]))!;

    public async Task<bool> Delete(string partition, string row, string? etag, CancellationToken cancel)
    {
        await Turn();
        lock (gate)
        {
            return rows.ContainsKey((partition, row)) && Write([new TableWrite.Delete(new TableRow(partition, row, "", etag))]) is not null;
        }
    }

    public async Task<bool> Batch(IReadOnlyList<TableWrite> writes, CancellationToken cancel) => await InTurn(writes) is not null;

    private async Task<string?> InTurn(IReadOnlyList<TableWrite> writes)
    {
        await Turn();
        return Write(writes);
    }

    /// <summary>The ETag of all rows written; null if a condition failed.</summary>
    private string? Write(IReadOnlyList<TableWrite> writes)
    {
        lock (gate)
        {
            Transactions++;
            BeforeWrite();
            Assert.InRange(writes.Count, 1, ITable.BatchLimit);
            Assert.Single(writes.Select(w => w.Row.Partition).Distinct());
            Assert.Equal(writes.Count, writes.Select(w => w.Row.Row).Distinct().Count());
            if (!writes.All(IsAllowed))
            {
                return null;
            }

            var etag = (++version).ToString(CultureInfo.InvariantCulture);
            foreach (var write in writes)
            {
                var key = (write.Row.Partition, write.Row.Row);
                if (write is TableWrite.Delete)
                {
                    rows.Remove(key);
                }
                else
                {
                    rows[key] = write.Row with { ETag = etag };
                }
            }

            return etag;
        }
    }

    private bool IsAllowed(TableWrite write)
    {
        var known = rows.GetValueOrDefault((write.Row.Partition, write.Row.Row));
        return write switch
        {
            TableWrite.Insert => known is null,
            TableWrite.Replace => known is not null && known.ETag == write.Row.ETag,
            TableWrite.Delete => write.Row.ETag is null || known?.ETag == write.Row.ETag,
            _ => true,
        };
    }

    private sealed class OrdinalKeys : IComparer<(string Partition, string Row)>
    {
        public static OrdinalKeys Instance { get; } = new();

        public int Compare((string Partition, string Row) x, (string Partition, string Row) y) =>
            string.CompareOrdinal(x.Partition, y.Partition) is not 0 and var order ? order : string.CompareOrdinal(x.Row, y.Row);
    }
}
