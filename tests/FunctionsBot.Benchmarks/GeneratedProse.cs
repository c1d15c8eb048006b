using System.Globalization;
using System.Text;

namespace FunctionsBot.Benchmarks;

/// <summary>Sentences of French or English news, put together from a seed: the same every time, and as long, as accented and as varied as the real ones.</summary>
/// <param name="random">Where the choices come from.</param>
/// <param name="french">French rather than English.</param>
internal sealed class GeneratedProse(Random random, bool french)
{
    private static readonly string[] FrenchWho =
    [
        "Le ministère du Numérique", "La Commission européenne", "Une coalition d’associations", "L’Assemblée nationale", "Un collectif de chercheurs", "La région Bretagne",
        "Le tribunal de commerce", "Une start-up lyonnaise", "Le régulateur", "La fondation", "Un groupe de sénateurs", "L’agence de l’innovation",
    ];

    private static readonly string[] FrenchDoes =
    [
        "demande des précisions sur", "présente un projet de loi sur", "publie les résultats d’une enquête sur", "ouvre une consultation publique sur",
        "s’inquiète de l’avenir de", "veut encadrer", "investit 40 millions d’euros dans", "reporte sa décision sur", "défend", "critique sévèrement",
    ];

    private static readonly string[] FrenchWhat =
    [
        "les modèles d’intelligence artificielle ouverts", "la souveraineté numérique", "les licences des logiciels libres", "l’accès aux données d’entraînement",
        "la commande publique", "les centres de calcul", "l’interopérabilité des messageries", "la formation des enseignants", "les transports régionaux", "la rénovation énergétique",
    ];

    private static readonly string[] FrenchTail =
    [
        "avant l’été", "malgré les réserves de l’opposition", "d’après un rapport publié mardi", "sans attendre le vote du Parlement", "au cours d’une conférence de presse",
        "pour la troisième année consécutive", "à la suite d’une plainte déposée en février", "dans un entretien accordé à la presse régionale",
    ];

    private static readonly string[] EnglishWho =
    [
        "The science ministry", "A coalition of civic groups", "The European Parliament", "A group of researchers", "The competition authority", "The city council",
        "A regional start-up", "The software foundation", "The court of auditors", "A committee of senators", "The national library", "The standards body",
    ];

    private static readonly string[] EnglishDoes =
    [
        "asks for clearer rules on", "publishes a draft law about", "opens a public consultation on", "reports the findings of its inquiry into", "warns about the future of",
        "puts €40 million into", "delays its decision on", "defends", "sharply criticises", "signs an agreement about",
    ];

    private static readonly string[] EnglishWhat =
    [
        "open-weight language models", "digital sovereignty", "free-software licences", "access to training data", "public procurement", "the new computing centres",
        "messaging interoperability", "teachers’ training", "regional transport", "the renovation of public buildings",
    ];

    private static readonly string[] EnglishTail =
    [
        "before the summer", "despite doubts in the opposition", "according to a report out on Tuesday", "without waiting for parliament’s vote", "at a press conference",
        "for the third year running", "after a complaint made in February", "in an interview with a regional paper",
    ];

    /// <summary>A headline.</summary>
    public string Headline() => string.Create(CultureInfo.InvariantCulture, $"{Who()} {Does()} {What()}{(random.Next(3) == 0 ? french ? " : " + random.Next(2, 90) + " %" : $", {random.Next(2, 90)}% say" : "")}");

    /// <summary>A person.</summary>
    public string Person() => french
        ? Of("Camille", "Élodie", "Jérôme", "Noémie", "François", "Zoé") + " " + Of("Lefèvre", "Garnier", "Chauvet", "Béranger", "Morel")
        : Of("Alex", "Harriet", "Colin", "Priya", "Morgan", "Joan") + " " + Of("Whitfield", "Okafor", "Lindqvist", "Hale", "Brennan");

    /// <summary>A section of a paper.</summary>
    public string Section() => french ? Of("Économie", "Numérique", "Politique", "Société", "Régions", "Énergie") : Of("Business", "Technology", "Politics", "Society", "Regions", "Climate");

    /// <summary>Some sentences.</summary>
    public string Sentences(int count)
    {
        var text = new StringBuilder(count * 120);
        for (var i = 0; i < count; i++)
        {
            text.Append(i > 0 ? " " : "").Append(Who()).Append(' ').Append(Does()).Append(' ').Append(What()).Append(", ").Append(Tail())
                .Append(random.Next(6) == 0 ? french ? " : « c’est un début », dit-on." : " & calls it “a start”." : ".");
        }

        return text.ToString();
    }

    /// <summary>The HTML of an article, as newsroom systems put it into feeds.</summary>
    public string Article(string site, int paragraphs)
    {
        var html = new StringBuilder(paragraphs * 500);
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"wp-block-image\"><img src=\"{site}/img/{random.Next(9999)}.jpg\" alt=\"{Escaped(Headline())}\" width=\"1200\" height=\"675\" loading=\"lazy\"/></figure>\n");
        for (var i = 0; i < paragraphs; i++)
        {
            if (i % 4 == 3) html.Append(CultureInfo.InvariantCulture, $"<h2>{Escaped(Headline())}</h2>\n");
            html.Append(CultureInfo.InvariantCulture, $"<p>{Escaped(Sentences(2))} <a href=\"{site}/{random.Next(2020, 2026)}/{random.Next(99999)}?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener\">{Escaped(What())}</a>, <em>{Escaped(Tail())}</em>. {Escaped(Sentences(1))}</p>\n");
        }

        return html.ToString();
    }

    /// <summary>Text with the signs of XML and HTML escaped, nothing else.</summary>
    public static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private string Who() => french ? Of(FrenchWho) : Of(EnglishWho);

    private string Does() => french ? Of(FrenchDoes) : Of(EnglishDoes);

    private string What() => french ? Of(FrenchWhat) : Of(EnglishWhat);

    private string Tail() => french ? Of(FrenchTail) : Of(EnglishTail);

    private string Of(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];
}
