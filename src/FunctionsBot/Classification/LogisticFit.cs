namespace FunctionsBot.Classification;

/// <summary>One example to learn from.</summary>
/// <param name="Features">By name; what is absent is 0.</param>
/// <param name="Positive">What the model should say.</param>
/// <param name="Weight">How much it counts; 1 is usual.</param>
internal sealed record Example(IReadOnlyDictionary<string, double> Features, bool Positive, double Weight = 1);

/// <summary>Weights of a logistic regression: the probability is 1 / (1 + exp(−(intercept + Σ weight × feature))).</summary>
/// <param name="Intercept">Log-odds of a text with no feature.</param>
/// <param name="Weights">By feature name.</param>
internal sealed record LogisticWeights(double Intercept, IReadOnlyDictionary<string, double> Weights)
{
    public double LogOdds(IReadOnlyDictionary<string, double> features)
    {
        var sum = Intercept;
        foreach (var (name, value) in features)
            sum += value * Weights.GetValueOrDefault(name);
        return sum;
    }

    public double Probability(IReadOnlyDictionary<string, double> features) => 1 / (1 + Math.Exp(-LogOdds(features)));
}

/// <summary>
/// Fits a logistic regression with an L2 penalty on the distance from where it starts (0 if nothing was learned before), by cyclic coordinate descent with one Newton step per weight
/// (Fan et al., LIBLINEAR, JMLR 9, 2008). The same examples in the same order give the same weights on every machine.
/// </summary>
internal static class LogisticFit
{
    private const int Rounds = 100;

    private const double Settled = 1e-3;

    public static LogisticWeights Of(IReadOnlyList<Example> examples, double penalty, LogisticWeights? start = null)
    {
        var names = examples.SelectMany(e => e.Features.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        var index = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
        var columns = names.Select(_ => new List<(int Row, double Value)>()).ToArray();
        for (var row = 0; row < examples.Count; row++)
        {
            foreach (var (name, value) in examples[row].Features)
                columns[index[name]].Add((row, value));
        }

        double[] origin = [.. names.Select(n => start?.Weights.GetValueOrDefault(n) ?? 0)];
        double[] weights = [.. origin];
        double[] odds = [.. examples.Select(e => start?.LogOdds(e.Features) ?? 0)];
        var intercept = start?.Intercept ?? 0;
        var everyRow = Enumerable.Range(0, examples.Count).Select(r => (r, 1.0)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var largest = Step(examples, odds, everyRow, ref intercept, intercept, 1e-6);
            for (var column = 0; column < columns.Length; column++)
                largest = Math.Max(largest, Step(examples, odds, columns[column], ref weights[column], origin[column], penalty));
            if (largest < Settled)
                break;
        }

        var learned = new Dictionary<string, double>(start?.Weights ?? new Dictionary<string, double>(), StringComparer.Ordinal);
        for (var column = 0; column < names.Length; column++)
            learned[names[column]] = weights[column];
        return new(intercept, learned);
    }

    private static double Step(
        IReadOnlyList<Example> examples, double[] odds, List<(int Row, double Value)> column, ref double weight, double origin, double penalty)
    {
        var (gradient, curvature) = (penalty * (weight - origin), penalty);
        foreach (var (row, value) in column)
        {
            var example = examples[row];
            var probability = 1 / (1 + Math.Exp(-odds[row]));
            gradient += example.Weight * (probability - (example.Positive ? 1 : 0)) * value;
            curvature += example.Weight * Math.Max(probability * (1 - probability), 1e-3) * value * value;
        }

        // A bound on the step keeps early rounds from overshooting where few examples decide.
        var step = Math.Clamp(-gradient / curvature, -1, 1);
        weight += step;
        foreach (var (row, value) in column)
            odds[row] += step * value;
        return Math.Abs(step);
    }
}
