using System.Diagnostics;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Contracts;

/// <summary>A real process that writes is killed in the middle of it.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const string FolderVariable = "FUNCTIONSBOT_TESTS_KILLED";
    private readonly string _folder = Directory.CreateTempSubdirectory("functionsbot-killed-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_killed_process_lost_nothing_it_was_told_was_written()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
        {
            await WriteUntilKilled(folder);
            return;
        }

        foreach (var enough in (int[])[1, 60, 1_500])
        {
            folder = Directory.CreateDirectory(Path.Combine(_folder, $"{enough}")).FullName;
            await KillOnceItHasWritten(enough, folder);
            await CheckNothingIsLost(enough, folder);
        }
    }

    private static async Task CheckNothingIsLost(int enough, string folder)
    {
        using var store = new SqliteStore(folder, TimeProvider.System);
        string[] written = [.. (await File.ReadAllTextAsync(Receipts(folder), Stop)).Split('\n')[..^1]];
        var rows = await store.Table("pairs").Range("p", cancel: Stop).Select(row => row.Row).ToListAsync(Stop);

        Assert.True(written.Length >= enough);
        Assert.Empty(written.SelectMany(key => (string[])[$"{key} left", $"{key} right"]).Except(rows));
        // One pair more may be there whose receipt was not written any more; but never half a pair.
        Assert.InRange(rows.Count, written.Length * 2, (written.Length + 1) * 2);
        Assert.Equal(0, rows.Count % 2);
        Assert.InRange(await store.Queue("work").Count(Stop), written.Length, written.Length + 1);
    }

    /// <summary>What the process to be killed does; it ends by itself should nobody kill it.</summary>
    private static async Task WriteUntilKilled(string folder)
    {
        using var store = new SqliteStore(folder, TimeProvider.System);
        await using var receipts = new StreamWriter(Receipts(folder)) { AutoFlush = true, NewLine = "\n" };
        for (var i = 0; i < 50_000; i++)
        {
            var key = $"{i:d5}";
            Assert.True(await store.Table("pairs").Batch(
                [new TableWrite.Insert(new("p", $"{key} left", "{}")), new TableWrite.Insert(new("p", $"{key} right", new string('x', i % 5_000)))], Stop));
            await store.Queue("work").Send([key], TimeSpan.Zero, Stop);
            await receipts.WriteLineAsync(key);
        }
    }

    private static string Receipts(string folder) => Path.Combine(folder, "receipts.txt");

    private static async Task KillOnceItHasWritten(int receipts, string folder)
    {
        var program = Path.ChangeExtension(typeof(KilledProcessTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(program, ["-method", $"*.{nameof(A_killed_process_lost_nothing_it_was_told_was_written)}"])
        {
            RedirectStandardOutput = true,
            Environment = { [FolderVariable] = folder },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        try
        {
            // A receipt has six bytes.
            while (!(new FileInfo(Receipts(folder)) is { Exists: true } file && file.Length >= receipts * 6))
            {
                Assert.False(process.HasExited, process.HasExited ? await output : "");
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Stop);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
