using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Stories;

/// <summary>Items about made-up happenings, with the facts that the stages before would have found.</summary>
internal static class Newsstand
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private const string FundWire =
        "Twelve governments agreed on Monday to put 340 million euros into a common fund for openly licensed language models, the Nordic "
        + "ministry of digital affairs said after a night of talks in Tallinn.\n\n"
        + "The money, to be spent over four years, will pay for training runs on public supercomputers, for data sets in smaller languages and "
        + "for the audits that the projects must pass before release. \"Nobody should have to rent the grammar of their own language,\" said "
        + "Minister Kaja Lindqvist, who chaired the meeting.\n\n"
        + "Two countries abstained. Portugal asked for a clearer rule on military use, while Austria wanted the fund to buy computing time from "
        + "private clouds as well. Lindqvist told reporters that both questions would return in June.\n\n"
        + "Developers welcomed the decision with some caution. Rasmus Tamm of the foundation OpenBaltic noted that earlier programmes had paid "
        + "for prototypes and then let them starve. The fund's statutes foresee a review after the first eighteen months, and a public register "
        + "of every grant above 50,000 euros.";

    public static ReadItem FundOriginal { get; } = Item("north-wire", "Twelve states found 340 million euro fund for open language models", FundWire, 0) with
    {
        Facts = Fund,
    };

    /// <summary>The same text with another headline and another site's furniture around it.</summary>
    public static ReadItem FundOnPortal { get; } = Item(
        "portal", "Europe bets on open AI: new fund announced",
        "Home › World › Technology\n\nShare this article\n\n" + FundWire + "\n\nRead also: ten gadgets for the spring. Subscribe to our newsletter and never miss a story again.", 3) with
    {
        Facts = Fund,
    };

    /// <summary>Cut after the second paragraph, behind a paywall.</summary>
    public static ReadItem FundCut { get; } = Paywalled(Item(
        "ledger", "Open models get 340 million from twelve governments", string.Join("\n\n", FundWire.Split("\n\n")[..2]), 5)) with
    {
        Facts = Fund,
    };

    /// <summary>A sub-editor has been over it.</summary>
    public static ReadItem FundEdited { get; } = Item(
        "courier", "Common fund for open models agreed in Tallinn",
        FundWire.Replace("after a night of talks", "following overnight talks", StringComparison.Ordinal).Replace("noted that", "pointed out that", StringComparison.Ordinal)
            .Replace("Two countries abstained. ", "There were two abstentions. ", StringComparison.Ordinal), 6) with
    {
        Facts = Fund,
    };

    public static ReadItem SummitFrench { get; } = Item(
        "quotidien", "Modèles ouverts : un sommet à Lyon le 21 mai",
        "La ville de Lyon accueillera le 21 mai 2026 un sommet consacré aux modèles d'intelligence artificielle ouverts, a annoncé vendredi la "
        + "Fondation Almandine, qui l'organise avec le réseau EuroCommons.\n\n"
        + "Quelque 600 chercheurs, élus et industriels y sont attendus. La commissaire Ilse Verhoeven ouvrira les débats, suivie d'Adjoa Mensah, "
        + "directrice du laboratoire Tesselle. Au programme : les licences, le financement du calcul public et la place des petites langues.\n\n"
        + "Les organisateurs promettent une « déclaration de Lyon » que les États pourront signer. L'entrée sera gratuite, sur inscription.",
        24, "fr") with
    {
        Facts = Summit,
    };

    public static ReadItem SummitEnglish { get; } = Item(
        "observer", "Lyon to host open-model summit in May",
        "Researchers, lawmakers and companies will meet in Lyon on 21 May 2026 to discuss how openly released AI models should be licensed and "
        + "paid for, according to the Almandine Foundation.\n\n"
        + "Commissioner Ilse Verhoeven is due to give the opening speech and Adjoa Mensah, who heads the Tesselle laboratory, will speak on public "
        + "computing. The EuroCommons network, a partner of the event, expects about 600 guests.\n\n"
        + "A declaration is being prepared for governments to sign. Registration is free.",
        30) with
    {
        Facts = Summit,
    };

    /// <summary>Told in nearly the same words as the one in Lyon, but in another town, on another day, by others.</summary>
    public static ReadItem OtherSummit { get; } = Item(
        "quotidien", "Modèles ouverts : un sommet à Turin le 9 juin",
        "La ville de Turin accueillera le 9 juin 2026 un sommet consacré aux modèles d'intelligence artificielle ouverts, a annoncé lundi "
        + "l'Istituto Carrara, qui l'organise avec la région Piémont.\n\n"
        + "Quelque 400 chercheurs, élus et industriels y sont attendus. Le ministre Dario Bellandi ouvrira les débats, suivi de Petra Novak, "
        + "présidente de l'alliance Slovalog. Au programme : les licences, le financement du calcul public et la formation des enseignants.\n\n"
        + "Les organisateurs promettent une charte que les écoles pourront signer. L'entrée sera gratuite, sur inscription.",
        48, "fr") with
    {
        Facts = new ItemFacts { Dates = [new DatedFact(DatedKind.Event, "sommet", new DateOnly(2026, 6, 9), "La ville de Turin accueillera le 9 juin 2026 un sommet.") { Place = "Turin" }] },
    };

    public static ReadItem LetterInHerald { get; } = Item(
        "herald", "Forty groups ask parliament to spare open-source developers",
        "In an open letter published on Thursday, 40 organisations call on the Volmark parliament to exempt volunteer developers of open AI models "
        + "from the registration duty of the Digital Safety Bill.\n\n"
        + "The letter, drafted by the League for Free Software Volmark and addressed to the committee chair Jonas Ekdahl, says that a fee of 900 "
        + "crowns per release would end most hobby projects. The committee votes on 14 April.", 72) with
    {
        Facts = Letter(40, "40 organisations"),
    };

    public static ReadItem LetterInGazette { get; } = Item(
        "gazette", "Open letter: 45 organisations against registering volunteers",
        "The League for Free Software Volmark has gathered 45 organisations behind an open letter to Jonas Ekdahl, who chairs the committee "
        + "examining the Digital Safety Bill in the Volmark parliament.\n\n"
        + "They want volunteers who publish open AI models to be free of the duty to register, and of the 900 crowns it costs for each release. "
        + "Ekdahl's committee is to vote on 14 April.", 75) with
    {
        Facts = Letter(45, "45 organisations"),
    };

    /// <summary>The same kind of letter, to another parliament, about another law.</summary>
    public static ReadItem OtherLetter { get; } = Item(
        "herald", "Libraries ask ministry to fund open data sets",
        "In an open letter published on Thursday, 31 libraries call on the Ostrand ministry of culture to pay for openly licensed data sets from "
        + "the Heritage Digitisation Act.\n\n"
        + "The letter, drafted by the Union of Ostrand Librarians and addressed to minister Sofie Brandt, says that scanned books should train public "
        + "models first. The ministry decides in September.", 73) with
    {
        Facts = new ItemFacts { Counts = [new CountFact(31, "organisation", "31 libraries", "31 libraries call on the ministry.")] },
    };

    public static IReadOnlyList<ReadItem> All { get; } =
    [
        FundOriginal, FundOnPortal, FundCut, FundEdited, SummitFrench, SummitEnglish, OtherSummit, LetterInHerald, LetterInGazette, OtherLetter,
    ];

    private static ItemFacts Fund => new()
    {
        Amounts = [new AmountFact(340_000_000, "EUR", "340 million euros", "Twelve governments agreed to put 340 million euros into a common fund.")],
    };

    private static ItemFacts Summit => new()
    {
        Dates = [new DatedFact(DatedKind.Event, "summit", new DateOnly(2026, 5, 21), "Lyon, 21 May 2026.") { Place = "Lyon" }],
    };

    public static ReadItem Item(string source, string title, string text, int hours, string language = "en")
    {
        var seen = Monday.AddHours(hours);
        var link = new Uri($"https://{source}.example/{Keys.Hash(title)}");
        return new ReadItem(
            Keys.ItemId(source, title, seen),
            source,
            title,
            seen,
            new Item(link, title, text, language) { Published = seen, Site = char.ToUpperInvariant(source[0]) + source[1..] },
            new Verdict(true, 0.8, StoryKind.Statement, ["openness"], [new Evidence("openness", 0, title.Split(' ')[0])]),
            ItemFacts.None);
    }

    private static ReadItem Paywalled(ReadItem item) => item with { Item = item.Item with { Paywall = new Paywall(PaywallKind.Metered, 0.6) } };

    private static ItemFacts Letter(int count, string text) => new()
    {
        Counts = [new CountFact(count, "organisation", text, $"{text} sign.")],
        Dates = [new DatedFact(DatedKind.Deadline, "vote", new DateOnly(2026, 4, 14), "The committee votes on 14 April.")],
        Letters = [new LetterFact($"{text} sign.") { Addressees = ["Jonas Ekdahl"] }],
    };
}
