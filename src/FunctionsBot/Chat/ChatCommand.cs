using FunctionsBot.Domain;
using FunctionsBot.Site;

namespace FunctionsBot.Chat;

/// <summary>What can be asked of the bot in a chat.</summary>
internal enum CommandName
{
    Start,
    Watchlists,
    Follow,
    Unfollow,
    Digest,
    Search,
    Calendar,
    Saved,
    Mute,
    Quiet,
    Language,
    Zone,
    Status,
    Help,
    Invite,
}

/// <summary>
/// A command with the names people type for it. All names work in both languages; Telegram is told of one in each
/// (https://core.telegram.org/bots/api#setmycommands: 1 to 32 of a–z, 0–9 and _).
/// </summary>
/// <param name="Name">Which.</param>
/// <param name="English">Its English name.</param>
/// <param name="French">Its French name.</param>
/// <param name="Others">What else is understood.</param>
/// <param name="Does">What it does, in a line.</param>
/// <param name="Example">How it is written with arguments; null where it takes none.</param>
internal sealed record ChatCommand(CommandName Name, string English, string French, IReadOnlyList<string> Others, Text Does, Text? Example = null)
{
    /// <summary>All of them, in the order they are listed. The last is for admins, and listed to nobody else.</summary>
    public static IReadOnlyList<ChatCommand> All { get; } =
    [
        new(CommandName.Start, "start", "start", ["demarrer", "debut", "commencer"], new("Ask to be let in, or begin again", "Demander à être admis, ou recommencer")),
        new(CommandName.Watchlists, "watchlists", "veilles", ["watchlist", "veille", "lists", "listes"], new("What can be followed, and what this chat follows", "Les veilles, et celles que suit cette conversation")),
        new(CommandName.Follow, "follow", "suivre", ["abonner", "subscribe"], new("Follow a watchlist: alerts at once, or in the digest", "Suivre une veille : alertes aussitôt, ou dans le résumé"), new("/follow 2, /follow 2 digest", "/suivre 2, /suivre 2 résumé")),
        new(CommandName.Unfollow, "unfollow", "arreter", ["nesuivreplus", "desabonner", "unsubscribe", "stop"], new("Stop following a watchlist", "Ne plus suivre une veille"), new("/unfollow 2, /unfollow all", "/arreter 2, /arreter tout")),
        new(CommandName.Digest, "digest", "resume", ["recap", "digests", "resumes"], new("When the digest comes, or the digest now", "L’heure du résumé, ou le résumé maintenant"), new("/digest daily 8:30, /digest weekly monday 9:00, /digest off, /digest now, /digest empty on", "/resume quotidien 8h30, /resume hebdo lundi 9h, /resume non, /resume maintenant, /resume vide oui")),
        new(CommandName.Search, "search", "chercher", ["recherche", "rechercher", "trouver", "find"], new("Search the stories of the last 60 days", "Chercher dans les sujets des 60 derniers jours"), new("/search \"open weights\" AND procurement", "/chercher \"poids ouverts\" ET souverain*")),
        new(CommandName.Calendar, "calendar", "agenda", ["calendrier", "dates", "events", "evenements"], new("Events and deadlines ahead", "Événements et échéances à venir")),
        new(CommandName.Saved, "saved", "liste", ["lire", "alire", "list", "reading"], new("This chat’s reading list", "La liste de lecture de cette conversation")),
        new(CommandName.Mute, "mute", "muet", ["silence", "pause"], new("No alerts for a while", "Pas d’alertes pendant un temps"), new("/mute 8h, /mute 3d, /mute off", "/muet 8h, /muet 3j, /muet non")),
        new(CommandName.Quiet, "quiet", "calme", ["heures", "hours", "jours", "days"], new("Quiet hours and working days", "Heures calmes et jours ouvrés"), new("/quiet 19:00-8:00 mon-fri, /quiet off", "/calme 19h-8h lun-ven, /calme non")),
        new(CommandName.Language, "language", "langue", ["lang"], new("French or English", "Français ou anglais"), new("/language fr, /language en", "/langue fr, /langue en")),
        new(CommandName.Zone, "timezone", "fuseau", ["zone", "tz"], new("This chat’s time zone", "Le fuseau horaire de cette conversation"), new("/timezone Europe/Paris", "/fuseau Europe/Paris")),
        new(CommandName.Status, "status", "etat", ["statut"], new("How this chat is set, and whether all sources are checked", "Les réglages de cette conversation, et si toutes les sources sont consultées")),
        new(CommandName.Help, "help", "aide", [], new("All commands", "Toutes les commandes")),
        new(CommandName.Invite, "invite", "inviter", ["invitation"], new("An invitation link for one chat", "Un lien d’invitation pour une conversation")),
    ];

    private static readonly Dictionary<string, ChatCommand> ByName = All
        .SelectMany(c => c.Others.Append(c.English).Append(c.French).Distinct().Select(name => (name, c)))
        .ToDictionary(x => x.name, x => x.c, StringComparer.Ordinal);

    /// <summary>Those that Telegram lists to everybody.</summary>
    public static IEnumerable<ChatCommand> Listed => All.Where(c => c.Name != CommandName.Invite);

    /// <summary>The command of a name, whatever its case and accents; null if there is none.</summary>
    public static ChatCommand? Of(string name) => name.Length <= 40 ? ByName.GetValueOrDefault(Folding.Fold(name).Replace("_", "", StringComparison.Ordinal)) : null;

    /// <summary>Its name in a language, with the slash.</summary>
    public string In(string language) => $"/{(language == "fr" ? French : English)}";
}
