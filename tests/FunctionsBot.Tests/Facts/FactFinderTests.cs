using FunctionsBot.Domain;
using FunctionsBot.Facts;

namespace FunctionsBot.Tests.Facts;

public sealed class FactFinderTests
{
    private static readonly DateTimeOffset Seen = new(2025, 11, 14, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Un plan de 109 milliards d'euros.", "109000000000 EUR")]
    [InlineData("Le fonds dispose de 2,5 milliards de dollars.", "2500000000 USD")]
    [InlineData("A fund of $2.5bn was announced.", "2500000000 USD")]
    [InlineData("They promise €350 million a year.", "350000000 EUR")]
    [InlineData("Une enveloppe de 30 M€ est prévue.", "30000000 EUR")]
    [InlineData("La subvention atteint 1 500 000 euros.", "1500000 EUR")]
    [InlineData("La subvention atteint 1\u202f500\u202f000\u00a0€.", "1500000 EUR")]
    [InlineData("It costs EUR 20 million.", "20000000 EUR")]
    [InlineData("A US$ 3.2 million grant.", "3200000 USD")]
    [InlineData("Der Bund gibt 1,2 Milliarden Euro.", "1200000000 EUR")]
    [InlineData("Une amende de 12 000 francs suisses.", "12000 CHF")]
    [InlineData("Almost £1,250,000 was raised.", "1250000 GBP")]
    public void A_sum_has_its_value_and_currency(string text, string sum)
    {
        var amount = Assert.Single(Find(text).Amounts);

        Assert.Equal(sum, $"{decimal.Truncate(amount.Value)} {amount.Currency}");
        Assert.Contains(amount.Text, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sum_without_currency_takes_that_of_its_sentence()
    {
        var amounts = Find("La fondation a reçu 40 millions d'euros et vise 1,5 milliard sur cinq ans. Elle compte 3 millions de lecteurs.").Amounts;

        Assert.Equal(["40000000 EUR", "1500000000 EUR"], amounts.Select(a => $"{decimal.Truncate(a.Value)} {a.Currency}"));
    }

    [Theory]
    [InlineData("Le modèle a été téléchargé 7 millions de fois.")]
    [InlineData("A model with 70 billion parameters.")]
    [InlineData("Il vous reste 55.71% de cet article à lire.")]
    public void A_number_that_is_no_money_is_no_sum(string text) => Assert.Empty(Find(text).Amounts);

    [Theory]
    [InlineData("Une trentaine d'associations ont signé l'appel.", 30, "organisation", true)]
    [InlineData("45 organisations dont deux syndicats protestent.", 45, "organisation", false)]
    [InlineData("More than 120 civil society organisations signed.", 120, "organisation", true)]
    [InlineData("The petition gathered 3,500 signatures.", 3500, "signatory", false)]
    [InlineData("Le texte réunit 1 200 signataires.", 1200, "signatory", false)]
    public void A_count_tells_how_many_of_whom(string text, int value, string of, bool about)
    {
        var count = Assert.Single(Find(text).Counts);

        Assert.Equal((value, of, about), (count.Value, count.Of, count.About));
    }

    [Theory]
    [InlineData("Un modèle publié en 2026 par des chercheurs de Rennes.")]
    [InlineData("It serves 40 million companies' websites.")]
    [InlineData("Signed by the Verein and 50 other organisations.")]
    [InlineData("Le collectif et 12 autres associations l'ont signée.")]
    public void A_year_or_another_noun_counts_nobody(string text) => Assert.Empty(Find(text).Counts);

    [Fact]
    public void Two_counts_of_signatories_that_disagree_are_both_told()
    {
        var facts = Find("Dans une lettre ouverte, 31 associations interpellent le ministre. Les 34 associations signataires attendent une réponse.");

        Assert.Equal("The text counts both 31 (“31 associations”) and 34 (“34 associations”).", Assert.Single(facts.Conflicts));
        Assert.Equal("Le texte compte à la fois 31 (« 31 associations ») et 34 (« 34 associations »).", Assert.Single(facts.ConflictsFr));
    }

    [Theory]
    [InlineData("Dans une lettre ouverte, 31 associations interpellent le ministre. Une trentaine d'associations, donc.")]
    [InlineData("Dans une lettre ouverte, 31 associations interpellent le ministre. Le réseau compte 800 associations.")]
    [InlineData("31 associations gèrent la ville. Les 34 associations sportives sont à part.")]
    public void Counts_that_can_both_be_right_are_no_contradiction(string text) => Assert.Empty(Find(text).Conflicts);

    [Fact]
    public void An_open_letter_has_its_date_addressees_and_signatories()
    {
        var letter = Assert.Single(Find(
            "Une vingtaine d'organisations, dont Framasoft, Open Future et Wikimédia France, demandent aux ministres du numérique de financer les modèles ouverts. "
            + "Leur lettre ouverte publiée le 6 novembre dernier est sur https://lettre.example/texte.").Letters);

        Assert.Equal(new DateOnly(2025, 11, 6), letter.Published);
        Assert.Equal(["ministres du numérique"], letter.Addressees);
        Assert.Equal(["Framasoft", "Open Future", "Wikimédia France"], letter.Signatories);
        Assert.Equal("https://lettre.example/texte", letter.Link!.AbsoluteUri);
    }

    [Fact]
    public void An_english_letter_too()
    {
        var letter = Assert.Single(Find(
            "In an open letter signed by Mozilla, Creative Commons and Hugging Face, dozens of groups urge the European Parliament to protect open models. "
            + "The open letter was published on 6 November.").Letters);

        Assert.Equal(new DateOnly(2025, 11, 6), letter.Published);
        Assert.Equal(["European Parliament"], letter.Addressees);
        Assert.Equal(["Mozilla", "Creative Commons", "Hugging Face"], letter.Signatories);
    }

    [Fact]
    public void A_letter_has_its_title_count_and_demands()
    {
        var letter = Assert.Single(Find(
            "Dans une lettre ouverte intitulée « Pour des modèles qui restent à tous », 52 associations demandent au gouvernement de publier les modèles financés par l'impôt. "
            + "Nous demandons que les poids soient accessibles, écrivent-elles.").Letters);

        Assert.Equal("Pour des modèles qui restent à tous", letter.Title);
        Assert.Equal([52], letter.SignatoryCounts.Select(c => c.Value));
        Assert.Equal(["de publier les modèles financés par l'impôt", "que les poids soient accessibles, écrivent-elles"], letter.Demands);
    }

    [Fact]
    public void An_english_letter_has_its_title_counts_that_disagree_and_demands()
    {
        var facts = Find(
            "In an open letter titled “Keep the weights open”, 120 organisations urge the minister to exempt volunteers. The 130 organisations that signed call for a public fund of open models.");
        var letter = Assert.Single(facts.Letters);

        Assert.Equal("Keep the weights open", letter.Title);
        Assert.Equal([120, 130], letter.SignatoryCounts.Select(c => c.Value));
        Assert.Equal(["to exempt volunteers", "a public fund of open models"], letter.Demands);
        Assert.Single(facts.Conflicts);
    }

    [Fact]
    public void One_event_on_two_days_is_told_as_a_contradiction_and_both_days_stay()
    {
        var facts = Find("Le sommet européen des modèles ouverts aura lieu le 18 novembre 2025. Le sommet européen des modèles ouverts se tiendra le 25 novembre 2025.");

        Assert.Equal([18, 25], facts.Dates.Select(d => d.Start.Day));
        Assert.Contains("à la fois du 18 novembre 2025 et du 25 novembre 2025", Assert.Single(facts.ConflictsFr), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The lab released Llama 3.1 under a community license.", "Llama 3.1", "community license")]
    [InlineData("Le laboratoire publie Mixtral-8x7B sous licence Apache 2.0.", "Mixtral-8x7B", "licence Apache 2.0")]
    [InlineData("Universities presented Apertus, a fully open language model.", "Apertus", "fully open")]
    [InlineData("They compared it with GPT-4, a proprietary system.", "GPT-4", "proprietary")]
    [InlineData("DeepSeek-R1 was discussed by senators.", "DeepSeek-R1", null)]
    [InlineData("Falcon 3 is small.", "Falcon 3", null)]
    public void A_model_is_named_with_what_is_said_of_its_licence(string text, string name, string? claim)
    {
        var model = Assert.Single(Find(text).Models);

        Assert.Equal((name, claim, text), (model.Name, model.Claim, model.Sentence));
    }

    [Theory]
    [InlineData("A falcon circled over the Falcon tower, where Claude Monet painted granite.")]
    [InlineData("Le mistral souffle sur Mistral, village provençal.")]
    public void A_bird_or_a_painter_is_no_model(string text) => Assert.Empty(Find(text).Models);

    [Theory]
    [InlineData("Le projet de loi n° 1674 est à l'ordre du jour.", "projet de loi n° 1674")]
    [InlineData("La proposition de loi n°512 revient au Sénat.", "proposition de loi n° 512")]
    [InlineData("La loi n° 2024-449 a été promulguée.", "loi n° 2024-449")]
    [InlineData("Procedure 2021/0106(COD) is closed.", "2021/0106(COD)")]
    [InlineData("The Senate took up S. 2081 on Monday.", "S. 2081")]
    [InlineData("California's S.B. 53 is law.", "SB 53")]
    [InlineData("Der Antrag steht in Drucksache 20/4711.", "Drucksache 20/4711")]
    [InlineData("Le règlement sur l'IA s'applique.", "AI Act")]
    [InlineData("Regulation (EU) 2024/1689 applies.", "2024/1689")]
    [InlineData("The proposal COM(2021) 206 final is old.", "COM(2021) 206")]
    [InlineData("See CELEX 32024R1689 for the text.", "32024R1689")]
    [InlineData("California's SB-1047 was vetoed.", "SB 1047")]
    [InlineData("H.R. 4141 is before the House.", "H.R. 4141")]
    [InlineData("Executive Order 14110 was repealed.", "Executive Order 14110")]
    [InlineData("Le RGPD reste en vigueur.", "GDPR")]
    public void Laws_are_known_by_name_and_number(string text, string reference) =>
        Assert.Equal(reference, Assert.Single(Find(text).References).Reference);

    [Theory]
    [InlineData("On 3/4 of the days 2024/25 was a good season.")]
    [InlineData("La note 2024/1689 du service ne dit rien.")]
    public void A_number_alone_is_no_law(string text) => Assert.Empty(Find(text).References);

    [Fact]
    public void Organisations_and_people_are_named_once_by_their_usual_name()
    {
        var facts = Find("La Commission européenne et l'OSI en débattent. Jeanne Exemple, directrice de la recherche, rappelle que la Commission européenne hésite. Yann LeCun sourit.");

        Assert.Equal(["European Commission", "Open Source Initiative"], facts.Organisations);
        Assert.Equal(["Jeanne Exemple", "Yann LeCun"], facts.People);
    }

    [Fact]
    public void A_person_in_a_list_is_not_taken_for_the_end_of_the_name_before() =>
        Assert.Equal(["Jeanne Exemple"], Find("Ont signé :\nAssociation Exemple Libre\nJeanne Exemple, directrice de recherche\nFondation Exemple").People);

    [Fact]
    public void Abbreviations_and_wrapped_lines_do_not_end_a_sentence()
    {
        var facts = Find("M. Dupont, de l'U.S. Navy, a promis\nune aide de 3 millions d'euros. Autre chose.");

        Assert.Equal("M. Dupont, de l'U.S. Navy, a promis une aide de 3 millions d'euros.", Assert.Single(facts.Amounts).Sentence);
    }

    private static ItemFacts Find(string text) => FactFinder.Find(new Item(new Uri("https://news.example/a"), "Titre", text, "fr") { Published = Seen }, Seen);
}
