using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>A text of known kind to learn from.</summary>
/// <param name="Features">By name; what is absent is 0.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Weight">How much it counts; 1 is usual.</param>
internal sealed record KindExample(IReadOnlyDictionary<string, double> Features, StoryKind Kind, double Weight);

/// <summary>
/// Fits a <see cref="KindModel"/>: first how much the kinds' own cues say, then what voice and subject add to them. The same examples in
/// the same order give the same weights on every machine.
/// </summary>
internal static class KindFit
{
    private const double DrawBack = 1;

    /// <summary>Strength of the draw back of the many weights of <see cref="KindModel.Cues"/>, each learned from few texts.</summary>
    private const double CueDrawBack = 5;

    private const int CueRounds = 40;

    private const double Settled = 1e-3;

    /// <summary>A cue seen less often teaches chance.</summary>
    private const int Seldom = 3;

    /// <summary>Weights smaller than this change no verdict and would only clutter the file.</summary>
    private const double Negligible = 0.02;

    private static readonly int Count = KindModel.All.Length;

    /// <summary>Learns from texts of known kind. Weights start from those of <paramref name="from"/> and are drawn back to them.</summary>
    public static KindModel Of(IReadOnlyList<KindExample> examples, KindModel from)
    {
        var own = OwnCues(examples, from);
        return own with { Cues = OtherCues(examples, own, from) };
    }

    private static KindModel OwnCues(IReadOnlyList<KindExample> examples, KindModel from)
    {
        const int rounds = 600;
        // Steps that do not overshoot, however many examples pull.
        var step = 2 / (100 + examples.Sum(e => e.Weight));
        double[] start = [from.Title, from.Lead, from.Text, from.Argument, from.Question];
        double[] slopes = [.. start];
        double[] startBias = [.. KindModel.All.Select(k => from.Bias.GetValueOrDefault(Kinds.Slug(k)))];
        double[] bias = [.. startBias];
        double[] odds = new double[Count], errors = new double[Count];
        var inputs = examples.Select(e => KindModel.All.Select(k => KindModel.Inputs(k, e.Features)).ToArray()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            var slopeGradient = new double[slopes.Length];
            var biasGradient = new double[Count];
            for (var i = 0; i < examples.Count; i++)
            {
                for (var k = 0; k < Count; k++)
                    odds[k] = bias[k] + KindModel.Weighed(inputs[i][k], slopes);
                Errors(odds, examples[i].Kind, errors);
                for (var k = 0; k < Count; k++)
                {
                    biasGradient[k] += examples[i].Weight * errors[k];
                    for (var s = 0; s < slopes.Length; s++)
                        slopeGradient[s] += examples[i].Weight * errors[k] * inputs[i][k][s];
                }
            }

            for (var s = 0; s < slopes.Length; s++)
                slopes[s] += slopeGradient[s] = step * (slopeGradient[s] - (DrawBack * (slopes[s] - start[s])));
            for (var k = 0; k < Count; k++)
                bias[k] += biasGradient[k] = step * (biasGradient[k] - (DrawBack * (bias[k] - startBias[k])));
            if (slopeGradient.Concat(biasGradient).Max(Math.Abs) < Settled / 2)
                break;
        }

        return new(
            KindModel.Round(slopes[0]), KindModel.Round(slopes[1]), KindModel.Round(slopes[2]), KindModel.Round(slopes[3]), KindModel.Round(slopes[4]),
            KindModel.All.Index().ToDictionary(k => Kinds.Slug(k.Item), k => KindModel.Round(bias[k.Index]), StringComparer.Ordinal));
    }

    private static Dictionary<string, IReadOnlyDictionary<string, double>> OtherCues(IReadOnlyList<KindExample> examples, KindModel own, KindModel from)
    {
        double[][] odds = [.. examples.Select(e => (own with { Cues = from.Cues }).Odds(e.Features).ToArray())];
        Column[] columns = [.. examples.Index()
            .SelectMany(e => e.Item.Features.Where(f => Features.IsOfKind(f.Key)).Select(f => (f.Key, Row: e.Index, f.Value)))
            .GroupBy(f => f.Key, StringComparer.Ordinal)
            .Where(f => f.Count() >= Seldom || from.Cues.ContainsKey(f.Key))
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => new Column(f.Key, [.. f.Select(v => (v.Row, v.Value))], from.Cues.GetValueOrDefault(f.Key)))];
        for (var round = 0; round < CueRounds; round++)
        {
            var largest = 0.0;
            foreach (var column in columns)
                largest = Math.Max(largest, Step(examples, odds, column));
            if (largest < Settled)
                break;
        }

        var learned = from.Cues.ToDictionary(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var weights = KindModel.All.Index()
                .Where(k => Math.Abs(column.Weights[k.Index]) >= Negligible)
                .ToDictionary(k => Kinds.Slug(k.Item), k => KindModel.Round(column.Weights[k.Index]), StringComparer.Ordinal);
            if (weights.Count > 0)
                learned[column.Name] = weights;
        }

        return learned;
    }

    /// <summary>One Newton step on each kind's weight of one cue, the curvature between kinds left out.</summary>
    /// <returns>The largest step.</returns>
    private static double Step(IReadOnlyList<KindExample> examples, double[][] odds, Column column)
    {
        double[] gradient = new double[Count], curvature = new double[Count], errors = new double[Count], chances = new double[Count];
        foreach (var (row, value) in column.Rows)
        {
            Chances(odds[row], chances);
            Errors(odds[row], examples[row].Kind, errors);
            for (var k = 0; k < Count; k++)
            {
                gradient[k] += examples[row].Weight * errors[k] * value;
                curvature[k] += examples[row].Weight * chances[k] * (1 - chances[k]) * value * value;
            }
        }

        var largest = 0.0;
        for (var k = 0; k < Count; k++)
        {
            var step = Math.Clamp((gradient[k] - (CueDrawBack * (column.Weights[k] - column.Start[k]))) / (curvature[k] + CueDrawBack), -0.5, 0.5);
            column.Weights[k] += step;
            largest = Math.Max(largest, Math.Abs(step));
            foreach (var (row, value) in column.Rows)
                odds[row][k] += step * value;
        }

        return largest;
    }

    private static void Chances(double[] odds, double[] chances)
    {
        var most = odds.Max();
        var sum = 0.0;
        for (var k = 0; k < Count; k++)
            sum += chances[k] = Math.Exp(odds[k] - most);
        for (var k = 0; k < Count; k++)
            chances[k] /= sum;
    }

    /// <summary>What the label says of each kind, less what the model says.</summary>
    private static void Errors(double[] odds, StoryKind label, double[] errors)
    {
        Chances(odds, errors);
        var right = 0.0;
        for (var k = 0; k < Count; k++)
            right += KindModel.Allows(label, KindModel.All[k]) ? errors[k] : 0;
        for (var k = 0; k < Count; k++)
            errors[k] = (KindModel.Allows(label, KindModel.All[k]) ? errors[k] / right : 0) - errors[k];
    }

    /// <summary>One cue: in which examples it stands, and its weight for each kind.</summary>
    private sealed record Column(string Name, IReadOnlyList<(int Row, double Value)> Rows, IReadOnlyDictionary<string, double>? From)
    {
        public double[] Start { get; } = [.. KindModel.All.Select(k => From?.GetValueOrDefault(Kinds.Slug(k)) ?? 0)];

        public double[] Weights { get; } = [.. KindModel.All.Select(k => From?.GetValueOrDefault(Kinds.Slug(k)) ?? 0)];
    }
}
