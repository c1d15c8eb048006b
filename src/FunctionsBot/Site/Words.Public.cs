using FunctionsBot.Domain;

namespace FunctionsBot.Site;

/// <content>Texts of feeds, calendar, letters and the digest.</content>
internal static partial class Words
{
    public static readonly Text Public = new("Public: everyone may subscribe to it, by mail and by feeds", "Publique : chacun peut s’y abonner, par courriel et par flux");
    public static readonly Text Everything = new("Everything", "Tout");
    public static readonly Text Feeds = new("Feeds", "Flux");
    public static readonly Text FeedsLead = new(
        "Every subject as a feed for your reader (Atom or JSON Feed), and its events and deadlines as a calendar that keeps itself up to date in your own.",
        "Chaque thème en flux pour votre lecteur (Atom ou JSON Feed), et ses événements et échéances en agenda, qui se tient à jour dans le vôtre.");
    public static readonly Text FeedsHint = new(
        "Copy the address of a feed into your feed reader or calendar. Would you rather have a mail a week?",
        "Copiez l’adresse d’un flux dans votre lecteur ou votre agenda. Vous préférez un courriel par semaine ?");
    public static readonly Text CalendarFile = new("Calendar (.ics)", "Agenda (.ics)");

    /// <summary>What a watchlist is called.</summary>
    public static string NameOf(Watchlist watchlist, string language) => language == "fr" && watchlist.NameFr is { Length: > 0 } french ? french : watchlist.Name;
}
