using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace FunctionsBot.Sources;

/// <summary>A paragraph, heading, list item or cell of a page.</summary>
/// <param name="Text">Its words on one line.</param>
/// <param name="Heading">The heading it stands under; empty before the first.</param>
/// <param name="Listed">It is an item of a list or a cell of a table.</param>
internal sealed record PageBlock(string Text, string Heading, bool Listed);

/// <summary>What a page itself says, block by block: without menus, forms, advertisements, and what is nothing but a link elsewhere.</summary>
internal sealed class PageBlocks
{
    private const int Most = 5000;
    private const int LongestBlock = 5000;

    private static readonly HashSet<string> Passed = new(
        "script style noscript template nav footer aside form button select iframe object svg canvas video audio dialog head".Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Blocks = new(
        ("address article blockquote body br caption dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary "
            + "table tbody td tfoot th thead tr ul").Split(' '),
        StringComparer.Ordinal);

    private readonly List<PageBlock> blocks = [];
    private readonly StringBuilder text = new();
    private bool linkOnly = true;
    private string heading = "";

    /// <summary>The blocks of a page in its order.</summary>
    public static IReadOnlyList<PageBlock> Of(IHtmlDocument document)
    {
        if ((document.QuerySelector("main, [role=main]") ?? OnlyOne(document, "article") ?? document.QuerySelector("#content, #main") ?? document.Body) is not { } root) return [];
        var reader = new PageBlocks();
        reader.Visit(root, listed: false, inLink: false);
        reader.Flush(listed: false, isHeading: false);
        return reader.blocks;
    }

    private static IElement? OnlyOne(IHtmlDocument document, string selector) => document.QuerySelectorAll(selector) is [var only] ? only : null;

    /// <summary>The parser keeps trees shallow enough for this to call itself.</summary>
    private void Visit(IElement element, bool listed, bool inLink)
    {
        foreach (var node in element.ChildNodes)
        {
            if (blocks.Count >= Most) return;
            if (node is IText inner) Add(inner.Data, inLink);
            else if (node is IElement child && !IsPassed(child)) VisitElement(child, listed, inLink);
        }
    }

    private static bool IsPassed(IElement element) =>
        Passed.Contains(element.LocalName) || ListingLinks.SpeaksOfChrome(element.ClassName) || ListingLinks.SpeaksOfChrome(element.Id);

    private void VisitElement(IElement child, bool listed, bool inLink)
    {
        if (!Blocks.Contains(child.LocalName))
        {
            Visit(child, listed, inLink || child.LocalName == "a");
            return;
        }

        var isHeading = child.LocalName is ['h', >= '1' and <= '6'];
        Flush(listed, isHeading: false);
        var inner = child.LocalName is "li" or "td" or "th" or "dd" or "dt" || (listed && child.LocalName is not ("section" or "article" or "div"));
        Visit(child, inner, inLink);
        Flush(inner, isHeading);
    }

    private void Add(string words, bool inLink)
    {
        if (text.Length < LongestBlock) text.Append(words);
        if (!inLink && !string.IsNullOrWhiteSpace(words)) linkOnly = false;
    }

    private void Flush(bool listed, bool isHeading)
    {
        var words = FeedText.OneLine(text.ToString());
        var kept = words.Length > 0 && (!linkOnly || isHeading);
        text.Clear();
        linkOnly = true;
        if (!kept) return;
        if (isHeading) heading = words;
        blocks.Add(new(words, heading, listed));
    }
}
