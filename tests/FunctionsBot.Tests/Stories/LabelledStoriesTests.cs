using System.Globalization;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Corpus;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

public sealed class LabelledStoriesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("developed-on", 0.98)]
    [InlineData("held-out", 0.98)]
    [InlineData("press-developed-on", 0.86)]
    [InlineData("press-held-out", 0.85)]
    public async Task Reports_of_one_happening_meet_in_one_language_and_across(string set, double least) =>
        Meets(set, await LabelledStories.Place(set), least, least);

    /// <summary>What an instance meets that has been at it for a while: all sets, in the order of their dates.</summary>
    [Fact]
    public async Task A_hundred_happenings_in_one_store_stay_apart()
    {
        var items = LabelledStories.Sets.SelectMany(set => LabelledStories.Read(set).Select(i => i with { Gold = $"{set} {i.Gold}" })).OrderBy(Date).ToList();

        var placed = await LabelledStories.Place(items);

        Assert.InRange(placed.DistinctBy(i => i.Gold).Count(), 100, 200);
        Meets("all", placed, leastWithin: 0.94, leastAcross: 0.93);
    }

    /// <summary>The first days of an installation: nothing is known yet of how common a word is.</summary>
    [Theory]
    [InlineData("held-out", 0.98)]
    [InlineData("press-held-out", 0.85)]
    public async Task Six_happenings_in_an_empty_store_stay_apart(string set, double least)
    {
        var items = LabelledStories.Read(set);
        var placed = new List<LabelledItem>();
        foreach (var happenings in items.Select(i => i.Gold).Distinct().Order(StringComparer.Ordinal).Chunk(6))
        {
            var few = await LabelledStories.Place([.. items.Where(i => happenings.Contains(i.Gold))]);
            placed.AddRange(few.Select(i => i with { Story = $"{happenings[0]} {i.Story}" }));
        }

        Meets($"{set}, six at a time", placed, least, least);
    }

    [Theory]
    [InlineData("developed-on")]
    [InlineData("held-out")]
    public async Task Copies_are_told_from_reports(string set)
    {
        var placed = await LabelledStories.Place(set);

        // Of a text and its copy either may come first or be taken for the original: the pair counts.
        var copies = placed.Where(i => i.CopyOf is not null).ToList();
        Assert.All(copies, c => Assert.Contains(placed, i => i.Story == c.Story && (i.Id == c.Id || i.Id == c.CopyOf) && i.Role == "copy"));
        Assert.Equal(copies.Count, placed.Count(i => i.Role == "copy"));
    }

    [Fact]
    public async Task Order_changes_little()
    {
        var items = LabelledStories.Read("developed-on");
        var random = new Random(20260302);
        List<double> scores = [];
        for (var round = 0; round < 6; round++)
        {
            // Texts arrive up to two days late, as from slow feeds.
            var late = items.OrderBy(i => Date(i).AddHours(48 * random.NextDouble())).ToList();
            scores.Add(LabelledStories.BCubed(await LabelledStories.Place(late), (_, _) => true));
        }

        var inOrder = LabelledStories.BCubed(await LabelledStories.Place(items), (_, _) => true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"in order {inOrder:0.000}, two days late at most {scores.Min():0.000} to {scores.Max():0.000}"));
        Assert.All(scores, s => Assert.InRange(s, inOrder - 0.05, 1));
    }

    /// <summary>The thresholds of the test above are those for other people's texts too: English, without dates, in look-alike pairs.</summary>
    [Fact]
    public async Task Look_alike_pairs_of_another_set_are_told_apart()
    {
        var gold = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Shared.PathOf("eval/stories/gold.json"), TestContext.Current.CancellationToken))!;
        var items = File.ReadLines(Shared.PathOf("eval/stories/items.jsonl"))
            .Select(line => (Id: JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!, Line: line))
            .Select(i => new LabelledItem(i.Id, gold[i.Id], "en", null, i.Line))
            .ToList();

        var score = LabelledStories.BCubed(await LabelledStories.Place(items), (_, _) => true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{items.Count} items, B-cubed F1 {score:0.0000}"));
        Assert.InRange(score, 0.9, 1);
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

    private void Meets(string what, List<LabelledItem> placed, double leastWithin, double leastAcross)
    {
        var (english, french, across) = (LabelledStories.Within(placed, "en"), LabelledStories.Within(placed, "fr"), LabelledStories.Across(placed));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {placed.Count} items, {placed.DistinctBy(i => i.Gold).Count()} stories, B-cubed F1 in English {english:0.000}, in French {french:0.000}, across {across:0.000}"));
        Assert.InRange(english, leastWithin, 1);
        Assert.InRange(french, leastWithin, 1);
        Assert.InRange(across, leastAcross, 1);
    }

    private static DateTimeOffset Date(LabelledItem item) => JsonDocument.Parse(item.Line).RootElement.GetProperty("date").GetDateTimeOffset();

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
}
