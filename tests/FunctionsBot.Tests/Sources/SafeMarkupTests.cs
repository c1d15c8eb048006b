using AngleSharp.Html.Parser;
using CsCheck;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

/// <summary>Whatever comes in, only what is allowed comes out, as a browser's parser sees it.</summary>
public sealed class SafeMarkupTests
{
    private static readonly Uri Address = new("https://news.example/a/b");

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "\"", "'", "=", " ", "&", "&lt;", "&quot;", "&#106;", "<a href=", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "<script>", "</script>", "<style>", "</style>",
        "<svg onload=x>", "</svg>", "<math><mtext>", "<iframe src=//x>", "<!--", "-->", "<![CDATA[", "]]>", "<p>", "</p>", "<b title=\"", "<textarea>", "</textarea>", "<title>", "<noscript>", "<xmp>", "<plaintext>",
        "<template>", "<form action=x>", "<input>", "<base href=//x>", "<meta http-equiv=refresh>", "<link rel=stylesheet>", "<object data=x>", "<embed src=x>", "data:text/html,x", "//x.example", "style=a:b", "on", "\0",
        "\t", "\n", "`", "<p/onclick=x>", "<a\nhref='", "<table><tr><td>", "<select><option>", "mot", "é", "\uD800",
    ];

    private static readonly HashSet<string> Never =
        ["script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "textarea", "select", "button", "base", "meta", "link", "template", "title", "noscript", "xmp", "plaintext", "frame", "frameset"];

    [Fact]
    public void Nothing_dangerous_comes_out_of_anything() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 30].Sample(pieces =>
        {
            var safe = SafeMarkup.Of(string.Concat(pieces), Address);
            var document = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument($"<!doctype html><body><article>{safe}</article><i id=after>");
            var article = document.QuerySelector("article")!;
            Assert.NotNull(document.QuerySelector("body > #after"));
            foreach (var element in article.QuerySelectorAll("*"))
            {
                Assert.DoesNotContain(element.LocalName, Never);
                Assert.All(element.Attributes, a => Assert.False(a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name is "style" or "id" or "class" or "srcdoc" or "formaction", $"{a.Name} in {safe}"));
                foreach (var address in new[] { element.GetAttribute("href"), element.GetAttribute("src"), element.GetAttribute("cite"), element.GetAttribute("poster") }.OfType<string>())
                {
                    Assert.True(address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
                        || address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase), $"{address} in {safe}");
                }
            }
        });

    [Fact]
    public void What_is_safe_stays_as_it_is() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 30].Sample(pieces =>
        {
            var once = SafeMarkup.Of(string.Concat(pieces), Address);

            Assert.Equal(once, SafeMarkup.Of(once, Address));
        });

    [Theory]
    [InlineData("<p>Un <b>mot</b> et <a href=\"https://x.example/?a=1&amp;b=2\">un lien</a>.</p>")]
    [InlineData("<figure><img src=\"https://x.example/i.png\" alt=\"Une courbe\" width=\"640\"><figcaption>Source</figcaption></figure>")]
    [InlineData("<table><tbody><tr><td colspan=\"2\">1 &lt; 2</td></tr></tbody></table>")]
    [InlineData("<blockquote cite=\"https://x.example/\">Cit&eacute; &amp; lu</blockquote>")]
    public void What_articles_are_written_with_passes_through(string html) => Assert.Equal(html, SafeMarkup.Of(html, Address));

    [Fact]
    public void Elements_a_thousand_deep_lose_their_tags_and_not_their_words()
    {
        var safe = SafeMarkup.Of(string.Concat(Enumerable.Repeat("<div>", 1000)) + "mot", Address);

        Assert.Equal(64, safe.Split("<div>").Length - 1);
        Assert.Contains("mot", safe, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>mot</p>")]
    [InlineData("mot ")]
    [InlineData("<div>mot")]
    [InlineData("&")]
    public void An_endless_text_is_cut_and_still_well_formed(string piece)
    {
        var safe = SafeMarkup.Of("<b>" + string.Concat(Enumerable.Repeat(piece, 400_000)), Address);

        Assert.InRange(safe.Length, 150_000, 201_000);
        Assert.EndsWith("</b>", safe, StringComparison.Ordinal);
    }
}
