using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>What is imported: its words and where its form leads.</summary>
/// <param name="Path">The page's path; <c>/apply</c> below it carries the plan out.</param>
/// <param name="Title">The page's heading.</param>
/// <param name="Text">What files it takes.</param>
/// <param name="Back">The list it belongs to.</param>
internal record ImportKind(string Path, Text Title, Text Text, string Back)
{
    /// <summary>The endings of its files, for the browser's dialogue.</summary>
    public string Accept { get; init; } = "";
}

/// <summary>An import from file to plan to done: the plan is shown first, and carried out only while it is still the one that was shown.</summary>
/// <typeparam name="T">A line of the plan with what is needed to carry it out.</typeparam>
/// <param name="Path">The page's path.</param>
/// <param name="Title">The page's heading.</param>
/// <param name="Text">What files it takes.</param>
/// <param name="Back">The list it belongs to.</param>
internal sealed record ImportKind<T>(string Path, Text Title, Text Text, string Back) : ImportKind(Path, Title, Text, Back)
{
    /// <summary>What would become of a file's lines; none where it has none. A <see cref="FormatException"/> says what is wrong with the file.</summary>
    public required Func<Visit, ImportFile, Task<List<T>>> Plan { get; init; }

    /// <summary>A line as shown.</summary>
    public required Func<T, ImportLine> Line { get; init; }

    /// <summary>Carries a plan out; false where somebody changed a thing at that very moment, so that what is left must be planned anew.</summary>
    public required Func<Visit, List<T>, Task<bool>> Apply { get; init; }

    /// <summary>The notice above the list when it is done.</summary>
    public required string Notice { get; init; }

    /// <summary>The page that asks for a file.</summary>
    public Task<IResult> Ask(Visit visit) => Task.FromResult(ImportFile.Ask(visit, this));

    /// <summary>The plan for the posted file.</summary>
    public async Task<IResult> Look(Visit visit)
    {
        var (file, plan, problem) = await Read(visit);
        return file is null ? ImportFile.Ask(visit, this, problem) : file.Show(visit, this, plan.ConvertAll(p => Line(p)));
    }

    /// <summary>Carries out the plan that was shown.</summary>
    public async Task<IResult> CarryOut(Visit visit)
    {
        var (file, plan, problem) = await Read(visit);
        if (file is null)
        {
            return ImportFile.Ask(visit, this, problem);
        }

        var lines = plan.ConvertAll(p => Line(p));
        if (!file.IsAsShown(lines))
        {
            return file.Show(visit, this, lines, changed: true);
        }

        return await Apply(visit, plan) ? Visit.See(Back, Notice) : await Look(visit);
    }

    private async Task<(ImportFile? File, List<T> Plan, string? Problem)> Read(Visit visit)
    {
        if (await ImportFile.Posted(visit) is not { } file)
        {
            return (null, [], visit.T(Words.NoFile));
        }

        try
        {
            return await Plan(visit, file) is { Count: > 0 } plan ? (file, plan, null) : (null, [], visit.T(Words.EmptyFile));
        }
        catch (FormatException e)
        {
            return (null, [], e.Message);
        }
    }
}
