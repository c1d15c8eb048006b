using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Site.Pages;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Destinations: who is told, of what, and when.</summary>
internal static class ManageDestinations
{
    private const string Home = "/manage/destinations";

    private static readonly (string Field, Text Label)[] Fields =
    [
        ("name", Words.Name), ("language", Words.Language), ("zone", Words.TimeZone), ("rhythm", Words.Digest), ("at", Words.Hour), ("day", Words.Day), ("admins", Words.ForAdmins),
    ];

    public static async Task<IResult> List(Visit visit) => visit.Page<DestinationsPage>(visit.T(Words.Destinations), new()
    {
        [nameof(DestinationsPage.Destinations)] = await Destinations.All(visit)
            .OrderByDescending(Destinations.IsWaiting).ThenBy(d => d.Channel).ThenBy(Destinations.Label, StringComparer.CurrentCultureIgnoreCase)
            .ToListAsync(visit.Cancel),
    });

    public static async Task<IResult> New(Visit visit) => await Show(visit, null, new Draft(new Dictionary<string, string>
    {
        ["language"] = visit.Language,
        ["zone"] = "Europe/Paris",
        ["rhythm"] = nameof(DigestRhythm.Daily),
        ["at"] = "08:30",
        ["day"] = nameof(DayOfWeek.Monday),
    }, ""), StatusCodes.Status200OK);

    public static async Task<IResult> Add(Visit visit)
    {
        var draft = await Posted(visit, ["address"]);
        var address = DestinationIds.ReadTelegram(draft["address"]);
        var id = DestinationIds.Telegram(address ?? "");
        var blank = new Destination(id, ChannelKind.Telegram, address ?? "", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.None, default)) { Created = visit.Now };
        var problems = new Dictionary<string, string>();
        var destination = Read(visit, blank, draft, problems);
        if (address is null)
        {
            problems["address"] = visit.T(Words.ChatNeeded);
        }
        else if (await visit.Tables.Destinations.Get(Keys.Shard(id), id, visit.Cancel) is not null)
        {
            problems["address"] = visit.T(Words.ChatKnown);
        }

        if (problems.Count > 0 || !await visit.Tables.Destinations.Insert(Keys.Shard(id), id, destination, visit.Cancel))
        {
            return await Show(visit, null, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        await Follow(visit, id, draft);
        return Visit.See(Home, "added");
    }

    public static async Task<IResult> Edit(Visit visit) => await Stored(visit) is { } stored
        ? await Show(visit, stored.Value, await Fill(visit, stored.Value), StatusCodes.Status200OK)
        : visit.NotThere();

    public static async Task<IResult> Save(Visit visit)
    {
        var draft = await Posted(visit, []);
        while (await Stored(visit) is { } stored)
        {
            var problems = new Dictionary<string, string>();
            var destination = Read(visit, stored.Value, draft, problems);
            if (problems.Count > 0)
            {
                return await Show(visit, stored.Value, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
            }

            var now = await Fill(visit, stored.Value);
            if (now.Version != draft.Version)
            {
                var labels = Fields.Select(f => (f.Field, visit.T(f.Label))).Concat((await Watchlists(visit)).Select(w => (FollowField(w.Id), w.Name)));
                return await Show(visit, stored.Value, draft.Against(now, labels), StatusCodes.Status409Conflict);
            }

            // The bot itself writes to these rows (when the next digest is due), so a lost race is no conflict of two admins: read and try again.
            if (await visit.Tables.Destinations.Replace(stored, destination, visit.Cancel) is not null)
            {
                await Follow(visit, stored.Key, draft);
                return Visit.See(Home, "saved");
            }
        }

        return visit.NotThere();
    }

    public static async Task<IResult> Pause(Visit visit)
    {
        var pause = visit.Field("pause") == "true";
        while (await Stored(visit) is { } stored)
        {
            if (stored.Value.State == DestinationState.Unconfirmed)
            {
                return Visit.See(Home, "unconfirmed"); // Only the address's owner can say yes.
            }

            var changed = stored.Value with
            {
                State = pause ? DestinationState.Paused : DestinationState.Active,
                Reason = pause ? Destination.PausedByAdmin : null,
            };
            changed = changed with { NextDigest = pause ? null : visit.Parts.Actions.NextDigest(changed) };
            if (await visit.Tables.Destinations.Replace(stored, changed, visit.Cancel) is not null)
            {
                return Visit.See(Home, pause ? "paused" : "resumed");
            }
        }

        return visit.NotThere();
    }

    public static async Task<IResult> AskToDelete(Visit visit) => await Stored(visit) is { } stored
        ? visit.Page<AskPage>(visit.T(Words.DeleteDestination), new()
        {
            [nameof(AskPage.Question)] = visit.T(Words.DeleteDestinationText, Destinations.Label(stored.Value)),
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

        await Erasure.Destination(visit.Tables, id, visit.Cancel);
        return Visit.See(Home, "deleted");
    }

    /// <summary>The form field that says how a watchlist is followed.</summary>
    public static string FollowField(string watchlistId) => "follow-" + watchlistId;

    private static async Task<Versioned<Destination>?> Stored(Visit visit) =>
        visit.Key("id") is { } id ? await visit.Tables.Destinations.Get(Keys.Shard(id), id, visit.Cancel) : null;

    private static async Task<IReadOnlyList<Watchlist>> Watchlists(Visit visit) =>
        await visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel).Select(w => w.Value).ToListAsync(visit.Cancel);

    private static async Task<Draft> Posted(Visit visit, IEnumerable<string> more) =>
        Draft.Posted(visit, [.. Fields.Select(f => f.Field), .. more, .. (await Watchlists(visit)).Select(w => FollowField(w.Id))]);

    private static async Task<IResult> Show(Visit visit, Destination? destination, Draft draft, int status) =>
        visit.Page<DestinationPage>(destination is null ? visit.T(Words.AddChat) : Destinations.Label(destination), new()
        {
            [nameof(DestinationPage.Destination)] = destination,
            [nameof(DestinationPage.Draft)] = draft,
            [nameof(DestinationPage.Watchlists)] = await Watchlists(visit),
        }, status);

    private static async Task<Draft> Fill(Visit visit, Destination destination)
    {
        var values = new Dictionary<string, string>
        {
            ["name"] = destination.Name,
            ["language"] = destination.Language,
            ["zone"] = destination.TimeZone,
            ["rhythm"] = destination.Schedule.Rhythm.ToString(),
            ["at"] = destination.Schedule.At.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["day"] = destination.Schedule.Day.ToString(),
            ["admins"] = destination.ForAdmins ? "true" : "",
        };
        var follows = (await visit.Tables.Follows.Of(destination.Id, visit.Cancel)).ToDictionary(f => f.WatchlistId, f => f.Cadence.ToString());
        foreach (var watchlist in await Watchlists(visit))
        {
            values[FollowField(watchlist.Id)] = follows.GetValueOrDefault(watchlist.Id, "");
        }

        // Not the row's ETag, which the bot's own writes change: a print of what the form shows.
        var print = Keys.Hash(string.Join('\n', values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")));
        return new Draft(values, print);
    }

    private static Destination Read(Visit visit, Destination before, Draft draft, Dictionary<string, string> problems)
    {
        if (draft["name"].Length > 100)
        {
            problems["name"] = visit.T(Words.NameTooLong);
        }

        // "UTC+1" and Windows names are read by some systems and not by others; IANA names by all.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(draft["zone"], out var zone) || !zone.HasIanaId)
        {
            problems["zone"] = visit.T(Words.ZoneUnknown, draft["zone"]);
        }

        if (!TimeOnly.TryParseExact(draft["at"], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            problems["at"] = visit.T(Words.HourNeeded);
        }

        var rhythm = Enum.TryParse<DigestRhythm>(draft["rhythm"], out var r) && Enum.IsDefined(r) ? r : DigestRhythm.None;
        var day = Enum.TryParse<DayOfWeek>(draft["day"], out var d) && Enum.IsDefined(d) ? d : DayOfWeek.Monday;
        var after = before with
        {
            Name = draft["name"],
            Language = Languages.IsKnown(draft["language"]) ? draft["language"] : before.Language,
            TimeZone = draft["zone"],
            Schedule = new DigestSchedule(rhythm, at, day),
            ForAdmins = draft["admins"] == "true",
        };
        return problems.Count > 0 ? before : after with
        {
            NextDigest = after.State == DestinationState.Active ? visit.Parts.Actions.NextDigest(after) : null,
        };
    }

    private static async Task Follow(Visit visit, string id, Draft draft)
    {
        foreach (var watchlist in await Watchlists(visit))
        {
            await (Enum.TryParse<Cadence>(draft[FollowField(watchlist.Id)], out var cadence) && Enum.IsDefined(cadence)
                ? visit.Tables.Follows.Set(new Follow(watchlist.Id, id, cadence), visit.Cancel)
                : visit.Tables.Follows.Remove(watchlist.Id, id, visit.Cancel));
        }
    }
}
