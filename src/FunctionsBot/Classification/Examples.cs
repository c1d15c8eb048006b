using System.Reflection;

namespace FunctionsBot.Classification;

/// <summary>
/// Short invented texts with their labels, in every kind and every sort of near miss (<c>Examples/examples.jsonl</c>): a model learns from
/// them beside what people judged, but is never measured on them. The happenings told in them did not happen.
/// </summary>
internal static class Examples
{
    /// <summary>Weight of an example for relevance: a text that was written to be clear teaches less than one that people came upon.</summary>
    public const double Weight = 0.5;

    /// <summary>Weight of an example for kinds.</summary>
    public const double WeightOfKind = 0.3;

    /// <summary>The examples that come with the bot.</summary>
    public static IReadOnlyList<LabelledItem> Shipped { get; } = ReadShipped();

    private static List<LabelledItem> ReadShipped()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Examples/examples.jsonl")!);
        var items = new List<LabelledItem>();
        while (reader.ReadLine() is { } line)
            items.Add(ItemLines.ReadLabelled(line));
        return items;
    }
}
