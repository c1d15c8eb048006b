using CsCheck;
using FunctionsBot.Site.Manage;

namespace FunctionsBot.Tests.Site;

public sealed class WordDifferenceTests
{
    private static readonly Gen<string> Query = Gen.OneOf<string>("letter", "OR", "NOT", " ", "  ", "(", ")", "souverain", "*", "\n", "é", "🙂").List[0, 30].Select(string.Concat);

    [Fact]
    public void What_is_kept_and_removed_is_the_text_before_and_what_is_kept_and_added_the_text_after() => Gen.Select(Query, Query).Sample((before, after) =>
    {
        var parts = WordDifference.Of(before, after);

        Assert.Equal(before, string.Concat(parts.Where(p => p.Fate != Fate.Added).Select(p => p.Text)));
        Assert.Equal(after, string.Concat(parts.Where(p => p.Fate != Fate.Removed).Select(p => p.Text)));
        Assert.DoesNotContain(parts, p => p.Text.Length == 0);
    });

    [Theory]
    [InlineData("letter OR petition", "letter OR appel", "=letter OR |-petition|+appel")]
    [InlineData("a b c", "a c", "=a |-b |=c")]
    [InlineData("", "new", "+new")]
    [InlineData("same", "same", "=same")]
    public void Only_the_words_that_differ_are_marked(string before, string after, string marked) =>
        Assert.Equal(marked, string.Join('|', WordDifference.Of(before, after).Select(p => $"{(p.Fate == Fate.Kept ? '=' : p.Fate == Fate.Removed ? '-' : '+')}{p.Text}")));

    [Fact]
    public void Long_texts_that_differ_all_over_are_shown_whole()
    {
        var before = string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"a{i}"));
        var after = string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"b{i}"));

        Assert.Equal([Fate.Removed, Fate.Added], WordDifference.Of(before, after).Select(p => p.Fate));
    }
}
