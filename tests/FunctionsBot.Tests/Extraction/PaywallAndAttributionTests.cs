using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Extraction;

public sealed class PaywallAndAttributionTests
{
    [Theory]
    [InlineData("Il vous reste 55.71% de cet article à lire. La suite est réservée aux abonnés.", 0.5571)]
    [InlineData("Il vous reste 52,71\u00A0% de cet article à lire.", 0.5271)]
    [InlineData("80% of this article is left to read.", 0.8)]
    [InlineData("You have read 30 % of this article.", 0.7)]
    public void The_share_left_is_read_where_it_is_stated(string line, double share)
    {
        var item = Pages.Read(Pages.With(after: $"<p>{line}</p>"));

        Assert.Equal(PaywallKind.Metered, item.Paywall.Kind);
        Assert.Equal(share, item.Paywall.ShareLeft!.Value, 6);
        Assert.DoesNotContain("%", item.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("La suite est réservée aux abonnés")]
    [InlineData("Cet article est réservé aux abonnés")]
    [InlineData("Subscribe to continue reading")]
    [InlineData("This story is for subscribers only")]
    public void Markers_without_a_share_make_it_metered(string line)
    {
        var item = Pages.Read(Pages.With(after: $"<div class=wall>{line}</div>"));

        Assert.Equal(PaywallKind.Metered, item.Paywall.Kind);
        Assert.Equal(line, item.Paywall.Evidence);
    }

    [Fact]
    public void A_locked_page_with_no_more_than_a_lead_is_closed() =>
        Assert.Equal(PaywallKind.Closed, Pages.Read("<title>t</title><article><h1>t</h1><p>One sentence of the lead is all that is given away here.</p><p>Subscribe to continue reading</p>").Paywall.Kind);

    [Fact]
    public void An_article_about_paywalls_is_free() =>
        Assert.Equal(PaywallKind.Free, Pages.Read(Pages.With(after: "<p>Newspapers tell people to subscribe to continue reading, and economists have studied for twenty years "
            + "whether that works: a third of all readers turn away at once, another third look for the text elsewhere, and only the last third ever consider to pay for what they read, says the report.</p>")).Paywall.Kind);

    [Theory]
    [InlineData("Source du contenu: www.lemonde.fr", "Le Monde")]
    [InlineData("Source : https://www.lesechos.fr/tech/ia-ouverte-123", "Les Echos")]
    [InlineData("This article was originally published on The Conversation.", "The Conversation")]
    [InlineData("Republished with permission of Policy Review", "Policy Review")]
    [InlineData("Cet article a été publié initialement sur Next", "Next")]
    [InlineData("👉 Suivez l’actualité : ajoutez Le Fil Libre à vos sources sur Google Actualités.", "Le Fil Libre")]
    [InlineData("Source: unknown-paper.example", "unknown-paper.example")]
    public void A_line_names_the_original(string line, string name)
    {
        var item = Pages.Read(Pages.With(after: $"<p>{line}</p>"));

        Assert.Equal(name, item.Attribution!.Name);
        Assert.False(item.Attribution.Weak);
        Assert.Contains(name.Split(' ')[0], line.Replace("lemonde", "Le", StringComparison.Ordinal).Replace("lesechos", "Les", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Paris (AFP) – The committee met on Monday to speak about open models and their licences.", "AFP")]
    [InlineData("The committee met on Monday to speak about open models and their licences. (with Reuters)", "Reuters")]
    [InlineData("Le comité s’est réuni lundi pour parler des modèles ouverts et de leurs licences (avec AFP)", "AFP")]
    [InlineData("BRUSSELS (AP) — The committee met on Monday to speak about open models and their licences.", "Associated Press")]
    public void Agencies_sign_in_the_first_or_last_lines(string line, string agency) =>
        Assert.Equal(agency, Pages.Read($"<title>t</title><article><h1>Title of it</h1><p>{line}</p>{Pages.Prose}</article>").Attribution!.Name);

    [Fact]
    public void An_agency_named_in_the_middle_is_no_source()
    {
        var item = Pages.Read(Pages.With(after: "<p>The minister told Reuters on Monday that the law would be changed before the summer of next year.</p>"));

        Assert.Null(item.Attribution);
    }

    [Fact]
    public void A_canonical_address_on_another_site_makes_it_a_copy()
    {
        var item = Pages.Read(Pages.With("<link rel=canonical href='https://www.lemonde.fr/pixels/article/x.html'>"));

        Assert.Equal("Le Monde", item.Attribution!.Name);
        Assert.Equal("www.lemonde.fr", item.Attribution.Link!.Host);
    }

    [Fact]
    public void Nobody_is_a_copy_of_himself()
    {
        Assert.Null(Pages.Read(Pages.With(after: "<p>Source du contenu: www.lemonde.fr</p>"), "https://www.lemonde.fr/x").Attribution);
        Assert.Null(Pages.Read(Pages.With("<link rel=canonical href='https://amp.example.org/story'>")).Attribution);
    }
}
