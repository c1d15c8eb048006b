using FunctionsBot.Domain;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Local;

/// <summary>The demo as its user sees it, and the whole pipeline behind it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_tells_every_story_once_and_a_second_run_tells_nothing_new()
    {
        using var folder = new TestFolder();

        var printed = await DemoResult.Run(folder.Path);
        var first = await DemoResult.Read(folder.Path);
        var again = await DemoResult.Run(folder.Path);
        var second = await DemoResult.Read(folder.Path);

        Assert.Contains("messages were sent", printed, StringComparison.Ordinal);
        Assert.Contains("Nothing new: no message was sent", again, StringComparison.Ordinal);
        Assert.All(first.Deliveries, d => Assert.Equal(DeliveryState.Sent, d.State));
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(first.Stories.Count, second.Stories.Count);
        Assert.Empty(first.SentTwice);
    }

    [Fact]
    public async Task Each_article_of_the_demo_is_judged_and_grouped_as_a_reader_would()
    {
        using var folder = new TestFolder();
        await DemoResult.Run(folder.Path);

        var result = await DemoResult.Read(folder.Path);

        var wrong = new List<string>();
        foreach (var expected in DemoResult.Expected)
        {
            var item = result.Items.SingleOrDefault(i => Same(i.Item.Link, expected.Link));
            if (item is null)
            {
                wrong.Add($"{expected.Path}: not read");
            }
            else if (item.Verdict.Relevant != expected.Relevant)
            {
                wrong.Add($"{expected.Path}: {(item.Verdict.Relevant ? "" : "not ")}relevant ({item.Verdict.Score:0.00}), {item.Verdict.Why}");
            }
            else if (expected.Relevant && item.Verdict.Kind != expected.Kind)
            {
                wrong.Add($"{expected.Path}: {item.Verdict.Kind}, not {expected.Kind}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_happening_of_the_demo_is_one_story_copied_or_told_in_two_languages_and_no_two_are_one()
    {
        using var folder = new TestFolder();
        await DemoResult.Run(folder.Path);

        var result = await DemoResult.Read(folder.Path);

        // A later stage of the same matter is a story of its own.
        var told = DemoResult.Expected.Where(e => e.Relevant).ToDictionary(
            e => e.Path,
            e => (Happening: e.Role == "follow-up" ? e.Path : e.Story, result.Items.Single(i => Same(i.Item.Link, e.Link)).StoryId));
        Assert.Equal(4, told.Values.Count(t => t.Happening is "open-models-summit" or "letter-public-ai-open"));
        var wrong =
            from one in told
            from other in told
            where (one.Value.Happening == other.Value.Happening) != (one.Value.StoryId == other.Value.StoryId)
            select $"{one.Key} and {other.Key}";
        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task A_title_with_a_script_stays_text_in_every_message()
    {
        using var folder = new TestFolder();
        await DemoResult.Run(folder.Path);

        var result = await DemoResult.Read(folder.Path);

        Assert.Contains(result.Stories, s => s.Title.Contains("<script>", StringComparison.Ordinal));
        Assert.All(
            result.Files.Where(f => f.EndsWith(".html", StringComparison.Ordinal)),
            f => Assert.DoesNotContain("<script", File.ReadAllText(f), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_was_published_before_the_last_48_hours_is_stored_and_never_alerted()
    {
        using var folder = new TestFolder();
        await DemoResult.Run(folder.Path);

        var result = await DemoResult.Read(folder.Path);

        var old = DemoResult.Expected.Where(e => e is { Relevant: true, Fresh: false })
            .Select(e => result.Items.Single(i => Same(i.Item.Link, e.Link)))
            .ToList();
        Assert.NotEmpty(old);
        Assert.All(old, i => Assert.True(i.History, i.Item.Title));
        var alerted = result.Deliveries.Where(d => d.Kind == DeliveryKind.Alert).SelectMany(d => d.StoryIds).ToHashSet();
        Assert.DoesNotContain(result.Stories, s => s.History && alerted.Contains(s.Id));
    }

    private static bool Same(Uri link, Uri expected) => link.GetLeftPart(UriPartial.Path) == expected.GetLeftPart(UriPartial.Path);
}
