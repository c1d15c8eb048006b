using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

public sealed class PageSignaturesTests
{
    private static readonly Source Source = new("letter", "Letter", new Uri("https://letter.example/"), SourceKind.Page, "en");

    [Fact]
    public void Names_and_count_under_a_letter_are_read()
    {
        var signatures = Read("""
            <h1>Keep AI open</h1><p>Dear decision-makers, we ask for open models in public services.</p><ul><li>First demand of the letter</li></ul>
            <h2>Signatories</h2><p>1,062 organisations signed this letter as of 16 March 2026.</p>
            <ul><li>Ada Roux, Mozilla</li><li><a href="https://b.example">Bea</a>, Open Lab</li><li>Cem Öz, Kod</li><li>Dov</li><li>Eli</li></ul><h2>Contact</h2><ul><li>Press office</li></ul>
            """)!;

        Assert.Equal(["Ada Roux, Mozilla", "Bea, Open Lab", "Cem Öz, Kod", "Dov", "Eli"], signatures.Names);
        Assert.Equal((1062, "organisation", false), (signatures.Count, signatures.Of, signatures.IsCut));
    }

    [Theory]
    [InlineData("<h1>News</h1><p>Two organisations met on Monday to talk about open models.</p>")]
    [InlineData("<h1>A letter</h1><h2>Signataires</h2><ul><li>Ada</li><li>Bea</li></ul>")]
    public void A_page_without_signatures_has_none(string html) => Assert.Null(Read(html));

    [Fact]
    public void A_French_count_with_narrow_blanks_is_one_number() => Assert.Equal(12_345, Read("<h1>Pétition</h1><p>12 345 signatures au 3 mars 2026</p>")!.Count);

    private static SignatureList? Read(string body) => new PageSource().Read(
        Source, new FetchResult.Fetched(Source.Address, Encoding.UTF8.GetBytes($"<!doctype html><html><body><main>{body}</main></body></html>")) { MediaType = "text/html" }).Signatures;
}
