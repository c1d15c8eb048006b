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

    public static readonly Text Calendar = new("Calendar", "Agenda");
    public static readonly Text CalendarLead = new(
        "Events and deadlines that the stories speak of. Each can be added to your own calendar; a whole subject keeps itself up to date there:",
        "Les événements et échéances dont parlent les sujets. Chacun s’ajoute à votre agenda ; un thème entier s’y tient à jour :");
    public static readonly Text CalendarFeeds = new("calendars to subscribe to", "agendas auxquels s’abonner");
    public static readonly Text Months = new("Months", "Mois");
    public static readonly Text FromToday = new("From today on", "À partir d’aujourd’hui");
    public static readonly Text NothingAhead = new("No date is known ahead.", "Aucune date à venir n’est connue.");
    public static readonly Text NothingInMonth = new("No date is known in {0}.", "Aucune date n’est connue en {0}.");
    public static readonly Text CalledOff = new("called off", "annulé");
    public static readonly Text AddToCalendar = new("Add to calendar", "Ajouter à l’agenda");
    public static readonly Text ComingUp = new("Coming up", "À venir");
    public static readonly Text WholeCalendar = new("The whole calendar", "Tout l’agenda");

    public static readonly Text Letters = new("Open letters", "Lettres ouvertes");
    public static readonly Text LettersLead = new(
        "Who asks whom for what, how many have signed since, and who signed or withdrew, as far as newsrooms and the letters' own pages tell.",
        "Qui demande quoi à qui, combien ont signé depuis, et qui a signé ou s’est retiré, d’après les rédactions et les pages mêmes des lettres.");
    public static readonly Text NoLetters = new("No open letter has been seen yet.", "Aucune lettre ouverte n’a encore été vue.");
    public static readonly Text PublishedOn = new("published {0}", "publiée le {0}");
    public static readonly Text KnownByName = new("{0} known by name", "{0} connus par leur nom");
    public static readonly Text HaveWithdrawn = new("{0} withdrew", "{0} retraits");
    public static readonly Text Addressee = new("Addressed to", "Adressée à");
    public static readonly Text Demands = new("Asks for", "Demande");
    public static readonly Text Links = new("Links", "Liens");
    public static readonly Text ItsStory = new("Its story, with who reports it", "Son sujet, avec qui en parle");
    public static readonly Text WhoSaidWhat = new("Who said what, and when", "Qui a dit quoi, et quand");
    public static readonly Text SaidBy = new("According to", "Selon");
    public static readonly Text Signatures = new("Signatures", "Signatures");
    public static readonly Text NowSigned = new("Named as signatories ({0}):", "Nommés comme signataires ({0}) :");
    public static readonly Text NowWithdrawn = new("Withdrew ({0}):", "Se sont retirés ({0}) :");
    public static readonly Text MoreNames = new("{0} more", "{0} de plus");
    public static readonly Text NothingCounted = new("Nobody has told yet how many or who signed.", "Personne n’a encore dit combien ni qui a signé.");
    public static readonly Text Growth = new("From {0} ({1}) to {2} ({3}).", "De {0} ({1}) à {2} ({3}).");

    public static readonly Text WeeklyDigest = new("The week", "La semaine");
    public static readonly Text WeekOf = new("{0} to {1}: {2} stories, each once.", "Du {0} au {1} : {2} sujets, chacun une fois.");
    public static readonly Text WholeDigest = new("The whole week", "Toute la semaine");
    public static readonly Text WeekBefore = new("The week before", "La semaine d’avant");
    public static readonly Text NoDigestYet = new(
        "The first digest comes after the first whole week.", "Le premier résumé paraîtra après la première semaine entière.");
    public static readonly Text SubscribeToIt = new("Get it by mail, with the subjects you choose", "Le recevoir par courriel, avec les thèmes de votre choix");
    public static readonly Text NoStoriesLately = new("No story in the last seven days.", "Aucun sujet ces sept derniers jours.");

    /// <summary>A number of what is counted.</summary>
    public static Text CountOf(string what, int value) => (what, value) switch
    {
        ("signatory", 1) => new("{0:N0} signatory", "{0:N0} signataire"),
        ("signatory", _) => new("{0:N0} signatories", "{0:N0} signataires"),
        ("organisation", 1) => new("{0:N0} organisation", "{0:N0} organisation"),
        ("organisation", _) => new("{0:N0} organisations", "{0:N0} organisations"),
        ("country", 1) => new("{0:N0} country", "{0:N0} pays"),
        ("country", _) => new("{0:N0} countries", "{0:N0} pays"),
        _ => new("{0:N0} " + what, "{0:N0} " + what),
    };

    /// <summary>How a count grew.</summary>
    public static Text OverTime(string what) => what switch
    {
        "signatory" => new("Signatories over time", "Signataires au fil du temps"),
        "organisation" => new("Organisations over time", "Organisations au fil du temps"),
        _ => new("Count over time", "Nombre au fil du temps"),
    };

    /// <summary>What a watchlist is called.</summary>
    public static string NameOf(Watchlist watchlist, string language) => language == "fr" && watchlist.NameFr is { Length: > 0 } french ? french : watchlist.Name;
}
