using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>What training found: the figures before and after, and the model to use.</summary>
/// <param name="Items">Items learned from.</param>
/// <param name="Measured">Items the figures are taken on.</param>
/// <param name="Before">The current model on those; null where there was none to compare with.</param>
/// <param name="After">The new model on those, once for each way to divide the items: each judged by one that saw neither it nor another item of its story.</param>
/// <param name="Adopted">Whether the new model is better.</param>
/// <param name="Model">The new model where adopted, else the current one.</param>
public sealed record TrainReport(int Items, int Measured, Agreement? Before, IReadOnlyList<Agreement> After, bool Adopted, RelevanceModel Model)
{
    /// <summary>Relevant items, and not relevant ones, below which nothing can be learned.</summary>
    public const int Fewest = 10;

    /// <summary>Relevant items, and not relevant ones, that the current model must not have seen: fewer would compare by chance.</summary>
    public const int FewestNew = 5;

    /// <summary>
    /// Learns from judged items, starting from a model where there is one, and compares with the model in use. Where that may have learned
    /// from some of the items the comparison favours it: only a better one is adopted.
    /// </summary>
    /// <param name="items">What people judged.</param>
    /// <param name="start">Where learning begins; null for from scratch.</param>
    /// <param name="current">The model in use; null to compare with none.</param>
    /// <param name="splits">Ways to divide the items into folds.</param>
    /// <param name="isNew">Items that the model in use never saw, on which both are compared; null for all.</param>
    /// <exception cref="FormatException">There are too few items to learn from; the message says how many are needed.</exception>
    public static TrainReport Of(
        IReadOnlyList<LabelledItem> items, RelevanceModel? start, RelevanceModel? current, int splits = 1, Func<LabelledItem, bool>? isNew = null)
    {
        Require(items, Fewest, "too few to learn from");
        var measured = isNew is null ? items : [.. items.Where(isNew)];
        Require(measured, Math.Min(Fewest, isNew is null ? Fewest : FewestNew), "too few that the model in use has not learned from already");

        var before = current is null ? null : Agreement.Of(measured, [.. measured.Select(i => Judged(current, i.Item))]);
        var after = Enumerable.Range(0, splits).Select(split => HeldOut(items, measured, start, split)).ToList();
        var adopted = before is null || after.Average(a => a.F1) > before.F1;
        return new(items.Count, measured.Count, before, after, adopted, adopted ? Trainer.Train(items, start) : current!);
    }

    /// <summary>The figures as lines for people.</summary>
    public override string ToString()
    {
        var lines = new List<string>
        {
            $"{Items} labelled items, figures on {Measured} of them: {Trainer.Folds} folds by story, divided in {After.Count} way{(After.Count == 1 ? "" : "s")};",
            "no item judged by a model that saw it or its story.",
        };
        if (Before is not null)
            lines.Add(Line("before", [Before]));
        lines.Add(Line("after", After));
        lines.Add(Adopted
            ? $"The new model, {Model.Version}, is {(Before is null ? "made" : "better and is adopted")}."
            : "The new model is no better than the one in use and is not adopted.");
        return string.Join('\n', lines);
    }

    private static void Require(IReadOnlyList<LabelledItem> items, int fewest, string what)
    {
        var relevant = items.Count(i => i.Relevant);
        if (relevant < fewest || items.Count - relevant < fewest)
            throw new FormatException($"{relevant} relevant and {items.Count - relevant} not relevant items are {what}; at least {fewest} of each are needed.");
    }

    private static Agreement HeldOut(IReadOnlyList<LabelledItem> items, IReadOnlyList<LabelledItem> measured, RelevanceModel? start, int split)
    {
        var wanted = measured.ToHashSet();
        var pairs = items.Zip(Trainer.HeldOut(items, start, split)).Where(p => wanted.Contains(p.First)).ToList();
        return Agreement.Of([.. pairs.Select(p => p.First)], [.. pairs.Select(p => p.Second)]);
    }

    private static string Line(string name, IReadOnlyList<Agreement> figures) => string.Join("  ",
        $"{name,-7} precision {Figure(figures, a => a.Precision)}",
        $"recall {Figure(figures, a => a.Recall)}",
        $"F1 {Figure(figures, a => a.F1)}",
        $"average precision {Figure(figures, a => a.AveragePrecision)}",
        $"kind {Figure(figures, a => a.KindAccuracy)}");

    /// <summary>The mean, and where there are several the standard deviation.</summary>
    private static string Figure(IReadOnlyList<Agreement> figures, Func<Agreement, double> of)
    {
        var mean = figures.Average(of);
        var spread = Math.Sqrt(figures.Average(f => Math.Pow(of(f) - mean, 2)));
        return figures.Count == 1
            ? mean.ToString("F3", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{mean:F3} ±{spread:F3}");
    }

    private static (double, bool, StoryKind) Judged(RelevanceModel model, Item item)
    {
        var verdict = new Classifier(model).Judge(item);
        return (verdict.Score, verdict.Relevant, verdict.Kind);
    }
}
