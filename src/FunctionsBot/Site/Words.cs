namespace FunctionsBot.Site;

/// <summary>A text of the site in both its languages.</summary>
internal sealed record Text(string English, string French)
{
    private readonly string _french = Typeset(French);

    public string In(string language) => language == "fr" ? _french : English;

    // French sets a space before high punctuation, and it must not break the line there.
    private static string Typeset(string text) => text
        .Replace(" :", "\u00a0:", StringComparison.Ordinal).Replace(" ;", "\u202f;", StringComparison.Ordinal)
        .Replace(" ?", "\u202f?", StringComparison.Ordinal).Replace(" !", "\u202f!", StringComparison.Ordinal)
        .Replace("« ", "«\u00a0", StringComparison.Ordinal).Replace(" »", "\u00a0»", StringComparison.Ordinal)
        .Replace(" %", "\u202f%", StringComparison.Ordinal);
}

/// <summary>Every text of the public pages; those of the admin pages are in the other half.</summary>
internal static partial class Words
{
    public static readonly Text SkipToContent = new("Skip to content", "Aller au contenu");
    public static readonly Text MainMenu = new("Main", "Principal");
    public static readonly Text ManageMenu = new("Administration", "Administration");
    public static readonly Text Stories = new("Stories", "Sujets");
    public static readonly Text Subscribe = new("Subscribe", "S’abonner");
    public static readonly Text Manage = new("Administration", "Administration");
    public static readonly Text SignOut = new("Sign out", "Se déconnecter");
    public static readonly Text FooterText = new(
        "FunctionsBot is free software. It reads public sources, and links to each newsroom's own article.",
        "FunctionsBot est un logiciel libre. Il lit des sources publiques et renvoie à l’article de chaque rédaction.");
    public static readonly Text ToHome = new("To the home page", "Vers l’accueil");
    public static readonly Text Cancel = new("Cancel", "Annuler");
    public static readonly Text Optional = new("optional", "facultatif");
    public static readonly Text Never = new("never", "jamais");

    public static readonly Text HomeTitle = new("Open-source AI policy, each story once", "L’IA open source en politique, chaque sujet une fois");
    public static readonly Text HomeLead = new(
        "Open letters, bills, summits, consultations and funding calls on open-source AI, from French and English sources. Copies and rewrites of one text are grouped into one story, and every story says why it is here.",
        "Lettres ouvertes, projets de loi, sommets, consultations et appels à financement sur l’IA open source, dans les sources francophones et anglophones. Les copies et réécritures d’un même texte forment un seul sujet, et chaque sujet dit pourquoi il est là.");
    public static readonly Text Latest = new("Latest stories", "Derniers sujets");
    public static readonly Text AllStories = new("All stories", "Tous les sujets");
    public static readonly Text NoStoriesBetween = new("No story between {0} and {1}.", "Aucun sujet entre le {0} et le {1}.");
    public static readonly Text Older = new("Earlier days", "Jours précédents");
    public static readonly Text OneNewsroom = new("1 newsroom", "1 rédaction");
    public static readonly Text Newsrooms = new("{0} newsrooms", "{0} rédactions");
    public static readonly Text OneCopy = new("1 copy", "1 copie");
    public static readonly Text Copies = new("{0} copies", "{0} copies");
    public static readonly Text Score = new("{0} relevant", "pertinence {0}");
    public static readonly Text ScoreHint = new("How sure the bot is that this is open-source AI policy", "À quel point le robot est sûr qu’il s’agit de politique de l’IA open source");
    public static readonly Text PaywallShort = new("subscribers only", "réservé aux abonnés");
    public static readonly Text FirstSeen = new("first seen {0}", "vu d’abord le {0}");
    public static readonly Text ReadAt = new("Read at {0}", "Lire sur {0}");
    public static readonly Text Why = new("Why this is here", "Pourquoi ce sujet est ici");
    public static readonly Text NoEvidence = new("No evidence was stored with this story.", "Aucun indice n’a été enregistré avec ce sujet.");
    public static readonly Text WhoReports = new("Who reports it", "Qui en parle");
    public static readonly Text ToldBy = new("Told by: {0}", "Donné par : {0}");
    public static readonly Text OtherStages = new("Other stages of this matter", "Autres étapes de ce dossier");
    public static readonly Text Timeline = new("Timeline", "Chronologie");
    public static readonly Text After = new("after {0}", "d’après {0}");
    public static readonly Text PaywallShare = new("subscribers only, {0} left to read", "réservé aux abonnés, {0} restant à lire");

    public static readonly Text Facts = new("Facts", "Faits");
    public static readonly Text Contradiction = new("Sources contradict each other.", "Les sources se contredisent.");
    public static readonly Text Letter = new("Open letter", "Lettre ouverte");
    public static readonly Text OpenCheck = new("How open is it?", "Est-ce vraiment ouvert ?");
    public static readonly Text AsksFor = new("Asks for: {0}", "Demande : {0}");
    public static readonly Text Models = new("Models", "Modèles");
    public static readonly Text AddressedTo = new("Addressed to: {0}", "Adressée à : {0}");
    public static readonly Text SignedBy = new("Signed by: {0}", "Signataires : {0}");
    public static readonly Text TheLetter = new("The letter", "La lettre");
    public static readonly Text Count = new("Count", "Nombre");
    public static readonly Text Amount = new("Amount", "Montant");
    public static readonly Text References = new("Texts referred to", "Textes cités");
    public static readonly Text Organisations = new("Organisations", "Organisations");
    public static readonly Text People = new("People", "Personnes");

    public static readonly Text SubscribeTitle = new("One mail a week", "Un courriel par semaine");
    public static readonly Text SubscribeLead = new(
        "The week's stories on the subjects you choose, each once, with its sources. At 08:30, Paris time.",
        "Les sujets de la semaine dans les thèmes que vous choisissez, chacun une fois, avec ses sources. À 8 h 30, heure de Paris.");
    public static readonly Text SubscribePromise = new(
        "Your address is used for this mail only. Every mail has a link that ends the subscription and erases the address.",
        "Votre adresse ne sert qu’à ce courriel. Chaque envoi contient un lien qui met fin à l’abonnement et efface l’adresse.");
    public static readonly Text YourEmail = new("Your email address", "Votre adresse électronique");
    public static readonly Text Subjects = new("Subjects", "Thèmes");
    public static readonly Text DayOfMail = new("Day", "Jour");
    public static readonly Text LanguageOfMail = new("Language of the mail", "Langue du courriel");
    public static readonly Text NothingToFollow = new(
        "There is no subject to subscribe to yet: an admin has to create a watchlist first.",
        "Il n’y a pas encore de thème auquel s’abonner : un administrateur doit d’abord créer une veille.");
    public static readonly Text NoAddress = new(
        "This is no email address; write one like name@example.org.", "Ce n’est pas une adresse électronique ; écrivez-en une comme nom@exemple.fr.");
    public static readonly Text ChooseOne = new("Choose at least one.", "Choisissez-en au moins un.");
    public static readonly Text CheckMail = new("Look into your mailbox", "Regardez votre boîte de réception");
    public static readonly Text CheckMailText = new(
        "We have sent a mail with a button to the address you gave. Nothing else is sent until it is pressed. If no mail comes within some minutes, look among the unwanted mail and check the address.",
        "Un courriel avec un bouton est parti à l’adresse que vous avez donnée. Rien d’autre ne sera envoyé tant qu’il n’est pas pressé. Si rien n’arrive d’ici quelques minutes, regardez parmi les indésirables et vérifiez l’adresse.");
    public static readonly Text TooMany = new("Too many subscriptions at once", "Trop d’abonnements à la fois");
    public static readonly Text TooManyText = new(
        "The form was used very often within the last hour, so it rests for a while. Please try again later.",
        "Le formulaire a été très utilisé durant la dernière heure et se repose un moment. Merci de réessayer plus tard.");
    public static readonly Text ConfirmTitle = new("Confirm the subscription", "Confirmer l’abonnement");
    public static readonly Text ConfirmText = new(
        "Press the button, and the weekly mail will come to your address.", "Pressez le bouton, et le courriel hebdomadaire viendra à votre adresse.");
    public static readonly Text ConfirmButton = new("Yes, send it to me", "Oui, envoyez-le-moi");
    public static readonly Text Confirmed = new("You are subscribed", "Votre abonnement commence");
    public static readonly Text ConfirmedText = new(
        "The first mail comes on the day you chose. A link at its end stops it at any time.",
        "Le premier courriel viendra le jour choisi. Un lien à sa fin y met un terme à tout moment.");
    public static readonly Text LinkUseless = new("This link leads nowhere", "Ce lien ne mène nulle part");
    public static readonly Text LinkUselessText = new(
        "It was cut short on its way, or the subscription was ended and erased. You can subscribe again on the home page.",
        "Il a été coupé en chemin, ou l’abonnement a pris fin et a été effacé. Vous pouvez vous réabonner depuis l’accueil.");
    public static readonly Text UnsubscribeTitle = new("End the subscription", "Mettre fin à l’abonnement");
    public static readonly Text UnsubscribeText = new(
        "Press the button: no mail comes any more, and your address and choices are erased.",
        "Pressez le bouton : plus aucun courriel ne viendra, votre adresse et vos choix seront effacés.");
    public static readonly Text UnsubscribeButton = new("End it and erase my address", "Y mettre fin et effacer mon adresse");
    public static readonly Text Unsubscribed = new("The subscription is over", "L’abonnement a pris fin");
    public static readonly Text UnsubscribedText = new(
        "Your address and your choices are erased. You are welcome back at any time.", "Votre adresse et vos choix sont effacés. Vous pourrez revenir à tout moment.");
    public static readonly Text UnsubscribeUselessText = new(
        "It was cut short on its way. Use the link of the mail as it is, or its mail program's own button.",
        "Il a été coupé en chemin. Utilisez le lien du courriel tel quel, ou le bouton de votre messagerie.");

    public static readonly Text NotFound = new("There is no such page", "Cette page n’existe pas");
    public static readonly Text NotFoundText = new(
        "The address may be mistyped, or what was here has been deleted.", "L’adresse est peut-être mal écrite, ou ce qui était ici a été supprimé.");
    public static readonly Text NotLikeThis = new("Not like this", "Pas de cette façon");
    public static readonly Text NotLikeThisText = new(
        "This address is only used by a form. Go to the page with the form, and send it again.",
        "Cette adresse ne sert qu’à un formulaire. Allez à la page du formulaire et renvoyez-le.");
    public static readonly Text TooLarge = new("That is too much", "C’est trop");
    public static readonly Text TooLargeText = new(
        "What was sent is larger than any form of this site needs. Shorten it and send it again.",
        "Ce qui a été envoyé dépasse ce dont un formulaire de ce site a besoin. Raccourcissez-le et renvoyez-le.");
    public static readonly Text BadRequest = new("This could not be read", "Ceci n’a pas pu être lu");
    public static readonly Text BadRequestText = new("Go back, load the page again, and send the form once more.", "Revenez en arrière, rechargez la page et renvoyez le formulaire.");
    public static readonly Text Broken = new("Something broke here", "Quelque chose a cassé ici");
    public static readonly Text BrokenText = new(
        "This is our fault, and it is in the log. Please try again in a while.",
        "C’est notre faute, et c’est dans le journal. Merci de réessayer dans un moment.");
    public static readonly Text FormExpired = new("The form has expired", "Le formulaire a expiré");
    public static readonly Text FormExpiredText = new(
        "It was opened too long ago, in another browser, or without cookies. Nothing was changed. Go back, load the page again, and send it once more.",
        "Il a été ouvert il y a trop longtemps, dans un autre navigateur ou sans cookies. Rien n’a été modifié. Revenez en arrière, rechargez la page et renvoyez-le.");
    public static readonly Text NotAllowed = new("For admins only", "Réservé aux administrateurs");
    public static readonly Text NotAdmin = new(
        "You are signed in as {0}, who is not in the setting Admins. Ask whoever runs this site to add it.",
        "Vous êtes connecté en tant que {0}, qui ne figure pas dans le réglage Admins. Demandez à qui gère ce site de l’y ajouter.");
    public static readonly Text SignInTitle = new("Sign in", "Connexion");
    public static readonly Text SignInText = new("This signs you in as an admin, for 12 hours, in this browser.", "Ceci vous connecte comme administrateur, pour 12 heures, dans ce navigateur.");
    public static readonly Text SignInButton = new("Sign in", "Se connecter");
    public static readonly Text SignInHint = new(
        "Run locally, the bot prints a sign-in link on its console at every start; it works once, for 15 minutes. In Azure, admins sign in with Microsoft Entra.",
        "Lancé localement, le robot affiche à chaque démarrage un lien de connexion dans sa console ; il fonctionne une fois, pendant 15 minutes. Dans Azure, les administrateurs se connectent avec Microsoft Entra.");
    public static readonly Text SignInUseless = new("This sign-in link is used up", "Ce lien de connexion ne vaut plus");
}
