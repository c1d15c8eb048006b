using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>One plain sentence on a verdict: what met where, or what was missing.</summary>
internal static class Reason
{
    private static readonly (string Concept, string Feature, string En, string Fr)[] Concepts =
    [
        ("openness", Features.Openness, "openness", "l'ouverture"),
        ("ai", Features.Ai, "AI", "l'IA"),
        ("policy", Features.Policy, "policy", "la politique publique"),
    ];

    public static string English(bool relevant, IReadOnlyDictionary<string, double> features, IReadOnlyList<Evidence> evidence)
    {
        if (Missing(features) is { Length: > 0 } missing && !relevant)
            return $"Not relevant: nothing speaks of {Joined(missing.Select(c => c.En), "or")}.";
        var meeting = $"{Joined(Present(features).Select(c => c.En), "and")} meet {Where(features, "in the title", "in the first lines", "in the text")}: {Quoted(evidence, "“", "”")}";
        return relevant
            ? Sentence(meeting)
            : $"Not relevant: {meeting}, but {(Contrasted(features) ? "it is mostly about a release, a technique or a business" : "too little, too far apart")}.";
    }

    public static string French(bool relevant, IReadOnlyDictionary<string, double> features, IReadOnlyList<Evidence> evidence)
    {
        if (Missing(features) is { Length: > 0 } missing && !relevant)
            return $"Hors sujet : rien ne parle {Joined(missing.Select(c => "de " + c.Fr), "ni")}.";
        var meeting = $"{Joined(Present(features).Select(c => c.Fr), "et")} se rencontrent {Where(features, "dans le titre", "dans les premières lignes", "dans le texte")} : {Quoted(evidence, "« ", " »")}";
        return relevant
            ? Sentence(meeting)
            : $"Hors sujet : {meeting}, mais {(Contrasted(features) ? "il s'agit surtout d'une sortie, d'une technique ou d'une entreprise" : "trop peu, ou trop loin l'un de l'autre")}.";
    }

    private static (string Concept, string Feature, string En, string Fr)[] Missing(IReadOnlyDictionary<string, double> features) =>
        [.. Concepts.Where(c => !features.ContainsKey(c.Feature))];

    private static IEnumerable<(string Concept, string Feature, string En, string Fr)> Present(IReadOnlyDictionary<string, double> features) =>
        Concepts.Where(c => features.ContainsKey(c.Feature));

    private static bool Contrasted(IReadOnlyDictionary<string, double> features) => features.GetValueOrDefault(Features.Contrast) >= 0.4;

    private static string Where(IReadOnlyDictionary<string, double> features, string title, string lead, string text)
    {
        return All("title:") ? title : All("lead:") ? lead : text;

        bool All(string place) => Concepts.All(c => !features.ContainsKey(c.Feature) || features.Keys.Any(f => f.StartsWith(place + c.Concept + ".", StringComparison.Ordinal)));
    }

    private static string Quoted(IReadOnlyList<Evidence> evidence, string open, string close) =>
        string.Join(", ", Concepts
            .Select(c => evidence.FirstOrDefault(e => e.Label == c.Concept)?.Text)
            .Where(words => words is not null)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(words => open + words + close));

    private static string Joined(IEnumerable<string> parts, string last)
    {
        string[] all = [.. parts];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {last} {all[^1]}";
    }

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..] + ".";
}
