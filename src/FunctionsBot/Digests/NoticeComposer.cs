using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>Something admins must know about the bot itself.</summary>
public abstract record Notice
{
    private Notice()
    {
    }

    /// <summary>A destination refuses everything and was paused.</summary>
    /// <param name="Destination">Which.</param>
    /// <param name="Reason">What the other side said.</param>
    public sealed record DestinationPaused(Destination Destination, string Reason) : Notice;

    /// <summary>A delivery failed for good.</summary>
    /// <param name="Row">The delivery.</param>
    /// <param name="Destination">To whom.</param>
    /// <param name="Reason">Why.</param>
    public sealed record DeliveryGivenUp(OutboxRow Row, Destination Destination, string Reason) : Notice;

    /// <summary>A source has been failing for long.</summary>
    /// <param name="Source">Which.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="Reason">The last failure.</param>
    public sealed record SourceFailing(Source Source, DateTimeOffset Since, string Reason) : Notice;

    /// <summary>A message of a work queue failed every try.</summary>
    /// <param name="Queue">Which queue.</param>
    /// <param name="Reason">The last error.</param>
    public sealed record WorkGivenUp(string Queue, string Reason) : Notice;
}

/// <summary>Notices to admins: what happened, why, what to do, and where.</summary>
public static class NoticeComposer
{
    /// <summary>Composes a notice, in all its forms.</summary>
    /// <param name="notice">What happened.</param>
    /// <param name="language">The admin's: <c>fr</c>, else English.</param>
    /// <param name="siteUrl">The site's own address.</param>
    public static OutgoingMessage Compose(Notice notice, string language, Uri siteUrl)
    {
        var words = Words.In(language);
        var (title, reason, todo, page) = Told(notice, words.Notice, words, siteUrl);
        title = Excerpt.Capital(Excerpt.Of(title, 200));
        reason = Excerpt.Of(reason, 500);
        var html = Markup.Of($"⚠️ <b>{title}</b>\n{reason}\n\n{todo} {Markup.Link(page, words.Notice.Open)}");
        return new OutgoingMessage(title)
        {
            Parts = TelegramText.Split(html.ToString()),
            Text = $"{title}\n\n{reason}\n\n{todo}\n{page.AbsoluteUri}\n",
            Html = EmailPage.Of(
                words,
                title,
                reason,
                Markup.Of($"{EmailPage.Heading(title, reason)}{EmailPage.Paragraph(todo)}{EmailPage.Button(page, words.Notice.Open)}"),
                Markup.Of($"{words.DigestTitle}")),
        };
    }

    private static (string Title, string Reason, string Todo, Uri Page) Told(Notice notice, NoticeWords text, Words words, Uri site) => notice switch
    {
        Notice.DestinationPaused paused =>
            (text.DestinationPaused(Name(paused.Destination, text)), paused.Reason, text.DestinationTodo, SitePages.Destinations(site)),
        Notice.DeliveryGivenUp given =>
            (text.DeliveryGivenUp(Excerpt.Of(given.Row.Subject, 80), Name(given.Destination, text)), given.Reason, text.DeliveryTodo, SitePages.Deliveries(site)),
        Notice.SourceFailing failing =>
            (text.SourceFailing(Excerpt.Of(failing.Source.Name, 60), words.Date(DateOnly.FromDateTime(failing.Since.UtcDateTime))), failing.Reason, text.SourceTodo, SitePages.Sources(site)),
        Notice.WorkGivenUp work => (text.WorkGivenUp(work.Queue), work.Reason, text.WorkTodo, SitePages.Deliveries(site)),
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.GetType().Name, "No text for this notice."),
    };

    // A subscriber's address is nobody's business: the id, a keyed hash, finds them on the page.
    private static string Name(Destination destination, NoticeWords text) => destination.Channel == ChannelKind.Email
        ? $"{text.Subscriber} ({destination.Id[..Math.Min(8, destination.Id.Length)]})"
        : Excerpt.Of(destination.Name.Length > 0 ? destination.Name : destination.Id, 60);
}
