using System.Globalization;

namespace FunctionsBot.Domain;

/// <summary>What a date in a text is.</summary>
public enum DatedKind
{
    /// <summary>Something takes place.</summary>
    Event,

    /// <summary>Something must be done by then.</summary>
    Deadline,

    /// <summary>Something happened then: no appointment to keep, but a date of the story.</summary>
    Happened,
}

/// <summary>An event or a deadline, with the sentence that says so.</summary>
/// <param name="Kind">Event or deadline.</param>
/// <param name="Name">What it is, in the text's own words.</param>
/// <param name="Start">First day; for a deadline the last day one can act.</param>
/// <param name="Sentence">The sentence it stands in.</param>
public sealed record DatedFact(DatedKind Kind, string Name, DateOnly Start, string Sentence)
{
    /// <summary>Last day, where it lasts longer than one.</summary>
    public DateOnly? End { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>Only a month or a part of it is known ("début février"): <see cref="Start"/> is its first day.</summary>
    public bool Imprecise { get; init; }

    /// <summary>Newsrooms that say so; empty within a single item.</summary>
    public IReadOnlyList<string> Newsrooms { get; init; } = [];

    /// <summary>When the bot first saw it in the story; the default within a single item.</summary>
    public DateTimeOffset Known { get; init; }
}

/// <summary>A sum of money.</summary>
/// <param name="Value">In whole currency units: 2.5 billion is 2500000000.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Text">As written.</param>
/// <param name="Sentence">The sentence it stands in.</param>
public sealed record AmountFact(decimal Value, string Currency, string Text, string Sentence)
{
    /// <summary>Newsrooms that give it; empty within a single item.</summary>
    public IReadOnlyList<string> Newsrooms { get; init; } = [];

    /// <summary>When the bot first saw it in the story; the default within a single item.</summary>
    public DateTimeOffset Known { get; init; }
}

/// <summary>A count of somebody: signatories, organisations, countries.</summary>
/// <param name="Value">How many.</param>
/// <param name="Of">Of what, in English and singular: <c>organisation</c>, <c>signatory</c>.</param>
/// <param name="Text">As written.</param>
/// <param name="Sentence">The sentence it stands in.</param>
public sealed record CountFact(int Value, string Of, string Text, string Sentence)
{
    /// <summary>Rounded in the text itself: "une quarantaine", "about 40".</summary>
    public bool About { get; init; }

    /// <summary>Newsrooms that give this figure; empty within a single item.</summary>
    public IReadOnlyList<string> Newsrooms { get; init; } = [];

    /// <summary>When the bot first saw it in the story; the default within a single item.</summary>
    public DateTimeOffset Known { get; init; }
}

/// <summary>An open letter that a text is, or tells of.</summary>
/// <param name="Sentence">The sentence that speaks of it.</param>
public sealed record LetterFact(string Sentence)
{
    /// <summary>When it was published.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>Its title, as far as told.</summary>
    public string? Title { get; init; }

    /// <summary>How many signed, each figure the text gives; where two disagree both stand here and in <see cref="ItemFacts.Conflicts"/>.</summary>
    public IReadOnlyList<CountFact> SignatoryCounts { get; init; } = [];

    /// <summary>What it asks for, in the text's own words.</summary>
    public IReadOnlyList<string> Demands { get; init; } = [];

    /// <summary>Whom it is addressed to.</summary>
    public IReadOnlyList<string> Addressees { get; init; } = [];

    /// <summary>Who signed, as far as named.</summary>
    public IReadOnlyList<string> Signatories { get; init; } = [];

    /// <summary>The letter itself.</summary>
    public Uri? Link { get; init; }

    /// <summary>When the bot first saw it in the story; the default within a single item.</summary>
    public DateTimeOffset Known { get; init; }
}

/// <summary>A law or official paper referred to.</summary>
/// <param name="Reference">Its normal form: <c>AI Act</c>, <c>COM(2021) 206</c>, <c>2024/1689</c>.</param>
/// <param name="Text">As written.</param>
public sealed record ReferenceFact(string Reference, string Text);

/// <summary>What a text says of a part of a model.</summary>
public enum Disclosure
{
    /// <summary>Nothing.</summary>
    NotNamed,

    /// <summary>That it is kept back.</summary>
    Withheld,

    /// <summary>That it is there.</summary>
    Offered,
}

/// <summary>What a text that announces an "open" model says of its parts.</summary>
/// <param name="Claim">The words of the claim.</param>
/// <param name="Sentence">The sentence it stands in.</param>
public sealed record OpenModelFact(string Claim, string Sentence)
{
    /// <summary>The model's name, where it stands beside the claim.</summary>
    public string? Model { get; init; }

    /// <summary>The licence named, as written.</summary>
    public string? Licence { get; init; }

    /// <summary>The licence named limits who may use the model, or for what.</summary>
    public bool LicenceRestricts { get; init; }

    /// <summary>The model's parameters.</summary>
    public Disclosure Weights { get; init; }

    /// <summary>The code that trains or runs it.</summary>
    public Disclosure Code { get; init; }

    /// <summary>What it was trained on.</summary>
    public Disclosure TrainingData { get; init; }

    /// <summary>
    /// Whether the text names all that the Open Source AI Definition 1.0 asks for: data information, code and parameters under terms that
    /// leave the four freedoms (https://opensource.org/ai/open-source-ai-definition).
    /// </summary>
    public bool NamesAllTheDefinitionAsks =>
        Licence is not null && !LicenceRestricts && Weights is Disclosure.Offered && Code is Disclosure.Offered && TrainingData is Disclosure.Offered;

    /// <summary>
    /// The class of the Model Openness Framework that what is named could reach: 3 with open weights, 2 with code too, 1 with training
    /// data too, 0 for none (https://arxiv.org/abs/2403.13784).
    /// </summary>
    public int OpennessClass =>
        Licence is null || LicenceRestricts || Weights is not Disclosure.Offered ? 0
        : Code is not Disclosure.Offered ? 3
        : TrainingData is not Disclosure.Offered ? 2
        : 1;

    /// <summary>One sentence or two: what is claimed and what the text leaves out, "Claims “open-source model”; no training data named."</summary>
    public string Finding
    {
        get
        {
            var gaps = Gaps("no {0} named", "{0} withheld", "licence “{0}” restricts use", ["licence", "weights", "code", "training data"]);
            var named = gaps.Count > 0 ? string.Join(", ", gaps) : "all named that the Open Source AI Definition 1.0 asks for";
            var reached = OpennessClass == 0 ? "It reaches no class" : $"It reaches at most class {Class}";
            return $"Claims “{Claim}”; {named}. {reached} of the Model Openness Framework.";
        }
    }

    /// <summary>The same in French.</summary>
    public string FindingFr
    {
        get
        {
            var gaps = Gaps("rien sur {0}", "refus de donner {0}", "la licence « {0} » restreint l'usage", ["la licence", "les poids", "le code", "les données d'entraînement"]);
            var named = gaps.Count > 0 ? string.Join(", ", gaps) : "tout ce que demande l'Open Source AI Definition 1.0 est nommé";
            var reached = OpennessClass == 0 ? "N'atteint aucune classe" : $"Atteint au plus la classe {Class}";
            return $"Se dit « {Claim} » ; {named}. {reached} du Model Openness Framework.";
        }
    }

    /// <summary>The framework's own names of its classes.</summary>
    private string Class => OpennessClass switch
    {
        3 => "III, Open Model,",
        2 => "II, Open Tooling,",
        _ => "I, Open Science,",
    };

    private List<string> Gaps(string notNamed, string withheld, string restricts, string[] parts)
    {
        var gaps = new List<string>();
        if (Licence is null)
            gaps.Add(string.Format(CultureInfo.InvariantCulture, notNamed, parts[0]));
        else if (LicenceRestricts)
            gaps.Add(string.Format(CultureInfo.InvariantCulture, restricts, Licence));
        foreach (var (said, part) in new[] { (Weights, parts[1]), (Code, parts[2]), (TrainingData, parts[3]) })
        {
            if (said is not Disclosure.Offered)
                gaps.Add(string.Format(CultureInfo.InvariantCulture, said is Disclosure.Withheld ? withheld : notNamed, part));
        }

        return gaps;
    }
}

/// <summary>A model named in a text.</summary>
/// <param name="Name">With its version, as written.</param>
/// <param name="Sentence">The first sentence that says something of its licence, else the first that names it.</param>
public sealed record ModelFact(string Name, string Sentence)
{
    /// <summary>What that sentence says of its licence or openness, as written: <c>Apache 2.0</c>, <c>open weights</c>, <c>proprietary</c>; null for nothing.</summary>
    public string? Claim { get; init; }
}

/// <summary>
/// The facts people act on. Two figures that disagree are both kept: <see cref="Conflicts"/> names them, nothing is averaged.
/// </summary>
public sealed record ItemFacts
{
    /// <summary>No facts.</summary>
    public static ItemFacts None { get; } = new();

    /// <summary>Events and deadlines, earliest first.</summary>
    public IReadOnlyList<DatedFact> Dates { get; init; } = [];

    /// <summary>Sums of money, in the order of the text.</summary>
    public IReadOnlyList<AmountFact> Amounts { get; init; } = [];

    /// <summary>Counts of signatories and organisations, in the order of the text.</summary>
    public IReadOnlyList<CountFact> Counts { get; init; } = [];

    /// <summary>Open letters.</summary>
    public IReadOnlyList<LetterFact> Letters { get; init; } = [];

    /// <summary>Laws and official papers.</summary>
    public IReadOnlyList<ReferenceFact> References { get; init; } = [];

    /// <summary>Organisations named.</summary>
    public IReadOnlyList<string> Organisations { get; init; } = [];

    /// <summary>People named.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>An "open" model that the text announces, and what it says of its parts.</summary>
    public OpenModelFact? OpenModel { get; init; }

    /// <summary>Models named, each once, in the order of the text.</summary>
    public IReadOnlyList<ModelFact> Models { get; init; } = [];

    /// <summary>Facts that contradict each other, one sentence each.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>The same in French.</summary>
    public IReadOnlyList<string> ConflictsFr { get; init; } = [];
}
