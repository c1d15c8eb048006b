using System.Runtime.CompilerServices;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Scheduling;

/// <summary>Finds the sources that are due and claims them, so that two timers at once poll none twice.</summary>
public sealed class DueSources(Tables tables, TimeProvider clock)
{
    /// <summary>How long a claim holds: a poll that died is taken up again after it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>Since when the source has been due that had waited longest at the last <see cref="Claim(CancellationToken)"/>; null where none was due.</summary>
    public DateTimeOffset? Oldest { get; private set; }

    /// <summary>Claims what is due now.</summary>
    /// <returns>When the claim ends, by which it is known, with batches of source ids, each within one shard and as large as a batch of a table: claiming them, and saving what their poll taught, is one write each.</returns>
    public async IAsyncEnumerable<(string Shard, IReadOnlyList<string> SourceIds, DateTimeOffset Until)> Claim(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        Oldest = null;
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var part in Due(shard, cancel).Chunk(ITable.BatchLimit).WithCancellation(cancel))
            {
                // To the millisecond, as the message carries it.
                var until = DateTimeOffset.FromUnixTimeMilliseconds((clock.GetUtcNow() + Lease).ToUnixTimeMilliseconds());
                if (await Claim(shard, part, until, cancel) is { Count: > 0 } claimed)
                {
                    yield return (shard, claimed, until);
                }
            }
        }
    }

    /// <summary>Sources and states come in the same order, so the two are read side by side and only what is being claimed is held.</summary>
    private async IAsyncEnumerable<(SourceState State, string? ETag)> Due(string shard, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var states = tables.SourceStates.Range(shard, cancel: cancel).GetAsyncEnumerator(cancel);
        var more = await states.MoveNextAsync();
        await foreach (var source in tables.Sources.Range(shard, cancel: cancel))
        {
            while (more && string.CompareOrdinal(states.Current.Key, source.Key) < 0)
            {
                more = await states.MoveNextAsync();
            }

            var known = more && states.Current.Key == source.Key ? states.Current : null;
            if (!source.Value.Paused && known is null or { Value: { Retired: false } } && (known?.Value.NextPoll ?? now) <= now)
            {
                Oldest = known is null || Oldest < known.Value.NextPoll ? Oldest : known.Value.NextPoll;
                yield return (known?.Value ?? new SourceState(source.Key, now), known?.ETag);
            }
        }
    }

    /// <summary>One write for all; only where another was quicker with some of them, one write each.</summary>
    private async Task<IReadOnlyList<string>> Claim(string shard, (SourceState State, string? ETag)[] due, DateTimeOffset until, CancellationToken cancel)
    {
        var writes = due.Select(d => Write(shard, d.State with { NextPoll = until }, d.ETag)).ToList();
        if (await tables.SourceStates.Table.Batch(writes, cancel))
        {
            return [.. due.Select(d => d.State.SourceId)];
        }

        var claimed = new List<string>();
        foreach (var write in writes)
        {
            if (await tables.SourceStates.Table.Batch([write], cancel))
            {
                claimed.Add(write.Row.Row);
            }
        }

        return claimed;
    }

    private TableWrite Write(string shard, SourceState state, string? etag)
    {
        var row = tables.SourceStates.Row(shard, state.SourceId, state, etag);
        return etag is null ? new TableWrite.Insert(row) : new TableWrite.Replace(row);
    }
}
