using FunctionsBot.Domain;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Tests.Watchlists;

public sealed class ReplayTests
{
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly To = new(2026, 3, 31);

    [Fact]
    public void A_replay_counts_what_is_new_and_lost_by_language_and_week()
    {
        var tally = new ReplayTally(new Matcher(), new Watchlist("w", "W", "lettre OR letter"), new Watchlist("w", "W", "letter OR sommet"));
        Add(tally, "both", "en", new DateOnly(2026, 1, 5), "A letter was sent");
        Add(tally, "lost", "fr", new DateOnly(2026, 1, 11), "Une lettre ouverte");
        Add(tally, "new", "fr", new DateOnly(2026, 3, 2), "Un sommet à Paris");
        Add(tally, "none", "fr", new DateOnly(2026, 3, 2), "Rien à voir");

        var replay = tally.Result(From, To);

        Assert.Equal(new ReplayCount(2, 2, 1, 1), replay.Total);
        Assert.Equal(new ReplayCount(1, 1, 0, 0), replay.Languages["en"]);
        Assert.Equal(new ReplayCount(1, 1, 1, 1), replay.Languages["fr"]);
        Assert.Equal(new ReplayCount(2, 1, 0, 1), replay.Weeks.Single(w => w.Monday == new DateOnly(2026, 1, 5)).Count);
        Assert.Equal(new ReplayCount(0, 1, 1, 0), replay.Weeks.Single(w => w.Monday == new DateOnly(2026, 3, 2)).Count);
        Assert.Equal(new DateOnly(2025, 12, 29), replay.Weeks[0].Monday);
        Assert.Equal(14, replay.Weeks.Count);
        Assert.Equal("new", Assert.Single(replay.New).Story.Id);
        Assert.Equal(["sommet"], replay.New[0].Words);
        Assert.Equal("lost", Assert.Single(replay.Lost).Story.Id);
        Assert.Equal(2 / 90.0, replay.AlertsADay);
    }

    [Fact]
    public void A_story_counts_once_however_many_items_tell_it()
    {
        var tally = new ReplayTally(new Matcher(), null, new Watchlist("w", "W", "letter"));
        for (var i = 0; i < 5; i++)
        {
            Add(tally, "same", "en", new DateOnly(2026, 2, 3), i == 2 ? "no word of it" : "The letter again");
        }

        Assert.Equal(new ReplayCount(0, 1, 1, 0), tally.Result(From, To).Total);
    }

    [Fact]
    public void A_paused_watchlist_is_tried_all_the_same_and_an_old_story_counts_at_the_edge()
    {
        var tally = new ReplayTally(new Matcher(), null, new Watchlist("w", "W", "letter") { Paused = true });
        Add(tally, "old", "en", new DateOnly(2020, 2, 3), "The letter");

        var replay = tally.Result(From, To);

        Assert.Equal(1, replay.Weeks[0].Count.Changed);
        Assert.Equal(1, replay.Total.Changed);
    }

    [Fact]
    public void Only_the_latest_stories_are_listed()
    {
        var tally = new ReplayTally(new Matcher(), null, new Watchlist("w", "W", ""));
        for (var i = 0; i < 30; i++)
        {
            Add(tally, $"s{i:00}", "en", From.AddDays(i), "Any");
        }

        var replay = tally.Result(From, To);

        Assert.Equal(30, replay.Total.New);
        Assert.Equal(Enumerable.Range(10, 20).Reverse().Select(i => $"s{i:00}"), replay.New.Select(n => n.Story.Id));
    }

    private static void Add(ReplayTally tally, string id, string language, DateOnly day, string text)
    {
        var at = new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero);
        var link = new Uri("https://gazette.example/" + id);
        tally.Add(
            new Story(id, "Title", language, link, StoryKind.Statement, 0.8, at)
            {
                Members = [new StoryMember(id, "gazette", "Gazette", "Title", link, language, at, ItemRole.Original)],
            },
            "",
            text);
    }
}
