using System.Runtime.CompilerServices;
using FunctionsBot.Domain;

namespace FunctionsBot.Storage;

/// <summary>
/// The history of what admins change: one partition, since people write few, the newest first. An entry is written, then the change is made, then
/// the entry is marked as done. The row that changed holds its entry's id, and each entry that of the one before: following these from the row
/// gives its whole history, in which nothing is missing and nothing stands that never happened.
/// </summary>
/// <param name="rows">The table's rows.</param>
public sealed class Audit(Rows<AuditEntry> rows)
{
    /// <summary>The table beneath.</summary>
    public ITable Table => rows.Table;

    /// <summary>Makes a change with its entry.</summary>
    /// <param name="entry">What is about to happen; its id is made here.</param>
    /// <param name="change">Carries it out; false where a condition failed and nothing was changed. The entry it is given has its id.</param>
    /// <param name="cancel">Stops it before the change; what follows a change is written all the same.</param>
    /// <returns>The entry; null where nothing was changed.</returns>
    public async Task<AuditEntry?> Record(AuditEntry entry, Func<AuditEntry, Task<bool>> change, CancellationToken cancel)
    {
        var begun = await Begin(entry, cancel);
        if (!await change(begun))
        {
            await Withdraw(begun);
            return null;
        }

        return await End(begun);
    }

    /// <summary>Makes changes of up to <see cref="ITable.BatchLimit"/> rows with their entries, all or none.</summary>
    /// <param name="entries">What is about to happen, of one moment.</param>
    /// <param name="change">Carries all of it out; false where a condition failed and nothing was changed.</param>
    /// <param name="cancel">Stops it before the change; what follows a change is written all the same.</param>
    /// <returns>Whether it was changed.</returns>
    public async Task<bool> Record(IReadOnlyList<AuditEntry> entries, Func<IReadOnlyList<AuditEntry>, Task<bool>> change, CancellationToken cancel)
    {
        var begun = await Begin(entries, cancel);
        if (!await change(begun))
        {
            await rows.Table.Batch([.. begun.Select(e => new TableWrite.Delete(new TableRow(Keys.Only, e.Id, "")))], CancellationToken.None);
            return false;
        }

        await rows.Table.Batch([.. begun.Select(e => new TableWrite.Upsert(rows.Row(Keys.Only, e.Id, e with { Done = true })))], CancellationToken.None);
        return true;
    }

    /// <summary>Marks an entry as come true.</summary>
    public async Task<AuditEntry> End(AuditEntry entry)
    {
        var done = entry with { Done = true };
        await rows.Upsert(Keys.Only, done.Id, done, CancellationToken.None);
        return done;
    }

    /// <summary>Takes away the entry of a change that did not happen.</summary>
    public Task Withdraw(AuditEntry entry) => rows.Delete(Keys.Only, entry.Id, CancellationToken.None);

    /// <summary>An entry by its id; null if there is none.</summary>
    public async Task<AuditEntry?> Get(string id, CancellationToken cancel) => (await rows.Get(Keys.Only, id, cancel))?.Value;

    /// <summary>Entries, the newest first.</summary>
    /// <param name="until">Only those older than this; null for all.</param>
    /// <param name="since">Only those of this moment or later; null for all.</param>
    /// <param name="cancel">Stops the reading.</param>
    public IAsyncEnumerable<AuditEntry> Range(DateTimeOffset? until, DateTimeOffset? since, CancellationToken cancel) => After(
        until is { } end ? Keys.NewestFirst(end) + "~" : null, since, cancel);

    /// <summary>Entries that come after one in the list, so older ones.</summary>
    /// <param name="id">The entry, or a key between entries; null for the beginning.</param>
    /// <param name="since">Only those of this moment or later; null for all.</param>
    /// <param name="cancel">Stops the reading.</param>
    public async IAsyncEnumerable<AuditEntry> After(string? id, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in rows.Range(Keys.Only, id, since is { } start ? Keys.NewestFirst(start) + "~" : null, cancel))
        {
            if (row.Key != id)
            {
                yield return row.Value;
            }
        }
    }

    /// <summary>The changes of one thing, the newest first, one read each.</summary>
    /// <param name="last">The entry its row names; null where it was never changed here.</param>
    /// <param name="cancel">Stops the reading.</param>
    public async IAsyncEnumerable<AuditEntry> HistoryOf(string? last, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (last is not null && await Get(last, cancel) is { } entry)
        {
            yield return entry;
            last = entry.Previous;
        }
    }

    /// <summary>Writes the entry under the first free moment: two admins may press at the same tick.</summary>
    private async Task<AuditEntry> Begin(AuditEntry entry, CancellationToken cancel)
    {
        for (var tick = 0; ; tick++)
        {
            var begun = entry with { Id = Keys.NewestFirst(entry.At.AddTicks(tick)), Done = false };
            if (await rows.Insert(Keys.Only, begun.Id, begun, cancel))
            {
                return begun;
            }
        }
    }

    private async Task<List<AuditEntry>> Begin(IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
    {
        for (var tick = 0; ; tick += entries.Count)
        {
            var begun = entries.Select((e, i) => e with { Id = Keys.NewestFirst(e.At.AddTicks(tick + i)), Done = false }).ToList();
            if (await rows.Table.Batch([.. begun.Select(e => new TableWrite.Insert(rows.Row(Keys.Only, e.Id, e)))], cancel))
            {
                return begun;
            }
        }
    }
}
