using FunctionsBot.Classification;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;
using FunctionsBot.Facts;
using FunctionsBot.Fetching;
using FunctionsBot.Sources;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>What the bot sees in a feed, a page or a text. Nothing is stored and nothing is sent.</summary>
/// <param name="Input">As it stood on the command line.</param>
internal abstract record Checked(string Input)
{
    /// <summary>A feed or a listing, with its entries.</summary>
    public sealed record Entries(string Input, FetchResult.Fetched Page, Listing Listing) : Checked(Input);

    /// <summary>An article, with what was thought of it.</summary>
    public sealed record Article(string Input, Item Item, Verdict Verdict, ItemFacts Facts) : Checked(Input);

    /// <summary>Neither: why, in one sentence.</summary>
    public sealed record Unreadable(string Input, string Reason) : Checked(Input);
}

/// <summary>The command <c>check</c>.</summary>
internal static class Check
{
    private const string Accept = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5";

    /// <summary>Checks each file or address; one that cannot be read does not keep the others from being read.</summary>
    /// <param name="args">Files, addresses, and <c>--json</c>.</param>
    /// <param name="console">Where people read.</param>
    /// <param name="lines">Where programs read: the lines of <c>--json</c>.</param>
    /// <param name="stop">Stops between two of them.</param>
    public static async Task<int> Run(string[] args, IAnsiConsole console, TextWriter lines, CancellationToken stop)
    {
        var json = args.Contains("--json");
        var inputs = args.Where(a => a != "--json").ToList();
        if (inputs.Count == 0 || inputs.Any(a => a.StartsWith("--", StringComparison.Ordinal)))
        {
            throw new UsageException("check takes one or more files or web addresses, and \"--json\" for one JSON line each.");
        }

        var settings = Daemon.ReadSettings();
        using var fetcher = new Fetcher(
            FetchLimits.Default with { AllowLoopback = settings.AllowPrivateAddresses, Contact = settings.Contact }, TimeProvider.System);
        var failed = false;
        foreach (var input in inputs)
        {
            var seen = See(input, await Load(input, fetcher, stop), TimeProvider.System.GetUtcNow());
            failed |= seen is Checked.Unreadable;
            if (json)
            {
                await lines.WriteLineAsync(CheckJson.Line(seen));
            }
            else
            {
                CheckText.Show(seen, console);
            }
        }

        return failed ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>What there is in a body.</summary>
    public static Checked See(string input, FetchResult loaded, DateTimeOffset now)
    {
        if (loaded is not FetchResult.Fetched page)
        {
            return new Checked.Unreadable(input, ((FetchResult.Failed)loaded).Reason);
        }

        if (FeedSource.LooksLikeFeed(page.Body.Span, page.MediaType))
        {
            var listing = new FeedSource().Read(new Source("check", input, page.Address, SourceKind.Feed, "en"), page);
            return listing.Failure is { } failure ? new Checked.Unreadable(input, failure) : new Checked.Entries(input, page, listing);
        }

        var item = new Extractor().Read(page, null, now);
        if (item.Problem is { } problem)
        {
            return new Checked.Unreadable(input, problem);
        }

        return item.PageType == PageType.Listing
            ? new Checked.Entries(input, page, new ListingSource().Read(new Source("check", input, page.Address, SourceKind.Listing, item.Language), page))
            : new Checked.Article(input, item, Classifier.Shipped.Judge(item), FactFinder.Find(item, item.Published ?? now));
    }

    private static async Task<FetchResult> Load(string input, Fetcher fetcher, CancellationToken stop)
    {
        if (File.Exists(input))
        {
            try
            {
                return new FetchResult.Fetched(new Uri(Path.GetFullPath(input)), await File.ReadAllBytesAsync(input, stop));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new FetchResult.Failed($"The file {input} cannot be read: {e.Message}");
            }
        }

        if (Uri.TryCreate(input, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return await fetcher.Fetch(new FetchRequest(address!, Accept) { RespectRobots = true }, stop);
        }

        return new FetchResult.Failed($"\"{input}\" is neither a file here nor a web address that begins with http:// or https://.");
    }
}
