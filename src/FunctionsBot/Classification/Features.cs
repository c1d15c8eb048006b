namespace FunctionsBot.Classification;

/// <summary>
/// The numbers a verdict is weighed from, each 0 to 1 with a name a person can read: <c>title:policy.law</c> is whether the title
/// speaks of law, <c>meet:three</c> how well openness, AI and policy meet. Names that start with <c>meet:</c> say how the three
/// concepts come together, <c>near:</c> how near they stand, <c>say:</c> how the text speaks; the others stand for one label of the
/// vocabulary.
/// </summary>
internal static class Features
{
    public const string Openness = "meet:openness";

    public const string Ai = "meet:ai";

    public const string Policy = "meet:policy";

    public const string Contrast = "meet:contrast";

    public const string Question = "title:question";

    /// <summary>The first words of a text count as its lead: about two sentences.</summary>
    public const int LeadWords = 60;

    private const double TitleShare = 0.6;

    private const double LeadShare = 0.5;

    private const double TextShare = 0.4;

    public static Dictionary<string, double> Of(Reading reading)
    {
        var features = new Dictionary<string, double>(160, StringComparer.Ordinal);
        var labels = reading.Vocabulary.Labels;
        var title = new Tally(reading.TitleHits, labels, reading.TitleWords.Count, int.MaxValue);
        var lead = new Tally(reading.TextHits, labels, reading.TextWords.Count, LeadWords);
        var text = new Tally(reading.TextHits, labels, reading.TextWords.Count, int.MaxValue);
        for (var label = 0; label < labels.Count; label++)
        {
            switch (ConceptOf(labels[label]))
            {
                case "openness" or "policy" or "contrast":
                    Set(features, "title:" + labels[label], Math.Min(1, title.Of(label)));
                    break;
                case var kind when kind.StartsWith("kind:", StringComparison.Ordinal):
                    Set(features, "title:" + kind, InTitle(reading, label));
                    Set(features, "lead:" + kind, Math.Min(1, lead.Of(label) / 2));
                    Set(features, "text:" + kind, text.Density(text.Of(label)));
                    break;
            }
        }

        var (openness, ai, policy) = (Strength(t => t.Openness), Strength(t => t.Ai), Strength(t => t.Policy));
        var (openAi, contrast) = (Strength(t => t.OpenAi), Strength(t => t.Contrast));
        // Open data or a standard named once does not make a text one about openness.
        Set(features, Openness, title.Openness > 0 || text.IsOpen ? openness : 0);
        Set(features, Ai, ai);
        Set(features, Policy, policy);
        Set(features, Contrast, contrast);
        Set(features, "meet:open-ai", openAi);
        Set(features, "meet:three", openness * ai * policy);
        Set(features, "meet:least", Math.Min(openness, Math.Min(ai, policy)));
        Set(features, "meet:open-ai-policy", openAi * policy);
        Set(features, "meet:open-ai-contrast", openAi * contrast);
        Set(features, "meet:open-ai-policy-without-contrast", openAi * policy * (1 - contrast));
        Set(features, "meet:passing", text.Words > 100 && title.Openness == 0 && text.Openness <= 1 ? 1 : 0);
        Set(features, "meet:open-ai-title", Math.Min(1, title.OpenAi));
        Set(features, "meet:ai-policy-title", Math.Min(1, Math.Min(title.Ai, title.Policy)));
        Set(features, "meet:version-title", HasVersion(reading) ? 1 : 0);
        Set(features, Question, reading.Title.AsSpan().TrimEnd() is [.., '?'] ? 1 : 0);
        Set(features, "meet:short", text.Words <= 40 ? 1 : 0);
        Nearness.Add(features, reading);
        Voice.Add(features, reading);
        return features;

        // The title says what a text is about, the lead nearly so; many mentions make up for neither saying it.
        double Strength(Func<Tally, double> of)
        {
            var (t, l, n, d) = (Math.Min(1, of(title)), Math.Min(1, of(lead) / 2), Math.Min(1, of(text) / 6), text.Density(of(text)));
            return 1 - ((1 - (TitleShare * t)) * (1 - (LeadShare * l)) * (1 - (TextShare * n)) * (1 - (TextShare * d)));
        }
    }

    /// <summary>What comes first in a title is what happened: "Comments on the interim report" is a comment, not a report.</summary>
    private static double InTitle(Reading reading, int label)
    {
        foreach (var hit in reading.TitleHits)
        {
            if (hit.Label == label)
                return 1 - (0.4 * hit.FirstWord / reading.TitleWords.Count);
        }

        return 0;
    }

    /// <summary>"GLM-5.2", "MPT-7B", "S2.1" in a title: a release, whatever else is said.</summary>
    private static bool HasVersion(Reading reading)
    {
        foreach (var word in reading.TitleWords)
        {
            var form = word.In(reading.Title);
            // "v1.0.1" is the version of a document.
            if (form[0] == 'v' || (word.Start > 0 && reading.Title[word.Start - 1] == '.'))
                continue;
            var mixed = form.ContainsAnyInRange('0', '9') && form.IndexOfAnyExceptInRange('0', '9') >= 0;
            var decimals = form.IndexOfAnyExceptInRange('0', '9') < 0 && word.End + 1 < reading.Title.Length && reading.Title[word.End] == '.' && char.IsAsciiDigit(reading.Title[word.End + 1]);
            if (mixed || decimals)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a feature weighs on relevance. Single labels do only in the title: in the text they are as many as the articles
    /// labelled, and teach chance.
    /// </summary>
    public static bool IsOfRelevance(string feature) =>
        GroupOf(feature) is "meet" or "near" or "say" or "title";

    /// <summary>Whether a feature weighs on the kind beside the kind's own cues: how a text speaks, and what its title is about.</summary>
    public static bool IsOfKind(string feature) =>
        GroupOf(feature) is "say" || (GroupOf(feature) is "title" && !feature.StartsWith("title:kind:", StringComparison.Ordinal));

    /// <summary>Concept of a label: the part before its dot.</summary>
    public static string ConceptOf(string label) => label.Split('.')[0];

    /// <summary>Keeps a number that is not 0.</summary>
    internal static void Set(Dictionary<string, double> features, string name, double value)
    {
        if (value > 0)
            features[name] = value;
    }

    private static ReadOnlySpan<char> GroupOf(string feature) => feature.AsSpan(0, Math.Max(0, feature.IndexOf(':')));
}
