using System.Collections.Concurrent;
using FunctionsBot.Queueing;
using Microsoft.Data.Sqlite;

namespace FunctionsBot.Storage;

/// <summary>
/// The embedded store: all tables and queues in one SQLite file, used by one process at a time. One connection writes, under a
/// lock; any number read beside it (write-ahead log). A killed process loses nothing that was written.
/// </summary>
public sealed class SqliteStore : IDisposable
{
    /// <summary>The database's name in the data folder.</summary>
    public const string FileName = "functionsbot.db";

    /// <summary>The version of the file's layout, kept in SQLite's <c>user_version</c>.</summary>
    private const long Layout = 1;

    /// <summary>Versions of rows that one opening may give: a million a second for twelve days.</summary>
    private const int VersionBits = 40;

    private readonly FileStream _exclusive;
    private readonly string _connectionString;
    private readonly SqliteSession _writer;
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly TimeProvider _clock;
    private long _version;
    private volatile bool _disposed;

    /// <summary>Opens the store, creating folder and file where there are none.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="clock">For leases and delays of messages.</param>
    /// <exception cref="StoreException">The folder is used by another process, or folder or file cannot be used.</exception>
    public SqliteStore(string folder, TimeProvider clock)
    {
        _clock = clock;
        File = Path.Combine(Path.GetFullPath(folder), FileName);
        _exclusive = Claim(Path.GetFullPath(folder));
        // A process holds the file's lock for an instant only; five seconds outlast a backup tool's.
        _connectionString = new SqliteConnectionStringBuilder { DataSource = File, Pooling = false, DefaultTimeout = 5 }.ToString();
        try
        {
            _writer = new SqliteSession(_connectionString);
            Prepare();
        }
        catch (SqliteException e)
        {
            _writer?.Dispose();
            _exclusive.Dispose();
            throw SqliteErrors.Explain(e, File);
        }
        catch
        {
            _writer?.Dispose();
            _exclusive.Dispose();
            throw;
        }
    }

    /// <summary>The database's full path.</summary>
    public string File { get; }

    /// <summary>Opens a table: 3 to 63 lower-case letters and digits, a letter first. It needs no creating.</summary>
    public SqliteTable Table(string name) => new(this, name);

    /// <summary>Opens a queue: 3 to 63 lower-case letters, digits and single hyphens. It needs no creating.</summary>
    public SqliteWorkQueue Queue(string name) => new(this, name, _clock);

    /// <summary>Closes the file; the write-ahead log is folded into it.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            while (_readers.TryTake(out var reader))
            {
                reader.Dispose();
            }

            _writer.Dispose();
            _exclusive.Dispose();
        }
    }

    /// <summary>A version no row or message of this file ever had. Only within <see cref="Write"/>.</summary>
    internal long NextVersion() => ++_version;

    /// <summary>Does work that writes; one at a time.</summary>
    internal Task<T> Write<T>(Func<SqliteSession, T> work, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancel);
        }

        try
        {
            lock (_writing)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return Task.FromResult(work(_writer));
            }
        }
        catch (SqliteException e)
        {
            return Task.FromException<T>(SqliteErrors.Explain(e, File));
        }
    }

    /// <summary>Does work that only reads; it sees everything written before.</summary>
    internal Task<T> Read<T>(Func<SqliteSession, T> work, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancel);
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        SqliteSession? session = null;
        try
        {
            session = _readers.TryTake(out var idle) ? idle : new SqliteSession(_connectionString);
            return Task.FromResult(work(session));
        }
        catch (SqliteException e)
        {
            return Task.FromException<T>(SqliteErrors.Explain(e, File));
        }
        finally
        {
            GiveBack(session);
        }
    }

    private void GiveBack(SqliteSession? session)
    {
        if (session is null)
        {
            return;
        }

        _readers.Add(session);
        if (_disposed)
        {
            // Closed meanwhile: whoever takes it out of the bag disposes of it.
            while (_readers.TryTake(out var late))
            {
                late.Dispose();
            }
        }
    }

    private static FileStream Claim(string folder)
    {
        var file = Path.Combine(folder, "functionsbot.lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (System.IO.File.Exists(file))
        {
            throw new StoreException($"The data folder {folder} is in use by another running FunctionsBot: stop that one, or choose another data folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The data folder {folder} cannot be written ({e.Message.TrimEnd('.')}): give this user the right to, or choose another data folder.", e);
        }
    }

    private void Prepare()
    {
        _writer.Execute("PRAGMA journal_mode = WAL");
        // 4,000 pages of 4 KiB: under load the log is folded in every 16 MiB rather than every 4.
        _writer.Execute("PRAGMA wal_autocheckpoint = 4000");
        _writer.Execute("PRAGMA journal_size_limit = 67108864");
        _writer.Transact(() =>
        {
            if ((long)_writer.Scalar("PRAGMA user_version")! is > Layout and var newer)
            {
                throw new StoreException($"{File} was written by a newer version of FunctionsBot (layout {newer}): update this one, or choose another data folder.");
            }

            CreateLayout();
            // The part of every version that differs from all former openings, so that no version is ever given twice.
            var opening = (long)_writer.Scalar("UPDATE openings SET number = number + 1 RETURNING number")!;
            _version = opening << VersionBits;
            // Whoever held a lease on a message is gone: this process is the only one.
            _writer.Execute("UPDATE messages SET visible = 0, leased = 0 WHERE leased = 1");
            return true;
        });
    }

    private void CreateLayout()
    {
        _writer.Execute(
            """
            CREATE TABLE IF NOT EXISTS rows(
                tbl TEXT NOT NULL, partition TEXT NOT NULL, row TEXT NOT NULL, etag INTEGER NOT NULL, body NOT NULL,
                PRIMARY KEY(tbl, partition, row)) WITHOUT ROWID
            """);
        _writer.Execute(
            """
            CREATE TABLE IF NOT EXISTS messages(
                id INTEGER PRIMARY KEY, queue TEXT NOT NULL, visible INTEGER NOT NULL, leased INTEGER NOT NULL DEFAULT 0,
                attempt INTEGER NOT NULL DEFAULT 0, receipt INTEGER NOT NULL DEFAULT 0, text TEXT NOT NULL)
            """);
        _writer.Execute("CREATE INDEX IF NOT EXISTS messages_visible ON messages(queue, visible, id)");
        _writer.Execute("CREATE TABLE IF NOT EXISTS openings(number INTEGER NOT NULL)");
        _writer.Execute("INSERT INTO openings SELECT 0 WHERE NOT EXISTS (SELECT * FROM openings)");
        _writer.Execute($"PRAGMA user_version = {Layout}");
    }
}
