using FunctionsBot.Site.Manage;

namespace FunctionsBot.Site;

/// <content>Texts of the settings page.</content>
internal static partial class Words
{
    public static readonly Text SettingsTitle = new("Settings", "Réglages");
    public static readonly Text SettingsText = new(
        "Settings are changed where the bot is started: in local.settings.json or the environment, in Azure among the app's settings. What each is for stands in local.settings.sample.json. Secrets are never shown.",
        "Les réglages se changent là où le robot est lancé : dans local.settings.json ou l’environnement, dans Azure parmi les réglages de l’application. Le rôle de chacun est écrit dans local.settings.sample.json. Les secrets ne sont jamais affichés.");
    public static readonly Text CheckSettings = new("Try them", "Les essayer");
    public static readonly Text Setting = new("Setting", "Réglage");
    public static readonly Text Value = new("Value", "Valeur");
    public static readonly Text Origin = new("Comes from", "Vient de");
    public static readonly Text Works = new("Works", "Fonctionne");
    public static readonly Text SecretSet = new("set, and secret", "renseigné, et secret");
    public static readonly Text NotSet = new("not set", "non renseigné");
    public static readonly Text ItWorks = new("works", "fonctionne");
    public static readonly Text LookAtIt = new("look at this", "à revoir");

    public static Text Of(SettingOrigin origin) => origin switch
    {
        SettingOrigin.Environment => new("environment", "environnement"),
        SettingOrigin.File => new("local.settings.json", "local.settings.json"),
        _ => new("default", "valeur par défaut"),
    };
}
