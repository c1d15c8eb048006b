using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>Which kind has most evidence: the title says it best, then the lead, then the text.</summary>
internal static class KindScores
{
    /// <summary>A lone mention deep in the text names no kind.</summary>
    private const double Least = 0.5;

    public static StoryKind Best(IReadOnlyDictionary<string, double> features)
    {
        var (best, most) = (StoryKind.Other, Least);
        foreach (var kind in Enum.GetValues<StoryKind>())
        {
            var label = "kind:" + Kinds.Slug(kind);
            var score = (2 * features.GetValueOrDefault("title:" + label)) + features.GetValueOrDefault("lead:" + label)
                + (1.5 * features.GetValueOrDefault("text:" + label));
            if (score > most)
                (best, most) = (kind, score);
        }

        return best;
    }
}
