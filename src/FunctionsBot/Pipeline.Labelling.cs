using System.Runtime.CompilerServices;
using FunctionsBot.Classification;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.Extensions.Logging;

namespace FunctionsBot;

/// <content>Learning from staff: their labels, and the models made of them. Neither changes a verdict that was given.</content>
public sealed partial class Pipeline
{
    /// <summary>Ways to divide the labels into folds when a new model is compared: enough to tell chance from progress.</summary>
    private const int Splits = 5;

    /// <summary>
    /// Staff: says what an item is. The label before stays as history; the same label by the same person again adds nothing, so a button
    /// may be pressed twice.
    /// </summary>
    /// <param name="itemId">The item; a story's id is that of its founding item.</param>
    /// <param name="relevant">Whether it is open-source AI policy.</param>
    /// <param name="kind">Its kind; null where only relevance is judged.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The label that counts now; null if there is no such item.</returns>
    public async Task<Label?> SetLabel(string itemId, bool relevant, StoryKind? kind, string by, CancellationToken cancel)
    {
        if (!Keys.IsItemId(itemId) || await tables.Items.Get(Keys.DayOf(itemId), itemId, cancel) is not { Value.Verdict: var verdict })
        {
            return null;
        }

        if (await LabelsOf(itemId, cancel) is [var latest, ..] && latest.Relevant == relevant && latest.Kind == kind && latest.By == by)
        {
            return latest;
        }

        var label = new Label(itemId, relevant, kind, by, clock.GetUtcNow()) { Model = verdict.Model, Said = verdict.Relevant };
        await tables.Labels.Insert(Keys.Only, Keys.Label(itemId, label.At, by), label, cancel);
        LogLabelled(by, relevant ? "relevant" : "not relevant", itemId);
        return label;
    }

    /// <summary>What was said of an item, newest first: the first one counts.</summary>
    public async Task<IReadOnlyList<Label>> LabelsOf(string itemId, CancellationToken cancel)
    {
        var (from, before) = Keys.LabelsOf(itemId);
        var labels = await tables.Labels.Range(Keys.Only, from, before, cancel).Select(row => row.Value).ToListAsync(cancel);
        return [.. labels.AsEnumerable().Reverse()];
    }

    /// <summary>Every labelled item with the label that counts, as a training file has it, in order of their ids.</summary>
    public async IAsyncEnumerable<(LabelledItem Item, DateTimeOffset At)> LabelledItems([EnumeratorCancellation] CancellationToken cancel)
    {
        Label? last = null;
        await foreach (var row in tables.Labels.Range(Keys.Only, cancel: cancel))
        {
            if (last is not null && last.ItemId != row.Value.ItemId && await Labelled(last, cancel) is { } item)
            {
                yield return (item, last.At);
            }

            last = row.Value;
        }

        if (last is not null && await Labelled(last, cancel) is { } lastItem)
        {
            yield return (lastItem, last.At);
        }
    }

    /// <summary>
    /// Learns anew from all labels, beginning at the model that comes with the bot, and keeps the new model if it judges the labels set
    /// since the last one better than the model in use, which saw none of them. It is used from the next start.
    /// </summary>
    /// <exception cref="FormatException">There are too few labels; the message says how many are needed.</exception>
    public async Task<TrainReport> Learn(CancellationToken cancel)
    {
        var adopted = await LastModel(tables, cancel);
        var labelled = await LabelledItems(cancel).ToListAsync(cancel);
        var times = labelled.ToDictionary(l => l.Item.Id, l => l.At, StringComparer.Ordinal);
        var report = TrainReport.Of(
            [.. labelled.Select(l => l.Item)],
            RelevanceModel.Shipped,
            adopted is null ? RelevanceModel.Shipped : RelevanceModel.Read(adopted.Json),
            Splits,
            adopted is null ? null : item => times[item.Id] > adopted.At);
        if (report.Adopted)
        {
            var now = clock.GetUtcNow();
            await tables.Models.Insert(Keys.Only, Keys.Moment(now), new AdoptedModel(report.Model.Version, now, report.Model.Write(), report.ToString()), cancel);
            LogAdopted(report.Model.Version, report.Items);
        }

        return report;
    }

    /// <summary>The classifier in use: with the last model that was adopted, else with the one that comes with the bot.</summary>
    public static async Task<Classifier> ClassifierInUse(Tables tables, CancellationToken cancel) =>
        await LastModel(tables, cancel) is { } adopted ? new Classifier(RelevanceModel.Read(adopted.Json)) : Classifier.Shipped;

    private static async Task<AdoptedModel?> LastModel(Tables tables, CancellationToken cancel) =>
        (await tables.Models.Range(Keys.Only, cancel: cancel).LastOrDefaultAsync(cancel))?.Value;

    /// <summary>The labelled item as a training file has it; null where the item was deleted since.</summary>
    private async Task<LabelledItem?> Labelled(Label label, CancellationToken cancel) =>
        await tables.Items.Get(Keys.DayOf(label.ItemId), label.ItemId, cancel) is { Value: var read }
            ? new LabelledItem(label.ItemId, read.Item, label.Relevant, label.Kind, read.StoryId ?? label.ItemId)
            : null;

    [LoggerMessage(LogLevel.Information, "{By} says “{Label}” of {Item}.")]
    private partial void LogLabelled(string by, string label, string item);

    [LoggerMessage(LogLevel.Information, "Model {Version} was learned from {Items} labels; it is used from the next start.")]
    private partial void LogAdopted(string version, int items);
}
