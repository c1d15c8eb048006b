using CsCheck;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Contracts;

/// <summary>Random sequences of operations give on the embedded table what they give on a sorted dictionary.</summary>
public sealed class SqliteTableModelTests
{
    private static readonly string[] KnownKeys = ["a", "A", "aa", "b", "é", "e\u0301", "z", "開", "🇫🇷", " "];
    private static readonly Gen<string> Key = Gen.OneOf<string>(KnownKeys);
    private static readonly Gen<string> Partition = Gen.OneOf<string>("p", "q");
    private static readonly Gen<string> Json = Gen.OneOf<string>(Gen.OneOf<string>("{}", "1"), Gen.Int[2_000, 9_000].Select(length => new string('x', length)));

    /// <summary>What an operation uses as the version it read: the present one, one long gone, or none of this store.</summary>
    private enum Read
    {
        Present,
        Stale,
        Foreign,
    }

    private abstract record Operation(string Partition)
    {
        public sealed record Get(string Partition, string Row) : Operation(Partition);

        public sealed record Range(string Partition, string? From, string? Before) : Operation(Partition);

        public sealed record Insert(string Partition, string Row, string Json) : Operation(Partition);

        public sealed record Replace(string Partition, string Row, string Json, Read Read) : Operation(Partition);

        public sealed record Upsert(string Partition, string Row, string Json) : Operation(Partition);

        public sealed record Delete(string Partition, string Row, Read? Read) : Operation(Partition);

        public sealed record Batch(string Partition, IReadOnlyList<Operation> Writes) : Operation(Partition)
        {
            public override string ToString() => $"Batch {Partition}: {string.Join(", ", Writes)}";
        }

        /// <summary>Close and open again.</summary>
        public sealed record Restart() : Operation("");
    }

    private static readonly Gen<Read> Reads = Gen.Frequency<Read>((6, Read.Present), (2, Read.Stale), (1, Read.Foreign));

    private static readonly Gen<Operation> Write = Gen.OneOf<Operation>(
        Gen.Select(Partition, Key, Json, (p, r, j) => (Operation)new Operation.Insert(p, r, j)),
        Gen.Select(Partition, Key, Json, Reads, (p, r, j, e) => (Operation)new Operation.Replace(p, r, j, e)),
        Gen.Select(Partition, Key, Json, (p, r, j) => (Operation)new Operation.Upsert(p, r, j)),
        Gen.Select(Partition, Key, Reads.Nullable(), (p, r, e) => (Operation)new Operation.Delete(p, r, e)));

    private static readonly Gen<Operation[]> Operations = Gen.Frequency<Operation>(
        (8, Write),
        (2, Gen.Select(Partition, Key, (p, r) => (Operation)new Operation.Get(p, r))),
        (3, Gen.Select(Partition, Key.Null(), Key.Null(), (p, f, b) => (Operation)new Operation.Range(p, f, b))),
        (4, Gen.Select(Partition, Write.Array[0, 6], (p, w) => (Operation)new Operation.Batch(p, w))),
        (1, Gen.Const((Operation)new Operation.Restart()))).Array[1, 40];

    [Fact]
    public void Any_sequence_of_operations_gives_what_a_sorted_dictionary_gives() => Operations.Sample(
        operations =>
        {
            using var folder = new SqliteFolder();
            var model = new Model(folder);
            foreach (var operation in operations)
            {
                model.Check(operation);
            }
        },
        iter: 150,
        print: operations => string.Join("\n", operations.AsEnumerable()));

    private sealed class Model(SqliteFolder folder)
    {
        private readonly HashSet<string> _given = [];
        private SortedDictionary<(string Partition, string Row), (string Json, string? ETag)> _rows = new(Ordinal);
        private string _stale = "1";

        private static Comparer<(string Partition, string Row)> Ordinal { get; } = Comparer<(string Partition, string Row)>.Create((a, b) =>
            string.CompareOrdinal(a.Partition, b.Partition) is not 0 and var order ? order : string.CompareOrdinal(a.Row, b.Row));

        private SqliteTable Table => folder.Store.Table("model");

        private static CancellationToken Stop => TestContext.Current.CancellationToken;

        public void Check(Operation operation)
        {
            switch (operation)
            {
                case Operation.Restart:
                    folder.Reopen();
                    break;
                case Operation.Get(var p, var row):
                    Assert.Equal(Row((p, row)), Table.Get(p, row, Stop).Result);
                    break;
                case Operation.Range(var p, var from, var before):
                    var rows = _rows.Keys.Where(key => key.Partition == p
                        && (from is null || string.CompareOrdinal(key.Row, from) >= 0) && (before is null || string.CompareOrdinal(key.Row, before) < 0));
                    Assert.Equal(rows.Select(Row), Table.Range(p, from, before, Stop).ToListAsync(Stop).AsTask().Result);
                    break;
                case Operation.Batch batch:
                    CheckBatch(batch);
                    break;
                default:
                    CheckWrite(operation);
                    break;
            }
        }

        private void CheckWrite(Operation operation)
        {
            var write = TableWrites(operation, operation.Partition);
            var allowed = Apply(_rows, write);
            var (p, row, _, etag) = write.Row;
            if (write is TableWrite.Delete)
            {
                Assert.Equal(allowed && _rows.Remove((p, row)), Table.Delete(p, row, etag, Stop).Result);
                return;
            }

            var given = write switch
            {
                TableWrite.Insert => Table.Insert(write.Row, Stop).Result,
                TableWrite.Replace => Table.Replace(write.Row, Stop).Result,
                _ => Table.Upsert(write.Row, Stop).Result,
            };
            Assert.Equal(allowed, given is not null);
            if (given is not null)
            {
                Remember((p, row), write.Row.Json, given);
            }
        }

        private void CheckBatch(Operation.Batch batch)
        {
            TableWrite[] writes = [.. batch.Writes.Select(write => TableWrites(write, batch.Partition)).DistinctBy(write => write.Row.Row)];
            var after = new SortedDictionary<(string Partition, string Row), (string Json, string? ETag)>(_rows, Ordinal);
            var allowed = true;
            foreach (var write in writes)
            {
                allowed &= Apply(after, write);
                if (write is TableWrite.Delete)
                {
                    after.Remove((write.Row.Partition, write.Row.Row));
                }
                else
                {
                    after[(write.Row.Partition, write.Row.Row)] = (write.Row.Json, null);
                }
            }

            Assert.Equal(allowed, Table.Batch(writes, Stop).Result);
            if (!allowed)
            {
                return;
            }

            _rows = after;
            foreach (var (key, value) in after.Where(row => row.Value.ETag is null).ToList())
            {
                Remember(key, value.Json, Table.Get(key.Partition, key.Row, Stop).Result!.ETag!);
            }
        }

        /// <summary>Whether the condition of a write holds.</summary>
        private static bool Apply(SortedDictionary<(string Partition, string Row), (string Json, string? ETag)> rows, TableWrite write)
        {
            var there = rows.TryGetValue((write.Row.Partition, write.Row.Row), out var row);
            return write switch
            {
                TableWrite.Insert => !there,
                TableWrite.Replace => there && row.ETag == write.Row.ETag,
                TableWrite.Delete => write.Row.ETag is null || (there && row.ETag == write.Row.ETag),
                _ => true,
            };
        }

        private TableWrite TableWrites(Operation operation, string partition) => operation switch
        {
            Operation.Insert(_, var row, var json) => new TableWrite.Insert(new(partition, row, json)),
            Operation.Upsert(_, var row, var json) => new TableWrite.Upsert(new(partition, row, json)),
            Operation.Replace(_, var row, var json, var read) => new TableWrite.Replace(new(partition, row, json, Version(partition, row, read))),
            Operation.Delete(_, var row, var read) => new TableWrite.Delete(new(partition, row, "", read is { } r ? Version(partition, row, r) : null)),
            _ => throw new InvalidOperationException($"{operation} writes nothing."),
        };

        private string Version(string partition, string row, Read read) => read switch
        {
            Read.Present when _rows.TryGetValue((partition, row), out var present) => present.ETag!,
            Read.Foreign => "W/\"datetime'2026-01-01'\"",
            _ => _stale,
        };

        private void Remember((string Partition, string Row) key, string json, string etag)
        {
            Assert.True(_given.Add(etag), $"The version {etag} was given twice.");
            _stale = _rows.TryGetValue(key, out var before) && before.ETag is not null ? before.ETag : _stale;
            _rows[key] = (json, etag);
        }

        private TableRow? Row((string Partition, string Row) key) =>
            _rows.TryGetValue(key, out var row) ? new(key.Partition, key.Row, row.Json, row.ETag) : null;
    }
}
