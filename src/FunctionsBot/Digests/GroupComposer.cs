using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>Alerts that waited, in one message: a few lines each, and why.</summary>
internal static class GroupComposer
{
    /// <summary>Composes the message.</summary>
    /// <param name="stories">What happened, each with the watchlists that found it; at least one.</param>
    /// <param name="language">The chat's: <c>fr</c>, else English.</param>
    /// <param name="siteUrl">The site's own address.</param>
    public static OutgoingMessage Compose(IReadOnlyList<DigestStory> stories, string language, Uri siteUrl)
    {
        var words = Words.In(language);
        var title = words.Together(stories.Count);
        var blocks = stories.OrderByDescending(s => s.Story.Score).Select(s =>
        {
            var lines = new StoryLines(s.Story, words);
            var why = lines.Why(s.Why) is { Length: > 0 } text ? Markup.Of($"\n🔎 {text}") : Markup.None;
            return Markup.Of($"{TelegramStory.Short(new PlannedStory(lines, s.Why), words, siteUrl)}{why}");
        });
        return new OutgoingMessage(title) { Parts = TelegramText.Split(Markup.Join("\n\n", blocks.Prepend(Markup.Of($"<b>{title}</b>"))).ToString()) };
    }
}
