using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Site;

namespace FunctionsBot.Tests.Site;

public sealed class HighlightsTests
{
    [Fact]
    public void Only_what_is_around_the_evidence_is_shown()
    {
        var text = string.Join(' ', Enumerable.Repeat("before", 100)) + " open model " + string.Join(' ', Enumerable.Repeat("after", 100));
        var at = text.IndexOf("open", StringComparison.Ordinal);

        var excerpt = Assert.Single(Highlights.Excerpts(text, [new Evidence("openness", at, "open model")]));

        Assert.Equal("… ", excerpt[0].Text);
        Assert.Equal(" …", excerpt[^1].Text);
        Assert.Equal(new Stretch("open model", "openness"), excerpt.Single(s => s.Label is not null));
        Assert.InRange(excerpt.Sum(s => s.Text.Length), 150, 320);
        Assert.All(string.Concat(excerpt.Select(s => s.Text)).Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.Contains(word, (string[])["…", "before", "open", "model", "after"]));
    }

    [Fact]
    public void Whatever_the_evidence_says_a_title_loses_and_gains_nothing() =>
        Gen.Select(Gen.String, Spans(-40, 10)).Sample((title, evidence) =>
            Assert.Equal(title, string.Concat(Highlights.Title(title, evidence).Select(s => s.Text))));

    [Fact]
    public void Whatever_the_evidence_says_an_excerpt_is_a_part_of_the_text() =>
        Gen.Select(Gen.OneOf("model", " ", "\n\n", "open ", "\n", "x").Array[0, 300], Gen.Select(Gen.Int[0, 900], Gen.Int[1, 9]).Array[0, 12]).Sample((parts, spans) =>
        {
            var text = string.Concat(parts);
            var evidence = spans.Where(s => s.Item1 + s.Item2 <= text.Length).Select(s => new Evidence("ai", s.Item1, text.Substring(s.Item1, s.Item2))).ToList();

            foreach (var excerpt in Highlights.Excerpts(text, evidence))
            {
                var shown = string.Concat(excerpt.Select(s => s.Text));
                shown = excerpt[0].Text == "… " ? shown[2..] : shown;
                Assert.Contains(shown.EndsWith(" …", StringComparison.Ordinal) ? shown[..^2] : shown, text, StringComparison.Ordinal);
                Assert.InRange(shown.Length, 0, 720);
            }
        });

    private static Gen<Evidence[]> Spans(int from, int to) =>
        Gen.Select(Gen.Int[from, to], Gen.String[0, 4], (start, text) => new Evidence("ai", start, text)).Array[0, 6];
}
