using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Scheduling;

/// <summary>Finds the sources that are due and claims them, so that two timers at once poll none twice.</summary>
public sealed class DueSources(Tables tables, TimeProvider clock)
{
    /// <summary>How long a claim holds: a poll that died is taken up again after it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>Claims what is due now.</summary>
    /// <returns>Batches of source ids, each within one shard and as large as a batch of a table: claiming them, and saving what their poll taught, is one write each.</returns>
    public async IAsyncEnumerable<(string Shard, IReadOnlyList<string> SourceIds)> Claim(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var shard in Keys.AllShards)
        {
            var due = await Due(shard, cancel);
            foreach (var part in due.Chunk(ITable.BatchLimit))
            {
                if (await Claim(shard, part, cancel) is { Count: > 0 } claimed)
                {
                    yield return (shard, claimed);
                }
            }
        }
    }

    private async Task<List<(SourceState State, string? ETag)>> Due(string shard, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var states = new Dictionary<string, Versioned<SourceState>>();
        await foreach (var state in tables.SourceStates.Range(shard, cancel: cancel))
        {
            states.Add(state.Key, state);
        }

        var due = new List<(SourceState, string?)>();
        await foreach (var source in tables.Sources.Range(shard, cancel: cancel))
        {
            var known = states.GetValueOrDefault(source.Key);
            if (!source.Value.Paused && known is null or { Value: { Retired: false } } && (known?.Value.NextPoll ?? now) <= now)
            {
                due.Add((known?.Value ?? new SourceState(source.Key, now), known?.ETag));
            }
        }

        return due;
    }

    /// <summary>One write for all; only where another was quicker with some of them, one write each.</summary>
    private async Task<IReadOnlyList<string>> Claim(string shard, (SourceState State, string? ETag)[] due, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + Lease;
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
