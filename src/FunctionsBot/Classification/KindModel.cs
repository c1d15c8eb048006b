using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>
/// Which kind a text has most evidence for: a conditional logit whose slopes are the same for every kind, so that a kind with few
/// examples is weighed as fairly as one with many; only how common a kind is differs.
/// </summary>
/// <param name="Title">Weight of a kind's cue in the title.</param>
/// <param name="Lead">Weight of two cues in the lead.</param>
/// <param name="Text">Weight of cues all over the text.</param>
/// <param name="Argument">Weight of a cue in the title for <see cref="StoryKind.Opinion"/>: "why" says less than "petition".</param>
/// <param name="Question">Weight, for <see cref="StoryKind.Opinion"/>, of a title that asks.</param>
/// <param name="Bias">By the kind's name in the vocabulary: how common it is.</param>
public sealed record KindModel(double Title, double Lead, double Text, double Argument, double Question, IReadOnlyDictionary<string, double> Bias)
{
    private static readonly StoryKind[] All = Enum.GetValues<StoryKind>();

    /// <summary>
    /// Before anything is learned: the title says it best, then the text as a whole, then the lead; and what tells of no act at all is
    /// analysis.
    /// </summary>
    internal static KindModel Plain { get; } = new(2, 1, 1.5, 2, 1, All.ToDictionary(Kinds.Slug, k => k is StoryKind.Opinion ? 0.5 : 0, StringComparer.Ordinal));

    /// <summary>The kind with most evidence.</summary>
    internal StoryKind Best(IReadOnlyDictionary<string, double> features) => All.MaxBy(kind => Score(kind, features));

    /// <summary>Learns from texts of known kind. Weights start from those of <paramref name="from"/> and are drawn back to them.</summary>
    internal static KindModel Fit(IReadOnlyList<(IReadOnlyDictionary<string, double> Features, StoryKind Kind, double Weight)> examples, KindModel from)
    {
        const double step = 0.02, drawBack = 1.0;
        const int rounds = 400;
        double[] start = [from.Title, from.Lead, from.Text, from.Argument, from.Question];
        double[] slopes = [.. start];
        double[] startBias = [.. All.Select(k => from.Bias.GetValueOrDefault(Kinds.Slug(k)))];
        double[] bias = [.. startBias];
        var odds = new double[All.Length];
        var inputs = examples.Select(e => All.Select(k => Inputs(k, e.Features)).ToArray()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            var slopeGradient = new double[slopes.Length];
            var biasGradient = new double[bias.Length];
            for (var i = 0; i < examples.Count; i++)
            {
                for (var k = 0; k < All.Length; k++)
                    odds[k] = bias[k] + Weighed(inputs[i][k], slopes);
                var most = odds.Max();
                var sum = 0.0;
                foreach (var o in odds)
                    sum += Math.Exp(o - most);
                for (var k = 0; k < All.Length; k++)
                    odds[k] = Math.Exp(odds[k] - most) / sum;
                var right = All.Index().Sum(k => Allows(examples[i].Kind, k.Item) ? odds[k.Index] : 0);
                for (var k = 0; k < All.Length; k++)
                {
                    var error = examples[i].Weight * ((Allows(examples[i].Kind, All[k]) ? odds[k] / right : 0) - odds[k]);
                    biasGradient[k] += error;
                    for (var s = 0; s < slopes.Length; s++)
                        slopeGradient[s] += error * inputs[i][k][s];
                }
            }

            for (var s = 0; s < slopes.Length; s++)
                slopes[s] += step * (slopeGradient[s] - (drawBack * (slopes[s] - start[s])));
            for (var k = 0; k < bias.Length; k++)
                bias[k] += step * (biasGradient[k] - (drawBack * (bias[k] - startBias[k])));
        }

        return new(
            Round(slopes[0]), Round(slopes[1]), Round(slopes[2]), Round(slopes[3]), Round(slopes[4]),
            All.Index().ToDictionary(k => Kinds.Slug(k.Item), k => Round(bias[k.Index]), StringComparer.Ordinal));
    }

    /// <summary>Labelled files know no quarrels over licences and call them other (<see cref="Kinds.CommonName"/>): either is right.</summary>
    private static bool Allows(StoryKind label, StoryKind kind) =>
        label == kind || (label is StoryKind.Other && kind is StoryKind.LicenceDispute);

    private static double Round(double weight) => Math.Round(weight, 4);

    private static double[] Inputs(StoryKind kind, IReadOnlyDictionary<string, double> features)
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

    private static double Weighed(ReadOnlySpan<double> inputs, ReadOnlySpan<double> slopes)
    {
        var sum = 0.0;
        for (var i = 0; i < inputs.Length; i++)
            sum += inputs[i] * slopes[i];
        return sum;
    }

    private double Score(StoryKind kind, IReadOnlyDictionary<string, double> features) =>
        Bias.GetValueOrDefault(Kinds.Slug(kind)) + Weighed(Inputs(kind, features), [Title, Lead, Text, Argument, Question]);
}
