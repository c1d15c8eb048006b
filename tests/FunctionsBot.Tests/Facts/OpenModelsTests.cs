using FunctionsBot.Domain;
using FunctionsBot.Facts;

namespace FunctionsBot.Tests.Facts;

public sealed class OpenModelsTests
{
    [Fact]
    public void An_open_model_without_training_data_is_told_so()
    {
        var model = Find("Lumen Labs released Aster, its first open-source model, on Tuesday. The weights can be downloaded under an Apache 2.0 licence.")!;

        Assert.Equal("open-source model", model.Claim);
        Assert.Equal(("Apache 2.0", false), (model.Licence, model.LicenceRestricts));
        Assert.Equal((Disclosure.Offered, Disclosure.NotNamed, Disclosure.NotNamed), (model.Weights, model.Code, model.TrainingData));
        Assert.Equal(3, model.OpennessClass);
        Assert.False(model.NamesAllTheDefinitionAsks);
        Assert.Equal(
            "Claims “open-source model”; no code named, no training data named. It reaches at most class III, Open Model, of the Model Openness Framework.",
            model.Finding);
        Assert.Equal(
            "Se dit « open-source model » ; rien sur le code, rien sur les données d'entraînement. Atteint au plus la classe III, Open Model, du Model Openness Framework.",
            model.FindingFr);
    }

    [Fact]
    public void Everything_named_is_what_the_definition_asks()
    {
        var model = Find(
            "Le laboratoire publie un modèle ouvert. Les poids, le code source et les données d'entraînement sont en ligne sous licence Apache.")!;

        Assert.True(model.NamesAllTheDefinitionAsks);
        Assert.Equal(1, model.OpennessClass);
        Assert.Contains("all named that the Open Source AI Definition 1.0 asks for", model.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restricting_licence_and_withheld_data_are_seen()
    {
        var model = Find(
            "The company launches a new open model. Its community license forbids large rivals to use the weights commercially. It did not publish the training data.")!;

        Assert.Equal(("community license", true), (model.Licence, model.LicenceRestricts));
        Assert.Equal(Disclosure.Withheld, model.TrainingData);
        Assert.Equal(0, model.OpennessClass);
        Assert.Contains("licence “community license” restricts use, no code named, training data withheld. It reaches no class", model.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_whose_openness_is_claimed_is_named() => Assert.Equal(
        "Llama 4",
        Find("The company released Llama 4, an open-weight model, on Tuesday.")!.Model);

    [Theory]
    [InlineData("Senators debate whether open-source models need a licence.")]
    [InlineData("The lab released a closed model on Tuesday.")]
    public void Without_an_announced_open_model_there_is_nothing_to_check(string text) => Assert.Null(Find(text));

    private static OpenModelFact? Find(string text)
    {
        var seen = new DateTimeOffset(2025, 11, 14, 9, 0, 0, TimeSpan.Zero);
        return FactFinder.Find(new Item(new Uri("https://news.example/a"), "Titre", text, "en") { Published = seen }, seen).OpenModel;
    }
}
