using System.Globalization;
using FunctionsBot.Domain;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>One item that was read, with what staff say of it.</summary>
/// <param name="Read">The item.</param>
/// <param name="Labels">Newest first.</param>
public sealed record JudgedItem(ReadItem Read, IReadOnlyList<Label> Labels);

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

        var items = await visit.Tables.Items.Range(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), cancel: visit.Cancel)
            .Select(row => row.Value)
            .OrderByDescending(read => read.Verdict.Score)
            .Take(MostShown)
            .ToListAsync(visit.Cancel);
        var judged = new List<JudgedItem>();
        foreach (var read in items)
        {
            judged.Add(new(read, await visit.Parts.Actions.LabelsOf(read.Id, visit.Cancel)));
        }

        return visit.Page<ItemsPage>(visit.T(Words.Items), new()
        {
            [nameof(ItemsPage.Date)] = day,
            [nameof(ItemsPage.Items)] = judged,
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
