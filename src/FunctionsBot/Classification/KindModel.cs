using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>
/// Which kind a text has most evidence for: a conditional logit whose slopes are the same for every kind, so that a kind with few
/// examples is weighed as fairly as one with many; only how common a kind is differs, and what else a kind is known by
/// (<see cref="Cues"/>).
/// </summary>
/// <param name="Title">Weight of a kind's cue in the title.</param>
/// <param name="Lead">Weight of two cues in the lead.</param>
/// <param name="Text">Weight of cues all over the text.</param>
/// <param name="Argument">Weight of a cue in the title for <see cref="StoryKind.Opinion"/>: "why" says less than "petition".</param>
/// <param name="Question">Weight, for <see cref="StoryKind.Opinion"/>, of a title that asks.</param>
/// <param name="Bias">By the kind's name in the vocabulary: how common it is.</param>
public sealed record KindModel(double Title, double Lead, double Text, double Argument, double Question, IReadOnlyDictionary<string, double> Bias)
{
    internal static readonly StoryKind[] All = Enum.GetValues<StoryKind>();

    /// <summary>
    /// By feature, then by kind: what a text's voice and its title's subject add to a kind's own cues. "We" speaks for a statement
    /// and against a report.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Cues { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, double>>();

    /// <summary>
    /// Before anything is learned: the title says it best, then the text as a whole, then the lead; and what tells of no act at all is
    /// analysis.
    /// </summary>
    internal static KindModel Plain { get; } = new(2, 1, 1.5, 2, 1, All.ToDictionary(Kinds.Slug, k => k is StoryKind.Opinion ? 0.5 : 0, StringComparer.Ordinal));

    /// <summary>The kind with most evidence.</summary>
    internal StoryKind Best(IReadOnlyDictionary<string, double> features)
    {
        var odds = Odds(features);
        return All[odds.IndexOf(odds.Max())];
    }

    /// <summary>Log-odds of each kind, in the order of <see cref="All"/>; they compare with one another only.</summary>
    internal List<double> Odds(IReadOnlyDictionary<string, double> features)
    {
        List<double> odds = [.. All.Select(kind => OwnOdds(kind, features))];
        foreach (var (name, value) in features)
        {
            if (!Cues.TryGetValue(name, out var cues))
                continue;
            foreach (var (kind, weight) in cues)
                odds[(int)Kinds.FromSlug(kind)] += weight * value;
        }

        return odds;
    }

    /// <summary>Log-odds by the kind's own cues.</summary>
    internal double OwnOdds(StoryKind kind, IReadOnlyDictionary<string, double> features) =>
        Bias.GetValueOrDefault(Kinds.Slug(kind)) + Weighed(Inputs(kind, features), [Title, Lead, Text, Argument, Question]);

    /// <summary>Labelled files know no quarrels over licences and call them other (<see cref="Kinds.CommonName"/>): either is right.</summary>
    internal static bool Allows(StoryKind label, StoryKind kind) =>
        label == kind || (label is StoryKind.Other && kind is StoryKind.LicenceDispute);

    internal static double Round(double weight) => Math.Round(weight, 4);

    internal static double[] Inputs(StoryKind kind, IReadOnlyDictionary<string, double> features)
    {
        var label = "kind:" + Kinds.Slug(kind);
        return
        [
            kind is StoryKind.Opinion ? 0 : features.GetValueOrDefault("title:" + label),
            // In a text "why" and "debate" stand in everything: only a title that argues makes an opinion.
            kind is StoryKind.Opinion ? 0 : features.GetValueOrDefault("lead:" + label),
            kind is StoryKind.Opinion ? 0 : features.GetValueOrDefault("text:" + label),
            kind is StoryKind.Opinion ? features.GetValueOrDefault("title:" + label) : 0,
            kind is StoryKind.Opinion ? features.GetValueOrDefault(Features.Question) : 0,
        ];
    }

    internal static double Weighed(ReadOnlySpan<double> inputs, ReadOnlySpan<double> slopes)
    {
        var sum = 0.0;
        for (var i = 0; i < inputs.Length; i++)
            sum += inputs[i] * slopes[i];
        return sum;
    }
}
