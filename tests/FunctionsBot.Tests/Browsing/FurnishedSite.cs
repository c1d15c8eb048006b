using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Site;

namespace FunctionsBot.Tests.Browsing;

/// <summary>A site with something of everything: what the pages look like to somebody who has used the bot for a while.</summary>
internal static class FurnishedSite
{
    private const string Hostile = "<script>alert('\"&</title><img src=x onerror=alert(1)>";

    private static IReadOnlyList<Story> Awkward { get; } =
    [
        StoryBuilder.Titled(Hostile).Of(StoryKind.Opinion).By(Hostile).Led(Hostile)
            .Event(Hostile, new DateOnly(2026, 4, 1), Hostile).Evident("ai", Hostile).Conflict(Hostile).Build(),
        StoryBuilder.Titled("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsverordnung").In("de")
            .Of(StoryKind.Legislation).By("Hauptstadt").Deadline("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", new DateOnly(2026, 5, 2)).Build(),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="forPictures">Without the titles that test how texts are encoded and broken.</param>
    public static async Task<RunningSite> Start(bool forPictures = false)
    {
        var site = await RunningSite.Start();
        await Watch(site);
        await Tell(site, forPictures ? [] : Awkward);
        await Poll(site);
        await Send(site);
        await Count(site);
        return site;
    }

    private static async Task Watch(RunningSite site)
    {
        foreach (var watchlist in new[] { SampleStories.Letters with { Public = true }, SampleStories.Everything with { Public = true }, new Watchlist("internal", "Internal", "poids") { NameFr = "Interne", Paused = true } })
        {
            await site.Tables.Watchlists.Upsert(Keys.Only, watchlist.Id, watchlist, Cancel);
        }
    }

    private static async Task Tell(RunningSite site, IReadOnlyList<Story> more)
    {
        var agendas = new AgendaLedger(site.Tables);
        foreach (var story in SampleStories.Week.Concat(more))
        {
            var matched = story with { Matches = new Dictionary<string, FirstMatch> { ["all"] = new(story.FirstSeen, story.Id), ["letters"] = new(story.FirstSeen, story.Id) } };
            await site.Tables.Stories.Upsert(Keys.DayOf(story.Id), story.Id, matched, Cancel);
            await site.Tables.Matches.Upsert("all", Keys.Match(story.FirstSeen, story.Id), new FunctionsBot.Storage.Match(story.Id, story.FirstSeen, ["ouverts"]), Cancel);
            await agendas.Keep(matched, site.Clock.GetUtcNow(), Cancel);
            await Read(site, story);
        }

        await site.Tables.Weeks.Upsert(Keys.Only, "20260309", PublicDigest.Compose(new DateOnly(2026, 3, 9), SampleStories.Week), Cancel);
        await Sign(site, SampleStories.Letter);
        await site.Tables.Dossiers.Upsert(SampleStories.Bill.Id, SampleStories.Consultation.Id, new DossierEntry(SampleStories.Consultation.Id, SampleStories.Consultation.Title, SampleStories.Bill.FirstSeen, StoryStage.Consultation), Cancel);
        await new Stamps(site.Tables.Documents).Touch([Stamps.Everything], site.Clock.GetUtcNow(), Cancel);
    }

    private static async Task Read(RunningSite site, Story story)
    {
        var item = new Item(story.Link, story.Title, story.Lead.Length > 0 ? story.Lead : story.Title, story.Language);
        var read = new ReadItem(story.Id, "wire", story.Id, site.Clock.GetUtcNow(), item, new Verdict(true, story.Score, story.Kind, [], story.Evidence), story.Facts) { SourceName = "Wire", StoryId = story.Id };
        await site.Tables.Items.Upsert(Keys.DayOf(story.Id), story.Id, read, Cancel);
        await site.Tables.Items.Upsert(Keys.Day(site.Clock.GetUtcNow()), story.Id, read, Cancel);
    }

    /// <summary>A letter that grew, and that somebody left.</summary>
    private static async Task Sign(RunningSite site, Story letter)
    {
        string[] names = ["Fondation pour le code commun", "Université de Brême", "Association Logiciels Partagés", "OpenWeights", "Ligue des communs", "Rete Modelli Aperti"];
        var ledger = new LetterLedger(site.Tables);
        var page = new Source("letter", "La lettre ouverte", new Uri("https://letter.example/"), SourceKind.Page, "fr");
        Task<Story?> Story() => Task.FromResult<Story?>(letter);
        await ledger.See(page, new SignatureList(names[..5], 40), Story, site.Clock.GetUtcNow().AddDays(-5), Cancel);
        await ledger.See(page, new SignatureList(names, 62), Story, site.Clock.GetUtcNow().AddDays(-3), Cancel);
        await ledger.See(page, new SignatureList(names[1..], 75), Story, site.Clock.GetUtcNow().AddDays(-1), Cancel);
    }

    private static async Task Poll(RunningSite site)
    {
        var now = site.Clock.GetUtcNow();
        var sources = new[]
        {
            (new Source("wire", "Wire", new Uri("https://wire.example/feed.xml"), SourceKind.Feed, "en"), new SourceState("wire", now) { LastPolled = now, LastSuccess = now }),
            (new Source("gazette", "Gazette de Lyon", new Uri("https://gazette.example/actualites"), SourceKind.Listing, "fr"), new SourceState("gazette", now) { LastPolled = now, Failures = 9, FailingSince = now.AddDays(-2), Problem = "https://gazette.example/actualites answered 503 Service Unavailable: the site has trouble; it is asked again later." }),
            (new Source("letter", "La lettre ouverte", new Uri("https://letter.example/"), SourceKind.Page, "fr") { Paused = true }, new SourceState("letter", now)),
        };
        foreach (var (source, state) in sources)
        {
            await site.Tables.Sources.Upsert(Keys.Shard(source.Id), source.Id, source, Cancel);
            await site.Tables.SourceStates.Upsert(Keys.Shard(source.Id), source.Id, state, Cancel);
        }
    }

    private static async Task Send(RunningSite site)
    {
        var now = site.Clock.GetUtcNow();
        var daily = new DigestSchedule(DigestRhythm.Daily, new TimeOnly(9, 0));
        var destinations = new[]
        {
            new Destination("telegram-n100", ChannelKind.Telegram, "-100", "fr", "Europe/Paris", daily) { Name = "Équipe numérique", Created = now, ForAdmins = true },
            new Destination("telegram-n200", ChannelKind.Telegram, "-200", "en", "Europe/Paris", daily) { Name = "Policy desk", Created = now, State = DestinationState.Paused, Reason = "Waiting for approval." },
            new Destination("mail-ada", ChannelKind.Email, "ada@example.org", "en", "Europe/Paris", daily with { Rhythm = DigestRhythm.Weekly }) { Created = now, NextDigest = now.AddDays(3) },
        };
        foreach (var destination in destinations)
        {
            await site.Tables.Destinations.Upsert(Keys.Shard(destination.Id), destination.Id, destination, Cancel);
            await site.Tables.Follows.Set(new Follow("letters", destination.Id, Cadence.Immediate), Cancel);
            await site.Tables.Deliveries.Upsert(destination.Id, "alert-1", new OutboxRow(destination.Id, "alert-1", DeliveryKind.Alert, now) { Subject = SampleStories.Letter.Title, State = DeliveryState.Sent, SentAt = now, Attempts = 1 }, Cancel);
            await site.Tables.Deliveries.Upsert(destination.Id, "alert-2", new OutboxRow(destination.Id, "alert-2", DeliveryKind.Alert, now) { Subject = Hostile, State = DeliveryState.Failed, Attempts = 5, Reason = "The mailbox is full." }, Cancel);
        }

        await site.Tables.Poison.Upsert("process", "k", new PoisonedWork("process", "read 1 2 3", now) { Reason = "It failed." }, Cancel);
    }

    /// <summary>A fortnight's log, with a weekend's quiet in it.</summary>
    private static async Task Count(RunningSite site)
    {
        var now = site.Clock.GetUtcNow();
        for (var day = 0; day < 14; day++)
        {
            var at = now.AddDays(-day);
            var isWeekend = at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var relevant = isWeekend ? 2 : 7 + day * 5 % 9;
            DayLine[] lines =
            [
                new(DayEvent.Listed, at, relevant * 12),
                new(DayEvent.Relevant, at, relevant - relevant / 2),
                new(DayEvent.Relevant, at, relevant / 2) { Founded = true },
                new(DayEvent.Sent, at, relevant) { Kind = DeliveryKind.Alert },
                new(DayEvent.Sent, at, isWeekend ? 1 : 3) { Kind = DeliveryKind.Digest },
            ];
            for (var line = 0; line < lines.Length; line++)
            {
                await site.Tables.Days.Upsert(Keys.Day(at), $"counted|{line}", lines[line], Cancel);
            }
        }
    }
}
