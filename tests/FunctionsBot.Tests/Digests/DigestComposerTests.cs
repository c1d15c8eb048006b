using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Digests;

public sealed class DigestComposerTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 9, 7, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 3, 16, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", new[] { "DECISIONS 2", "DEADLINES 2", "EVENTS 1", "OPEN LETTERS 1", "READING 2" })]
    [InlineData("fr", new[] { "DÉCISIONS 2", "ÉCHÉANCES 2", "ÉVÉNEMENTS 1", "LETTRES OUVERTES 1", "À LIRE 2" })]
    public void A_weekly_mail_has_its_sections_in_the_readers_language(string language, string[] headings)
    {
        var page = Page(Compose(Weekly(language)));

        Assert.Equal(headings, page.QuerySelectorAll("h2").Select(h => h.TextContent));
    }

    [Fact]
    public void Every_story_stands_once_in_html_and_text_with_its_original_title()
    {
        var input = Weekly("en");
        var message = Compose(input with { Stories = [.. input.Stories, .. input.Stories] });

        foreach (var story in SampleStories.Week)
        {
            Assert.Single(Page(message).QuerySelectorAll("h3"), h => h.TextContent == story.Title);
            Assert.Equal(2, message.Text.Split($"* {story.Title}\n").Length);
        }
    }

    [Fact]
    public void The_subject_says_the_week_and_how_many_stories() =>
        Assert.Equal("Politiques de l’IA open source, du 9 au 16 mars 2026\u00A0: 8 sujets", Compose(Weekly("fr")).Subject);

    [Fact]
    public void The_days_are_those_of_the_readers_time_zone()
    {
        var late = new DateTimeOffset(2026, 3, 16, 23, 30, 0, TimeSpan.Zero);
        var daily = Daily("en") with { To = late };

        Assert.Contains("Tuesday 17 March 2026", Compose(daily).Parts[0], StringComparison.Ordinal);
        Assert.Contains("Monday 16 March 2026", Compose(daily with { Destination = daily.Destination with { TimeZone = "America/New_York" } }).Parts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_coverage_box_names_what_fails_and_since_when()
    {
        var page = Page(Compose(Weekly("en"))).Body!.TextContent;

        Assert.Contains("34 of 36 sources checked.", page, StringComparison.Ordinal);
        Assert.Contains("Capitol Ledger, failing since 20 February 2026", page, StringComparison.Ordinal);
        Assert.Contains("19 texts grouped into 8 stories; 5 copies left out.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_coming_up_stands_on_top_soonest_first_with_dates_told_before_and_without_the_past()
    {
        var told = StoryBuilder.Titled("Told last month").Event("Hearing in the Senate", new DateOnly(2026, 3, 18), "Paris").Event("Past", new DateOnly(2026, 3, 1)).Build();
        var message = Compose(Daily("en") with { Upcoming = [told, SampleStories.Summit] });

        var agenda = message.Parts[0][message.Parts[0].IndexOf("Coming up", StringComparison.Ordinal)..message.Parts[0].IndexOf("DECISIONS", StringComparison.Ordinal)];
        Assert.Equal(
            ["Wednesday 18 March 2026, Paris – Hearing in the Senate", "Tuesday 24 March 2026, online – Information day for applicants",
             "By 3 April 2026 – Réponses à la consultation", "21 to 22 April 2026, Berlin – Summit on open models for administrations", "By 15 May 2026 – Applications for the first call"],
            new HtmlParser().ParseDocument(agenda).QuerySelectorAll("a").Select(a => a.TextContent));
    }

    [Fact]
    public void A_deadline_that_has_passed_does_not_make_a_story_a_deadline()
    {
        var past = StoryBuilder.Titled("Old call").Of(StoryKind.Funding).Deadline("Applications", new DateOnly(2026, 3, 15)).Build();
        var today = StoryBuilder.Titled("Last day").Of(StoryKind.Funding).Deadline("Applications", new DateOnly(2026, 3, 16)).Build();

        Assert.Equal(["DECISIONS 1", "DEADLINES 1"], Page(Compose(Weekly("en", past, today))).QuerySelectorAll("h2").Select(h => h.TextContent));
    }

    [Fact]
    public void Nothing_new_is_nothing_to_send_unless_it_is_wanted()
    {
        Assert.Null(DigestComposer.Compose(Daily("en", [])));

        var message = Compose(Daily("en", []) with { EvenIfEmpty = true });
        Assert.Contains("Nothing new. 34 of 36 sources checked.\n<i>", Assert.Single(message.Parts), StringComparison.Ordinal);
        Assert.EndsWith(": nothing new", message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_stays_under_the_size_at_which_mail_is_cut_and_says_how_many_more()
    {
        var stories = Enumerable.Range(0, 600).Select(i => StoryBuilder
            .Titled($"Story {i} {new string('é', 200)}").Of((StoryKind)(i % 12)).Led(new string('à', 500)).By(new string('ü', 90)).Reported("Other")
            .Event(new string('ö', 200), new DateOnly(2026, 5, 1), new string('ï', 90)).Letter("To", "A", "B").Count(i, "organisation").Build()).ToArray();

        var message = Compose(Weekly("en", stories));

        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html), 50_000, 100_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Text), 10_000, 200_000);
        var page = Page(message);
        var shown = page.QuerySelectorAll("h3").Length;
        var more = page.QuerySelectorAll("a").Select(a => a.TextContent).Where(t => t.StartsWith("and ", StringComparison.Ordinal)).Sum(t => int.Parse(t.Split(' ')[1], null));
        Assert.Equal(600, shown + more);
        Assert.Contains(page.QuerySelectorAll("a"), a => a.TextContent == "Unsubscribe");
    }

    [Fact]
    public void A_flood_in_a_chat_ends_with_how_many_more()
    {
        var message = Compose(Daily("fr", [.. Enumerable.Range(0, 300).Select(i => StoryBuilder.Titled($"Sujet {i} {new string('x', 150)}").In("fr").Build())]));

        Assert.InRange(message.Parts.Count, 2, 4);
        Assert.All(message.Parts, p => Assert.InRange(TelegramText.Visible(p).Length, 1, 4096));
        Assert.Contains("et 260 autres</a>", string.Concat(message.Parts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_fetches_nothing_and_can_always_be_left()
    {
        var message = Compose(Weekly("fr"));
        var page = Page(message);

        Assert.Empty(page.QuerySelectorAll("img, script, link, iframe, [background], [src]"));
        Assert.DoesNotContain("url(", message.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("https://monitor.example/u?t=1&l=2", page.QuerySelectorAll("a").OfType<IHtmlAnchorElement>().Single(a => a.TextContent == "Se désabonner").Href);
        Assert.Contains("https://monitor.example/u?t=1&l=2", message.Text, StringComparison.Ordinal);
        Assert.Equal(new Uri("https://monitor.example/u?t=1&l=2"), message.Unsubscribe);
    }

    [Fact]
    public void A_site_under_a_path_keeps_it_in_every_link()
    {
        var message = Compose(Daily("en") with { SiteUrl = new Uri("https://example.org/monitor/") });

        Assert.Contains($"https://example.org/monitor/stories/{SampleStories.Bill.Id}", message.Parts[0], StringComparison.Ordinal);
    }

    private static OutgoingMessage Compose(DigestInput input) => Assert.IsType<OutgoingMessage>(DigestComposer.Compose(input));

    private static IHtmlDocument Page(OutgoingMessage message) => new HtmlParser().ParseDocument(message.Html);

    private static DigestInput Weekly(string language, params Story[] stories) =>
        Input(ChannelKind.Email, DigestRhythm.Weekly, language, stories.Length == 0 ? SampleStories.Week : stories);

    private static DigestInput Daily(string language, IReadOnlyList<Story>? stories = null) =>
        Input(ChannelKind.Telegram, DigestRhythm.Daily, language, stories ?? SampleStories.Week);

    private static DigestInput Input(ChannelKind channel, DigestRhythm rhythm, string language, IReadOnlyList<Story> stories) => new(
        new Destination("d", channel, "1", language, "Europe/Paris", new DigestSchedule(rhythm, new TimeOnly(8, 0))),
        From,
        To,
        [.. stories.Select(s => new DigestStory(s, [new Reason(SampleStories.Everything, [])]))],
        new Coverage(36, 34, [new("Assemblée, dossiers", new(2026, 3, 11, 0, 0, 0, TimeSpan.Zero)), new("Capitol Ledger", new(2026, 2, 20, 0, 0, 0, TimeSpan.Zero))]),
        SampleStories.Site)
    {
        Unsubscribe = new Uri("https://monitor.example/u?t=1&l=2"),
    };
}
