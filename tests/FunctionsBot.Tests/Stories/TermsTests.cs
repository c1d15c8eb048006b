using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

public sealed class TermsTests
{
    [Theory]
    [InlineData("Eleven ministers met", "Onze ministres se sont réunis", "11")]
    [InlineData("some 1,200 people", "quelque 1 200 personnes", "1200")]
    [InlineData("1.200 people", "1\u202F200 personnes", "1200")]
    [InlineData("12,345,678 records", "12 345 678 fiches", "12345678")]
    [InlineData("€18.4 million", "18,4 millions d’euros", "18.4")]
    [InlineData("twenty-four clauses", "vingt-quatre clauses", "24")]
    [InlineData("eighteen states", "dix-huit États", "18")]
    [InlineData("eighty towns", "quatre-vingts communes", "80")]
    [InlineData("ninety-nine pages", "quatre-vingt-dix-neuf pages", "99")]
    [InlineData("seventy-two votes", "soixante-douze voix", "72")]
    [InlineData("five hundred signatories", "cinq cents signataires", "500")]
    public void A_number_is_the_same_in_both_languages_however_it_is_written(string english, string french, string digits)
    {
        Assert.Contains(TermKey.Number(digits), Keys(english, "en"));
        Assert.Contains(TermKey.Number(digits), Keys(french, "fr"));
    }

    [Theory]
    [InlineData("in 2026, 9 ministers", "2026", "9")]
    [InlineData("between 10, 200 or 300", "10", "200", "300")]
    [InlineData("three, four", "3", "4")]
    public void Numbers_beside_each_other_stay_two(string text, params string[] digits) =>
        Assert.All(digits, d => Assert.Contains(TermKey.Number(d), Keys(text, "en")));

    [Theory]
    [InlineData("on 9 April", "le 9 avril", "@date 4-9")]
    [InlineData("on April 9th", "jeudi 9 avril", "@date 4-9")]
    [InlineData("March 1, 2027", "le 1er mars 2027", "@date 3-1")]
    public void A_day_of_a_month_is_the_same_in_both_languages(string english, string french, string date)
    {
        Assert.Contains(TermKey.Name(date), Keys(english, "en"));
        Assert.Contains(TermKey.Name(date), Keys(french, "fr"));
    }

    [Theory]
    [InlineData("ministers in Brussels signed the letter", "à Bruxelles, les ministres ont signé la lettre", 4)]
    [InlineData("The Hague: judges and weights", "À La Haye, des juges et des poids", 3)]
    [InlineData("a German library near Cologne", "une bibliothèque allemande près de Cologne", 3)]
    public void Words_of_public_affairs_and_places_meet_across_the_languages(string english, string french, int common) =>
        Assert.Equal(common, Keys(english, "en").Intersect(Keys(french, "fr")).Count());

    [Fact]
    public void Words_that_only_look_alike_do_not_meet() => Assert.Empty(Keys("a library for the coin", "en").Intersect(Keys("la librairie du coin", "fr")));

    [Theory]
    [InlineData("words.txt")]
    [InlineData("places.txt")]
    public void Each_word_of_a_language_stands_for_one_thing(string file)
    {
        using var reader = new StreamReader(typeof(Bot).Assembly.GetManifestResourceStream("Stories/" + file)!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')).ToList();

        Assert.All(lines, line => Assert.Equal(2, line.Split('=').Length));
        foreach (var side in (int[])[0, 1])
        {
            var stems = lines.SelectMany(line => line.Split('=')[side].Split(',').Select(w => Terms.Stem(Folding.Fold(w.AsSpan().Trim()))).Distinct());
            Assert.Empty(stems.GroupBy(s => s).Where(g => g.Count() > 1).Select(g => g.Key));
        }
    }

    [Fact]
    public void Any_text_has_terms_and_none_without_weight() => Gen.String.Select(Gen.String, Gen.OneOf(Gen.Const("en"), Gen.Const("fr"), Gen.Const(""), Gen.Const("x"))).Sample((title, text, language) =>
        Terms.Of(title, text, language).All(t => t.Frequency > 0 && t.Weight > 0));

    [Fact]
    public void What_every_text_on_the_subject_says_tells_less_than_a_name_from_the_first_item_on()
    {
        var none = new Frequencies();

        Assert.True(none.Weight(TermKey.Concept("~model")) < 0.7 * none.Weight(TermKey.Name("lemarchand")));
        Assert.True(none.Weight(TermKey.Concept("~open")) < 0.7 * none.Weight(TermKey.Name("lemarchand")));
    }

    [Fact]
    public async Task Keys_that_one_instance_offered_are_known_to_the_next()
    {
        var table = MemoryTable.Open(out _).Fingerprints;
        var (one, other) = (new Frequencies(), new Frequencies());
        await one.Read(table, new Founders(table), TestContext.Current.CancellationToken);
        one.Add([], [17, 18]);
        Assert.True(one.IsOffered(17));

        await one.Share(table, least: 1, TestContext.Current.CancellationToken);
        await other.Read(table, new Founders(table), TestContext.Current.CancellationToken);

        Assert.True(one.IsOffered(18) && other.IsOffered(17) && other.IsOffered(18));
        Assert.False(one.IsOffered(19) || other.IsOffered(19));
    }

    [Fact]
    public void Of_the_latest_thousands_of_items_no_key_is_forgotten_and_few_are_made_up()
    {
        var shared = RecentKeys.None;
        for (var round = 0; round < 1_000; round++)
        {
            var added = RecentKeys.None;
            for (var key = 0UL; key < 80; key++)
            {
                added.Add((ulong)round * 80 + key);
            }

            shared = RecentKeys.From(shared.With(added, 16).ToStored);
        }

        Assert.All(Enumerable.Range(0, 128 * 80), back => Assert.True(shared.Contains((ulong)(80_000 - 1 - back))));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(k => shared.Contains(1_000_000UL + (ulong)k)), 0, 2_000);
    }

    private static HashSet<TermKey> Keys(string text, string language) => [.. Terms.Of("", text, language).Select(t => t.Key)];
}
