using System.Text.Json;
using FunctionsBot.Classification;
using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Classification;

public sealed class ItemLinesTests
{
    [Theory]
    [InlineData("\"published\": \"2026-03-17T08:00:00+01:00\"", "2026-03-17T07:00:00Z")]
    [InlineData("\"date\": \"2026-03\"", "2026-03-01T00:00:00Z")]
    [InlineData("\"date\": \"2026\"", "2026-01-01T00:00:00Z")]
    public void A_line_becomes_an_item(string date, string published)
    {
        var (id, item) = ItemLines.Read($$"""{"id": "a/1", "title": "T", "text": "Body", "lang": "fr", {{date}}}""");

        Assert.Equal("a/1", id);
        Assert.Equal(("T", "Body", "fr"), (item.Title, item.Text, item.Language));
        Assert.Equal(DateTimeOffset.Parse(published, System.Globalization.CultureInfo.InvariantCulture), item.Published);
    }

    [Theory]
    [InlineData("Le ministère répond à la lettre des associations.", "fr")]
    [InlineData("The ministry answers to the letter of the groups.", "en")]
    [InlineData("Das Ministerium antwortet auf den Brief der Verbände.", "de")]
    [InlineData("El ministerio responde a la carta de los grupos y las redes.", "es")]
    [InlineData("Il ministero risponde alla lettera che gli enti di ricerca firmano.", "it")]
    [InlineData("42", "en")]
    public void A_language_that_is_not_given_is_guessed(string text, string language) =>
        Assert.Equal(language, ItemLines.Read($$"""{"id": "x", "text": "{{text}}"}""").Item.Language);

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"title\": \"x\"}", "no \"id\"")]
    [InlineData("{\"id\": \"x\"}", "neither \"title\" nor \"text\"")]
    public void A_line_that_is_no_item_says_what_is_missing(string line, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => ItemLines.Read(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_label_is_true_or_false() =>
        Assert.Contains("no \"label\"", Assert.Throws<FormatException>(() => ItemLines.ReadLabelled("{\"id\": \"x\", \"title\": \"t\", \"label\": 1}")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_understood_is_one_line_of_json()
    {
        var facts = new ItemFacts
        {
            Dates =
            [
                new(DatedKind.Event, "Sommet", new(2026, 2, 1), "Début février.") { Imprecise = true },
                new(DatedKind.Deadline, "Réponses", new(2026, 6, 30), "Avant le 30 juin."),
            ],
            Amounts = [new(2_500_000m, "EUR", "2,5 M€", "…")],
        };

        var line = UnderstandReport.Line("x", Classifier.Shipped.Judge(Articles.LetterFr), facts);
        using var json = JsonDocument.Parse(line);

        Assert.DoesNotContain('\n', line);
        Assert.True(json.RootElement.GetProperty("relevant").GetBoolean());
        Assert.Equal("open_letter", json.RootElement.GetProperty("kind").GetString());
        Assert.Equal("2026-02", json.RootElement.GetProperty("events")[0].GetProperty("date_start").GetString());
        Assert.Equal("2026-06-30", json.RootElement.GetProperty("deadlines")[0].GetProperty("date").GetString());
        Assert.Equal(2_500_000m, json.RootElement.GetProperty("amounts")[0].GetProperty("value").GetDecimal());
    }
}
