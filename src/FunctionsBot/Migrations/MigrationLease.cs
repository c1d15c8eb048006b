using FunctionsBot.Storage;

namespace FunctionsBot.Migrations;

/// <summary>The right to migrate, which a migration renews as it goes on, with how far it has come.</summary>
internal sealed class MigrationLease(ITable documents, Schema schema, string etag, TimeProvider clock)
{
    /// <summary>How far the instance before had come; null where this is the first.</summary>
    public string? Reached => schema.Reached;

    /// <summary>It is time to renew: to be asked after every few rows. A third of the lease may pass before; two thirds stay for a slow step.</summary>
    public bool IsDue => schema.Until - clock.GetUtcNow() <= Migrator.Lease * 2 / 3;

    /// <summary>Renews the right and remembers how far all is done.</summary>
    /// <exception cref="StoreException">It was lost: this process stood still too long, and another has taken over.</exception>
    public Task Renew(string? reached, CancellationToken cancel) =>
        Write(schema with { Until = clock.GetUtcNow() + Migrator.Lease, Reached = reached }, cancel);

    /// <summary>The next version is complete.</summary>
    /// <exception cref="StoreException">The right was lost.</exception>
    public Task Complete(int version, CancellationToken cancel) => Write(new Schema(version), cancel);

    private async Task Write(Schema next, CancellationToken cancel)
    {
        etag = await next.Write(documents, etag, cancel)
            ?? throw new StoreException("Another instance took over bringing the stored data to a newer version, since this one stood still for a minute: start this one again.");
        schema = next;
    }
}
