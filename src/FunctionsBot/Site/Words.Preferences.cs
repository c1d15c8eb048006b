namespace FunctionsBot.Site;

/// <content>A subscriber's own pages.</content>
internal static partial class Words
{
    public static readonly Text PreferencesTitle = new("Your digest", "Votre synthèse");
    public static readonly Text PreferencesText = new(
        "This page is yours: its link stands in each of your mails. What you change holds from the next one.",
        "Cette page est la vôtre : son lien figure dans chacun de vos courriels. Vos choix valent dès le prochain.");
    public static readonly Text PreferencesUselessText = new(
        "This link belongs to no subscription: it may have ended. You can subscribe again at any time.",
        "Ce lien n’appartient à aucun abonnement : il a peut-être pris fin. Vous pouvez vous réabonner à tout moment.");
    public static readonly Text IsPausedText = new("It is paused: no mail is sent.", "Elle est en pause : aucun courriel n’est envoyé.");
    public static readonly Text Topics = new("Topics", "Thèmes");
    public static readonly Text MailLanguage = new("Language of the mails", "Langue des courriels");
    public static readonly Text HowOften = new("How often", "Fréquence");
    public static readonly Text OnWhichDay = new("Day (weekly; the first of its kind for monthly)", "Jour (chaque semaine ; le premier du mois si c’est chaque mois)");
    public static readonly Text AtWhatTime = new("Time", "Heure");
    public static readonly Text InWhichZone = new("Time zone", "Fuseau horaire");
    public static readonly Text SavePreferences = new("Save", "Enregistrer");
    public static readonly Text PauseMails = new("Pause", "Faire une pause");
    public static readonly Text ResumeMails = new("Send mails again", "Reprendre l’envoi");
    public static readonly Text MailGone = new("This mail is not here any more", "Ce courriel n’est plus ici");
    public static readonly Text MailGoneText = new(
        "The link is not complete, or the mail was cleaned away with its subscription.",
        "Le lien est incomplet, ou le courriel a été effacé avec son abonnement.");
}
