namespace FunctionsBot.Digests;

/// <summary>A story as a row of an email's table.</summary>
internal static class EmailStory
{
    private static readonly Markup TitleStyle = Markup.Of($" class=\"ink\" style=\"color:#171c20;\"");

    /// <param name="lines">The story.</param>
    /// <param name="why">Why it is told.</param>
    /// <param name="words">The reader's language.</param>
    /// <param name="site">The site's address.</param>
    /// <param name="lead">UTF-16 units of the lead at most.</param>
    public static Markup Row(StoryLines lines, IReadOnlyList<Reason> why, Words words, Uri site, int lead) => Markup.Of($"""
        <tr><td class="pad rule" style="padding:16px 32px 18px;border-top:1px solid #e8ebed;">
        <p class="soft" style="margin:0 0 4px;font-size:12px;line-height:20px;color:#66717b;"><span class="accent" style="color:#0d6b62;font-weight:700;">{lines.Kind}</span>{Language(lines)}{Lock(lines)}</p>
        <h3 style="margin:0;font-size:18px;line-height:25px;font-weight:650;">{Markup.Link(lines.Story.Link, lines.Title, TitleStyle)}</h3>
        <p class="soft" style="margin:3px 0 0;font-size:13px;line-height:19px;color:#66717b;">{lines.Origin}{Free(lines, words)}</p>
        {Lead(lines.Lead(lead))}{Facts(lines, words)}<p class="soft" style="margin:8px 0 0;font-size:12px;line-height:19px;color:#66717b;">{Why(lines, why)}{EmailPage.Link(SitePages.Story(site, lines.Story.Id), words.StoryPage)}</p>
        </td></tr>

        """);

    private static Markup Language(StoryLines lines) => lines.Language is { } language ? Markup.Of($" · {language}") : Markup.None;

    private static Markup Lock(StoryLines lines) => lines.Badge is { } badge
        ? Markup.Of($" <span class=\"lock\" style=\"background-color:#fbefcf;color:#6d4c00;border-radius:4px;padding:2px 7px;margin-left:4px;white-space:nowrap;\">{badge}</span>")
        : Markup.None;

    private static Markup Free(StoryLines lines, Words words) => lines.Free is { } member
        ? Markup.Of($" · {words.FreeAt} {EmailPage.Link(member.Link, StoryLines.Newsroom(member))}")
        : Markup.None;

    private static Markup Lead(string lead) => lead.Length > 0
        ? Markup.Of($"<p class=\"ink\" style=\"margin:8px 0 0;font-size:15px;line-height:23px;color:#2a3137;\">{lead}</p>\n")
        : Markup.None;

    private static Markup Why(StoryLines lines, IReadOnlyList<Reason> why) => lines.Why(why) is { Length: > 0 } text ? Markup.Of($"{text} · ") : Markup.None;

    private static Markup Facts(StoryLines lines, Words words)
    {
        var rows = lines.Facts(2).Select(f => Markup.Of($"""
            <tr><td class="label soft" width="86" valign="top" style="width:86px;padding:3px 10px 3px 12px;font-size:13px;line-height:19px;color:#66717b;">{words.Fact(f.Kind)}</td><td class="ink" valign="top" style="padding:3px 12px 3px 0;font-size:14px;line-height:19px;color:#2a3137;">{EmailPage.Link(f.Link, f.Text)}</td></tr>

            """)).ToList();
        return rows.Count == 0
            ? Markup.None
            : Markup.Of($"""
                <table role="presentation" class="box" width="100%" cellpadding="0" cellspacing="0" style="margin:10px 0 0;background-color:#f5f7f7;border-radius:6px;border-collapse:separate;border-spacing:0;padding:5px 0;">
                {Markup.Join("", rows)}</table>

                """);
    }
}
