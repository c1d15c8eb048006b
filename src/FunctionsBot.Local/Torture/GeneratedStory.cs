using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace FunctionsBot.Local.Torture;

/// <summary>An invented piece of policy news: each of a country of its own, by whose name it is known wherever it is told.</summary>
internal static partial class GeneratedStory
{
    private const string Ending = "stan";

    private static readonly string[] Does =
    [
        "opens a consultation on", "publishes a bill on", "votes a law about", "funds", "buys", "sues over the licence of", "signs a declaration on", "asks for", "delays its rules for", "defends",
    ];

    private static readonly string[] What =
    [
        "open-source AI models in hospitals", "open weights for schools", "open-source language models in courts", "open training data for ministries", "open-source AI in town halls", "open AI models for farmers",
        "open-source translation models", "open-weight models in customs", "open-source AI for weather services", "open models in tax offices", "open-source AI for libraries", "open AI infrastructure for railways",
    ];

    private static readonly string[] Says =
    [
        "said that public money must pay for open-source AI models", "wants every public buyer of AI to inspect the training data", "called the licence of the open weights too narrow",
        "asked parliament to vote on open-source AI before the summer", "warned that closed AI models make administrations dependent", "promised that the open-source AI act would be enforced",
    ];

    /// <summary>The country's name.</summary>
    public static string Name(int number) => Word((number * 7919) + 11, 3) + Ending;

    /// <summary>The names of countries that a text holds, each once.</summary>
    public static IReadOnlyList<string> NamedIn(string text) => [.. Names().Matches(text).Select(m => m.Value).Distinct()];

    /// <summary>Its headline.</summary>
    public static string Title(int number) => $"{Name(number)} {Does[number % Does.Length]} {What[number % What.Length]}";

    /// <summary>The page it is on.</summary>
    public static string Page(int number)
    {
        var random = new Random(number);
        var text = new StringBuilder();
        for (var paragraph = 0; paragraph < 4; paragraph++)
        {
            text.Append("<p>");
            for (var sentence = 0; sentence < 2; sentence++)
            {
                text.Append(Sentence(random));
            }

            text.Append("</p>\n");
        }

        var title = WebUtility.HtmlEncode(Title(number));
        return $"<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body><article><h1>{title}</h1>\n{text}</article></body></html>";
    }

    /// <summary>The feed that lists the first stories.</summary>
    /// <param name="published">When each was published.</param>
    public static string Feed(IReadOnlyList<DateTimeOffset> published)
    {
        var feed = new StringBuilder("<rss version=\"2.0\"><channel><title>Torture wire</title><link>http://wire.example/</link>\n");
        for (var n = published.Count - 1; n >= 0; n--)
        {
            feed.Append(CultureInfo.InvariantCulture, $"<item><title>{Title(n)}</title><link>http://wire.example/story/{n}</link><guid>{n}</guid><pubDate>{published[n]:R}</pubDate></item>\n");
        }

        return feed.Append("</channel></rss>").ToString();
    }

    // People, places and things of its own, so that no two stories are taken for one.
    private static string Sentence(Random random) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Word(random.Next(), 3)} {Word(random.Next(), 2)}, of the {Word(random.Next(), 3)} agency in {Word(random.Next(), 3)}, {Says[random.Next(Says.Length)]}, near the {Word(random.Next(), 2).ToLowerInvariant()} {Word(random.Next(), 3).ToLowerInvariant()} of {Word(random.Next(), 3)}. ");

    private static string Word(int code, int syllables)
    {
        const string consonants = "bdfgklmnprstvz";
        const string vowels = "aeiou";
        var word = new StringBuilder();
        var rest = (uint)code;
        for (var i = 0; i < syllables; i++)
        {
            word.Append(consonants[(int)(rest % consonants.Length)]);
            rest /= (uint)consonants.Length;
            word.Append(vowels[(int)(rest % vowels.Length)]);
            rest /= (uint)vowels.Length;
        }

        word[0] = char.ToUpperInvariant(word[0]);
        return word.ToString();
    }

    [GeneratedRegex(@"\b[A-Z][a-z]{5}" + Ending + @"\b")]
    private static partial Regex Names();
}
