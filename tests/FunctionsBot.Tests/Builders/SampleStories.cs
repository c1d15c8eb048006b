using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Builders;

/// <summary>A week of invented news, of every kind a digest shows.</summary>
internal static class SampleStories
{
    public static readonly Uri Site = new("https://monitor.example");

    public static Watchlist Letters { get; } = new("letters", "Open letters", "\"open letter\" OR \"lettre ouverte\"") { NameFr = "Lettres ouvertes" };

    public static Watchlist Everything { get; } = new("all", "Everything relevant", "") { NameFr = "Tout ce qui est pertinent" };

    public static Story Letter { get; } = StoryBuilder.Titled("Quarante organisations demandent à Bruxelles de protéger l’IA ouverte")
        .Of(StoryKind.OpenLetter).In("fr").By("Le Courrier du libre")
        .Led("Dans une lettre ouverte publiée jeudi, des associations, des universités et des entreprises pressent la Commission d’exempter les modèles ouverts des obligations prévues pour les systèmes fermés, sous peine de voir la recherche quitter l’Europe.")
        .Behind(new Paywall(PaywallKind.Metered, 0.5571, "Il vous reste 55,71 % de cet article à lire"))
        .Reported("Policy Wire").Copied("Journal des Communes").Copied("Portail Numérique").Copied("L’Écho du Rhône")
        .Letter("Commission européenne", "Fondation pour le code commun", "Université de Brême", "Association Logiciels Partagés", "OpenWeights")
        .Count(40, "organisation").Count(45, "organisation").Conflict("40 or 45 organisations")
        .Cites("AI Act")
        .Evident("kind:open-letter", "lettre ouverte").Evident("openness", "modèles ouverts").Evident("policy", "la Commission")
        .Build();

    public static Story Summit { get; } = StoryBuilder.Titled("Berlin to host a European summit on open models for public administrations")
        .Of(StoryKind.Event).By("Policy Wire").Led("Ministers of eleven countries will discuss shared open models, common procurement rules and a joint compute budget.")
        .Event("Summit on open models for administrations", new DateOnly(2026, 4, 21), "Berlin", new DateOnly(2026, 4, 22))
        .Reported("Hauptstadt Digital").Reported("Le Courrier du libre").Reported("Open Gov Daily").Copied("Portail Numérique").Build();

    public static Story Consultation { get; } = StoryBuilder.Titled("Consultation publique : quelles obligations pour les modèles à poids ouverts ?")
        .Of(StoryKind.Consultation).In("fr").By("Direction générale du numérique")
        .Led("La direction invite chercheurs, entreprises et associations à répondre à dix-huit questions sur la documentation des données d’entraînement.")
        .Deadline("Réponses à la consultation", new DateOnly(2026, 4, 3)).Cites("2024/1689").Build();

    public static Story Funding { get; } = StoryBuilder.Titled("€400 million for open foundation models, and one condition: publish the weights")
        .Of(StoryKind.Funding).By("Open Gov Daily").Led("The new fund pays for training runs on public supercomputers. Applicants must release weights and data sheets under a licence the Open Source Initiative recognises.")
        .Amount(400_000_000, "EUR").Amount(2_500_000_000, "EUR").Deadline("Applications for the first call", new DateOnly(2026, 5, 15))
        .Event("Information day for applicants", new DateOnly(2026, 3, 24), "online").Reported("Policy Wire").Build();

    public static Story Bill { get; } = StoryBuilder.Titled("Senate committee adopts amendment sparing open-source developers from model liability")
        .Of(StoryKind.Legislation).By("Capitol Ledger").Led("By eleven votes to six, the committee limited liability to those who deploy a model for profit.").Scored(0.95)
        .Behind(new Paywall(PaywallKind.Closed)).Reported("Policy Wire").Copied("Free Press Mirror").Build();

    public static Story Procurement { get; } = StoryBuilder.Titled("La Ville de Lyon choisit un assistant libre pour ses agents")
        .Of(StoryKind.Procurement).In("fr").By("L’Écho du Rhône").Led("Le marché, de 1,8 million d’euros sur trois ans, exige un modèle que la ville peut héberger elle-même.").Amount(1_800_000, "EUR").Build();

    public static Story Study { get; } = StoryBuilder.Titled("Study: three in four “open” models withhold their training data")
        .Of(StoryKind.Report).By("Transparency Lab").Led("Researchers rated 112 releases against fourteen criteria of openness; nine met all of them.").Count(112, "model").Build();

    public static Story Licence { get; } = StoryBuilder.Titled("Lizenzstreit: Darf sich ein Modell mit Nutzungsverbot noch Open Source nennen?")
        .Of(StoryKind.LicenceDispute).In("de").By("Hauptstadt Digital").Led("Eine Stiftung mahnt den Hersteller ab und verlangt, den Begriff zu streichen.").Build();

    public static IReadOnlyList<Story> Week { get; } = [Letter, Summit, Consultation, Funding, Bill, Procurement, Study, Licence];
}
