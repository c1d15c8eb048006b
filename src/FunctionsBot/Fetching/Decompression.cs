using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace FunctionsBot.Fetching;

/// <summary>
/// Undoes the content codings of RFC 9110 §8.4.1, up to a size; what is bigger is refused, or cut where its beginning will do. The framework's streams take a body that was cut off for a whole one,
/// so each ends by making sure that the end was there.
/// </summary>
internal static class Decompression
{
    public static ReadOnlyMemory<byte> Undo(string coding, ReadOnlyMemory<byte> body, int limit, bool whole = true)
    {
        if (body.IsEmpty || coding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return body;
        try
        {
            return coding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => Gzip(body, limit, whole),
                "deflate" => Deflate(body, limit, whole),
                "br" => Brotli(body.Span, limit, whole),
                _ => throw new BodyException($"is compressed with \"{coding}\", which was not asked for: its server is at fault"),
            };
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new BodyException($"says its body is compressed with {coding}, but it cannot be unpacked whole: its server is at fault");
        }
    }

    private static ReadOnlyMemory<byte> Gzip(ReadOnlyMemory<byte> body, int limit, bool whole)
    {
        // Some servers announce gzip and send plain text; the two magic bytes tell (RFC 1952 §2.3.1).
        if (body.Span is not [0x1f, 0x8b, ..]) return body;
        using var packed = new GZipStream(Input(body), CompressionMode.Decompress);
        var plain = ReadAll(packed, limit, whole);
        if (!whole && plain.Length == limit) return plain;
        // A member ends with the checksum and length of what it held (§2.3.1). Several members in a row are let pass.
        Span<byte> end = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(end, Crc32.HashToUInt32(plain));
        BinaryPrimitives.WriteUInt32LittleEndian(end[4..], (uint)plain.Length);
        return body.Span.LastIndexOf(end) >= 0 || body.Span.LastIndexOf(GzipMember) > 0 ? plain : throw new InvalidDataException();
    }

    private static byte[] Deflate(ReadOnlyMemory<byte> body, int limit, bool whole)
    {
        // "deflate" means zlib (RFC 9110 §8.4.1.2), yet some send it bare: the zlib header is a multiple of 31 (RFC 1950 §2.2).
        if (body.Span is not [var b0, var b1, ..] || (b0 & 0x0f) != 8 || ((b0 << 8) | b1) % 31 != 0)
        {
            using var bare = new DeflateStream(Input(body), CompressionMode.Decompress);
            return ReadAll(bare, limit, whole);
        }

        using var packed = new ZLibStream(Input(body), CompressionMode.Decompress);
        var plain = ReadAll(packed, limit, whole);
        if (!whole && plain.Length == limit) return plain;
        Span<byte> end = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(end, Adler32(plain));
        return body.Span.LastIndexOf(end) >= 0 ? plain : throw new InvalidDataException();
    }

    private static byte[] Brotli(ReadOnlySpan<byte> body, int limit, bool whole)
    {
        var decoder = new BrotliDecoder();
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(4096, Math.Min(body.Length * 4, limit + 1)));
        var length = 0;
        try
        {
            while (true)
            {
                var status = decoder.Decompress(body, buffer.AsSpan(length), out var used, out var written);
                body = body[used..];
                length += written;
                if (length > limit) return whole ? throw BodyReader.TooBig(limit) : buffer.AsSpan(0, limit).ToArray();
                if (status == OperationStatus.Done) return buffer.AsSpan(0, length).ToArray();
                if (status != OperationStatus.DestinationTooSmall) throw new InvalidDataException();
                buffer = BodyReader.Grow(buffer, length);
            }
        }
        finally
        {
            decoder.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] ReadAll(Stream stream, int limit, bool whole)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var length = 0;
        try
        {
            while (true)
            {
                var read = stream.Read(buffer, length, buffer.Length - length);
                if (read == 0) return buffer.AsSpan(0, length).ToArray();
                length += read;
                if (length > limit) return whole ? throw BodyReader.TooBig(limit) : buffer.AsSpan(0, limit).ToArray();
                if (length == buffer.Length) buffer = BodyReader.Grow(buffer, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static MemoryStream Input(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(body.ToArray(), writable: false);

    /// <summary>RFC 1950 §9, with the sums reduced often enough for 32 bits.</summary>
    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        uint a = 1, b = 0;
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, 5552)];
            foreach (var octet in part) b += a += octet;
            (a, b) = (a % 65521, b % 65521);
            bytes = bytes[part.Length..];
        }

        return (b << 16) | a;
    }

    private static ReadOnlySpan<byte> GzipMember => [0x1f, 0x8b, 0x08];
}
