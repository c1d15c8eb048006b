using System.Buffers;

namespace FunctionsBot.Fetching;

/// <summary>A body that cannot be had: the words follow the address in the failure's sentence.</summary>
internal sealed class BodyException(string message) : Exception(message);

/// <summary>Reads a body whole, within the limits of size and time, and undoes its content codings.</summary>
internal static class BodyReader
{
    private const int Chunk = 64 * 1024;

    /// <param name="answer">The answer, its headers read.</param>
    /// <param name="limits">Sizes and times.</param>
    /// <param name="patience">What is left of them.</param>
    /// <param name="first">The first bytes will do: where there are more, they are left unread instead of being too many.</param>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpResponseMessage answer, FetchLimits limits, Patience patience, int? first = null)
    {
        var codings = answer.Content.Headers.ContentEncoding;
        if (first is null && answer.Content.Headers.ContentLength > limits.BodyBytes) throw TooBig(limits.BodyBytes);
        var stalled = $"stopped sending for {Patience.Words(limits.Idle)}: it may be overloaded, and is asked again later";
        patience.Expect(limits.Idle, stalled);
        await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
        var plainStart = codings.Count == 0 ? first : null;
        var body = await ReadAll(stream, plainStart ?? limits.BodyBytes, plainStart is null, () => patience.Expect(limits.Idle, stalled), patience.Token);
        // Codings are listed in the order they were applied (RFC 9110 §8.4). More than two is no honest server.
        if (codings.Count > 2) throw new BodyException("is compressed more than twice, which only an attack does");
        foreach (var coding in codings.Reverse())
        {
            body = Decompression.Undo(coding, body, first ?? limits.BodyBytes, whole: first is null);
        }

        return body;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAll(Stream stream, int limit, bool whole, Action received, CancellationToken cancel)
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
                if (length > limit) return whole ? throw TooBig(limit) : buffer.AsSpan(0, limit).ToArray();
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
