using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

/// <summary>Made-up happenings in look-alike pairs, each told in French and English: bills, calls, letters, two editions of a forum.</summary>
public sealed class LabelledStoriesTests
{
    [Fact]
    public async Task Reports_of_one_happening_meet_in_one_language_and_across()
    {
        var (gold, found) = await Group();

        Assert.InRange(BCubed(gold, found, id => id.Language == "en"), 0.9, 1);
        Assert.InRange(BCubed(gold, found, id => id.Language == "fr"), 0.9, 1);
        Assert.InRange(BCubed(gold, found, _ => true), 0.8, 1);
    }

    [Fact]
    public async Task A_line_that_is_no_item_is_named()
    {
        var error = await Assert.ThrowsAsync<FormatException>(() => Report("{\"id\":\"1\",\"title\":\"A\"}\n\nnot json\n"));
        Assert.StartsWith("Line 3 ", error.Message, StringComparison.Ordinal);

        error = await Assert.ThrowsAsync<FormatException>(() => Report("{\"title\":\"A\"}"));
        Assert.Equal("Line 1 has no \"id\"; give each item one.", error.Message);
    }

    [Fact]
    public async Task An_item_without_text_date_or_language_is_placed_all_the_same()
    {
        var lines = await Report("{\"id\":\"1\",\"title\":\"A bare headline\",\"date\":\"\",\"lang\":null}");

        Assert.Equal("{\"id\":\"1\",\"story\":\"1\",\"role\":\"original\"}", lines.Trim());
    }

    private static async Task<(Dictionary<(string Id, string Language), string> Gold, Dictionary<string, string> Found)> Group()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Corpus", "Stories", "labelled.jsonl"), TestContext.Current.CancellationToken);
        var gold = Lines(text).ToDictionary(e => (Text(e, "id"), Text(e, "lang")), e => Text(e, "gold"));
        var found = Lines(await Report(text)).ToDictionary(e => Text(e, "id"), e => Text(e, "story"));
        return (gold, found);
    }

    private static async Task<string> Report(string lines)
    {
        var output = new StringWriter();
        await StoriesReport.Write(
            MemoryTable.Open(out _),
            new StringReader(lines),
            output,
            _ => (new Verdict(true, 1, StoryKind.Other, [], []), ItemFacts.None),
            Newsstand.Monday,
            TestContext.Current.CancellationToken);
        return output.ToString();
    }

    private static IEnumerable<JsonElement> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>The harmonic mean of B-cubed precision and recall (A. Bagga and B. Baldwin, 1998) over the items chosen.</summary>
    private static double BCubed(
        Dictionary<(string Id, string Language), string> gold, Dictionary<string, string> found, Func<(string Id, string Language), bool> chosen)
    {
        var items = gold.Where(g => chosen(g.Key)).Select(g => (Gold: g.Value, Found: found[g.Key.Id])).ToList();
        var precision = items.Average(i => items.Count(o => o == i) / (double)items.Count(o => o.Found == i.Found));
        var recall = items.Average(i => items.Count(o => o == i) / (double)items.Count(o => o.Gold == i.Gold));
        return 2 * precision * recall / (precision + recall);
    }
}
