using AngleSharp;
using AngleSharp.Browser;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace FunctionsBot.Sources;

/// <summary>Pages as trees. Scripts are never run.</summary>
internal static class HtmlPage
{
    /// <summary>
    /// Without what looks for a charset in "meta" elements: the text is decoded already, and that search takes a minute where such an element
    /// holds a megabyte.
    /// </summary>
    private static readonly HtmlParser Parser = new(
        new HtmlParserOptions { IsScripting = false },
        BrowsingContext.New(Configuration.Default.Without<EncodingMetaHandler>()));

    /// <summary>Parses a page that is within <see cref="HtmlLimits"/>.</summary>
    public static IHtmlDocument Parse(ReadOnlyMemory<char> html) => Parser.ParseDocument(html);
}
