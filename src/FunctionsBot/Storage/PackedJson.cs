using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace FunctionsBot.Storage;

/// <summary>Documents as Brotli (RFC 7932) of their UTF-8.</summary>
internal static class PackedJson
{
    /// <summary>Characters up to which packing would save less than a page of storage, and cost readability in any viewer.</summary>
    public const int WorthPacking = 2_048;

    // Quality 4 of 0 to 11 and a window of 2²² bytes: a fifth of the text's size at a speed that does not show beside the write.
    private const int Quality = 4;
    private const int WindowBits = 22;

    /// <summary>Bytes of the longest document: three for each of its characters.</summary>
    private const int LargestText = 3 * TableLimits.JsonLength;

    public static byte[] Pack(string json)
    {
        var text = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        var length = Encoding.UTF8.GetBytes(json, text);
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(length));
        try
        {
            return BrotliEncoder.TryCompress(text.AsSpan(0, length), packed, out var written, Quality, WindowBits)
                ? packed[..written]
                : throw new InvalidOperationException("The buffer for the compressed document was too small.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <exception cref="StoreException">The bytes were not made by <see cref="Pack"/>.</exception>
    public static string Unpack(string partition, string row, byte[] packed)
    {
        // Text shrinks to a fifth or so; where that guess is too small, a larger buffer is tried.
        for (var size = Math.Max(4_096, 8 * packed.Length); ; size *= 4)
        {
            var text = ArrayPool<byte>.Shared.Rent(Math.Min(size, LargestText));
            try
            {
                if (BrotliDecoder.TryDecompress(packed, text, out var length))
                {
                    return Encoding.UTF8.GetString(text, 0, length);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(text);
            }

            if (size >= LargestText)
            {
                throw new StoreException(
                    $"Row {partition}/{row} is damaged (its compressed document cannot be read): restore it from a backup or delete it.");
            }
        }
    }
}
