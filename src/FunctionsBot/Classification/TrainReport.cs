using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>What training found: the figures before and after, and the model to use.</summary>
/// <param name="Items">Items learned from.</param>
/// <param name="Before">The current model on the items; null where there was none to compare with.</param>
/// <param name="After">The new model, each item judged by one that saw neither it nor another item of its story.</param>
/// <param name="Adopted">Whether the new model is better.</param>
/// <param name="Model">The new model where adopted, else the current one.</param>
public sealed record TrainReport(int Items, Agreement? Before, Agreement After, bool Adopted, RelevanceModel Model)
{
    /// <summary>Relevant items, and not relevant ones, below which nothing can be learned.</summary>
    public const int Fewest = 10;

    /// <summary>
    /// Learns from judged items, starting from the current model where there is one, and compares. The comparison favours the current
    /// model, which may have learned from some of the items: only a better one is adopted.
    /// </summary>
    /// <exception cref="FormatException">There are too few items to learn from.</exception>
    public static TrainReport Of(IReadOnlyList<LabelledItem> items, RelevanceModel? current)
    {
        var relevant = items.Count(i => i.Relevant);
        if (relevant < Fewest || items.Count - relevant < Fewest)
            throw new FormatException($"{relevant} relevant and {items.Count - relevant} not relevant items are too few to learn from; at least {Fewest} of each are needed.");

        var before = current is null ? null : Agreement.Of(items, [.. items.Select(i => Judged(current, i.Item))]);
        var after = Agreement.Of(items, Trainer.HeldOut(items, current));
        var adopted = before is null || after.F1 > before.F1;
        return new(items.Count, before, after, adopted, adopted ? Trainer.Train(items, current) : current!);
    }

    /// <summary>The figures as lines for people.</summary>
    public override string ToString()
    {
        var lines = new List<string> { $"{Items} labelled items, {Trainer.Folds} folds by story; no item judged by a model that saw it or its story." };
        if (Before is not null)
            lines.Add(Line("before", Before));
        lines.Add(Line("after", After));
        lines.Add(Adopted ? "The new model is adopted." : "The new model is no better and is not adopted.");
        return string.Join('\n', lines);
    }

    private static string Line(string name, Agreement a) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-7} precision {a.Precision:F3}  recall {a.Recall:F3}  F1 {a.F1:F3}  average precision {a.AveragePrecision:F3}  kind {a.KindAccuracy:F3}");

    private static (double, bool, StoryKind) Judged(RelevanceModel model, Item item)
    {
        var verdict = new Classifier(model).Judge(item);
        return (verdict.Score, verdict.Relevant, verdict.Kind);
    }
}
