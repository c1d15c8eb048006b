using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace FunctionsBot.Sources;

/// <summary>
/// What is remembered of a page: for each block a hash of its words, and one of its figures; for each count of signatures the last that was
/// told. Blocks that went are remembered too, so that what comes and goes (a quotation of the day) is new once only.
/// </summary>
internal sealed class PageReading
{
    /// <summary>Blocks remembered: with 12 bytes each in base64 that is 24,000 characters.</summary>
    private const int MostBlocks = 1500;

    private const int MostCounts = 100;
    private const int BlockBytes = 12;
    private const string Version = "1";

    private readonly Dictionary<ulong, uint> blocks = [];
    private readonly List<ulong> order = [];
    private readonly Dictionary<ulong, long> counts = [];

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is nothing of that kind.</summary>
    public static PageReading? Parse(string? text)
    {
        if (text?.Split('|') is not [Version, var packed, var counted]) return null;
        var bytes = new byte[packed.Length];
        if (!Convert.TryFromBase64String(packed, bytes, out var length) || length % BlockBytes != 0) return null;
        var reading = new PageReading();
        for (var at = 0; at < length; at += BlockBytes)
        {
            reading.Put(BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
        }

        foreach (var pair in counted.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split(':') is [var key, var value]
                && ulong.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)
                && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                reading.counts[hash] = count;
            }
        }

        return reading;
    }

    /// <summary>The hash of a block's words, figures left out.</summary>
    public static ulong HashOf(List<string> masked) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(string.Join(' ', masked).AsSpan()));

    /// <summary>The hash of a block's text.</summary>
    public static uint FiguresOf(string text) => (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));

    public bool Knows(ulong block) => blocks.ContainsKey(block);

    public uint? Figures(ulong block) => blocks.TryGetValue(block, out var figures) ? figures : null;

    public long? Count(ulong block) => counts.TryGetValue(block, out var count) ? count : null;

    public void Put(ulong block, uint figures)
    {
        if (blocks.TryAdd(block, figures)) order.Add(block);
        else blocks[block] = figures;
    }

    public void PutCount(ulong block, long count)
    {
        if (counts.Count < MostCounts || counts.ContainsKey(block)) counts[block] = count;
    }

    /// <summary>Takes over what the reading before knew and this one does not.</summary>
    public void Keep(PageReading before)
    {
        foreach (var block in before.order)
        {
            if (!Knows(block)) Put(block, before.blocks[block]);
        }

        foreach (var (block, count) in before.counts)
        {
            if (!counts.ContainsKey(block)) PutCount(block, count);
        }
    }

    public override string ToString()
    {
        var kept = Math.Min(order.Count, MostBlocks);
        var bytes = new byte[kept * BlockBytes];
        for (var i = 0; i < kept; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * BlockBytes), order[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((i * BlockBytes) + 8), blocks[order[i]]);
        }

        return $"{Version}|{Convert.ToBase64String(bytes)}|{string.Join(',', counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key:x}:{c.Value}")))}";
    }
}
