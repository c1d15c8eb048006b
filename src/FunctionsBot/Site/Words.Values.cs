using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Site.Manage;

namespace FunctionsBot.Site;

/// <summary>How values of the domain are called.</summary>
internal static partial class Words
{
    public static Text Of(StoryKind kind) => kind switch
    {
        StoryKind.OpenLetter => new("Open letter", "Lettre ouverte"),
        StoryKind.Event => new("Event", "Événement"),
        StoryKind.Legislation => new("Legislation", "Législation"),
        StoryKind.Consultation => new("Consultation", "Consultation"),
        StoryKind.Funding => new("Funding", "Financement"),
        StoryKind.Procurement => new("Procurement", "Achat public"),
        StoryKind.Report => new("Report", "Rapport"),
        StoryKind.Statement => new("Statement", "Prise de position"),
        StoryKind.ModelRelease => new("Model release", "Sortie de modèle"),
        StoryKind.LicenceDispute => new("Licence dispute", "Litige de licence"),
        StoryKind.Opinion => new("Opinion", "Opinion"),
        _ => new("Other", "Autre"),
    };

    public static Text Of(ItemRole role) => role switch
    {
        ItemRole.Original => new("original", "original"),
        ItemRole.Copy => new("copy", "copie"),
        _ => new("own report", "article propre"),
    };

    public static Text Of(StoryStage stage) => stage switch
    {
        StoryStage.Announced => new("announced", "annoncé"),
        StoryStage.Consultation => new("consultation", "consultation"),
        StoryStage.Draft => new("draft", "projet"),
        StoryStage.Answered => new("answered", "réponse"),
        StoryStage.Held => new("held", "tenu"),
        StoryStage.Voted => new("decided", "décidé"),
        StoryStage.InForce => new("in force", "en vigueur"),
        _ => new("", ""),
    };

    /// <summary>By whom, and how many items.</summary>
    public static Text Of(StoryEditKind edit) => edit switch
    {
        StoryEditKind.Merged => new("{0} merged into this story the other one:", "{0} a fusionné avec ce sujet l’autre :"),
        StoryEditKind.Split => new("{0} made a story of {1} of its items:", "{0} a fait un sujet de {1} de ses articles :"),
        _ => new("{0} moved {1} of its items:", "{0} a déplacé {1} de ses articles :"),
    };

    public static Text Of(StoryEditOutcome outcome) => outcome switch
    {
        StoryEditOutcome.SameStory => SameStory,
        StoryEditOutcome.NoItem => ChooseItems,
        StoryEditOutcome.AllItems => AllItemsChosen,
        StoryEditOutcome.NoText => ItemTextMissing,
        _ => StoryNotThere,
    };

    public static Text Of(PaywallKind paywall) => paywall switch
    {
        PaywallKind.Metered => new("partly for subscribers", "en partie réservé aux abonnés"),
        PaywallKind.Closed => new("subscribers only", "réservé aux abonnés"),
        _ => new("free to read", "en accès libre"),
    };

    public static Text Of(DatedKind kind) => kind switch
    {
        DatedKind.Deadline => new("Deadline", "Date limite"),
        DatedKind.Happened => new("Took place", "A eu lieu"),
        _ => new("Event", "Événement"),
    };

    public static Text Of(SourceKind kind) => kind switch
    {
        SourceKind.Listing => new("Page that lists articles", "Page qui liste des articles"),
        SourceKind.Sitemap => new("Sitemap", "Plan de site (sitemap)"),
        SourceKind.Calendar => new("Calendar (iCalendar)", "Agenda (iCalendar)"),
        SourceKind.Data => new("Page with structured data (JSON-LD)", "Page à données structurées (JSON-LD)"),
        SourceKind.Page => new("Page whose changes are the news (letter, consultation)", "Page dont les changements comptent (lettre, consultation)"),
        _ => new("Feed (RSS, Atom, JSON)", "Flux (RSS, Atom, JSON)"),
    };

    public static Text Of(Condition condition) => condition switch
    {
        Condition.Healthy => new("healthy", "en ordre"),
        Condition.Failing => new("failing", "en panne"),
        Condition.Gone => new("gone", "disparue"),
        Condition.Silent => new("silent for unusually long", "muette depuis anormalement longtemps"),
        Condition.Waiting => new("not polled yet", "pas encore lue"),
        _ => new("paused", "suspendue"),
    };

    public static Text Of(ChannelKind channel) => channel switch
    {
        ChannelKind.Email => new("Email", "Courriel"),
        _ => new("Telegram", "Telegram"),
    };

    public static Text Of(DestinationState state) => state switch
    {
        DestinationState.Unconfirmed => new("not confirmed", "non confirmé"),
        DestinationState.Active => new("active", "actif"),
        _ => new("paused", "suspendu"),
    };

    public static Text Of(DigestRhythm rhythm) => rhythm switch
    {
        DigestRhythm.Daily => new("daily", "chaque jour"),
        DigestRhythm.Weekly => new("weekly", "chaque semaine"),
        _ => new("none", "aucun"),
    };

    public static Text Of(Cadence cadence) => cadence switch
    {
        Cadence.Immediate => new("at once", "aussitôt"),
        _ => new("in the digest", "dans le résumé"),
    };

    public static Text Of(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Alert => new("alert", "alerte"),
        DeliveryKind.Digest => new("digest", "résumé"),
        DeliveryKind.Confirmation => new("confirmation", "confirmation"),
        DeliveryKind.Answer => new("answer", "réponse"),
        DeliveryKind.Update => new("update", "suite"),
        DeliveryKind.Edit => new("alert rewritten", "alerte récrite"),
        DeliveryKind.Group => new("alerts in one message", "alertes en un message"),
        _ => new("notice", "avis"),
    };

    public static Text Of(DeliveryState state) => state switch
    {
        DeliveryState.Pending => new("waiting", "en attente"),
        DeliveryState.Sending => new("being sent", "en cours"),
        DeliveryState.Sent => new("sent", "envoyé"),
        DeliveryState.Grouped => new("sent with others", "envoyé avec d’autres"),
        _ => new("failed", "échoué"),
    };

    /// <summary>What a piece of evidence speaks for, by its label.</summary>
    public static Text Evidence(string label) => label switch
    {
        "openness" => new("speaks of openness", "parle d’ouverture"),
        "ai" => new("speaks of AI", "parle d’IA"),
        "policy" => new("speaks of policy", "parle de politique"),
        _ => new(label, label),
    };

    /// <summary>A language's own name for itself to the reader: "allemand" to a French one.</summary>
    public static string LanguageName(string code, CultureInfo reader) => (code, reader.TwoLetterISOLanguageName) switch
    {
        ("fr", "fr") => "français",
        ("fr", _) => "French",
        ("en", "fr") => "anglais",
        ("en", _) => "English",
        ("de", "fr") => "allemand",
        ("de", _) => "German",
        ("es", "fr") => "espagnol",
        ("es", _) => "Spanish",
        ("it", "fr") => "italien",
        ("it", _) => "Italian",
        _ => code,
    };
}
