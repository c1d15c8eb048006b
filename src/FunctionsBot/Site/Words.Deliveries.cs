namespace FunctionsBot.Site;

/// <content>The page of one delivery, and digests that come once a month.</content>
internal static partial class Words
{
    public static readonly Text MonthlyAt = new("first {0} of the month, {1} ({2})", "premier {0} du mois, {1} ({2})");
    public static readonly Text Delivery = new("Delivery", "Envoi");
    public static readonly Text DeliveryHistory = new("History", "Historique");
    public static readonly Text DeliveryHistoryText = new(
        "Everything that happened to this delivery. A line “being sent” with nothing after it was cut off: the message may have gone out, and is sent again.",
        "Tout ce qui est arrivé à cet envoi. Une ligne « en cours d’envoi » sans suite a été interrompue : le message est peut-être parti, et il est renvoyé.");
    public static readonly Text NoHistory = new("Nothing was written down: it is from before there was a history.", "Rien n’a été noté : il date d’avant l’historique.");
    public static readonly Text Attempt = new("Attempt", "Essai");
    public static readonly Text OtherSideSaid = new("Answer", "Réponse");
    public static readonly Text PartsAcknowledged = new("Parts acknowledged", "Parties confirmées");
    public static readonly Text NextAttempt = new("Not before", "Pas avant");
    public static readonly Text LeasedUntil = new("Claimed until", "Réservé jusqu’à");
    public static readonly Text CameBack = new("Came back", "Revenu");
    public static readonly Text TheMessage = new("Message", "Message");

    public static Text Of(FunctionsBot.Domain.BounceKind kind) => kind switch
    {
        FunctionsBot.Domain.BounceKind.Hard => new("the mailbox does not exist", "la boîte n’existe pas"),
        FunctionsBot.Domain.BounceKind.Complaint => new("reported as spam", "signalé comme indésirable"),
        _ => new("could not be delivered this time", "n’a pas pu être remis cette fois"),
    };
}
