using AngleSharp.Html.Parser;
using CsCheck;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Digests;

public sealed class AlertComposerTests
{
    private const string Attack = "<img src=x onerror=alert(1)> \"quoted\" & 'single' </b></a><script>";

    private static readonly Reason[] WhyLetters = [new(SampleStories.Letters, ["lettre ouverte"])];

    [Fact]
    public void An_alert_in_English_says_what_who_how_many_and_why()
    {
        var text = Assert.Single(Compose(SampleStories.Letter, "en").Parts);

        Assert.Contains("<b>Open letter</b> · <i>in French</i>", text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{SampleStories.Letter.Link}\">Quarante organisations", text, StringComparison.Ordinal);
        Assert.Contains("2 newsrooms, 3 copies: Le Courrier du libre, Policy Wire", text, StringComparison.Ordinal);
        Assert.Contains("Paywall: 56% left to read · Free to read at <a href=", text, StringComparison.Ordinal);
        Assert.Contains("40 or 45 organisations (sources disagree)", text, StringComparison.Ordinal);
        Assert.Contains("Watchlist “Open letters”: “lettre ouverte”", text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"https://monitor.example/stories/{SampleStories.Letter.Id}\">Story page</a>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_in_French_is_French_and_does_not_mark_its_own_language()
    {
        var message = Compose(SampleStories.Letter, "fr");
        var text = Assert.Single(message.Parts);

        Assert.Contains("<b>Lettre ouverte</b>\n", text, StringComparison.Ordinal);
        Assert.Contains("2 rédactions, 3 copies\u00A0: Le Courrier du libre", text, StringComparison.Ordinal);
        Assert.Contains("Payant\u00A0: 56\u00A0% restent à lire", text, StringComparison.Ordinal);
        Assert.Contains("40 ou 45 organisations (les sources divergent)", text, StringComparison.Ordinal);
        Assert.Contains("Veille «\u00A0Lettres ouvertes\u00A0»\u00A0: «\u00A0lettre ouverte\u00A0»", text, StringComparison.Ordinal);
        Assert.StartsWith("Lettre ouverte\u00A0: Quarante organisations", message.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "📅 21 to 22 April 2026, Berlin – Summit on open models for administrations")]
    [InlineData("fr", "📅 du 21 au 22 avril 2026, Berlin – Summit on open models for administrations")]
    public void An_event_has_its_days_and_its_place(string language, string line) =>
        Assert.Contains(line, Assert.Single(Compose(SampleStories.Summit, language).Parts), StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "⏳ by 15 May 2026 – Applications for the first call\n📅 Tuesday 24 March 2026, online – Information day for applicants\n💶 €400 million, €2.5 billion")]
    [InlineData("fr", "⏳ jusqu’au 15 mai 2026 – Applications for the first call\n📅 mardi 24 mars 2026, online – Information day for applicants\n💶 400\u00A0M€, 2,5\u00A0Md€")]
    public void Deadlines_dates_and_money_are_written_as_the_reader_writes_them(string language, string lines) =>
        Assert.Contains(lines, Assert.Single(Compose(SampleStories.Funding, language).Parts), StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "🔓 Claims “open-source model”", "licence “Orla licence” restricts use")]
    [InlineData("fr", "🔓 Se dit «\u00A0open-source model\u00A0»", "la licence «\u00A0Orla licence\u00A0» restreint l’usage")]
    public void A_model_called_open_is_told_with_what_its_text_leaves_out(string language, string claim, string restriction)
    {
        var story = StoryBuilder.Titled("Lumen releases Orla 4").Of(StoryKind.ModelRelease).Build();
        story = story with { Facts = story.Facts with { OpenModel = new OpenModelFact("open-source model", "Lumen calls it an open-source model.") { Weights = Disclosure.Offered, Licence = "Orla licence", LicenceRestricts = true } } };

        var text = Assert.Single(Compose(story, language).Parts);

        Assert.Contains(claim, text, StringComparison.Ordinal);
        Assert.Contains(restriction, text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("🔓").Length);
    }

    [Theory]
    [InlineData("en", "by February 2026 –")]
    [InlineData("fr", "d’ici février 2026 –")]
    public void A_date_known_by_its_month_is_not_made_exact(string language, string text)
    {
        var story = StoryBuilder.Titled("Call").Dated(new DatedFact(DatedKind.Deadline, "Answers", new DateOnly(2026, 2, 1), "…") { Imprecise = true }).Build();

        Assert.Contains(text, Assert.Single(Compose(story, language).Parts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "👥 11 countries, 27 countries\n👥 2 members of parliament")]
    [InlineData("fr", "👥 11 pays, 27 pays\n👥 2 parlementaires")]
    public void Figures_that_were_not_found_to_contradict_each_other_are_not_said_to(string language, string lines)
    {
        var story = StoryBuilder.Titled("Call").Conflict("Says 40 and 45.").Count(27, "country").Count(11, "country").Count(2, "member of parliament").Build();

        Assert.Contains(lines, Assert.Single(Compose(story, language).Parts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_watchlist_that_takes_everything_shows_the_evidence()
    {
        var message = AlertComposer.Compose(SampleStories.Letter, [new Reason(SampleStories.Everything, [])], "en", SampleStories.Site);

        Assert.Contains("“lettre ouverte”, “modèles ouverts”, “la Commission”", Assert.Single(message.Parts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_story_that_attacks_in_every_field_stays_text()
    {
        var story = StoryBuilder.Titled(Attack).Of(StoryKind.OpenLetter).In(Attack).By(Attack).Led(Attack).Reported(Attack + 2).Copied(Attack)
            .Event(Attack, new DateOnly(2026, 4, 1), Attack).Deadline(Attack, new DateOnly(2026, 4, 1)).Amount(5, Attack).Count(3, Attack)
            .Letter(Attack, Attack, Attack).Cites(Attack).Evident("ai", Attack).Behind(new Paywall(PaywallKind.Closed, null, Attack)).Build();
        var message = AlertComposer.Compose(story, [new Reason(new Watchlist("w", Attack, "") { NameFr = Attack }, [Attack])], "fr", SampleStories.Site, new Uri("https://monitor.example/u"));

        var allowed = new[] { "A", "B", "I", "BLOCKQUOTE", "HTML", "HEAD", "BODY" };
        var telegram = new HtmlParser().ParseDocument(string.Concat(message.Parts));
        Assert.All(telegram.All, e => Assert.Contains(e.TagName, allowed));
        var email = new HtmlParser().ParseDocument(message.Html);
        Assert.Empty(email.QuerySelectorAll("script, img, iframe, form, [onerror]"));
        Assert.Contains("<img src=x onerror=alert(1)>", email.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://bank.example@evil.example/")]
    public void Only_plain_web_addresses_are_linked(string link)
    {
        var message = Compose(StoryBuilder.Titled("Title").At(link).Build(), "en");

        foreach (var html in message.Parts.Append(message.Html))
        {
            Assert.All(
                new HtmlParser().ParseDocument(html).QuerySelectorAll("a"),
                a => Assert.StartsWith("https://monitor.example/", a.GetAttribute("href"), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Marks_that_turn_the_writing_around_are_taken_out()
    {
        var message = Compose(StoryBuilder.Titled("Safe \u202Egnp.exe\u202C \u200Btitle\u0007").Build(), "en");

        Assert.Contains(">Safe gnp.exe title</a>", Assert.Single(message.Parts), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_story_makes_messages_within_the_limits() => Gen.Select(Gen.String[0, 5000], Gen.String[0, 5000], Gen.OneOf("fr", "en", "xx")).Sample((title, lead, language) =>
    {
        var message = Compose(StoryBuilder.Titled(title).Led(lead).By(lead).Event(title, new DateOnly(2026, 1, 1), lead).Letter(title, lead, title).Cites(lead).Build(), language);

        Assert.All(message.Parts, p => Assert.InRange(TelegramText.Visible(p).Length, 1, 4096));
        Assert.InRange(message.Subject.Length, 1, 300);
        Assert.DoesNotContain('\n', message.Subject);
    }, iter: 300);

    private static OutgoingMessage Compose(Story story, string language) => AlertComposer.Compose(story, WhyLetters, language, SampleStories.Site);
}
