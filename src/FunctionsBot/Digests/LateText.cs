using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>The notice of late work, in both languages.</summary>
internal static class LateText
{
    private const int Shown = 6;

    public static (string Title, string Reason, string Todo, Uri Page) Told(IReadOnlyList<LateWork> late, Words words, Uri site)
    {
        var french = words.Language == "fr";
        var title = (late.Count, french) switch
        {
            (1, true) => "Un travail est en retard",
            (_, true) => $"{late.Count} travaux sont en retard",
            (1, false) => "A piece of work is late",
            _ => $"{late.Count} pieces of work are late",
        };
        var lines = string.Join(" · ", late.Take(Shown).Select(l => Line(l, words, french))) + (late.Count > Shown ? $" · +{late.Count - Shown}" : "");
        var todo = french
            ? "Rien n’est perdu : tout est repris au prochain passage. Si cela dure, regardez si le robot tourne et si ses files avancent."
            : "Nothing is lost: all of it is taken up again at the next look. If it lasts, see whether the bot is running and its queues move.";
        return (title, lines, todo, SitePages.Deliveries(site));
    }

    private static string Line(LateWork late, Words words, bool french)
    {
        var since = late.Since.UtcDateTime;
        var moment = $"{words.Date(DateOnly.FromDateTime(since))} {since.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";
        var what = (late.Kind, french) switch
        {
            (LateKind.Reading, true) => $"à lire depuis le {moment}",
            (LateKind.Reading, false) => $"to be read since {moment}",
            (LateKind.Delivery, true) => $"à envoyer depuis le {moment}",
            (LateKind.Delivery, false) => $"to be sent since {moment}",
            (_, true) => $"synthèse attendue le {moment}",
            _ => $"digest due on {moment}",
        };
        var title = late.Title.Length > 0 ? $"{words.Quote(Excerpt.Of(late.Title, 80))} ({Excerpt.Of(late.Whose, 40)})" : Excerpt.Of(late.Whose, 40);
        return $"{words.Colon(title, what)}{(late.Reason is { Length: > 0 } reason ? $" – {Excerpt.Of(Reasons.In(words.Language, reason), 120)}" : "")}";
    }
}
