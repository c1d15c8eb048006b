using System.Globalization;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>One item that was read, with what staff say of it.</summary>
/// <param name="Read">The item.</param>
/// <param name="Labels">Newest first.</param>
public sealed record JudgedItem(ItemLine Read, IReadOnlyList<Label> Labels);

/// <summary>What the list shows of a stored <see cref="ReadItem"/>: a day's texts and facts are many times as large, and are passed over.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Item">What was read.</param>
/// <param name="Verdict">What was thought of it.</param>
public sealed record ItemLine(string Id, ItemHead Item, VerdictHead Verdict)
{
    /// <summary>The source's name when it was read.</summary>
    public string SourceName { get; init; } = "";
}

/// <summary>The head of an <see cref="Domain.Item"/>.</summary>
/// <param name="Link">Where it was read.</param>
/// <param name="Title">Its title.</param>
/// <param name="Language">Two-letter code.</param>
public sealed record ItemHead(Uri Link, string Title, string Language);

/// <summary>A <see cref="Domain.Verdict"/> without its evidence.</summary>
/// <param name="Relevant">The score is at or over the threshold.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Kind">The kind with most evidence.</param>
public sealed record VerdictHead(bool Relevant, double Score, StoryKind Kind)
{
    /// <summary>One sentence: why relevant, or what was missing.</summary>
    public string Why { get; init; } = "";

    /// <summary>The same in French.</summary>
    public string WhyFr { get; init; } = "";

    /// <summary>The version of the model that judged.</summary>
    public string Model { get; init; } = "";
}

/// <summary>What was read on a day, relevant or not, so that staff can tell the bot where it was wrong.</summary>
internal static class ManageItems
{
    private const string Home = "/manage/items";

    /// <summary>Items shown of a day: those with the highest scores, among which the missed ones are.</summary>
    private const int MostShown = 100;

    public static async Task<IResult> List(Visit visit)
    {
        var today = DateOnly.FromDateTime(visit.Now.UtcDateTime);
        var day = today;
        if (visit.Query("day") is { Length: > 0 } written
            && (!DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) || day > today))
        {
            return visit.NotThere();
        }

        var items = await visit.Tables.Items.Table.Range(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), cancel: visit.Cancel)
            .Select(row => JsonSerializer.Deserialize<ItemLine>(row.Json, StoredJson.Options)!)
            .OrderByDescending(read => read.Verdict.Score)
            .Take(MostShown)
            .ToListAsync(visit.Cancel);
        // An item's id begins with its day, and a label's key with the item's id: one read gives the day's labels, the oldest of each item first.
        var (from, before) = Keys.LabelsOf(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        var labels = (await visit.Tables.Labels.Range(Keys.Only, from, before, visit.Cancel).Select(row => row.Value).ToListAsync(visit.Cancel)).ToLookup(l => l.ItemId);
        return visit.Page<ItemsPage>(visit.T(Words.Items), new()
        {
            [nameof(ItemsPage.Date)] = day,
            [nameof(ItemsPage.Items)] = items.ConvertAll(read => new JudgedItem(read, [.. labels[read.Id].Reverse()])),
        });
    }

    public static async Task<IResult> SetLabel(Visit visit)
    {
        if (visit.Key("id") is not { } id || visit.Field("relevant") is not ("yes" or "no"))
        {
            return visit.NotThere();
        }

        StoryKind? kind = Enum.TryParse<StoryKind>(visit.Field("kind"), out var named) && Enum.IsDefined(named) ? named : null;
        var relevant = visit.Field("relevant") == "yes";
        var said = new Dictionary<string, string> { ["relevant"] = relevant ? "true" : "false", ["kind"] = kind?.ToString() ?? "" };
        if (!await visit.Record(
            visit.Entry(AuditThing.Label, id, AuditAction.Labelled) with { After = said },
            _ => visit.Parts.Actions.SetLabel(id, relevant, kind, visit.By, visit.Cancel)))
        {
            return visit.NotThere();
        }

        return Visit.See(
            visit.Field("back") switch
            {
                "story" => $"/stories/{Uri.EscapeDataString(id)}",
                "manage" => $"/manage/stories/{Uri.EscapeDataString(id)}",
                _ => $"{Home}?day={id[..4]}-{id[4..6]}-{id[6..8]}",
            },
            "labelled");
    }
}
