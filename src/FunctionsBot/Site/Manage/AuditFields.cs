using FunctionsBot.Domain;

namespace FunctionsBot.Site.Manage;

/// <summary>How the fields of a history entry are called and read.</summary>
internal static class AuditFields
{
    private static readonly Dictionary<AuditThing, IEnumerable<(string Field, Text Label)>> Labels = new()
    {
        [AuditThing.Watchlist] = ManageWatchlists.Fields,
        [AuditThing.Source] = ManageSources.Fields,
        [AuditThing.Destination] = ManageDestinations.Fields,
    };

    private static readonly Dictionary<string, Text> More = new()
    {
        ["state"] = Words.State,
        ["relevant"] = Words.Relevant,
        ["muted"] = Words.Muted,
        ["followers"] = Words.Followers,
    };

    /// <summary>The field's name for people.</summary>
    public static string Label(AuditThing thing, string field, string language) =>
        ManageDestinations.FollowedBy(field) is { } watchlist ? $"{Words.Follows.In(language)} “{watchlist}”"
        : (Labels.GetValueOrDefault(thing)?.FirstOrDefault(l => l.Field == field).Label ?? More.GetValueOrDefault(field))?.In(language) ?? field;

    /// <summary>Whether a field is a text worth comparing word by word.</summary>
    public static bool IsProse(string field) => field is "query" or "name" or "nameFr" or "selector";

    /// <summary>The field's value for people; what is stored where there is no other word for it.</summary>
    public static string Value(AuditThing thing, string field, string raw, string language) => (thing, field) switch
    {
        _ when raw.Length == 0 => field is "paused" or "admins" or "muted" or "public" ? Words.No.In(language) : field == "query" ? Words.EveryStory.In(language) : "–",
        (_, "paused" or "admins" or "muted" or "public" or "relevant") => (raw == "true" ? Words.Yes : Words.No).In(language),
        (AuditThing.Source, "kind") => Named<SourceKind>(raw, Words.Of, language),
        (_, "kinds" or "kind") => string.Join(", ", raw.Split(' ').Select(k => Named<StoryKind>(k, Words.Of, language))),
        (_, "languages") => string.Join(", ", raw.Split(' ').Select(l => Words.LanguageName(l, Languages.Culture(language)))),
        (_, "language") => Words.LanguageName(raw, Languages.Culture(language)),
        (_, "rhythm") => Named<DigestRhythm>(raw, Words.Of, language),
        (_, "state") => Named<DestinationState>(raw, Words.Of, language),
        (_, "workdays") => string.Join(", ", raw.Split(' ').Select(d => Value(thing, "day", d, language))),
        (_, "day") => Enum.TryParse<DayOfWeek>(raw, out var day) ? Languages.Culture(language).DateTimeFormat.GetDayName(day) : raw,
        _ when ManageDestinations.FollowedBy(field) is not null => Named<Cadence>(raw, Words.Of, language),
        _ => raw,
    };

    private static string Named<T>(string raw, Func<T, Text> words, string language) where T : struct, Enum =>
        Enum.TryParse<T>(raw, out var value) && Enum.IsDefined(value) ? words(value).In(language) : raw;
}
