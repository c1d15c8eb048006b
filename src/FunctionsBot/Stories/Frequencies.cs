using System.Runtime.InteropServices;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>
/// In how many items a term has stood, so that rare terms count more (inverse document frequency, K. Spärck Jones, 1972). A count-min
/// sketch (Cormode and Muthukrishnan, 2005) of fixed size, shared by all instances through one row that each adds to now and then, with
/// <see cref="RecentKeys"/>. A crash loses what was counted of at most <see cref="AddEvery"/> items, which only shifts weights a little.
/// </summary>
internal sealed class Frequencies
{
    /// <summary>Items between two visits to the shared row.</summary>
    public const int AddEvery = 16;

    private const int Width = 1 << 14;

    /// <summary>Then all counts are halved, so that they follow the news and never overflow.</summary>
    private const int MostItems = 5_000;

    /// <summary>A term counts so many units, so that one that stood in a single item is known until its count was halved four times.</summary>
    private const int Unit = 8;

    /// <summary>
    /// Before anything was counted, every term has stood in 10 of 350 items beside those of <see cref="UsualWords"/>: else the first terms to
    /// be shared would count for nothing.
    /// </summary>
    private const double Prior = 350;
    private const double PriorSeen = 10;

    private const double LeastWeight = 0.1;

    /// <summary>Rarity counts a little less than in proportion to its logarithm.</summary>
    private const double Power = 0.75;

    private readonly Lock gate = new();
    private readonly ushort[] own = new ushort[Width];
    private ushort[] shared = new ushort[Width];
    private RecentKeys ownKeys = RecentKeys.None;
    private RecentKeys sentKeys = RecentKeys.None;
    private RecentKeys sharedKeys = RecentKeys.None;
    private int ownItems;
    private int sharedItems;
    private string? etag;
    private bool isRead;
    private volatile bool isUsable;
    private volatile TaskCompletionSource? busy;

    /// <summary>How much a term tells: 0.1 for one that stands everywhere, growing with the logarithm of its rarity.</summary>
    public double Weight(TermKey key)
    {
        var items = sharedItems + ownItems + UsualWords.Texts + Prior;
        var seen = Seen(key) / (double)Unit + UsualWords.Of(key) + PriorSeen;
        return Math.Pow(Math.Max(LeastWeight, Math.Log(items / seen)), Power);
    }

    /// <summary>Some item had the term, as far as this instance knows.</summary>
    public bool IsKnown(TermKey key) => Seen(key) > 0;

    /// <summary>A story can be found by the key, as far as this instance knows of the last some thousand items.</summary>
    public bool IsOffered(ulong key) => sharedKeys.Contains(key) || ownKeys.Contains(key) || sentKeys.Contains(key);

    /// <summary>Counts the terms of one item, and notes the keys by which it can be found.</summary>
    public void Add(IEnumerable<Term> terms, IEnumerable<ulong> offered)
    {
        lock (gate)
        {
            ownItems++;
            foreach (var key in offered)
            {
                ownKeys.Add(key);
            }

            foreach (var term in terms)
            {
                var (first, second) = Places(term.Key);
                own[first] = (ushort)Math.Min(own[first] + Unit, ushort.MaxValue);
                if (second != first)
                {
                    own[second] = (ushort)Math.Min(own[second] + Unit, ushort.MaxValue);
                }
            }
        }
    }

    /// <summary>Notes the keys by which stories of other instances can be found.</summary>
    public void Hear(IEnumerable<Posting> founded)
    {
        lock (gate)
        {
            foreach (var key in founded.SelectMany(ItemSketch.OfferedBy))
            {
                ownKeys.Add(key);
            }
        }
    }

    /// <summary>
    /// Reads the shared counts, the first time and after another instance has written them, and with them who founded stories last. The first
    /// time all wait for it: without the counts nothing is known to be worth looking for, and stories would be founded that are there.
    /// </summary>
    /// <returns>Table transactions it took: 0 or 1.</returns>
    public async Task<int> Read(ITable table, Founders founders, CancellationToken cancel)
    {
        while (!Begin(isDue: !isRead))
        {
            if (isUsable)
            {
                return 0;
            }

            await (busy?.Task ?? Task.CompletedTask).WaitAsync(cancel);
        }

        try
        {
            var rows = await table.Range(Keys.Only, IndexRows.Founders, IndexRows.Frequencies + "~", cancel).ToListAsync(cancel);
            Hear(founders.Take(rows.Find(r => r.Row == IndexRows.Founders)));
            var row = rows.Find(r => r.Row == IndexRows.Frequencies);
            var read = row is null ? new Shared(0, [], Unit) : IndexRows.Read<Shared>(row);
            lock (gate)
            {
                var counts = new ushort[Width];
                MemoryMarshal.Cast<byte, ushort>(read.Counts)[..Math.Min(Width, read.Counts.Length / sizeof(ushort))].CopyTo(counts);
                for (var i = 0; i < Width && read.Unit != Unit; i++)
                {
                    counts[i] = (ushort)Math.Min(counts[i] * Unit / read.Unit, ushort.MaxValue);
                }

                (shared, sharedItems, etag, isRead) = (counts, read.Items, row?.ETag, true);
                (sharedKeys, isUsable) = (RecentKeys.From(read.Keys), true);
            }

            return 1;
        }
        finally
        {
            End();
        }
    }

    /// <summary>
    /// Adds this instance's own counts to the shared ones, once they are of enough items: one transaction. Where another instance has written
    /// since, they are not added, but read again before the next item.
    /// </summary>
    /// <param name="table">Where they are.</param>
    /// <param name="least">Items that are worth adding.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Table transactions it took: 0 or 1.</returns>
    public async Task<int> Share(ITable table, int least, CancellationToken cancel)
    {
        if (!Begin(isDue: isRead && ownItems >= least))
        {
            return 0;
        }

        try
        {
            await Write(table, cancel);
            return 1;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Whether it is due, and nobody else of this instance is at it.</summary>
    private bool Begin(bool isDue)
    {
        lock (gate)
        {
            if (!isDue || busy is not null)
            {
                return false;
            }

            busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    private void End()
    {
        lock (gate)
        {
            busy?.SetResult();
            busy = null;
        }
    }

    private async Task Write(ITable table, CancellationToken cancel)
    {
        var (added, addedItems, sum, sumItems) = Sum();
        var sumKeys = sharedKeys.With(sentKeys, addedItems);
        var stored = new Shared(sumItems, MemoryMarshal.AsBytes(sum.AsSpan()).ToArray(), Unit) { Keys = sumKeys.ToStored };
        var json = JsonSerializer.Serialize(stored, StoredJson.Options);
        var row = new TableRow(Keys.Only, IndexRows.Frequencies, json, etag);
        var written = etag is null ? await table.Insert(row, cancel) : await table.Replace(row, cancel);
        lock (gate)
        {
            if (written is null)
            {
                isRead = false;
                return;
            }

            (shared, sharedItems, etag) = (sum, sumItems, written);
            (sharedKeys, sentKeys) = (sumKeys, RecentKeys.None);
            ownItems -= addedItems;
            for (var i = 0; i < Width; i++)
            {
                own[i] -= added[i];
            }
        }
    }

    /// <summary>What this instance has counted so far, and that with what all had. Keys noted from here on are for the next time.</summary>
    private (ushort[] Added, int AddedItems, ushort[] Sum, int SumItems) Sum()
    {
        lock (gate)
        {
            var halve = sharedItems + ownItems > MostItems ? 1 : 0;
            var sum = new ushort[Width];
            for (var i = 0; i < Width; i++)
            {
                sum[i] = (ushort)(Math.Min(shared[i] + own[i], ushort.MaxValue) >> halve);
            }

            (sentKeys, ownKeys) = (sentKeys.With(ownKeys, 0), RecentKeys.None);
            return ([.. own], ownItems, sum, (sharedItems + ownItems) >> halve);
        }
    }

    private int Seen(TermKey key)
    {
        var (first, second) = Places(key);
        return Math.Min(shared[first] + own[first], shared[second] + own[second]);
    }

    private static (int First, int Second) Places(TermKey key)
    {
        var hash = Hashing.Join(0, key.Value);
        return ((int)(hash & (Width - 1)), (int)((hash >> 32) & (Width - 1)));
    }

    /// <summary>The shared row.</summary>
    /// <param name="Items">Items counted.</param>
    /// <param name="Counts">16-bit counts.</param>
    /// <param name="Unit">What one item counts; rows written before there was a unit have 1.</param>
    private sealed record Shared(int Items, byte[] Counts, int Unit = 1)
    {
        public RecentKeys.Stored? Keys { get; init; }
    }
}
