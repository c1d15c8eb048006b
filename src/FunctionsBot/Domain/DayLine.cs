namespace FunctionsBot.Domain;

/// <summary>What a line of a day's log tells of.</summary>
public enum DayEvent
{
    /// <summary>Sources listed entries not seen before; <see cref="DayLine.Count"/> says how many.</summary>
    Listed,

    /// <summary>An article was read and is relevant.</summary>
    Relevant,

    /// <summary>A message went out.</summary>
    Sent,

    /// <summary>A message was given up.</summary>
    Failed,
}

/// <summary>A line of a day's log: light, so that a day is counted with a read or two. Written again for the same happening it takes its own place.</summary>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Count">How many at once; at least 1.</param>
public sealed record DayLine(DayEvent Event, DateTimeOffset At, int Count = 1)
{
    /// <summary>Of a relevant article: it founded a story. Others joined one that was known, which is told once.</summary>
    public bool Founded { get; init; }

    /// <summary>Of a message: what it carries.</summary>
    public DeliveryKind? Kind { get; init; }

    /// <summary>Of a message: to whom.</summary>
    public string? DestinationId { get; init; }

    /// <summary>Of a message: the delivery's id.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>Of a message: what it was about.</summary>
    public string? Subject { get; init; }

    /// <summary>Of a message: why it was given up.</summary>
    public string? Reason { get; init; }
}

/// <summary>A UTC day in numbers.</summary>
/// <param name="Day">The day.</param>
public sealed record DayTotals(DateOnly Day)
{
    /// <summary>Entries that sources listed and the bot had not seen.</summary>
    public int Listed { get; init; }

    /// <summary>Relevant articles.</summary>
    public int Relevant { get; init; }

    /// <summary>Stories founded.</summary>
    public int Stories { get; init; }

    /// <summary>Alerts that went out.</summary>
    public int Alerts { get; init; }

    /// <summary>Digests that went out.</summary>
    public int Digests { get; init; }

    /// <summary>Confirmations and notices that went out.</summary>
    public int Others { get; init; }

    /// <summary>Messages given up.</summary>
    public int Failed { get; init; }

    /// <summary>All messages that went out.</summary>
    public int Sent => Alerts + Digests + Others;

    /// <summary>The day with one more line.</summary>
    public DayTotals With(DayLine line) => line switch
    {
        { Event: DayEvent.Listed } => this with { Listed = Listed + line.Count },
        { Event: DayEvent.Relevant } => this with { Relevant = Relevant + line.Count, Stories = Stories + (line.Founded ? line.Count : 0) },
        { Event: DayEvent.Failed } => this with { Failed = Failed + line.Count },
        { Kind: DeliveryKind.Alert } => this with { Alerts = Alerts + line.Count },
        { Kind: DeliveryKind.Digest } => this with { Digests = Digests + line.Count },
        _ => this with { Others = Others + line.Count },
    };
}
