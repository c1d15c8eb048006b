using System.Buffers.Text;
using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>What would become of a line of an imported file.</summary>
/// <param name="Line">Its line, or place, from 1.</param>
/// <param name="Name">What it calls the thing.</param>
/// <param name="Outcome">What would become of it.</param>
public sealed record ImportLine(int Line, string Name, ImportOutcome Outcome)
{
    /// <summary>Why nothing can be made of it; empty where something can.</summary>
    public string Problem { get; init; } = "";

    /// <summary>What would change, as history tells it; null where nothing would.</summary>
    public AuditEntry? Change { get; init; }
}

/// <summary>A file between being looked at and being taken in: the page of the plan carries it, so that nothing is kept here for those who go away.</summary>
/// <param name="Content">The file.</param>
/// <param name="Print">Of the plan that was shown; what another admin changes meanwhile makes it another, and it is shown again.</param>
internal sealed record ImportFile(byte[] Content, string Print)
{
    /// <summary>Bytes of a file: 10,000 sources are 2 MB.</summary>
    public const int MostBytes = 3_000_000;

    /// <summary>Bytes of a form that carries it on: four characters for three bytes, and a field may have 4 MiB.</summary>
    public const int MostFormBytes = MostBytes * 4 / 3 + 1_000;

    /// <summary>The file as uploaded, or as carried on by the page of the plan; null where there is neither.</summary>
    public static async Task<ImportFile?> Posted(Visit visit)
    {
        if (visit.Field("content") is { Length: > 0 } carried)
        {
            return Base64Url.IsValid(carried) ? new ImportFile(Base64Url.DecodeFromChars(carried), visit.Field("print")) : null;
        }

        if (!visit.Context.Request.HasFormContentType || visit.Context.Request.Form.Files.GetFile("file") is not { Length: > 0 and <= MostBytes } file)
        {
            return null;
        }

        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, visit.Cancel);
        return new ImportFile(bytes.ToArray(), "");
    }

    /// <summary>The file as text, in whatever encoding a spreadsheet wrote it.</summary>
    public string Text()
    {
        using var decoded = TextDecoding.Decode(Content, null);
        return decoded.Text.ToString();
    }

    /// <summary>Whether the plan is still the one that was shown.</summary>
    public bool IsAsShown(IEnumerable<ImportLine> plan) => Print == PrintOf(plan);

    /// <summary>What a plan is known by.</summary>
    public static string PrintOf(IEnumerable<ImportLine> plan)
    {
        var text = new StringBuilder();
        foreach (var line in plan)
        {
            text.Append(line.Line).Append(line.Outcome).Append(line.Change?.ThingId).Append('\n');
            foreach (var field in Recording.Changed(line.Change?.Before, line.Change?.After))
            {
                text.Append(field).Append('=').Append(line.Change!.Before?.GetValueOrDefault(field)).Append('→').Append(line.Change.After?.GetValueOrDefault(field)).Append('\n');
            }
        }

        return Keys.Hash(text.ToString());
    }

    /// <summary>The form alone, with what was wrong with the file before, if anything.</summary>
    public static IResult Ask(Visit visit, ImportKind kind, string? problem = null) => visit.Page<ImportPage>(visit.T(kind.Title), new()
    {
        [nameof(ImportPage.Text)] = visit.T(kind.Text),
        [nameof(ImportPage.Path)] = kind.Path,
        [nameof(ImportPage.Back)] = kind.Back,
        [nameof(ImportPage.Accept)] = kind.Accept,
        [nameof(ImportPage.Problem)] = problem,
    }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    /// <summary>The plan, to be carried out by a button.</summary>
    public IResult Show(Visit visit, ImportKind kind, IReadOnlyList<ImportLine> plan, bool changed = false) => visit.Page<ImportPage>(visit.T(kind.Title), new()
    {
        [nameof(ImportPage.Text)] = visit.T(kind.Text),
        [nameof(ImportPage.Path)] = kind.Path,
        [nameof(ImportPage.Back)] = kind.Back,
        [nameof(ImportPage.Accept)] = kind.Accept,
        [nameof(ImportPage.Plan)] = plan,
        [nameof(ImportPage.Content)] = Base64Url.EncodeToString(Content),
        [nameof(ImportPage.Print)] = PrintOf(plan),
        [nameof(ImportPage.Problem)] = changed ? visit.T(Words.ImportChanged) : null,
    }, changed ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
}
