using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Tests.Watchlists;

public sealed class MatcherTests
{
    private const string Title = "Souveraineté numérique : Bruxelles répond aux éditeurs";

    private const string Body = "La Commission européenne a publié son avis sur les modèles d'usage général (general-purpose).\n\n"
        + "Les logiciels libres y gagnent une exemption ; Llama n'en profite pas. Un appel d’offres suivra.";

    private static readonly Story Story = new("20260301-00aa", Title, "fr", new Uri("https://www.gazette.example/a"), StoryKind.OpenLetter, 0.9, DateTimeOffset.UnixEpoch)
    {
        Topics = ["sovereignty"],
        Members =
        [
            new StoryMember("20260301-00aa", "gazette", "La Gazette libre", Title, new Uri("https://www.gazette.example/a"), "fr", DateTimeOffset.UnixEpoch, ItemRole.Original),
            new StoryMember("20260301-00bb", "herald", "The Herald", "Digital sovereignty", new Uri("https://herald.example/b"), "en", DateTimeOffset.UnixEpoch, ItemRole.Report),
        ],
        Facts = new ItemFacts { Organisations = ["Commission européenne", "Mozilla Foundation"] },
    };

    [Theory]
    [InlineData("souverain*", "Souveraineté")]
    [InlineData("SOUVERAINETE", "Souveraineté")]
    [InlineData("\"commission europeenne\"", "Commission européenne")]
    [InlineData("\"general purpose\"", "general-purpose")]
    [InlineData("general-purpose", "general-purpose")]
    [InlineData("\"appel d'offres\"", "appel d’offres")]
    [InlineData("=Llama", "Llama")]
    [InlineData("=llama", null)]
    [InlineData("=modèles", "modèles")]
    [InlineData("=modeles", null)]
    [InlineData("title:bruxelles", "Bruxelles")]
    [InlineData("title:llama", null)]
    [InlineData("llama NOT title:replay", "Llama")]
    [InlineData("llama NOT bruxelles", null)]
    [InlineData("avis absent", null)]
    [InlineData("absent OR avis OR llama", "avis|Llama")]
    [InlineData("(absent avis) OR llama", "Llama")]
    [InlineData("logiciel libre", null)]
    [InlineData("\"logiciel* libre*\"", "logiciels libres")]
    [InlineData("\"libres logiciels\"", null)]
    [InlineData("editeurs la", "éditeurs|La")]
    [InlineData("\"editeurs la\"", null)]
    [InlineData("kind:open-letter", "")]
    [InlineData("kind:event", null)]
    [InlineData("lang:en", "")]
    [InlineData("lang:de", null)]
    [InlineData("topic:sovereignty", "")]
    [InlineData("source:herald", "herald")]
    [InlineData("source:gazette", "gazette")]
    [InlineData("site:herald.example", "herald.example")]
    [InlineData("org:mozilla", "Mozilla")]
    [InlineData("mozilla", null)]
    [InlineData("", "")]
    public void A_query_finds_words_as_they_stand(string query, string? words)
    {
        var found = Match(new Watchlist("one", "One", query));

        Assert.Equal(words, found.Matches.Count == 0 ? null : string.Join('|', found.Matches[0].Words));
    }

    [Fact]
    public void Words_from_two_texts_do_not_make_a_match_between_them()
    {
        var texts = new[] { ("Un sommet", "à Paris"), ("Une lettre", "à Berlin") };

        Assert.Empty(new Matcher().Match(Story, texts, [new Watchlist("one", "One", "sommet berlin")]).Matches);
        Assert.Single(new Matcher().Match(Story, texts, [new Watchlist("one", "One", "lettre berlin")]).Matches);
    }

    [Fact]
    public void Kinds_and_languages_of_a_watchlist_must_hold_too()
    {
        var plain = new Watchlist("one", "One", "llama");

        Assert.Single(Match(plain with { Kinds = [StoryKind.OpenLetter], Languages = ["en"] }).Matches);
        Assert.Empty(Match(plain with { Kinds = [StoryKind.Event] }).Matches);
        Assert.Empty(Match(plain with { Languages = ["de"] }).Matches);
        Assert.Empty(Match(plain with { Paused = true }).Matches);
    }

    [Fact]
    public void A_watchlist_with_a_broken_query_is_reported_and_the_others_go_on()
    {
        var found = Match(new Watchlist("bad", "Summits", "sommet OR"), new Watchlist("good", "Good", "llama"));

        Assert.Equal("good", Assert.Single(found.Matches).Watchlist.Id);
        Assert.Equal(
            "Watchlist \"Summits\" matches nothing: its query is wrong at character 10. The query ends too early; write a word after the last operator or field.",
            Assert.Single(found.Problems));
    }

    [Fact]
    public void Every_starter_watchlist_can_be_read() =>
        Assert.Empty(new Matcher().Match(Story, [(Title, Body)], FunctionsBot.Local.Starter.Watchlists).Problems);

    [Fact]
    public void An_edited_watchlist_is_read_anew()
    {
        var matcher = new Matcher();

        Assert.Empty(matcher.Match(Story, [(Title, Body)], [new Watchlist("one", "One", "absent")]).Matches);
        Assert.Single(matcher.Match(Story, [(Title, Body)], [new Watchlist("one", "One", "llama")]).Matches);
    }

    [Fact]
    public void Matched_words_stand_in_the_text_whatever_the_text()
    {
        var pieces = Gen.OneOf("l'IA", "œuvre", "Straße", "É", "e\u0301tat", "İstanbul", "open-source", "\uD83D\uDE00", "\uD83D", "x\u00ADy", "A", "42", "…", "\n\n").List[1, 12];
        Gen.Select(pieces, pieces).Sample((inTitle, inText) =>
        {
            var (title, text) = (string.Join(' ', inTitle), string.Join(' ', inText));
            foreach (var query in (string[])["ia OR oeuvre OR strasse OR e* OR etat OR istanbul OR \"open source\" OR xy OR a* OR 42", "o* e*", "NOT ia"])
            {
                foreach (var word in new Matcher().Match(Story, [(title, text)], [new Watchlist("one", "One", query)]).Matches.SelectMany(m => m.Words))
                {
                    Assert.True(title.Contains(word, StringComparison.Ordinal) || text.Contains(word, StringComparison.Ordinal), word);
                }
            }
        });
    }

    [Fact]
    public void Every_word_of_a_text_is_found_by_a_query_for_it() => Gen.String.Sample(text =>
    {
        foreach (var span in Folding.Words(text))
        {
            var word = span.In(text).ToString();
            if (Query.TryParse($"\"{word}\"", out var query, out _) && query is Query.Term)
            {
                Assert.Single(new Matcher().Match(Story, [("", text)], [new Watchlist("one", "One", $"\"{word}\"")]).Matches);
            }
        }
    });

    private static MatchResult Match(params Watchlist[] watchlists) => new Matcher().Match(Story, [(Title, Body)], watchlists);
}
