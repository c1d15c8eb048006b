using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>What has materially changed in a story, as a reply to the alert that told it.</summary>
internal static class UpdateComposer
{
    private const int Most = 4;

    /// <summary>Composes the reply.</summary>
    /// <param name="story">The story as it is.</param>
    /// <param name="changes">What is new in it; something material.</param>
    /// <param name="language">The chat's: <c>fr</c>, else English.</param>
    /// <param name="siteUrl">The site's own address.</param>
    public static OutgoingMessage Compose(Story story, StoryChanges changes, string language, Uri siteUrl)
    {
        var words = Words.In(language);
        var lines = new StoryLines(story, words);
        List<Markup> news = [];
        if (changes.Withdrawn is { } withdrawn)
        {
            news.Add(Markup.Of($"⛔ {Markup.Link(withdrawn.Link, Excerpt.Of(withdrawn.Title, 200))} ({StoryLines.Newsroom(withdrawn)})"));
        }

        if (changes.Stage != StoryStage.Unknown)
        {
            news.Add(Markup.Of($"➡️ {words.Now(words.Stage(changes.Stage))}"));
        }

        if (changes.Primary is { } primary)
        {
            news.Add(Markup.Of($"📄 {words.Document} {Markup.Link(primary.Link, Excerpt.Of(primary.Title, 200))} ({StoryLines.Newsroom(primary)})"));
        }

        news.AddRange(changes.Appointments.Take(Most).Select(lines.Dated).Select(d => Markup.Of($"{TelegramStory.Icon(d.Kind)} {d.Text}")));
        if (changes.Amounts.Count > 0)
        {
            news.Add(Markup.Of($"{TelegramStory.Icon(FactKind.Amount)} {words.Names([.. changes.Amounts.DistinctBy(a => (a.Value, a.Currency)).Select(a => words.Money(a.Value, Excerpt.Of(a.Currency, 8)))], Most)}"));
        }

        var title = words.Colon(words.Update, lines.Title);
        var html = Markup.Of($"🔄 <b>{words.Update}</b>\n{Markup.Join("\n", news)}\n\n{Markup.Link(SitePages.Story(siteUrl, story.Id), words.StoryPage)}");
        return new OutgoingMessage(title) { Parts = TelegramText.Split(html.ToString()) };
    }
}
