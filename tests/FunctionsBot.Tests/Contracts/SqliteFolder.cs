using FunctionsBot.Storage;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Contracts;

/// <summary>An embedded store in a folder of its own, deleted at the end.</summary>
internal sealed class SqliteFolder : IDisposable
{
    public SqliteFolder() => Store = new(Folder, Clock);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 2, 3, 9, 0, 0, TimeSpan.Zero));

    public string Folder { get; } = Directory.CreateTempSubdirectory("functionsbot-").FullName;

    public SqliteStore Store { get; private set; }

    /// <summary>Closes the store and opens it again, as a restart does.</summary>
    public void Reopen()
    {
        Store.Dispose();
        Store = new(Folder, Clock);
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
