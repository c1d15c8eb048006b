using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Tests.Watchlists;

public sealed class QueryLinterTests
{
    [Theory]
    [InlineData("", "An empty query matches every story.")]
    [InlineData("summit NOT summit", "Nothing can match: \"summit\" is both wanted and excluded; remove one of them.")]
    [InlineData("kind:event kind:open-letter", "Nothing can match: a story has one kind, and several are wanted at once; write OR between them.")]
    [InlineData("NOT podcast", "The query only excludes, so it matches nearly every story; add what it should look for.")]
    [InlineData("paris OR NOT paris", "\"\"paris\" OR NOT \"paris\"\" holds of every story; remove one of them.")]
    [InlineData("so*", "so* stands for any word that begins so, which nearly every text has; write more letters.")]
    [InlineData("sommet", "\"sommet\" is looked for, but no word for it in English; write ~\"sommet\" for all languages, or add \"summit\".")]
    [InlineData("\"open letter\"", "\"open letter\" is looked for, but no word for it in French; write ~\"open letter\" for all languages, or add \"lettre ouverte\".")]
    [InlineData("sommet OR summits", null)]
    [InlineData("~sommet", null)]
    [InlineData("~sommet OR sommet", null)]
    [InlineData("sommet lang:fr", null)]
    [InlineData("Mistral OR Llama", null)]
    [InlineData("souverain* OR sovereign*", null)]
    [InlineData("kind:event OR kind:open-letter", null)]
    public void A_query_is_warned_of(string query, string? warning) =>
        Assert.Equal(warning, QueryLinter.Warnings(new Watchlist("one", "One", query)).Select(w => w.Message).FirstOrDefault());

    [Fact]
    public void A_kind_that_is_not_ticked_never_matches()
    {
        var watchlist = new Watchlist("one", "One", "kind:event Paris") { Kinds = [StoryKind.OpenLetter] };

        Assert.Contains("the kind event", Assert.Single(QueryLinter.Warnings(watchlist)).Message, StringComparison.Ordinal);
        Assert.Empty(QueryLinter.Warnings(watchlist with { Kinds = [StoryKind.Event] }));
        Assert.Empty(QueryLinter.Warnings(watchlist with { Query = "kind:event OR Paris" }));
    }

    [Fact]
    public void A_watchlist_in_one_language_needs_words_of_that_one_only() =>
        Assert.Empty(QueryLinter.Warnings(new Watchlist("one", "One", "sommet") { Languages = ["fr"] }));

    [Fact]
    public void No_starter_watchlist_matches_nothing() => Assert.DoesNotContain(
        FunctionsBot.Local.Starter.Watchlists.SelectMany(QueryLinter.Warnings),
        warning => warning.Message.StartsWith("Nothing", StringComparison.Ordinal));

    [Fact]
    public void Every_warning_is_said_in_both_languages() => Gen.OneOf("sommet", "summit", "NOT", "OR", "kind:event", "kind:report", "a*", "(", ")", "~law", "\"open source\"")
        .List[0, 8].Sample(parts =>
        {
            if (Query.TryParse(string.Join(' ', parts), out _, out _))
            {
                Assert.All(QueryLinter.Warnings(new Watchlist("one", "One", string.Join(' ', parts))), w => Assert.NotEqual(w.Message, w.MessageFr));
            }
        });
}
