using System.Globalization;
using System.Text;

namespace FunctionsBot.Digests;

/// <summary>A digest as an email's plain text.</summary>
internal static class PlainDigest
{
    /// <summary>Stories told at length; the others by their title, so that none goes untold.</summary>
    public const int StoryLimit = 60;

    /// <summary>Characters after which there are no more titles either: some four hundred.</summary>
    private const int Longest = 90_000;

    public static string Of(DigestPlan plan)
    {
        var words = plan.Words;
        var text = new StringBuilder();
        text.Append(words.DigestTitle).Append('\n').Append(plan.Period).Append("\n\n");
        if (plan.Count == 0)
        {
            text.Append(words.NothingNew).Append("\n\n");
        }

        if (plan.Agenda.Count > 0)
        {
            text.Append(Heading(words.ComingUp));
            foreach (var entry in plan.Agenda)
            {
                text.Append("- ").Append(entry.Lines.Dated(entry.Fact).Text).Append('\n');
            }

            text.Append('\n');
        }

        var left = StoryLimit;
        foreach (var (section, stories) in plan.Sections)
        {
            text.Append(Heading($"{words.Section(section)} ({stories.Count})"));
            foreach (var story in stories.Take(left))
            {
                text.Append(Story(story.Lines, story.Why, words, plan.Input.SiteUrl, 1)).Append('\n');
            }

            var titles = stories.Skip(left).TakeWhile(_ => text.Length < Longest);
            var told = Math.Min(left, stories.Count);
            foreach (var story in titles)
            {
                told++;
                text.Append("* ").Append(story.Lines.Title).Append('\n')
                    .Append("  ").Append(SitePages.Story(plan.Input.SiteUrl, story.Lines.Story.Id).AbsoluteUri).Append('\n');
            }

            if (stories.Count > told)
            {
                text.Append(words.More(stories.Count - told)).Append("\n\n");
            }

            left = Math.Max(0, left - stories.Count);
        }

        Coverage(text, plan);
        return text.ToString();
    }

    /// <summary>A story in plain lines.</summary>
    public static string Story(StoryLines lines, IReadOnlyList<Reason> why, Words words, Uri site, int factsOfAKind)
    {
        List<string> parts = [$"* {lines.Title}"];
        List<string> about = [lines.Kind];
        about.AddRange(new[] { lines.Language, lines.Origin, lines.Badge }.OfType<string>());
        parts.Add("  " + string.Join(" · ", about));
        parts.AddRange(lines.Facts(factsOfAKind).Select(f => $"  {words.Colon(words.Fact(f.Kind), f.Text)}"));
        if (lines.Free is { } free)
        {
            parts.Add($"  {words.Colon($"{words.FreeAt} {StoryLines.Newsroom(free)}", Markup.Address(free.Link) ?? "")}");
        }

        if (lines.Why(why) is { Length: > 0 } reason)
        {
            parts.Add($"  {reason}");
        }

        if (Markup.Address(lines.Story.Link) is { } address)
        {
            parts.Add($"  {address}");
        }

        parts.Add($"  {words.Colon(words.StoryPage, SitePages.Story(site, lines.Story.Id).AbsoluteUri)}");
        return string.Join('\n', parts) + "\n";
    }

    private static void Coverage(StringBuilder text, DigestPlan plan)
    {
        var coverage = plan.Input.Coverage;
        text.Append(Heading(plan.Words.Coverage)).Append(plan.Words.SourcesChecked(coverage.Checked, coverage.Sources)).Append('\n');
        foreach (var failing in coverage.Failing.Take(8))
        {
            text.Append("- ").Append(plan.Since(failing)).Append('\n');
        }

        if (coverage.Failing.Count > 8)
        {
            text.Append("- ").Append(plan.Words.More(coverage.Failing.Count - 8)).Append('\n');
        }

        if (plan.Grouped is { } grouped)
        {
            text.Append(grouped).Append('\n');
        }

        text.Append('\n').Append(plan.Words.WhyMail).Append('\n')
            .Append(plan.Words.Colon(plan.Words.AllOnSite, SitePages.Stories(plan.Input.SiteUrl).AbsoluteUri)).Append('\n');
        if (plan.Input.Preferences is { } preferences)
        {
            text.Append(plan.Words.Colon(DigestTexts.In(plan.Words).Preferences, preferences.AbsoluteUri)).Append('\n');
        }

        if (plan.Input.Unsubscribe is { } unsubscribe)
        {
            text.Append(plan.Words.Colon(plan.Words.Unsubscribe, unsubscribe.AbsoluteUri)).Append('\n');
        }
    }

    private static string Heading(string title) => $"{title.ToUpper(CultureInfo.InvariantCulture)}\n{new string('-', title.Length)}\n";
}
