using System.Diagnostics;
using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// What placing one more item costs as the store grows: table transactions and time. Items are generated: six in ten found a story, three
/// report one of the last hundred, one copies; every text draws on the same few hundred common words and names, so that some keys are
/// shared by ever more stories, and has names of its own.
/// </summary>
internal static class StoriesScale
{
    private const int LatestStories = 100;
    private const int NamesOfField = 400;
    private const int CommonWords = 3000;
    private const int Window = 1_000;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Places items up to the largest number, and prints a line at each power of ten and at its halves.</summary>
    /// <param name="most">Items.</param>
    /// <param name="storage">A connection string of Azure Storage or Azurite; empty for SQLite in a folder that is thrown away.</param>
    public static async Task Run(int most, string storage)
    {
        var folder = Directory.CreateTempSubdirectory("stories-scale-");
        try
        {
            using var store = Store.Choose(storage, null, null, folder.FullName, TimeProvider.System);
            Console.WriteLine($"{most} items in {store.Description}; {Environment.ProcessorCount} processors, one used");
            await Place(store, most);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Place(Store store, int most)
    {
        var index = new StoryIndex(new Tables(store.Table));
        var items = new GeneratedNews(20260301);
        var (window, worst, total) = (new Queue<(long Transactions, double Seconds)>(), 0L, 0L);
        for (var placed = 1; placed <= most; placed++)
        {
            var item = items.Next(placed);
            var (before, clock) = (store.Transactions, Processor());
            await index.Place(item, CancellationToken.None);
            var used = store.Transactions - before;
            window.Enqueue((used, (Processor() - clock).TotalSeconds));
            (worst, total) = (Math.Max(worst, used), total + used);
            if (window.Count > Window)
            {
                window.Dequeue();
            }

            if (IsRound(placed) || placed == most)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{placed,9} items  last {window.Count}: {window.Average(w => w.Transactions):0.00} transactions an item, most so far {worst}, {window.Count / window.Sum(w => w.Seconds):0} items/s of processor time"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(double)total / most:0.00} transactions an item in all"));
    }

    private static bool IsRound(int count)
    {
        for (var round = 1_000; round <= count; round *= 10)
        {
            if (count == round || count == 5 * round)
            {
                return true;
            }
        }

        return false;
    }

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Items from a seed.</summary>
    private sealed class GeneratedNews(int seed)
    {
        private readonly Random random = new(seed);
        private readonly List<(string[] Names, string[] Words, string Text)> latest = [];

        public ReadItem Next(int number)
        {
            var turn = number % 10;
            var (names, words, copied) = latest.Count < LatestStories || turn < 6
                ? ([.. Enumerable.Range(0, 6).Select(_ => Name(random.Next())), .. Enumerable.Range(0, 3).Select(_ => Name(random.Next(NamesOfField)))], Draw(60), "")
                : latest[random.Next(latest.Count)];
            var text = turn == 9 && copied.Length > 0 ? copied : Text(names, words);
            if (copied.Length == 0)
            {
                latest.Add((names, words, text));
                if (latest.Count > LatestStories)
                {
                    latest.RemoveAt(0);
                }
            }

            // Two thousand items a day, so that a million are more than a year.
            var seen = Start.AddDays(number / 2000.0);
            var id = number.ToString(CultureInfo.InvariantCulture);
            return new ReadItem(
                Keys.ItemId("generated", id, seen), "generated", id, seen,
                new Item(new Uri($"https://news.example/{id}"), $"{names[0]} and {names[1]} {words[0]} {words[1]} {names[6]}", text, "en") { Published = seen },
                new Verdict(true, 1, StoryKind.Other, [], []), ItemFacts.None);
        }

        private string Text(string[] names, string[] words) => string.Join(' ', Enumerable.Range(0, 160).Select(i =>
            i % 8 == 3 ? names[random.Next(names.Length)] : i % 20 == 19 ? Word(random.Next(CommonWords)) + "." : random.Next(2) == 0 ? words[random.Next(words.Length)] : Word(random.Next(CommonWords))));

        private string[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => Word(random.Next(CommonWords)))];

        private static string Name(int number) => char.ToUpperInvariant((char)('a' + number % 26)) + Word(number / 7);

        private static string Word(int number)
        {
            const string starts = "bcdfghjklmnprstv", vowels = "aeiou";
            var word = new List<char>();
            for (var rest = (uint)number + 17; rest > 0; rest /= 80)
            {
                word.Add(starts[(int)(rest % 16)]);
                word.Add(vowels[(int)(rest / 16 % 5)]);
            }

            return new string([.. word]);
        }
    }
}
