using System.Globalization;
using FunctionsBot.Benchmarks;

const string usage = """
    Measures, by name (run with: dotnet run -c Release --project tests/FunctionsBot.Benchmarks -- NAME …):

      extraction [FOLDER]   the extractor against SmartReader on the saved pages (.html, .html.gz) of a folder; the golden corpus without one
      pages-size            processor time per megabyte as a page grows to 5 MB: level where reading is linear
      understanding         verdict and facts: time to the first item, items a second, size of model and vocabulary
      watchlists            one item against 100 to 100,000 watchlists
      stories-scale [ITEMS [CONNECTION]]
                            transactions and time of placing one more item as 1,000 to 1,000,000 are stored: in SQLite, or in the storage account
                            (or Azurite) of a connection string
      memory FILE …         reads each saved page and prints the most memory the process has held; to see that 200 MB are enough for any
                            page, set DOTNET_GCHeapHardLimit=0xC800000, which ends the process where it wants more
      feed-parsing [FOLDER] the feed reader against CodeHollow.FeedReader on generated feeds of several kinds, or on the feeds of a folder
      poll-cycle [N]        a poll cycle over N feeds (2000) beside newsboat -x reload, then how time and memory grow from 500 to 10,000 feeds
      site-speed [ITEMS]    median time, size and storage transactions of every page over a store of so many items (100000)
      storage-count [N]     table transactions of N sources (1000) per unchanged source and poll and per new entry, on SQLite and on Azurite
      fan-out [N [P]]       N sources (10000) polled by P processes (4) on Azurite, half of which are killed midway: is each asked, how fast, what is full first
      cost FILE             counts what polls, entries and deliveries take on Azurite, and writes what a month costs to a file (docs/cost.md)
      mail-throughput [N]   N weekly digests (10000) composed, and sent over 4 connections to an SMTP server in a process of its own: 300 a second at least
      fuzz PARSER [MINUTES] mutated cases for one parser (feed, sitemap, calendar, data, listing, page, markup, discovery, date), for ten minutes or
                            as many as given; to see that 100 MB are enough for it, set DOTNET_GCHeapHardLimit=0x6400000
    """;

try
{
    switch (args)
    {
        case ["extraction"]:
            ExtractionMeasure.Run(SavedPages.GoldenCorpus());
            return 0;
        case ["extraction", var folder]:
            ExtractionMeasure.Run(folder);
            return 0;
        case ["pages-size"]:
            PageSizeMeasure.Run();
            return 0;
        case ["understanding"]:
            UnderstandingMeasure.Run();
            return 0;
        case ["watchlists"]:
            WatchlistMeasure.Run();
            return 0;
        case ["stories-scale", .. var rest] when rest.Length <= 2:
            await StoriesScale.Run(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 1_000_000, rest.Length > 1 ? rest[1] : "");
            return 0;
        case ["memory", _, ..]:
            MemoryMeasure.Run(args[1..]);
            return 0;
        case ["feed-parsing"]:
            FeedParsingMeasure.Run();
            return 0;
        case ["feed-parsing", var folder]:
            FeedParsingMeasure.Run(folder);
            return 0;
        case ["poll-cycle"]:
            PollCycleMeasure.Run(2000);
            return 0;
        case ["poll-cycle", var number]:
            PollCycleMeasure.Run(int.Parse(number, CultureInfo.InvariantCulture));
            return 0;
        case ["site-speed"]:
            return await SiteSpeed.Run(100_000);
        case ["site-speed", var number]:
            return await SiteSpeed.Run(int.Parse(number, CultureInfo.InvariantCulture));
        case ["storage-count"]:
            return await StorageCount.Run(1000);
        case ["storage-count", var number]:
            return await StorageCount.Run(int.Parse(number, CultureInfo.InvariantCulture));
        case ["fuzz", var parser]:
            return Fuzz.Run(parser, TimeSpan.FromMinutes(10)) ? 0 : 1;
        case ["fuzz", var parser, var minutes] when double.TryParse(minutes, CultureInfo.InvariantCulture, out var time):
            return Fuzz.Run(parser, TimeSpan.FromMinutes(time)) ? 0 : 1;
        case ["fan-out", .. var rest] when rest.Length <= 2:
            return await FanOut.Run(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 10_000, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 4);
        case [FanOut.Command, var connection, var port, var later]:
            await FanOut.Serve(connection, int.Parse(port, CultureInfo.InvariantCulture), double.Parse(later, CultureInfo.InvariantCulture));
            return 0;
        case ["cost", var file]:
            return await CostMeasure.Run(file);
        case ["mail-throughput"]:
            return await MailThroughput.Run(10_000);
        case ["mail-throughput", var number]:
            return await MailThroughput.Run(int.Parse(number, CultureInfo.InvariantCulture));
        case [MailSink.Command]:
            await MailSink.Serve();
            return 0;
        case [FeedServer.Command, var feeds, var entries]:
            await FeedServer.Serve(int.Parse(feeds, CultureInfo.InvariantCulture), int.Parse(entries, CultureInfo.InvariantCulture));
            return 0;
        case [FeedServer.Command, var feeds]:
            await FeedServer.Serve(int.Parse(feeds, CultureInfo.InvariantCulture));
            return 0;
        case [PollingBot.Command, var folder, var port, var feeds, var hoursLater]:
            await PollingBot.Serve(
                folder, int.Parse(port, CultureInfo.InvariantCulture), int.Parse(feeds, CultureInfo.InvariantCulture), double.Parse(hoursLater, CultureInfo.InvariantCulture));
            return 0;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
