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

    private const string FollowPrefix = "follow-";

    /// <summary>The fields of its form, but for those of what it follows.</summary>
    public static readonly (string Field, Text Label)[] Fields =
    [
        ("name", Words.Name), ("language", Words.Language), ("zone", Words.TimeZone), ("rhythm", Words.Digest), ("at", Words.Hour), ("day", Words.Day), ("admins", Words.ForAdmins),
        .. QuietHours.Fields,
    ];

    /// <summary>The chats; subscribers have a list of their own, a page at a time.</summary>
    public static async Task<IResult> List(Visit visit) => visit.Page<DestinationsPage>(visit.T(Words.Destinations), new()
    {
        [nameof(DestinationsPage.Destinations)] = await Destinations.Chats(visit)
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
        ["workdays"] = QuietHours.AllDays,
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

        var entry = visit.Entry(AuditThing.Destination, id, AuditAction.Created, NameOf(destination)) with { After = Told(destination, draft.Values) };
        if (problems.Count > 0 || !await visit.Record(entry, async e =>
            {
                var inserted = await visit.Tables.Destinations.Insert(Keys.Shard(id), id, destination with { Change = e.Id }, visit.Cancel);
                await (inserted ? Follow(visit, id, draft.Values) : Task.CompletedTask);
                return inserted;
            }))
        {
            return await Show(visit, null, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        return Visit.See(Home, "added");
    }

    public static async Task<IResult> Edit(Visit visit) => await Stored(visit) is { } stored
        ? await Show(visit, stored.Value, await Fill(visit, stored.Value), StatusCodes.Status200OK)
        : visit.NotThere();

    public static async Task<IResult> Save(Visit visit) => await Save(visit, await Posted(visit, []), AuditAction.Changed);

    /// <summary>Puts back what was before a change, through the same door as any other edit. Whether it is paused stays as it is.</summary>
    public static async Task<IResult> RollBack(Visit visit) => await History.Undone(visit, AuditThing.Destination, visit.Route("id")) is { } undone
        ? await Save(visit, new Draft(undone.Before!, visit.Field("version")), AuditAction.RolledBack)
        : visit.NotThere();

    public static async Task<IResult> Pause(Visit visit)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        if (stored.Value.State == DestinationState.Unconfirmed)
        {
            return Visit.See(Home, "unconfirmed"); // Only the address's owner can say yes.
        }

        var pause = visit.Field("pause") == "true";
        Destination Change(Destination read)
        {
            var changed = read with { State = pause ? DestinationState.Paused : DestinationState.Active, Reason = pause ? Destination.PausedByAdmin : null };
            return changed with { NextDigest = pause ? null : visit.Parts.Actions.NextDigest(changed) };
        }

        var values = (await Fill(visit, stored.Value)).Values;
        var saved = await Replace(visit, stored, Change, values, values, pause ? AuditAction.Paused : AuditAction.Resumed);
        return Visit.See(Home, !saved ? "again" : pause ? "paused" : "resumed");
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
        if (await Stored(visit) is not { } stored)
        {
            return Visit.See(Home, "deleted"); // By another admin, by the person, or by pressing twice.
        }

        await Erase(visit, stored.Value);
        return Visit.See(Home, "deleted");
    }

    /// <summary>Takes away a destination and everything that hangs on it. Of a person nothing is left but that somebody was erased.</summary>
    public static async Task Erase(Visit visit, Destination destination)
    {
        var person = destination.Channel == ChannelKind.Email;
        var entry = visit.Entry(AuditThing.Destination, destination.Id, person ? AuditAction.Erased : AuditAction.Deleted, NameOf(destination), destination.Change) with
        {
            Before = person ? null : Told(destination, (await Fill(visit, destination)).Values),
        };
        await visit.Record(entry, async _ =>
        {
            await Erasure.Destination(visit.Tables, destination.Id, visit.Cancel);
            return true;
        });
    }

    /// <summary>The form field that says how a watchlist is followed.</summary>
    public static string FollowField(string watchlistId) => FollowPrefix + watchlistId;

    /// <summary>The watchlist of such a field; null for another field.</summary>
    public static string? FollowedBy(string field) => field.StartsWith(FollowPrefix, StringComparison.Ordinal) ? field[FollowPrefix.Length..] : null;

    /// <summary>Writes what a destination follows, from the fields of its form.</summary>
    public static async Task Follow(Visit visit, string id, IReadOnlyDictionary<string, string> values)
    {
        foreach (var watchlist in await Watchlists(visit))
        {
            await (Enum.TryParse<Cadence>(values.GetValueOrDefault(FollowField(watchlist.Id)), out var cadence) && Enum.IsDefined(cadence)
                ? visit.Tables.Follows.Set(new Follow(watchlist.Id, id, cadence), CancellationToken.None)
                : visit.Tables.Follows.Remove(watchlist.Id, id, CancellationToken.None));
        }
    }

    /// <summary>What the history calls it: a subscriber is not named, as names outlive an erasure there.</summary>
    private static string NameOf(Destination destination) => destination.Channel == ChannelKind.Email ? "" : Destinations.Label(destination);

    private static Dictionary<string, string> Told(Destination destination, IReadOnlyDictionary<string, string> values)
    {
        var told = new Dictionary<string, string>(values) { ["state"] = destination.State.ToString() };
        told.Remove("address");
        return told;
    }

    private static async Task<IResult> Save(Visit visit, Draft draft, AuditAction action)
    {
        if (await Stored(visit) is not { } stored)
        {
            return visit.NotThere();
        }

        var problems = new Dictionary<string, string>();
        Read(visit, stored.Value, draft, problems);
        if (problems.Count > 0)
        {
            return await Show(visit, stored.Value, draft with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        var now = await Fill(visit, stored.Value);
        if (now.Version == draft.Version && await Replace(visit, stored, read => Read(visit, read, draft, []), now.Values, draft.Values, action))
        {
            return Visit.See(Home, "saved");
        }

        if (await Stored(visit) is not { } theirs)
        {
            return visit.NotThere();
        }

        var labels = Fields.Select(f => (f.Field, visit.T(f.Label))).Concat((await Watchlists(visit)).Select(w => (FollowField(w.Id), w.Name)));
        return await Show(visit, theirs.Value, draft.Against(await Fill(visit, theirs.Value), labels), StatusCodes.Status409Conflict);
    }

    /// <summary>
    /// Stores a changed one with its history; false where another admin was quicker. The bot itself writes to these rows (when the next digest is
    /// due), so a lost race against it is no conflict of two admins: the row is read and changed again.
    /// </summary>
    private static async Task<bool> Replace(
        Visit visit, Versioned<Destination> stored, Func<Destination, Destination> change, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, AuditAction action)
    {
        var changed = change(stored.Value);
        var entry = visit.Entry(AuditThing.Destination, stored.Key, action, NameOf(changed), stored.Value.Change) with
        {
            Before = Told(stored.Value, before),
            After = Told(changed, after),
        };
        return Recording.Same(entry.Before, entry.After) || await visit.Record(entry, async e =>
        {
            for (var read = stored; read is not null && read.Value.Change == e.Previous; read = await visit.Tables.Destinations.Get(read.Partition, read.Key, visit.Cancel))
            {
                if (await visit.Tables.Destinations.Replace(read, change(read.Value) with { Change = e.Id }, visit.Cancel) is not null)
                {
                    await Follow(visit, stored.Key, after);
                    return true;
                }
            }

            return false;
        });
    }

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
            [nameof(DestinationPage.History)] = destination is null ? History.None : await History.Of(visit, $"{Home}/{destination.Id}", (await Fill(visit, destination)).Version, destination.Change),
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
        QuietHours.Fill(values, destination.Hours);
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
            Hours = QuietHours.Read(visit, draft, problems),
        };
        return problems.Count > 0 ? before : after with
        {
            NextDigest = after.State == DestinationState.Active ? visit.Parts.Actions.NextDigest(after) : null,
        };
    }
}
