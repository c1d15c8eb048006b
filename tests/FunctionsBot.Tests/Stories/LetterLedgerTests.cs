using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

public sealed class LetterLedgerTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero);
    private static readonly Source Page = new("page", "The letter", new Uri("https://letter.example/"), SourceKind.Page, "en");

    private readonly Tables tables;
    private readonly Dictionary<string, MemoryTable> opened;
    private readonly LetterLedger ledger;

    public LetterLedgerTests()
    {
        tables = MemoryTable.Open(out opened);
        ledger = new LetterLedger(tables);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newsrooms_figures_stand_side_by_side_with_who_gave_them_and_when()
    {
        var story = Letter(("a", "Gazette", ItemRole.Original), ("b", "Herald", ItemRole.Report), ("c", "Copyist", ItemRole.Copy));
        await ledger.Tell(story, Item("a", Monday, 40, "Mozilla", "OpenWeights"), Monday, Cancel);
        await ledger.Tell(story, Item("b", Monday.AddDays(2), 45, "Openweights"), Monday.AddDays(2), Cancel);
        await ledger.Tell(story, Item("c", Monday.AddDays(3), 40), Monday.AddDays(3), Cancel);

        var days = await ledger.Days(story.Id, Cancel);
        Assert.Equal([("Gazette", 40, 16), ("Herald", 45, 18)], days.Select(d => (d.By, d.Counts[0].Value, d.Day.Day)));
        var letter = (await tables.Letters.Get(Keys.Only, story.Id, Cancel))!.Value;
        Assert.Equal((40, 45, 2, 0), (letter.First[0].Value, letter.Latest[0].Value, letter.Named, letter.Withdrawn));
        Assert.Equal(("Keep AI open", "the Commission", "open weights"), (letter.Title, letter.Addressees[0], letter.Demands[0]));
    }

    [Fact]
    public async Task An_item_told_twice_is_told_once()
    {
        var story = Letter(("a", "Gazette", ItemRole.Original));
        await ledger.Tell(story, Item("a", Monday, 40, "Mozilla"), Monday, Cancel);
        var before = (opened["letters"].Dump(), opened["letterdays"].Dump());

        await ledger.Tell(story, Item("a", Monday, 40, "Mozilla"), Monday, Cancel);

        Assert.Equal(before, (opened["letters"].Dump(), opened["letterdays"].Dump()));
    }

    [Fact]
    public async Task Who_came_and_who_left_is_seen_on_the_letters_own_page()
    {
        var story = Letter(("a", "Gazette", ItemRole.Original));
        await See(story, 0, 40, "Ada", "Bea", "Cem", "Dov", "Eli");
        await See(story, 1, 52, "Ada", "Bea", "Cem", "Dov", "Eli", "Fay");
        await See(story, 1, 53, "Ada", "Bea", "Cem", "Dov", "Eli", "Fay", "Gil");
        await See(story, 2, 52, "ADA", "Bea", "Cem", "Eli", "Fay", "Gil");

        var days = await ledger.Days(story.Id, Cancel);
        Assert.Equal([5, 2, 0], days.Select(d => d.Joined.Count));
        Assert.Equal(["Dov"], days[2].Withdrawn);
        Assert.Equal([40, 53, 52], days.Select(d => d.Counts[0].Value));
        var letter = (await tables.Letters.Get(Keys.Only, story.Id, Cancel))!.Value;
        Assert.Equal((6, 1, 52), (letter.Named, letter.Withdrawn, letter.Latest[0].Value));
    }

    [Fact]
    public async Task A_page_that_lost_half_its_names_at_once_is_being_rebuilt_and_nobody_withdrew()
    {
        var story = Letter(("a", "Gazette", ItemRole.Original));
        await See(story, 0, 40, "Ada", "Bea", "Cem", "Dov", "Eli", "Fay", "Gil", "Hal", "Ida", "Jan");

        await See(story, 1, 40, "Loading", "Please", "wait", "Ida", "Jan");
        await See(story, 2, 41, "Ada", "Bea", "Cem", "Dov", "Eli", "Fay", "Gil", "Hal", "Ida", "Jan", "Kim");

        var days = await ledger.Days(story.Id, Cancel);
        Assert.Empty(days.SelectMany(d => d.Withdrawn));
        Assert.Equal(["Kim"], days[^1].Joined);
    }

    [Fact]
    public async Task A_page_too_long_to_be_read_whole_withdraws_nobody()
    {
        var story = Letter(("a", "Gazette", ItemRole.Original));
        await See(story, 0, 9000, "Ada", "Bea", "Cem", "Dov", "Eli", "Fay");

        await ledger.See(Page, new SignatureList(["Zoe", "Ada", "Bea", "Cem", "Dov", "Eli"], 9001) { IsCut = true }, () => Task.FromResult<Story?>(story), Monday.AddDays(1), Cancel);

        Assert.Empty((await ledger.Days(story.Id, Cancel)).SelectMany(d => d.Withdrawn));
    }

    [Fact]
    public async Task What_stood_on_the_page_before_its_story_was_known_is_told_with_it()
    {
        await ledger.See(Page, new SignatureList(["Ada", "Bea", "Cem", "Dov", "Eli"], 40), () => Task.FromResult<Story?>(null), Monday, Cancel);
        var story = Letter(("a", "The letter", ItemRole.Original));
        story = story with { Members = [story.Members[0] with { Primary = true, SourceId = Page.Id }] };

        await ledger.Tell(story, Item("a", Monday, 40) with { SourceId = Page.Id }, Monday, Cancel);

        var letter = (await tables.Letters.Get(Keys.Only, story.Id, Cancel))!.Value;
        Assert.Equal((5, 40), (letter.Named, letter.Latest[0].Value));
    }

    [Fact]
    public async Task A_year_of_a_petition_that_grows_all_day_is_a_row_a_day()
    {
        var story = Letter(("a", "Gazette", ItemRole.Original));
        for (var reading = 0; reading < 60; reading++)
        {
            await ledger.See(Page, new SignatureList([], 1000 + reading), () => Task.FromResult<Story?>(story), Monday.AddHours(reading), Cancel);
        }

        var days = await ledger.Days(story.Id, Cancel);
        Assert.Equal(3, days.Count);
        Assert.Equal(1059, days[^1].Counts[0].Value);
    }

    [Fact]
    public async Task A_merged_letter_brings_what_was_seen_of_it()
    {
        var (one, other) = (Letter(("a", "Gazette", ItemRole.Original)), Letter(("b", "Herald", ItemRole.Original)));
        await ledger.Tell(one, Item("a", Monday, 40), Monday, Cancel);
        await ledger.Tell(other, Item("b", Monday.AddDays(1), 60), Monday.AddDays(1), Cancel);
        await tables.Stories.Upsert(Keys.DayOf(one.Id), one.Id, one, Cancel);

        await ledger.HandOver(other with { MergedInto = one.Id }, Monday.AddDays(2), Cancel);

        var letter = Assert.Single(await tables.Letters.Range(Keys.Only, cancel: Cancel).ToListAsync(Cancel)).Value;
        Assert.Equal((one.Id, 40, 60), (letter.StoryId, letter.First[0].Value, letter.Latest[0].Value));
    }

    private Task See(Story story, int day, int count, params string[] names) =>
        ledger.See(Page, new SignatureList(names, count), () => Task.FromResult<Story?>(story), Monday.AddDays(day), Cancel);

    private static Story Letter(params (string Key, string Newsroom, ItemRole Role)[] members)
    {
        var id = Id(members[0].Key);
        var link = new Uri("https://gazette.example/a");
        return new Story(id, "A letter to the Commission", "en", link, StoryKind.OpenLetter, 0.9, Monday)
        {
            Members = [.. members.Select(m => new StoryMember(Id(m.Key), "source", m.Newsroom, "A letter", link, "en", Monday, m.Role))],
            Facts = new ItemFacts { Letters = [new LetterFact("A letter.") { Title = "Keep AI open", Addressees = ["the Commission"], Demands = ["open weights"] }] },
        };
    }

    private static ReadItem Item(string key, DateTimeOffset at, int count, params string[] names) => new(
        Id(key), "source", key, at, new Item(new Uri("https://gazette.example/" + key), "A letter", "Text.", "en") { Published = at },
        new Verdict(true, 1, StoryKind.OpenLetter, [], []),
        new ItemFacts { Letters = [new LetterFact("A letter.") { SignatoryCounts = [new CountFact(count, "organisation", $"{count}", "…")], Signatories = names }] });

    private static string Id(string key) => Keys.ItemId("source", key, Monday);
}
