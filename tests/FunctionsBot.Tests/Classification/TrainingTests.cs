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
        var report = TrainReport.Of(Labelled(), null);

        Assert.True(report.Adopted);
        Assert.True(report.After.F1 > 0.9, report.ToString());
        Assert.Contains("after   precision", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_worse_model_is_not_adopted()
    {
        // Labels at random teach nothing, and the current model does better on them than what they would teach held out.
        var current = Trainer.Train(Labelled(), null);
        var items = Labelled().Select((i, n) => n % 9 == 0 ? i with { Relevant = !i.Relevant } : i).ToList();

        var report = TrainReport.Of(items, current);

        Assert.True(report.Adopted ? report.After.F1 >= report.Before!.F1 : ReferenceEquals(report.Model, current));
    }

    [Fact]
    public void Too_few_labels_are_refused_with_their_number()
    {
        var error = Assert.Throws<FormatException>(() => TrainReport.Of([.. Labelled().Take(12)], null));

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
