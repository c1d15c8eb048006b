namespace FunctionsBot.Site;

/// <content>When a destination wants no alerts.</content>
internal static partial class Words
{
    public static readonly Text AlertTimes = new("When alerts may come", "Quand les alertes peuvent arriver");
    public static readonly Text AlertTimesText = new(
        "What comes at another time waits, and is told together where it is much. Digests have an hour of their own.",
        "Ce qui arrive à un autre moment attend, et vient en un seul message s’il y en a beaucoup. Les résumés ont leur propre heure.");
    public static readonly Text QuietFrom = new("Quiet from", "Silence à partir de");
    public static readonly Text QuietUntil = new("Quiet until", "Silence jusqu’à");
    public static readonly Text QuietBoth = new(
        "Write both hours, and different ones; leave both empty for no quiet hours.",
        "Indiquez les deux heures, différentes l’une de l’autre ; laissez les deux vides pour ne pas avoir d’heures calmes.");
    public static readonly Text WorkingDays = new("Days with alerts", "Jours avec alertes");
}
