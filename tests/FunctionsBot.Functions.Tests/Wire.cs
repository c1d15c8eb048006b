using System.Buffers;
using System.Text;

namespace FunctionsBot.Functions.Tests;

/// <summary>
/// Protocol Buffers as bytes, as far as the worker's protocol needs it: whole numbers, and text or messages with a length before them.
/// Source: https://protobuf.dev/programming-guides/encoding/
/// </summary>
internal static class Wire
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Length = 2;
    private const int Fixed32 = 5;

    /// <summary>Writes a message of fields whose values are text, messages already written, or whole numbers.</summary>
    public static byte[] Message(params IEnumerable<(int Field, object Value)> fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var (field, value) in fields)
        {
            if (value is int number)
            {
                Number(bytes, (ulong)(field << 3 | Varint));
                Number(bytes, (ulong)number);
                continue;
            }

            var content = value as byte[] ?? Encoding.UTF8.GetBytes((string)value);
            Number(bytes, (ulong)(field << 3 | Length));
            Number(bytes, (ulong)content.Length);
            bytes.Write(content);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads the fields of a message; those with a length as their bytes, the others as a number.</summary>
    public static ILookup<int, Value> Read(byte[] message)
    {
        var fields = new List<(int Field, Value Value)>();
        for (var at = 0; at < message.Length;)
        {
            var tag = (int)Number(message, ref at);
            switch (tag & 7)
            {
                case Varint:
                    fields.Add((tag >> 3, new([], (long)Number(message, ref at))));
                    break;
                case Length:
                    var length = (int)Number(message, ref at);
                    fields.Add((tag >> 3, new(message[at..(at + length)], 0)));
                    at += length;
                    break;
                case Fixed64:
                    at += 8;
                    break;
                case Fixed32:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} at byte {at} is none the protocol uses.");
            }
        }

        return fields.ToLookup(f => f.Field, f => f.Value);
    }

    private static void Number(ArrayBufferWriter<byte> bytes, ulong number)
    {
        for (; number > 127; number >>= 7)
        {
            bytes.Write([(byte)(number & 127 | 128)]);
        }

        bytes.Write([(byte)number]);
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            number |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return number;
            }
        }
    }

    /// <summary>The value of a field.</summary>
    internal sealed record Value(byte[] Bytes, long Number)
    {
        /// <summary>The bytes as text.</summary>
        public string Text => Encoding.UTF8.GetString(Bytes);

        /// <summary>The bytes as a message.</summary>
        public ILookup<int, Value> Fields => Read(Bytes);
    }
}
