namespace FunctionsBot.Classification;

/// <summary>
/// How near openness, AI and policy stand to one another in a text. A text may speak of all three and join none of them: what counts is
/// openness with a decision, and a decision on AI, within a few sentences.
/// </summary>
internal static class Nearness
{
    /// <summary>About two sentences either way.</summary>
    private const int Beside = 40;

    /// <summary>Words of a short text: in fewer, one mention is already all that could be said.</summary>
    private const double ShortText = 100;

    /// <summary>Puts the <c>near:</c> features of a text into <paramref name="features"/>.</summary>
    public static void Add(Dictionary<string, double> features, Reading reading)
    {
        var mentions = Mentions(reading);
        if (mentions.Count == 0)
            return;

        var words = Math.Max(ShortText, reading.TextWords.Count);
        Features.Set(features, "near:open-policy", Enough(mentions.Count(m => m.Policy)));
        Features.Set(features, "near:three", Enough(mentions.Count(m => m is { Ai: true, Policy: true })));
        Features.Set(features, "near:open-alone", Enough(mentions.Count(m => !m.Policy)));
        Features.Set(features, "near:open-share", 1 - Math.Exp(-100 * mentions.Count / words));
        Features.Set(features, "near:late", mentions[0].Word / words);
    }

    /// <summary>Half at one mention, nine tenths at four.</summary>
    private static double Enough(int mentions) => 1 - Math.Exp(-mentions / 1.5);

    private static List<Mention> Mentions(Reading reading)
    {
        var mentions = new List<Mention>();
        var (ai, policy, open) = (int.MinValue / 2, int.MinValue / 2, -1);
        foreach (var hit in reading.TextHits)
        {
            var label = reading.LabelOf(hit);
            if (Tally.IsSlight(label))
                continue;
            switch (Features.ConceptOf(label))
            {
                case "ai":
                    ai = hit.LastWord;
                    Mark(hit.FirstWord, m => m.Ai = true);
                    break;
                case "policy":
                    policy = hit.LastWord;
                    Mark(hit.FirstWord, m => m.Policy = true);
                    break;
                case "openness" when hit.FirstWord > open:
                    open = hit.LastWord;
                    mentions.Add(new(hit.LastWord) { Ai = hit.FirstWord - ai <= Beside, Policy = hit.FirstWord - policy <= Beside });
                    break;
            }
        }

        return mentions;

        // Mentions are in order, so only the last few can be near: linear in the text, since at most one starts at each word.
        void Mark(int word, Action<Mention> mark)
        {
            for (var i = mentions.Count - 1; i >= 0 && word - mentions[i].Word <= Beside; i--)
                mark(mentions[i]);
        }
    }

    /// <summary>One mention of openness.</summary>
    private sealed class Mention(int word)
    {
        public int Word => word;

        public bool Ai { get; set; }

        public bool Policy { get; set; }
    }
}
