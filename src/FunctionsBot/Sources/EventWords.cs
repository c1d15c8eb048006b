using System.Globalization;
using System.Text;

namespace FunctionsBot.Sources;

/// <summary>When and where an event is, in a sentence, so that what reads and what shows the entry finds it in its text.</summary>
internal static class EventWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Puts the sentence before the entry's own words, and "cancelled" before its title.</summary>
    public static void Complete(EntryDraft draft, string language, bool allDay, bool cancelled)
    {
        var french = (draft.Language ?? language).StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        if (cancelled) draft.Title = $"{(french ? "Annulé : " : "Cancelled: ")}{draft.Title}";
        if (draft.Starts is not { } starts) return;
        var sentence = When(starts, draft.Ends, allDay, french) + (draft.Place is { Length: > 0 } place ? $", {place}." : ".");
        var own = draft.Content ?? SafeMarkup.OfText(draft.Summary);
        draft.Content = new StringBuilder("<p>").Append(SafeMarkup.OfText(draft.Title)).Append(french ? " : " : ": ").Append(SafeMarkup.OfText(sentence)).Append("</p>")
            .Append(own.Length > 0 && !own.StartsWith('<') ? $"<p>{own}</p>" : own).ToString();
        draft.Summary = draft.Summary is { Length: > 0 } summary ? $"{sentence} {summary}" : sentence;
    }

    private static string When(DateTimeOffset starts, DateTimeOffset? ends, bool allDay, bool french)
    {
        var culture = french ? French : English;
        var (first, last) = (Day(starts, culture), ends is { } end ? Day(allDay && end > starts ? end.AddDays(-1) : end, culture) : null);
        if (last is not null && last != first) return french ? $"Du {first} au {last}" : $"From {first} to {last}";
        if (allDay) return french ? $"Le {first}" : $"On {first}";
        var from = starts.ToString("HH:mm", CultureInfo.InvariantCulture);
        var to = ends is { } until && until > starts ? until.ToString("HH:mm", CultureInfo.InvariantCulture) : null;
        var zone = Zone(starts);
        return french
            ? $"Le {first} {(to is null ? $"à {from}" : $"de {from} à {to}")} ({zone})"
            : $"On {first} {(to is null ? $"at {from}" : $"from {from} to {to}")} ({zone})";
    }

    private static string Zone(DateTimeOffset moment) => moment.Offset == TimeSpan.Zero ? "UTC" : "UTC" + moment.ToString("zzz", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset moment, CultureInfo culture)
    {
        var text = moment.ToString("d MMMM yyyy", culture);
        return culture == French && moment.Day == 1 ? $"1er{text[1..]}" : text;
    }
}
