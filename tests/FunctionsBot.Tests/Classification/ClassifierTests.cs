using FunctionsBot.Classification;
using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Classification;

public sealed class ClassifierTests
{
    public static TheoryData<string> RelevantTitles => [.. Articles.Relevant.Select(a => a.Title)];

    public static TheoryData<string> OtherTitles => [.. Articles.NotRelevant.Select(a => a.Title)];

    [Theory]
    [MemberData(nameof(RelevantTitles))]
    public void Openness_ai_and_policy_that_meet_are_relevant(string title) =>
        Assert.True(Classifier.Shipped.Judge(Articles.Relevant.Single(a => a.Title == title)) is { Relevant: true, Score: > 0.5 });

    [Theory]
    [MemberData(nameof(OtherTitles))]
    public void Two_of_the_three_are_not_enough(string title) =>
        Assert.False(Classifier.Shipped.Judge(Articles.NotRelevant.Single(a => a.Title == title)).Relevant);

    [Fact]
    public void A_letter_is_an_open_letter_in_both_languages()
    {
        Assert.Equal(StoryKind.OpenLetter, Classifier.Shipped.Judge(Articles.LetterFr).Kind);
        Assert.Equal(StoryKind.OpenLetter, Classifier.Shipped.Judge(Articles.LetterEn).Kind);
    }

    [Fact]
    public void A_report_is_a_report_in_both_languages()
    {
        Assert.Equal(StoryKind.Report, Classifier.Shipped.Judge(Articles.ReportFr).Kind);
        Assert.Equal(StoryKind.Report, Classifier.Shipped.Judge(Articles.ReportEn).Kind);
    }

    [Theory]
    [InlineData("en", "Consultation opens on open-source AI rules", "The ministry's public consultation on open AI models runs until June. A request for information asks who uses open weights.", StoryKind.Consultation)]
    [InlineData("fr", "Le ministère lance un appel d'offres pour une IA open source", "La commande publique choisit des modèles ouverts : l'appel d'offres du ministère demande des poids ouverts.", StoryKind.Procurement)]
    [InlineData("fr", "Un fonds public pour l'IA open source", "Le fonds, doté de trente millions d'euros de subventions, financera des modèles ouverts d'intelligence artificielle pour l'État.", StoryKind.Funding)]
    [InlineData("en", "Summit on open-source AI gathers ministers", "The conference brings governments and makers of open models together; the summit ends with a hearing.", StoryKind.Event)]
    [InlineData("en", "Bill would exempt open-source AI from liability", "Lawmakers discuss a bill and an amendment on open models: the legislation covers open weights and artificial intelligence.", StoryKind.Legislation)]
    public void Kinds_follow_the_cues_of_title_and_text(string language, string title, string text, StoryKind kind) =>
        Assert.Equal(kind, Classifier.Shipped.Judge(Articles.Of(language, title, text)).Kind);

    [Theory]
    [InlineData("de", "Bundestag berät Ausnahme für Open-Source-KI", "Die Abgeordneten wollen offene Modelle von Pflichten der KI-Verordnung ausnehmen. Die Regierung unterstützt quelloffene künstliche Intelligenz in der Verwaltung.", true)]
    [InlineData("de", "Neue Smartphone-App erkennt Pflanzen mit KI", "Das Produkt kostet vier Euro im Monat und hat schon viele Kunden.", false)]
    [InlineData("es", "El gobierno apoya la IA de código abierto", "El ministerio prepara un proyecto de ley sobre modelos de inteligencia artificial de código abierto y su uso en la contratación pública.", true)]
    [InlineData("es", "El Congreso debate una ley de inteligencia artificial", "El gobierno quiere multar las imágenes falsas.", false)]
    [InlineData("it", "Il governo finanzia modelli di intelligenza artificiale con codice aperto", "Il ministero vuole modelli aperti negli appalti pubblici e una legge per la sovranità digitale.", true)]
    [InlineData("it", "Il comune adotta il software libero", "Gli uffici useranno una suite con codice aperto.", false)]
    public void German_spanish_and_italian_are_judged_by_their_vocabulary(string language, string title, string text, bool relevant) =>
        Assert.Equal(relevant, Classifier.Shipped.Judge(Articles.Of(language, title, text)).Relevant);

    [Fact]
    public void A_verdict_names_the_model_that_judged() =>
        Assert.Equal(RelevanceModel.Shipped.Version, Classifier.Shipped.Judge(Articles.LetterEn).Model);

    [Fact]
    public void Evidence_quotes_the_item_exactly()
    {
        var verdict = Classifier.Shipped.Judge(Articles.LetterFr);

        Assert.Contains(verdict.Evidence, e => e is { Label: "openness", Start: < 0 });
        Assert.Contains(verdict.Evidence, e => e is { Label: "policy", Start: >= 0 });
        Assert.Contains(verdict.Evidence, e => e.Label == "kind:open-letter");
        Assert.Contains("sovereignty", verdict.Topics);
        Assert.All(verdict.Evidence, e => AssertStands(Articles.LetterFr, e));
    }

    [Fact]
    public void Why_names_what_met_and_where_in_both_languages()
    {
        var verdict = Classifier.Shipped.Judge(Articles.ReportFr);

        Assert.Equal("Openness, AI and policy meet in the title: “modèles d'IA ouverts”, “modèles d'IA”, “Sénat”.", verdict.Why);
        Assert.Equal(
            "L'ouverture, l'IA et la politique publique se rencontrent dans le titre : « modèles d'IA ouverts », « modèles d'IA », « Sénat ».",
            verdict.WhyFr);
        Assert.Contains("in the first lines", Classifier.Shipped.Judge(Articles.LetterFr).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_names_what_is_missing()
    {
        var verdict = Classifier.Shipped.Judge(Articles.GeneralOpenSource);

        Assert.Equal("Not relevant: nothing speaks of AI.", verdict.Why);
        Assert.Equal("Hors sujet : rien ne parle de l'IA.", verdict.WhyFr);
    }

    [Theory]
    [InlineData("Payons l'entretien de l'IA ouverte", "Tribune. L'État finance des modèles d'IA open source par subvention, puis oublie de les entretenir.")]
    [InlineData("Op-ed: fund open-source AI like roads", "Ministers give grants to open-source AI models and forget their upkeep.")]
    public void A_text_that_names_its_own_genre_is_an_opinion_whatever_it_is_about(string title, string text) =>
        Assert.Equal(StoryKind.Opinion, Classifier.Shipped.Judge(Articles.Of(title.StartsWith("Op", StringComparison.Ordinal) ? "en" : "fr", title, text)).Kind);

    [Fact]
    public void Related_links_at_the_end_weigh_less_than_the_article()
    {
        var links = string.Concat(Enumerable.Repeat("Also read: open-source AI and the AI Act. ", 3));
        var filler = string.Concat(Enumerable.Repeat("The gardener waters roses and talks about the weather of the season. ", 60));
        var chrome = Articles.Of("en", "Roses in the rain", filler + links);
        var article = Articles.Of("en", "Roses in the rain", links + filler);

        Assert.True(Classifier.Shipped.Judge(chrome).Score < Classifier.Shipped.Judge(article).Score);
        Assert.False(Classifier.Shipped.Judge(chrome).Relevant);
    }

    [Fact]
    public void Nothing_at_all_is_not_relevant() =>
        Assert.False(Classifier.Shipped.Judge(Articles.Of("en", "", "")).Relevant);

    internal static void AssertStands(Item item, Evidence evidence)
    {
        var (from, start) = evidence.Start < 0 ? (item.Title, -1 - evidence.Start) : (item.Text, evidence.Start);
        Assert.Equal(evidence.Text, from.Substring(start, evidence.Text.Length));
    }
}
