using System.IO.Compression;
using FunctionsBot.Delivery;
using FunctionsBot.Migrations;
using FunctionsBot.Retention;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>The commands that keep and give away what is stored: backup and restore, a person's data, and the key of links.</summary>
internal static class Keeping
{
    /// <summary><c>export FILE</c>.</summary>
    public static async Task<int> Export(string file, IAnsiConsole console, CancellationToken stop)
    {
        using var store = Open();
        await Prepared(store, stop);
        return await ToFile(file, console, async output =>
        {
            var rows = await new Backup(store.Table).Write(output, TimeProvider.System.GetUtcNow(), stop);
            return $"{rows} rows of {store.Description} are in {file}. It holds addresses and keys: keep it as a secret.";
        });
    }

    /// <summary><c>restore FILE</c>. The store is brought to this version's layout afterwards, whichever version wrote the file.</summary>
    public static async Task<int> Restore(string file, bool over, IAnsiConsole console, CancellationToken stop)
    {
        using var store = Open();
        try
        {
            await using var bytes = File.OpenRead(file);
            await using Stream plain = IsPacked(file) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
            using var input = new StreamReader(plain);
            var rows = await new Backup(store.Table).Restore(input, over, stop);
            await Prepared(store, stop);
            console.WriteLine($"{rows} rows were written to {store.Description}.");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException or InvalidDataException) and not StoreException)
        {
            return Fails(console, file, e);
        }
    }

    /// <summary><c>person export WHO FILE</c>.</summary>
    public static async Task<int> ExportPerson(string who, string file, IAnsiConsole console, CancellationToken stop)
    {
        using var store = Open();
        await Prepared(store, stop);
        return await ToFile(file, console, async output =>
            await new PersonalData(store.Table).Export(Checked(who), output, stop) is > 0 and var rows ? $"{rows} rows about {who} are in {file}." : $"Nothing is stored about {who}.");
    }

    /// <summary><c>person erase WHO</c>.</summary>
    public static async Task<int> ErasePerson(string who, IAnsiConsole console, CancellationToken stop)
    {
        using var store = Open();
        await Prepared(store, stop);
        var (deleted, replaced) = await new PersonalData(store.Table).Erase(Checked(who), stop);
        console.WriteLine(deleted + replaced == 0
            ? $"Nothing is stored about {who}."
            : $"{deleted} rows about {who} were deleted, and in {replaced} others the name was replaced by \"{PersonalData.Erased}\". Backups made before still hold them.");
        return ExitCode.Done;
    }

    /// <summary><c>rotate-key</c>.</summary>
    public static async Task<int> RotateKey(IAnsiConsole console, CancellationToken stop)
    {
        if (Daemon.ReadSettings().SigningKey is not null)
        {
            throw new UsageException("The key is set by the setting SigningKey: write a new one before it there, then a blank and the former one.");
        }

        using var store = Open();
        var keys = await SigningKeys.Rotate(await Prepared(store, stop), stop);
        console.WriteLine($"A new key signs links from the next start; {keys} are accepted.");
        return ExitCode.Done;
    }

    private static async Task<int> ToFile(string file, IAnsiConsole console, Func<TextWriter, Task<string>> write)
    {
        try
        {
            string done;
            await using (var bytes = File.Create(file))
            await using (Stream packed = IsPacked(file) ? new GZipStream(bytes, CompressionLevel.Optimal) : bytes)
            await using (var output = new StreamWriter(packed) { NewLine = "\n" })
            {
                done = await write(output);
            }

            console.WriteLine(done);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not StoreException)
        {
            return Fails(console, file, e);
        }
    }

    private static int Fails(IAnsiConsole console, string file, Exception e)
    {
        console.WriteLine($"{file}: {e.Message}");
        return ExitCode.Failed;
    }

    /// <summary>A word of one or two letters would be found everywhere.</summary>
    private static string Checked(string who) =>
        who.Trim() is { Length: >= 3 } name ? name : throw new UsageException($"\"{who}\" is too short for an address, a chat id or a name.");

    private static bool IsPacked(string file) => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static Store Open()
    {
        var settings = Daemon.ReadSettings();
        return Store.Choose(settings.StorageConnection, settings.StorageAccount, null, settings.DataFolder, TimeProvider.System);
    }

    private static async Task<Tables> Prepared(Store store, CancellationToken stop)
    {
        var tables = new Tables(store.Table);
        await new Migrator(tables, new StoryIndex(tables), TimeProvider.System, NullLogger<Migrator>.Instance).Run(stop);
        return tables;
    }
}
