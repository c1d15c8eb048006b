using FunctionsBot.Domain;
using FunctionsBot.Stories;

namespace FunctionsBot.Tests.Stories;

public sealed class StoryChangesTests
{
    private static readonly DateTimeOffset Told = Newsstand.Monday.AddHours(73);

    [Fact]
    public void A_reader_told_before_the_second_report_hears_of_it_and_of_its_figure()
    {
        var changes = StoryChanges.Since(Merged(Newsstand.LetterInHerald, Newsstand.LetterInGazette), Told);

        Assert.True(changes.IsNews);
        Assert.Equal("Gazette", Assert.Single(changes.Reports).Newsroom);
        Assert.Equal(45, Assert.Single(changes.Counts).Value);
        Assert.Empty(changes.Dates);
        Assert.False(changes.IsRetitled);
    }

    [Fact]
    public void Copies_are_counted_but_are_no_news()
    {
        var story = StoryMerge.Add(Merged(Newsstand.FundOriginal), Newsstand.FundOnPortal, new Membership("20260302-first", Newsstand.FundOriginal.Id))!;

        var changes = StoryChanges.Since(story, Newsstand.Monday);

        Assert.False(changes.IsNews);
        Assert.Equal(1, changes.Copies);
    }

    [Fact]
    public void A_primary_document_that_comes_late_is_named_and_gives_the_title()
    {
        var letter = Newsstand.Item("league", "The letter itself", string.Join(' ', Enumerable.Repeat("We ask the parliament.", 60)), 90);
        letter = letter with { Item = letter.Item with { PageType = PageType.Letter } };

        var changes = StoryChanges.Since(Merged(Newsstand.LetterInHerald, letter), Told);

        Assert.Equal("The letter itself", changes.Primary?.Title);
        Assert.True(changes.IsRetitled);
    }

    [Fact]
    public void Whoever_was_told_last_has_nothing_to_hear() =>
        Assert.False(StoryChanges.Since(Merged(Newsstand.LetterInHerald, Newsstand.LetterInGazette), Told.AddDays(9)).IsNews);

    private static Story Merged(params ReadItem[] items) =>
        items.Aggregate((Story?)null, (story, item) => StoryMerge.Add(story, item, new Membership("20260302-first")))!;
}
