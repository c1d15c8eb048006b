using System.Globalization;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot.Benchmarks;

/// <summary>A store as it is after ninety days: items of which one in five is relevant, their stories, matches, appointments and letters.</summary>
/// <param name="tables">Where.</param>
/// <param name="now">The end of the ninety days.</param>
internal sealed class GeneratedStore(Tables tables, DateTimeOffset now)
{
    public const string WatchlistId = "watchlist-0";
    public const string SourceId = "source-0";
    public const string DestinationId = "telegram-0";
    private const int Days = 90;
    private const int Watchlists = 20;
    private const int Sources = 300;
    private const int Destinations = 200;

    private readonly Random random = new(20260317);
    private readonly GeneratedProse prose = new(new Random(1), french: false);
    private readonly List<Story> latest = [];
    private int stories, appointments, letters;
    private string storyId = "", letterId = "";

    /// <summary>What was stored, and addresses of some of it.</summary>
    public sealed record Filled(int Stories, int Appointments, int Letters, string StoryId, string LetterId, string MiddleDay);

    public async Task<Filled> Fill(int items)
    {
        await Settle();
        for (var day = Days - 1; day >= 0; day--)
        {
            await FillDay(now.AddDays(-day), items / Days);
        }

        await new Stamps(tables.Documents).Touch([Stamps.Everything], now, CancellationToken.None);
        return new Filled(stories, appointments, letters, storyId, letterId, Keys.Day(now.AddDays(-Days / 2)));
    }

    private async Task Settle()
    {
        for (var i = 0; i < Watchlists; i++)
        {
            var id = $"watchlist-{i}";
            await tables.Watchlists.Upsert(Keys.Only, id, new Watchlist(id, $"Watchlist {i}", "open AND (model OR licence)") { Public = i < 10 }, CancellationToken.None);
        }

        for (var i = 0; i < Sources; i++)
        {
            var id = $"source-{i}";
            await tables.Sources.Upsert(Keys.Shard(id), id, new Source(id, $"Source {i}", new Uri($"https://source-{i}.example/feed.xml"), SourceKind.Feed, "en"), CancellationToken.None);
            await tables.SourceStates.Upsert(Keys.Shard(id), id, new SourceState(id, now) { LastPolled = now, LastSuccess = now }, CancellationToken.None);
        }

        for (var i = 0; i < Destinations; i++)
        {
            var id = $"telegram-{i}";
            var destination = new Destination(id, ChannelKind.Telegram, $"-{i + 1}", "en", "Europe/Paris", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(9, 0))) { Name = $"Chat {i}", Created = now };
            await tables.Destinations.Upsert(Keys.Shard(id), id, destination, CancellationToken.None);
            await tables.Follows.Set(new Follow($"watchlist-{i % Watchlists}", id, Cadence.Immediate), CancellationToken.None);
        }
    }

    private async Task FillDay(DateTimeOffset day, int items)
    {
        List<ReadItem> read = [];
        latest.Clear();
        for (var i = 0; i < items; i++)
        {
            var seen = day.AddSeconds(-i * 60);
            seen = seen.UtcDateTime.Date == day.UtcDateTime.Date ? seen : day;
            read.Add(Item(seen, $"{Keys.Day(day)}-{i}"));
        }

        foreach (var item in read.Where(r => r.Verdict.Relevant))
        {
            var placement = Membership(item);
            latest.RemoveAll(s => s.Id == placement.Id);
            latest.Add(placement);
        }

        foreach (var batch in read.Chunk(ITable.BatchLimit))
        {
            await tables.Items.Table.Batch([.. batch.Select(r => new TableWrite.Upsert(tables.Items.Row(Keys.DayOf(r.Id), r.Id, r)))], CancellationToken.None);
        }

        await FillStories(day);
    }

    /// <summary>Two in three found a story, the others join one of the day.</summary>
    private Story Membership(ReadItem item)
    {
        var story = latest.Count > 0 && random.Next(3) == 0 ? latest[random.Next(latest.Count)] : null;
        return StoryMerge.Add(story, item, new Membership(story?.Id ?? item.Id)) ?? story!;
    }

    private async Task FillStories(DateTimeOffset day)
    {
        var written = latest.Select(s => s with
        {
            Sketch = new string('k', 3000),
            Matches = Enumerable.Range(0, Watchlists).Where(w => w == 0 || random.Next(6) == 0).ToDictionary(w => $"watchlist-{w}", _ => new FirstMatch(s.FirstSeen, s.Id)),
        }).ToList();
        foreach (var batch in written.Chunk(ITable.BatchLimit))
        {
            await tables.Stories.Table.Batch([.. batch.Select(s => new TableWrite.Upsert(tables.Stories.Row(Keys.DayOf(s.Id), s.Id, s)))], CancellationToken.None);
        }

        foreach (var matches in written.SelectMany(s => s.Matches.Select(m => (Watchlist: m.Key, Story: s))).GroupBy(m => m.Watchlist))
        {
            foreach (var batch in matches.Chunk(ITable.BatchLimit))
            {
                await tables.Matches.Table.Batch(
                    [.. batch.Select(m => new TableWrite.Upsert(tables.Matches.Row(m.Watchlist, Keys.Match(m.Story.FirstSeen, m.Story.Id), new Match(m.Story.Id, m.Story.FirstSeen, ["open", "model"]))))],
                    CancellationToken.None);
            }
        }

        stories += written.Count;
        await Publish(day, written);
    }

    private async Task Publish(DateTimeOffset day, List<Story> written)
    {
        var agendas = new AgendaLedger(tables);
        foreach (var story in written.Where(s => s.Facts.Dates.Count > 0))
        {
            await agendas.Keep(story, day, CancellationToken.None);
            (appointments, storyId) = (appointments + story.Facts.Dates.Count, story.Id);
        }

        // A letter every second day, followed on its own page since.
        if (day.Day % 2 == 0 && written.Count > 0)
        {
            var letter = written[0] with { Kind = StoryKind.OpenLetter, Facts = new ItemFacts { Letters = [new LetterFact("A letter.") { Title = prose.Headline(), Addressees = [prose.Person()], Demands = [prose.Sentences(1)] }] } };
            var page = new Source($"letter-{letter.Id}", "The letter", new Uri("https://letter.example/"), SourceKind.Page, "en");
            for (var reading = 0; reading < 10; reading++)
            {
                var names = Enumerable.Range(reading, 200 + reading).Select(n => $"{prose.Person()} {n}").ToList();
                await new LetterLedger(tables).See(page, new SignatureList(names, 1000 + (reading * 50)), () => Task.FromResult<Story?>(letter), day.AddDays(reading), CancellationToken.None);
            }

            (letters, letterId) = (letters + 1, letter.Id);
        }

        if (day.DayOfWeek == DayOfWeek.Monday)
        {
            var monday = DateOnly.FromDateTime(day.UtcDateTime);
            await tables.Weeks.Upsert(Keys.Only, Keys.Day(monday), PublicDigest.Compose(monday, written), CancellationToken.None);
        }
    }

    private ReadItem Item(DateTimeOffset seen, string key)
    {
        var source = $"source-{random.Next(Sources)}";
        var relevant = random.Next(5) == 0;
        var text = string.Join("\n\n", Enumerable.Range(0, 6).Select(_ => prose.Sentences(3)));
        var kind = (StoryKind)random.Next(Enum.GetValues<StoryKind>().Length);
        var item = new Item(new Uri($"https://{source}.example/{key}"), prose.Headline(), text, "en") { Published = seen, Site = source, Lead = prose.Sentences(2) };
        return new ReadItem(
            Keys.ItemId(source, key, seen), source, key, seen, item,
            new Verdict(relevant, relevant ? 0.9 : 0.1, kind, ["open-source-ai"], [.. Enumerable.Range(0, 12).Select(i => new Evidence("openness", i * 40, "open models"))]),
            relevant ? Facts(seen) : ItemFacts.None)
        {
            SourceName = source,
        };
    }

    private ItemFacts Facts(DateTimeOffset seen) => new()
    {
        Dates = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new DatedFact(
            random.Next(2) == 0 ? DatedKind.Event : DatedKind.Deadline, prose.Headline(), DateOnly.FromDateTime(seen.UtcDateTime).AddDays(random.Next(1, 200)), prose.Sentences(1)))],
        Amounts = [new AmountFact(random.Next(1, 900) * 1_000_000m, "EUR", "millions", prose.Sentences(1))],
        Organisations = [.. Enumerable.Range(0, 8).Select(i => $"Organisation {random.Next(500).ToString(CultureInfo.InvariantCulture)}")],
        People = [prose.Person(), prose.Person()],
    };
}
