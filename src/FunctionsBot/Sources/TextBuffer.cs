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
        while (!text.IsEmpty)
        {
            var odd = IndexOfOdd(text);
            AppendRun(odd < 0 ? text : text[..odd]);
            if (odd < 0) return;
            if (char.IsWhiteSpace(text[odd])) gap = true;
            text = text[(odd + 1)..];
        }
    }

    /// <summary>A break between words, where markup makes one.</summary>
    public void AppendGap() => gap = true;

    public override readonly string ToString() => Written.ToString();

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(rented);

    /// <summary>Appends text whose only white space is spaces. What is written never outgrows what was read by more than one.</summary>
    private void AppendRun(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == ' ')
            {
                gap = true;
                text = text.TrimStart(' ');
                continue;
            }

            var end = text.IndexOf("  ");
            var words = end < 0 ? text : text[..end];
            text = text[words.Length..];
            if (gap && Length > 0) rented[Length++] = ' ';
            gap = words[^1] == ' ';
            words = gap ? words[..^1] : words;
            words.CopyTo(rented.AsSpan(Length));
            Length += words.Length;
        }
    }

    /// <summary>Control characters, white space other than the space, and what cannot be seen.</summary>
    private static int IndexOfOdd(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (text[at..].IndexOfAnyExceptInRange(' ', '~') is >= 0 and var next)
        {
            at += next;
            if (text[at] is <= '\u00a0' or '\u00ad' or (>= '\u1680' and (<= '\u1680' or (>= '\u2000' and <= '\u200b') or '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000' or '\ufeff'))) return at;
            at++;
        }

        return -1;
    }

    /// <summary>Whether text may stand as it is, but for white space at its ends.</summary>
    public static bool IsOneLine(ReadOnlySpan<char> text) => IndexOfOdd(text) < 0 && text.IndexOf("  ") < 0;

    private void Grow(int more)
    {
        var bigger = ArrayPool<char>.Shared.Rent(Math.Max(Length + more, rented.Length * 2));
        Written.CopyTo(bigger);
        ArrayPool<char>.Shared.Return(rented);
        rented = bigger;
    }
}
