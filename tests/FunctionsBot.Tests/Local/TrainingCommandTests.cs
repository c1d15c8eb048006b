using FunctionsBot.Classification;
using FunctionsBot.Local;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Classification;

namespace FunctionsBot.Tests.Local;

public sealed class TrainingCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_that_is_no_better_is_refused_with_words_and_exit_code()
    {
        using var folder = new TestFolder();
        var (code, output, _) = await Train(await Judged(folder), "--model", Path.Combine(folder.Path, "model.json"));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("no better than the one in use and is not adopted", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "model.json")));
    }

    [Fact]
    public async Task A_better_model_is_written_and_can_be_read()
    {
        using var folder = new TestFolder();
        var model = Path.Combine(folder.Path, "model.json");

        var (code, output, _) = await Train("--from-scratch", await Judged(folder), "--model", model);

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("recall", output, StringComparison.Ordinal);
        Assert.True(new Classifier(RelevanceModel.Read(await File.ReadAllTextAsync(model, Cancel))).Judge(Articles.LetterEn).Relevant);
    }

    [Fact]
    public async Task A_broken_line_is_told_with_its_file()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "labels.jsonl");
        await File.WriteAllTextAsync(file, """{"id":"a","title":"t"}""", Cancel);

        var (code, _, errors) = await Train(file);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("labels.jsonl: Item \"a\" has no \"label\"", errors, StringComparison.Ordinal);
    }

    [Fact]
    public Task An_option_nobody_knows_is_a_usage_error() => Assert.ThrowsAsync<UsageException>(() => Train("--better"));

    private static async Task<(int Code, string Output, string Errors)> Train(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Training.Run(args, output, errors, Cancel);
        return (code, output.ToString(), errors.ToString());
    }

    private static async Task<string> Judged(TestFolder folder)
    {
        var file = Path.Combine(folder.Path, "items.jsonl");
        await File.WriteAllLinesAsync(
            file,
            from n in Enumerable.Range(0, 2)
            from article in Articles.Relevant.Concat(Articles.NotRelevant)
            let title = $"{article.Title} ({n})"
            select ItemLines.Write(new LabelledItem(title, article with { Title = title }, Articles.Relevant.Contains(article), null, title)),
            Cancel);
        return file;
    }
}
