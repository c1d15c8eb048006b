using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Extraction;

public sealed class ArticleTextTests
{
    [Theory]
    [InlineData("<p><strong>À lire aussi :</strong> <a href=/x>Une autre histoire du même jour</a></p>")]
    [InlineData("<p>Read also: <a href=/x>Another story of the same day</a></p>")]
    [InlineData("<div class='share-bar'><span>Share on all networks please, it helps us a great deal, thank you so much for it.</span></div>")]
    [InlineData("<aside><h3>Related</h3><p>Another story which also has a long summary, so long that it looks like a paragraph.</p></aside>")]
    [InlineData("<div class=newsletter-box><p>Get the best stories of the week in your inbox every Saturday morning, free of charge.</p></div>")]
    [InlineData("<section id=comments><p>I do not agree with any of this, and I have said so many times before, says an angry reader.</p></section>")]
    [InlineData("<div class='author-bio'><p>Ann Lee has written about technology since 1999 and lives with two cats in Brussels.</p></div>")]
    [InlineData("<div class=cookie-banner><p>We and our partners use cookies to make this site better for you and for all of us.</p></div>")]
    [InlineData("<p>Sign up for our newsletter to get more of this every week.</p>")]
    [InlineData("<p><a href=/a>A whole line that is a link to some other story</a></p>")]
    [InlineData("<figure><img src=x><figcaption>The committee in its meeting room on Monday. Photo: A. Lee.</figcaption></figure>")]
    public void Chrome_inside_the_article_is_left_out(string chrome)
    {
        var plain = Pages.Read(Pages.With()).Text;
        var html = Pages.With().Replace("<p>Paragraph number 4", chrome + "<p>Paragraph number 4", StringComparison.Ordinal);

        Assert.Equal(plain, Pages.Read(html).Text);
    }

    [Fact]
    public void Headings_lists_quotes_and_tables_are_kept_as_paragraphs()
    {
        var item = Pages.Read(Pages.With(after: """
            <h2>What was decided</h2>
            <ul><li>Open weights are defined.</li><li>Small models are exempt.</li></ul>
            <blockquote><p>“We had to act,” the chair said.</p></blockquote>
            <table><tr><th>Country</th><th>Votes</th></tr><tr><td>France</td><td>29</td></tr></table>
            <p>The last paragraph of the article comes after all of these, and it is prose.</p>
            """));

        var paragraphs = item.Text.Split("\n\n");
        Assert.Equal(
            ["What was decided", "Open weights are defined.", "Small models are exempt.", "“We had to act,” the chair said.", "Country | Votes", "France | 29"],
            paragraphs[6..12]);
    }

    [Fact]
    public void The_title_is_not_repeated_in_the_text() => Assert.StartsWith("Paragraph number 1", Pages.Read(Pages.With()).Text, StringComparison.Ordinal);

    [Fact]
    public void Words_split_by_inline_markup_stay_whole()
    {
        var item = Pages.Read(Pages.With(after: "<p>An <b>un</b>happy chair signed the <a href=/l>open</a>-source <em>letter</em>, and two line<br>breaks are lines.</p>"));

        Assert.Contains("An unhappy chair signed the open-source letter, and two line\nbreaks are lines.", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_holds_most_of_the_text_is_not_taken_for_chrome() =>
        Assert.Contains("Paragraph number 6", Pages.Read($"<title>t</title><body class='page-with-sidebar'><div id=comments-and-nav>{Pages.Prose}</div>").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("<title>404 Not Found</title><h1>404</h1><p>The page you requested could not be found.</p>", PageType.Error)]
    [InlineData("<title>Page introuvable - Site</title><h1>Page introuvable</h1><p>Cette page n’existe plus.</p>", PageType.Error)]
    [InlineData("<title>Le Fil</title><div><p>Nous et nos partenaires utilisons des cookies.</p><button>Tout accepter</button><a href=/c>Continuer sans accepter</a></div>", PageType.ConsentWall)]
    public void Pages_without_an_article_say_what_they_are(string html, PageType type) => Assert.Equal(type, Pages.Read(html).PageType);

    [Fact]
    public void A_list_of_headlines_is_a_listing() =>
        Assert.Equal(PageType.Listing, Pages.Read("<title>News</title><main><h1>News</h1>" + string.Concat(Enumerable.Range(1, 20).Select(i =>
            $"<div class=item><h2><a href=/s{i}>Headline number {i} about some policy matter</a></h2><p>Short teaser {i}.</p></div>")) + "</main>").PageType);

    [Fact]
    public void A_letter_with_signatories_is_a_letter_and_keeps_them()
    {
        var item = Pages.Read(Pages.With(before: "<p>Dear Commissioners,</p>", after: "<h2>Signatories</h2><ul>" + string.Concat(
            new[] { "Ann Lee, Open Models Foundation", "Jo Roe, Free Code Alliance", "Max Moe, University of Ghent", "Eva Hall", "Ben Oak", "Zoe Elm, Commons Network" }.Select(n => $"<li>{n}</li>")) + "</ul>"));

        Assert.Equal(PageType.Letter, item.PageType);
        Assert.Contains("Signatories\n\nAnn Lee, Open Models Foundation\n\nJo Roe", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_page_is_an_event() =>
        Assert.Equal(PageType.Event, Pages.Read($"<title>Summit</title><script type='application/ld+json'>{{\"@type\":\"Event\",\"name\":\"Summit\"}}</script><main>{Pages.Prose}</main>").PageType);

    [Fact]
    public void A_video_with_hardly_any_text_is_a_video() =>
        Assert.Equal(PageType.Video, Pages.Read("<title>Clip</title><meta property=og:type content=video.other><main><h1>Clip</h1><p>The minister speaks about open models.</p></main>").PageType);

    [Fact]
    public void Plain_text_is_told_from_html_by_what_it_is()
    {
        var item = Pages.ReadBytes("A short title here\n\nThis is plain text with a sentence that is long enough to be read as prose by anybody.\n"u8.ToArray());

        Assert.Equal("A short title here", item.Title);
        Assert.Equal("This is plain text with a sentence that is long enough to be read as prose by anybody.", item.Text);
    }
}
