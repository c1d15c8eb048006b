using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>The names of kinds in the vocabulary and in JSON.</summary>
internal static class Kinds
{
    private static readonly Dictionary<string, StoryKind> BySlug =
        Enum.GetValues<StoryKind>().ToDictionary(Slug, StringComparer.Ordinal);

    /// <summary>In the vocabulary's labels: <c>kind:open-letter</c>.</summary>
    public static string Slug(StoryKind kind) => kind switch
    {
        StoryKind.OpenLetter => "open-letter",
        StoryKind.Event => "event",
        StoryKind.Legislation => "legislation",
        StoryKind.Consultation => "consultation",
        StoryKind.Funding => "funding",
        StoryKind.Procurement => "procurement",
        StoryKind.Report => "report",
        StoryKind.Statement => "statement",
        StoryKind.ModelRelease => "model-release",
        StoryKind.LicenceDispute => "licence-dispute",
        StoryKind.Opinion => "opinion",
        _ => "other",
    };

    /// <summary>The kind of a name in the vocabulary; <see cref="StoryKind.Other"/> for one not known.</summary>
    public static StoryKind FromSlug(string slug) => BySlug.GetValueOrDefault(slug);

    /// <summary>In labelled files: <c>open_letter</c>, <c>summit_or_event</c>.</summary>
    public static string JsonName(StoryKind kind) =>
        kind is StoryKind.Event ? "summit_or_event" : Slug(kind).Replace('-', '_');

    /// <summary>In the output of <c>understand --json</c>, whose names know no quarrels over licences: those are <c>other</c>.</summary>
    public static string CommonName(StoryKind kind) => kind is StoryKind.LicenceDispute ? "other" : JsonName(kind);

    /// <summary>The kind of a name in a labelled file; <see cref="StoryKind.Other"/> for one not known.</summary>
    public static StoryKind FromJsonName(string? name) =>
        Enum.GetValues<StoryKind>().FirstOrDefault(kind => JsonName(kind) == name, StoryKind.Other);
}
