using System.Globalization;
using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;

namespace FunctionsBot.Benchmarks;

/// <summary>How processor time grows with a page: per megabyte it stays level where reading is linear.</summary>
internal static class PageSizeMeasure
{
    private const int Megabyte = 1_000_000;

    /// <summary>Megabytes read at each size, so that small pages are measured as long as large ones.</summary>
    private const double Work = 20;

    private const string Prose = """
        Some of those present had written to the minister before, and their letters were read out. The chair thanked them for the trouble they
        had taken, asked for patience, and promised that each point would be answered in writing before the summer. Nobody objected, although
        two members noted that the same had been said a year ago, about another text, and that the answers were still to come.
        """;

    /// <summary>Measures at half, one, two and five megabytes.</summary>
    public static void Run()
    {
        var extractor = new Extractor();
        Measure(extractor, Page(Megabyte / 2));
        foreach (var size in (ReadOnlySpan<int>)[Megabyte / 2, Megabyte, 2 * Megabyte, 5 * Megabyte - 1000])
        {
            var page = Page(size);
            var cost = Measure(extractor, page);
            var read = Times(page) * page.Length / (double)Megabyte;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{page.Length / (double)Megabyte,4:F1} MB {cost.Time.TotalMilliseconds / read,8:F1} ms/MB {cost.Bytes / 1e6 / read,8:F1} MB allocated/MB"));
        }
    }

    private static int Times(byte[] page) => (int)Math.Max(1, Work * Megabyte / page.Length);

    private static Cost Measure(Extractor extractor, byte[] page) => Cost.Of(() =>
    {
        for (var i = Times(page); i > 0; i--)
            extractor.Read(new FetchResult.Fetched(new Uri("https://news.example.org/long"), page), null, ExtractionMeasure.Fetched);
    });

    /// <summary>A long page of sections, each with a heading, prose, a list, a small table and links to other articles.</summary>
    private static byte[] Page(int size)
    {
        var html = new StringBuilder("<!doctype html><html lang=en><head><title>A long report</title></head><body><article><h1>A long report</h1>", size + 2000);
        for (var i = 0; html.Length < size; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"""
                <section class="part part-{i}" id="s{i}"><h2>Part {i}</h2>
                <p>On 3 March 2024 the committee heard witness {i}, who said that <em>open weights</em> are read by more people than closed ones are.
                {Prose}</p>
                <p>Members asked at length what a licence must grant, who pays for the training runs, and whether the rules should differ by size.
                {Prose} {Prose}</p>
                <ul><li>The first answer was short, and it was put into the minutes.</li><li>The second was not.</li></ul>
                <table><tr><td>Year</td><td>{i}</td></tr><tr><td>Votes for</td><td>{i % 90}</td></tr></table>
                <div class="related"><a href="/part/{i}">Another part of the report that may be read</a></div></section>

                """);
        }

        return Encoding.UTF8.GetBytes(html.Append("</article></body></html>").ToString());
    }
}
