using Microsoft.Data.Sqlite;

namespace FunctionsBot.Storage;

/// <summary>SQLite's result codes as sentences. Source: https://www.sqlite.org/rescode.html</summary>
internal static class SqliteErrors
{
    public static StoreException Explain(SqliteException e, string file) => new(
        e.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                $"{file} is locked by another program: close what has it open, and start again.",
            SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB =>
                $"{file} is damaged or no SQLite database: restore it from a backup, or move it away to start afresh.",
            SQLitePCL.raw.SQLITE_FULL =>
                $"{file} cannot grow, the disk is full: free some space; nothing was half-written.",
            SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_AUTH =>
                $"{file} cannot be opened for writing: give this user the right to, or choose another data folder.",
            SQLitePCL.raw.SQLITE_IOERR =>
                $"{file} cannot be read or written ({e.Message}): check the disk.",
            _ => $"{file} failed ({e.Message}).",
        },
        e);
}
