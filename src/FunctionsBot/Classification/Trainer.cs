using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>Learns a <see cref="RelevanceModel"/> from judged items. The same items give the same model.</summary>
internal static class Trainer
{
    /// <summary>
    /// Recall asked of the threshold on the items it is chosen from: staff forgive a wrong alert sooner than a missed one.
    /// </summary>
    private const double WantedRecall = 0.93;

    private const double AboutAsGood = 0.98;

    /// <summary>Parts an item set is divided into for held-out judging.</summary>
    public const int Folds = 10;

    /// <summary>Strength of the draw back to what was known before; 1 is a usual choice where features lie between 0 and 1.</summary>
    private const double Penalty = 1;

    /// <summary>Weights smaller than this change no verdict and would only clutter the file.</summary>
    private const double Negligible = 0.01;

    /// <summary>Kinds matter for what is relevant; the kinds of other items teach a little.</summary>
    private const double KindOfIrrelevant = 0.1;

    /// <summary>
    /// With fewer relevant items than this the threshold of the model that learning began from is kept: the best one for a handful of
    /// items owes its place to chance.
    /// </summary>
    private const int EnoughForThreshold = 30;

    /// <summary>The examples, read once; they are in no fold.</summary>
    private static readonly Lazy<Case[]> WrittenExamples = new(() => [.. Examples.Shipped.Select(i => Case.Of(i, 0))]);

    /// <summary>
    /// Learns weights from every item and from <see cref="Examples.Shipped"/>, beginning at those of <paramref name="start"/>, and the
    /// threshold from held-out scores of the same items.
    /// </summary>
    public static RelevanceModel Train(IReadOnlyList<LabelledItem> items, RelevanceModel? start) =>
        Train([.. items.Select(i => Case.Of(i, 0))], start);

    /// <summary>Score and verdict of each item by a model, threshold included, that saw neither it nor an item of its story.</summary>
    /// <param name="items">What people judged.</param>
    /// <param name="start">Where learning begins; null for from scratch.</param>
    /// <param name="split">Which of the ways to divide the items into folds; the figures of several tell how much is chance.</param>
    public static IReadOnlyList<(double Score, bool Relevant, StoryKind Kind)> HeldOut(IReadOnlyList<LabelledItem> items, RelevanceModel? start, int split = 0)
    {
        Case[] cases = [.. items.Select(i => Case.Of(i, split))];
        var verdicts = new (double, bool, StoryKind)[cases.Length];
        for (var fold = 0; fold < Folds; fold++)
        {
            if (!cases.Any(c => c.Fold == fold))
                continue;
            var model = Train([.. cases.Where(c => c.Fold != fold)], start);
            for (var i = 0; i < cases.Length; i++)
            {
                if (cases[i].Fold != fold)
                    continue;
                var score = model.Score(cases[i].Features);
                verdicts[i] = (score, score >= model.Threshold, model.Kind.Best(cases[i].Features));
            }
        }

        return verdicts;
    }

    private static RelevanceModel Train(IReadOnlyList<Case> cases, RelevanceModel? start) => Fit(cases, start) with
    {
        Threshold = start is not null && cases.Count(c => c.Relevant) < EnoughForThreshold ? start.Threshold : Threshold(HeldOutScores(cases, start)),
        Kind = KindFit.Of(
            [.. OfKnownKind(cases, c => c.Relevant ? 1 : KindOfIrrelevant), .. OfKnownKind(WrittenExamples.Value.Where(c => c.Relevant), _ => Examples.WeightOfKind)],
            start?.Kind ?? KindModel.Plain),
    };

    private static List<(double Score, bool Relevant)> HeldOutScores(IReadOnlyList<Case> cases, RelevanceModel? start)
    {
        var scores = new List<(double Score, bool Relevant)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            if (!cases.Any(c => c.Fold == fold))
                continue;
            var inner = Fit(cases.Where(c => c.Fold != fold), start);
            scores.AddRange(cases.Where(c => c.Fold == fold).Select(c => (inner.Score(c.Features), c.Relevant)));
        }

        return scores;
    }

    private static RelevanceModel Fit(IEnumerable<Case> cases, RelevanceModel? start)
    {
        var fit = LogisticFit.Of(
            [.. Meeting(cases, 1), .. Meeting(WrittenExamples.Value, Examples.Weight)],
            Penalty,
            start is null ? null : new LogisticWeights(start.Intercept, start.Weights));
        return new(0.5, Math.Round(fit.Intercept, 4), fit.Weights
            .Where(w => Math.Abs(w.Value) >= Negligible)
            .ToDictionary(w => w.Key, w => Math.Round(w.Value, 4), StringComparer.Ordinal), KindModel.Plain);
    }

    private static IEnumerable<Example> Meeting(IEnumerable<Case> cases, double weight) =>
        cases.Where(c => RelevanceModel.HasMeeting(c.Features)).Select(c => new Example(c.OfRelevance, c.Relevant, weight));

    private static IEnumerable<KindExample> OfKnownKind(IEnumerable<Case> cases, Func<Case, double> weight) =>
        cases.Where(c => c.Kind is not null && (c.Relevant || c.Kind is not StoryKind.Other)).Select(c => new KindExample(c.Features, c.Kind!.Value, weight(c)));

    /// <summary>
    /// The score with the best F1 among those that keep <see cref="WantedRecall"/>; of the many about as good the middle one, since the
    /// very best owes its place to chance.
    /// </summary>
    private static double Threshold(List<(double Score, bool Relevant)> scores)
    {
        var positives = Math.Max(1, scores.Count(s => s.Relevant));
        var (hits, taken) = (0, 0);
        var choices = new List<(double Score, double Worth)>();
        foreach (var (score, relevant) in scores.OrderByDescending(s => s.Score).ThenBy(s => s.Relevant))
        {
            if (score <= RelevanceModel.WithoutMeeting)
                break;
            taken++;
            hits += relevant ? 1 : 0;
            var reached = Math.Min(1, (double)hits / positives / WantedRecall);
            choices.Add((score, 2.0 * hits / (taken + positives) * reached * reached));
        }

        var good = choices.Where(c => c.Worth >= AboutAsGood * choices.Max(b => b.Worth)).ToList();
        return good.Count == 0 ? 0.5 : Math.Clamp(Math.Round(good[good.Count / 2].Score, 4), 0.02, 0.98);
    }

    private sealed record Case(IReadOnlyDictionary<string, double> Features, bool Relevant, StoryKind? Kind, int Fold)
    {
        public Dictionary<string, double> OfRelevance { get; } =
            Features.Where(f => Classification.Features.IsOfRelevance(f.Key)).ToDictionary(StringComparer.Ordinal);

        public static Case Of(LabelledItem item, int split) =>
            new(Classification.Features.Of(Reading.Of(item.Item)), item.Relevant, item.Kind, FoldOf(item.Story, split));

        /// <summary>By the FNV-1a hash of the story's name, so that a story stays in its fold however the file is sorted.</summary>
        private static int FoldOf(string story, int split)
        {
            var hash = 2166136261u;
            foreach (var c in split == 0 ? story : $"{story}/{split}")
                hash = (hash ^ c) * 16777619u;
            return (int)((hash ^ (hash >> 15)) % Folds);
        }
    }
}
