using System.Globalization;
using System.Runtime.CompilerServices;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Storage;

/// <summary>A table in memory with the semantics of the port, for tests of what stands above it.</summary>
internal sealed class MemoryTable : ITable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Partition, string Row), TableRow> _rows = new(Comparer<(string Partition, string Row)>.Create((a, b) =>
        string.CompareOrdinal(a.Partition, b.Partition) is not 0 and var order ? order : string.CompareOrdinal(a.Row, b.Row)));

    private long _version;

    public Task<TableRow?> Get(string partition, string row, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.GetValueOrDefault((partition, row)));
        }
    }

    public async IAsyncEnumerable<TableRow> Range(
        string partition, string? from = null, string? before = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        List<TableRow> rows;
        lock (_lock)
        {
            rows = [.. _rows.Values.Where(r => r.Partition == partition
                && (from is null || string.CompareOrdinal(r.Row, from) >= 0) && (before is null || string.CompareOrdinal(r.Row, before) < 0))];
        }

        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return row;
        }
    }

    public async Task<string?> Insert(TableRow row, CancellationToken cancel) =>
        await Batch([new TableWrite.Insert(row)], cancel) ? (await Get(row.Partition, row.Row, cancel))!.ETag : null;

    public Task<string?> Replace(TableRow row, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult(Unchanged(row) ? Write(row) : null);
        }
    }

    public Task<string> Upsert(TableRow row, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult(Write(row));
        }
    }

    public Task<bool> Delete(string partition, string row, string? etag, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult((etag is null || Unchanged(new TableRow(partition, row, "", etag))) && _rows.Remove((partition, row)));
        }
    }

    public Task<bool> Batch(IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        lock (_lock)
        {
            var holds = writes.All(write => write switch
            {
                TableWrite.Insert => !_rows.ContainsKey((write.Row.Partition, write.Row.Row)),
                TableWrite.Replace => Unchanged(write.Row),
                TableWrite.Delete => write.Row.ETag is null || Unchanged(write.Row),
                _ => true,
            });
            foreach (var write in holds ? writes : [])
            {
                if (write is TableWrite.Delete)
                {
                    _rows.Remove((write.Row.Partition, write.Row.Row));
                }
                else
                {
                    Write(write.Row);
                }
            }

            return Task.FromResult(holds);
        }
    }

    private bool Unchanged(TableRow row) => _rows.TryGetValue((row.Partition, row.Row), out var stored) && stored.ETag == row.ETag;

    private string Write(TableRow row)
    {
        var etag = (++_version).ToString(CultureInfo.InvariantCulture);
        _rows[(row.Partition, row.Row)] = row with { ETag = etag };
        return etag;
    }
}
