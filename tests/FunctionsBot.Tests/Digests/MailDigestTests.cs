using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Digests;

/// <summary>What only an email digest has.</summary>
public sealed class MailDigestTests
{
    [Fact]
    public void The_dates_ahead_come_as_a_calendar_that_a_calendar_program_reads()
    {
        var story = StoryBuilder.Titled("Open Models Summit").Event("Summit; on models, weights", new DateOnly(2026, 4, 21), "Berlin", new DateOnly(2026, 4, 22))
            .Deadline("Answers", new DateOnly(2026, 4, 3)).Event("Past", new DateOnly(2026, 3, 1))
            .Dated(new DatedFact(DatedKind.Event, "Some day in May", new DateOnly(2026, 5, 1), "In May") { Imprecise = true }).Build();

        var message = Compose(Input("en", story));

        var file = Assert.Single(message.Attachments);
        Assert.Equal("text/calendar", file.MediaType);
        var events = Ical.Net.Calendar.Load(file.Content)!.Events.OrderBy(e => e.Start!.Value).ToList();
        Assert.Equal(["Deadline: Answers", "Summit; on models, weights"], events.Select(e => e.Summary));
        Assert.Equal(new DateTime(2026, 4, 21), events[1].Start!.Value.Date);
        Assert.Equal(new DateTime(2026, 4, 23), events[1].End!.Value.Date);
        Assert.Equal("Berlin", events[1].Location);
        Assert.Equal(file.Content, Compose(Input("en", story)).Attachments[0].Content);
        Assert.Contains("attached as a calendar file", message.Html, StringComparison.Ordinal);
        Assert.Empty(Compose(Input("en", StoryBuilder.Titled("No date").Build())).Attachments);
    }

    [Fact]
    public void An_open_model_is_told_with_what_its_text_leaves_out()
    {
        var story = StoryBuilder.Titled("Lumen releases Orla 4").Of(StoryKind.ModelRelease).Build();
        story = story with { Facts = story.Facts with { OpenModel = new OpenModelFact("open-source model", "Lumen calls it an open-source model.") { Weights = Disclosure.Offered, Licence = "Orla licence", LicenceRestricts = true } } };

        Assert.Contains("licence “Orla licence” restricts use", Page(Compose(Input("en", story))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("la licence «\u00A0Orla licence\u00A0» restreint l’usage", Page(Compose(Input("fr", story))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("How open: Claims “open-source model”", Compose(Input("en", story)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plot_is_drawn_of_cells_with_its_figures_and_left_out_where_there_is_nothing_to_compare()
    {
        var input = Input("fr", StoryBuilder.Titled("Sujet").Build());

        var plot = Page(Compose(input with { Trend = [0, 3, 7, 2, 0, 5, 4, 9] })).QuerySelector("table[role=img]");

        Assert.Equal("0, 3, 7, 2, 0, 5, 4, 9", plot!.GetAttribute("aria-label"));
        Assert.Equal(["2", "16", "37", "10", "2", "26", "21", "48"], plot.QuerySelectorAll("td[height]").Select(c => c.GetAttribute("height")));
        Assert.Null(Page(Compose(input with { Trend = [0, 0, 0, 4] })).QuerySelector("table[role=img]"));
    }

    [Fact]
    public void The_mail_links_to_itself_as_a_page_and_to_what_the_reader_can_change()
    {
        var input = Input("fr", StoryBuilder.Titled("Sujet").Build()) with { Browser = new Uri("https://monitor.example/mail?token=1"), Preferences = new Uri("https://monitor.example/preferences?token=2") };

        var links = Page(Compose(input)).QuerySelectorAll("a").OfType<IHtmlAnchorElement>().Select(a => (a.TextContent, a.Href)).ToList();

        Assert.Contains(("Voir dans le navigateur", "https://monitor.example/mail?token=1"), links);
        Assert.Contains(("Changer de sujets, de langue ou de jour, ou faire une pause", "https://monitor.example/preferences?token=2"), links);
        Assert.Contains("https://monitor.example/preferences?token=2", Compose(input).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DigestRhythm.Daily, "16 March")]
    [InlineData(DigestRhythm.Monthly, "16 February to 16 March 2026")]
    public void Its_subject_says_the_period(DigestRhythm rhythm, string period)
    {
        var input = Input("en", StoryBuilder.Titled("Story").Build());
        input = input with { From = input.To.AddMonths(-1), Destination = input.Destination with { Schedule = new DigestSchedule(rhythm, new TimeOnly(8, 0)) } };

        Assert.Contains(period, Compose(input).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void However_many_and_however_hostile_the_stories_it_stays_under_100_KB_names_them_and_runs_nothing() =>
        Gen.Select(Gen.Int[1, 260], Text(300), Text(900), Text(200), Gen.Int[0, 6]).Sample(
            (count, title, lead, name, dates) =>
            {
                var stories = Enumerable.Range(0, count).Select(i =>
                {
                    var story = StoryBuilder.Titled($"{i} {title}").Of((StoryKind)(i % 12)).Led(lead).By(name).Reported($"{name}{i}").Letter(name, name, name);
                    return Enumerable.Range(0, dates).Aggregate(story, (s, d) => s.Event(name + d, new DateOnly(2026, 4, 1).AddDays(d), name)).Build();
                }).ToArray();

                var message = Compose(Input("en", stories) with { Trend = [1, 2, int.MaxValue / 100] });

                Assert.InRange(Encoding.UTF8.GetByteCount(message.Html), 1_000, 100_000);
                var page = Page(message);
                Assert.Empty(page.QuerySelectorAll("script, img, iframe, object, form, svg, [onerror], [onclick], [onload]"));
                Assert.All(page.QuerySelectorAll("a").OfType<IHtmlAnchorElement>(), a => Assert.StartsWith("http", a.Href, StringComparison.Ordinal));
                Assert.Contains(page.QuerySelectorAll("a"), a => a.TextContent == "Unsubscribe");
                var lines = message.Text.Split('\n');
                var more = lines.Where(l => l.StartsWith("and ", StringComparison.Ordinal) && l.EndsWith(" more", StringComparison.Ordinal)).Sum(l => int.Parse(l.Split(' ')[1], null));
                Assert.Equal(count, lines.Count(l => l.StartsWith("* ", StringComparison.Ordinal)) + more);
            },
            iter: 40);

    private static Gen<string> Text(int longest) => Gen.OneOf(
        Gen.Const("<script>alert(1)</script>"), Gen.Const("\" onerror=\"x"), Gen.Const("</td></table>"), Gen.Const("&amp;<img src=x>"), Gen.Const("javascript:x"), Gen.Const("é日本"), Gen.String)
        .Array[1, 12].Select(parts => string.Concat(parts) is var text && text.Length > longest ? text[..longest] : text);

    private static OutgoingMessage Compose(DigestInput input) => Assert.IsType<OutgoingMessage>(DigestComposer.Compose(input));

    private static IHtmlDocument Page(OutgoingMessage message) => new HtmlParser().ParseDocument(message.Html);

    private static DigestInput Input(string language, params Story[] stories) => new(
        new Destination("d", ChannelKind.Email, "ada@reader.example", language, "Europe/Paris", new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 0))),
        new(2026, 3, 9, 7, 0, 0, TimeSpan.Zero),
        new(2026, 3, 16, 7, 0, 0, TimeSpan.Zero),
        [.. stories.Select(s => new DigestStory(s, [new Reason(SampleStories.Everything, [])]))],
        new Coverage(3, 3, []),
        SampleStories.Site)
    {
        Unsubscribe = new Uri("https://monitor.example/u"),
    };
}
