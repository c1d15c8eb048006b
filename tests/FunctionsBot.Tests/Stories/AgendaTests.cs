using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

public sealed class AgendaTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly May = new(2026, 5, 21);

    private readonly Tables tables;
    private readonly Dictionary<string, MemoryTable> opened;
    private readonly AgendaLedger ledger;

    public AgendaTests()
    {
        tables = MemoryTable.Open(out opened);
        ledger = new AgendaLedger(tables);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doing_it_again_writes_nothing()
    {
        var story = Story("a", Event("Summit on open models", May), Deadline("Registration", May.AddDays(-20)));
        await Keep(story, Monday);
        var before = (opened["agendas"].Dump(), opened["calendar"].Dump());

        await Keep(story, Monday.AddHours(3));

        Assert.Equal(before, (opened["agendas"].Dump(), opened["calendar"].Dump()));
    }

    [Fact]
    public async Task A_better_told_date_keeps_its_identity_and_counts_its_changes()
    {
        var story = Story("a", Event("Summit on open models", May));
        await Keep(story, Monday);

        await Keep(Story("a", Event("Summit on open models", May) with { Place = "Lyon", End = May.AddDays(1) }), Monday.AddDays(1));
        await Keep(Story("a", Event("Summit on open models", May) with { Place = "Lyon", End = May.AddDays(1), Sentence = "Told in another sentence." }), Monday.AddDays(2));

        var appointment = Assert.Single(await Calendar());
        Assert.Equal((story.Id + "-1", 1, "Lyon", false), (appointment.Uid, appointment.Sequence, appointment.Place, appointment.IsCancelled));
        Assert.Equal((Monday, Monday.AddDays(2)), (appointment.Created, appointment.Changed));
    }

    [Theory]
    [InlineData("The summit was postponed to 11 June.")]
    [InlineData("Le sommet est reporté au 11 juin.")]
    public async Task A_postponed_event_moves_and_leaves_nothing_on_its_old_day(string sentence)
    {
        var before = Event("Summit on open models", May) with { Known = Monday };
        await Keep(Story("a", before), Monday);

        await Keep(Story("a", before, new DatedFact(DatedKind.Event, "The open models summit", new DateOnly(2026, 6, 11), sentence) { Known = Monday.AddDays(4) }), Monday.AddDays(4));

        var appointment = Assert.Single(await Calendar());
        Assert.Equal((new DateOnly(2026, 6, 11), 1, "-1"), (appointment.Start, appointment.Sequence, appointment.Uid[^2..]));
    }

    [Fact]
    public async Task Two_events_of_one_story_that_nobody_moved_are_two()
    {
        await Keep(Story("a", Event("Summit, first day", May) with { Known = Monday }, Event("Summit, closing session", May.AddDays(9)) with { Known = Monday.AddDays(1) }), Monday);

        Assert.Equal(2, (await Calendar()).Count);
    }

    [Fact]
    public async Task A_headline_that_calls_an_event_off_cancels_it_and_a_revival_brings_it_back()
    {
        var story = Story("a", Event("Sommet des modèles ouverts", May));
        await Keep(story, Monday);

        await Keep(story with { Members = [.. story.Members, story.Members[0] with { ItemId = "x", Title = "Annulé : le sommet des modèles ouverts n’aura pas lieu" }] }, Monday.AddDays(1));
        Assert.Equal([(true, 1)], (await Calendar()).Select(a => (a.IsCancelled, a.Sequence)));

        await Keep(story, Monday.AddDays(2));
        Assert.Equal([(false, 2)], (await Calendar()).Select(a => (a.IsCancelled, a.Sequence)));
    }

    [Fact]
    public async Task A_merged_story_hands_its_appointments_over_and_what_both_had_is_there_once()
    {
        var (one, other) = (Story("a", Event("Summit on open models", May)), Story("b", Event("Open models summit", May), Deadline("Call for papers", May.AddDays(-30))));
        await Keep(one, Monday);
        await Keep(other, Monday.AddHours(1));

        var whole = one with { Facts = new ItemFacts { Dates = [Deadline("Call for papers", May.AddDays(-30)), Event("Summit on open models", May)] } };
        await Write(whole);
        await Keep(other with { MergedInto = one.Id, Facts = ItemFacts.None, Members = [] }, Monday.AddHours(2));
        await Keep(whole, Monday.AddHours(2));
        await Keep(other with { MergedInto = one.Id, Facts = ItemFacts.None, Members = [] }, Monday.AddHours(3));

        var calendar = (await Calendar()).ToDictionary(a => a.Uid);
        Assert.Equal((3, 1), (calendar.Count, calendar.Values.Count(a => a.IsCancelled)));
        Assert.True(calendar[$"{other.Id}-1"].IsCancelled);
        Assert.Equal((one.Id, 0), (calendar[$"{other.Id}-2"].StoryId, calendar[$"{other.Id}-2"].Sequence));
        Assert.Equal(one.Id, (await ledger.Find($"{other.Id}-2", Cancel))!.StoryId);
    }

    [Fact]
    public async Task A_deadline_without_its_day_is_ahead_until_its_month_is_over()
    {
        await Keep(Story("a", Deadline("Answers", new DateOnly(2026, 4, 1)) with { Imprecise = true }), Monday);

        Assert.Equal(new DateOnly(2026, 4, 30), Assert.Single(await Calendar()).LastDay);
    }

    private static DatedFact Event(string name, DateOnly day) => new(DatedKind.Event, name, day, name + ".");

    private static DatedFact Deadline(string name, DateOnly day) => new(DatedKind.Deadline, name, day, name + ".");

    private static Story Story(string key, params DatedFact[] dates)
    {
        var id = Keys.ItemId("source", key, Monday);
        var link = new Uri("https://gazette.example/" + key);
        return new Story(id, "Open models meet", "en", link, StoryKind.Event, 0.9, Monday)
        {
            Members = [new StoryMember(id, "source", "Gazette", "Open models meet", link, "en", Monday, ItemRole.Original)],
            Facts = new ItemFacts { Dates = dates },
        };
    }

    private async Task Keep(Story story, DateTimeOffset now)
    {
        await Write(story);
        await ledger.Keep(story, now, Cancel);
    }

    private Task Write(Story story) => tables.Stories.Upsert(Keys.DayOf(story.Id), story.Id, story, Cancel);

    private Task<List<Appointment>> Calendar() => tables.Calendar.Range(Keys.Only, cancel: Cancel).Select(r => r.Value).ToListAsync(Cancel).AsTask();
}
