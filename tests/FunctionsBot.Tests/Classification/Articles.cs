using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Classification;

/// <summary>Short articles of our own, each in the language named.</summary>
internal static class Articles
{
    public static Item Of(string language, string title, string text) => new(new Uri("https://news.example/a"), title, text, language);

    public static Item LetterFr { get; } = Of("fr",
        "Une coalition d'associations demande à l'Europe de soutenir l'IA open source",
        """
        Trente-deux associations et laboratoires ont écrit mardi aux ministres européens du numérique. Dans une lettre ouverte, les signataires
        demandent que le règlement sur l'IA n'étouffe pas les modèles ouverts et que la commande publique donne leur chance aux poids ouverts.

        Sans intelligence artificielle open source, préviennent-ils, la souveraineté numérique du continent restera un slogan.
        """);

    public static Item LetterEn { get; } = Of("en",
        "Coalition urges European ministers to back open-source AI in open letter",
        """
        Thirty-two associations and labs wrote to Europe's digital ministers on Tuesday. In an open letter, the signatories ask that the AI Act
        does not smother open models, and that public procurement gives open weights a fair chance.

        Without open-source artificial intelligence, they warn, the continent's digital sovereignty will stay a slogan.
        """);

    public static Item ReportFr { get; } = Of("fr",
        "Un rapport du Sénat plaide pour des modèles d'IA ouverts",
        """
        Le rapport remis jeudi à la commission des affaires économiques examine ce que l'État gagnerait à préférer l'IA open source dans
        l'administration. Les sénateurs recommandent un financement public durable des modèles ouverts et une définition claire, dans la loi,
        de ce qu'est un modèle d'intelligence artificielle ouvert.
        """);

    public static Item ReportEn { get; } = Of("en",
        "Senate report argues for open AI models in government",
        """
        The report handed to the economic affairs committee on Thursday looks at what the government would gain from preferring open-source AI
        across the administration. Senators recommend lasting public funding of open models and a clear definition, in law, of what an open
        artificial intelligence model is.
        """);

    public static Item ClosedModelsDemandEn { get; } = Of("en",
        "Lawmakers ask why ministries rent closed models instead of open-source AI",
        """
        Three members of parliament questioned the government about its contracts with vendors of proprietary models. They demand that public
        bodies test open-weight models first, and that the law require source code and weights to be published when public money pays for
        artificial intelligence.
        """);

    public static IReadOnlyList<Item> Relevant => [LetterFr, LetterEn, ReportFr, ReportEn, ClosedModelsDemandEn];

    public static Item Tutorial { get; } = Of("en",
        "How to run a 7B language model on your laptop",
        """
        First install Python and PyTorch, then clone the repository. The quantized checkpoint needs six gigabytes of VRAM. Run the command line
        tool with a prompt, and tune the number of GPU layers until inference is fast enough. The code is open source.
        """);

    public static Item ProductLaunch { get; } = Of("fr",
        "Une start-up lance un assistant IA pour les comptables",
        """
        L'application, vendue sur abonnement, trie les factures et répond aux clients. La jeune pousse vise mille clients d'ici la fin de l'année
        après une levée de fonds de trois millions. Ses investisseurs saluent un produit simple.
        """);

    public static Item ClosedLaw { get; } = Of("fr",
        "L'Assemblée vote la loi sur les hypertrucages",
        """
        Les députés ont adopté mardi la proposition de loi qui punit la diffusion d'images fabriquées par une intelligence artificielle sans
        le consentement des personnes. Le gouvernement promet un décret avant l'été.
        """);

    public static Item GeneralOpenSource { get; } = Of("fr",
        "La ville de Grandpré passe au logiciel libre",
        """
        Le conseil municipal a voté le remplacement de la suite bureautique par LibreOffice. Le maire attend une économie de vingt mille euros
        par an et une plus grande indépendance. Les agents seront formés au logiciel libre à la rentrée.
        """);

    public static Item LinuxRelease { get; } = Of("en",
        "New Linux kernel brings faster file systems",
        "The open source kernel maintainers released a new version with better drivers and a faster file system. Distributions will ship it soon.");

    public static Item OpenDay { get; } = Of("fr",
        "Portes ouvertes à l'école du numérique",
        """
        L'école ouvre ses portes samedi. Les visiteurs découvriront les formations en intelligence artificielle et échangeront avec la
        directrice du ministère de l'éducation. L'inscription est ouverte à tous.
        """);

    public static Item DataCentre { get; } = Of("en",
        "Minister attends opening of a data centre for AI",
        """
        The minister cut the ribbon at the opening of a data centre that will train artificial intelligence. The government hopes the site will
        open new jobs in the region.
        """);

    public static IReadOnlyList<Item> NotRelevant =>
        [Tutorial, ProductLaunch, ClosedLaw, GeneralOpenSource, LinuxRelease, OpenDay, DataCentre];
}
