using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Finds counts of the same thing that cannot both be right. Nothing is averaged, both are named.</summary>
internal static class Conflicts
{
    /// <summary>Counts further apart than this are of different things: 45 organisations signed, 300 were invited.</summary>
    private const double SameThing = 1.5;

    /// <summary>Days within which one name means one edition of an event.</summary>
    private const int OneEdition = 120;

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

    /// <summary>One event, by its very name, on two days that cannot both be right: a year's next edition is another event.</summary>
    public static IReadOnlyList<(DatedFact First, DatedFact Second)> Find(IReadOnlyList<DatedFact> dates)
    {
        var pairs = new List<(DatedFact, DatedFact)>();
        var named = dates.Where(d => d is { Kind: DatedKind.Event, Imprecise: false } && d.Name.Contains(' ', StringComparison.Ordinal));
        foreach (var same in named.GroupBy(d => d.Name, StringComparer.OrdinalIgnoreCase))
        {
            DatedFact[] days = [.. same.OrderBy(d => d.Start)];
            for (var i = 1; i < days.Length; i++)
            {
                if (days[i].Start > (days[i - 1].End ?? days[i - 1].Start) && days[i].Start.DayNumber - days[i - 1].Start.DayNumber <= OneEdition)
                    pairs.Add((days[i - 1], days[i]));
            }
        }

        return pairs;
    }

    public static string English((DatedFact First, DatedFact Second) pair) => string.Create(
        CultureInfo.InvariantCulture, $"The text dates “{pair.First.Name}” both {pair.First.Start:d MMMM yyyy} and {pair.Second.Start:d MMMM yyyy}.");

    public static string French((DatedFact First, DatedFact Second) pair) => string.Create(
        CultureInfo.GetCultureInfo("fr-FR"), $"Le texte date « {pair.First.Name} » à la fois du {pair.First.Start:d MMMM yyyy} et du {pair.Second.Start:d MMMM yyyy}.");

    public static string English((CountFact First, CountFact Second) pair) =>
        $"The text counts both {pair.First.Value} (“{pair.First.Text}”) and {pair.Second.Value} (“{pair.Second.Text}”).";

    public static string French((CountFact First, CountFact Second) pair) =>
        $"Le texte compte à la fois {pair.First.Value} (« {pair.First.Text} ») et {pair.Second.Value} (« {pair.Second.Text} »).";
}
