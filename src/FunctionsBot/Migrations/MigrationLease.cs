using FunctionsBot.Storage;

namespace FunctionsBot.Migrations;

/// <summary>The right to migrate, which a migration renews as it goes on, with how far it has come.</summary>
internal sealed class MigrationLease(ITable documents, Schema schema, string etag, TimeProvider clock)
{
    /// <summary>How far the instance before had come; null where this is the first.</summary>
    public string? Reached => schema.Reached;

    /// <summary>To be called after every few rows: renews the right, where it is time, and remembers how far all is done.</summary>
    /// <exception cref="StoreException">It was lost: this process stood still too long, and another has taken over.</exception>
    public async Task Renew(string? reached, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // A third of the lease may pass before it is renewed: two thirds stay for a slow step.
        if (schema.Until - now > Migrator.Lease * 2 / 3)
        {
            return;
        }

        await Write(schema with { Until = now + Migrator.Lease, Reached = reached }, cancel);
    }

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
