using System.Diagnostics;
using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// One item against ever more watchlists: the time of one call, which reads the item's words, finds the watchlists that may match and asks
/// those. Queries are drawn from the words of the field and of a made-up vocabulary of names, so that about one in two hundred matches.
/// </summary>
internal static class WatchlistMeasure
{
    private const int Items = 40;
    private const int Words = 800;
    private const int Rounds = 25;

    private static readonly string[] Common =
        ["open", "source", "model", "policy", "AI", "loi", "libre", "logiciel", "souverain*", "commission", "public", "weights", "licence", "fonds", "data"];

    /// <summary>Prints the median and the slowest call for each number of watchlists.</summary>
    public static void Run()
    {
        var random = new Random(20260301);
        var names = Enumerable.Range(0, 8000).Select(_ => Name(random)).ToArray();
        var items = Enumerable.Range(0, Items).Select(_ => Text(random, names)).ToList();
        Console.WriteLine($"{Items} items of {Words} words; {Environment.ProcessorCount} processors, one used");
        foreach (var count in (ReadOnlySpan<int>)[100, 1_000, 10_000, 100_000])
        {
            Measure(Enumerable.Range(0, count).Select(i => new Watchlist($"w{i}", $"W{i}", Query(random, names))).ToList(), items);
        }
    }

    private static void Measure(List<Watchlist> watchlists, List<string> items)
    {
        var matcher = new Matcher();
        var started = Stopwatch.GetTimestamp();
        matcher.Match(StoryOf(), [("", "")], watchlists);
        var built = Stopwatch.GetElapsedTime(started);
        List<double> times = [];
        var matches = 0;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var item in items)
            {
                started = Stopwatch.GetTimestamp();
                var result = matcher.Match(StoryOf(), [("Open-source AI policy", item)], watchlists);
                if (round >= Rounds / 2)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    matches += result.Matches.Count;
                }
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{watchlists.Count,7} watchlists  median {times[times.Count / 2]:F2} ms  slowest of 100 {times[times.Count * 99 / 100]:F2} ms  {(double)matches / times.Count:F1} matches an item  read and indexed in {built.TotalMilliseconds:F0} ms"));
    }

    private static string Query(Random random, string[] names) => random.Next(6) switch
    {
        0 => names[random.Next(names.Length)],
        1 => $"{Pick(random)} AND \"{Pick(random).TrimEnd('*')} {names[random.Next(names.Length)]}\"",
        2 => $"({Pick(random)} OR {Pick(random)}) {names[random.Next(names.Length)]} NOT {Pick(random)}",
        3 => $"{names[random.Next(names.Length)]} NEAR/10 ({Pick(random)} OR {Pick(random)})",
        4 => $"~\"open source\" ({names[random.Next(names.Length)]} OR {names[random.Next(names.Length)][..6]}*)",
        _ => $"kind:open-letter {Pick(random)} org:{names[random.Next(names.Length)]}",
    };

    private static string Text(Random random, string[] names) => string.Join(
        ' ', Enumerable.Range(0, Words).Select(_ => random.Next(4) == 0 ? names[(int)(names.Length * Math.Pow(random.NextDouble(), 3))] : Pick(random).TrimEnd('*')));

    private static string Pick(Random random) => Common[random.Next(Common.Length)];

    private static string Name(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(3, 5)).Select(_ => "bcdfglmnprstv"[random.Next(13)].ToString() + "aeiou"[random.Next(5)]));

    private static Story StoryOf() => new(
        "20260301-00aa", "Open-source AI policy", "en", new Uri("https://gazette.example/a"), StoryKind.OpenLetter, 0.9, DateTimeOffset.UnixEpoch)
    {
        Facts = new ItemFacts { Organisations = ["European Commission", "Mozilla Foundation"] },
    };
}
