using System.Net;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Json;
using System.Xml;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Site.Feeds;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using Ical.Net.CalendarComponents;
using Calendar = Ical.Net.Calendar;

namespace FunctionsBot.Tests.Site;

public sealed class FeedTests
{
    private const string Hostile = "<script>alert('\"&</title>]]>\u0007\ud800 ; , \\ \r\nATTENDEE:mailto:x@example.org";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Everything")]
    [InlineData("fr", "Tout")]
    public async Task Everything_is_an_Atom_feed_that_readers_understand(string language, string name)
    {
        await using var site = await RunningSite.Start();
        await Add(site, Story(site, "a", "Une loi sur l’IA ouverte & ses “poids”"), "letters");
        await Add(site, Story(site, "b", Hostile));

        var page = await site.Open().Get($"/feeds/{language}/atom.xml");

        Assert.Equal((200, "application/atom+xml; charset=utf-8"), (page.Status, page.Header("Content-Type")));
        using var xml = XmlReader.Create(new StringReader(page.Html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var feed = SyndicationFeed.Load(xml);
        Assert.Equal($"FunctionsBot – {name}", feed.Title.Text);
        Assert.Equal(language, feed.Language);
        Assert.Equal($"http://localhost:7071/feeds/{language}/atom.xml", feed.Links.Single(l => l.RelationshipType == "self").Uri.AbsoluteUri);
        Assert.Contains("Une loi sur l’IA ouverte & ses “poids”", feed.Items.Select(i => i.Title.Text));
        Assert.All(feed.Items, i =>
        {
            Assert.StartsWith("http://localhost:7071/stories/20260317-", i.Id, StringComparison.Ordinal);
            Assert.Equal(site.Clock.GetUtcNow(), i.LastUpdatedTime);
            Assert.Equal("Gazette", Assert.Single(i.Authors).Name);
            Assert.Equal("A lead.", i.Summary.Text);
        });
        Assert.Contains("<script>alert('\"&</title>]]>\ufffd ; , \\ ATTENDEE:mailto:x@example.org", feed.Items.Select(i => i.Title.Text));

        var source = new Source("f", "F", new Uri("http://localhost:7071/"), SourceKind.Feed, "en");
        var ours = new FeedSource(site.Clock).Read(source, new FetchResult.Fetched(source.Address, Encoding.UTF8.GetBytes(page.Html)) { MediaType = "application/atom+xml" });
        Assert.Equal((2, "Atom 1.0", null), (ours.Entries.Count, ours.Format, ours.Failure));
        Assert.Empty(ours.Mended);
    }

    [Fact]
    public async Task A_public_watchlist_has_what_it_found_and_nothing_else()
    {
        await using var site = await RunningSite.Start();
        await Add(site, Story(site, "a", "An open letter"), "letters");
        await Add(site, Story(site, "b", "A budget"), "money");

        var page = await site.Open().Get("/feeds/en/letters/feed.json");

        using var json = JsonDocument.Parse(page.Html);
        var feed = json.RootElement;
        Assert.Equal("application/feed+json; charset=utf-8", page.Header("Content-Type"));
        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        Assert.Equal("FunctionsBot – Open letters", feed.GetProperty("title").GetString());
        Assert.Equal("http://localhost:7071/feeds/en/letters/feed.json", feed.GetProperty("feed_url").GetString());
        var item = Assert.Single(feed.GetProperty("items").EnumerateArray());
        // What the specification asks of an item: a unique id, one of two contents, dates as RFC 3339, absolute addresses.
        Assert.Equal(item.GetProperty("url").GetString(), item.GetProperty("id").GetString());
        Assert.Equal(("An open letter", "A lead."), (item.GetProperty("title").GetString(), item.GetProperty("content_text").GetString()));
        Assert.Equal(site.Clock.GetUtcNow(), item.GetProperty("date_published").GetDateTimeOffset());
        Assert.True(new Uri(item.GetProperty("external_url").GetString()!).IsAbsoluteUri);
        Assert.Equal("Gazette", Assert.Single(item.GetProperty("authors").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/feeds/en/secret/atom.xml")]
    [InlineData("/feeds/en/paused/atom.xml")]
    [InlineData("/feeds/en/nothing/calendar.ics")]
    [InlineData("/feeds/de/atom.xml")]
    [InlineData("/feeds/en/%F0%90%80%80/feed.json")]
    [InlineData("/calendar/nonsense.ics")]
    [InlineData("/calendar/20260317-0123456789abcdef-1.ics")]
    [InlineData("/calendar/20260317-0123456789abcdef-1")]
    public async Task What_is_not_public_has_no_feed(string path)
    {
        await using var site = await RunningSite.Start();
        await site.Tables.Watchlists.Insert(Keys.Only, "secret", new Watchlist("secret", "Secret", ""), Cancel);
        await site.Tables.Watchlists.Insert(Keys.Only, "paused", new Watchlist("paused", "Paused", "") { Public = true, Paused = true }, Cancel);

        Assert.Equal(404, (await site.Open().Get(path)).Status);
        Assert.DoesNotContain("secret", (await site.Open().Get("/feeds")).Html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("atom.xml")]
    [InlineData("feed.json")]
    [InlineData("calendar.ics")]
    public async Task A_reader_that_asks_again_is_told_that_nothing_changed_at_almost_no_cost(string file)
    {
        await using var site = await RunningSite.Start();
        await Add(site, Story(site, "a", "An open letter"), "letters");
        var browser = site.Open();
        var path = "/feeds/en/letters/" + file;

        var first = await browser.Get(path);
        var before = site.Transactions;
        var again = await Ask(browser, path, ("If-None-Match", $"\"other\", {first.Header("ETag")}"));
        var dated = await Ask(browser, path, ("If-Modified-Since", first.Header("Last-Modified")!));
        Assert.Equal(before, site.Transactions);
        site.Clock.Advance(FeedMemory.Believed);
        var later = await Ask(browser, path, ("If-None-Match", first.Header("ETag")!));

        Assert.Equal([304, 304, 304], [again.Status, dated.Status, later.Status]);
        Assert.Equal(before + 2, site.Transactions);
        Assert.Equal("", again.Html);
        Assert.Equal(first.Header("ETag"), again.Header("ETag"));
        Assert.Equal("public, max-age=600", again.Header("Cache-Control"));
        Assert.Equal(200, (await Ask(browser, path, ("If-None-Match", "\"other\""), ("If-Modified-Since", first.Header("Last-Modified")!))).Status);

        await Add(site, Story(site, "b", "Another letter"), "letters");
        site.Clock.Advance(FeedMemory.Believed);
        var changed = await Ask(browser, path, ("If-None-Match", first.Header("ETag")!));
        Assert.Equal(200, changed.Status);
        Assert.NotEqual(first.Header("ETag"), changed.Header("ETag"));
    }

    [Fact]
    public async Task A_calendar_says_what_is_ahead_and_what_was_called_off_in_a_form_that_calendars_read()
    {
        await using var site = await RunningSite.Start();
        var summit = new DatedFact(DatedKind.Event, "Sommet des modèles ouverts", new DateOnly(2026, 4, 21), "Le sommet aura lieu du 21 au 22 avril.") { End = new DateOnly(2026, 4, 22), Place = "Lyon, Hôtel de Ville; salle 2" };
        var deadline = new DatedFact(DatedKind.Deadline, "Réponses à la consultation", new DateOnly(2026, 4, 3), "Jusqu’au 3 avril.");
        var story = Story(site, "a", "Un sommet") with { Language = "fr", Facts = new ItemFacts { Dates = [deadline, summit] } };
        await Add(site, story, "letters");

        var events = await Events(site, "/feeds/fr/letters/calendar.ics");
        Assert.Equal(["Date limite : Réponses à la consultation", "Sommet des modèles ouverts"], events.Select(e => e.Summary));
        Assert.Equal([(new DateOnly(2026, 4, 3), new DateOnly(2026, 4, 4)), (new DateOnly(2026, 4, 21), new DateOnly(2026, 4, 23))], events.Select(e => (e.Start!.Date, e.End!.Date)));
        Assert.All(events, e => Assert.True(e.IsAllDay && e.Sequence == 0 && e.Status == "CONFIRMED"));
        Assert.Equal("Lyon, Hôtel de Ville; salle 2", events[1].Location);
        Assert.Equal("fr", events[1].Properties.Single(p => p.Name == "SUMMARY").Parameters.Get("LANGUAGE"));
        Assert.Equal([$"{story.Id}-1@functionsbot", $"{story.Id}-2@functionsbot"], events.Select(e => e.Uid));

        site.Clock.Advance(TimeSpan.FromHours(1));
        var changed = site.Clock.GetUtcNow();
        await Change(site, story with { Facts = new ItemFacts { Dates = [deadline with { Start = new DateOnly(2026, 4, 10) }] } });

        var later = (await Events(site, "/feeds/fr/letters/calendar.ics")).ToDictionary(e => e.Uid!);
        Assert.Equal(2, later.Count);
        Assert.Equal((1, "CONFIRMED", new DateOnly(2026, 4, 10)), (later[events[0].Uid!].Sequence, later[events[0].Uid!].Status, later[events[0].Uid!].Start!.Date));
        Assert.Equal((1, "CANCELLED"), (later[events[1].Uid!].Sequence, later[events[1].Uid!].Status));
        Assert.Equal(changed.UtcDateTime, later[events[1].Uid!].DtStamp!.AsUtc);

        var alone = Assert.Single(await Events(site, $"/calendar/{story.Id}-1.ics"));
        Assert.Equal(new DateOnly(2026, 4, 10), alone.Start!.Date);
    }

    [Fact]
    public async Task A_hostile_name_is_one_text_in_a_calendar_and_no_line_of_it_is_too_long()
    {
        await using var site = await RunningSite.Start();
        var long1 = string.Concat(Enumerable.Repeat("Œuvre d’été 🌻 — ", 30));
        var story = Story(site, "a", Hostile) with
        {
            Facts = new ItemFacts
            {
                Dates =
                [
                    new DatedFact(DatedKind.Event, Hostile, new DateOnly(2026, 4, 3), Hostile) { Place = Hostile },
                    new DatedFact(DatedKind.Event, long1, new DateOnly(2026, 4, 4), long1),
                ],
            },
        };
        await Add(site, story);

        var page = await site.Open().Get("/feeds/en/calendar.ics");
        var events = Calendar.Load(page.Html)!.Events.OrderBy(e => e.Start!.Date).ToList();

        Assert.Equal("<script>alert('\"&</title>]]>\ufffd ; , \\ ATTENDEE:mailto:x@example.org", events[0].Summary);
        Assert.All(events, e => Assert.Empty(e.Attendees));
        Assert.Equal(long1.Trim(), events[1].Summary);
        Assert.Equal("text/calendar; charset=utf-8", page.Header("Content-Type"));
        Assert.EndsWith("\r\n", page.Html, StringComparison.Ordinal);
        Assert.All(page.Html.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    [Fact]
    public void Folding_keeps_every_character_and_every_line_within_its_octets() =>
        Gen.String[Gen.Char.Where(c => c is not ('\r' or '\n') && !char.IsSurrogate(c)), 0, 400].Sample(text =>
        {
            var folded = ContentLines.Fold($"SUMMARY:{text}\r\n");

            Assert.All(folded.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
            Assert.Equal($"SUMMARY:{text}\r\n", folded.Replace("\r\n ", "", StringComparison.Ordinal));
        }, iter: 500);

    [Fact]
    public async Task Pages_announce_the_feeds_and_one_page_shows_them_all()
    {
        await using var site = await RunningSite.Start();
        await Add(site, Story(site, "a", "An open letter"), "letters");
        var browser = site.Open("fr");

        var home = await browser.Get("/");
        var announced = home.Document.QuerySelectorAll("link[rel=alternate]").Select(l => (l.GetAttribute("type"), l.GetAttribute("href")!)).ToList();
        Assert.Equal(["application/atom+xml", "application/feed+json", "text/calendar"], announced.Select(a => a.Item1));
        var page = await browser.Get("/feeds");
        var shown = page.Document.QuerySelectorAll("main a.button").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(6, shown.Count);
        Assert.Equal(["Tout", "Lettres ouvertes"], page.Document.QuerySelectorAll("h2").Select(h => h.TextContent));
        foreach (var path in shown.Concat(announced.Select(a => a.Item2)))
        {
            Assert.Equal(200, (await browser.Get(path)).Status);
        }
    }

    private static async Task<List<CalendarEvent>> Events(RunningSite site, string path)
    {
        site.Clock.Advance(FeedMemory.Believed);
        var page = await site.Open("fr").Get(path);
        Assert.Equal(200, page.Status);
        return [.. Calendar.Load(page.Html)!.Events.OrderBy(e => e.Start!.Date)];
    }

    private static Task<Page> Ask(Browser browser, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = HttpVersion.Version11 };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return browser.Send(request);
    }

    private static Story Story(RunningSite site, string key, string title)
    {
        var seen = site.Clock.GetUtcNow();
        var id = Keys.ItemId("source", key, seen);
        var link = new Uri("https://gazette.example/" + key);
        return new Story(id, title, "en", link, StoryKind.Event, 0.87, seen)
        {
            Updated = seen,
            Lead = "A lead.",
            Members = [new StoryMember(id, "source", "Gazette", "A title", link, "en", seen, ItemRole.Original)],
        };
    }

    /// <summary>As the pipeline does: the story, its match, its appointments, then the word that feeds have changed.</summary>
    private static async Task Add(RunningSite site, Story story, string? watchlist = null)
    {
        if (watchlist is not null)
        {
            var name = watchlist == "letters" ? "Open letters" : "Money";
            await site.Tables.Watchlists.Upsert(Keys.Only, watchlist, new Watchlist(watchlist, name, "") { NameFr = name == "Money" ? null : "Lettres ouvertes", Public = true }, Cancel);
            await site.Tables.Matches.Upsert(watchlist, Keys.Match(story.FirstSeen, story.Id), new Match(story.Id, story.FirstSeen, []), Cancel);
            story = story with { Matches = new Dictionary<string, FirstMatch> { [watchlist] = new(story.FirstSeen, story.Id) } };
        }

        await Change(site, story);
    }

    private static async Task Change(RunningSite site, Story story)
    {
        var matches = (await site.Tables.Stories.Get(Keys.DayOf(story.Id), story.Id, Cancel))?.Value.Matches ?? story.Matches;
        story = story with { Matches = matches };
        await site.Tables.Stories.Upsert(Keys.DayOf(story.Id), story.Id, story, Cancel);
        await new AgendaLedger(site.Tables).Keep(story, site.Clock.GetUtcNow(), Cancel);
        await new Stamps(site.Tables.Documents).Touch([Stamps.Everything, .. matches.Keys.Select(Stamps.Watchlist)], site.Clock.GetUtcNow(), Cancel);
    }
}
