namespace FunctionsBot.Site;

/// <content>Texts of the dashboard.</content>
internal static partial class Words
{
    public static readonly Text CameIn = new("What came in", "Ce qui est arrivé");
    public static readonly Text WentOut = new("What went out", "Ce qui est parti");
    public static readonly Text RelevantArticles = new("relevant articles", "articles pertinents");
    public static readonly Text NewStories = new("new stories", "nouveaux sujets");
    public static readonly Text MessagesSent = new("messages sent", "messages envoyés");
    public static readonly Text MessagesFailed = new("failed", "échoués");
    public static readonly Text PlotLegend = new("{0} (light), {1} (dark), a day.", "{0} (clair), {1} (foncé), par jour.");
    public static readonly Text PlotDescription = new("From {0} to {1}: {2} in all, {3} on the highest day.", "Du {0} au {1} : {2} en tout, {3} le jour le plus haut.");
    public static readonly Text AsTable = new("As a table", "En tableau");
    public static readonly Text Date = new("Day", "Jour");
    public static readonly Text Suppressed = new(
        "In 7 days {0} new entries were listed; {1} articles were relevant. Suppressed: {2} entries that were not, and {3} articles about stories that were known.",
        "En 7 jours, {0} nouvelles entrées ont été listées ; {1} articles étaient pertinents. Écartés : {2} entrées qui ne l’étaient pas, et {3} articles sur des sujets déjà connus.");
    public static readonly Text SentOfWeek = new(
        "In 7 days: {0} alerts, {1} digests, {2} confirmations and notices; {3} failed.",
        "En 7 jours : {0} alertes, {1} résumés, {2} confirmations et avis ; {3} échoués.");
    public static readonly Text SentToday = new("messages today", "messages aujourd’hui");
    public static readonly Text FailedToday = new("failed today", "échoués aujourd’hui");
    public static readonly Text AllDeliveries = new("All deliveries", "Tous les envois");
}
