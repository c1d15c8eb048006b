using FunctionsBot.Classification;

namespace FunctionsBot.Tests.Classification;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("poids ouvert", "fr", "Les POIDS OUVERTS du modèle")]
    [InlineData("modèle ouvert", "fr", "des modèles de langue… non : des modèles ouverts")]
    [InlineData("modèle ouvert", "fr", "UN MODELE OUVERT")]
    [InlineData("open source", "fr", "une IA open-source")]
    [InlineData("open weight", "en", "open weights")]
    [InlineData("licence libre", "fr", "sous licences libres")]
    [InlineData("souveraineté", "fr", "la souverainete numerique")]
    [InlineData("quelloffen*", "de", "quelloffene Modelle")]
    [InlineData("code of practice", "en", "two codes of practice")]
    [InlineData("accès libre aux modèles", "fr", "l'accès libre à ces modèles")]
    public void A_phrase_is_found_whatever_its_inflection_accents_and_hyphens(string phrase, string language, string text) =>
        Assert.Single(Find($"[x]\n{phrase}\n[small-words]\naux\nà\nces\nof", language, text));

    [Theory]
    [InlineData("AI", "en", "j'ai vu")]
    [InlineData("AI", "it", "ai modelli")]
    [InlineData("\"open sources\"", "en", "an open source model")]
    [InlineData("open source", "en", "open the source of the river")]
    [InlineData("modèle ouvert", "fr", "un modèle. La porte est ouverte")]
    public void What_only_looks_alike_is_not_found(string phrase, string language, string text) =>
        Assert.Empty(Find($"[x]\n{phrase}\n[small-words]\nof", language, text));

    [Fact]
    public void A_masked_phrase_speaks_for_nothing()
    {
        const string vocabulary = "[openness]\nouverte\n[mask]\nporte ouverte";

        Assert.Empty(Find(vocabulary, "fr", "Journée portes ouvertes au lycée"));
        Assert.Single(Find(vocabulary, "fr", "Une IA ouverte"));
    }

    [Fact]
    public void The_longest_phrase_of_a_label_wins()
    {
        var hit = Assert.Single(Find("[x]\nopen source\nopen source AI definition", "en", "the open source AI definition"));

        Assert.Equal(4, hit.LastWord);
    }

    [Theory]
    [InlineData("open source", "policy.txt, line 1: \"open source\" stands before any [label]")]
    [InlineData("[law]\n\n***", "policy.txt, line 3: \"***\" holds no word")]
    [InlineData("[law", "policy.txt, line 1: \"[law\" is not a [label]")]
    public void A_line_that_cannot_be_understood_is_named(string content, string message)
    {
        var error = Assert.Throws<VocabularyException>(() => Vocabulary.Read([("policy.txt", content)]));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_and_empty_lines_are_passed_over()
    {
        var vocabulary = Vocabulary.Read([("a.txt", "# head\n[law]\nbill # a remark\r\n\n")]);

        Assert.Equal([new Phrase("law", "bill")], vocabulary.Phrases);
    }

    [Fact]
    public void Every_kind_has_cues_in_the_shipped_vocabulary()
    {
        var missing = Enum.GetValues<FunctionsBot.Domain.StoryKind>()
            .Where(k => k is not FunctionsBot.Domain.StoryKind.Other)
            .Select(k => "kind:" + Kinds.Slug(k))
            .Except(Vocabulary.Shipped.Labels);

        Assert.Empty(missing);
    }

    private static List<Hit> Find(string vocabulary, string language, string text) =>
        new Lexicon(Vocabulary.Read([("test.txt", vocabulary)]), language).Find(text, Words.Of(text));
}
