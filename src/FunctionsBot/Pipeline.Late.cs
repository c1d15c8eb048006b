using System.Text.Json;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <content>What is late though nothing failed: told to admins, each piece once. (GOV.UK's email-alert-api looks for the same three.)</content>
public sealed partial class Pipeline
{
    /// <summary>Entries found this long ago should have been read.</summary>
    public static readonly TimeSpan WorkLate = TimeSpan.FromHours(1);

    /// <summary>Deliveries decided this long ago should have been sent.</summary>
    public static readonly TimeSpan DeliveryLate = TimeSpan.FromHours(3);

    /// <summary>Digests due this long ago should have been composed, and are looked for this far back.</summary>
    public static readonly (TimeSpan After, TimeSpan Within) DigestMissed = (TimeSpan.FromHours(1), TimeSpan.FromDays(7));

    private const string LatePartition = "late";

    /// <summary>Tells admins, in one notice, of what has become late since the last look; what is late no more is forgotten.</summary>
    private async Task TellOfLate(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // What was asked for on two days is noted as unfinished twice.
        var late = await LateReading(now, cancel).Concat(LateDeliveries(now, cancel)).Concat(MissedDigests(now, cancel))
            .DistinctBy(l => l.Key)
            .ToDictionaryAsync(l => Keys.Hash(l.Key), l => l.What, cancellationToken: cancel);
        var told = await tables.Documents.Range(LatePartition, cancel: cancel).Select(row => row.Row).ToHashSetAsync(cancellationToken: cancel);
        foreach (var over in told.Where(key => !late.ContainsKey(key)))
        {
            await tables.Documents.Delete(LatePartition, over, null, cancel);
        }

        var fresh = late.Where(l => !told.Contains(l.Key)).OrderBy(l => l.Key, StringComparer.Ordinal).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        // Noted after it is posted: a crash between posts the same notice under the same id.
        await Notify(new Notice.WorkLate([.. fresh.Select(l => l.Value)]), string.Join(' ', fresh.Select(l => l.Key)), cancel);
        foreach (var (key, what) in fresh)
        {
            await tables.Documents.Upsert(new TableRow(LatePartition, key, JsonSerializer.Serialize(what, StoredJson.Options)), cancel);
        }
    }

    private async IAsyncEnumerable<(string Key, LateWork What)> LateReading(
        DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var work in Unfinished(Work.ProcessQueue, now, cancel))
        {
            if (work.Tag == Work.Read && await tables.Entries.Get(work.Keys[0], work.Keys[1], cancel) is { Value: { Stage: EntryStage.New } entry } && entry.Seen + WorkLate < now)
            {
                yield return ($"read {entry.SourceId} {entry.Key}", new LateWork(LateKind.Reading, entry.Title, entry.SourceName ?? entry.SourceId, entry.Seen, entry.Problem));
            }
        }
    }

    private async IAsyncEnumerable<(string Key, LateWork What)> LateDeliveries(
        DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var work in Unfinished(Work.DeliverQueue, now, cancel))
        {
            // Late notices are not told of: nobody would read that one either.
            if (await tables.Deliveries.Get(work.Keys[0], work.Keys[1], cancel) is
                { Value: { State: DeliveryState.Pending or DeliveryState.Sending, Kind: not DeliveryKind.Notice } row } && row.Created + DeliveryLate < now)
            {
                yield return ($"deliver {row.DestinationId} {row.Id}", new LateWork(LateKind.Delivery, row.Subject, row.DestinationId, row.Created, row.Reason));
            }
        }
    }

    private async IAsyncEnumerable<(string Key, LateWork What)> MissedDigests(
        DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var row in tables.Destinations.Range(shard, cancel: cancel))
            {
                if (row.Value is { State: DestinationState.Active, NextDigest: { } due }
                    && due + DigestMissed.After < now && due + DigestMissed.Within > now)
                {
                    yield return ($"digest {row.Key} {due:O}", new LateWork(LateKind.Digest, "", row.Key, due, null));
                }
            }
        }
    }

    private async IAsyncEnumerable<Work> Unfinished(
        string queue, DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var day in Keys.DaysBack(now, now - Memory))
        {
            await foreach (var row in tables.Pending.Range($"{queue}-{day}", cancel: cancel))
            {
                yield return Work.Parse(row.Value.Message);
            }
        }
    }
}
