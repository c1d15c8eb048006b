using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Tests.Watchlists;

public sealed class MatcherTests
{
    private const string Title = "Souveraineté numérique : Bruxelles répond aux éditeurs";

    private const string Body = "La Commission européenne a publié son avis sur les modèles d'usage général (general-purpose).\n\n"
        + "Les logiciels libres y gagnent une exemption ; Llama n'en profite pas. Un appel d’offres suivra.";

    private static readonly DateTimeOffset Published = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Story Story = new("20260301-00aa", Title, "fr", new Uri("https://www.gazette.example/a"), StoryKind.OpenLetter, 0.9, DateTimeOffset.UnixEpoch)
    {
        Topics = ["sovereignty"],
        Members =
        [
            new StoryMember("20260301-00aa", "gazette", "La Gazette libre", Title, new Uri("https://www.gazette.example/a"), "fr", Published, ItemRole.Original),
            new StoryMember("20260301-00bb", "herald", "The Herald", "Digital sovereignty", new Uri("https://herald.example/b"), "en", Published, ItemRole.Report),
        ],
        Facts = new ItemFacts
        {
            Organisations = ["Commission européenne", "Mozilla Foundation"],
            Amounts = [new AmountFact(2_500_000, "EUR", "2,5 M€", "Le fonds reçoit 2,5 M€.")],
            Dates =
            [
                new DatedFact(DatedKind.Event, "Journée", new DateOnly(2026, 6, 11), "Journée des 11 et 12 juin.") { End = new DateOnly(2026, 6, 12) },
                new DatedFact(DatedKind.Happened, "Vote", new DateOnly(2026, 7, 1), "Voté."),
            ],
        },
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
    [InlineData("logiciel libre", "logiciels|libres")]
    [InlineData("\"logiciel libre\"", "logiciels libres")]
    [InlineData("=logiciel", null)]
    [InlineData("modele", "modèles")]
    [InlineData("publier", "publié")]
    [InlineData("~sovereignty", "Souveraineté")]
    [InlineData("title:~\"open source\"", null)]
    [InlineData("~\"open source\"", "logiciels libres")]
    [InlineData("country:eu", "Commission européenne|Bruxelles")]
    [InlineData("country:us", null)]
    [InlineData("logiciel NEAR/4 exemption", "logiciels|exemption")]
    [InlineData("exemption NEAR/4 logiciel", "exemption|logiciels")]
    [InlineData("logiciel NEAR/3 exemption", null)]
    [InlineData("bruxelles NEAR/100 llama", null)]
    [InlineData("logiciel NEAR/0 (libre OR absent)", "logiciels|libres")]
    [InlineData("logiciel NEAR/0 logiciel", null)]
    [InlineData("amount>1M", "")]
    [InlineData("amount>1M€", "")]
    [InlineData("amount>1M$", null)]
    [InlineData("amount>3M", null)]
    [InlineData("amount<=2.5M", "")]
    [InlineData("date:2026-03", "")]
    [InlineData("date>2026-03-01", null)]
    [InlineData("event:2026-06", "")]
    [InlineData("event:2026-06-12", "")]
    [InlineData("event>2026-06-12", null)]
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

    [Fact]
    public void An_explanation_says_which_words_and_where_they_stand()
    {
        Assert.True(Query.TryParse("~sovereignty (llama OR absent) org:mozilla kind:open-letter", out var query, out _));

        var words = Matcher.Explain(query, Story, (Title, Body));

        Assert.Equal(
            [
                new MatchedWord("Souveraineté", MatchPlace.Title, 0, "~\"sovereignty\""),
                new MatchedWord("Llama", MatchPlace.Text, Body.IndexOf("Llama", StringComparison.Ordinal), "\"llama\""),
                new MatchedWord("Mozilla", MatchPlace.Field, 0, "org:\"mozilla\""),
            ],
            words);
        Assert.True(Query.TryParse("absent", out query, out _));
        Assert.Null(Matcher.Explain(query, Story, (Title, Body)));
    }

    [Theory]
    [InlineData("licences", "une licence libre")]
    [InlineData("fund", "It was funded in March")]
    [InlineData("national", "les plans nationaux")]
    [InlineData("réseau", "des reseaux")]
    [InlineData("loi", "deux lois")]
    [InlineData("policy", "All policies")]
    [InlineData("consultation", "Two consultations")]
    [InlineData("ouvert", "des données ouvertes")]
    public void Words_match_in_any_inflection(string query, string text) =>
        Assert.Single(new Matcher().Match(Story, [("", text)], [new Watchlist("one", "One", query)]).Matches);

    [Theory]
    [InlineData("organ", "an organisation")]
    [InlineData("=us", "the US")]
    [InlineData("country:us", "tell us more")]
    [InlineData("~AI", "J'ai dit")]
    [InlineData("poids", "un pois")]
    public void Different_words_stay_different(string query, string text) =>
        Assert.Empty(new Matcher().Match(Story, [("", text)], [new Watchlist("one", "One", query)]).Matches);

    /// <summary>What the index leaves out must not match, and what it asks must be all that matches.</summary>
    [Fact]
    public void The_index_finds_exactly_what_asking_every_query_finds() => Gen.Select(
        Gen.OneOf(QueryPart.List[1, 8]).List[1, 30],
        Gen.OneOf("open", "opens", "libre", "libres", "source", "model", "Paris", "loi", "souverain", "souverainete", "2026").List[0, 12])
        .Sample((written, words) =>
        {
            var text = string.Join(' ', words);
            var watchlists = written
                .Select((parts, i) => new Watchlist($"w{i}", $"W{i}", string.Join(' ', parts)))
                .Where(w => Query.TryParse(w.Query, out _, out _))
                .ToList();

            var expected = watchlists.Where(w => Query.TryParse(w.Query, out var query, out _) && Matcher.Explain(query, Story, ("", text)) is not null);

            Assert.Equal(expected.Select(w => w.Id), new Matcher().Match(Story, [("", text)], watchlists).Matches.Select(m => m.Watchlist.Id));
        });

    [Fact]
    public void Of_many_watchlists_only_those_are_asked_whose_rarest_word_stands_in_the_text()
    {
        var queries = Enumerable.Range(0, 5000).Select(i => (string[])[
            $"\"open source\" name{i}", $"name{i}x OR name{i}y", $"(open OR libre) AND name{i}z* NOT source", $"~sovereignty NEAR/5 name{i}"])
            .SelectMany(q => q).Select(q => Query.TryParse(q, out var query, out _) ? query : throw new InvalidOperationException(q)).ToList();
        var index = new QueryIndex(queries);

        var asked = index.Candidates(StoryText.Of(Story, [("Open source sovereignty", "A libre name17 and name4000zed")]));

        Assert.Equal([(4 * 17), (4 * 17) + 3, (4 * 4000) + 2], asked);
    }

    private static Gen<string> QueryPart => Gen.OneOf(
        "open", "=open", "libre", "sourc*", "s*", "\"open source\"", "OR", "OR", "NOT", "(open OR loi)", "(paris source)", "NEAR/2", "title:model", "kind:open-letter",
        "kind:event", "~sovereignty", "country:fr", "amount>1M", "date:2026", "source:herald", "models");
}
