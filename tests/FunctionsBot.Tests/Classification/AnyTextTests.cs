using System.Diagnostics;
using CsCheck;
using FunctionsBot.Classification;

namespace FunctionsBot.Tests.Classification;

public sealed class AnyTextTests
{
    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.String,
        OneOf("open source", "IA", "l'", "modèles ", "OUVERTS", "e\u0301", "\0", "\ud83d", "\n\n", "…", "règlement ", "国家", "١٢٣"));

    [Fact]
    public void Any_text_gets_a_verdict_whose_spans_lie_in_it() =>
        Gen.Select(Pieces.Array[0, 6], Pieces.Array[0, 40], OneOf("fr", "en", "de", "xx", "")).Sample((title, text, language) =>
        {
            var item = Articles.Of(language, string.Concat(title), string.Concat(text));
            var verdict = Classifier.Shipped.Judge(item);

            Assert.InRange(verdict.Score, 0, 1);
            Assert.All(verdict.Evidence, e => ClassifierTests.AssertStands(item, e));
            Assert.NotEmpty(verdict.Why);
        });

    [Theory]
    [MemberData(nameof(Garbage))]
    public void A_megabyte_of_garbage_ends_soon(string name, string text)
    {
        var watch = Stopwatch.StartNew();
        Classifier.Shipped.Judge(Articles.Of("fr", name, text));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{name} took {watch.Elapsed}");
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    public static TheoryData<string, string> Garbage => new()
    {
        { "one letter", new string('a', 1_000_000) },
        { "one accented letter", new string('é', 1_000_000) },
        { "control characters", new string('\u0001', 1_000_000) },
        { "digits", new string('7', 1_000_000) },
        { "one phrase again and again", string.Concat(Enumerable.Repeat("open source AI ", 66_000)) },
        { "small words", string.Concat(Enumerable.Repeat("modèle de la ", 77_000)) },
        { "a new word each time", string.Join(' ', Enumerable.Range(0, 140_000).Select(i => "w" + i)) },
        { "mixed scripts", string.Concat(Enumerable.Repeat("AIИИ国家ذكاء\ud800", 80_000)) },
    };
}
