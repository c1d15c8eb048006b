namespace FunctionsBot.Digests;

/// <summary>The texts of email digests that Telegram's have no use for.</summary>
/// <param name="ViewInBrowser">Link to the same mail as a page.</param>
/// <param name="Preferences">Link to what the reader can change.</param>
/// <param name="Trend">Head of the plot.</param>
/// <param name="TrendWeeks">What the plot shows.</param>
/// <param name="AlsoNew">Before the stories told by their title only.</param>
/// <param name="Attached">Says that the dates are in a file.</param>
internal sealed record DigestTexts(
    string ViewInBrowser, string Preferences, string Trend, Func<int, string> TrendWeeks, string AlsoNew, string Attached)
{
    private static readonly DigestTexts English = new(
        "View in browser",
        "Change topics, language or day, or pause",
        "Stories a week",
        weeks => $"on your topics, over {weeks} weeks",
        "Also new",
        "The dates are attached as a calendar file.");

    private static readonly DigestTexts French = new(
        "Voir dans le navigateur",
        "Changer de sujets, de langue ou de jour, ou faire une pause",
        "Sujets par semaine",
        weeks => $"sur vos thèmes, depuis {weeks} semaines",
        "Également nouveau",
        "Les dates sont jointes dans un fichier d’agenda.");

    public static DigestTexts In(Words words) => words.Language == "fr" ? French : English;
}
