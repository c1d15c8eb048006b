using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Facts;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

/// <summary>An item of a labelled set, and where it was placed.</summary>
internal sealed record LabelledItem(string Id, string Gold, string Language, string? CopyOf, string Line)
{
    public string Story { get; init; } = "";

    public string Role { get; init; } = "";
}

/// <summary>
/// Made-up happenings in look-alike groups (two editions of a forum, two letters to one minister, a bill and its vote…), each told in
/// French and English by two to four newsrooms, with copies: <c>developed-on</c> was looked at while thresholds were chosen,
/// <c>held-out</c> only afterwards. The two sets of <c>press</c> are told at length, each report from an angle of its own, and share facts rather than words.
/// </summary>
internal static class LabelledStories
{
    public static IReadOnlyList<string> Sets { get; } = ["developed-on", "held-out", "press-developed-on", "press-held-out"];

    public static async Task<List<LabelledItem>> Place(string set)
    {
        var items = Read(set);
        return await Place(items);
    }

    public static List<LabelledItem> Read(string set) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "Stories", $"{set}.jsonl")).Select(line =>
        {
            var json = JsonDocument.Parse(line).RootElement;
            return new LabelledItem(Text(json, "id")!, Text(json, "gold")!, Text(json, "lang")!, Text(json, "copyOf"), line);
        })];

    /// <summary>The items as the stages before would have read them.</summary>
    public static IEnumerable<(LabelledItem Item, ReadItem Read)> ReadItems(string set) => Read(set).Select(labelled =>
    {
        var json = JsonDocument.Parse(labelled.Line).RootElement;
        var published = json.GetProperty("date").GetDateTimeOffset();
        var item = new Item(new Uri($"https://news.example/{labelled.Id}"), Text(json, "title")!, Text(json, "text")!, labelled.Language)
        {
            Published = published,
            Site = Text(json, "site"),
        };
        return (labelled, new ReadItem(
            Keys.ItemId("labelled", labelled.Id, published), "labelled", labelled.Id, published, item, new Verdict(true, 1, StoryKind.Other, [], []), FactFinder.Find(item, published)));
    });

    public static async Task<List<LabelledItem>> Place(IReadOnlyList<LabelledItem> items)
    {
        var output = new StringWriter();
        await StoriesReport.Write(
            MemoryTable.Open(out _),
            new StringReader(string.Join('\n', items.Select(i => i.Line))),
            output,
            item => (new Verdict(true, 1, StoryKind.Other, [], []), FactFinder.Find(item, item.Published ?? Newsstand.Monday)),
            Newsstand.Monday,
            TestContext.Current.CancellationToken);
        var placed = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(e => Text(e, "id")!, e => (Story: Text(e, "story")!, Role: Text(e, "role")!));
        return [.. items.Select(i => i with { Story = placed[i.Id].Story, Role = placed[i.Id].Role })];
    }

    /// <summary>The harmonic mean of B-cubed precision and recall (A. Bagga and B. Baldwin, 1998), each item compared with itself and those chosen.</summary>
    public static double BCubed(IReadOnlyList<LabelledItem> items, Func<LabelledItem, LabelledItem, bool> compared)
    {
        var (precision, recall) = (0.0, 0.0);
        foreach (var item in items)
        {
            var others = items.Where(o => o.Id == item.Id || compared(item, o)).ToList();
            double both = others.Count(o => o.Story == item.Story && o.Gold == item.Gold);
            precision += both / others.Count(o => o.Story == item.Story);
            recall += both / others.Count(o => o.Gold == item.Gold);
        }

        return 2 * precision * recall / (precision + recall) / items.Count;
    }

    /// <summary>Only items of one language, compared with each other.</summary>
    public static double Within(IReadOnlyList<LabelledItem> items, string language) =>
        BCubed([.. items.Where(i => i.Language == language)], (_, _) => true);

    /// <summary>Each item compared with those of the other language alone.</summary>
    public static double Across(IReadOnlyList<LabelledItem> items) => BCubed(items, (one, other) => one.Language != other.Language);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
