using System.Text;
using System.Text.Json;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot.Tests.Stories;

public sealed class StoryMergeTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("The whole text can be read here.", 30));

    private static readonly ReadItem Stub = At(0, "ledger", item => item with { Text = "A stub.", Paywall = new Paywall(PaywallKind.Closed) });
    private static readonly ReadItem Whole = At(2, "herald", item => item with { Text = Long });
    private static readonly ReadItem Republished = At(1, "portal", item => item with { Text = Long, Attribution = new Attribution("Herald", "Source: Herald") });
    private static readonly ReadItem Letter = At(9, "league", item => item with { Text = Long, PageType = PageType.Letter });

    [Fact]
    public void What_can_be_read_whole_heads_the_story_before_a_stub() => Assert.Equal("herald", Merged(Stub, Whole).Title);

    [Fact]
    public void The_document_itself_heads_the_story_however_late_it_comes()
    {
        var story = Merged(Whole, Stub, Letter);

        Assert.Equal("league", story.Title);
        Assert.Equal("20260302-league", Assert.Single(story.Members, m => m.Role == ItemRole.Original).ItemId);
    }

    [Fact]
    public void An_item_that_names_another_member_as_its_origin_is_a_copy_of_it()
    {
        var story = Merged(Republished, Whole);

        Assert.Equal([ItemRole.Copy, ItemRole.Original], story.Members.Select(m => m.Role));
        Assert.Equal("herald", story.Title);
    }

    [Fact]
    public void A_story_is_history_only_as_long_as_all_its_items_are()
    {
        Assert.True(Merged(Whole with { History = true }, Stub with { History = true }).History);
        Assert.False(Merged(Whole with { History = true }, Stub).History);
    }

    [Fact]
    public void Facts_are_merged_each_once_with_the_place_that_only_one_item_knows()
    {
        var day = new DatedFact(DatedKind.Event, "summit", new DateOnly(2026, 5, 21), "On 21 May.");
        var story = Merged(
            Whole with { Facts = new ItemFacts { Dates = [day], Organisations = ["Fondation Éole"], Amounts = [new AmountFact(5, "EUR", "5 euros", "It costs 5 euros.")] } },
            Stub with { Facts = new ItemFacts { Dates = [day with { Place = "Lyon" }], Organisations = ["fondation eole"], Amounts = [new AmountFact(5, "EUR", "€5", "Only €5.")] } });

        Assert.Equal("Lyon", Assert.Single(story.Facts.Dates).Place);
        Assert.Equal("Fondation Éole", Assert.Single(story.Facts.Organisations));
        Assert.Single(story.Facts.Amounts);
    }

    [Fact]
    public void Newsrooms_that_share_a_figure_do_not_contradict_each_other()
    {
        ItemFacts Counting(params int[] values) => new() { Counts = [.. values.Select(v => new CountFact(v, "organisation", $"{v} groups", $"{v} groups sign."))] };

        Assert.Empty(Merged(Whole with { Facts = Counting(40, 45) }, Stub with { Facts = Counting(45) }).Facts.Conflicts);
        Assert.Equal(
            "The figures differ: “40 groups” (Herald), “45 groups” (Ledger, Portal).",
            Assert.Single(Merged(Whole with { Facts = Counting(40) }, Stub with { Facts = Counting(45) }, Republished with { Facts = Counting(45) }).Facts.Conflicts));
    }

    [Fact]
    public void The_order_of_items_changes_nothing_but_the_address() =>
        Gen.Shuffle(new[] { Stub, Whole, Republished, Letter, Newsstand.LetterInHerald, Newsstand.LetterInGazette, Newsstand.SummitFrench })
            .Sample(items => Assert.Equal(Json(Merged(Stub, Whole, Republished, Letter, Newsstand.LetterInHerald, Newsstand.LetterInGazette, Newsstand.SummitFrench)), Json(Merged(items))));

    [Fact]
    public void A_story_with_a_thousand_long_titled_items_stays_under_200_kilobytes()
    {
        Story? story = null;
        for (var i = 0; i < 1000; i++)
        {
            var item = At(i, $"site{i}", read => read with { Title = new string('é', 5000), Text = Long });
            story = StoryMerge.Add(story, item, new Membership("20260302-first")) ?? story;
        }

        Assert.InRange(Encoding.UTF8.GetByteCount(Json(story!)), 1, 200_000);
    }

    private static Story Merged(params ReadItem[] items)
    {
        Story? story = null;
        foreach (var item in items)
        {
            story = StoryMerge.Add(story, item, new Membership("20260302-first"));
        }

        return story!;
    }

    private static string Json(Story story) => JsonSerializer.Serialize(story, StoredJson.Options);

    private static ReadItem At(int hours, string source, Func<Item, Item> change)
    {
        var item = Newsstand.Item(source, source, "", hours);
        return item with { Id = $"20260302-{source}", Item = change(item.Item) };
    }
}
