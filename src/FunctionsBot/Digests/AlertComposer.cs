using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>One story to one message, now.</summary>
public static class AlertComposer
{
    /// <summary>Composes an alert, in all its forms: Telegram's and email's.</summary>
    /// <param name="story">What happened; everything in it is others' text and is escaped.</param>
    /// <param name="why">The watchlists that found it.</param>
    /// <param name="language">The destination's: <c>fr</c>, else English.</param>
    /// <param name="siteUrl">The site's own address.</param>
    /// <param name="unsubscribe">Where the subscription ends, for an email.</param>
    /// <param name="asks">Whether buttons ask if the story was rightly told: only where the bot hears of a press.</param>
    public static OutgoingMessage Compose(
        Story story, IReadOnlyList<Reason> why, string language, Uri siteUrl, Uri? unsubscribe = null, bool asks = false)
    {
        var words = Words.In(language);
        var lines = new StoryLines(story, words);
        List<Markup> links = [EmailPage.Link(SitePages.Stories(siteUrl), words.AllOnSite)];
        if (unsubscribe is not null)
        {
            links.Add(EmailPage.Link(unsubscribe, words.Unsubscribe));
        }

        return new OutgoingMessage(words.Colon(lines.Kind, lines.Title))
        {
            Parts = TelegramText.Split(TelegramStory.Whole(lines, why, words, siteUrl)),
            Buttons = asks ? Buttons(story, words) : [],
            Text = PlainDigest.Story(lines, why, words, siteUrl, 3) + (unsubscribe is null ? "" : $"\n{words.Colon(words.Unsubscribe, unsubscribe.AbsoluteUri)}\n"),
            Html = EmailPage.Of(
                words,
                lines.Title,
                lines.Lead(200),
                Markup.Of($"{EmailPage.Heading(words.DigestTitle, lines.Kind)}{EmailStory.Row(lines, why, words, siteUrl, lead: 600)}"),
                Markup.Of($"{Markup.Join(" · ", links)}")),
            Unsubscribe = unsubscribe,
        };
    }

    private static List<MessageButton> Buttons(Story story, Words words)
    {
        List<MessageButton> buttons =
        [
            new(words.Why, new ChatButton(ChatVerb.Why, story.Id).ToString()),
            new(words.NotRelevant, new LabelButton(story.Id, false).ToString()),
            new(words.Mute, new ChatButton(ChatVerb.Mute, story.Id).ToString()),
            new(words.Save, new ChatButton(ChatVerb.Save, story.Id).ToString()),
        ];
        if (story.Facts.Dates.Any(d => d.Kind != DatedKind.Happened && !d.Imprecise))
        {
            buttons.Add(new(words.ToCalendar, new ChatButton(ChatVerb.Calendar, story.Id).ToString()));
        }

        // Telegram refuses a whole message for a button to a host of one word, such as localhost.
        if (Markup.Address(story.Link) is not null && story.Link.Host.Contains('.', StringComparison.Ordinal))
        {
            buttons.Add(new(words.Open, "") { Link = story.Link });
        }

        return buttons;
    }
}
