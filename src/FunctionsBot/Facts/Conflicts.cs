using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Finds counts of the same thing that cannot both be right. Nothing is averaged, both are named.</summary>
internal static class Conflicts
{
    /// <summary>Counts further apart than this are of different things: 45 organisations signed, 300 were invited.</summary>
    private const double SameThing = 1.5;

    /// <summary>The counts of those who signed, where a letter is told of and they are given exactly and differently.</summary>
    public static IReadOnlyList<(CountFact First, CountFact Second)> Find(IReadOnlyList<CountFact> counts, bool tellsOfLetter)
    {
        if (!tellsOfLetter)
            return [];
        var pairs = new List<(CountFact, CountFact)>();
        foreach (var same in counts.Where(c => c.Of is "organisation" or "signatory" && !c.About).GroupBy(c => c.Of))
        {
            CountFact[] different = [.. same.DistinctBy(c => c.Value).OrderBy(c => c.Value)];
            for (var i = 1; i < different.Length; i++)
            {
                if (different[i].Value <= different[i - 1].Value * SameThing)
                    pairs.Add((different[i - 1], different[i]));
            }
        }

        return pairs;
    }

    public static string English((CountFact First, CountFact Second) pair) =>
        $"The text counts both {pair.First.Value} (“{pair.First.Text}”) and {pair.Second.Value} (“{pair.Second.Text}”).";

    public static string French((CountFact First, CountFact Second) pair) =>
        $"Le texte compte à la fois {pair.First.Value} (« {pair.First.Text} ») et {pair.Second.Value} (« {pair.Second.Text} »).";
}
