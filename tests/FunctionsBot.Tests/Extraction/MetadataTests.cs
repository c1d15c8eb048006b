using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Extraction;

public sealed class MetadataTests
{
    [Theory]
    [InlineData("<title>The committee decides on open models | News Example</title>")]
    [InlineData("<title>News Example - The committee decides on open models</title>")]
    [InlineData("<title>x</title><meta property=og:title content='The committee decides on open models – News Example'><meta property=og:site_name content='News Example'>")]
    public void The_sites_name_is_taken_off_the_title(string head) =>
        Assert.Equal("The committee decides on open models",
            Pages.Read($"<head><meta property='og:site_name' content='News Example'>{head}</head><body>{Pages.Prose}").Title);

    [Fact]
    public void A_hyphen_inside_the_title_is_no_separator() =>
        Assert.Equal("IA : l’Europe – et la France – parie sur l’ouvert", Pages.Read($"<title>IA : l’Europe – et la France – parie sur l’ouvert</title>{Pages.Prose}").Title);

    [Fact]
    public void Json_ld_gives_dates_authors_site_and_paywall()
    {
        var item = Pages.Read(Pages.With("""
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
              {"@type":"Person","@id":"#ann","name":"Ann Lee"},
              {"@type":"NewsArticle","headline":"The committee decides","datePublished":"2026-03-02T08:00:00+01:00","dateModified":"2026-03-03T09:30:00+01:00",
               "author":[{"@id":"#ann"},{"@type":"Person","name":"Jo Roe"}],"publisher":{"@type":"Organization","name":"News Example"},"isAccessibleForFree":"False"}]}
            </script>
            """));

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(1)), item.Published);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 9, 30, 0, TimeSpan.FromHours(1)), item.Modified);
        Assert.Equal(["Ann Lee", "Jo Roe"], item.Authors);
        Assert.Equal("News Example", item.Site);
        Assert.Equal(PaywallKind.Metered, item.Paywall.Kind);
    }

    [Fact]
    public void Broken_json_ld_is_mended_or_passed_over()
    {
        var item = Pages.Read(Pages.With("<script type='application/ld+json'>{ not json </script><script type='application/ld+json'>/*<![CDATA[*/{\"@type\":\"NewsArticle\",\"headline\":\"A\nB\",\"datePublished\":\"2026-03-02\",}/*]]>*/</script>"));

        Assert.Equal(new DateOnly(2026, 3, 2), DateOnly.FromDateTime(item.Published!.Value.DateTime));
    }

    [Fact]
    public void Todays_date_in_the_header_is_not_the_articles()
    {
        var item = Pages.Read(Pages.With(before: "<p class=meta>Publié le 2 mars 2026 à 8h15 par Anne Le Gall</p>", outside: "<header><div class=date>vendredi 20 mars 2026</div></header>"));

        Assert.Equal(new DateTime(2026, 3, 2, 8, 15, 0), item.Published!.Value.DateTime);
    }

    [Fact]
    public void A_date_after_the_fetch_is_not_believed()
    {
        var item = Pages.Read(Pages.With("<meta property='article:published_time' content='2027-01-01T00:00:00Z'>", before: "<p>Published 2 March 2026</p>"));

        Assert.Equal(new DateTime(2026, 3, 2), item.Published!.Value.DateTime);
    }

    [Fact]
    public void A_page_without_any_date_has_none() => Assert.Null(Pages.Read(Pages.With()).Published);

    [Fact]
    public void What_the_source_listed_fills_the_gaps()
    {
        var listed = new Entry("s", "k", new Uri("https://news.example.org/story"), "Listed title")
        {
            Published = new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.Zero),
            Author = "Ann Lee",
            Content = Pages.Prose,
        };

        var item = Pages.Read("<html><body><p>Please enable scripts.</p></body></html>", listed: listed);

        Assert.Equal("Listed title", item.Title);
        Assert.Equal(listed.Published, item.Published);
        Assert.Equal(["Ann Lee"], item.Authors);
        Assert.Contains("Paragraph number 6", item.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p class=byline>By Ann Lee and Jo Roe</p>", "Ann Lee|Jo Roe")]
    [InlineData("<p>Par Anne Le Gall</p>", "Anne Le Gall")]
    [InlineData("<span class='article__author'>Écrit par Jean-Luc D’Arcy</span>", "Jean-Luc D’Arcy")]
    [InlineData("<a rel=author href=/a>Von Jörg Müller</a>", "Jörg Müller")]
    public void Bylines_give_names(string byline, string names) => Assert.Equal(names.Split('|'), Pages.Read(Pages.With(before: byline)).Authors);

    [Theory]
    [InlineData("de", "Der Ausschuss hat entschieden, dass die Modelle nicht mit dem Gesetz und den Regeln der Union zu vereinbaren sind.")]
    [InlineData("fr", "Le comité a décidé que les modèles ne sont pas dans les règles de l’Union et qu’il faut une loi pour les encadrer.")]
    [InlineData("es", "El comité ha decidido que los modelos no están dentro de las reglas de la Unión y que se necesita una ley para ello.")]
    [InlineData("it", "Il comitato ha deciso che i modelli non sono nelle regole della Unione e che per questo si deve fare una legge.")]
    [InlineData("en", "The committee has decided that the models are not within the rules of the Union and that a law is needed for them.")]
    public void The_words_tell_the_language_where_the_template_is_wrong(string language, string sentence) =>
        Assert.Equal(language, Pages.Read($"<html lang=pt><title>x</title><body><p>{sentence}</p><p>{sentence} {sentence}</p>").Language);

    [Fact]
    public void Canonical_image_and_lead_are_resolved()
    {
        var item = Pages.Read(Pages.With("<link rel=canonical href='/true'><meta property=og:image content='/i.png'><meta name=description content='What it is about.'>"));

        Assert.Equal(new Uri("https://news.example.org/true"), item.Canonical);
        Assert.Equal(new Uri("https://news.example.org/i.png"), item.Image);
        Assert.Equal("What it is about.", item.Lead);
    }

    [Fact]
    public void An_address_that_is_no_web_address_is_not_kept() =>
        Assert.Null(Pages.Read(Pages.With("<link rel=canonical href='javascript:alert(1)'>")).Canonical);
}
