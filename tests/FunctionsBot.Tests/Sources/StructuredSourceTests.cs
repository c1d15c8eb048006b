using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

public sealed class StructuredSourceTests
{
    private static readonly Uri Address = new("https://gazette.example/agenda/");
    private static readonly Source Source = new("donnees", "Données", Address, SourceKind.Data, "fr");

    [Fact]
    public void Articles_are_read_wherever_they_stand_in_the_data()
    {
        var listing = Read(
            """
            {"@context":"https://schema.org","@graph":[
              {"@type":"WebSite","name":"Gazette","url":"https://gazette.example/"},
              {"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Accueil","item":"https://gazette.example/"}]},
              {"@type":["NewsArticle","Thing"],"headline":"Une loi pour les modèles ouverts","url":"/loi","datePublished":"2026-03-17T08:45:00+01:00","dateModified":"2026-03-18",
               "author":[{"@type":"Person","name":"Ada Roux"},{"@type":"Organization","name":"La Gazette"}],"description":"Un texte &amp; un vote.","inLanguage":"fr-FR","keywords":"ia, loi"},
              {"@type":"https://schema.org/BlogPosting","name":"Un billet","mainEntityOfPage":{"@id":"https://gazette.example/billet"}}
            ]}
            """);

        Assert.Equal(("JSON-LD", null, "fr", "Agenda & lois"), (listing.Format, listing.Failure, listing.Language, listing.Title));
        Assert.Equal(["https://gazette.example/loi", "https://gazette.example/billet"], listing.Entries.Select(e => e.Link.AbsoluteUri));
        var law = listing.Entries[0];
        Assert.Equal(("Une loi pour les modèles ouverts", "Ada Roux, La Gazette", "Un texte & un vote.", "fr"), (law.Title, law.Author, law.Summary, law.Language));
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 7, 45, 0, TimeSpan.Zero), law.Published);
        Assert.Equal(["ia", "loi"], law.Categories);
    }

    [Fact]
    public void Events_have_their_dates_and_their_place()
    {
        var listing = Read(
            """
            [{"@type":"BusinessEvent","name":"Sommet du libre","startDate":"2026-05-03T09:00+02:00","endDate":"2026-05-04T18:00+02:00","url":"https://sommet.example/",
              "location":{"@type":"Place","name":"Palais des congrès","address":{"addressLocality":"Lyon"}}},
             {"@type":"Event","name":"Atelier","startDate":"2026-06-01","eventStatus":"https://schema.org/EventCancelled","url":"/atelier","location":{"@type":"Place","address":{"addressLocality":"Lille"}}}]
            """);

        Assert.Equal(["Sommet du libre", "Annulé : Atelier"], listing.Entries.Select(e => e.Title));
        Assert.Equal((new DateTimeOffset(2026, 5, 3, 7, 0, 0, TimeSpan.Zero), "Palais des congrès"), (listing.Entries[0].Starts, listing.Entries[0].Place));
        Assert.Equal("Du 3 mai 2026 au 4 mai 2026, Palais des congrès.", listing.Entries[0].Summary);
        Assert.Equal("Le 1er juin 2026, Lille.", listing.Entries[1].Summary);
    }

    [Theory]
    [InlineData("""{"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":1,"url":"/un"},{"@type":"ListItem","position":2,"url":"/deux"}]}""")]
    [InlineData("""{"@type":"ItemList","itemListElement":["https://gazette.example/un","/deux"]}""")]
    [InlineData("""{"@type":"CollectionPage","mainEntity":{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"Article","url":"/un"}},{"@type":"ListItem","item":{"@id":"/deux"}}]}}""")]
    public void A_list_is_read_in_each_of_its_notations(string json) =>
        Assert.Equal(["/un", "/deux"], Read(json).Entries.Select(e => e.Link.AbsolutePath));

    [Fact]
    public void Broken_data_is_passed_over_and_told()
    {
        var listing = new StructuredSource().Read(
            Source,
            new(Address, Encoding.UTF8.GetBytes("<script type='application/ld+json'>{\"@type\":</script><script type=application/ld+json>{\"@type\":\"Article\",\"url\":\"/un\"}</script><script>{\"@type\":\"Article\",\"url\":\"/non\"}</script>")));

        Assert.Equal("/un", Assert.Single(listing.Entries).Link.AbsolutePath);
        Assert.Contains("not JSON", Assert.Single(listing.Mended), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_such_data_says_so() =>
        Assert.Equal(
            "https://gazette.example/agenda/ lists no article and no event in structured data (JSON-LD): read it as a listing page instead.",
            Read("{\"@type\":\"WebSite\",\"url\":\"/\"}").Failure);

    private static Listing Read(string json) => new StructuredSource().Read(
        Source,
        new(Address, Encoding.UTF8.GetBytes($"<!doctype html><html lang=\"fr\"><head><title>Agenda &amp; lois</title><script type=\"application/ld+json\">{json}</script></head><body></body></html>")));
}
