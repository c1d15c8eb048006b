using FunctionsBot.Domain;
using FunctionsBot.Site.Pages;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Sources: what is polled.</summary>
internal static class ManageSources
{
    private const string Home = "/manage/sources";

    /// <summary>The fields of its form.</summary>
    public static readonly (string Field, Text Label)[] Fields =
    [
        ("name", Words.Name), ("address", Words.Address), ("kind", Words.Kind), ("language", Words.Language), ("country", Words.Country),
        ("folder", Words.Folder), ("selector", Words.Selector), ("paused", Words.Paused),
    ];

    public static async Task<IResult> List(Visit visit) => visit.Page<SourcesPage>(visit.T(Words.Sources), new()
    {
        [nameof(SourcesPage.Sources)] = await SourceCondition.All(visit),
    });

    public static Task<IResult> New(Visit visit) => Show(
        visit, null, new Draft(new Dictionary<string, string> { ["kind"] = nameof(SourceKind.Feed), ["language"] = visit.Language }, ""), StatusCodes.Status200OK);

    /// <summary>Any address, looked at: its form as far as that fills it in.</summary>
    public static async Task<IResult> Preview(Visit visit)
    {
        var written = visit.Field("address");
        var whole = written.Contains("://", StringComparison.Ordinal) ? written : $"https://{written}";
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            var empty = new Draft(new Dictionary<string, string> { ["address"] = written }, "") { Problems = new Dictionary<string, string> { ["address"] = visit.T(Words.AddressNeeded) } };
            return await Show(visit, null, empty, StatusCodes.Status400BadRequest);
        }

        var preview = await visit.Parts.Actions.PreviewSource(address, visit.Cancel);
        var name = preview.Title.Length > 120 ? preview.Title[..120] : preview.Title;
        return await Show(visit, null, new Draft(new Dictionary<string, string>
        {
            ["name"] = name.Length > 0 ? name : address.IdnHost,
            ["address"] = preview.Address.AbsoluteUri,
            ["kind"] = preview.Kind.ToString(),
            ["language"] = preview.Language,
        }, ""), StatusCodes.Status200OK, preview);
    }

    public static async Task<IResult> Add(Visit visit)
    {
        var draft = Draft.Posted(visit, Fields.Select(f => f.Field));
        if (Read(visit, DestinationIds.Slug(draft["name"]), draft, out var problems) is not { } source)
        {
            return await Show(visit, null, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        // Two sources may well have one name.
        var id = source.Id;
        for (var n = 2; !await Insert(visit, source, AuditAction.Created); n++)
        {
            source = source with { Id = $"{id}-{n}" };
        }

        return Visit.See(Home, "added");
    }

    public static async Task<IResult> Edit(Visit visit) => await Stored(visit) is { } stored
        ? await Show(visit, stored, Fill(stored), StatusCodes.Status200OK)
        : visit.NotThere();

    public static Task<IResult> Save(Visit visit) => Save(visit, Draft.Posted(visit, Fields.Select(f => f.Field)), AuditAction.Changed);

    /// <summary>Puts back what was before a change, through the same door as any other edit; a source that was deleted comes back.</summary>
    public static async Task<IResult> RollBack(Visit visit)
    {
        var id = visit.Route("id");
        if (await History.Undone(visit, AuditThing.Source, id) is not { } undone)
        {
            return visit.NotThere();
        }

        var draft = new Draft(undone.Before!, visit.Field("version"));
        if (await Stored(visit) is not null || undone.Action != AuditAction.Deleted)
        {
            return await Save(visit, draft, AuditAction.RolledBack);
        }

        if (Read(visit, id, draft, out var problems) is not { } source)
        {
            return await Show(visit, null, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        return Visit.See(Home, await Insert(visit, source, AuditAction.Restored, undone.Id) ? "added" : "again");
    }

    public static async Task<IResult> Pause(Visit visit)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        // The button says which way: pressed twice, or by two admins, it still means the same.
        var pause = visit.Field("pause") == "true";
        var saved = await Replace(visit, stored, stored.Value with { Paused = pause }, pause ? AuditAction.Paused : AuditAction.Resumed);
        return Visit.See(Home, !saved ? "again" : pause ? "paused" : "resumed");
    }

    /// <summary>Stores a new one with its history; false where its id is taken.</summary>
    public static Task<bool> Insert(Visit visit, Source source, AuditAction action, string? previous = null) => visit.Record(
        visit.Entry(AuditThing.Source, source.Id, action, source.Name, previous) with { After = SourceEdits.FieldsOf(source) },
        e => visit.Tables.Sources.Insert(Keys.Shard(source.Id), source.Id, source with { Change = e.Id }, visit.Cancel));

    /// <summary>Stores a changed one with its history; false where somebody else was quicker.</summary>
    public static async Task<bool> Replace(Visit visit, Versioned<Source> stored, Source changed, AuditAction action)
    {
        var (before, after) = (SourceEdits.FieldsOf(stored.Value), SourceEdits.FieldsOf(changed));
        var entry = visit.Entry(AuditThing.Source, stored.Key, action, changed.Name, stored.Value.Change) with { Before = before, After = after };
        if (!Recording.Same(before, after)
            && !await visit.Record(entry, async e => await visit.Tables.Sources.Replace(stored, changed with { Change = e.Id }, visit.Cancel) is not null))
        {
            return false;
        }

        await BeginAgain(visit, stored.Value, changed);
        return true;
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
        if (await Stored(visit) is not { } stored)
        {
            return Visit.See(Home, "deleted"); // By another admin, or by pressing twice.
        }

        var entry = visit.Entry(AuditThing.Source, stored.Key, AuditAction.Deleted, stored.Value.Name, stored.Value.Change) with { Before = SourceEdits.FieldsOf(stored.Value) };
        var deleted = await visit.Record(entry, async _ =>
        {
            await visit.Tables.SourceStates.Delete(stored.Partition, stored.Key, visit.Cancel);
            return await visit.Tables.Sources.Table.Delete(stored.Partition, stored.Key, stored.ETag, visit.Cancel);
        });
        return Visit.See(Home, deleted ? "deleted" : "again");
    }

    private static async Task<IResult> Save(Visit visit, Draft draft, AuditAction action)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        if (Read(visit, stored.Value.Id, draft, out var problems) is not { } source)
        {
            return await Show(visit, stored, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        if (draft.Version == stored.ETag && await Replace(visit, stored, source, action))
        {
            return Visit.See(Home, "saved");
        }

        return await Stored(visit) is { } theirs
            ? await Show(visit, theirs, draft.Against(Fill(theirs), Fields.Select(f => (f.Field, visit.T(f.Label)))), StatusCodes.Status409Conflict)
            : visit.NotThere();
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

    private static async Task<IResult> Show(Visit visit, Versioned<Source>? source, Draft draft, int status, SourcePreview? preview = null) =>
        visit.Page<SourcePage>(source?.Value.Name ?? visit.T(Words.AddSource), new()
        {
            [nameof(SourcePage.Id)] = source?.Key,
            [nameof(SourcePage.Draft)] = draft,
            [nameof(SourcePage.Preview)] = preview,
            [nameof(SourcePage.History)] = source is null ? History.None : await History.Of(visit, $"{Home}/{source.Key}", source.ETag, source.Value.Change),
        }, status);

    private static Draft Fill(Versioned<Source> stored) => new(SourceEdits.FieldsOf(stored.Value), stored.ETag);

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
