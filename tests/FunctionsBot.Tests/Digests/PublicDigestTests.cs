using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Digests;

public sealed class PublicDigestTests
{
    private static readonly DateOnly Monday = new(2026, 3, 9);

    [Fact]
    public void Every_story_of_the_week_is_counted_once_in_the_order_of_the_weekly_mail()
    {
        var week = PublicDigest.Compose(Monday, [.. SampleStories.Week, SampleStories.Bill]);

        Assert.Equal(["Decisions", "Deadlines", "Events", "Letters", "Reading"], week.Parts.Select(p => p.Name));
        Assert.Equal(SampleStories.Week.Count, week.Count);
        Assert.Equal(SampleStories.Week.Select(s => s.Id).Order(), week.Parts.SelectMany(p => p.Lines).Select(l => l.StoryId).Order());
        var letter = week.Parts[3].Lines[0];
        Assert.Equal(("Le Courrier du libre", 2, 3, "fr"), (letter.Newsroom, letter.Newsrooms, letter.Copies, letter.Language));
    }

    [Fact]
    public void A_flooded_week_shows_a_dozen_of_each_part_and_counts_them_all()
    {
        var flood = Enumerable.Range(0, 300).Select(i => StoryBuilder.Titled($"Bill {i}").Of(StoryKind.Legislation).Led(new string('x', 4000)).Build()).ToList();

        var part = Assert.Single(PublicDigest.Compose(Monday, flood).Parts);

        Assert.Equal((300, 12), (part.Count, part.Lines.Count));
        Assert.All(part.Lines, l => Assert.InRange(l.Lead.Length, 1, 250));
    }

    [Fact]
    public void Parts_are_named_in_the_readers_language() =>
        Assert.NotEqual(PublicDigest.PartName("Deadlines", "en"), PublicDigest.PartName("Deadlines", "fr"));
}
