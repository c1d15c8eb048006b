namespace FunctionsBot.Site;

/// <content>Texts of cloning, deleting and restoring watchlists.</content>
internal static partial class Words
{
    public static readonly Text CopyOf = new("Copy of {0}", "Copie de {0}");
    public static readonly Text Clone = new("Copy", "Copier");
    public static readonly Text Restore = new("Restore", "Restaurer");
    public static readonly Text DeletedWatchlists = new("Deleted watchlists", "Veilles supprimées");
    public static readonly Text DeletedWatchlistsText = new(
        "A deleted watchlist can be restored for {0} days, with its followers and what it found. Then it is gone for good.",
        "Une veille supprimée peut être restaurée pendant {0} jours, avec ses abonnés et ce qu’elle a trouvé. Ensuite, elle disparaît définitivement.");
    public static readonly Text NoDeletedWatchlists = new("There is none.", "Il n’y en a aucune.");
    public static readonly Text DeletedAt = new("Deleted", "Supprimée");
    public static readonly Text GoneAt = new("Gone for good", "Disparaît");
}
