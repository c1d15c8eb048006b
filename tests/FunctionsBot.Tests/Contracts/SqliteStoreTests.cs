using FunctionsBot.Storage;
using Microsoft.Data.Sqlite;

namespace FunctionsBot.Tests.Contracts;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        var etag = await _folder.Store.Table("items").Insert(new("p", "r", "1"), Stop);

        _folder.Reopen();

        Assert.Equal(new TableRow("p", "r", "1", etag), await _folder.Store.Table("items").Get("p", "r", Stop));
    }

    [Fact]
    public async Task A_version_given_before_a_restart_is_never_given_again()
    {
        var read = await _folder.Store.Table("items").Insert(new("p", "r", "1"), Stop);
        await _folder.Store.Table("items").Delete("p", "r", null, Stop);

        _folder.Reopen();

        Assert.NotEqual(read, await _folder.Store.Table("items").Insert(new("p", "r", "1"), Stop));
    }

    [Fact]
    public async Task Tables_of_one_file_do_not_mix()
    {
        await _folder.Store.Table("one").Insert(new("p", "r", "1"), Stop);

        Assert.Null(await _folder.Store.Table("two").Get("p", "r", Stop));
        Assert.Throws<ArgumentException>(() => _folder.Store.Table("No_Name"));
    }

    [Fact]
    public async Task Readers_and_writers_beside_each_other_see_whole_batches()
    {
        var table = _folder.Store.Table("pairs");
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                Assert.True(await table.Batch([new TableWrite.Upsert(new("p", $"{w} left", $"{i}")), new TableWrite.Upsert(new("p", $"{w} right", $"{i}"))], Stop));
            }
        })).ToList();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var reads = 0;
            do
            {
                var rows = await table.Range("p", cancel: Stop).ToListAsync(Stop);
                Assert.All(rows.Chunk(2), pair => Assert.Equal(pair[0].Json, pair[1].Json));
                reads++;
            }
            while (!done.IsCancellationRequested);
            return reads;
        })).ToList();

        await Task.WhenAll(writers);
        await done.CancelAsync();

        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
        Assert.All(await table.Range("p", cancel: Stop).ToListAsync(Stop), row => Assert.Equal("299", row.Json));
    }

    [Fact]
    public async Task Transactions_are_counted_as_Azure_bills_them()
    {
        var table = _folder.Store.Table("counted");
        foreach (var chunk in Enumerable.Range(0, 2_500).Chunk(100))
        {
            await table.Batch([.. chunk.Select(i => new TableWrite.Insert(new("p", $"{i:d4}", "1")))], Stop);
        }

        Assert.Equal(25, table.Transactions);
        await table.Get("p", "0001", Stop);
        await table.Insert(new("p", "0001", "1"), Stop);
        await table.Delete("p", "0001", null, Stop);
        Assert.Equal(28, table.Transactions);
        Assert.Equal(2_499, await table.Range("p", cancel: Stop).CountAsync(Stop));
        Assert.Equal(31, table.Transactions);
        Assert.Equal(0, await table.Range("nothing", cancel: Stop).CountAsync(Stop));
        Assert.Equal(32, table.Transactions);
    }

    [Fact]
    public void A_second_host_on_the_same_folder_is_told_so()
    {
        var e = Assert.Throws<StoreException>(() => new SqliteStore(_folder.Folder, _folder.Clock));

        Assert.Equal($"The data folder {_folder.Folder} is in use by another running FunctionsBot: stop that one, or choose another data folder.", e.Message);
    }

    [Fact]
    public async Task A_file_locked_by_another_program_is_named_and_nothing_is_lost()
    {
        var table = _folder.Store.Table("items");
        await table.Insert(new("p", "before", "1"), Stop);
        using (var other = new SqliteConnection($"Data Source={_folder.Store.File};Pooling=False"))
        {
            await other.OpenAsync(Stop);
            using var begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync(Stop);

            var e = await Assert.ThrowsAsync<StoreException>(() => table.Batch([new TableWrite.Insert(new("p", "during", "1"))], Stop));
            Assert.Contains($"{_folder.Store.File} is locked by another program", e.Message, StringComparison.Ordinal);
        }

        Assert.NotNull(await table.Insert(new("p", "during", "1"), Stop));
        Assert.NotNull(await table.Get("p", "before", Stop));
    }

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_no_half_a_batch()
    {
        var table = _folder.Store.Table("items");
        await table.Insert(new("p", "before", "1"), Stop);
        // SQLite meets its own limit of pages as it meets a full disk.
        await _folder.Store.Write(session => session.Scalar("PRAGMA max_page_count = 20"), Stop);

        var e = await Assert.ThrowsAsync<StoreException>(
            () => table.Batch([.. Enumerable.Range(0, 100).Select(i => new TableWrite.Insert(new("p", $"{i}", new string('x', 2_000))))], Stop));

        Assert.Contains("the disk is full", e.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Store.File, e.Message, StringComparison.Ordinal);
        await _folder.Store.Write(session => session.Scalar("PRAGMA max_page_count = 1000000"), Stop);
        Assert.Equal(["before"], await table.Range("p", cancel: Stop).Select(row => row.Row).ToListAsync(Stop));
        Assert.NotNull(await table.Insert(new("p", "after", "1"), Stop));
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_and_left_alone()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Folder, "garbage"));
        var file = Path.Combine(folder.FullName, SqliteStore.FileName);
        File.WriteAllText(file, new string('x', 10_000));

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var e = Assert.Throws<StoreException>(() => new SqliteStore(folder.FullName, _folder.Clock));
            Assert.Equal($"{file} is damaged or no SQLite database: restore it from a backup, or move it away to start afresh.", e.Message);
        }

        Assert.Equal(10_000, new FileInfo(file).Length);
    }

    [Fact]
    public async Task A_damaged_page_is_named_when_it_is_read()
    {
        foreach (var i in Enumerable.Range(0, 500))
        {
            await _folder.Store.Table("items").Insert(new("p", $"{i:d3}", new string('x', 1_000)), Stop);
        }

        var file = _folder.Store.File;
        _folder.Store.Dispose();
        using (var stream = new FileStream(file, FileMode.Open))
        {
            // Past the first pages, where the tables begin.
            stream.Position = 4_096 * 20;
            stream.Write(Enumerable.Repeat((byte)0xEE, 4_096 * 40).ToArray());
        }

        _folder.Reopen();
        var e = await Assert.ThrowsAsync<StoreException>(async () => await _folder.Store.Table("items").Range("p", cancel: Stop).ToListAsync(Stop));
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.Folder, "a file");
        File.WriteAllText(file, "");

        var e = Assert.Throws<StoreException>(() => new SqliteStore(file, _folder.Clock));

        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.Contains("choose another data folder", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_named()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other means to forbid writing.");
            return;
        }

        // The kernel's own files are not even root's to add to.
        var folder = Environment.IsPrivilegedProcess
            ? new DirectoryInfo("/proc/self/fdinfo")
            : Directory.CreateDirectory(Path.Combine(_folder.Folder, "read-only"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var e = Assert.Throws<StoreException>(() => new SqliteStore(folder.FullName, _folder.Clock));

        Assert.Contains($"The data folder {folder.FullName} cannot be written", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_not_touched()
    {
        await _folder.Store.Write(session => session.Execute("PRAGMA user_version = 99"), Stop);

        var e = Assert.Throws<StoreException>(_folder.Reopen);

        Assert.Contains("newer version", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var table = _folder.Store.Table("items");
        _folder.Store.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => table.Get("p", "r", Stop));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => table.Insert(new("p", "r", "1"), Stop));
    }
}
