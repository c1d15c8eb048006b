using FunctionsBot.Classification;
using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Classification;

public sealed class TrainingTests
{
    [Fact]
    public void The_same_items_give_the_same_model()
    {
        var items = Labelled();

        Assert.Equal(Trainer.Train(items, null).Write(), Trainer.Train(items, null).Write());
    }

    [Fact]
    public void What_is_learned_from_labels_judges_them_well()
    {
        var report = TrainReport.Of(Labelled(), null, null);

        Assert.True(report.Adopted);
        Assert.True(report.After[0].F1 > 0.9, report.ToString());
        Assert.Contains("after   precision", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_no_better_is_not_adopted()
    {
        var current = Trainer.Train(Labelled(), null);

        var report = TrainReport.Of(Labelled(), current, current);

        Assert.False(report.Adopted);
        Assert.Same(current, report.Model);
        Assert.Contains("not adopted", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_correct_a_model_that_learned_the_wrong_thing()
    {
        var wrong = Trainer.Train([.. Labelled().Select(i => i with { Relevant = !i.Relevant })], null);

        var report = TrainReport.Of(Labelled(), wrong, wrong);

        Assert.True(report.Adopted, report.ToString());
        Assert.True(report.After[0].F1 > report.Before!.F1);
        Assert.True(new Classifier(report.Model).Judge(Articles.LetterEn).Relevant);
    }

    [Fact]
    public void Too_few_labels_are_refused_with_their_number()
    {
        var error = Assert.Throws<FormatException>(() => TrainReport.Of([.. Labelled().Take(12)], null, null));

        Assert.Contains("at least 10 of each are needed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_survives_its_file()
    {
        var model = Trainer.Train(Labelled(), null);

        Assert.Equal(model.Write(), RelevanceModel.Read(model.Write()).Write());
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("{}", "no weights")]
    [InlineData("{\"threshold\": 3, \"intercept\": 0, \"weights\": {}, \"kind\": {\"bias\": {}}}", "no threshold between 0 and 1")]
    public void A_broken_model_file_is_refused(string json, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => RelevanceModel.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_weight_that_is_shipped_stands_for_a_label_of_the_vocabulary()
    {
        var strangers = RelevanceModel.Shipped.Weights.Keys
            .Where(f => f.StartsWith("title:", StringComparison.Ordinal) && f != Features.Question)
            .Select(f => f["title:".Length..])
            .Except(Vocabulary.Shipped.Labels);

        Assert.Empty(strangers);
    }

    [Fact]
    public void Written_examples_cover_every_kind_and_both_answers_in_english_and_french()
    {
        var examples = Examples.Shipped;

        Assert.Equal(examples.Count, examples.Select(e => e.Id).Distinct().Count());
        foreach (var language in new[] { "en", "fr" })
        {
            var own = examples.Where(e => e.Item.Language == language).ToList();
            Assert.Equal(Enum.GetValues<StoryKind>().Order(), own.Where(e => e.Relevant).Select(e => e.Kind!.Value).Distinct().Order());
            Assert.True(own.Count(e => !e.Relevant) >= 50);
        }
    }

    [Fact]
    public void Figures_of_several_ways_to_divide_come_with_their_spread() =>
        Assert.Matches(@"after   precision 0\.\d{3} ±0\.\d{3}|after   precision 1\.000 ±0\.000", TrainReport.Of([.. Labelled().Take(24)], null, null, splits: 2).ToString());

    [Fact]
    public void Figures_count_what_was_right()
    {
        LabelledItem[] items = [.. new[] { true, true, false, false }.Select((relevant, n) => new LabelledItem($"{n}", Articles.LetterEn, relevant, StoryKind.OpenLetter, $"{n}"))];

        var figures = Agreement.Of(items, [(0.9, true, StoryKind.OpenLetter), (0.2, false, StoryKind.Report), (0.8, true, StoryKind.Other), (0.1, false, StoryKind.Other)]);

        Assert.Equal(0.5, figures.Precision);
        Assert.Equal(0.5, figures.Recall);
        Assert.Equal(0.5, figures.F1);
        Assert.Equal((1 + (2.0 / 3)) / 2, figures.AveragePrecision, 6);
        Assert.Equal(0.5, figures.KindAccuracy);
    }

    /// <summary>Each article several times, its wording varied; copies of one article are one story.</summary>
    private static List<LabelledItem> Labelled() =>
    [
        .. from n in Enumerable.Range(0, 6)
           from article in Articles.Relevant.Concat(Articles.NotRelevant)
           let varied = article with { Title = $"{article.Title} ({n})", Text = article.Text[(n * 7)..] }
           select new LabelledItem($"{article.Title}/{n}", varied, Articles.Relevant.Contains(article), null, $"{article.Title}/{n}"),
    ];
}
