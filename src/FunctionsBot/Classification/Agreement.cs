using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>How well verdicts agree with labels.</summary>
/// <param name="Precision">Share of alerts that were right, 0 to 1.</param>
/// <param name="Recall">Share of relevant items that were found, 0 to 1.</param>
/// <param name="AveragePrecision">How well relevant items are ranked first, 0 to 1.</param>
/// <param name="KindAccuracy">Share of relevant items of known kind whose kind was right, 0 to 1.</param>
public sealed record Agreement(double Precision, double Recall, double AveragePrecision, double KindAccuracy)
{
    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    internal static Agreement Of(IReadOnlyList<LabelledItem> items, IReadOnlyList<(double Score, bool Relevant, StoryKind Kind)> verdicts)
    {
        var pairs = items.Zip(verdicts).ToList();
        var positives = pairs.Count(p => p.First.Relevant);
        var found = pairs.Count(p => p.Second.Relevant);
        var right = pairs.Count(p => p.First.Relevant && p.Second.Relevant);
        var (hits, rank, sum) = (0, 0, 0.0);
        // Ties are ranked pessimistically, so that a constant score earns nothing.
        foreach (var (item, _) in pairs.OrderByDescending(p => p.Second.Score).ThenBy(p => p.First.Relevant))
        {
            rank++;
            if (item.Relevant)
                sum += (double)++hits / rank;
        }

        var kinds = pairs.Where(p => p.First is { Relevant: true, Kind: not null }).ToList();
        return new(
            found == 0 ? 0 : (double)right / found,
            positives == 0 ? 0 : (double)right / positives,
            positives == 0 ? 0 : sum / positives,
            kinds.Count == 0 ? 0 : (double)kinds.Count(p => KindModel.Allows(p.First.Kind!.Value, p.Second.Kind)) / kinds.Count);
    }
}
