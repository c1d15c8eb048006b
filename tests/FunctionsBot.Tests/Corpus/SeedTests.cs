using FunctionsBot.Domain;
using FunctionsBot.Extraction;

namespace FunctionsBot.Tests.Corpus;

/// <summary>Five French articles as somebody scraped them, with all the chrome of the sites around them.</summary>
public sealed class SeedTests
{
    private static readonly DateTimeOffset s_fetched = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    private static Item Read(int seed)
    {
        var file = Directory.GetFiles(Shared.PathOf("seeds"), $"{seed:D3}_*.txt").Single();
        return new Extractor().ReadText(File.ReadAllText(file), new Uri($"https://seed.example/{seed}"), s_fetched);
    }

    [Fact]
    public void A_republished_stub_gives_its_title_date_paywall_and_a_weak_hint_at_its_publisher()
    {
        var item = Read(0);

        Assert.Equal("Intelligence artificielle : la bataille des modèles en open source", item.Title);
        Assert.Equal(new DateOnly(2025, 3, 13), DateOnly.FromDateTime(item.Published!.Value.DateTime));
        Assert.Equal(PaywallKind.Metered, item.Paywall.Kind);
        Assert.Equal(0.5571, item.Paywall.ShareLeft!.Value, 6);
        Assert.Equal("Le Monde", item.Attribution!.Name);
        Assert.True(item.Attribution.Weak);
        Assert.StartsWith("L’open source peut-il changer", item.Text, StringComparison.Ordinal);
        Assert.EndsWith("7 millions de fois.", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Articles Liés", item.Text, StringComparison.Ordinal);
        Assert.Contains("400 millions d’euros", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_biography_above_and_below_the_article_is_left_out_and_names_the_author()
    {
        var item = Read(1);

        Assert.Equal("Intelligence artificielle : la guerre des modèles open source", item.Title);
        Assert.Equal(["Hugo Mollet"], item.Authors);
        Assert.Equal(new DateTime(2025, 3, 14, 8, 6, 0), item.Published!.Value.DateTime);
        Assert.Equal(new DateTime(2025, 3, 14, 8, 6, 0), item.Modified!.Value.DateTime);
        Assert.DoesNotContain("Rédacteur en chef", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Apple divulguée", item.Text, StringComparison.Ordinal);
        Assert.EndsWith("dans des environnements critiques.", item.Text, StringComparison.Ordinal);
        Assert.Null(item.Attribution);
    }

    [Fact]
    public void A_text_without_a_title_gets_one_from_its_first_sentence_and_names_its_source()
    {
        var item = Read(2);

        Assert.StartsWith("Depuis que DeepSeek a causé", item.Title, StringComparison.Ordinal);
        Assert.InRange(item.Title.Length, 40, 111);
        Assert.Equal("Le Monde", item.Attribution!.Name);
        Assert.False(item.Attribution.Weak);
        Assert.Equal(0.5271, item.Paywall.ShareLeft!.Value, 6);
        Assert.EndsWith("des subtilités et des défis.", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_also_lines_inside_the_article_are_left_out_and_the_newsroom_is_told_by_its_own_invitation()
    {
        var item = Read(3);

        Assert.Equal("ces 40 organisations appellent à miser sur l'IA open source", item.Title);
        Assert.Equal("01net", item.Attribution!.Name);
        Assert.DoesNotContain("À lire aussi", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("WhatsApp", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("commentaire", item.Text, StringComparison.Ordinal);
        Assert.Contains("45 organisations dont Mozilla", item.Text, StringComparison.Ordinal);
        Assert.Contains("le 18 novembre", item.Text, StringComparison.Ordinal);
        Assert.Contains("Les 40 organisations", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_said_twice_is_said_once_and_teasers_between_paragraphs_go()
    {
        var item = Read(4);

        Assert.Equal("Découvrez pourquoi la France secoue le monde de l’IA avec sa croisade pour l’open source", item.Title);
        Assert.StartsWith("Un événement majeur", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Dans le meme genre", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cela peut vous intéresser", item.Text, StringComparison.Ordinal);
        Assert.Contains("Favoriser un partage étendu des avancées", item.Text, StringComparison.Ordinal);
        Assert.EndsWith("avant de trancher.", item.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_seed_is_french_and_an_article(int seed)
    {
        var item = Read(seed);

        Assert.Equal("fr", item.Language);
        Assert.Equal(PageType.Article, item.PageType);
        Assert.DoesNotContain("\n\n\n", item.Text, StringComparison.Ordinal);
    }
}
