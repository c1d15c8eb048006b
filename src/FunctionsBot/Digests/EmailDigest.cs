using System.Globalization;

namespace FunctionsBot.Digests;

/// <summary>A digest as an email's HTML.</summary>
internal static class EmailDigest
{
    /// <summary>Gmail cuts a message off at 102 KB: the rest then includes the link to unsubscribe.</summary>
    public const int ByteLimit = 100_000;

    /// <summary>Kept free for the frame, the agenda, the coverage and the footer, all of which are bounded.</summary>
    private const int FrameBytes = 24_000;

    /// <summary>Kept free for titles of what has no room at length, where there is such.</summary>
    private const int TitleBytes = 30_000;

    public static string Of(DigestPlan plan, string subject)
    {
        var words = plan.Words;
        var line = plan.Count == 0 ? Excerpt.Capital(plan.Period) : $"{Excerpt.Capital(plan.Period)} · {words.Stories(plan.Count)}";
        List<Markup> rows = [EmailPage.Heading(words.DigestTitle, line), Browser(plan)];
        if (plan.Count == 0)
        {
            rows.Add(EmailPage.Paragraph(words.NothingNew));
        }

        if (plan.Agenda.Count > 0)
        {
            rows.Add(Agenda(plan));
        }

        var cards = Cards(plan, ByteLimit - FrameBytes);
        var titles = TitleBytes;
        if (cards.Sum(c => c.Count) < plan.Count)
        {
            cards = Cards(plan, ByteLimit - FrameBytes - TitleBytes);
        }

        foreach (var (section, shown) in plan.Sections.Zip(cards))
        {
            rows.Add(Heading(words.Section(section.Section), section.Stories.Count));
            rows.AddRange(shown);
            if (shown.Count < section.Stories.Count)
            {
                rows.Add(Rest(plan, [.. section.Stories.Skip(shown.Count)], ref titles));
            }
        }

        rows.Add(EmailTrend.Of(plan));
        rows.Add(Coverage(plan));
        var preheader = string.Join(" · ", plan.Sections.SelectMany(s => s.Stories).Take(3).Select(s => s.Lines.Title));
        return EmailPage.Of(words, subject, Excerpt.Of(preheader, 200), Markup.Join("", rows), Footer(plan));
    }

    /// <summary>The rows of each section: the first of every section, then the second of every section, … while there is room.</summary>
    private static List<List<Markup>> Cards(DigestPlan plan, int room)
    {
        var cards = plan.Sections.Select(_ => new List<Markup>()).ToList();
        for (var rank = 0; rank < plan.Sections.Select(s => s.Stories.Count).DefaultIfEmpty().Max(); rank++)
        {
            for (var s = 0; s < cards.Count; s++)
            {
                if (rank >= plan.Sections[s].Stories.Count)
                {
                    continue;
                }

                var story = plan.Sections[s].Stories[rank];
                var card = EmailStory.Row(story.Lines, story.Why, plan.Words, plan.Input.SiteUrl, lead: 280);
                if ((room -= card.Bytes) < 0)
                {
                    return cards;
                }

                cards[s].Add(card);
            }
        }

        return cards;
    }

    private static Markup Heading(string title, int count) => Markup.Of($"""
        <tr><td class="pad" style="padding:26px 32px 10px;"><h2 class="ink" style="margin:0;font-size:13px;line-height:18px;font-weight:700;letter-spacing:0.9px;color:#171c20;">{title.ToUpper(CultureInfo.InvariantCulture)} <span class="soft" style="color:#66717b;font-weight:400;">{count}</span></h2></td></tr>

        """);

    /// <summary>Stories for which there is no room at length: by their title, so that none goes untold, and how many more where even that is too much.</summary>
    private static Markup Rest(DigestPlan plan, List<PlannedStory> stories, ref int room)
    {
        List<Markup> lines = [];
        foreach (var story in stories)
        {
            var line = Markup.Of($"{EmailPage.Link(SitePages.Story(plan.Input.SiteUrl, story.Lines.Story.Id), Excerpt.Of(story.Lines.Title, 90))}<br>\n");
            if ((room -= line.Bytes) < 0)
            {
                break;
            }

            lines.Add(line);
        }

        var left = stories.Count - lines.Count;
        var more = left > 0 ? EmailPage.Link(SitePages.Stories(plan.Input.SiteUrl), plan.Words.More(left)) : Markup.None;
        return Markup.Of($"""
            <tr><td class="pad rule ink" style="padding:14px 32px;border-top:1px solid #e8ebed;font-size:14px;line-height:22px;color:#2a3137;">{Also(plan, lines.Count)}{Markup.Join("", lines)}{more}</td></tr>

            """);
    }

    private static Markup Also(DigestPlan plan, int count) => count > 0 ? Markup.Of($"<strong>{DigestTexts.In(plan.Words).AlsoNew}</strong><br>\n") : Markup.None;

    private static Markup Browser(DigestPlan plan) => plan.Input.Browser is { } page
        ? Markup.Of($"""
            <tr><td class="pad" style="padding:0 32px 14px;font-size:12px;line-height:18px;">{EmailPage.Link(page, DigestTexts.In(plan.Words).ViewInBrowser)}</td></tr>

            """)
        : Markup.None;

    private static Markup Agenda(DigestPlan plan)
    {
        var rows = plan.Agenda.Select(e => Markup.Of($"""
            <tr><td class="soft" width="34%" valign="top" style="width:34%;padding:4px 12px 4px 16px;font-size:13px;line-height:20px;color:#5b666f;">{Excerpt.Capital(e.Lines.When(e.Fact))}</td><td valign="top" style="padding:4px 16px 4px 0;font-size:14px;line-height:20px;">{EmailPage.Link(SitePages.Story(plan.Input.SiteUrl, e.Story.Id), What(e))}</td></tr>

            """));
        return Markup.Of($"""
            <tr><td class="pad" style="padding:0 32px 4px;"><table role="presentation" class="box" width="100%" cellpadding="0" cellspacing="0" style="background-color:#eef5f4;border-radius:8px;border-collapse:separate;border-spacing:0;padding:12px 0 10px;">
            <tr><td colspan="2" class="ink" style="padding:0 16px 4px;font-size:14px;line-height:20px;font-weight:700;color:#171c20;">{plan.Words.ComingUp}</td></tr>
            {Markup.Join("", rows)}{Attached(plan)}</table></td></tr>

            """);
    }

    private static Markup Attached(DigestPlan plan) => plan.Dates.Any(d => !d.Fact.Imprecise)
        ? Markup.Of($"<tr><td colspan=\"2\" class=\"soft\" style=\"padding:4px 16px 2px;font-size:12px;line-height:18px;color:#5b666f;\">{DigestTexts.In(plan.Words).Attached}</td></tr>\n")
        : Markup.None;

    private static string What(AgendaEntry entry)
    {
        var name = Excerpt.Of(entry.Fact.Name, 120) is { Length: > 0 } known ? Excerpt.Capital(known) : entry.Lines.Title;
        return string.IsNullOrWhiteSpace(entry.Fact.Place) ? name : $"{name}, {Excerpt.Of(entry.Fact.Place, 60)}";
    }

    private static Markup Coverage(DigestPlan plan)
    {
        var (words, coverage) = (plan.Words, plan.Input.Coverage);
        List<Markup> lines = [Markup.Of($"<strong>{words.Coverage}</strong>"), Markup.Of($"{words.SourcesChecked(coverage.Checked, coverage.Sources)}")];
        lines.AddRange(coverage.Failing.Take(8).Select(f => Markup.Of($"{plan.Since(f)}")));
        if (coverage.Failing.Count > 8)
        {
            lines.Add(Markup.Of($"{words.More(coverage.Failing.Count - 8)}"));
        }

        if (plan.Grouped is { } grouped)
        {
            lines.Add(Markup.Of($"{grouped}"));
        }

        var paragraphs = lines.Select(l => Markup.Of($"<p style=\"margin:0;\">{l}</p>"));
        return Markup.Of($"""
            <tr><td class="pad rule" style="padding:20px 32px 26px;border-top:1px solid #e8ebed;"><table role="presentation" class="box" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f5f7f7;border-radius:8px;border-collapse:separate;">
            <tr><td class="ink" style="padding:12px 16px;font-size:13px;line-height:21px;color:#3b444b;">{Markup.Join("", paragraphs)}</td></tr></table></td></tr>

            """);
    }

    private static Markup Footer(DigestPlan plan)
    {
        List<Markup> links = [EmailPage.Link(SitePages.Stories(plan.Input.SiteUrl), plan.Words.AllOnSite)];
        if (plan.Input.Preferences is { } preferences)
        {
            links.Add(EmailPage.Link(preferences, DigestTexts.In(plan.Words).Preferences));
        }

        if (plan.Input.Unsubscribe is { } unsubscribe)
        {
            links.Add(EmailPage.Link(unsubscribe, plan.Words.Unsubscribe));
        }

        return Markup.Of($"{plan.Words.WhyMail}<br>{Markup.Join(" · ", links)}");
    }
}
