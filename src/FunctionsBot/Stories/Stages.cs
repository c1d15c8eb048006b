using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>How far a matter has come, by the words that newsrooms use for it in the title and the first sentences.</summary>
internal static class Stages
{
    /// <summary>Words read after the title: what a text tells as news stands there.</summary>
    private const int LeadWords = 50;

    /// <summary>A cue in the title counts as much as this many after it.</summary>
    private const int TitleWeight = 3;

    /// <summary>
    /// Beginnings of folded words, the cue of a stage each. Where two stages have as many, the later one stands, since a text about a vote
    /// tells of the draft too.
    /// </summary>
    private static readonly (StoryStage Stage, string[] Cues)[] Cues =
    [
        (StoryStage.Announced, [.. "announce annonce call launch lance ouvr open will aura tiendra accueillera host upcoming prochain demande ask urge ecri reclame appel letter lettre".Split(' ')]),
        (StoryStage.Consultation, [.. "consult comment contribution feedback".Split(' ')]),
        (StoryStage.Draft, [.. "bill draft propos depos tabl projet brouillon amend".Split(' ')]),
        (StoryStage.Answered, [.. "answer repl respon repon synthese summary winner laureat recipient chosen boursier promet promise".Split(' ')]),
        (StoryStage.Held, [.. "ended concluded closed acheve cloture conclu gathered referme termine wrapped".Split(' ')]),
        (StoryStage.Voted, [.. "vote adopt approv approuv pass sign ratif enact promulg".Split(' ')]),
        (StoryStage.InForce, [.. "force vigueur effect applies applique".Split(' ')]),
    ];

    public static StoryStage Of(Item item)
    {
        Span<int> counts = stackalloc int[Cues.Length];
        Count(item.Title, int.MaxValue, TitleWeight, counts);
        Count(item.Text, LeadWords, 1, counts);
        var (best, most) = (StoryStage.Unknown, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0 && counts[i] >= most)
            {
                (best, most) = (Cues[i].Stage, counts[i]);
            }
        }

        return best;
    }

    private static void Count(string text, int words, int weight, Span<int> counts)
    {
        foreach (var span in Folding.Words(text).Take(words))
        {
            var word = Folding.Fold(span.In(text));
            for (var i = 0; i < Cues.Length; i++)
            {
                counts[i] += Array.Exists(Cues[i].Cues, cue => word.StartsWith(cue, StringComparison.Ordinal)) ? weight : 0;
            }
        }
    }
}
