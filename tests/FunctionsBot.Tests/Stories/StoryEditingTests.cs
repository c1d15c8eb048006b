using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

public sealed class StoryEditingTests
{
    private static readonly DateTimeOffset Noon = Newsstand.Monday.AddHours(100);

    private readonly Tables tables;
    private readonly Dictionary<string, MemoryTable> opened;
    private readonly StoryIndex stories;

    public StoryEditingTests()
    {
        tables = MemoryTable.Open(out opened);
        stories = new StoryIndex(tables);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merged_stories_are_one_and_the_old_address_leads_there()
    {
        var (summit, other) = (await Place(Newsstand.SummitFrench), await Place(Newsstand.OtherSummit));

        await stories.Apply(Merge(summit, other), Cancel);

        var merged = (await stories.Read(other, Cancel))!.Value;
        Assert.Equal(summit, merged.Id);
        Assert.Equal([Newsstand.SummitFrench.Id, Newsstand.OtherSummit.Id], merged.Members.Select(m => m.ItemId));
        Assert.Equal(["Lyon", "Turin"], merged.Facts.Dates.Select(d => d.Place));
        Assert.Equal(2, merged.Facts.Dates.Count(d => d.Newsrooms.SequenceEqual(["Quotidien"])));
    }

    [Fact]
    public async Task What_was_merged_stays_so_when_an_item_is_processed_again_or_a_copy_arrives()
    {
        var (summit, other) = (await Place(Newsstand.SummitFrench), await Place(Newsstand.OtherSummit));
        await stories.Apply(Merge(summit, other), Cancel);
        var before = opened["stories"].Dump();

        Assert.Equal(summit, await Place(Newsstand.OtherSummit));
        Assert.Equal(before, opened["stories"].Dump());
        var copy = Newsstand.Item("echo", "Un sommet à Turin", Newsstand.OtherSummit.Item.Text, 50, "fr") with { Facts = Newsstand.OtherSummit.Facts };
        Assert.Equal(summit, await Place(copy));
    }

    [Fact]
    public async Task Items_split_off_have_a_story_of_their_own_and_their_copies_follow_them()
    {
        var summit = await Place(Newsstand.SummitFrench);
        await Place(Newsstand.SummitEnglish);
        var own = await stories.NewAddress([Newsstand.SummitEnglish.Id], Cancel);

        await stories.Apply(Edit(StoryEditKind.Split, summit, own, Newsstand.SummitEnglish), Cancel);

        Assert.Equal([Newsstand.SummitFrench.Id], (await Read(summit)).Members.Select(m => m.ItemId));
        Assert.Equal([Newsstand.SummitEnglish.Id], (await Read(own)).Members.Select(m => m.ItemId));
        Assert.Equal(Newsstand.SummitEnglish.Item.Title, (await Read(own)).Title);
        Assert.Equal(own, await Place(Newsstand.SummitEnglish));
        Assert.Equal(own, await Place(Newsstand.Item("echo", "A summit in Lyon", Newsstand.SummitEnglish.Item.Text, 40) with { Facts = Newsstand.SummitEnglish.Facts }));
        Assert.Equal(2, (await Read(own)).Members.Count);
    }

    [Fact]
    public async Task The_founder_of_a_story_can_be_split_off_too()
    {
        var fund = await Place(Newsstand.FundOriginal);
        await Place(Newsstand.FundOnPortal);
        var own = await stories.NewAddress([Newsstand.FundOriginal.Id], Cancel);
        Assert.NotEqual(fund, own);

        await stories.Apply(Edit(StoryEditKind.Split, fund, own, Newsstand.FundOriginal), Cancel);

        Assert.Equal(ItemRole.Original, Assert.Single((await Read(fund)).Members, m => m.ItemId == Newsstand.FundOnPortal.Id).Role);
        Assert.Equal([Newsstand.FundOriginal.Id], (await Read(own)).Members.Select(m => m.ItemId));
        Assert.Equal(own, await Place(Newsstand.FundOriginal));
    }

    [Fact]
    public async Task An_item_moved_takes_its_facts_along()
    {
        var letter = await Place(Newsstand.LetterInHerald);
        await Place(Newsstand.LetterInGazette);
        var other = await Place(Newsstand.OtherLetter);

        await stories.Apply(Edit(StoryEditKind.Moved, letter, other, Newsstand.LetterInGazette), Cancel);

        Assert.Equal([40], (await Read(letter)).Facts.Counts.Select(c => c.Value));
        Assert.Empty((await Read(letter)).Facts.Conflicts);
        Assert.Equal([31, 45], (await Read(other)).Facts.Counts.Select(c => c.Value));
    }

    [Theory]
    [InlineData(StoryEditKind.Merged)]
    [InlineData(StoryEditKind.Split)]
    [InlineData(StoryEditKind.Moved)]
    public async Task An_edit_interrupted_before_any_write_and_done_again_ends_the_same(StoryEditKind kind)
    {
        var (expected, writes) = await Run(kind, int.MaxValue);
        Assert.InRange(writes, 2, 50);
        for (var crash = 1; crash <= writes; crash++)
        {
            Assert.Equal(expected, (await Run(kind, crash)).Stories);
        }
    }

    private static async Task<(string Stories, int Writes)> Run(StoryEditKind kind, int crashAt)
    {
        var run = new StoryEditingTests();
        var letter = await run.Place(Newsstand.LetterInHerald);
        await run.Place(Newsstand.LetterInGazette);
        var other = await run.Place(Newsstand.OtherLetter);
        var edit = kind switch
        {
            StoryEditKind.Merged => Merge(letter, other),
            StoryEditKind.Moved => Edit(kind, letter, other, Newsstand.LetterInGazette),
            _ => Edit(kind, letter, Newsstand.LetterInGazette.Id, Newsstand.LetterInGazette),
        };
        var writes = 0;
        foreach (var table in run.opened.Values)
        {
            table.BeforeWrite = () =>
            {
                if (++writes == crashAt)
                {
                    throw new IOException("The machine went away.");
                }
            };
        }

        try
        {
            await run.stories.Apply(edit, Cancel);
        }
        catch (IOException)
        {
            await run.stories.Apply(edit, Cancel);
        }

        return (run.opened["stories"].Dump(), writes);
    }

    private static StoryEdit Merge(string story, string other) => new("1", StoryEditKind.Merged, story, other, [], "Ada", Noon);

    private static StoryEdit Edit(StoryEditKind kind, string story, string other, params ReadItem[] items) => new("1", kind, story, other, [.. items.Select(i => i.Id)], "Ada", Noon);

    private async Task<Story> Read(string id) => (await tables.Stories.Get(Keys.DayOf(id), id, Cancel))!.Value;

    private async Task<string> Place(ReadItem item)
    {
        var placement = await stories.Place(item, Cancel);
        await tables.Items.Upsert(Keys.DayOf(item.Id), item.Id, item with { StoryId = placement.Story.Key }, Cancel);
        return placement.Story.Key;
    }
}
