using FunctionsBot.Domain;
using FunctionsBot.Site.Pages;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Sources: what is polled.</summary>
internal static class ManageSources
{
    private const string Home = "/manage/sources";

    private static readonly (string Field, Text Label)[] Fields =
    [
        ("name", Words.Name), ("address", Words.Address), ("kind", Words.Kind), ("language", Words.Language), ("country", Words.Country),
        ("folder", Words.Folder), ("selector", Words.Selector), ("paused", Words.Paused),
    ];

    public static async Task<IResult> List(Visit visit) => visit.Page<SourcesPage>(visit.T(Words.Sources), new()
    {
        [nameof(SourcesPage.Sources)] = await SourceCondition.All(visit),
    });

    public static Task<IResult> New(Visit visit) => Task.FromResult(Show(
        visit, null, new Draft(new Dictionary<string, string> { ["kind"] = nameof(SourceKind.Feed), ["language"] = visit.Language }, ""), StatusCodes.Status200OK));

    public static async Task<IResult> Add(Visit visit)
    {
        var draft = Draft.Posted(visit, Fields.Select(f => f.Field));
        if (Read(visit, DestinationIds.Slug(draft["name"]), draft, out var problems) is not { } source)
        {
            return Show(visit, null, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        // Two sources may well have one name.
        var id = source.Id;
        for (var n = 2; !await visit.Tables.Sources.Insert(Keys.Shard(source.Id), source.Id, source, visit.Cancel); n++)
        {
            source = source with { Id = $"{id}-{n}" };
        }

        return Visit.See(Home, "added");
    }

    public static async Task<IResult> Edit(Visit visit) => await Stored(visit) is { } stored
        ? Show(visit, stored.Value, Fill(stored), StatusCodes.Status200OK)
        : visit.NotThere();

    public static async Task<IResult> Save(Visit visit)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        var draft = Draft.Posted(visit, Fields.Select(f => f.Field));
        if (Read(visit, stored.Value.Id, draft, out var problems) is not { } source)
        {
            return Show(visit, stored.Value, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        if (draft.Version != stored.ETag || await visit.Tables.Sources.Replace(stored, source, visit.Cancel) is null)
        {
            return await Stored(visit) is { } theirs
                ? Show(visit, theirs.Value, draft.Against(Fill(theirs), Fields.Select(f => (f.Field, visit.T(f.Label)))), StatusCodes.Status409Conflict)
                : visit.NotThere();
        }

        await BeginAgain(visit, stored.Value, source);
        return Visit.See(Home, "saved");
    }

    public static async Task<IResult> Pause(Visit visit)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        // The button says which way: pressed twice, or by two admins, it still means the same.
        var pause = visit.Field("pause") == "true";
        var saved = await visit.Tables.Sources.Replace(stored, stored.Value with { Paused = pause }, visit.Cancel);
        return Visit.See(Home, saved is null ? "again" : pause ? "paused" : "resumed");
    }

    public static async Task<IResult> Poll(Visit visit)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        await visit.Parts.Actions.PollNow(stored.Value.Id, visit.Cancel);
        return Visit.See(Home, "polling");
    }

    public static async Task<IResult> AskToDelete(Visit visit) => await Stored(visit) is { } stored
        ? visit.Page<AskPage>(visit.T(Words.DeleteSource), new()
        {
            [nameof(AskPage.Question)] = visit.T(Words.DeleteSourceText, stored.Value.Name),
            [nameof(AskPage.Button)] = visit.T(Words.Delete),
            [nameof(AskPage.Action)] = $"{Home}/{stored.Key}/delete",
            [nameof(AskPage.Back)] = Home,
            [nameof(AskPage.Danger)] = true,
        })
        : visit.NotThere();

    public static async Task<IResult> Delete(Visit visit)
    {
        if (visit.Key("id") is not { } id)
        {
            return visit.NotThere();
        }

        await visit.Tables.SourceStates.Delete(Keys.Shard(id), id, visit.Cancel);
        await visit.Tables.Sources.Delete(Keys.Shard(id), id, visit.Cancel);
        return Visit.See(Home, "deleted");
    }

    /// <summary>A new address begins with nothing learned; one that was given up as gone is asked again, as an admin has looked at it.</summary>
    private static async Task BeginAgain(Visit visit, Source before, Source after)
    {
        var shard = Keys.Shard(after.Id);
        if (before.Address != after.Address)
        {
            await visit.Tables.SourceStates.Delete(shard, after.Id, visit.Cancel);
        }
        else if (await visit.Tables.SourceStates.Get(shard, after.Id, visit.Cancel) is { Value: { Retired: true } retired } state)
        {
            await visit.Tables.SourceStates.Replace(state, retired with { Retired = false, NextPoll = visit.Now }, visit.Cancel);
        }
    }

    private static async Task<Versioned<Source>?> Stored(Visit visit) =>
        visit.Key("id") is { } id ? await visit.Tables.Sources.Get(Keys.Shard(id), id, visit.Cancel) : null;

    private static IResult Show(Visit visit, Source? source, Draft draft, int status) =>
        visit.Page<SourcePage>(source?.Name ?? visit.T(Words.AddSource), new()
        {
            [nameof(SourcePage.Id)] = source?.Id,
            [nameof(SourcePage.Draft)] = draft,
        }, status);

    private static Draft Fill(Versioned<Source> stored) => new(new Dictionary<string, string>
    {
        ["name"] = stored.Value.Name,
        ["address"] = stored.Value.Address.AbsoluteUri,
        ["kind"] = stored.Value.Kind.ToString(),
        ["language"] = stored.Value.Language,
        ["country"] = stored.Value.Country ?? "",
        ["folder"] = stored.Value.Folder ?? "",
        ["selector"] = stored.Value.Selector ?? "",
        ["paused"] = stored.Value.Paused ? "true" : "",
    }, stored.ETag);

    private static Source? Read(Visit visit, string id, Draft draft, out Dictionary<string, string> problems)
    {
        problems = [];
        if (draft["name"].Length is 0 or > 120)
        {
            problems["name"] = visit.T(Words.NameNeeded);
        }

        if (!Uri.TryCreate(draft["address"], UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            problems["address"] = visit.T(Words.AddressNeeded);
        }

        if (!Enum.TryParse<SourceKind>(draft["kind"], out var kind) || !Enum.IsDefined(kind))
        {
            problems["kind"] = visit.T(Words.ChooseOne);
        }

        if (draft["language"] is not { Length: 2 } language || !language.All(char.IsAsciiLetterLower))
        {
            problems["language"] = visit.T(Words.LanguageNeeded);
        }

        return problems.Count > 0 ? null : new Source(id, draft["name"], address!, kind, draft["language"])
        {
            Country = Given(draft["country"])?.ToUpperInvariant(),
            Folder = Given(draft["folder"]),
            Selector = Given(draft["selector"]),
            Paused = draft["paused"] == "true",
        };
    }

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
