using FunctionsBot.Classification;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Classification;

namespace FunctionsBot.Tests.EndToEnd;

/// <summary>What staff say of items is kept, counts, and teaches; and no verdict that was given changes.</summary>
public sealed class LabellingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_latest_label_counts_and_those_before_stay()
    {
        await using var bot = await RunningBot.Start();
        var read = await Stored(bot, "a", Articles.LetterEn);

        await bot.Bot.Pipeline.SetLabel(read.Id, false, null, "Camille", Cancel);
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await bot.Bot.Pipeline.SetLabel(read.Id, true, StoryKind.OpenLetter, "Alex", Cancel);
        await bot.Bot.Pipeline.SetLabel(read.Id, true, StoryKind.OpenLetter, "Alex", Cancel);

        var labels = await bot.Bot.Pipeline.LabelsOf(read.Id, Cancel);
        Assert.Equal([("Alex", true), ("Camille", false)], labels.Select(l => (l.By, l.Relevant)));
        Assert.Equal((StoryKind.OpenLetter, true, Classifier.Shipped.Version), (labels[0].Kind, labels[0].Said, labels[0].Model));
        var (item, _) = Assert.Single(await bot.Bot.Pipeline.LabelledItems(Cancel).ToListAsync(Cancel));
        Assert.True(item.Relevant);
        Assert.Equal(read.Verdict.Score, (await bot.Tables.Items.Get(Keys.DayOf(read.Id), read.Id, Cancel))!.Value.Verdict.Score);
    }

    [Theory]
    [InlineData("20260317-0000000000000000")]
    [InlineData("nothing of ours")]
    public async Task What_was_never_read_cannot_be_labelled(string id)
    {
        await using var bot = await RunningBot.Start();

        Assert.Null(await bot.Bot.Pipeline.SetLabel(id, true, null, "Alex", Cancel));
    }

    [Fact]
    public async Task Exported_labels_are_a_file_to_train_on()
    {
        await using var bot = await RunningBot.Start();
        var read = await Stored(bot, "a", Articles.ReportFr with { Published = RunningAt(bot) });
        await bot.Bot.Pipeline.SetLabel(read.Id, true, StoryKind.Report, "Alex", Cancel);

        var (item, _) = Assert.Single(await bot.Bot.Pipeline.LabelledItems(Cancel).ToListAsync(Cancel));
        var again = ItemLines.ReadLabelled(ItemLines.Write(item));

        Assert.Equal((item.Id, item.Relevant, item.Kind, item.Story), (again.Id, again.Relevant, again.Kind, again.Story));
        Assert.Equal((item.Item.Title, item.Item.Text, item.Item.Language, item.Item.Published), (again.Item.Title, again.Item.Text, again.Item.Language, again.Item.Published));
    }

    [Fact]
    public async Task Too_few_labels_teach_nothing_and_it_is_said_how_many_are_needed()
    {
        await using var bot = await RunningBot.Start();
        var read = await Stored(bot, "a", Articles.LetterEn);
        await bot.Bot.Pipeline.SetLabel(read.Id, true, null, "Alex", Cancel);

        var error = await Assert.ThrowsAsync<FormatException>(() => bot.Bot.Pipeline.Learn(Cancel));

        Assert.Contains("at least 10 of each are needed", error.Message, StringComparison.Ordinal);
        Assert.Same(Classifier.Shipped, await Pipeline.ClassifierInUse(bot.Tables, Cancel));
    }

    [Fact]
    public async Task Labels_that_contradict_the_model_make_a_better_one_which_is_used_from_the_next_start()
    {
        await using var bot = await RunningBot.Start();
        // A desk that follows nothing but tutorials: the shipped model is wrong about all of it.
        for (var n = 0; n < 12; n++)
        {
            var wanted = await Stored(bot, $"tutorial {n}", Articles.Tutorial with { Title = $"{Articles.Tutorial.Title}, open-source edition ({n})" });
            var unwanted = await Stored(bot, $"letter {n}", Articles.LetterEn with { Title = $"{Articles.LetterEn.Title} ({n})" });
            await bot.Bot.Pipeline.SetLabel(wanted.Id, true, null, "Alex", Cancel);
            await bot.Bot.Pipeline.SetLabel(unwanted.Id, false, null, "Alex", Cancel);
        }

        bot.Clock.Advance(TimeSpan.FromDays(1));
        var report = await bot.Bot.Pipeline.Learn(Cancel);

        Assert.True(report.Adopted, report.ToString());
        var next = await Pipeline.ClassifierInUse(bot.Tables, Cancel);
        Assert.Equal(report.Model.Version, next.Version);
        Assert.NotEqual(Classifier.Shipped.Version, next.Version);
        Assert.Equal(next.Version, next.Judge(Articles.LetterEn).Model);

        // Nothing was labelled since: the new model has seen all there is, and no second one is made of the same labels.
        var again = await Assert.ThrowsAsync<FormatException>(() => bot.Bot.Pipeline.Learn(Cancel));
        Assert.Contains("learned from already", again.Message, StringComparison.Ordinal);
        Assert.Single(await bot.Tables.Models.Range(Keys.Only, cancel: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_model_that_is_no_better_is_refused_and_the_one_in_use_stays()
    {
        await using var bot = await RunningBot.Start();
        for (var n = 0; n < 2; n++)
        {
            foreach (var article in Articles.Relevant.Concat(Articles.NotRelevant))
            {
                var read = await Stored(bot, $"{article.Title} {n}", article with { Title = $"{article.Title} ({n})" });
                await bot.Bot.Pipeline.SetLabel(read.Id, Articles.Relevant.Contains(article), null, "Alex", Cancel);
            }
        }

        var report = await bot.Bot.Pipeline.Learn(Cancel);

        Assert.False(report.Adopted);
        Assert.Contains("not adopted", report.ToString(), StringComparison.Ordinal);
        Assert.Same(Classifier.Shipped, await Pipeline.ClassifierInUse(bot.Tables, Cancel));
    }

    private static DateTimeOffset RunningAt(RunningBot bot) => bot.Clock.GetUtcNow();

    private static async Task<ReadItem> Stored(RunningBot bot, string key, Item item)
    {
        var seen = bot.Clock.GetUtcNow();
        var read = new ReadItem(Keys.ItemId("wire", key, seen), "wire", key, seen, item, Classifier.Shipped.Judge(item), ItemFacts.None);
        await bot.Tables.Items.Upsert(Keys.DayOf(read.Id), read.Id, read, Cancel);
        return read;
    }
}
