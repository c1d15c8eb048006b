using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>The French texts. A space before <c>: ; ? ! %</c> and within guillemets does not break (U+00A0, which every mail client draws).</summary>
internal sealed record FrenchWords : Words
{
    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    private static readonly string[] Days = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    private static readonly Dictionary<string, string> Languages = new()
    {
        ["de"] = "allemand",
        ["en"] = "anglais",
        ["es"] = "espagnol",
        ["fr"] = "français",
        ["it"] = "italien",
        ["nl"] = "néerlandais",
        ["pl"] = "polonais",
        ["pt"] = "portugais",
    };

    /// <summary>What is counted in texts, from its English name: singular and plural.</summary>
    private static readonly Dictionary<string, (string One, string Many)> Things = new()
    {
        ["organisation"] = ("organisation", "organisations"),
        ["signatory"] = ("signataire", "signataires"),
        ["country"] = ("pays", "pays"),
        ["company"] = ("entreprise", "entreprises"),
        ["person"] = ("personne", "personnes"),
        ["model"] = ("modèle", "modèles"),
        ["expert"] = ("expert", "experts"),
        ["researcher"] = ("chercheur", "chercheurs"),
        ["scientist"] = ("scientifique", "scientifiques"),
        ["association"] = ("association", "associations"),
        ["participant"] = ("participant", "participants"),
        ["member of parliament"] = ("parlementaire", "parlementaires"),
        ["member"] = ("membre", "membres"),
        ["state"] = ("État", "États"),
        ["signature"] = ("signature", "signatures"),
    };

    public override string Language => "fr";

    public override CultureInfo Numbers { get; } = CultureInfo.ReadOnly(new CultureInfo("")
    {
        NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = "\u202F",
            PercentDecimalSeparator = ",",
            PercentGroupSeparator = "\u202F",
        },
    });

    public override string FreeAt => "En accès libre chez";

    public override string Letter => "la lettre";

    public override string LawsNamed => "Cite";

    public override string StoryPage => "Fiche\u00A0du\u00A0sujet";

    public override string DigestTitle => "Politiques de l’IA open source";

    public override string ComingUp => "À venir";

    public override string Coverage => "Couverture";

    public override string NothingNew => "Rien de nouveau.";

    public override string Update => "Du nouveau sur ce sujet";

    public override string Document => "Le document lui-même\u00A0:";

    public override string AllOnSite => "Tous les sujets";

    public override string Unsubscribe => "Se désabonner";

    public override string Relevant => "Pertinent";

    public override string NotRelevant => "Hors sujet";

    public override string Why => "Pourquoi\u00A0?";

    public override string Mute => "Muet 7\u00A0jours";

    public override string Save => "Garder";

    public override string ToCalendar => "À l’agenda";

    public override string Open => "Ouvrir";

    public override string WhyMail => "Vous recevez ce message parce que vous êtes abonné à cette lettre.";

    public override ConfirmationWords Confirmation { get; } = new(
        "Confirmez votre abonnement",
        "Plus qu’un clic",
        "Quelqu’un, vous sans doute, a demandé à recevoir à cette adresse la lettre sur les politiques de l’IA open source. Elle ne sera envoyée qu’après votre confirmation.",
        "Confirmer mon abonnement",
        "Ce n’était pas vous\u00A0? Alors ne faites rien\u00A0: vous ne recevrez aucun autre message.",
        "Si le bouton ne fonctionne pas, ouvrez cette adresse\u00A0:");

    public override NoticeWords Notice { get; } = new(
        name => $"{name} n’est plus joignable et a été mis en pause",
        "Une fois la cause levée, réactivez-le sur sa page.",
        (subject, name) => $"Abandonné\u00A0: «\u00A0{subject}\u00A0» pour {name}",
        "Rien n’est perdu\u00A0: l’envoi peut être relancé depuis la liste des envois.",
        (name, since) => $"{name} est en échec depuis le {since}",
        count => $"{count} sources sont en échec depuis des heures",
        "Vérifiez l’adresse, ou mettez la source en pause.",
        count => count == 1 ? "Une source fonctionne de nouveau" : $"{count} sources fonctionnent de nouveau",
        (name, since) => $"{name} n’a rien publié depuis le {since}",
        count => $"{count} sources n’ont rien publié depuis anormalement longtemps",
        hours => hours < 48 ? $"elle répond, mais publie d’ordinaire toutes les {(hours == 1 ? "heures" : $"{hours} heures")}" : $"elle répond, mais publie d’ordinaire tous les {hours / 24} jours",
        "Regardez si la page ou le flux a changé d’adresse.",
        count => count == 1 ? "Une source silencieuse publie de nouveau" : $"{count} sources silencieuses publient de nouveau",
        "Il n’y a rien à faire.",
        queue => $"Une tâche de la file «\u00A0{queue}\u00A0» a été abandonnée",
        "Rien n’est perdu\u00A0: elle peut être relancée depuis la liste des tâches en échec.",
        "Ouvrir",
        "un abonné par courriel",
        name => $"La conversation «\u00A0{name}\u00A0» demande à être admise",
        "Ne l’admettez que si vous la connaissez\u00A0: elle pourra suivre toutes les veilles.",
        "Admettre",
        "Refuser");

    public override string Kind(StoryKind kind) => kind switch
    {
        StoryKind.OpenLetter => "Lettre ouverte",
        StoryKind.Event => "Événement",
        StoryKind.Legislation => "Législation",
        StoryKind.Consultation => "Consultation",
        StoryKind.Funding => "Financement",
        StoryKind.Procurement => "Commande publique",
        StoryKind.Report => "Rapport",
        StoryKind.Statement => "Prise de position",
        StoryKind.ModelRelease => "Publication d’un modèle",
        StoryKind.LicenceDispute => "Litige de licence",
        StoryKind.Opinion => "Tribune",
        _ => "Actualité",
    };

    public override string Section(Section section) => section switch
    {
        Digests.Section.Decisions => "Décisions",
        Digests.Section.Deadlines => "Échéances",
        Digests.Section.Events => "Événements",
        Digests.Section.Letters => "Lettres ouvertes",
        _ => "À lire",
    };

    public override string Fact(FactKind fact) => fact switch
    {
        FactKind.Event => "Quand",
        FactKind.Deadline => "Échéance",
        FactKind.Letter => "Lettre",
        FactKind.Count => "Chiffres",
        FactKind.Amount => "Montants",
        _ => LawsNamed,
    };

    public override string InLanguage(string code) => Languages.TryGetValue(code, out var name) ? $"en {name}" : $"en «\u00A0{code}\u00A0»";

    public override string Newsrooms(int count) => count < 2 ? $"{count} rédaction" : $"{count} rédactions";

    public override string Copies(int count) => count < 2 ? $"{count} copie" : $"{count} copies";

    public override string Stories(int count) => count < 2 ? $"{count} sujet" : $"{count} sujets";

    public override string More(int count) => count < 2 ? $"et {count} autre" : $"et {count} autres";

    public override string Paywall(double? left) =>
        left is { } share ? $"Payant\u00A0: {share.ToString("0\u00A0%", Numbers)} restent à lire" : "Payant";

    public override string After(string newsroom) => $"d’après {newsroom}";

    public override string Day(DateOnly day) => $"{Days[(int)day.DayOfWeek]} {Ordinal(day.Day)} {Month(day)}";

    public override string DayMonth(DateOnly day) => $"{Ordinal(day.Day)} {Months[day.Month - 1]}";

    public override string Month(DateOnly day) => $"{Months[day.Month - 1]} {day.Year}";

    public override string Until(string date, bool imprecise) => imprecise ? $"d’ici {date}" : $"jusqu’au {date}";

    public override string Span(DateOnly first, DateOnly last) => (first.Year == last.Year, first.Month == last.Month) switch
    {
        (true, true) => $"du {Ordinal(first.Day)} au {Date(last)}",
        (true, false) => $"du {DayMonth(first)} au {Date(last)}",
        _ => $"du {Date(first)} au {Date(last)}",
    };

    public override string Money(decimal value, string currency)
    {
        var (figure, unit) = value switch
        {
            >= 1_000_000_000 => (Compact(value / 1_000_000_000), "Md"),
            >= 1_000_000 => (Compact(value / 1_000_000), "M"),
            _ => (Compact(value), ""),
        };
        return currency switch
        {
            "EUR" => $"{figure}\u00A0{unit}€",
            "USD" => $"{figure}\u00A0{unit}$",
            "GBP" => $"{figure}\u00A0{unit}£",
            _ => $"{figure}\u00A0{unit}{(unit.Length > 0 ? "\u00A0" : "")}{currency}",
        };
    }

    public override string Conflict(IReadOnlyList<int> values, string of) => $"{Counted(values, of, " ou ")} (les sources divergent)";

    public override string NothingBeyond(int told) => told == 1 ? "Rien d’autre que le sujet déjà signalé." : $"Rien d’autre que les {told} sujets déjà signalés.";

    public override string Together(int count) => $"{count} nouveaux sujets";

    public override string Now(string stage) => $"Désormais\u00A0: {stage}";

    public override string Stage(StoryStage stage) => stage switch
    {
        StoryStage.Announced => "annoncé",
        StoryStage.Consultation => "soumis à consultation",
        StoryStage.Draft => "un texte est proposé",
        StoryStage.Answered => "une réponse ou des résultats sont publiés",
        StoryStage.Held => "cela a eu lieu",
        StoryStage.Voted => "décidé",
        StoryStage.InForce => "en vigueur",
        _ => "",
    };

    public override string Finding(OpenModelFact model) => model.FindingFr
        .Replace("« ", "«\u00A0", StringComparison.Ordinal).Replace(" »", "\u00A0»", StringComparison.Ordinal).Replace(" ;", "\u00A0;", StringComparison.Ordinal).Replace('\'', '’');

    public override string LetterTo(string addressees) => $"Destinataire\u00A0: {addressees}";

    public override string SignedBy(string names) => $"Signée par {names}";

    public override string Watchlist(string name) => $"Veille «\u00A0{name}\u00A0»";

    public override string WatchlistName(Watchlist watchlist) => string.IsNullOrWhiteSpace(watchlist.NameFr) ? watchlist.Name : watchlist.NameFr;

    public override string Colon(string head, string tail) => $"{head}\u00A0: {tail}";

    public override string Quote(string words) => $"«\u00A0{words}\u00A0»";

    public override string SourcesChecked(int done, int all) =>
        all < 2 ? $"{done} source sur {all} consultée." : $"{done} sources sur {all} consultées.";

    public override string Failing(string name, string since) => $"{name}, en échec depuis le {since}";

    public override string Grouped(int texts, int stories, int copies) =>
        $"{texts} {(texts < 2 ? "texte réuni" : "textes réunis")} en {Stories(stories)}\u00A0; {Copies(copies)} {(copies < 2 ? "écartée" : "écartées")}.";

    protected override string Others(int count) => count < 2 ? $"et {count} autre" : $"et {count} autres";

    protected override string Counted(IReadOnlyList<int> values, string of, string between)
    {
        var (one, many) = Things.TryGetValue(of, out var known) ? known : (of, of + "s");
        return $"{string.Join(between, values.Select(v => v.ToString("#,0", Numbers)))} {(values is [< 2] ? one : many)}";
    }

    private static string Ordinal(int day) => day == 1 ? "1er" : day.ToString(CultureInfo.InvariantCulture);
}
