using System.Runtime.InteropServices;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>
/// In how many items a term has stood, so that rare terms count more (inverse document frequency, K. Spärck Jones, 1972). A count-min
/// sketch (Cormode and Muthukrishnan, 2005) of fixed size, shared by all instances through one row that each adds to now and then. A crash
/// loses the counts of at most <see cref="AddEvery"/> items, which only shifts weights a little.
/// </summary>
internal sealed class Frequencies
{
    /// <summary>Items between two visits to the shared row.</summary>
    public const int AddEvery = 64;

    private const int Width = 1 << 15;

    /// <summary>Then all counts are halved, so that they follow the news and never overflow.</summary>
    private const int MostItems = 20_000;

    /// <summary>Before anything was counted, every term has stood in 8 of 300 items: else the first terms to be shared would count for nothing.</summary>
    private const double Prior = 300;
    private const double PriorSeen = 8;

    private const double LeastWeight = 0.1;

    private readonly Lock gate = new();
    private ushort[] counts = new ushort[Width];
    private ushort[] added = new ushort[Width];
    private int items;
    private int itemsAdded;
    private bool read;

    /// <summary>How much a term tells: 0.1 for one that stands everywhere, growing with the logarithm of its rarity.</summary>
    public double Weight(string key)
    {
        var hash = Hashing.Of(key);
        var seen = Math.Min(counts[First(hash)], counts[Second(hash)]);
        return Math.Max(LeastWeight, Math.Log((items + Prior) / (seen + PriorSeen)));
    }

    /// <summary>Counts the terms of one item.</summary>
    public void Add(IEnumerable<Term> terms)
    {
        lock (gate)
        {
            items++;
            itemsAdded++;
            foreach (var term in terms)
            {
                var hash = Hashing.Of(term.Key);
                Raise(First(hash));
                if (Second(hash) != First(hash))
                {
                    Raise(Second(hash));
                }
            }
        }
    }

    /// <summary>Reads the shared counts the first time, and adds this instance's own every <see cref="AddEvery"/> items.</summary>
    public async Task Share(ITable table, CancellationToken cancel)
    {
        if (read && itemsAdded < AddEvery)
        {
            return;
        }

        var row = await table.Get(IndexRows.Partition, IndexRows.Frequencies, cancel);
        var shared = row is null ? new Shared(0, []) : JsonSerializer.Deserialize<Shared>(row.Json, StoredJson.Options)!;
        var (sum, toWrite) = Merge(shared);
        if (toWrite)
        {
            var json = JsonSerializer.Serialize(sum, StoredJson.Options);
            // A lost race is no matter: another instance has just written, and these counts go with the next visit.
            var written = row is null
                ? await table.Insert(new TableRow(IndexRows.Partition, IndexRows.Frequencies, json), cancel)
                : await table.Replace(row with { Json = json }, cancel);
            Settle(sum, written is not null);
        }
        else
        {
            Settle(sum, written: false);
        }
    }

    private static int First(ulong hash) => (int)(hash & (Width - 1));

    private static int Second(ulong hash) => (int)((hash >> 32) & (Width - 1));

    private void Raise(int at)
    {
        counts[at] = (ushort)Math.Min(counts[at] + 1, ushort.MaxValue);
        added[at] = (ushort)Math.Min(added[at] + 1, ushort.MaxValue);
    }

    private (Shared Sum, bool ToWrite) Merge(Shared shared)
    {
        lock (gate)
        {
            var halve = shared.Items + itemsAdded > MostItems ? 1 : 0;
            var there = MemoryMarshal.Cast<byte, ushort>(shared.Counts);
            var sum = new ushort[Width];
            for (var i = 0; i < Width; i++)
            {
                sum[i] = (ushort)(Math.Min((i < there.Length ? there[i] : 0) + added[i], ushort.MaxValue) >> halve);
            }

            return (new Shared((shared.Items + itemsAdded) >> halve, MemoryMarshal.AsBytes(sum.AsSpan()).ToArray()), itemsAdded >= AddEvery);
        }
    }

    private void Settle(Shared sum, bool written)
    {
        lock (gate)
        {
            read = true;
            items = sum.Items;
            counts = MemoryMarshal.Cast<byte, ushort>(sum.Counts).ToArray();
            if (written)
            {
                added = new ushort[Width];
                itemsAdded = 0;
            }
        }
    }

    /// <summary>The shared row.</summary>
    /// <param name="Items">Items counted.</param>
    /// <param name="Counts">16-bit counts.</param>
    private sealed record Shared(int Items, byte[] Counts);
}
