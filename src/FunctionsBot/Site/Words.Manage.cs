namespace FunctionsBot.Site;

/// <summary>Every text of the admin pages.</summary>
internal static partial class Words
{
    public static readonly Text Dashboard = new("Dashboard", "Tableau de bord");
    public static readonly Text Sources = new("Sources", "Sources");
    public static readonly Text Source = new("Source", "Source");
    public static readonly Text Watchlists = new("Watchlists", "Veilles");
    public static readonly Text Watchlist = new("Watchlist", "Veille");
    public static readonly Text Destinations = new("Destinations", "Destinataires");
    public static readonly Text Destination = new("Destination", "Destinataire");
    public static readonly Text Items = new("Articles read", "Articles lus");
    public static readonly Text Deliveries = new("Deliveries", "Envois");

    public static readonly Text ManageStory = new("Merge, split or move", "Fusionner, scinder ou déplacer");
    public static readonly Text ManageStoryTitle = new("Story: {0}", "Sujet : {0}");
    public static readonly Text StoryItems = new("Its items", "Ses articles");
    public static readonly Text SplitStory = new("Make a story of their own", "En faire un sujet à part");
    public static readonly Text MoveToStory = new("Move to another story", "Déplacer vers un autre sujet");
    public static readonly Text OtherStory = new("Address of the other story", "Adresse de l’autre sujet");
    public static readonly Text OtherStoryHint = new("As in the browser, or the last part of it.", "Comme dans le navigateur, ou sa dernière partie.");
    public static readonly Text MergeStory = new("Merge another story into this one", "Fusionner un autre sujet avec celui-ci");
    public static readonly Text MergeStoryHint = new("The other's address leads here from then on.", "L’adresse de l’autre mènera ici.");
    public static readonly Text Merge = new("Merge", "Fusionner");
    public static readonly Text StoryHistory = new("What admins changed", "Ce que les administrateurs ont changé");
    public static readonly Text StoryEditPending = new("not finished; it is done again within the hour", "inachevé ; repris dans l’heure");
    public static readonly Text StoryNotThere = new("There is no story under this address; copy it from the story's page.", "Il n’y a pas de sujet à cette adresse ; copiez-la depuis la page du sujet.");
    public static readonly Text SameStory = new("That is this story itself; give the address of another.", "C’est ce sujet même ; donnez l’adresse d’un autre.");
    public static readonly Text ChooseItems = new("Choose at least one item of the story.", "Choisissez au moins un article du sujet.");
    public static readonly Text AllItemsChosen = new("All items are chosen; merge the story into the other instead.", "Tous les articles sont choisis ; fusionnez plutôt le sujet avec l’autre.");
    public static readonly Text ItemTextMissing = new("The text of an item is not stored, so the story cannot be taken apart; try again in a minute.", "Le texte d’un article n’est pas enregistré : le sujet ne peut être défait ; réessayez dans une minute.");

    public static readonly Text Save = new("Save", "Enregistrer");
    public static readonly Text Delete = new("Delete", "Supprimer");
    public static readonly Text Pause = new("Pause", "Suspendre");
    public static readonly Text Resume = new("Resume", "Reprendre");
    public static readonly Text LetIn = new("Let in", "Admettre");
    public static readonly Text Retry = new("Try again", "Réessayer");
    public static readonly Text Replay = new("Replay", "Rejouer");
    public static readonly Text PollNow = new("Poll now", "Interroger");
    public static readonly Text Show = new("Show", "Afficher");
    public static readonly Text Actions = new("Actions", "Actions");
    public static readonly Text All = new("All", "Tous");

    public static readonly Text Name = new("Name", "Nom");
    public static readonly Text NameEn = new("Name in English", "Nom en anglais");
    public static readonly Text NameFr = new("Name in French", "Nom en français");
    public static readonly Text NameNeeded = new("Give it a name of at most 120 characters.", "Donnez-lui un nom de 120 caractères au plus.");
    public static readonly Text NameTooLong = new("At most 100 characters.", "100 caractères au plus.");
    public static readonly Text Address = new("Address", "Adresse");
    public static readonly Text AddressHint = new("Of the feed, or of the page that lists articles.", "Du flux, ou de la page qui liste les articles.");
    public static readonly Text AddressNeeded = new(
        "This is no web address; write one like https://example.org/feed.xml, without user name.",
        "Ce n’est pas une adresse web ; écrivez-en une comme https://exemple.fr/flux.xml, sans nom d’utilisateur.");
    public static readonly Text Kind = new("Kind", "Type");
    public static readonly Text Language = new("Language", "Langue");
    public static readonly Text LanguageHint = new("Two letters, such as fr.", "Deux lettres, comme fr.");
    public static readonly Text LanguageNeeded = new("Write the two lower-case letters of the language, such as fr or en.", "Écrivez les deux lettres minuscules de la langue, comme fr ou en.");
    public static readonly Text Country = new("Country", "Pays");
    public static readonly Text CountryHint = new("Such as FR, EU or INT.", "Comme FR, EU ou INT.");
    public static readonly Text Folder = new("Shown under", "Classée sous");
    public static readonly Text Selector = new("CSS selector of the article links", "Sélecteur CSS des liens d’articles");
    public static readonly Text SelectorHint = new("For a listing page only; without one, the links that repeat are found.", "Pour une page de liste seulement ; sans lui, les liens qui se répètent sont trouvés.");
    public static readonly Text Paused = new("Paused", "Suspendue");
    public static readonly Text State = new("State", "État");
    public static readonly Text Since = new("Since", "Depuis");
    public static readonly Text Reason = new("Reason", "Raison");
    public static readonly Text LastPoll = new("Last poll", "Dernière lecture");
    public static readonly Text NextPoll = new("Next poll", "Prochaine lecture");
    public static readonly Text Soon = new("soon", "bientôt");
    public static readonly Text FailingSince = new("since {0}, {1} times in a row", "depuis le {0}, {1} fois de suite");
    public static readonly Text MovedTo = new("moved to {0}", "déplacée vers {0}");
    public static readonly Text AddSource = new("Add a source", "Ajouter une source");
    public static readonly Text NoSources = new("There is no source yet.", "Il n’y a pas encore de source.");
    public static readonly Text DeleteSource = new("Delete the source?", "Supprimer la source ?");
    public static readonly Text DeleteSourceText = new(
        "\"{0}\" is no longer polled, and what was learned about it is forgotten. Its stories stay.",
        "« {0} » n’est plus interrogée, et ce qu’on savait d’elle est oublié. Ses sujets restent.");

    public static readonly Text LabelledRelevant = new("Noted: relevant. Thank you.", "Noté : pertinent. Merci.");
    public static readonly Text LabelledNotRelevant = new("Noted: not relevant. Thank you.", "Noté : hors sujet. Merci.");
    public static readonly Text NotLabelled = new("This could not be noted: the chat or the story is not known.", "Impossible de le noter : la conversation ou le sujet n’est pas connu.");
    public static readonly Text WatchlistQuery = new("Query", "Requête");
    public static readonly Text QueryHint = new(
        "Words in any inflection; \"phrases\", AND OR NOT, ( ), souverain*, NEAR/5, ~word for its synonyms in all languages, =Word for exactly that; title: source: site: lang: kind: topic: org: country:fr amount>1M date:2026-03 event>2026-03-15. Empty matches every relevant story.",
        "Des mots à toute forme ; \"expressions\", ET OU SAUF, ( ), souverain*, PRES/5, ~mot pour ses synonymes dans toutes les langues, =Mot pour cela exactement ; title: source: site: lang: kind: topic: org: country:fr amount>1M date:2026-03 event>2026-03-15. Vide, elle correspond à tout sujet pertinent.");
    public static readonly Text Try = new("Try on the last 90 days", "Essayer sur les 90 derniers jours");
    public static readonly Text ReplayTitle = new("What it would have found, {0} to {1}", "Ce qu’elle aurait trouvé, du {0} au {1}");
    public static readonly Text ReplayNothing = new("Nothing matches: nobody would have been told anything.", "Rien ne correspond : personne n’aurait été averti de rien.");
    public static readonly Text ReplayFlood = new("{0:F0} alerts a day are more than anybody reads ({1}); make the query narrower, or let people follow it as a digest.",
        "{0:F0} alertes par jour, c’est plus que quiconque ne lit ({1}) ; resserrez la requête, ou faites-la suivre en synthèse.");
    public static readonly Text ReplayTotal = new("Stories found: {0}, that is {1:F1} alerts a day.", "Sujets trouvés : {0}, soit {1:F1} alertes par jour.");
    public static readonly Text ReplayAgainst = new("As saved: {0}; new: {1}; lost: {2}.", "Version enregistrée : {0} ; nouveaux : {1} ; perdus : {2}.");
    public static readonly Text ReplayCutShort = new("Only the latest 20,000 items were looked at.", "Seuls les 20 000 derniers articles ont été regardés.");
    public static readonly Text ReplayPlot = new("Stories found per week.", "Sujets trouvés par semaine.");
    public static readonly Text ReplayLegend = new("Stories found per week, as saved (light) and as changed (dark).", "Sujets trouvés par semaine, version enregistrée (clair) et modifiée (foncé).");
    public static readonly Text ReplayMost = new("Highest bar: {0}.", "Barre la plus haute : {0}.");
    public static readonly Text ReplayWeek = new("Week of {0}: {1}, as saved {2}", "Semaine du {0} : {1}, version enregistrée {2}");
    public static readonly Text ReplayFound = new("Found", "Trouvés");
    public static readonly Text ReplayBefore = new("As saved", "Enregistrée");
    public static readonly Text ReplayNew = new("New", "Nouveaux");
    public static readonly Text ReplayLost = new("Lost", "Perdus");
    public static readonly Text ReplayStories = new("The latest found", "Les derniers trouvés");
    public static readonly Text ReplayNewStories = new("New stories, the latest first", "Nouveaux sujets, les derniers d’abord");
    public static readonly Text ReplayLostStories = new("Lost stories, the latest first", "Sujets perdus, les derniers d’abord");
    public static readonly Text EveryStory = new("every relevant story", "tout sujet pertinent");
    public static readonly Text AtCharacter = new("Character {0}: {1}", "Caractère {0} : {1}");
    public static readonly Text Kinds = new("Kinds", "Types");
    public static readonly Text Languages = new("Languages", "Langues");
    public static readonly Text NoneMeansAll = new("None ticked means all.", "Rien de coché vaut tout.");
    public static readonly Text Followers = new("Followers", "Abonnés");
    public static readonly Text AddWatchlist = new("Add a watchlist", "Ajouter une veille");
    public static readonly Text NoWatchlists = new("There is no watchlist yet.", "Il n’y a pas encore de veille.");
    public static readonly Text DeleteWatchlist = new("Delete the watchlist?", "Supprimer la veille ?");
    public static readonly Text DeleteWatchlistText = new(
        "\"{0}\" finds nothing more, and its {1} followers are told nothing of it. It can be restored with them for {2} days. To stop it for a while, pause it.",
        "« {0} » ne trouve plus rien, et ses {1} abonnés n’en reçoivent plus rien. Elle peut être restaurée avec eux pendant {2} jours. Pour l’arrêter un temps, suspendez-la.");

    public static readonly Text ConflictTitle = new("Somebody else saved this in the meantime.", "Quelqu’un d’autre l’a enregistré entre-temps.");
    public static readonly Text ConflictText = new(
        "Nothing of yours is saved yet. Take over what you want to keep, and save: your version then replaces the other.",
        "Rien de vous n’est encore enregistré. Reprenez ce que vous voulez garder, puis enregistrez : votre version remplacera l’autre.");
    public static readonly Text ConflictSame = new("Both versions are the same.", "Les deux versions sont identiques.");
    public static readonly Text Field = new("Field", "Champ");
    public static readonly Text Theirs = new("Saved by the other", "Enregistré par l’autre");
    public static readonly Text Yours = new("Yours", "Le vôtre");

    public static readonly Text AddChat = new("Add a Telegram chat", "Ajouter une conversation Telegram");
    public static readonly Text NoDestinations = new("There is no destination yet.", "Il n’y a pas encore de destinataire.");
    public static readonly Text ChatId = new("Chat id", "Identifiant de la conversation");
    public static readonly Text ChatIdHint = new(
        "A number, negative for groups; for a topic chat/topic, such as -1001234567890/42. Or write /start to the bot in the chat, and let it in here.",
        "Un nombre, négatif pour les groupes ; pour un fil, conversation/fil, comme -1001234567890/42. Ou écrivez /start au robot dans la conversation, et admettez-la ici.");
    public static readonly Text ChatNeeded = new("This is no chat id; write a number such as -1001234567890.", "Ce n’est pas un identifiant de conversation ; écrivez un nombre comme -1001234567890.");
    public static readonly Text ChatKnown = new("This chat is in the list already.", "Cette conversation est déjà dans la liste.");
    public static readonly Text TimeZone = new("Time zone", "Fuseau horaire");
    public static readonly Text TimeZoneHint = new("Such as Europe/Paris.", "Comme Europe/Paris.");
    public static readonly Text ZoneUnknown = new("There is no time zone \"{0}\"; write one like Europe/Paris.", "Il n’y a pas de fuseau « {0} » ; écrivez-en un comme Europe/Paris.");
    public static readonly Text Digest = new("Digest", "Résumé");
    public static readonly Text NextDigest = new("Next digest", "Prochain résumé");
    public static readonly Text NoDigest = new("no digest", "sans résumé");
    public static readonly Text DailyAt = new("daily at {0}, {1}", "chaque jour à {0}, {1}");
    public static readonly Text WeeklyAt = new("{0}s at {1}, {2}", "le {0} à {1}, {2}");
    public static readonly Text Hour = new("At", "À");
    public static readonly Text HourNeeded = new("Write hour and minutes, such as 08:30.", "Écrivez l’heure et les minutes, comme 08:30.");
    public static readonly Text Day = new("Day of a weekly digest", "Jour d’un résumé hebdomadaire");
    public static readonly Text Follows = new("Follows", "Suit");
    public static readonly Text NotFollowed = new("not followed", "non suivie");
    public static readonly Text ForAdmins = new("Gets notices about the bot itself: blocked chats, failing sources", "Reçoit les avis sur le robot lui-même : conversations bloquées, sources en panne");
    public static readonly Text ForAdminsShort = new("admins", "administrateurs");
    public static readonly Text WaitingState = new("waits to be let in", "attend d’être admise");
    public static readonly Text DeleteDestination = new("Delete the destination?", "Supprimer le destinataire ?");
    public static readonly Text DeleteDestinationText = new(
        "{0}: its address, what it follows and the list of what was sent to it are erased.",
        "{0} : l’adresse, ce qui est suivi et la liste des envois sont effacés.");

    public static readonly Text ItemsText = new(
        "Tell the bot where it was wrong: the next training learns from it. What it said before stays as it was.",
        "Dites au robot où il s’est trompé : le prochain apprentissage en tiendra compte. Ce qu’il a dit avant reste tel quel.");
    public static readonly Text NoItems = new("Nothing was read on this day.", "Rien n’a été lu ce jour-là.");
    public static readonly Text DayBefore = new("The day before", "La veille");
    public static readonly Text DayAfter = new("The day after", "Le lendemain");
    public static readonly Text Relevant = new("Relevant", "Pertinent");
    public static readonly Text NotRelevant = new("Not relevant", "Hors sujet");
    public static readonly Text YourJudgement = new("Is it relevant?", "Est-ce pertinent ?");
    public static readonly Text LabelledBy = new("{0}, says {1}, {2}", "{0}, selon {1}, {2}");
    public static readonly Text JudgedByModel = new("model {0}", "modèle {0}");
    public static readonly Text DeliveriesTo = new("Deliveries to {0}", "Envois à {0}");
    public static readonly Text NoDeliveries = new("Nothing has been sent yet.", "Rien n’a encore été envoyé.");
    public static readonly Text ChooseDestination = new("Choose a destination.", "Choisissez un destinataire.");
    public static readonly Text What = new("What", "Quoi");
    public static readonly Text When = new("When", "Quand");
    public static readonly Text Attempts = new("Attempts", "Essais");
    public static readonly Text GivenUp = new("Work given up", "Travail abandonné");
    public static readonly Text GivenUpCount = new("pieces of work given up", "travaux abandonnés");
    public static readonly Text GivenUpText = new(
        "Each of these failed every try. Replay puts it back in its queue, once its cause is gone.",
        "Chacun a échoué à tous les essais. Rejouer le remet dans sa file, une fois la cause disparue.");
    public static readonly Text Queue = new("Queue", "File");
    public static readonly Text Work = new("Work", "Travail");

    public static readonly Text StoriesToday = new("stories today", "sujets aujourd’hui");
    public static readonly Text StoriesOfWeek = new("stories in 7 days", "sujets en 7 jours");
    public static readonly Text ActiveWatchlists = new("active watchlists", "veilles actives");
    public static readonly Text Chats = new("Telegram chats", "conversations Telegram");
    public static readonly Text Subscribers = new("subscribers", "abonnés");
    public static readonly Text Unconfirmed = new("not confirmed yet", "pas encore confirmés");
    public static readonly Text WaitingChats = new("chats waiting", "conversations en attente");
    public static readonly Text Stopped = new("paused", "suspendus");
    public static readonly Text Coverage = new("Coverage", "Couverture");
    public static readonly Text CoverageLine = new("{0} of {1} sources answer.", "{0} sources sur {1} répondent.");

    /// <summary>What to say after an action; null for a word nobody was sent with.</summary>
    public static Text? Done(string? word) => word switch
    {
        "added" => new("Added.", "Ajouté."),
        "saved" => new("Saved.", "Enregistré."),
        "deleted" => new("Deleted.", "Supprimé."),
        "muted" => new("Nobody is told of it any more.", "Plus personne n’en est averti."),
        "unmuted" => new("People are told of it again.", "On en est de nouveau averti."),
        "invited" => new("Imported; each new person is being asked for a confirmation.", "Importé ; chaque nouvelle personne reçoit une demande de confirmation."),
        "discarded" => new("Discarded.", "Abandonné."),
        "imported" => new("Imported.", "Importé."),
        "deleted-for-now" => new("Deleted; it can be restored for 28 days under “Deleted watchlists”.", "Supprimée ; elle peut être restaurée pendant 28 jours sous « Veilles supprimées »."),
        "restored" => new("Restored, with its followers.", "Restaurée, avec ses abonnés."),
        "paused" => new("Paused.", "Suspendu."),
        "resumed" => new("Running again.", "De nouveau en marche."),
        "polling" => new("It is being polled; look again in a moment.", "Lecture en cours ; revenez voir dans un moment."),
        "labelled" => new("Noted; the next training learns from it.", "C’est noté ; le prochain apprentissage en tiendra compte."),
        "retrying" => new("It is being sent again; look again in a moment.", "Nouvel envoi en cours ; revenez voir dans un moment."),
        "replaying" => new("Back in its queue.", "De retour dans sa file."),
        "again" => new("Somebody else changed it in the meantime, so nothing was done. Look at it and try again.", "Quelqu’un d’autre l’a modifié entre-temps, rien n’a donc été fait. Regardez et réessayez."),
        "unconfirmed" => new("Only the owner of the address can confirm it.", "Seul le propriétaire de l’adresse peut la confirmer."),
        _ => null,
    };
}
