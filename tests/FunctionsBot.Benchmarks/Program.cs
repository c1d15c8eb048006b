using FunctionsBot.Benchmarks;

const string usage = """
    Measures, by name (run with: dotnet run -c Release --project tests/FunctionsBot.Benchmarks -- NAME …):

      extraction [FOLDER]   the extractor against SmartReader on the saved pages (.html, .html.gz) of a folder; the golden corpus without one
      pages-size            processor time per megabyte as a page grows to 5 MB: level where reading is linear
      understanding         verdict and facts: time to the first item, items a second, size of model and vocabulary
      memory FILE …         reads each saved page and prints the most memory the process has held; to see that 200 MB are enough for any
                            page, set DOTNET_GCHeapHardLimit=0xC800000, which ends the process where it wants more
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
        case ["memory", _, ..]:
            MemoryMeasure.Run(args[1..]);
            return 0;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
