using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Pages;

/// <summary>A subscription as it is being filled in.</summary>
/// <param name="Email">As typed.</param>
/// <param name="Watchlists">Ids of those chosen.</param>
/// <param name="Day">When the mail should come.</param>
/// <param name="Language">The language it should be in.</param>
public sealed record SubscriptionDraft(string Email, IReadOnlyList<string> Watchlists, DayOfWeek Day, string Language);

/// <summary>
/// Subscribe, confirm, unsubscribe. What was asked for is kept apart until the address's owner confirms it, so that a stranger can
/// neither subscribe somebody nor change what a subscriber gets.
/// </summary>
internal static class Subscribing
{
    /// <summary>Partition of the documents that hold what is asked for and not confirmed.</summary>
    public const string Wishes = "wishes";

    /// <summary>Mail programs are quiet then, and readers are at their desks (GOV.UK sends its digests at 08:30 too).</summary>
    private static readonly TimeOnly At = new(8, 30);

    private const string TimeZone = "Europe/Paris";

    /// <summary>The watchlists one can subscribe to.</summary>
    public static async Task<IReadOnlyList<Watchlist>> Open(Visit visit) => await visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel)
        .Select(row => row.Value).Where(w => w is { Public: true, Paused: false }).ToListAsync(visit.Cancel);

    public static async Task<IResult> Form(Visit visit)
    {
        var open = await Open(visit);
        return Show(visit, open, new SubscriptionDraft("", [.. open.Select(w => w.Id)], DayOfWeek.Monday, visit.Language), [], StatusCodes.Status200OK);
    }

    public static async Task<IResult> Subscribe(Visit visit)
    {
        var open = await Open(visit);
        var draft = new SubscriptionDraft(
            visit.Field("email"),
            [.. open.Select(w => w.Id).Intersect(visit.Fields("watchlist"))],
            Enum.TryParse<DayOfWeek>(visit.Field("day"), out var day) && Enum.IsDefined(day) ? day : DayOfWeek.Monday,
            visit.Field("language") is var language && Languages.IsKnown(language) ? language : visit.Language);
        var problems = new Dictionary<string, string>();
        if (DestinationIds.ReadMail(draft.Email) is not { } address)
        {
            address = "";
            problems["email"] = visit.T(Words.NoAddress);
        }

        if (draft.Watchlists.Count == 0)
        {
            problems["watchlist"] = visit.T(Words.ChooseOne);
        }

        if (problems.Count > 0)
        {
            return Show(visit, open, draft, problems, StatusCodes.Status400BadRequest);
        }

        var id = visit.Parts.Ids.Mail(address);
        switch (visit.Parts.Limit.Take(id))
        {
            case LimitAnswer.AllFull:
                visit.Context.Response.Headers.RetryAfter = "3600";
                return visit.Say(Words.TooMany, visit.T(Words.TooManyText), StatusCodes.Status429TooManyRequests);
            case LimitAnswer.Within:
                await Invite(visit, id, address, draft);
                break;
        }

        return visit.Say(Words.CheckMail, visit.T(Words.CheckMailText));
    }

    public static async Task<IResult> AskToConfirm(Visit visit) => await Subscriber(visit, visit.Parts.Links.Confirmed) is null
        ? visit.Say(Words.LinkUseless, visit.T(Words.LinkUselessText), StatusCodes.Status404NotFound)
        : Ask(visit, Words.ConfirmTitle, Words.ConfirmText, Words.ConfirmButton);

    public static async Task<IResult> Confirm(Visit visit)
    {
        if (await Subscriber(visit, visit.Parts.Links.Confirmed) is not { } subscriber)
        {
            return visit.Say(Words.LinkUseless, visit.T(Words.LinkUselessText), StatusCodes.Status404NotFound);
        }

        // Each step can be done twice: whoever confirms again after a crash ends up where the first time was going.
        var id = subscriber.Key;
        var wish = await visit.Tables.Documents.Get(Wishes, id, visit.Cancel);
        if (wish is not null && JsonSerializer.Deserialize<Wish>(wish.Json, StoredJson.Options) is { } wanted)
        {
            await Follow(visit, id, wanted.Watchlists);
            await Activate(visit, subscriber, d => d with { Language = wanted.Language, Schedule = new DigestSchedule(DigestRhythm.Weekly, At, wanted.Day) });
            await visit.Tables.Documents.Delete(Wishes, id, wish.ETag, visit.Cancel);
        }
        else
        {
            await Activate(visit, subscriber, d => d);
        }

        return visit.Say(Words.Confirmed, visit.T(Words.ConfirmedText));
    }

    public static Task<IResult> AskToUnsubscribe(Visit visit) => Task.FromResult(visit.Parts.Links.Unsubscribed(visit.Query("token")) is null
        ? visit.Say(Words.LinkUseless, visit.T(Words.UnsubscribeUselessText), StatusCodes.Status404NotFound)
        : Ask(visit, Words.UnsubscribeTitle, Words.UnsubscribeText, Words.UnsubscribeButton));

    /// <summary>From our button, or from the mail program's (RFC 8058 §3.2: a POST without cookies to the address in the mail). The token is the proof; done twice it says the same.</summary>
    public static async Task<IResult> Unsubscribe(Visit visit)
    {
        if (visit.Parts.Links.Unsubscribed(visit.Query("token")) is not { } id)
        {
            return visit.Say(Words.LinkUseless, visit.T(Words.UnsubscribeUselessText), StatusCodes.Status404NotFound);
        }

        await Erasure.Destination(visit.Tables, id, visit.Cancel);
        await visit.Tables.Documents.Delete(Wishes, id, null, visit.Cancel);
        return visit.Say(Words.Unsubscribed, visit.T(Words.UnsubscribedText));
    }

    private static IResult Show(
        Visit visit, IReadOnlyList<Watchlist> open, SubscriptionDraft draft, Dictionary<string, string> problems, int status) =>
        visit.Page<SubscribePage>(visit.T(Words.SubscribeTitle), new()
        {
            [nameof(SubscribePage.Watchlists)] = open,
            [nameof(SubscribePage.Draft)] = draft,
            [nameof(SubscribePage.Problems)] = problems,
        }, status);

    private static IResult Ask(Visit visit, Text title, Text question, Text button) => visit.Page<AskPage>(visit.T(title), new()
    {
        [nameof(AskPage.Question)] = visit.T(question),
        [nameof(AskPage.Button)] = visit.T(button),
        [nameof(AskPage.Action)] = visit.Context.Request.Path + QueryString.Create("token", visit.Query("token") ?? ""),
    });

    /// <summary>Asks the owner of an address whether the choices made for it are right: nothing else is sent before.</summary>
    public static async Task Invite(Visit visit, string id, string address, SubscriptionDraft draft)
    {
        var wish = JsonSerializer.Serialize(new Wish(draft.Language, draft.Day, draft.Watchlists, visit.Now), StoredJson.Options);
        await visit.Tables.Documents.Upsert(new TableRow(Wishes, id, wish), visit.Cancel);
        var schedule = new DigestSchedule(DigestRhythm.Weekly, At, draft.Day);
        var destination = new Destination(id, ChannelKind.Email, address, draft.Language, TimeZone, schedule)
        {
            State = DestinationState.Unconfirmed,
            Created = visit.Now,
        };
        var shard = Keys.Shard(id);
        if (!await visit.Tables.Destinations.Insert(shard, id, destination, visit.Cancel))
        {
            destination = (await visit.Tables.Destinations.Get(shard, id, visit.Cancel))?.Value ?? destination;
        }

        await visit.Parts.Actions.SendConfirmation(destination, visit.Cancel);
    }

    private static async Task<Versioned<Destination>?> Subscriber(Visit visit, Func<string?, string?> check) =>
        check(visit.Query("token")) is { } id ? await visit.Tables.Destinations.Get(Keys.Shard(id), id, visit.Cancel) : null;

    private static async Task Follow(Visit visit, string id, IReadOnlyList<string> chosen)
    {
        // What an admin lets somebody follow besides is not theirs to lose by a form that does not show it.
        foreach (var watchlist in await Open(visit))
        {
            await (chosen.Contains(watchlist.Id)
                ? visit.Tables.Follows.Set(new Follow(watchlist.Id, id, Cadence.Digest), visit.Cancel)
                : visit.Tables.Follows.Remove(watchlist.Id, id, visit.Cancel));
        }
    }

    private static async Task Activate(Visit visit, Versioned<Destination> subscriber, Func<Destination, Destination> apply)
    {
        for (Versioned<Destination>? read = subscriber; read is not null; read = await visit.Tables.Destinations.Get(read.Partition, read.Key, visit.Cancel))
        {
            var active = apply(read.Value) with { State = DestinationState.Active, Reason = null };
            active = active with { NextDigest = visit.Parts.Actions.NextDigest(active) };
            if (await visit.Tables.Destinations.Replace(read, active, visit.Cancel) is not null)
            {
                return;
            }
        }
    }

    /// <summary>What a subscriber asked for and has not confirmed.</summary>
    private sealed record Wish(string Language, DayOfWeek Day, IReadOnlyList<string> Watchlists, DateTimeOffset At);
}
