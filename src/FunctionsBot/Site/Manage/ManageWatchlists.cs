using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Site.Pages;
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

    private static readonly (string Field, Text Label)[] Fields =
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

    public static Task<IResult> New(Visit visit) => Task.FromResult(Show(visit, null, new Draft(new Dictionary<string, string>(), ""), StatusCodes.Status200OK));

    public static async Task<IResult> Add(Visit visit)
    {
        var draft = Draft.Posted(visit, Fields.Select(f => f.Field));
        if (Read(visit, DestinationIds.Slug(draft["name"]), ref draft) is not { } watchlist)
        {
            return Show(visit, null, draft, StatusCodes.Status400BadRequest);
        }

        var id = watchlist.Id;
        for (var n = 2; !await visit.Tables.Watchlists.Insert(Keys.Only, watchlist.Id, watchlist, visit.Cancel); n++)
        {
            watchlist = watchlist with { Id = string.Create(CultureInfo.InvariantCulture, $"{id}-{n}") };
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
        if (Read(visit, stored.Value.Id, ref draft) is not { } watchlist)
        {
            return Show(visit, stored.Value, draft, StatusCodes.Status400BadRequest);
        }

        if (draft.Version == stored.ETag && await visit.Tables.Watchlists.Replace(stored, watchlist, visit.Cancel) is not null)
        {
            return Visit.See(Home, "saved");
        }

        return await Stored(visit) is { } theirs
            ? Show(visit, theirs.Value, draft.Against(Fill(theirs), Fields.Select(f => (f.Field, visit.T(f.Label)))), StatusCodes.Status409Conflict)
            : visit.NotThere();
    }

    public static Task<IResult> TryNew(Visit visit) => Try(visit, null);

    public static async Task<IResult> TryChanged(Visit visit) => await Stored(visit) is { } stored ? await Try(visit, stored.Value) : visit.NotThere();

    /// <summary>The form as it stands, with what it would have found; nothing is saved.</summary>
    private static async Task<IResult> Try(Visit visit, Watchlist? saved)
    {
        var draft = Draft.Posted(visit, Fields.Select(f => f.Field));
        if (Read(visit, saved?.Id ?? DestinationIds.Slug(draft["name"]), ref draft) is not { } watchlist)
        {
            return Show(visit, saved, draft, StatusCodes.Status400BadRequest);
        }

        var replay = await visit.Parts.Actions.TryWatchlist(watchlist, saved, visit.Cancel);
        return Show(visit, saved, draft, StatusCodes.Status200OK, replay, QueryLinter.Warnings(watchlist));
    }

    public static async Task<IResult> AskToDelete(Visit visit)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        var followers = (await visit.Tables.Follows.By(stored.Key, visit.Cancel)).Count;
        return visit.Page<AskPage>(visit.T(Words.DeleteWatchlist), new()
        {
            [nameof(AskPage.Question)] = visit.T(Words.DeleteWatchlistText, stored.Value.Name, followers),
            [nameof(AskPage.Button)] = visit.T(Words.Delete),
            [nameof(AskPage.Action)] = $"{Home}/{stored.Key}/delete",
            [nameof(AskPage.Back)] = Home,
            [nameof(AskPage.Danger)] = true,
        });
    }

    public static async Task<IResult> Delete(Visit visit)
    {
        if (visit.Key("id") is not { } id)
        {
            return visit.NotThere();
        }

        await Erasure.Watchlist(visit.Tables, id, visit.Cancel);
        return Visit.See(Home, "deleted");
    }

    private static async Task<Versioned<Watchlist>?> Stored(Visit visit) =>
        visit.Key("id") is { } id ? await visit.Tables.Watchlists.Get(Keys.Only, id, visit.Cancel) : null;

    private static IResult Show(
        Visit visit, Watchlist? watchlist, Draft draft, int status, Replay? replay = null, IReadOnlyList<QueryWarning>? warnings = null) =>
        visit.Page<WatchlistPage>(watchlist?.Name ?? visit.T(Words.AddWatchlist), new()
        {
            [nameof(WatchlistPage.Id)] = watchlist?.Id,
            [nameof(WatchlistPage.Draft)] = draft,
            [nameof(WatchlistPage.Replay)] = replay,
            [nameof(WatchlistPage.Warnings)] = warnings ?? [],
            [nameof(WatchlistPage.QueryProblem)] = draft.Problem("query") is null ? null : visit.Parts.Actions.CheckQuery(draft["query"]),
        }, status);

    private static Draft Fill(Versioned<Watchlist> stored) => new(new Dictionary<string, string>
    {
        ["name"] = stored.Value.Name,
        ["nameFr"] = stored.Value.NameFr ?? "",
        ["query"] = stored.Value.Query,
        ["kinds"] = string.Join(' ', stored.Value.Kinds),
        ["languages"] = string.Join(' ', stored.Value.Languages),
        ["public"] = stored.Value.Public ? "true" : "",
        ["paused"] = stored.Value.Paused ? "true" : "",
    }, stored.ETag);

    private static Watchlist? Read(Visit visit, string id, ref Draft draft)
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
        return problems.Count > 0 ? null : new Watchlist(id, draft["name"], draft["query"])
        {
            NameFr = draft["nameFr"].Length > 0 ? draft["nameFr"] : null,
            Kinds = [.. draft["kinds"].Split(' ').Select(k => Enum.TryParse<StoryKind>(k, out var kind) && Enum.IsDefined(kind) ? kind : (StoryKind?)null).OfType<StoryKind>()],
            Languages = [.. draft["languages"].Split(' ').Where(l => l.Length == 2 && l.All(char.IsAsciiLetterLower))],
            Public = draft["public"] == "true",
            Paused = draft["paused"] == "true",
        };
    }
}
