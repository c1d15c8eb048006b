using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>Decides whether an item is open-source AI policy, what kind it is and what it touches on, with the words that say so.</summary>
/// <param name="model">How much each feature weighs.</param>
public sealed class Classifier(RelevanceModel model)
{
    /// <summary>Spans kept of each label: enough to show, however long the text is.</summary>
    private const int SpansEach = 6;

    /// <summary>Topics named at most.</summary>
    private const int TopicsNamed = 4;

    /// <summary>The version of its model, which stands in each of its verdicts.</summary>
    public string Version { get; } = model.Version;

    /// <summary>With the model that comes with the bot.</summary>
    public static Classifier Shipped { get; } = new(RelevanceModel.Shipped);

    /// <summary>Judges an item by its title, lead and text. Any text will do; time is linear in its length.</summary>
    public Verdict Judge(Item item)
    {
        var reading = Reading.Of(item);
        var features = Features.Of(reading);
        var score = Math.Round(model.Score(features), 4);
        var relevant = score >= model.Threshold;
        var kind = Genre.NamedBy(item) ?? model.Kind.Best(features);
        var topics = TopicsOf(reading);
        var evidence = EvidenceOf(reading, kind, topics);
        return new(relevant, score, kind, topics, evidence)
        {
            Model = Version,
            Why = Reason.English(relevant, features, evidence),
            WhyFr = Reason.French(relevant, features, evidence),
        };
    }

    private static List<string> TopicsOf(Reading reading)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var hit in reading.TitleHits)
            Add(hit, 3);
        foreach (var hit in reading.TextHits)
            Add(hit, hit.FirstWord < Features.LeadWords ? 1.5 : 0.5);
        return [.. weights.Where(t => t.Value >= 1.5)
            .OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal)
            .Take(TopicsNamed).Select(t => t.Key)];

        void Add(Hit hit, double weight)
        {
            if (reading.LabelOf(hit) is ['t', 'o', 'p', 'i', 'c', ':', .. var topic])
                weights[topic] = weights.GetValueOrDefault(topic) + weight;
        }
    }

    private static List<Evidence> EvidenceOf(Reading reading, StoryKind kind, List<string> topics)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        // Slight words are shown only where nothing plainer speaks for the same concept.
        var plain = reading.TitleHits.Concat(reading.TextHits).Select(reading.LabelOf).Distinct()
            .Where(l => !Tally.IsSlight(l)).Select(Features.ConceptOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Shown(reading.TitleHits).Select(h => (h.Label, Span: reading.InTitle(h.Hit))).Select(h => new Evidence(h.Label, -1 - h.Span.Start, h.Span.Words)),
            .. Shown(reading.TextHits).Select(h => (h.Label, Span: reading.InText(h.Hit))).Select(h => new Evidence(h.Label, h.Span.Start, h.Span.Words)),
        ];

        // Of two phrases for the same thing that overlap the longer, earlier one is shown.
        IEnumerable<(string Label, Hit Hit)> Shown(IReadOnlyList<Hit> hits)
        {
            var shownTo = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var hit in hits.OrderBy(h => h.FirstWord).ThenByDescending(h => h.LastWord))
            {
                var full = reading.LabelOf(hit);
                var label = Features.ConceptOf(full);
                if (Tally.IsSlight(full) && plain.Contains(label))
                    continue;
                var count = counts.GetValueOrDefault(label);
                if (!IsShown(label, kind, topics) || count == SpansEach || hit.FirstWord <= shownTo.GetValueOrDefault(label, -1))
                    continue;
                counts[label] = count + 1;
                shownTo[label] = hit.LastWord;
                yield return (label, hit);
            }
        }
    }

    private static bool IsShown(string label, StoryKind kind, List<string> topics) =>
        label is "openness" or "ai" or "policy"
        || label == "kind:" + Kinds.Slug(kind)
        || (label.StartsWith("topic:", StringComparison.Ordinal) && topics.Contains(label["topic:".Length..]));
}
