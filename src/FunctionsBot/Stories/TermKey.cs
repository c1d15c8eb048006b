namespace FunctionsBot.Stories;

/// <summary>
/// A term as 64 bits: what kind it is in the upper 16, a hash of it in the lower 48. With some 10⁵ terms in use at a time, two of them
/// meet with a chance of one in 10⁵ and then only count as one.
/// </summary>
internal readonly record struct TermKey(ulong Value)
{
    private const int HashBits = 48;
    private const ulong HashMask = (1UL << HashBits) - 1;
    private const ulong NumberTag = 1;
    private const ulong NameTag = 2;
    private const ulong ConceptTag = 4;

    /// <summary>A plain number: the same in every language, but too often that of something else.</summary>
    public static TermKey Number(string text) => Of(text, NumberTag);

    /// <summary>A name, day, sum or law: who, where, when or how much, in every language.</summary>
    public static TermKey Name(string text) => Of(text, NameTag);

    /// <summary>A word that both languages have, each its own.</summary>
    public static TermKey Concept(string text) => Of(text, ConceptTag);

    /// <summary>A word of a language: it meets only words of that language.</summary>
    public static TermKey Word(string text, string language) => Of(text, LanguageTag(language));

    public bool IsName => Value >> HashBits == NameTag;

    /// <summary>It means the same in every language.</summary>
    public bool IsNeutral => Value >> HashBits <= ConceptTag;

    /// <summary>The language of a word; see <see cref="LanguageTag"/>.</summary>
    public ushort Tag => (ushort)(Value >> HashBits);

    /// <summary>The two letters of a language as a number, above the tags of names and numbers.</summary>
    public static ushort LanguageTag(string language) =>
        language.Length >= 2 ? (ushort)((byte)language[0] << 8 | (byte)language[1]) : ushort.MaxValue;

    private static TermKey Of(string text, ulong tag) => new((tag << HashBits) | (Hashing.Of(text) & HashMask));
}
