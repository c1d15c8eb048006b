using System.Buffers;

namespace FunctionsBot.Fetching;

/// <summary>A body that cannot be had: the words follow the address in the failure's sentence.</summary>
internal sealed class BodyException(string message) : Exception(message);

/// <summary>Reads a body whole, within the limits of size and time, and undoes its content codings.</summary>
internal static class BodyReader
{
    private const int Chunk = 64 * 1024;

    public static async Task<ReadOnlyMemory<byte>> Read(HttpResponseMessage answer, FetchLimits limits, Patience patience)
    {
        var codings = answer.Content.Headers.ContentEncoding;
        if (answer.Content.Headers.ContentLength > limits.BodyBytes) throw TooBig(limits.BodyBytes);
        var stalled = $"stopped sending for {Patience.Words(limits.Idle)}: it may be overloaded, and is asked again later";
        patience.Expect(limits.Idle, stalled);
        await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
        var body = await ReadAll(stream, limits.BodyBytes, () => patience.Expect(limits.Idle, stalled), patience.Token);
        // Codings are listed in the order they were applied (RFC 9110 §8.4). More than two is no honest server.
        if (codings.Count > 2) throw new BodyException("is compressed more than twice, which only an attack does");
        foreach (var coding in codings.Reverse())
        {
            body = Decompression.Undo(coding, body, limits.BodyBytes);
        }

        return body;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAll(Stream stream, int limit, Action received, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        var length = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancel);
                if (read == 0) return buffer.AsSpan(0, length).ToArray();
                received();
                length += read;
                if (length > limit) throw TooBig(limit);
                if (length == buffer.Length) buffer = Grow(buffer, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static byte[] Grow(byte[] buffer, int length)
    {
        var bigger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(buffer);
        return bigger;
    }

    public static BodyException TooBig(int limit) =>
        new(string.Create(null, $"is bigger than {limit / 1e6:0.###} MB, the most that is read: give a smaller feed or page, or raise the limit"));
}
