namespace FunctionsBot.Domain;

/// <summary>What kind of happening a story tells.</summary>
public enum StoryKind
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>An open letter, petition or joint call.</summary>
    OpenLetter,

    /// <summary>A summit, conference, hearing or other event.</summary>
    Event,

    /// <summary>A law, bill, amendment, regulation or ruling.</summary>
    Legislation,

    /// <summary>A public consultation or call for evidence.</summary>
    Consultation,

    /// <summary>Public or philanthropic money.</summary>
    Funding,

    /// <summary>Public buying, or a public body's choice of tools.</summary>
    Procurement,

    /// <summary>A study or report.</summary>
    Report,

    /// <summary>A position, strategy or announcement of a public body or organisation.</summary>
    Statement,

    /// <summary>A model or data set released with policy at stake.</summary>
    ModelRelease,

    /// <summary>A quarrel over a licence or over what may be called open.</summary>
    LicenceDispute,

    /// <summary>Analysis, op-ed or interview.</summary>
    Opinion,
}

/// <summary>The very words that speak for a verdict.</summary>
/// <param name="Label">What they speak for, such as <c>openness</c>, <c>ai</c>, <c>policy</c>, <c>kind:open-letter</c>, <c>topic:sovereignty</c>.</param>
/// <param name="Start">Where they start in the item's text, in UTF-16 units; −1 − n for position n of the title.</param>
/// <param name="Text">The words as they stand.</param>
public sealed record Evidence(string Label, int Start, string Text);

/// <summary>Is it open-source AI policy, of what kind, and why.</summary>
/// <param name="Relevant">The score is at or over the threshold.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Kind">The kind with most evidence.</param>
/// <param name="Topics">Such as <c>sovereignty</c>, <c>standards</c>, <c>safety</c>; most evidence first.</param>
/// <param name="Evidence">The spans for all of it, in the order of the text.</param>
public sealed record Verdict(
    bool Relevant,
    double Score,
    StoryKind Kind,
    IReadOnlyList<string> Topics,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>One sentence: why relevant, or what was missing.</summary>
    public string Why { get; init; } = "";

    /// <summary>The same in French.</summary>
    public string WhyFr { get; init; } = "";

    /// <summary>The version of the model that judged: a later one changes no verdict that was given.</summary>
    public string Model { get; init; } = "";
}
