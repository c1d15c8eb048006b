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

    /// <summary>A chat asks to be let in.</summary>
    /// <param name="Chat">Which.</param>
    public sealed record ChatWaiting(Destination Chat) : Notice;

    /// <summary>A delivery failed for good.</summary>
    /// <param name="Row">The delivery.</param>
    /// <param name="Destination">To whom.</param>
    /// <param name="Reason">Why.</param>
    public sealed record DeliveryGivenUp(OutboxRow Row, Destination Destination, string Reason) : Notice;

    /// <summary>Sources have been failing for long: all in one notice, since a broken network breaks them all.</summary>
    /// <param name="Sources">Which, since when, and the last failure of each; at least one.</param>
    public sealed record SourcesFailing(IReadOnlyList<(string Name, DateTimeOffset Since, string Reason)> Sources) : Notice;

    /// <summary>Sources that admins were told of work again.</summary>
    /// <param name="Names">Which; at least one.</param>
    public sealed record SourcesRecovered(IReadOnlyList<string> Names) : Notice;

    /// <summary>Sources that answer but have had nothing new for longer than their own rhythm explains.</summary>
    /// <param name="Sources">Which, since when, and how often they usually have something new; at least one.</param>
    public sealed record SourcesSilent(IReadOnlyList<(string Name, DateTimeOffset Since, TimeSpan Usual)> Sources) : Notice;

    /// <summary>Sources of whose silence admins were told have something new.</summary>
    /// <param name="Names">Which; at least one.</param>
    public sealed record SourcesSpeaking(IReadOnlyList<string> Names) : Notice;

    /// <summary>Work that is late though nothing failed.</summary>
    /// <param name="Work">Which; at least one.</param>
    public sealed record WorkLate(IReadOnlyList<LateWork> Work) : Notice;

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
    /// <param name="asks">Whether buttons let an admin act: only where the bot hears of a press.</param>
    public static OutgoingMessage Compose(Notice notice, string language, Uri siteUrl, bool asks = false)
    {
        var words = Words.In(language);
        var (title, reason, todo, page) = Told(notice, words.Notice, words, siteUrl);
        title = Excerpt.Capital(Excerpt.Of(title, 200));
        reason = Excerpt.Of(reason, 1500);
        var html = Markup.Of($"⚠️ <b>{title}</b>\n{reason}\n\n{todo} {Markup.Link(page, words.Notice.Open)}");
        return new OutgoingMessage(title)
        {
            Parts = TelegramText.Split(html.ToString()),
            Buttons = asks && notice is Notice.ChatWaiting { Chat.Id: var id }
                ? [new(words.Notice.Admit, new ChatButton(ChatVerb.Admit, id).ToString()), new(words.Notice.Refuse, new ChatButton(ChatVerb.Refuse, id).ToString())]
                : [],
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
            (text.DestinationPaused(Name(paused.Destination, text)), Reasons.In(words.Language, paused.Reason), text.DestinationTodo, SitePages.Destinations(site)),
        Notice.ChatWaiting waiting =>
            (text.ChatWaiting(Name(waiting.Chat, text)), waiting.Chat.Address, text.ChatTodo, SitePages.Destinations(site)),
        Notice.DeliveryGivenUp given =>
            (text.DeliveryGivenUp(Excerpt.Of(given.Row.Subject, 80), Name(given.Destination, text)), Reasons.In(words.Language, given.Reason), text.DeliveryTodo, SitePages.Deliveries(site)),
        Notice.SourcesFailing { Sources: [var one] } =>
            (text.SourceFailing(Excerpt.Of(one.Name, 60), Day(one.Since, words)), Reasons.In(words.Language, one.Reason), text.SourceTodo, SitePages.Sources(site)),
        Notice.SourcesFailing { Sources: var all } =>
            (text.SourcesFailing(all.Count), Some(all, s => $"{Excerpt.Of(s.Name, 60)} ({Day(s.Since, words)}): {Excerpt.Of(Reasons.In(words.Language, s.Reason), 120)}"), text.SourceTodo, SitePages.Sources(site)),
        Notice.SourcesRecovered { Names: var names } =>
            (text.SourcesRecovered(names.Count), string.Join(" · ", names.Select(n => Excerpt.Of(n, 60))), text.NothingTodo, SitePages.Sources(site)),
        Notice.SourcesSilent { Sources: [var one] } =>
            (text.SourceSilent(Excerpt.Of(one.Name, 60), Day(one.Since, words)), text.UsuallyEvery(Hours(one.Usual)), text.SilentTodo, SitePages.Sources(site)),
        Notice.SourcesSilent { Sources: var all } =>
            (text.SourcesSilent(all.Count), Some(all, s => $"{Excerpt.Of(s.Name, 60)} ({Day(s.Since, words)}): {text.UsuallyEvery(Hours(s.Usual))}"), text.SilentTodo, SitePages.Sources(site)),
        Notice.SourcesSpeaking { Names: var names } =>
            (text.SourcesSpeaking(names.Count), string.Join(" · ", names.Select(n => Excerpt.Of(n, 60))), text.NothingTodo, SitePages.Sources(site)),
        Notice.WorkLate { Work: var late } => LateText.Told(late, words, site),
        Notice.WorkGivenUp work => (text.WorkGivenUp(work.Queue), Reasons.In(words.Language, work.Reason), text.WorkTodo, SitePages.Deliveries(site)),
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.GetType().Name, "No text for this notice."),
    };

    /// <summary>The first of many, each with its reason, and how many more there are; the page has them all.</summary>
    private static string Some<T>(IReadOnlyList<T> all, Func<T, string> line)
    {
        const int Shown = 6;
        return string.Join(" · ", all.Take(Shown).Select(line)) + (all.Count > Shown ? string.Create(null, $" · +{all.Count - Shown}") : "");
    }

    private static int Hours(TimeSpan time) => Math.Max(1, (int)Math.Round(time.TotalHours));

    private static string Day(DateTimeOffset moment, Words words) => words.Date(DateOnly.FromDateTime(moment.UtcDateTime));

    // A subscriber's address is nobody's business: the id, a keyed hash, finds them on the page.
    private static string Name(Destination destination, NoticeWords text) => destination.Channel == ChannelKind.Email
        ? $"{text.Subscriber} ({destination.Id[..Math.Min(8, destination.Id.Length)]})"
        : Excerpt.Of(destination.Name.Length > 0 ? destination.Name : destination.Id, 60);
}
