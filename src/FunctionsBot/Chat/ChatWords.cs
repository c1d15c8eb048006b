using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Chat;

/// <summary>What the bot says in chats, in both languages.</summary>
internal static class ChatWords
{
    public static readonly Text Asked = new(
        "Thank you. An admin has been asked to let this chat in; it will be told here.",
        "Merci. Il a été demandé à un administrateur d’admettre cette conversation ; la réponse viendra ici.");
    public static readonly Text StillWaiting = new("This chat still waits for an admin to let it in.", "Cette conversation attend encore qu’un administrateur l’admette.");
    public static readonly Text PausedByAdmin = new("An admin has stopped this chat. Please ask them.", "Un administrateur a suspendu cette conversation. Merci de vous adresser à lui.");
    public static readonly Text InvitationExpired = new(
        "This invitation has expired. An admin has been asked to let this chat in.", "Cette invitation a expiré. Il a été demandé à un administrateur d’admettre cette conversation.");
    public static readonly Text InvitationUsed = new(
        "This invitation was used by another chat. An admin has been asked to let this one in.",
        "Cette invitation a déjà servi à une autre conversation. Il a été demandé à un administrateur d’admettre celle-ci.");
    public static readonly Text Welcome = new(
        "Welcome. This chat is told of open-source AI policy: open letters, bills, summits, consultations, funding. Each story once, and each says why.",
        "Bienvenue. Cette conversation reçoit les nouvelles des politiques de l’IA open source : lettres ouvertes, projets de loi, sommets, consultations, financements. Chaque sujet une fois, et chacun dit pourquoi.");
    public static readonly Text Commands = new("What this bot understands", "Ce que ce robot comprend");
    public static readonly Text Watchlists = new("Watchlists", "Veilles");
    public static readonly Text NoWatchlists = new("There is no watchlist yet: an admin has to make one.", "Il n’y a pas encore de veille : un administrateur doit en créer une.");
    public static readonly Text WhichWatchlist = new("Which one? Write its number or its name.", "Laquelle ? Écrivez son numéro ou son nom.");
    public static readonly Text NoSuchWatchlist = new("No watchlist, or more than one, is called “{0}”. Write its number.", "Aucune veille, ou plus d’une, ne s’appelle « {0} ». Écrivez son numéro.");
    public static readonly Text Followed = new("This chat follows “{0}”: {1}.", "Cette conversation suit « {0} » : {1}.");
    public static readonly Text FollowedNow = new("Followed, alerts at once: {0}", "Suivie, alertes aussitôt : {0}");
    public static readonly Text Unfollowed = new("No longer followed: {0}", "N’est plus suivie : {0}");
    public static readonly Text UnfollowedAll = new("This chat follows nothing any more.", "Cette conversation ne suit plus rien.");
    public static readonly Text WatchlistGone = new("This watchlist is no longer there.", "Cette veille n’existe plus.");
    public static readonly Text DigestIs = new("Digest: {0}.", "Résumé : {0}.");
    public static readonly Text DigestComing = new("The digest is on its way; if nothing is new, none comes.", "Le résumé arrive ; s’il n’y a rien de nouveau, il n’y en a pas.");
    public static readonly Text EmptyDigests = new(
        "A daily digest with nothing in it now says so, with how many sources were checked.", "Un résumé quotidien vide le dira désormais, avec le nombre de sources consultées.");
    public static readonly Text NoEmptyDigests = new("A digest with nothing in it is not sent.", "Un résumé vide n’est pas envoyé.");
    public static readonly Text MutedUntil = new("No alerts until {0}; then they come in one message.", "Pas d’alertes jusqu’au {0} ; elles viendront alors en un message.");
    public static readonly Text NotMuted = new("Alerts come as usual. /mute 8h stops them for eight hours.", "Les alertes viennent comme d’habitude. /muet 8h les arrête huit heures.");
    public static readonly Text NoLongerMuted = new("Alerts come again.", "Les alertes reprennent.");
    public static readonly Text HoursAre = new("Alerts: {0} ({1}).", "Alertes : {0} ({1}).");
    public static readonly Text LanguageSet = new("From now on in English.", "Désormais en français.");
    public static readonly Text ZoneIs = new("Time zone {0}: it is {1} here.", "Fuseau {0} : il est ici le {1}.");
    public static readonly Text NotUnderstood = new("This could not be read. Write it like this: {0}", "Ceci n’a pas pu être lu. Écrivez par exemple : {0}");
    public static readonly Text BadQuery = new("The search cannot be read. {0}", "La recherche n’a pas pu être lue. {0}");
    public static readonly Text NothingFound = new("Nothing about “{0}” in the titles and leads of the last {1} days.", "Rien sur « {0} » dans les titres et les chapeaux des {1} derniers jours.");
    public static readonly Text FollowFirst = new("This chat follows no watchlist yet: /watchlists", "Cette conversation ne suit encore aucune veille : /veilles");
    public static readonly Text NoDates = new("No date ahead is known for what this chat follows.", "Aucune date à venir n’est connue pour ce que suit cette conversation.");
    public static readonly Text ReadingList = new("Reading list", "À lire");
    public static readonly Text NothingSaved = new("The reading list is empty: the button “Save” under an alert adds to it.", "La liste de lecture est vide : le bouton « Garder » sous une alerte y ajoute.");
    public static readonly Text ThisChat = new("This chat", "Cette conversation");
    public static readonly Text OnlyAdmins = new("Only an admin chat can do this.", "Seule une conversation d’administrateurs peut le faire.");
    public static readonly Text InvitationIs = new(
        "An invitation for one chat: {0}, {1}, or say {2} in it. It is good until {3}, for whoever uses it first.",
        "Une invitation pour une conversation : {0}, {1}, ou y dire {2}. Elle vaut jusqu’au {3}, pour qui s’en sert le premier.");
    public static readonly Text ForPerson = new("for a person", "pour une personne");
    public static readonly Text ForGroup = new("for a group", "pour un groupe");

    public static readonly Text NotLetIn = new("This chat has not been let in.", "Cette conversation n’a pas été admise.");
    public static readonly Text StoryGone = new("This story is no longer stored.", "Ce sujet n’est plus conservé.");
    public static readonly Text SeeBelow = new("The answer is below.", "La réponse est plus bas.");
    public static readonly Text NoWatchlistNow = new("None of the watchlists that this chat follows today finds this story.", "Aucune des veilles que cette conversation suit aujourd’hui ne trouve ce sujet.");
    public static readonly Text TakesEverything = new("• it takes every relevant story", "• elle prend tous les sujets pertinents");
    public static readonly Text StoryMuted = new("No more of this story here for 7 days.", "Plus rien de ce sujet ici pendant 7 jours.");
    public static readonly Text NoExactDates = new("No date of this story is known to the day.", "Aucune date de ce sujet n’est connue au jour près.");
    public static readonly Text StorySaved = new("Saved: /saved shows the list.", "Gardé : /liste montre la liste.");
    public static readonly Text StoryUnsaved = new("Taken off the list.", "Retiré de la liste.");
    public static readonly Text ChatGone = new("This chat is no longer there.", "Cette conversation n’existe plus.");
    public static readonly Text ChatAdmitted = new("The chat is let in.", "La conversation est admise.");
    public static readonly Text ChatRefused = new("The chat is turned away.", "La conversation est refusée.");
    public static readonly Text ChatDecided = new("This was decided before.", "C’était déjà décidé.");

    private static readonly Text[] DayNames =
    [
        new("Sunday", "dimanche"), new("Monday", "lundi"), new("Tuesday", "mardi"), new("Wednesday", "mercredi"), new("Thursday", "jeudi"), new("Friday", "vendredi"), new("Saturday", "samedi"),
    ];

    public static string SeeHelp(string language) => new Text("/help shows all commands.", "/aide montre toutes les commandes.").In(language);

    public static Text How(Cadence cadence) => cadence == Cadence.Immediate ? new("alerts at once", "alertes aussitôt") : new("in the digest", "dans le résumé");

    public static Text Place(MatchPlace place) => place switch
    {
        MatchPlace.Title => new("in the title", "dans le titre"),
        MatchPlace.Text => new("in the text", "dans le texte"),
        _ => new("in what is known of it", "dans ce qu’on en sait"),
    };

    public static Text MutedStories(int count) => count == 1
        ? new("1 story is muted here.", "1 sujet est muet ici.")
        : new(string.Create(null, $"{count} stories are muted here."), string.Create(null, $"{count} sujets sont muets ici."));

    /// <summary>A text with a watchlist's name in its hole, in each language.</summary>
    public static Text Named(Text text, Watchlist watchlist) => new(
        string.Format(CultureInfo.InvariantCulture, text.In("en"), watchlist.Name),
        string.Format(CultureInfo.InvariantCulture, text.In("fr"), string.IsNullOrWhiteSpace(watchlist.NameFr) ? watchlist.Name : watchlist.NameFr));

    /// <summary>"every day at 08:30", "every Monday at 09:00", "none".</summary>
    public static string Schedule(Destination chat) => chat.Schedule switch
    {
        { Rhythm: DigestRhythm.None } => new Text("none", "aucun").In(chat.Language),
        { Rhythm: DigestRhythm.Daily, At: var at } => $"{new Text("every day at", "chaque jour à").In(chat.Language)} {Time(at, chat.Language)}",
        { Day: var day, At: var at } => $"{new Text("every", "chaque").In(chat.Language)} {DayNames[(int)day].In(chat.Language)} {new Text("at", "à").In(chat.Language)} {Time(at, chat.Language)}",
    };

    /// <summary>"at any hour, every day" or "not from 19:00 to 08:00; Monday, Tuesday".</summary>
    public static string Hours(Destination chat)
    {
        var hours = chat.Hours ?? new AlertHours(default, default);
        var times = hours.QuietFrom == hours.QuietUntil
            ? new Text("at any hour", "à toute heure").In(chat.Language)
            : string.Format(CultureInfo.InvariantCulture, new Text("not from {0} to {1}", "pas de {0} à {1}").In(chat.Language), Time(hours.QuietFrom, chat.Language), Time(hours.QuietUntil, chat.Language));
        var days = hours.Days.Count == 0
            ? new Text("every day", "tous les jours").In(chat.Language)
            : string.Join(", ", Enumerable.Range(1, 7).Select(d => (DayOfWeek)(d % 7)).Where(hours.Days.Contains).Select(d => DayNames[(int)d].In(chat.Language)));
        return $"{times}, {days}";
    }

    /// <summary>A moment as the chat's clock shows it: "Tuesday 17 March, 08:30".</summary>
    public static string Moment(DateTimeOffset moment, Destination chat)
    {
        var (local, words) = (Local(moment, chat), Digests.Words.In(chat.Language));
        return $"{DayNames[(int)local.DayOfWeek].In(chat.Language)} {words.DayMonth(DateOnly.FromDateTime(local))}, {Time(TimeOnly.FromDateTime(local), chat.Language)}";
    }

    /// <summary>A moment on the chat's clock; UTC where the machine does not know its zone.</summary>
    public static DateTime Local(DateTimeOffset moment, Destination chat) =>
        TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.TryFindSystemTimeZoneById(chat.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc).DateTime;

    private static string Time(TimeOnly time, string language) =>
        time.ToString(language == "fr" ? "H'\u00A0h\u00A0'mm" : "HH:mm", CultureInfo.InvariantCulture);
}
