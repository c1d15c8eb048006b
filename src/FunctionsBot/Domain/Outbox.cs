namespace FunctionsBot.Domain;

/// <summary>What a delivery carries.</summary>
public enum DeliveryKind
{
    /// <summary>One story, now.</summary>
    Alert,

    /// <summary>A composed set, on schedule.</summary>
    Digest,

    /// <summary>A request to confirm a subscription.</summary>
    Confirmation,

    /// <summary>A notice to admins about the bot itself.</summary>
    Notice,

    /// <summary>What the bot answers to a command or a button in a chat.</summary>
    Answer,

    /// <summary>What is new in a story that a chat was alerted of: a reply to that alert.</summary>
    Update,

    /// <summary>An alert that stands in a chat already, written anew.</summary>
    Edit,

    /// <summary>Alerts that had to wait, told in one message.</summary>
    Group,
}

/// <summary>How far a delivery has come.</summary>
public enum DeliveryState
{
    /// <summary>Waiting for its turn.</summary>
    Pending,

    /// <summary>Claimed by a worker until <see cref="OutboxRow.LeaseUntil"/>.</summary>
    Sending,

    /// <summary>The other side has it.</summary>
    Sent,

    /// <summary>Given up; <see cref="OutboxRow.Reason"/> says why. Can be retried by an admin.</summary>
    Failed,

    /// <summary>Told in the message of another delivery, <see cref="OutboxRow.Group"/>, which has all that follows.</summary>
    Grouped,
}

/// <summary>The outbox row of one message to one destination.</summary>
/// <param name="DestinationId">To whom.</param>
/// <param name="Id">Deterministic, so that the same happening makes the same row: <c>alert-STORY</c>, <c>digest-2026-03-17</c>.</param>
/// <param name="Kind">What it carries.</param>
/// <param name="Created">When it was decided.</param>
public sealed record OutboxRow(string DestinationId, string Id, DeliveryKind Kind, DateTimeOffset Created)
{
    /// <summary>How far it has come.</summary>
    public DeliveryState State { get; init; }

    /// <summary>The stories in it.</summary>
    public IReadOnlyList<string> StoryIds { get; init; } = [];

    /// <summary>What it was about, for lists: the subject or the story's title.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Claims so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Until when the worker that claimed it may send; after that another may.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Parts that the other side has acknowledged, so that a retry sends only the rest.</summary>
    public int PartsSent { get; init; }

    /// <summary>The other side's ids of the parts: Telegram message ids, the SMTP reply.</summary>
    public IReadOnlyList<string> Receipts { get; init; } = [];

    /// <summary>When the last part was acknowledged.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The last refusal or error in one sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Of an alert that was told with others: the delivery that tells it.</summary>
    public string? Group { get; init; }

    /// <summary>Of a <see cref="DeliveryKind.Group"/>: the alerts that waited when it was made; those it could claim are in its message.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];
}

/// <summary>A file carried by an email, or sent after a Telegram message.</summary>
/// <param name="Name">File name.</param>
/// <param name="MediaType">Such as <c>text/calendar</c>.</param>
/// <param name="Content">Its text, sent as UTF-8.</param>
public sealed record Attachment(string Name, string MediaType, string Content);

/// <summary>A button under a Telegram message.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Data">What the bot is told when it is pressed: 1 to 64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton); empty for a link.</param>
public sealed record MessageButton(string Text, string Data)
{
    /// <summary>Opens this address instead of telling the bot.</summary>
    public Uri? Link { get; init; }
}

/// <summary>
/// A message ready to send. Composed once and stored, so that a retry sends the very same. Telegram uses
/// <see cref="Parts"/>, email the rest.
/// </summary>
/// <param name="Subject">One line.</param>
public sealed record OutgoingMessage(string Subject)
{
    /// <summary>Telegram HTML, one message each, in order, each within 4096 characters after entity parsing.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Buttons under the last part.</summary>
    public IReadOnlyList<MessageButton> Buttons { get; init; } = [];

    /// <summary>Buttons in a row, 1 to 8.</summary>
    public int ButtonsPerRow { get; init; } = 3;

    /// <summary>The Telegram message it replies to; where that is gone, it stands alone.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The Telegram messages whose place the parts take; empty for new messages.</summary>
    public IReadOnlyList<string> Edits { get; init; } = [];

    /// <summary>The email's plain text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The email's HTML.</summary>
    public string Html { get; init; } = "";

    /// <summary>Files to attach to the email, or to send after the parts.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Where a click or a POST ends the subscription (RFC 8058).</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>The stories in it, set when it is stored: two workers that composed different sets agree on the one stored first.</summary>
    public IReadOnlyList<string> StoryIds { get; init; } = [];
}

/// <summary>What came of sending. Expected refusals are values; an outage throws, and the queue tries again.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The other side has all of it.</summary>
    /// <param name="Receipts">Its ids, one a part sent in this call.</param>
    public sealed record Sent(IReadOnlyList<string> Receipts) : SendResult;

    /// <summary>Not now.</summary>
    /// <param name="Delay">How long the other side asks to wait.</param>
    /// <param name="Reason">In one sentence.</param>
    /// <param name="Receipts">Ids of the parts that went out before.</param>
    public sealed record Later(TimeSpan Delay, string Reason, IReadOnlyList<string> Receipts) : SendResult
    {
        /// <summary>The other side asks to wait with this destination altogether, not only with this message.</summary>
        public bool Busy { get; init; }
    }

    /// <summary>Never like this.</summary>
    /// <param name="Reason">In one sentence.</param>
    /// <param name="DestinationGone">The whole destination refuses (blocked, kicked, mailbox unknown): it is paused and admins are told.</param>
    public sealed record Refused(string Reason, bool DestinationGone) : SendResult
    {
        /// <summary>The group moved to this chat id (Telegram supergroup migration): the destination follows, and it is tried again.</summary>
        public string? MovedTo { get; init; }

        /// <summary>Ids of the parts that went out before.</summary>
        public IReadOnlyList<string> Receipts { get; init; } = [];
    }
}
