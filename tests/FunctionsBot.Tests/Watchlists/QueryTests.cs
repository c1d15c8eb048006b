using System.Text;
using CsCheck;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Tests.Watchlists;

public sealed class QueryTests
{
    private static readonly Gen<string> Words = Gen.OneOf("souverain", "open", "ia", "libre", "2025", "omnibus");

    private static readonly Gen<Query> Terms = Gen.Select(
        Gen.Select(Words, Gen.Bool, (word, prefix) => new Query.TermWord(word, prefix)).List[1, 3],
        Gen.Bool,
        Gen.OneOf(QueryField.Anywhere, QueryField.Title, QueryField.Source, QueryField.Site, QueryField.Topic, QueryField.Org),
        (words, exact, field) => (Query)new Query.Term(words, exact, field));

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 20_000].Select(day => new DateOnly(1980, 1, 1).AddDays(day));

    private static readonly Gen<Query> Values = Gen.OneOf(
        Gen.Select(
            Gen.Enum<Comparison>(),
            Gen.Long[0, 5_000_000_000],
            Gen.OneOf("", "EUR", "USD"),
            (comparison, value, currency) => (Query)new Query.Amount(comparison, value, currency.Length == 0 ? null : currency)),
        Gen.Select(Gen.Bool, Days, Days, Gen.Int[0, 2], (ofEvent, one, other, open) => (Query)new Query.Dated(
            ofEvent,
            open == 1 ? DateOnly.MinValue : one < other ? one : other,
            open == 2 ? DateOnly.MaxValue : one < other ? other : one)),
        Gen.OneOf("~sovereignty", "country:fr", "~\"open source\"").Select(Read));

    private static readonly Gen<Query> Nearby = Gen.OneOf(
        Gen.Select(Words, Gen.Bool, (word, prefix) => (Query)new Query.Term([new Query.TermWord(word, prefix)], false, QueryField.Anywhere)),
        Gen.OneOf("~sovereignty", "country:fr", "open OR libre").Select(Read));

    private static readonly Gen<Query> Queries = Gen.Recursive<Query>((depth, inner) => depth > 3
        ? Terms
        : Gen.OneOf(
            Terms,
            inner.Select(q => (Query)new Query.Not(q)),
            inner.List[2, 4].Select(parts => (Query)new Query.All(parts)),
            inner.List[2, 4].Select(parts => (Query)new Query.Any(parts)),
            Values,
            Gen.Select(Nearby, Nearby, Gen.Int[0, 100], (left, right, distance) => (Query)new Query.Near(left, right, distance))));

    [Fact]
    public void A_printed_query_reads_back_as_the_same() => Queries.Sample(query =>
    {
        Assert.True(Query.TryParse(query.ToString(), out var again, out var error), error?.Message);
        Assert.Equal(Shape(query), Shape(again));
    });

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_in_it_and_never_throws() => Gen.OneOf(
        Gen.String,
        Gen.OneOf("(", ")", "\"", "AND", "OR", "NOT", "ET", "OU", "SAUF", "title:", "kind:", "=", "*", "~", "NEAR/3", "PRES", "country:", "amount>", "date:2026..", "mot", " ", ":", "d'", "é", "\uD83D")
            .List[0, 40].Select(parts => string.Concat(parts)))
        .Sample(text =>
        {
            if (Query.TryParse(text, out var query, out var error))
            {
                Assert.NotNull(query.ToString());
            }
            else
            {
                Assert.InRange(error.Position, 0, text.Length);
                Assert.NotEqual(error.Message, error.MessageFr);
            }
        }, iter: 2000);

    [Theory]
    [InlineData("logiciel libre", "all(logiciel, libre)")]
    [InlineData("logiciel AND libre", "all(logiciel, libre)")]
    [InlineData("logiciel ET libre", "all(logiciel, libre)")]
    [InlineData("a OR b c", "any(a, all(b, c))")]
    [InlineData("a OU (b OR c) d", "any(a, all(any(b, c), d))")]
    [InlineData("a NOT b", "all(a, not(b))")]
    [InlineData("a AND NOT (b OR c)", "all(a, not(any(b, c)))")]
    [InlineData("a SAUF b", "all(a, not(b))")]
    [InlineData("NOT NOT a", "not(not(a))")]
    [InlineData("souverain*", "souverain*")]
    [InlineData("Souveraineté", "souverainete")]
    [InlineData("\"appel d'offres\"", "appel+d+offres")]
    [InlineData("general-purpose", "general+purpose")]
    [InlineData("\"logiciel* libre*\"", "logiciel*+libre*")]
    [InlineData("=Llama", "=Llama")]
    [InlineData("=\"AI Act\"", "=AI+Act")]
    [InlineData("title:replay", "title:replay")]
    [InlineData("title:(a OR b)", "any(title:a, title:b)")]
    [InlineData("kind:open-letter", "kind:open+letter")]
    [InlineData("12:30", "12+30")]
    [InlineData("loi NEAR/5 libre", "near5(loi, libre)")]
    [InlineData("loi PRÈS libre", "near10(loi, libre)")]
    [InlineData("loi PRES/0 (libre OU ouvert)", "near0(loi, any(libre, ouvert))")]
    [InlineData("a NEAR/2 b NEAR/3 c", "all(near2(a, b), near3(b, c))")]
    [InlineData("a OR NOT b NEAR \"c d\"", "any(a, not(near10(b, c+d)))")]
    [InlineData("title:(a NEAR/1 b)", "near1(title:a, title:b)")]
    [InlineData("~souverainete", "~\"sovereignty\"")]
    [InlineData("~\"LETTRE OUVERTE\"", "~\"open letter\"")]
    [InlineData("title:~summit", "title:~\"summit\"")]
    [InlineData("country:Allemagne", "country:de")]
    [InlineData("country:(fr OR \"south korea\")", "any(country:fr, country:kr)")]
    [InlineData("amount>1M", "amount>1000000")]
    [InlineData("amount>=2,5Md€", "amount>=2500000000EUR")]
    [InlineData("amount<$2.5bn", "amount<2500000000USD")]
    [InlineData("AMOUNT:400kGBP", "amount:400000GBP")]
    [InlineData("date:2026-02", "date:2026-02-01..2026-02-28")]
    [InlineData("date:2026-02..2026-03-15", "date:2026-02-01..2026-03-15")]
    [InlineData("date>2026", "date>=2027-01-01")]
    [InlineData("event<=2026-03-15", "event<=2026-03-15")]
    [InlineData("event<2026-03", "event<=2026-02-28")]
    [InlineData("a=b", "a+b")]
    [InlineData("et ou", "all(et, ou)")]
    [InlineData("", "all()")]
    [InlineData("   ", "all()")]
    public void A_query_means(string text, string shape)
    {
        Assert.True(Query.TryParse(text, out var query, out var error), error?.Message);
        Assert.Equal(shape, Shape(query));
    }

    [Theory]
    [InlineData("open AND", 8, "too early")]
    [InlineData("OR open", 0, "missing before OR")]
    [InlineData("a AND OR b", 6, "missing before OR")]
    [InlineData("(a OR b", 0, "never closed")]
    [InlineData("a OR b)", 6, "closes nothing")]
    [InlineData("()", 1, "Nothing stands before")]
    [InlineData("a \"b c", 2, "never closed")]
    [InlineData("a *", 2, "end of a word")]
    [InlineData("a *b", 2, "end of a word")]
    [InlineData("a b*c", 3, "end of a word")]
    [InlineData("a \"\"", 2, "no letter or digit")]
    [InlineData("titel:x", 0, "no field \"titel:\"")]
    [InlineData("title:(a OR kind:event)", 12, "inside another field")]
    [InlineData("title:", 6, "too early")]
    [InlineData("a kind:letter", 7, "open-letter")]
    [InlineData("lang:french", 5, "two letters")]
    [InlineData("NEAR/5 b", 0, "missing before NEAR")]
    [InlineData("a NEAR/5", 8, "too early")]
    [InlineData("a NEAR/five b", 2, "how many words")]
    [InlineData("a NEAR/101 b", 2, "0 to 100")]
    [InlineData("a NEAR (b c)", 2, "between words")]
    [InlineData("a NEAR title:b", 2, "between words")]
    [InlineData("kind:event NEAR lang:fr", 11, "between words")]
    [InlineData("a ~xyzzy", 2, "No group of synonyms")]
    [InlineData("country:narnia", 8, "not known")]
    [InlineData("amount>lots", 7, "not a sum")]
    [InlineData("amount>1Mxy", 7, "not a sum")]
    [InlineData("date:yesterday", 5, "not a day")]
    [InlineData("date:2026-13", 5, "not a day")]
    [InlineData("date:2026-02-30", 5, "not a day")]
    [InlineData("date:2026-05..2026-01", 5, "not a day")]
    [InlineData("title:(date:2026)", 7, "inside another field")]
    public void A_mistake_is_shown_where_it_is_with_what_to_write(string text, int position, string says)
    {
        Assert.False(Query.TryParse(text, out _, out var error));
        Assert.Equal(position, error.Position);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_parentheses_are_refused_and_not_followed()
    {
        Assert.False(Query.TryParse(new string('(', 10_000), out _, out var error));
        Assert.Contains("levels", error.Message, StringComparison.Ordinal);

        Assert.False(Query.TryParse(string.Concat(Enumerable.Repeat("NOT ", 2_000)) + "a", out _, out error));
        Assert.Contains("levels", error.Message, StringComparison.Ordinal);

        Assert.False(Query.TryParse(new string('a', 10_001), out _, out error));
        Assert.Contains("longer", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The tree of a query in brackets, so that trees can be compared and read.</summary>
    private static string Shape(Query query) => query switch
    {
        Query.Term term => new StringBuilder()
            .Append(term.Field == QueryField.Anywhere ? "" : term.Field.ToString().ToLowerInvariant() + ":")
            .Append(term.Exact ? "=" : "")
            .AppendJoin('+', term.Words.Select(w => w.Prefix ? w.Text + "*" : w.Text))
            .ToString(),
        Query.Not not => $"not({Shape(not.Part)})",
        Query.All all => $"all({string.Join(", ", all.Parts.Select(Shape))})",
        Query.Any any => $"any({string.Join(", ", any.Parts.Select(Shape))})",
        Query.Near near => $"near{near.Distance}({Shape(near.Left)}, {Shape(near.Right)})",
        Query.Synonyms or Query.Amount or Query.Dated => query.ToString(),
        _ => throw new ArgumentException("Unknown query."),
    };

    private static Query Read(string text) => Query.TryParse(text, out var query, out var error) ? query : throw new ArgumentException(error.Message);
}
