using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Local;
using FunctionsBot.Tests.Migrations;

namespace FunctionsBot.Tests.Storage;

public sealed class BackupTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restored_store_gives_the_same_answers_and_tells_nothing_twice()
    {
        using var folder = new TestFolder();
        await DemoResult.Run(folder["first"]);
        var before = await DemoResult.Read(folder["first"]);
        var backup = await Written(folder["first"]);

        Directory.CreateDirectory(folder["second"]);
        File.Copy(Path.Combine(folder["first"], "started"), Path.Combine(folder["second"], "started"));
        Directory.CreateDirectory(Path.Combine(folder["second"], "outbox", "email"));
        using (var store = new SqliteStore(folder["second"], TimeProvider.System))
        {
            await new Backup(store.Table).Restore(new StringReader(backup), over: false, Stop);
        }

        Assert.Equal(Rows(backup), Rows(await Written(folder["second"])));
        await DemoResult.Run(folder["second"]);
        var after = await DemoResult.Read(folder["second"]);
        Assert.Equal(before.Stories.Select(s => s.Id), after.Stories.Select(s => s.Id));
        Assert.Equal(before.Deliveries.Select(d => (d.DestinationId, d.Id)), after.Deliveries.Select(d => (d.DestinationId, d.Id)));
        Assert.Empty(after.Files);
    }

    [Fact]
    public async Task A_backup_of_the_previous_release_is_restored_and_then_migrated()
    {
        using var folder = new TestFolder();
        await PreviousRelease.Unpack(folder["old"]);
        var backup = await Written(folder["old"]);
        using (var store = new SqliteStore(folder["new"], TimeProvider.System))
        {
            await new Backup(store.Table).Restore(new StringReader(backup), over: false, Stop);
        }

        Directory.CreateDirectory(Path.Combine(folder["new"], "outbox", "email"));
        await DemoResult.Run(folder["new"]);

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder["new"], "outbox"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_noticed()
    {
        var backup = await Sample();

        Assert.Contains("cut off", (await Refused(string.Join('\n', backup.Split('\n')[..^2]) + "\n")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Line 103 of the backup is damaged", (await Refused(backup[..^20])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_lost_a_line_is_noticed()
    {
        var lines = (await Sample()).Split('\n');

        var e = await Refused(string.Join('\n', [.. lines[..2], .. lines[3..]]));

        Assert.Equal("Line 103 ends the backup after 101 rows, but it had 102: the file was changed. Use another backup.", e.Message);
    }

    [Fact]
    public async Task Something_else_is_no_backup() =>
        Assert.StartsWith("This file is no backup", (await Refused("{}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_line_that_is_damaged_is_named()
    {
        var lines = (await Sample()).Split('\n');
        lines[4] = lines[4][..^3];

        Assert.StartsWith("Line 5 of the backup is damaged", (await Refused(string.Join('\n', lines))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_with_something_in_it_is_not_overwritten_unless_asked()
    {
        var backup = await Sample();
        MemoryTable.Open(out var opened);
        await opened["sources"].Insert(new TableRow("00", "s1", "{\"changed\":true}"), Stop);
        var restore = new Backup(name => opened[name]);

        var e = await Assert.ThrowsAsync<StoreException>(() => restore.Restore(new StringReader(backup), over: false, Stop));
        Assert.StartsWith("The store is not empty (table sources has rows)", e.Message, StringComparison.Ordinal);

        Assert.Equal(102, await restore.Restore(new StringReader(backup), over: true, Stop));
        Assert.Equal("{}", (await opened["sources"].Get("00", "s1", Stop))!.Json);
    }

    [Fact]
    public void Every_table_is_in_a_backup()
    {
        MemoryTable.Open(out var opened);

        Assert.Equal(opened.Keys.Order(), Backup.Names.Order());
    }

    private static async Task<StoreException> Refused(string backup)
    {
        MemoryTable.Open(out var opened);
        return await Assert.ThrowsAsync<StoreException>(() => new Backup(name => opened[name]).Restore(new StringReader(backup), over: false, Stop));
    }

    /// <summary>101 sources and a document of French text.</summary>
    private static async Task<string> Sample()
    {
        MemoryTable.Open(out var opened);
        for (var n = 0; n < 101; n++)
        {
            await opened["sources"].Insert(new TableRow("00", $"s{n}", "{}"), Stop);
        }

        await opened["documents"].Insert(new TableRow("any", "é « ici »", "no JSON at all \"\n"), Stop);
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(102, await new Backup(name => opened[name]).Write(output, At, Stop));
        return output.ToString();
    }

    private static async Task<string> Written(string folder)
    {
        using var store = new SqliteStore(folder, TimeProvider.System);
        using var output = new StringWriter { NewLine = "\n" };
        await new Backup(store.Table).Write(output, At, Stop);
        return output.ToString();
    }

    private static string[] Rows(string backup) => backup.Split('\n');
}
