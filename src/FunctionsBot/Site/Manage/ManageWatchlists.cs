using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>A watchlist in the list.</summary>
/// <param name="Watchlist">The watchlist.</param>
/// <param name="Followers">How many destinations follow it.</param>
public sealed record FollowedWatchlist(Watchlist Watchlist, int Followers);

/// <summary>Watchlists: what is looked for.</summary>
internal static class ManageWatchlists
{
    private const string Home = "/manage/watchlists";

    /// <summary>The fields of its form.</summary>
    public static readonly (string Field, Text Label)[] Fields =
    [
        ("name", Words.NameEn), ("nameFr", Words.NameFr), ("query", Words.WatchlistQuery), ("kinds", Words.Kinds), ("languages", Words.Languages), ("public", Words.Public), ("paused", Words.Paused),
    ];

    public static async Task<IResult> List(Visit visit)
    {
        var list = new List<FollowedWatchlist>();
        await foreach (var watchlist in visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel))
        {
            list.Add(new FollowedWatchlist(watchlist.Value, (await visit.Tables.Follows.By(watchlist.Key, visit.Cancel)).Count));
        }

        return visit.Page<WatchlistsPage>(visit.T(Words.Watchlists), new() { [nameof(WatchlistsPage.Watchlists)] = list });
    }

    public static Task<IResult> New(Visit visit) => Show(visit, null, new Draft(new Dictionary<string, string>(), ""), StatusCodes.Status200OK);

    /// <summary>The form of a new one, filled in as another is.</summary>
    public static async Task<IResult> Clone(Visit visit)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        // A draft of somebody's is not shown to everyone before it is meant to be.
        var values = new Dictionary<string, string>(FieldsOf(stored.Value)) { ["public"] = "", ["name"] = string.Format(CultureInfo.InvariantCulture, Words.CopyOf.English, stored.Value.Name) };
        if (values["nameFr"].Length > 0)
        {
            values["nameFr"] = string.Format(CultureInfo.InvariantCulture, Words.CopyOf.French, stored.Value.NameFr);
        }

        return await Show(visit, null, new Draft(values, ""), StatusCodes.Status200OK);
    }

    public static async Task<IResult> Add(Visit visit)
    {
        var draft = Draft.Posted(visit, Fields.Select(f => f.Field));
        if (Read(visit, new Watchlist(DestinationIds.Slug(draft["name"]), "", ""), ref draft) is not { } watchlist)
        {
            return await Show(visit, null, draft, StatusCodes.Status400BadRequest);
        }

        await Insert(visit, watchlist, AuditAction.Created);
        return Visit.See(Home, "added");
    }

    public static async Task<IResult> Edit(Visit visit) => await Stored(visit) is { } stored
        ? await Show(visit, stored, Fill(stored), StatusCodes.Status200OK)
        : visit.NotThere();

    public static Task<IResult> Save(Visit visit) => Save(visit, Draft.Posted(visit, Fields.Select(f => f.Field)), AuditAction.Changed);

    /// <summary>Puts back what was before a change, through the same door as any other edit.</summary>
    public static async Task<IResult> RollBack(Visit visit) => await History.Undone(visit, AuditThing.Watchlist, visit.Route("id")) is { } undone
        ? await Save(visit, new Draft(undone.Before!, visit.Field("version")), AuditAction.RolledBack)
        : visit.NotThere();

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

    public static Task<IResult> TryNew(Visit visit) => Try(visit, null);

    public static async Task<IResult> TryChanged(Visit visit) => await Stored(visit) is { } stored ? await Try(visit, stored) : visit.NotThere();

    /// <summary>Stores a new one under the first free id that its own begins: two may well have one name, and deleted ones may come back.</summary>
    public static async Task Insert(Visit visit, Watchlist watchlist, AuditAction action)
    {
        var id = watchlist.Id;
        for (var n = 2; ; n++)
        {
            var entry = visit.Entry(AuditThing.Watchlist, watchlist.Id, action, watchlist.Name) with { After = FieldsOf(watchlist) };
            if (await visit.Tables.DeletedWatchlists.Get(Keys.Only, watchlist.Id, visit.Cancel) is null
                && await visit.Record(entry, e => visit.Tables.Watchlists.Insert(Keys.Only, watchlist.Id, watchlist with { Change = e.Id }, visit.Cancel)))
            {
                return;
            }

            watchlist = watchlist with { Id = string.Create(CultureInfo.InvariantCulture, $"{id}-{n}") };
        }
    }

    /// <summary>Stores a changed one with its history; false where somebody else was quicker.</summary>
    public static async Task<bool> Replace(Visit visit, Versioned<Watchlist> stored, Watchlist changed, AuditAction action)
    {
        var (before, after) = (FieldsOf(stored.Value), FieldsOf(changed));
        var entry = visit.Entry(AuditThing.Watchlist, stored.Key, action, changed.Name, stored.Value.Change) with { Before = before, After = after };
        return Recording.Same(before, after)
            || await visit.Record(entry, async e => await visit.Tables.Watchlists.Replace(stored, changed with { Change = e.Id }, visit.Cancel) is not null);
    }

    /// <summary>As its form holds it.</summary>
    public static Dictionary<string, string> FieldsOf(Watchlist watchlist) => new()
    {
        ["name"] = watchlist.Name,
        ["nameFr"] = watchlist.NameFr ?? "",
        ["query"] = watchlist.Query,
        ["kinds"] = string.Join(' ', watchlist.Kinds),
        ["languages"] = string.Join(' ', watchlist.Languages),
        ["public"] = watchlist.Public ? "true" : "",
        ["paused"] = watchlist.Paused ? "true" : "",
    };

    public static async Task<Versioned<Watchlist>?> Stored(Visit visit) =>
        visit.Key("id") is { } id ? await visit.Tables.Watchlists.Get(Keys.Only, id, visit.Cancel) : null;

    /// <summary>What a form says; null where something is wrong with it, and the draft then says what.</summary>
    public static Watchlist? Read(Visit visit, Watchlist before, ref Draft draft)
    {
        var problems = new Dictionary<string, string>();
        if (draft["name"].Length is 0 or > 120)
        {
            problems["name"] = visit.T(Words.NameNeeded);
        }

        // A browser sends line ends as CR LF (HTML §4.10.22); positions are counted in what is stored.
        draft = draft with { Values = new Dictionary<string, string>(draft.Values) { ["query"] = draft["query"].ReplaceLineEndings("\n") } };
        if (visit.Parts.Actions.CheckQuery(draft["query"]) is { } problem)
        {
            var sentence = visit.T(new Text(problem.Sentence, problem.SentenceFr ?? problem.Sentence));
            problems["query"] = problem.Position is { } at ? visit.T(Words.AtCharacter, at + 1, sentence) : sentence;
        }

        draft = draft with { Problems = problems };
        return problems.Count > 0 ? null : before with
        {
            Name = draft["name"],
            Query = draft["query"],
            NameFr = draft["nameFr"].Length > 0 ? draft["nameFr"] : null,
            Kinds = [.. draft["kinds"].Split(' ').Select(k => Enum.TryParse<StoryKind>(k, out var kind) && Enum.IsDefined(kind) ? kind : (StoryKind?)null).OfType<StoryKind>()],
            Languages = [.. draft["languages"].Split(' ').Where(l => l.Length == 2 && l.All(char.IsAsciiLetterLower))],
            Public = draft["public"] == "true",
            Paused = draft["paused"] == "true",
        };
    }

    private static async Task<IResult> Save(Visit visit, Draft draft, AuditAction action)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        if (Read(visit, stored.Value, ref draft) is not { } watchlist)
        {
            return await Show(visit, stored, draft, StatusCodes.Status400BadRequest);
        }

        if (draft.Version == stored.ETag && await Replace(visit, stored, watchlist, action))
        {
            return Visit.See(Home, "saved");
        }

        return await Stored(visit) is { } theirs
            ? await Show(visit, theirs, draft.Against(Fill(theirs), Fields.Select(f => (f.Field, visit.T(f.Label)))), StatusCodes.Status409Conflict)
            : visit.NotThere();
    }

    /// <summary>The form as it stands, with what it would have found; nothing is saved.</summary>
    private static async Task<IResult> Try(Visit visit, Versioned<Watchlist>? saved)
    {
        var draft = Draft.Posted(visit, Fields.Select(f => f.Field));
        if (Read(visit, saved?.Value ?? new Watchlist(DestinationIds.Slug(draft["name"]), "", ""), ref draft) is not { } watchlist)
        {
            return await Show(visit, saved, draft, StatusCodes.Status400BadRequest);
        }

        var replay = await visit.Parts.Actions.TryWatchlist(watchlist, saved?.Value, visit.Cancel);
        return await Show(visit, saved, draft, StatusCodes.Status200OK, replay, QueryLinter.Warnings(watchlist));
    }

    private static async Task<IResult> Show(
        Visit visit, Versioned<Watchlist>? watchlist, Draft draft, int status, Replay? replay = null, IReadOnlyList<QueryWarning>? warnings = null) =>
        visit.Page<WatchlistPage>(watchlist?.Value.Name ?? visit.T(Words.AddWatchlist), new()
        {
            [nameof(WatchlistPage.Id)] = watchlist?.Key,
            [nameof(WatchlistPage.Draft)] = draft,
            [nameof(WatchlistPage.Replay)] = replay,
            [nameof(WatchlistPage.Warnings)] = warnings ?? [],
            [nameof(WatchlistPage.QueryProblem)] = draft.Problem("query") is null ? null : visit.Parts.Actions.CheckQuery(draft["query"]),
            [nameof(WatchlistPage.History)] = watchlist is null ? History.None : await History.Of(visit, $"{Home}/{watchlist.Key}", watchlist.ETag, watchlist.Value.Change),
        }, status);

    private static Draft Fill(Versioned<Watchlist> stored) => new(FieldsOf(stored.Value), stored.ETag);
}
