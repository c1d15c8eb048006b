namespace FunctionsBot.Classification;

/// <summary>How a text speaks, whatever it speaks about: as "we" or "I", asking, quoting; and the shape of its title.</summary>
internal static class Voice
{
    /// <summary>A shorter text counts as if it had this many words, so that one "we" in a teaser does not make it all about us.</summary>
    private const double FewWords = 60;

    private const int LongText = 400;

    private const int HardlyAnyText = 12;

    /// <summary>Puts the <c>say:</c> features of a text into <paramref name="features"/>.</summary>
    public static void Add(Dictionary<string, double> features, Reading reading)
    {
        var title = reading.Title.AsSpan();
        var text = reading.Text.AsSpan();
        var words = Math.Max(FewWords, reading.TextWords.Count);
        Features.Set(features, "say:we", Share(60, Count(reading, reading.TextHits, "voice.we"), words));
        Features.Set(features, "say:i", Share(60, Count(reading, reading.TextHits, "voice.i"), words));
        Features.Set(features, "say:asks", Share(120, text.Count('?'), words));
        Features.Set(features, "say:quotes", Share(40, (text.Count('"') / 2.0) + text.Count('“') + text.Count('«'), words));
        Features.Set(features, "say:title-we", Math.Min(1, Count(reading, reading.TitleHits, "voice.we")));
        Features.Set(features, "say:title-colon", title.Contains(':') ? 1 : 0);
        Features.Set(features, "say:title-quote", title.IndexOfAny("\"“«‘") >= 0 ? 1 : 0);
        Features.Set(features, "say:title-exclaims", title.IndexOfAny('…', '!') >= 0 ? 1 : 0);
        Features.Set(features, "say:long", reading.TextWords.Count > LongText ? 1 : 0);
        Features.Set(features, "say:hardly-anything", reading.TextWords.Count <= HardlyAnyText ? 1 : 0);
    }

    /// <summary>0 for none, near 1 from a few in a hundred words.</summary>
    private static double Share(double steepness, double count, double words) => 1 - Math.Exp(-steepness * count / words);

    private static int Count(Reading reading, IReadOnlyList<Hit> hits, string label)
    {
        var (count, aiTo) = (0, -1);
        foreach (var hit in hits)
        {
            var found = reading.LabelOf(hit);
            if (found.StartsWith("ai.", StringComparison.Ordinal))
                aiTo = Math.Max(aiTo, hit.LastWord);
            // The I of "A.I." is nobody.
            else if (found == label && hit.FirstWord > aiTo)
                count++;
        }

        return count;
    }
}
