namespace FunctionsBot.Site;

/// <content>Texts of looking at an address before it is made a source.</content>
internal static partial class Words
{
    public static readonly Text LookAtAddress = new("Any address: the site's home page will do", "N’importe quelle adresse : la page d’accueil du site suffit");
    public static readonly Text LookAtAddressHint = new("The bot reads it once and shows what it finds; nothing is stored yet.", "Le robot la lit une fois et montre ce qu’il trouve ; rien n’est encore enregistré.");
    public static readonly Text LookButton = new("Look", "Regarder");
    public static readonly Text LookAtThis = new("Look at this", "Regarder");
    public static readonly Text PreviewTitle = new("What would be read there", "Ce qui y serait lu");
    public static readonly Text Rhythm = new("Rhythm", "Rythme");
    public static readonly Text RhythmText = new("Asked again after {0}, by its dates and its server's wishes; then by what it publishes.", "Interrogée de nouveau après {0}, d’après ses dates et les vœux de son serveur ; ensuite selon ce qu’elle publie.");
    public static readonly Text TellsUnchanged = new("It can say that nothing has changed.", "Elle sait dire que rien n’a changé.");
    public static readonly Text ReadWhole = new("It cannot say that nothing has changed, and is read whole every time.", "Elle ne sait pas dire que rien n’a changé, et est lue en entier à chaque fois.");
    public static readonly Text RobotsAllow = new("allows its pages to be read", "autorise la lecture de ses pages");
    public static readonly Text RobotsDisallow = new("forbids this page: articles there are told by what the feed itself says", "interdit cette page : les articles y sont connus par ce que dit le flux lui-même");
    public static readonly Text RobotsUnknown = new("could not be had: pages are left alone until it can", "n’a pu être lu : les pages attendront qu’il le soit");
    public static readonly Text FeedsFound = new("Feeds that the page names", "Flux que la page indique");
    public static readonly Text FirstEntries = new("The first of {0} entries", "Les premiers de {0} articles");
    public static readonly Text NoDate = new("no date", "sans date");
    public static readonly Text Hours = new("{0:0.#} hours", "{0:0.#} heures");
    public static readonly Text Minutes = new("{0:0} minutes", "{0:0} minutes");
}
