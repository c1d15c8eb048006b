using System.Text;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Sources;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Sources;

public sealed class PageSourceTests
{
    private static readonly Uri Address = new("https://lettre.example/");
    private static readonly Source Source = new("lettre", "Lettre", Address, SourceKind.Page, "fr");
    private readonly FakeTimeProvider clock = new(new(2026, 3, 17, 12, 0, 0, TimeSpan.Zero));

    private const string Letter =
        """
        <h1>Pour des modèles vraiment ouverts</h1>
        <p class="maj">Mis à jour le 3 mars 2026 à 10:15</p><p>12 345 vues</p>
        <p>Nous demandons que la loi protège ceux qui publient leurs modèles et leurs données.</p>
        <p>La consultation est ouverte jusqu'au 30 avril 2026 à minuit.</p>
        <p>Déjà 980 signataires soutiennent cette lettre.</p>
        <h2>Signataires</h2><ul><li>Ada Roux</li><li>Bea Lind</li></ul>
        <ul><li><a href="/a">Un article à lire aussi sur un autre sujet</a></li></ul>
        """;

    [Fact]
    public void The_first_reading_lists_the_page_itself()
    {
        var listing = Read(Letter);

        var entry = Assert.Single(listing.Entries);
        Assert.Equal(("Pour des modèles vraiment ouverts", Address, false), (entry.Title, entry.Link, entry.Whole));
        Assert.NotNull(listing.Reading);
    }

    [Fact]
    public void A_title_without_an_end_is_cut()
    {
        var change = Change($"<h1>{new string('s', 500_000)}</h1><p>Un.</p>", $"<h1>{new string('s', 500_000)}</h1><p>Un.</p><p>Le ministère a répondu à notre lettre par un communiqué.</p>");

        Assert.Equal($"{new string('s', 300)}… : 1 paragraphe ajouté", change?.Title);
    }

    [Fact]
    public void An_added_paragraph_is_news()
    {
        var change = Change(Letter, Letter.Replace("<h2>", "<p>Le ministère a répondu à notre lettre par un communiqué.</p><h2>", StringComparison.Ordinal));

        Assert.Equal("Pour des modèles vraiment ouverts : 1 paragraphe ajouté", change?.Title);
        Assert.Contains("<p>Le ministère a répondu à notre lettre par un communiqué.</p>", change!.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("protège", change.Content, StringComparison.Ordinal);
        Assert.Equal((clock.GetUtcNow(), true), (change.Published, change.Whole));
        Assert.Equal("https://lettre.example/#:~:text=Le%20minist%C3%A8re%20a%20r%C3%A9pondu%20%C3%A0%20notre", change.Link.AbsoluteUri);
    }

    [Theory]
    [InlineData("980 signataires", "1 020 signataires", "1 020 signatures (auparavant 980)")]
    [InlineData("980 signataires", "1300 signataires", "1 300 signatures (auparavant 980)")]
    [InlineData("30 avril 2026", "15 mai 2026", "date ou montant changé")]
    [InlineData("<li>Bea Lind</li>", "<li>Bea Lind</li><li>Cy Orr</li><li>Dan Ek</li>", "2 noms ajoutés")]
    public void What_binds_or_counts_people_is_news(string was, string becomes, string headline)
    {
        var change = Change(Letter, Letter.Replace(was, becomes, StringComparison.Ordinal));

        Assert.Equal($"Pour des modèles vraiment ouverts : {headline}", change?.Title.Replace('\u202f', ' '));
    }

    [Theory]
    [InlineData("3 mars 2026 à 10:15", "4 avril 2026 à 9:00")]
    [InlineData("12 345 vues", "99 999 vues")]
    [InlineData("980 signataires", "985 signataires")]
    [InlineData("980 signataires", "970 signataires")]
    [InlineData("Un article à lire aussi sur un autre sujet", "Encore un autre article que personne n'attendait")]
    [InlineData("<h2>", "<div class=\"pub\"></div><aside><p>Une publicité pour un produit que personne ne demande.</p></aside><h2>")]
    [InlineData("<h2>", "<div class=\"newsletter\"><p>Recevez notre lettre d'information chaque semaine dans votre boîte.</p></div><h2>")]
    [InlineData("<h2>", "<script>var aujourdhui = 'un mot un autre mot encore un mot';</script><h2>")]
    [InlineData("<p>Nous demandons que", "<p>Nous   demandons\n que")]
    [InlineData("<p>Nous demandons que", "<p style=\"color:red\"><b>Nous</b> demandons que")]
    public void What_moves_by_itself_is_no_news(string was, string becomes)
    {
        Assert.Contains(was, Letter, StringComparison.Ordinal);
        Assert.Null(Change(Letter, Letter.Replace(was, becomes, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_count_that_creeps_is_told_when_it_has_come_far()
    {
        var reading = Read(Letter).Reading;
        List<int> told = [];
        for (var count = 985; count <= 1400; count += 15)
        {
            var listing = Read(Letter.Replace("980", $"{count}", StringComparison.Ordinal), reading);
            if (listing.Entries.Count > 1) told.Add(count);
            reading = listing.Reading;
        }

        Assert.Equal([1000, 1255], told);
    }

    [Fact]
    public void What_comes_and_goes_is_new_once()
    {
        var withQuote = Letter.Replace("<h2>", "<p>La citation du jour parle de logiciels que l'on partage.</p><h2>", StringComparison.Ordinal);
        var first = Read(Letter);
        var second = Read(withQuote, first.Reading);
        var third = Read(Letter, second.Reading);
        var fourth = Read(withQuote, third.Reading);

        Assert.Equal([1, 2, 1, 1], new[] { first, second, third, fourth }.Select(l => l.Entries.Count));
    }

    [Fact]
    public void The_same_difference_has_the_same_identity()
    {
        var reading = Read(Letter).Reading;
        var later = Letter.Replace("30 avril", "31 mai", StringComparison.Ordinal);

        Assert.Equal(Read(later, reading).Entries[0].Key, Read(later, reading).Entries[0].Key);
        Assert.NotEqual(Read(later, reading).Entries[0].Key, Read(later.Replace("31 mai", "9 juin", StringComparison.Ordinal), reading).Entries[0].Key);
    }

    [Fact]
    public void A_page_in_another_order_has_not_changed() =>
        Gen.Shuffle(Enumerable.Range(0, 12).Select(i => $"<p>Le paragraphe {(char)('a' + i)} dit ceci et puis encore cela, jusqu'au {i + 1} mai.</p>").ToArray())
            .Sample(shuffled => Assert.Null(Change(string.Concat(shuffled.Order()), string.Concat(shuffled))), iter: 50);

    [Theory]
    [InlineData("")]
    [InlineData("1|pas du base64|")]
    [InlineData("1||zz:9,1:99999999999999999999,:,1")]
    [InlineData("2|AAAA|")]
    [InlineData("n'importe quoi")]
    public void A_reading_that_is_none_of_ours_is_as_good_as_none(string reading) => Assert.Null(Read(Letter, reading).Failure);

    [Fact]
    public void What_is_remembered_of_a_huge_page_stays_small()
    {
        var page = string.Concat(Enumerable.Range(0, 4000).Select(i => $"<p>Un paragraphe de plus numéro {Word(i)} dans une page sans fin.</p>"));
        var reading = Read(page).Reading!;
        for (var i = 0; i < 3; i++) reading = Read(page.Replace("plus", $"moins{Word(i)}", StringComparison.Ordinal), reading).Reading!;

        Assert.InRange(reading.Length, 20_000, 32_768);
    }

    [Theory]
    [InlineData("<rss version='2.0'></rss>", "is no HTML page")]
    [InlineData("<html><body><script>tout()</script></body></html>", "shows no text without running scripts")]
    public void What_cannot_be_compared_says_so(string body, string words) =>
        Assert.Contains(words, new PageSource(clock).Read(Source, new(Address, Encoding.UTF8.GetBytes(body))).Failure, StringComparison.Ordinal);

    private static string Word(int number) => string.Concat(number.ToString("x", null).Select(c => (char)('g' + (c <= '9' ? c - '0' : c - 'a' + 10))));

    private Entry? Change(string before, string after) => Read(after, Read(before).Reading).Entries is [var change, _] ? change : null;

    private Listing Read(string body, string? reading = null) => new PageSource(clock).Read(
        Source,
        new(Address, Encoding.UTF8.GetBytes($"<!doctype html><html lang=fr><head><title>Lettre</title></head><body><nav><p>Un menu de plusieurs mots ici</p></nav><main>{body}</main></body></html>")),
        reading);
}
