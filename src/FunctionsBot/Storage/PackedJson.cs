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
        try
        {
            using var reader = new StreamReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new StoreException($"Row {partition}/{row} is damaged (its compressed document cannot be read): restore it from a backup or delete it.", e);
        }
    }
}
