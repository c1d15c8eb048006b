using FunctionsBot.Domain;

namespace FunctionsBot.Site;

/// <content>Texts of the history of changes and of roles.</content>
internal static partial class Words
{
    public static readonly Text Audit = new("Changes", "Modifications");
    public static readonly Text AuditLead = new("Everything that admins changed, the latest first.", "Tout ce que les administrateurs ont modifié, le plus récent d’abord.");
    public static readonly Text ChangeHistory = new("Change history", "Historique des modifications");
    public static readonly Text WholeHistory = new("All changes of this", "Toutes ses modifications");
    public static readonly Text RollBack = new("Back to how it was before", "Revenir à l’état précédent");
    public static readonly Text RollBackOf = new("the change of {0}", "(modification du {0})");
    public static readonly Text Was = new("Before:", "Avant :");
    public static readonly Text Is = new("After:", "Après :");
    public static readonly Text WasAndIs = new("Before: {0} After: {1}", "Avant : {0} Après : {1}");
    public static readonly Text Yes = new("yes", "oui");
    public static readonly Text No = new("no", "non");
    public static readonly Text Muted = new("muted", "en sourdine");
    public static readonly Text Person = new("Person", "Personne");
    public static readonly Text Thing = new("Thing", "Objet");
    public static readonly Text ThingId = new("Its id", "Son identifiant");
    public static readonly Text From = new("From", "Du");
    public static readonly Text To = new("To", "Au");
    public static readonly Text Filter = new("Filter", "Filtrer");
    public static readonly Text NoChanges = new("No change matches.", "Aucune modification ne correspond.");
    public static readonly Text OlderChanges = new("Older changes", "Modifications plus anciennes");
    public static readonly Text ChangeUnfinished = new("not known to be finished", "dont la fin n’est pas connue");
    public static readonly Text DayNeeded = new("Write days as 2026-03-17.", "Écrivez les jours comme 2026-03-17.");
    public static readonly Text RoleTooLow = new(
        "You are signed in as {0}, with the role {1}; this needs the role {2}. Whoever manages the app in Microsoft Entra can give it to you.",
        "Vous êtes connecté en tant que {0}, avec le rôle {1} ; il faut ici le rôle {2}. Qui gère l’application dans Microsoft Entra peut vous le donner.");

    public static Text Of(Role role) => role switch
    {
        Role.Owner => new("owner", "propriétaire"),
        Role.Editor => new("editor", "éditeur"),
        _ => new("viewer", "lecteur"),
    };

    public static Text Of(AuditThing thing) => thing switch
    {
        AuditThing.Watchlist => Watchlist,
        AuditThing.Source => Source,
        AuditThing.Destination => Destination,
        AuditThing.Story => new("Story", "Sujet"),
        AuditThing.Label => new("Judgement", "Jugement"),
        AuditThing.Delivery => new("Delivery", "Envoi"),
        _ => new("Work given up", "Travail abandonné"),
    };

    public static Text Of(AuditAction action) => action switch
    {
        AuditAction.Created => new("created", "création"),
        AuditAction.Imported => new("imported", "import"),
        AuditAction.RolledBack => new("put back", "retour en arrière"),
        AuditAction.Paused => new("paused", "suspension"),
        AuditAction.Resumed => new("resumed", "reprise"),
        AuditAction.Deleted => new("deleted", "suppression"),
        AuditAction.Restored => new("restored", "restauration"),
        AuditAction.Erased => new("erased", "effacement"),
        AuditAction.Merged => new("merged", "fusion"),
        AuditAction.Moved => new("items moved", "articles déplacés"),
        AuditAction.Muted => new("muted", "mise en sourdine"),
        AuditAction.Unmuted => new("unmuted", "fin de sourdine"),
        AuditAction.Labelled => new("judged", "jugement"),
        AuditAction.Retried => new("tried again", "nouvel essai"),
        AuditAction.Discarded => new("discarded", "mise au rebut"),
        _ => new("changed", "modification"),
    };
}
