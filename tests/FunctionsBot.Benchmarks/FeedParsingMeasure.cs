using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// The feed reader against CodeHollow.FeedReader: the same bytes, one process, one thread, in turns, so that whatever slows the machine
/// slows both. Each decodes for itself and gives entries with their dates read.
/// </summary>
internal static class FeedParsingMeasure
{
    /// <summary>Megabytes each reads of a kind before it is measured, for the runtime to compile what it found to be busy; and in each round.</summary>
    private const double WarmUp = 60;
    private const double Round = 12;
    private const int Rounds = 9;

    private const int FeedsOfAKind = 40;
    private const int Entries = 25;

    private static readonly Source Source = new("measured", "Measured", new Uri("https://news.example.org/feed.xml"), SourceKind.Feed, "fr");

    /// <summary>Measures generated feeds, each kind by itself and then all together.</summary>
    public static void Run()
    {
        Header();
        List<byte[]> all = [];
        foreach (var kind in Enum.GetValues<GeneratedKind>())
        {
            all.AddRange(Enumerable.Range(0, FeedsOfAKind).Select(n => new GeneratedFeed(kind, n, $"https://news-{n}.example.org").Edition(1000, Entries)));
            Measure(kind.ToString(), all[^FeedsOfAKind..]);
        }

        Measure("all kinds", all);
    }

    /// <summary>Measures the feeds of a folder together, those that both accept.</summary>
    /// <exception cref="IOException">The folder is not there, or holds no feed that both accept.</exception>
    public static void Run(string folder)
    {
        List<byte[]> all = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        var both = all.Where(f => Accepts(() => Read(f) > 0) && Accepts(() => ReadWithCodeHollow(f) > 0)).ToList();
        if (both.Count == 0) throw new IOException($"The folder {folder} holds no feed that both readers accept.");
        Print($"{all.Count} files; the feed reader finds entries in {all.Count(f => Accepts(() => Read(f) > 0))}, CodeHollow in {all.Count(f => Accepts(() => ReadWithCodeHollow(f) > 0))}; measured on the {both.Count} both read");
        Header();
        Measure("folder", both);
    }

    private static void Measure(string name, List<byte[]> feeds)
    {
        var megabytes = feeds.Sum(f => (long)f.Length) / 1e6;
        var times = (int)Math.Ceiling(Round / megabytes);
        for (var i = 0; i < WarmUp / megabytes; i++)
        {
            _ = feeds.Sum(Read) + feeds.Sum(ReadWithCodeHollow);
        }

        var (ours, theirs) = (new List<Cost>(), new List<Cost>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Cost.Of(() => Repeat(feeds, Read, times)));
            theirs.Add(Cost.Of(() => Repeat(feeds, ReadWithCodeHollow, times)));
        }

        var ratios = ours.Zip(theirs, (one, other) => other.Time / one.Time).Order().ToList();
        var (mine, other) = (Median(ours), Median(theirs));
        var read = megabytes * times;
        Print($"{name,-10} {megabytes * 1000 / feeds.Count,7:F0} kB {read / mine.Time.TotalSeconds,8:F0} {read / other.Time.TotalSeconds,8:F0} {ratios[Rounds / 2],7:F2} ({ratios[0]:F2} to {ratios[^1]:F2}) {mine.Bytes / 1e6 / read,9:F2} {other.Bytes / 1e6 / read,9:F2}");
    }

    private static void Repeat(List<byte[]> feeds, Func<byte[], int> read, int times)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (var feed in feeds) read(feed);
        }
    }

    private static int Read(byte[] feed) => new FeedSource().Read(Source, new(Source.Address, feed)).Entries.Count;

    private static int ReadWithCodeHollow(byte[] feed) => CodeHollow.FeedReader.FeedReader.ReadFromByteArray(feed).Items.Count;

    private static bool Accepts(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What the other library throws on feeds it rejects is of many types.
            return false;
        }
    }

    private static Cost Median(List<Cost> costs) => costs.OrderBy(c => c.Time).ElementAt(costs.Count / 2);

    private static void Header() =>
        Print($"{"",-10} {"a feed",10} {"MB/s",8} {"CodeHollow",8} {"ratio, median (all)",20} {"allocated per MB, CodeHollow's",28}");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
