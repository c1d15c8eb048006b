using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

public sealed class StoryIndexTests
{
    private static readonly string[][] Expected =
    [
        [.. new[] { Newsstand.FundOriginal, Newsstand.FundOnPortal, Newsstand.FundCut, Newsstand.FundEdited }.Select(i => i.Id)],
        [.. new[] { Newsstand.SummitFrench, Newsstand.SummitEnglish }.Select(i => i.Id)],
        [Newsstand.OtherSummit.Id],
        [.. new[] { Newsstand.LetterInHerald, Newsstand.LetterInGazette }.Select(i => i.Id)],
        [Newsstand.OtherLetter.Id],
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_with_other_chrome_cut_or_edited_join_the_original()
    {
        var stories = new StoryIndex(MemoryTable.Open(out _));

        var original = await Place(stories, Newsstand.FundOriginal);
        var portal = await Place(stories, Newsstand.FundOnPortal);
        var cut = await Place(stories, Newsstand.FundCut);
        var edited = await Place(stories, Newsstand.FundEdited);

        Assert.Equal((true, ItemRole.Original), (original.Founded, original.Role));
        Assert.All([portal, cut, edited], copy => Assert.Equal((original.Story.Value.Id, ItemRole.Copy), (copy.Story.Value.Id, copy.Role)));
        Assert.Equal((1, 3), (edited.Story.Value.Reports, edited.Story.Value.Copies));
        Assert.Equal(Newsstand.FundOriginal.Item.Title, edited.Story.Value.Title);
    }

    [Fact]
    public async Task A_French_and_an_English_report_of_one_summit_make_one_story()
    {
        var stories = new StoryIndex(MemoryTable.Open(out _));

        var french = await Place(stories, Newsstand.SummitFrench);
        var english = await Place(stories, Newsstand.SummitEnglish);

        Assert.Equal((french.Story.Value.Id, ItemRole.Report), (english.Story.Value.Id, english.Role));
        Assert.Equal("Lyon", Assert.Single(english.Story.Value.Facts.Dates).Place);
    }

    [Fact]
    public async Task Two_summits_told_in_the_same_words_stay_apart()
    {
        var stories = new StoryIndex(MemoryTable.Open(out _));

        await Place(stories, Newsstand.SummitFrench);

        Assert.True((await Place(stories, Newsstand.OtherSummit)).Founded);
    }

    [Fact]
    public async Task Counts_that_contradict_each_other_are_shown_with_their_newsrooms()
    {
        var stories = new StoryIndex(MemoryTable.Open(out _));

        await Place(stories, Newsstand.LetterInHerald);
        var story = (await Place(stories, Newsstand.LetterInGazette)).Story.Value;

        Assert.Equal([40, 45], story.Facts.Counts.Select(c => c.Value));
        Assert.Equal("The figures differ: “40 organisations” (Herald), “45 organisations” (Gazette).", Assert.Single(story.Facts.Conflicts));
    }

    [Fact]
    public async Task Placing_again_changes_nothing()
    {
        var stories = new StoryIndex(MemoryTable.Open(out var opened));
        var first = await PlaceAll(stories, Newsstand.All);
        var before = opened["stories"].Dump() + opened["fingerprints"].Dump();

        foreach (var (item, placed) in Newsstand.All.Zip(first))
        {
            var again = await Place(stories, item);
            Assert.Equal((placed.Story.Value.Id, placed.Founded, false), (again.Story.Value.Id, again.Founded, again.Changed));
        }

        Assert.Equal(before, opened["stories"].Dump() + opened["fingerprints"].Dump());
    }

    [Fact]
    public async Task Whatever_the_order_copies_and_reports_come_together() => await Gen.Shuffle(Newsstand.All.ToArray()).SampleAsync(async items =>
    {
        var placed = await PlaceAll(new StoryIndex(MemoryTable.Open(out _)), items);

        Assert.Equal(Partition(Expected), Partition(Grouped(items, placed)));
    }, iter: 200, print: Titles);

    [Fact]
    public async Task Whatever_the_order_a_story_of_copies_is_the_same_but_for_its_address() => await Gen.Shuffle(Newsstand.All.Take(4).ToArray()).SampleAsync(async items =>
    {
        var stories = new StoryIndex(MemoryTable.Open(out _));
        var story = (await PlaceAll(stories, items))[^1].Story.Value;

        Assert.Equal(Newsstand.FundOriginal.Item.Title, story.Title);
        Assert.Equal(Newsstand.FundOriginal.Id, Assert.Single(story.Members, m => m.Role == ItemRole.Original).ItemId);
        Assert.Equal(3, story.Copies);
        Assert.Equal((Newsstand.Monday, Newsstand.Monday.AddHours(6)), (story.FirstSeen, story.Updated));
    }, iter: 50, print: Titles);

    [Fact]
    public async Task A_crash_before_any_write_and_a_second_try_give_the_same_stories()
    {
        var expected = await Run(crashAt: int.MaxValue);

        for (var write = 1; write <= expected.Writes; write++)
        {
            var crashed = await Run(crashAt: write);
            Assert.Equal(expected.Stories, crashed.Stories);
        }
    }

    [Fact]
    public async Task Instances_that_found_a_story_at_once_make_one() =>
        await Gen.Select(Gen.Shuffle(Newsstand.All.ToArray()), Gen.Int[0, 59].Array[97]).SampleAsync(async (items, choices) =>
        {
            var (tables, turns) = (MemoryTable.Open(out var opened), new Turns(choices));
            opened["stories"].Turn = opened["fingerprints"].Turn = turns.Wait;

            var placed = await turns.Run([.. items.Select(item => Work(new StoryIndex(tables), item))]);

            opened["stories"].Turn = opened["fingerprints"].Turn = () => Task.CompletedTask;
            await AssertExpected(new StoryIndex(tables), items, placed);
        }, iter: 1_000, print: tried => Titles(tried.Item1));

    [Fact]
    public async Task Items_placed_at_once_by_a_few_instances_make_the_same_stories() =>
        await Gen.Shuffle(Newsstand.All.ToArray()).SampleAsync(async items =>
        {
            var tables = MemoryTable.Open(out var opened);
            opened["stories"].Turn = opened["fingerprints"].Turn = async () => await Task.Yield();
            var instances = new[] { new StoryIndex(tables), new StoryIndex(tables), new StoryIndex(tables) };

            var placed = await Task.WhenAll(items.Select((item, i) => Task.Run(Work(instances[i % instances.Length], item))));

            await AssertExpected(instances[0], items, placed);
        }, iter: 50, threads: 1, print: Titles);

    [Fact]
    public async Task Of_instances_that_found_a_story_at_once_each_may_crash_and_try_again() =>
        await Gen.Select(Gen.Shuffle(Newsstand.All.ToArray()), Gen.Int[0, 59].Array[97], Gen.Int[1, 120].Array[4]).SampleAsync(async (items, choices, crashes) =>
        {
            var (tables, turns, transactions) = (MemoryTable.Open(out var opened), new Turns(choices), 0);
            opened["stories"].Turn = opened["fingerprints"].Turn = async () =>
            {
                await turns.Wait();
                if (crashes.Contains(Interlocked.Increment(ref transactions)))
                {
                    throw new IOException("The machine went away.");
                }
            };

            var placed = await turns.Run([.. items.Select(item => (Func<Task<Placement>>)(async () =>
            {
                while (true)
                {
                    try
                    {
                        return await Place(new StoryIndex(tables), item);
                    }
                    catch (IOException)
                    {
                        continue;
                    }
                }
            }))]);

            opened["stories"].Turn = opened["fingerprints"].Turn = () => Task.CompletedTask;
            await AssertExpected(new StoryIndex(tables), items, placed);
        }, iter: 500, print: tried => Titles(tried.Item1));

    [Fact]
    public async Task An_item_held_up_while_others_found_many_stories_still_meets_the_one_of_its_happening()
    {
        for (var heldUpAt = 1; heldUpAt <= 12; heldUpAt++)
        {
            var (tables, transactions) = (MemoryTable.Open(out var opened), 0);
            var (fast, slow) = (new StoryIndex(tables), new StoryIndex(tables));
            opened["stories"].Turn = opened["fingerprints"].Turn = async () =>
            {
                if (++transactions == heldUpAt)
                {
                    await Place(fast, Newsstand.LetterInGazette);
                    for (var other = 0; other < 40; other++)
                    {
                        await Place(fast, Newsstand.Item($"other{other}", $"Matter{other} settled by council{other}", $"Council{other} settled matter{other} with town{other}.", 0));
                    }
                }
            };

            var placed = await Place(slow, Newsstand.LetterInHerald);
            opened["stories"].Turn = opened["fingerprints"].Turn = () => Task.CompletedTask;

            var other = await Place(fast, Newsstand.LetterInGazette);
            var stories = (await slow.Read(placed.Story.Key, Stop), await slow.Read(other.Story.Key, Stop));
            Assert.Equal((heldUpAt, stories.Item1!.Key), (heldUpAt, stories.Item2!.Key));
        }
    }

    [Fact]
    public async Task An_instance_that_has_just_started_finds_what_is_there_for_all_it_places_at_once() =>
        await Gen.Shuffle(Newsstand.All.ToArray()).SampleAsync(async items =>
        {
            var tables = MemoryTable.Open(out var opened);
            var before = new StoryIndex(tables);
            foreach (var item in Expected.Select(story => items.First(i => story.Contains(i.Id))))
            {
                Assert.True((await Place(before, item)).Founded);
            }

            var started = new StoryIndex(tables);
            opened["stories"].Turn = opened["fingerprints"].Turn = async () => await Task.Yield();
            await Task.WhenAll(items.Select(item => Place(started, item)));

            Assert.Equal(Expected.Length, opened["stories"].Dump().Split('\n').Length);
        }, iter: 100, threads: 1, print: Titles);

    [Fact]
    public async Task Placing_an_item_takes_at_most_twelve_transactions()
    {
        var stories = new StoryIndex(MemoryTable.Open(out var opened));
        await Place(stories, Newsstand.Item("first", "Something else entirely happened", "A text that shares nothing with the rest.", 0));

        var again = Newsstand.All.Select((item, i) => Newsstand.Item($"copy{i}", item.Item.Title, item.Item.Text, 100 + i, item.Item.Language));
        foreach (var item in Newsstand.All.Concat(again))
        {
            var before = opened.Values.Sum(t => t.Transactions);
            await Place(stories, item);
            Assert.InRange(opened.Values.Sum(t => t.Transactions) - before, 1, 12);
        }
    }

    private static Func<Task<Placement>> Work(StoryIndex stories, ReadItem item) => () => Place(stories, item);

    /// <summary>A story founded twice at once may have been placed in before the two were made one: its address leads there.</summary>
    private static async Task AssertExpected(StoryIndex stories, ReadItem[] items, Placement[] placed)
    {
        var found = new List<Story>();
        foreach (var placement in placed)
        {
            found.Add((await stories.Read(placement.Story.Key, Stop))!.Value);
        }

        Assert.Equal(Partition(Expected), Partition(items.Zip(found).GroupBy(p => p.Second.Id).Select(g => g.Select(p => p.First.Id).ToArray())));
        Assert.All(found, story => Assert.Equal(found.Count(f => f.Id == story.Id), story.Members.Count));
    }

    private static async Task<(string Stories, int Writes)> Run(int crashAt)
    {
        var tables = MemoryTable.Open(out var opened);
        var writes = 0;
        foreach (var table in opened.Values)
        {
            table.BeforeWrite = () =>
            {
                if (++writes == crashAt)
                {
                    throw new IOException("The machine went away.");
                }
            };
        }

        foreach (var item in Newsstand.All)
        {
            try
            {
                await Place(new StoryIndex(tables), item);
            }
            catch (IOException)
            {
                await Place(new StoryIndex(tables), item);
            }
        }

        return (opened["stories"].Dump(), writes);
    }

    private static Task<Placement> Place(StoryIndex stories, ReadItem item) => stories.Place(item, Stop);

    private static async Task<List<Placement>> PlaceAll(StoryIndex stories, IEnumerable<ReadItem> items)
    {
        List<Placement> placed = [];
        foreach (var item in items)
        {
            placed.Add(await Place(stories, item));
        }

        return placed;
    }

    private static string Titles(ReadItem[] items) => string.Join('\n', items.Select(i => i.Item.Title));

    private static IEnumerable<string[]> Grouped(IReadOnlyList<ReadItem> items, IReadOnlyList<Placement> placed) =>
        items.Zip(placed).GroupBy(p => p.Second.Story.Value.Id).Select(g => g.Select(p => p.First.Id).ToArray());

    /// <summary>Groups as titles, one a line, however they were ordered.</summary>
    private static string Partition(IEnumerable<string[]> groups) => string.Join('\n', groups
        .Select(g => string.Join(" + ", g.Select(id => Newsstand.All.First(i => i.Id == id).Item.Title).Order(StringComparer.Ordinal)))
        .Order(StringComparer.Ordinal));
}
