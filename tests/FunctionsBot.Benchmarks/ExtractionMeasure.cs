using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;

namespace FunctionsBot.Benchmarks;

/// <summary>
/// The extractor against SmartReader, the library it started from: the same pages, one process, one thread, in turns, so that whatever
/// slows the machine slows both. SmartReader is given decoded text; the extractor decodes for itself.
/// </summary>
internal static class ExtractionMeasure
{
    /// <summary>
    /// Pages each reads before it is measured. With 300 the runtime is still compiling what it found to be busy, on the other processor if
    /// that is free: the ratio then says more of the machine's load than of the readers (2.4 to 4.9 were seen on the same pages).
    /// </summary>
    private const int WarmUp = 2000;

    /// <summary>Pages each reads while it is measured.</summary>
    private const int Measured = 600;

    /// <summary>When the pages are taken to have been fetched: always the same, so that the work is.</summary>
    internal static readonly DateTimeOffset Fetched = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Measures over the pages of a folder and prints both figures and their ratios.</summary>
    public static void Run(string folder)
    {
        var pages = SavedPages.In(folder);
        var extractor = new Extractor();
        Cost ours = default, theirs = default;
        var (warmUp, rounds) = (1 + (WarmUp / pages.Count), 1 + (Measured / pages.Count));
        for (var round = 0; round < warmUp + rounds; round++)
        {
            var one = Cost.Of(() => Extract(extractor, pages));
            var other = Cost.Of(() => ReadWithSmartReader(pages));
            if (round >= warmUp)
                (ours, theirs) = (ours + one, theirs + other);
        }

        var megabytes = pages.Sum(p => (long)p.Body.Length) / 1e6;
        Print($"{pages.Count} pages, {megabytes:F1} MB, {rounds} rounds each after {warmUp} to warm up; {Environment.ProcessorCount} processors");
        Report("extractor", ours, rounds * pages.Count);
        Report("SmartReader", theirs, rounds * pages.Count);
        Print($"{"ratio",-12} {theirs.Time / ours.Time,9:F2} x pages/s {(double)ours.Bytes / theirs.Bytes,9:P1} of the allocations");
    }

    private static void Extract(Extractor extractor, List<SavedPage> pages)
    {
        foreach (var page in pages)
            extractor.Read(new FetchResult.Fetched(page.Address, page.Body) { MediaType = "text/html" }, null, Fetched);
    }

    private static void ReadWithSmartReader(List<SavedPage> pages)
    {
        foreach (var page in pages)
            new SmartReader.Reader(page.Address.AbsoluteUri, page.Text).GetArticle();
    }

    private static void Report(string name, Cost cost, int pages) =>
        Print($"{name,-12} {pages / cost.Time.TotalSeconds,9:F1} pages/s {cost.Bytes / 1e6 / pages,11:F2} MB/page");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
