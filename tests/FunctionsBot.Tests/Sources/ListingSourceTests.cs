using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

public sealed class ListingSourceTests
{
    private static readonly Uri Address = new("https://gazette.example/actualites/");
    private static readonly Source Source = new("gazette", "Gazette", Address, SourceKind.Listing, "fr");

    private const string Page =
        """
        <!doctype html><html lang="fr-FR"><head><title>Actualités - Gazette</title></head><body>
        <header><a href="/">Gazette de la ville et de ses environs</a></header>
        <nav><ul><li><a href="/politique">Toute la politique de la ville</a></li><li><a href="/sport">Tous les sports de la région</a></li><li><a href="/eco">Économie et entreprises de la région</a></li></ul></nav>
        <main><h1>Actualités</h1>
        <div class="liste">
          <article class="carte n1"><a class="image" href="un.html"><img src="1.jpg" alt=""></a><h2><a href="un.html?utm_source=une">La région ouvre ses modèles de langue</a></h2><p>Une décision attendue depuis deux ans par les laboratoires.</p><time datetime="2026-03-16T18:05:00+01:00">hier</time></article>
          <article class="carte n2"><h2><a href="deux.html">Un fonds pour les logiciels libres</a></h2><p class="quand">16 mars 2026 à 11 h 48</p><p><a href="deux.html">Lire la suite</a></p></article>
          <article class="carte n3"><h2><a href="/autre/trois.html">Débat au conseil <script>alert(1)</script>municipal</a></h2></article>
        </div></main>
        <footer><a href="/mentions">Mentions légales de la gazette</a> <a href="/cookies">Gestion de vos cookies ici</a> <a href="/contact">Écrire à toute la rédaction</a></footer>
        </body></html>
        """;

    [Fact]
    public void The_repeating_article_links_are_found_without_a_selector()
    {
        var listing = Read(Page);

        Assert.Equal(
            ["https://gazette.example/actualites/un.html", "https://gazette.example/actualites/deux.html", "https://gazette.example/autre/trois.html"],
            listing.Entries.Select(e => e.Link.AbsoluteUri));
        Assert.Equal("La région ouvre ses modèles de langue", listing.Entries[0].Title);
        Assert.Equal("Un fonds pour les logiciels libres", listing.Entries[1].Title);
        Assert.Equal(new DateTimeOffset(2026, 3, 16, 18, 5, 0, TimeSpan.FromHours(1)), listing.Entries[0].Published);
        Assert.Equal(new DateTimeOffset(2026, 3, 16, 11, 48, 0, TimeSpan.Zero), listing.Entries[1].Published);
        Assert.Null(listing.Entries[2].Published);
        Assert.Equal("Une décision attendue depuis deux ans par les laboratoires.", listing.Entries[0].Summary);
        Assert.Equal(("Actualités - Gazette", "HTML", "fr"), (listing.Title, listing.Format, listing.Language));
    }

    [Theory]
    [InlineData("article")]
    [InlineData("article h2 a")]
    [InlineData(".liste > .carte h2")]
    public void A_selector_says_which_links(string selector)
    {
        var listing = Read(Page, selector);

        Assert.Equal(
            ["La région ouvre ses modèles de langue", "Un fonds pour les logiciels libres"],
            listing.Entries.Take(2).Select(e => e.Title));
        Assert.Equal(3, listing.Entries.Count);
    }

    [Theory]
    [InlineData("a[", "The selector \"a[\" of Gazette is not a CSS selector: correct it.")]
    [InlineData(".gone a", "The selector \".gone a\" finds no links on https://gazette.example/actualites/: the page has changed; correct the selector, or remove it.")]
    public void A_broken_selector_is_named(string selector, string failure) => Assert.Equal(failure, Read(Page, selector).Failure);

    [Fact]
    public void Cards_that_are_one_big_link_give_their_headings_as_titles()
    {
        var listing = Read(
            """
            <body><div class=grid>
            <a class=card href=/1><span>Métropole</span><h3>Premier titre de la page</h3><p>Chapeau assez long pour être un vrai chapeau.</p></a>
            <a class=card href=/2><span>Sports</span><h3>Deuxième titre de la page</h3></a>
            <a class=card href=/3><span>Culture</span><h3>Troisième titre de la page</h3></a></div></body>
            """);

        Assert.Equal(["Premier titre de la page", "Deuxième titre de la page", "Troisième titre de la page"], listing.Entries.Select(e => e.Title));
    }

    [Fact]
    public void A_plain_list_of_links_with_dates_is_enough()
    {
        var listing = Read(
            """
            <body><ul><li>12/03/2026 : <a href="/cp/1.pdf">Communiqué sur les modèles ouverts et publics</a></li>
            <li><span>3 mars 2026</span> <a href="/cp/2.pdf">Réponse à la consultation de la Commission</a></li>
            <li><span>1er février 2026</span> <a href="/cp/3.pdf">Lettre ouverte aux députés européens</a></li></ul></body>
            """);

        Assert.Equal(3, listing.Entries.Count);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero), listing.Entries[1].Published);
    }

    [Theory]
    [InlineData("<html><body><p>Rien.</p></body></html>", "lists no articles that can be told from its menus: give a CSS selector of the article links.")]
    [InlineData("<head><link rel=alternate type=application/atom+xml href=/atom></head><body><nav><a href=/a>Un deux trois quatre</a></nav>", "it names the feed https://gazette.example/atom")]
    [InlineData("<rss><channel/></rss>", "is a feed, not a page: set the source's kind to feed.")]
    [InlineData("", "lists no articles")]
    public void A_page_that_lists_nothing_says_so(string page, string words) => Assert.Contains(words, Read(page).Failure, StringComparison.Ordinal);

    [Fact]
    public void A_page_nested_a_hundred_thousand_deep_is_refused()
    {
        Assert.Contains("too deep", Read(string.Concat(Enumerable.Repeat("<li#x>a</li>", 20_000))).Failure, StringComparison.Ordinal);
        Assert.Contains("too deep", Read(string.Concat(Enumerable.Repeat("<aé\">a</a>", 20_000))).Failure, StringComparison.Ordinal);
        foreach (var hidden in new[] { "</d</div>", "<!--</div>-->", "<?</div>", "<script></div></script>", "<TextArea></div></textarea>", "<i title='</div>'></i>" })
        {
            Assert.Contains("too deep", Read(string.Concat(Enumerable.Repeat($"<div>{hidden}", 20_000))).Failure, StringComparison.Ordinal);
        }

        Assert.Contains("too deep", Read(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "<a href=/x>Un deux trois quatre</a>").Failure, StringComparison.Ordinal);
        Assert.Equal(3, Read(string.Concat(Enumerable.Repeat("<div>", 400)) + Page).Entries.Count);
    }

    [Fact]
    public void A_page_of_end_tags_that_make_elements_is_refused()
    {
        Assert.Contains("50,000 elements", Read(string.Concat(Enumerable.Repeat("</p>", 60_000)) + Page).Failure, StringComparison.Ordinal);
        Assert.Contains("50,000 elements", Read(string.Concat(Enumerable.Repeat("</br>", 60_000)) + Page).Failure, StringComparison.Ordinal);
        Assert.Equal(3, Read(string.Concat(Enumerable.Repeat("<p>a</p>", 30_000)) + Page).Entries.Count);
    }

    [Fact]
    public void A_page_whose_charset_is_half_a_megabyte_of_slashes_costs_no_more_than_any_other()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Read($"<meta http-equiv=Content-Type content=\"text/htm{new string('/', 500_000)}\">{Page}");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public void A_request_asks_for_robots_txt_first() => Assert.True(new ListingSource().Request(Source, new("gazette", DateTimeOffset.UnixEpoch)).RespectRobots);

    [Fact]
    public void Each_kind_of_source_has_its_reader()
    {
        var readers = new SourceReaders();

        Assert.All(Enum.GetValues<SourceKind>(), kind => Assert.Equal(kind, readers.For(kind).Kind));
    }

    private static Listing Read(string html, string? selector = null) =>
        new ListingSource().Read(Source with { Selector = selector }, new(Address, Encoding.UTF8.GetBytes(html)) { MediaType = "text/html" });
}
