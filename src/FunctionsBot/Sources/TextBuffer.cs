using System.Buffers;

namespace FunctionsBot.Sources;

/// <summary>Characters on their way to becoming a string, in borrowed memory.</summary>
internal ref struct TextBuffer(int capacity)
{
    private char[] rented = ArrayPool<char>.Shared.Rent(Math.Max(capacity, 256));
    private bool gap;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Written => rented.AsSpan(0, Length);

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (text.Length > rented.Length - Length) Grow(text.Length);
        text.CopyTo(rented.AsSpan(Length));
        Length += text.Length;
    }

    public void Append(char c)
    {
        if (Length == rented.Length) Grow(1);
        rented[Length++] = c;
    }

    /// <summary>Appends words: runs of white space become one space, none at the ends; control and invisible characters go.</summary>
    public void AppendWords(scoped ReadOnlySpan<char> text)
    {
        if (text.Length + 1 > rented.Length - Length) Grow(text.Length + 1);
        var to = rented;
        var length = Length;
        foreach (var c in text)
        {
            if (c is > ' ' and < '\u007f' || (c > '\u00a0' && !IsOdd(c)))
            {
                if (gap)
                {
                    if (length > 0) to[length++] = ' ';
                    gap = false;
                }

                to[length++] = c;
            }
            else if (char.IsWhiteSpace(c))
            {
                gap = true;
            }
        }

        // A gap costs one more character than its white space only once a run, and that one was reserved.
        Length = length;
    }

    /// <summary>A break between words, where markup makes one.</summary>
    public void AppendGap() => gap = true;

    public override readonly string ToString() => Written.ToString();

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(rented);

    private static bool IsOdd(char c) =>
        c is '\u00ad' or '\u1680' or (>= '\u2000' and <= '\u200b') or '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000' or '\ufeff';

    private void Grow(int more)
    {
        var bigger = ArrayPool<char>.Shared.Rent(Math.Max(Length + more, rented.Length * 2));
        Written.CopyTo(bigger);
        ArrayPool<char>.Shared.Return(rented);
        rented = bigger;
    }
}
