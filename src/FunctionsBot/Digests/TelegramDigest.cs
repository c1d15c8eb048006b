using System.Globalization;

namespace FunctionsBot.Digests;

/// <summary>A digest as Telegram HTML: two or three lines a story.</summary>
internal static class TelegramDigest
{
    /// <summary>More than this is not read in a chat: the rest is on the site.</summary>
    public const int StoryLimit = 40;

    public static string Of(DigestPlan plan)
    {
        var words = plan.Words;
        if (plan is { Count: 0, Agenda.Count: 0 })
        {
            return Nothing(plan).ToString();
        }

        List<Markup> blocks = [Markup.Of($"<b>{words.DigestTitle}</b>\n{Excerpt.Capital(plan.Period)}")];
        if (plan.Count == 0)
        {
            blocks.Add(Markup.Of($"{words.NothingNew}"));
        }

        if (plan.Agenda.Count > 0)
        {
            blocks.Add(Markup.Of($"<b>{words.ComingUp}</b>\n{Markup.Join("\n", plan.Agenda.Select(e => Agenda(plan, e)))}"));
        }

        var left = StoryLimit;
        foreach (var (section, stories) in plan.Sections)
        {
            var shown = stories.Take(left).ToList();
            left -= shown.Count;
            for (var i = 0; i < shown.Count; i++)
            {
                // The heading stands in its first story's block, so that no cut parts them.
                var heading = i == 0 ? Markup.Of($"<b>{words.Section(section).ToUpper(CultureInfo.InvariantCulture)}</b>\n") : Markup.None;
                blocks.Add(Markup.Of($"{heading}{TelegramStory.Short(shown[i], words, plan.Input.SiteUrl)}"));
            }
        }

        if (plan.Count > StoryLimit)
        {
            blocks.Add(Markup.Link(SitePages.Stories(plan.Input.SiteUrl), words.More(plan.Count - StoryLimit)));
        }

        blocks.Add(Coverage(plan));
        return Markup.Join("\n\n", blocks).ToString();
    }

    /// <summary>A line, since a chat gets it every quiet day; what failed stands beneath.</summary>
    private static Markup Nothing(DigestPlan plan)
    {
        var (words, coverage) = (plan.Words, plan.Input.Coverage);
        var nothing = plan.Input.ToldAtOnce > 0 ? words.NothingBeyond(plan.Input.ToldAtOnce) : words.NothingNew;
        var failing = coverage.Failing.Take(3).Select(f => Markup.Of($"\n<i>{plan.Since(f)}</i>"));
        return Markup.Of($"{nothing} {words.SourcesChecked(coverage.Checked, coverage.Sources)}{Markup.Join("", failing)}");
    }

    private static Markup Agenda(DigestPlan plan, AgendaEntry entry)
    {
        var line = entry.Lines.Dated(entry.Fact);
        return Markup.Of($"{TelegramStory.Icon(line.Kind)} {Markup.Link(SitePages.Story(plan.Input.SiteUrl, entry.Story.Id), Excerpt.Capital(line.Text))}");
    }

    private static Markup Coverage(DigestPlan plan)
    {
        var coverage = plan.Input.Coverage;
        List<string> lines = [plan.Words.SourcesChecked(coverage.Checked, coverage.Sources), .. coverage.Failing.Take(5).Select(plan.Since)];
        if (coverage.Failing.Count > 5)
        {
            lines.Add(plan.Words.More(coverage.Failing.Count - 5));
        }

        if (plan.Grouped is { } grouped)
        {
            lines.Add(grouped);
        }

        return Markup.Of($"<i>{string.Join("\n", lines)}</i>");
    }
}
