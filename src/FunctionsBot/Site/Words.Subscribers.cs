namespace FunctionsBot.Site;

/// <content>Texts of the list of subscribers, and of deliveries by day.</content>
internal static partial class Words
{
    public static readonly Text SubscriberList = new("Subscribers", "Abonnés");
    public static readonly Text SubscribersText = new("{0} active, {1} not confirmed yet.", "{0} actifs, {1} pas encore confirmés.");
    public static readonly Text NoSubscribers = new("Nobody has subscribed yet.", "Personne ne s’est encore abonné.");
    public static readonly Text NoSuchSubscriber = new("Nobody is known by this address: there is nothing to erase.", "Personne n’est connu à cette adresse : il n’y a rien à effacer.");
    public static readonly Text ErasePerson = new("Erase a person", "Effacer une personne");
    public static readonly Text ErasePersonHint = new(
        "The whole email address. You are asked once more before its owner's address, choices and list of mails are erased.",
        "L’adresse électronique entière. Une confirmation est demandée avant d’effacer l’adresse, les choix et la liste des courriels.");
    public static readonly Text FindPerson = new("Find and erase", "Chercher et effacer");
    public static readonly Text Erase = new("Erase", "Effacer");
    public static readonly Text MoreSubscribers = new("More", "Suite");
    public static readonly Text ImportSubscribers = new("Import subscribers", "Importer des abonnés");
    public static readonly Text ImportSubscribersText = new(
        "CSV with a column \"address\", and language, day and watchlists if you like; at most 500. Each new person is sent a mail with a button, and gets nothing else before it is pressed. Who is there already stays as they are.",
        "CSV avec une colonne « address », et si vous voulez language, day et watchlists ; 500 au plus. Chaque nouvelle personne reçoit un courriel avec un bouton, et rien d’autre avant qu’il soit pressé. Qui est déjà là reste tel quel.");
    public static readonly Text LanguageOfMailUnknown = new("Mails come in fr or en, not in \"{0}\".", "Les courriels sont en fr ou en, pas en « {0} ».");
    public static readonly Text DayOfMailUnknown = new("\"{0}\" is no day; write one in English, such as Monday.", "« {0} » n’est pas un jour ; écrivez-le en anglais, comme Monday.");
    public static readonly Text WatchlistUnknown = new("There is no watchlist \"{0}\" to subscribe to.", "Il n’y a pas de veille « {0} » à laquelle s’abonner.");

    public static readonly Text DeliveriesOfDay = new("Deliveries of {0}", "Envois du {0}");
    public static readonly Text NoDeliveriesOfDay = new("Nothing went out or failed on this day (UTC).", "Rien n’est parti ni n’a échoué ce jour-là (UTC).");
    public static readonly Text FailedOnly = new("Failed only", "Échoués seulement");
    public static readonly Text AnyState = new("Any state", "Tous états");
    public static readonly Text DeliveriesCut = new("Only the latest {0} are shown.", "Seuls les {0} derniers sont affichés.");
    public static readonly Text Discard = new("Discard", "Abandonner");
    public static readonly Text Erased = new("erased since", "effacé depuis");
}
