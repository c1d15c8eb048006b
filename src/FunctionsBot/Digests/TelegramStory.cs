using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>A story as Telegram HTML.</summary>
internal static class TelegramStory
{
    /// <summary>All that an alert shows.</summary>
    public static string Whole(StoryLines lines, IReadOnlyList<Reason> why, Words words, Uri site)
    {
        var language = lines.Language is { } code ? Markup.Of($" · <i>{code}</i>") : Markup.None;
        List<Markup> blocks =
        [
            Markup.Of($"{Emoji(lines.Story.Kind)} <b>{lines.Kind}</b>{language}\n<b>{Markup.Link(lines.Story.Link, lines.Title)}</b>\n{lines.Origin}{Paywall(lines, words, "\n")}"),
        ];
        if (lines.Lead(400) is { Length: > 0 } lead)
        {
            blocks.Add(Markup.Of($"<blockquote>{lead}</blockquote>"));
        }

        if (Facts(lines, 3) is { Count: > 0 } facts)
        {
            blocks.Add(Markup.Join("\n", facts));
        }

        blocks.Add(Markup.Of($"{Why(lines, why)}{Markup.Link(SitePages.Story(site, lines.Story.Id), words.StoryPage)}"));
        return Markup.Join("\n\n", blocks).ToString();
    }

    /// <summary>The lines of a digest.</summary>
    public static Markup Short(PlannedStory story, Words words, Uri site)
    {
        var lines = story.Lines;
        var language = lines.Language is { } code ? Markup.Of($" <i>{code}</i>") : Markup.None;
        var facts = Facts(lines, 1).Take(2).Select(f => Markup.Of($"\n{f}"));
        return Markup.Of($"{Emoji(lines.Story.Kind)} {Markup.Link(lines.Story.Link, lines.Title)}{language}\n{lines.Origin} · {Markup.Link(SitePages.Story(site, lines.Story.Id), words.StoryPage)}{Paywall(lines, words, "\n")}{Markup.Join("", facts)}");
    }

    public static string Icon(FactKind kind) => kind switch
    {
        FactKind.Deadline => "⏳",
        FactKind.Event => "📅",
        FactKind.Letter => "✍️",
        FactKind.Count => "👥",
        FactKind.Amount => "💶",
        FactKind.Openness => "🔓",
        _ => "📜",
    };

    private static Markup Why(StoryLines lines, IReadOnlyList<Reason> why) =>
        lines.Why(why) is { Length: > 0 } text ? Markup.Of($"🔎 {text}\n") : Markup.None;

    private static List<Markup> Facts(StoryLines lines, int most) =>
        [.. lines.Facts(most).Select(f => Markup.Of($"{Icon(f.Kind)} {Markup.Link(f.Link, f.Text)}"))];

    private static Markup Paywall(StoryLines lines, Words words, string before)
    {
        if (lines.Badge is not { } badge)
        {
            return Markup.None;
        }

        var free = lines.Free is { } member ? Markup.Of($" · {words.FreeAt} {Markup.Link(member.Link, StoryLines.Newsroom(member))}") : Markup.None;
        return Markup.Of($"{before}🔒 {badge}{free}");
    }

    private static string Emoji(StoryKind kind) => kind switch
    {
        StoryKind.OpenLetter => "✉️",
        StoryKind.Event => "📅",
        StoryKind.Legislation => "🏛",
        StoryKind.Consultation => "🗳",
        StoryKind.Funding => "💶",
        StoryKind.Procurement => "🧾",
        StoryKind.Report => "📊",
        StoryKind.Statement => "📣",
        StoryKind.ModelRelease => "📦",
        StoryKind.LicenceDispute => "⚖️",
        StoryKind.Opinion => "💬",
        _ => "📰",
    };
}
