using Microsoft.Data.Sqlite;

namespace FunctionsBot.Storage;

/// <summary>One connection with its prepared statements; used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public SqliteSession(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        try
        {
            _connection.Open();
            // Committed writes are in the operating system's hands: a killed process loses none. A power cut may lose the last
            // moments, never the file's integrity; a full sync per commit would cost a hundredfold.
            Execute("PRAGMA synchronous = NORMAL");
            Execute("PRAGMA temp_store = MEMORY");
            // 2 MiB for each connection, and a busy bot has two dozen: the operating system caches the file for all of them together.
            Execute("PRAGMA cache_size = -2048");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement; its parameters are <c>$1</c>, <c>$2</c> and on.</param>
    /// <param name="values">Their values.</param>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>The first value a statement gives; null where it gives no row.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object> values) => Bind(sql, values).ExecuteScalar();

    /// <summary>The rows a statement gives; dispose of the reader before the statement is run again.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object> values) => Bind(sql, values).ExecuteReader();

    /// <summary>Does all of <paramref name="work"/> or, where it gives false or throws, nothing of it.</summary>
    public bool Transact(Func<bool> work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            if (work())
            {
                Execute("COMMIT");
                return true;
            }
        }
        finally
        {
            // A full disk makes SQLite roll back by itself.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                Execute("ROLLBACK");
            }
        }

        return false;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
