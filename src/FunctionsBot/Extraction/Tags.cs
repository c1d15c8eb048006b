using System.Collections.Frozen;

namespace FunctionsBot.Extraction;

/// <summary>What HTML elements are to the reader, after the HTML standard's content categories (https://html.spec.whatwg.org/).</summary>
internal static class Tags
{
    private static readonly FrozenSet<string> Block = Set(
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 " +
        "h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table caption tbody td tfoot th thead tr ul video audio");

    private static readonly FrozenSet<string> Void = Set(
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr");

    private static readonly FrozenSet<string> ParagraphClosers = Set(
        "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
        "header hgroup hr main menu nav ol p pre section summary table ul li");

    private static readonly FrozenSet<string> Formatting = Set(
        "a b big code em font i nobr s small strike strong tt u span label abbr cite q sub sup mark ins del");

    private static readonly FrozenSet<string> Head = Set("base link meta noscript script style template title");

    private static readonly FrozenSet<string> Silent = Set(
        "script style template svg math iframe object embed applet canvas select option optgroup datalist textarea input button map " +
        "area audio video noembed noframes head progress meter");

    private static readonly FrozenSet<string> Chrome = Set("nav aside footer form dialog menu figcaption noscript");

    private static readonly FrozenDictionary<string, string> Known = string.Join(' ',
            Block.Concat(Void).Concat(ParagraphClosers).Concat(Formatting).Concat(Head).Concat(Silent).Concat(Chrome))
        .Split(' ').Append("time").Append("picture").Distinct().ToFrozenDictionary(t => t, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Starts and ends a paragraph.</summary>
    public static bool IsBlock(string tag) => Block.Contains(tag);

    /// <summary>Has no content and no end tag.</summary>
    public static bool IsVoid(string tag) => Void.Contains(tag);

    /// <summary>Ends an open p.</summary>
    public static bool ClosesParagraph(string tag) => ParagraphClosers.Contains(tag);

    /// <summary>Runs within a line; its end tag never closes a block.</summary>
    public static bool IsFormatting(string tag) => Formatting.Contains(tag);

    /// <summary>Belongs in the head.</summary>
    public static bool IsHead(string tag) => Head.Contains(tag);

    /// <summary>Its text is never part of an article.</summary>
    public static bool IsSilent(string tag) => Silent.Contains(tag);

    /// <summary>Holds chrome by its meaning, unless most of a page's prose is in it.</summary>
    public static bool IsChrome(string tag) => Chrome.Contains(tag);

    /// <summary>May hold a whole article: a paragraph or heading holds but a part of one.</summary>
    public static bool HoldsArticle(string tag) =>
        IsBlock(tag) && !IsHeading(tag)
        && tag is not ("p" or "blockquote" or "pre" or "li" or "dt" or "dd" or "ul" or "ol" or "dl" or "tr");

    /// <summary>h1 to h6.</summary>
    public static bool IsHeading(string tag) => tag is ['h', >= '1' and <= '6'];

    /// <summary>One string for each known tag, so that pages do not allocate them again and again.</summary>
    public static string Named(ReadOnlySpan<char> tag) => BySpan.TryGetValue(tag, out var known) ? known : tag.ToString();

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
