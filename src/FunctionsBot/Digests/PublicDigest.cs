using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>The week's stories for everyone, in the order of the weekly email.</summary>
public static class PublicDigest
{
    /// <summary>Stories shown of a part; with five parts the page stays well under 100 KB.</summary>
    private const int MostOfPart = 12;

    private const int LongestLead = 240;

    /// <summary>Composes it.</summary>
    /// <param name="monday">The week's first day.</param>
    /// <param name="stories">Its stories, in any order.</param>
    public static WeeklyDigest Compose(DateOnly monday, IReadOnlyList<Story> stories)
    {
        var (from, to) = (Midnight(monday), Midnight(monday.AddDays(7)));
        var everyone = new Destination("everyone", ChannelKind.Email, "", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, TimeOnly.MinValue));
        var plan = DigestPlan.Of(new DigestInput(everyone, from, to, [.. stories.Select(s => new DigestStory(s, []))], new Coverage(0, 0, []), new Uri("http://localhost")));
        return new WeeklyDigest(monday, [.. plan.Sections.Select(s => new DigestPart(s.Section.ToString(), s.Stories.Count, [.. s.Stories.Take(MostOfPart).Select(p => Line(p.Lines.Story))]))]);
    }

    /// <summary>What a part is called.</summary>
    /// <param name="name">Its <see cref="DigestPart.Name"/>.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    public static string PartName(string name, string language) => Enum.TryParse<Section>(name, out var section) ? Words.In(language).Section(section) : name;

    private static DigestLine Line(Story story) => new(
        story.Id, story.Title, story.Language, story.Kind, Excerpt.Of(story.Lead, LongestLead),
        story.Members.FirstOrDefault(m => m.Link == story.Link)?.Newsroom ?? story.Link.Host, story.Newsrooms, story.Copies);

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
