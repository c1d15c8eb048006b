using System.Diagnostics;
using System.Globalization;
using System.Text;
using FunctionsBot.Classification;
using FunctionsBot.Domain;
using FunctionsBot.Facts;

namespace FunctionsBot.Benchmarks;

/// <summary>Verdict and facts of items of 5,000 characters on one thread, the first one included.</summary>
internal static class UnderstandingMeasure
{
    private const int Length = 5_000;

    private const int Items = 400;

    private const int Rounds = 5;

    private static readonly DateTimeOffset Seen = new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);

    /// <summary>French and English in turns: sentences of our own in ever other orders, so that no two items are alike.</summary>
    private static readonly string[][] Sentences =
    [
        [
            "Dans une lettre ouverte publiée le 6 mars, 58 associations demandent au gouvernement de financer les modèles ouverts.",
            "Le fonds, doté de 2,5 milliards d'euros, soutiendra l'intelligence artificielle open source dans l'administration.",
            "Le règlement (UE) 2024/1689 prévoit une exemption pour les licences libres, rappelle Jeanne Exemple, directrice de la recherche.",
            "Le sommet européen sur les communs numériques se tiendra les 14 et 15 avril à Lyon.",
            "Les contributions sont attendues avant le 30 juin, et chacun peut répondre à la consultation.",
            "Le laboratoire publie Llama 4, un modèle à poids ouverts, sans dire un mot de ses données d'entraînement.",
            "Il faisait beau ce matin-là sur la place du marché, et les passants ne pensaient guère aux machines.",
        ],
        [
            "In an open letter signed by Mozilla and forty other organisations, researchers urge the European Parliament to protect open models.",
            "The fund of $2.5bn will pay for open-source AI in the public sector, the minister said on Tuesday.",
            "Regulation (EU) 2024/1689 exempts free licences unless a model poses systemic risk.",
            "The hearing takes place on 18 May in Brussels, and comments may be filed until 5 pm on 3 June.",
            "The company released GPT-OSS, an open-weight model under Apache 2.0, but no training code.",
            "Shares rose by 3 percent while customers waited for the product and its subscription.",
            "Nobody in the village had heard of the law, nor did they care much about computers.",
        ],
    ];

    /// <summary>Prints the time to the first item and the items a second of processor time.</summary>
    public static void Run()
    {
        Item[] items = [.. Enumerable.Range(0, Items).Select(Written)];
        var sinceStart = TimeProvider.System.GetLocalNow().DateTime - Process.GetCurrentProcess().StartTime;
        var watch = Stopwatch.StartNew();
        Understand(items[0]);
        Console.WriteLine($"first item: {watch.ElapsedMilliseconds} ms after {sinceStart.TotalMilliseconds:F0} ms of starting the process");
        for (var round = 0; round < Rounds; round++)
        {
            var cost = Cost.Of(() => Array.ForEach(items, Understand));
            Console.WriteLine($"round {round + 1}: {Items / cost.Time.TotalSeconds:F0} items/s of {Length} characters, {cost.Bytes / Items / 1024} KiB allocated each");
        }

        var assembly = typeof(Classifier).Assembly;
        var bytes = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("Vocabulary/", StringComparison.Ordinal) || n.StartsWith("Model/", StringComparison.Ordinal)
                || n.StartsWith("Examples/", StringComparison.Ordinal) || n.StartsWith("Gazetteer/", StringComparison.Ordinal))
            .Sum(n => assembly.GetManifestResourceStream(n)!.Length);
        Console.WriteLine($"model, vocabulary, examples and names: {bytes / 1024} KiB");
    }

    private static void Understand(Item item)
    {
        Classifier.Shipped.Judge(item);
        FactFinder.Find(item, Seen);
    }

    private static Item Written(int number)
    {
        var sentences = Sentences[number % 2];
        var text = new StringBuilder();
        for (var i = 0; text.Length < Length; i++)
        {
            text.Append(sentences[((i * ((number % 5) + 1)) + number) % sentences.Length]).Append(CultureInfo.InvariantCulture, $" ({number}.{i}) ");
        }

        text.Length = Length;
        return new Item(new Uri($"https://news.example/{number}"), sentences[number % sentences.Length], text.ToString(), number % 2 == 0 ? "fr" : "en") { Published = Seen };
    }
}
