using System.Diagnostics;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Facts;

namespace FunctionsBot.Tests.Facts;

public sealed class AnyTextTests
{
    private static readonly DateTimeOffset Seen = new(2025, 11, 14, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.String,
        Gen.Int[0, 3000].Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        OneOf(" ", "-", "/", ".", ",", "\n\n", " janvier ", " May ", "mardi ", " au ", "1er ", "€", "$", " milliards", "M", "COM(", "H.R.", "SB", "lettre ouverte ",
            "demandent aux ", "dont ", "Mozilla", " prochain", "sommet ", "jusqu'", "\ud800", "\0", "signed by ", "https://", " 2025", " 31", "une ", "quarantaine ", "d'", "organisations "));

    [Fact]
    public void Any_text_gives_facts_that_quote_it() =>
        Pieces.Array[0, 60].Sample(pieces =>
        {
            var text = string.Concat(pieces);
            var facts = FactFinder.Find(Item(text), Seen);

            Assert.All(facts.Amounts, a => Assert.Contains(Squeezed(a.Text), Squeezed(text), StringComparison.Ordinal));
            Assert.All(facts.Counts, c => Assert.Contains(Squeezed(c.Text), Squeezed(text), StringComparison.Ordinal));
            Assert.All(facts.Dates, d => Assert.True(d.End is null || d.End > d.Start));
            Assert.All(facts.Dates, d => Assert.NotEmpty(d.Sentence));
        });

    [Theory]
    [MemberData(nameof(Garbage))]
    public void A_megabyte_of_garbage_ends_soon(string name, string text)
    {
        var watch = Stopwatch.StartNew();
        FactFinder.Find(Item(text), Seen);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{name} took {watch.Elapsed}");
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    public static TheoryData<string, string> Garbage => new()
    {
        { "one letter", new string('A', 1_000_000) },
        { "control characters", new string('\u0002', 1_000_000) },
        { "digits", new string('7', 1_000_000) },
        { "short numbers", string.Concat(Enumerable.Repeat("12 ", 330_000)) },
        { "thousands", string.Concat(Enumerable.Repeat(" 123", 250_000)) },
        { "dates", string.Concat(Enumerable.Repeat("sommet du 10 au 11 février ", 37_000)) },
        { "sums", string.Concat(Enumerable.Repeat("2,5 milliards d'euros ", 45_000)) },
        { "letters", string.Concat(Enumerable.Repeat("Lettre ouverte de 40 organisations. ", 27_000)) },
        { "names", string.Concat(Enumerable.Repeat("Mozilla, ", 110_000)) },
        { "signatories", "lettre ouverte " + string.Concat(Enumerable.Repeat("dont Aa, ", 110_000)) },
        { "addressees", "lettre ouverte " + string.Concat(Enumerable.Repeat("demandent aux ", 70_000)) },
        { "capitals", string.Concat(Enumerable.Repeat("Aa-Bb ", 160_000)) },
        { "points", new string('.', 1_000_000) },
        { "mixed scripts", string.Concat(Enumerable.Repeat("AИ国ذ\ud800 3", 140_000)) },
    };

    private static Item Item(string text) => new(new Uri("https://news.example/a"), "Titre", text, "fr") { Published = Seen };

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
