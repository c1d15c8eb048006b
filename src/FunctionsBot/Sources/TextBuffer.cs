using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        if (IsUsual(text))
        {
            AppendLine(text);
            return;
        }

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
            AppendLine(words);
        }
    }

    /// <summary>Appends text without two spaces in a row.</summary>
    private void AppendLine(scoped ReadOnlySpan<char> words)
    {
        if (words[0] == ' ')
        {
            gap = true;
            words = words[1..];
            if (words.IsEmpty) return;
        }

        if (gap && Length > 0) rented[Length++] = ' ';
        gap = words[^1] == ' ';
        words = gap ? words[..^1] : words;
        words.CopyTo(rented.AsSpan(Length));
        Length += words.Length;
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
    public static bool IsOneLine(ReadOnlySpan<char> text) => IsUsual(text) || (IndexOfOdd(text) < 0 && text.IndexOf("  ") < 0);

    /// <summary>Whether text is one line and has neither markup nor references, in one pass. False where that takes a closer look.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => IsUsual(text, orMarkup: false);

    /// <summary>
    /// Whether text plainly is one line: no character that <see cref="IndexOfOdd"/> finds, and no two spaces in a row; told by sixteens, without
    /// a closer look at what is rare.
    /// </summary>
    private static bool IsUsual(ReadOnlySpan<char> text, bool orMarkup = true)
    {
        const int Width = 16;
        if (text.Length <= Width) return IsUsualShort(text, orMarkup);
        if (!Vector256.IsHardwareAccelerated) return false;
        ref var first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(text));
        // Each look reaches one unit further than it goes on; the last one overlaps the one before.
        for (var at = 0; ; at = Math.Min(at + Width, text.Length - Width - 1))
        {
            var here = Vector256.LoadUnsafe(ref first, (nuint)at);
            var next = Vector256.LoadUnsafe(ref first, (nuint)at + 1);
            if (!AllUsual(here) || Vector256.EqualsAny(here & Vector256.Equals(here, next), Vector256.Create((ushort)' '))) return false;
            if (!orMarkup && HasMarkup(here)) return false;
            if (at == text.Length - Width - 1) return AllUsual(next) && (orMarkup || !HasMarkup(next));
        }
    }

    /// <summary>The same of names and single words, letter by letter.</summary>
    private static bool IsUsualShort(ReadOnlySpan<char> text, bool orMarkup)
    {
        var before = '\0';
        foreach (var c in text)
        {
            if (c is < ' ' or (> '~' and < '\u00a1') or '\u00ad' or > '\u167f' || (c == ' ' && before == ' ')) return false;
            if (!orMarkup && c is '<' or '&') return false;
            before = c;
        }

        return !text.IsEmpty;
    }

    private static bool HasMarkup(Vector256<ushort> units) =>
        (Vector256.Equals(units, Vector256.Create((ushort)'<')) | Vector256.Equals(units, Vector256.Create((ushort)'&'))) != Vector256<ushort>.Zero;

    /// <summary>ASCII's signs; letters from Latin to those before U+1680, less the soft hyphen; dashes, quotes and the ellipsis; East Asian scripts.</summary>
    private static bool AllUsual(Vector256<ushort> units)
    {
        var usual = Within(units, ' ', '~');
        if (usual == Vector256<ushort>.AllBitsSet) return true;
        usual |= Within(units, '\u00a1', '\u167f') & ~Vector256.Equals(units, Vector256.Create((ushort)'\u00ad'));
        usual |= Within(units, '\u2010', '\u2027') | Within(units, '\u3001', '\ufefe');
        return usual == Vector256<ushort>.AllBitsSet;
    }

    private static Vector256<ushort> Within(Vector256<ushort> units, char from, char to) =>
        Vector256.LessThanOrEqual(units - Vector256.Create((ushort)from), Vector256.Create((ushort)(to - from)));

    private void Grow(int more)
    {
        var bigger = ArrayPool<char>.Shared.Rent(Math.Max(Length + more, rented.Length * 2));
        Written.CopyTo(bigger);
        ArrayPool<char>.Shared.Return(rented);
        rented = bigger;
    }
}
