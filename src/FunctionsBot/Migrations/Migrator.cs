using FunctionsBot.Storage;
using FunctionsBot.Stories;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Migrations;

/// <summary>
/// Brings the tables to the layout that this version reads, once, at the start of a host: forward only, a version at a time. Of several
/// instances that start at once one migrates and the others wait for it; what a killed one left is taken up where it stopped, since every
/// step may be done twice.
/// </summary>
public sealed partial class Migrator(Tables tables, StoryIndex stories, TimeProvider clock, ILogger<Migrator> log)
{
    /// <summary>The layout that this version reads and writes.</summary>
    public const int Latest = 4;

    /// <summary>How long a migrating instance is believed to live without a sign of it.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>How long another instance is waited for: less than the minute that the Functions host gives a worker to start.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Migrates if need be. One read of one row where there is nothing to do.</summary>
    /// <exception cref="StoreException">The store was written by a newer version, or another instance is still migrating it: the sentence says what to do.</exception>
    public async Task Run(CancellationToken cancel)
    {
        var (schema, etag) = await Schema.Read(tables.Documents, cancel);
        var given = clock.GetUtcNow() + Patience;
        while (schema.Version < Latest)
        {
            if (await Take(schema, etag, cancel) is { } lease)
            {
                await Next(schema, lease, cancel);
            }
            else if (clock.GetUtcNow() >= given)
            {
                throw new StoreException(
                    $"The stored data is being brought to version {schema.Version + 1} by another instance ({schema.By}): start this one again in a minute.");
            }
            else
            {
                await Task.Delay(Pause, clock, cancel);
            }

            (schema, etag) = await Schema.Read(tables.Documents, cancel);
        }

        if (schema.Version > Latest)
        {
            throw new StoreException(
                $"The stored data has version {schema.Version}, and this FunctionsBot knows {Latest} at most: run the newer release that wrote it, or restore a backup made before.");
        }
    }

    /// <summary>Becomes the one that migrates, unless another one is.</summary>
    private async Task<MigrationLease?> Take(Schema schema, string? etag, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (schema.Until > now)
        {
            return null;
        }

        var taken = schema with { By = $"{Environment.MachineName}, process {Environment.ProcessId}", Until = now + Lease };
        return await taken.Write(tables.Documents, etag, cancel) is { } written ? new MigrationLease(tables.Documents, taken, written, clock) : null;
    }

    private async Task Next(Schema schema, MigrationLease lease, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var rows = await (schema.Version switch
        {
            1 => OneShard.Migrate(tables, lease, cancel),
            2 => StoryKeys.Migrate(tables, stories, lease, cancel),
            3 => StoryLedgers.Migrate(tables, lease, cancel),
            _ => throw new InvalidOperationException($"No migration leads on from version {schema.Version}."),
        });
        await lease.Complete(schema.Version + 1, cancel);
        if (rows > 0)
        {
            LogMigrated(schema.Version + 1, rows, clock.GetElapsedTime(started).TotalSeconds);
        }
    }

    [LoggerMessage(LogLevel.Information, "The stored data was brought to version {Version}: {Rows} rows in {Seconds:0.0} s.")]
    private partial void LogMigrated(int version, int rows, double seconds);
}
