using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Pages;

/// <summary>What a subscriber chose, as the form has it.</summary>
/// <param name="Watchlists">Ids of those followed.</param>
/// <param name="Language">Of the mails.</param>
/// <param name="Rhythm">How often.</param>
/// <param name="Day">On which day of the week.</param>
/// <param name="Hour">At which full or half hour.</param>
/// <param name="TimeZone">Whose hours.</param>
public sealed record PreferencesDraft(IReadOnlyList<string> Watchlists, string Language, DigestRhythm Rhythm, DayOfWeek Day, TimeOnly Hour, string TimeZone);

/// <summary>
/// A subscriber's own page. Its link stands in every mail, does not expire and is good for this subscription only. Looking changes nothing,
/// as programs that scan mail follow links; the buttons post.
/// </summary>
internal static class Preferences
{
    /// <summary>Zones offered: the reader's own and one for each place where readers have been.</summary>
    private static readonly string[] Zones =
    [
        "Europe/Paris", "Europe/Brussels", "Europe/London", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Athens", "America/Montreal", "America/New_York", "America/Los_Angeles",
        "America/Guadeloupe", "America/Sao_Paulo", "Africa/Dakar", "Africa/Casablanca", "Africa/Nairobi", "Indian/Reunion", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Noumea", "Australia/Sydney", "Etc/UTC",
    ];

    public static async Task<IResult> Form(Visit visit) => await Subscriber(visit) is { } subscriber
        ? await Show(visit, subscriber.Value, [], StatusCodes.Status200OK)
        : Useless(visit);

    public static async Task<IResult> Save(Visit visit)
    {
        if (await Subscriber(visit) is not { } subscriber)
        {
            return Useless(visit);
        }

        var open = await Subscribing.Open(visit);
        var chosen = open.Select(w => w.Id).Intersect(visit.Fields("watchlist")).ToList();
        if (chosen.Count == 0)
        {
            return await Show(visit, subscriber.Value, new() { ["watchlist"] = visit.T(Words.ChooseOne) }, StatusCodes.Status400BadRequest);
        }

        var old = subscriber.Value;
        var rhythm = Enum.TryParse<DigestRhythm>(visit.Field("rhythm"), out var r) && r is DigestRhythm.Daily or DigestRhythm.Weekly or DigestRhythm.Monthly ? r : old.Schedule.Rhythm;
        var day = Enum.TryParse<DayOfWeek>(visit.Field("day"), out var d) && Enum.IsDefined(d) ? d : old.Schedule.Day;
        var at = TimeOnly.TryParseExact(visit.Field("hour"), "HH:mm", out var hour) ? hour : old.Schedule.At;
        var zone = visit.Field("zone") is var z && TimeZoneInfo.TryFindSystemTimeZoneById(z, out _) && z.Length <= 64 ? z : old.TimeZone;
        foreach (var watchlist in open)
        {
            await (chosen.Contains(watchlist.Id)
                ? visit.Tables.Follows.Set(new Follow(watchlist.Id, old.Id, Cadence.Digest), visit.Cancel)
                : visit.Tables.Follows.Remove(watchlist.Id, old.Id, visit.Cancel));
        }

        await Change(visit, subscriber, s => s with
        {
            Language = visit.Field("language") is var language && Languages.IsKnown(language) ? language : s.Language,
            TimeZone = zone,
            Schedule = new DigestSchedule(rhythm, at, day),
        });
        return Visit.See(Path(visit), "saved");
    }

    /// <summary>No mail until the reader says so; what happened meanwhile is in the first one after.</summary>
    public static async Task<IResult> Pause(Visit visit)
    {
        if (await Subscriber(visit) is not { } subscriber)
        {
            return Useless(visit);
        }

        var pause = visit.Field("pause") == "yes";
        await Change(visit, subscriber, s => s with
        {
            State = pause ? DestinationState.Paused : DestinationState.Active,
            Reason = pause ? "The reader paused it." : null,
        });
        return Visit.See(Path(visit), "saved");
    }

    private static string Path(Visit visit) => "/preferences" + QueryString.Create("token", visit.Query("token") ?? "");

    private static IResult Useless(Visit visit) => visit.Say(Words.LinkUseless, visit.T(Words.PreferencesUselessText), StatusCodes.Status404NotFound);

    private static async Task<Versioned<Destination>?> Subscriber(Visit visit) =>
        visit.Parts.Links.Preferred(visit.Query("token")) is { } id
        && await visit.Tables.Destinations.Get(Keys.Shard(id), id, visit.Cancel) is { Value.State: not DestinationState.Unconfirmed } subscriber ? subscriber : null;

    private static async Task Change(Visit visit, Versioned<Destination> subscriber, Func<Destination, Destination> change)
    {
        for (Versioned<Destination>? read = subscriber; read is not null; read = await visit.Tables.Destinations.Get(read.Partition, read.Key, visit.Cancel))
        {
            var changed = change(read.Value);
            changed = changed with { NextDigest = visit.Parts.Actions.NextDigest(changed) };
            if (await visit.Tables.Destinations.Replace(read, changed, visit.Cancel) is not null)
            {
                return;
            }
        }
    }

    private static async Task<IResult> Show(Visit visit, Destination subscriber, Dictionary<string, string> problems, int status)
    {
        var follows = await visit.Tables.Follows.Of(subscriber.Id, visit.Cancel);
        var schedule = subscriber.Schedule;
        return visit.Page<PreferencesPage>(visit.T(Words.PreferencesTitle), new()
        {
            [nameof(PreferencesPage.Watchlists)] = await Subscribing.Open(visit),
            [nameof(PreferencesPage.Draft)] = new PreferencesDraft([.. follows.Select(f => f.WatchlistId)], subscriber.Language, schedule.Rhythm, schedule.Day, schedule.At, subscriber.TimeZone),
            [nameof(PreferencesPage.Zones)] = Zones.Prepend(subscriber.TimeZone).Distinct().ToList(),
            [nameof(PreferencesPage.IsPaused)] = subscriber.State == DestinationState.Paused,
            [nameof(PreferencesPage.Token)] = visit.Query("token") ?? "",
            [nameof(PreferencesPage.Unsubscribe)] = visit.Parts.Links.Unsubscribe(subscriber).PathAndQuery,
            [nameof(PreferencesPage.Problems)] = problems,
        }, status);
    }
}
