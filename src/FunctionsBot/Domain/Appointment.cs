namespace FunctionsBot.Domain;

/// <summary>
/// An event or a deadline of a story as calendars keep it. A calendar that was handed it once recognises it by <see cref="Uid"/>, takes over
/// what has a higher <see cref="Sequence"/>, and strikes out what is <see cref="IsCancelled"/> (RFC 5545 §3.8.4.7, §3.8.7.4, §3.8.1.11).
/// </summary>
/// <param name="Uid">Given once, never to another: the story that first had it, a hyphen and a number.</param>
/// <param name="StoryId">The story that has it now.</param>
/// <param name="Kind">Event or deadline.</param>
/// <param name="Name">What it is, in the text's own words.</param>
/// <param name="Start">First day; for a deadline the last day one can act.</param>
public sealed record Appointment(string Uid, string StoryId, DatedKind Kind, string Name, DateOnly Start)
{
    /// <summary>Last day, where it lasts longer than one.</summary>
    public DateOnly? End { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>Only the month is known.</summary>
    public bool IsImprecise { get; init; }

    /// <summary>The sentence that says so.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The story's title.</summary>
    public string StoryTitle { get; init; } = "";

    /// <summary>Two-letter language of the texts above.</summary>
    public string Language { get; init; } = "";

    /// <summary>Ids of the watchlists that the story matched.</summary>
    public IReadOnlyList<string> Watchlists { get; init; } = [];

    /// <summary>How often it was changed in what one must know to be there in time.</summary>
    public int Sequence { get; init; }

    /// <summary>It was called off, or no text says it any more.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>When it was first known.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When anything of it last changed.</summary>
    public DateTimeOffset Changed { get; init; }

    /// <summary>The last day it is worth showing as ahead: of an imprecise one the last of the month.</summary>
    public DateOnly LastDay => End ?? (IsImprecise ? Start.AddMonths(1).AddDays(-Start.Day) : Start);
}

/// <summary>All appointments a story ever had, those withdrawn included.</summary>
/// <param name="Appointments">In the order in which they became known.</param>
public sealed record StoryAgenda(IReadOnlyList<Appointment> Appointments)
{
    /// <summary>The highest number given.</summary>
    public int Last { get; init; }

    /// <summary>The story that took them over when this one became part of it.</summary>
    public string? MovedTo { get; init; }
}
