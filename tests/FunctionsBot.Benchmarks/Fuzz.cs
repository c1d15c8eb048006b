using System.Diagnostics;
using System.Globalization;
using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// Feeds a parser mutated cases until the time is up, and tells the worst it saw. A parser must never throw, nor take a second of processor
/// time. To see that 100 MB of memory are enough for it, set DOTNET_GCHeapHardLimit=0x6400000, which ends the process where it wants more.
/// </summary>
internal sealed class Fuzz(string name, Action<byte[]> parser, IReadOnlyList<byte[]> seeds)
{
    private const int Large = 300_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static readonly Uri Address = new("https://news.example/feeds/all.xml");

    private TimeSpan slowest;
    private int slowestBytes;
    private long mostAllocated;
    private int failures;
    private int refused;

    /// <summary>The parsers that can be fuzzed.</summary>
    public static IReadOnlyList<string> Parsers { get; } = ["feed", "sitemap", "calendar", "data", "listing", "page", "markup", "discovery", "date"];

    /// <summary>Fuzzes one parser.</summary>
    /// <param name="parser">One of <see cref="Parsers"/>.</param>
    /// <param name="time">For how long.</param>
    /// <returns>Whether nothing went wrong.</returns>
    public static bool Run(string parser, TimeSpan time)
    {
        var source = new Source("s", "S", Address, SourceKind.Feed, "fr");
        return parser switch
        {
            "feed" => Of(parser, new FeedSource(), source, FuzzSeeds.Feeds(), time),
            "sitemap" => Of(parser, new SitemapSource(), source, FuzzSeeds.Sitemaps, time),
            "calendar" => Of(parser, new CalendarSource(), source, FuzzSeeds.Calendars, time),
            "data" => Of(parser, new StructuredSource(), source, FuzzSeeds.Data, time),
            "listing" => Of(parser, new ListingSource(), source, FuzzSeeds.Pages(), time),
            "page" => Changes(parser, source, time),
            "markup" => new Fuzz(parser, b => _ = SafeMarkup.Of(Encoding.UTF8.GetString(b), Address), FuzzSeeds.Pages()).Until(time),
            "discovery" => new Fuzz(parser, b => _ = FeedDiscovery.Find(new FetchResult.Fetched(Address, b)), FuzzSeeds.Pages()).Until(time),
            "date" => new Fuzz(parser, b => _ = FeedDate.Parse(Encoding.UTF8.GetString(b)), FuzzSeeds.Dates).Until(time),
            _ => throw new InvalidDataException($"There is no parser \"{parser}\" to fuzz: {string.Join(", ", Parsers)}."),
        };
    }

    private static bool Of(string name, ISource reader, Source source, IReadOnlyList<byte[]> seeds, TimeSpan time) =>
        new Fuzz(name, b => _ = reader.Read(source, new(Address, b)), seeds).Until(time);

    private static bool Changes(string name, Source source, TimeSpan time)
    {
        var (reader, reading) = (new PageSource(), (string?)null);
        return new Fuzz(name, b => reading = reader.Read(source, new(Address, b), reading).Reading ?? reading, FuzzSeeds.Pages()).Until(time);
    }

    private bool Until(TimeSpan time)
    {
        var mutator = new Mutator(seeds, seed: 20_260_317);
        var watch = Stopwatch.StartNew();
        long inputs = 0, bytes = 0;
        foreach (var seed in seeds) Try(seed);
        while (watch.Elapsed < time)
        {
            var input = mutator.Next();
            Try(input);
            inputs++;
            bytes += input.Length;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {watch.Elapsed.TotalMinutes:0.0} minutes, {inputs:N0} inputs, {bytes / 1e6:N0} MB; slowest {slowest.TotalMilliseconds:0} ms ({slowestBytes:N0} bytes), most allocated {mostAllocated / 1e6:0} MB; {refused} refused at first; {failures} failures"));
        return failures == 0;
    }

    private void Try(byte[] input)
    {
        try
        {
            var took = TimeInMemory(input);
            // What else the machine does at the time is not the parser's: only what is slow three times is slow.
            for (var again = 0; again < 2 && took > Longest; again++) took = TimeSpan.FromTicks(Math.Min(took.Ticks, Time(input).Ticks));
            if (took > slowest) (slowest, slowestBytes) = (took, input.Length);
            if (took > Longest) Fail(input, $"it took {took.TotalSeconds:0.0} s");
        }
        catch (Exception e)
        {
            Fail(input, e.ToString());
        }
    }

    /// <summary>Near its limit the collector may refuse what would fit had it looked harder: only what is refused from a clean start, too, is too much.</summary>
    private TimeSpan TimeInMemory(byte[] input)
    {
        try
        {
            return Time(input);
        }
        catch (OutOfMemoryException)
        {
            GiveBack();
            refused++;
            return Time(input);
        }
    }

    /// <summary>What earlier inputs have left lying about is not this one's: pools let go of their arrays in finalizers, so it takes two rounds.</summary>
    private static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private TimeSpan Time(byte[] input)
    {
        if (input.Length > Large) GiveBack();
        var (before, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        parser(input);
        mostAllocated = Math.Max(mostAllocated, GC.GetTotalAllocatedBytes() - allocated);
        return Environment.CpuUsage.TotalTime - before;
    }

    private void Fail(byte[] input, string what)
    {
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"fuzz-{name}-{++failures}.bin"));
        File.WriteAllBytes(file, input);
        Console.WriteLine($"{name}: {what}\n  with the {input.Length:N0} bytes kept in {file}");
        if (failures >= 20) throw new InvalidDataException($"{name}: twenty failures are enough.");
    }
}
