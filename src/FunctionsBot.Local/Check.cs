using FunctionsBot.Classification;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;
using FunctionsBot.Facts;
using FunctionsBot.Fetching;
using FunctionsBot.Scheduling;
using FunctionsBot.Sources;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>The command <c>check</c>.</summary>
internal static class Check
{
    private const string Accept = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5";

    /// <summary>Checks each file or address; one that cannot be read does not keep the others from being read.</summary>
    /// <param name="args">As <see cref="CheckOptions"/> reads them.</param>
    /// <param name="console">Where people read.</param>
    /// <param name="lines">Where programs read: the lines of <c>--json</c>.</param>
    /// <param name="stop">Stops between two of them.</param>
    public static async Task<int> Run(string[] args, IAnsiConsole console, TextWriter lines, CancellationToken stop)
    {
        var options = CheckOptions.Parse(args);
        var settings = Daemon.ReadSettings();
        var limits = FetchLimits.Default with { AllowLoopback = settings.AllowPrivateAddresses, Contact = settings.Contact };
        using var fetcher = new Fetcher(limits, TimeProvider.System);
        var failed = false;
        foreach (var input in options.Inputs.SelectMany(CheckFiles.Expand))
        {
            await foreach (var seen in Seen(input, options, fetcher, limits, stop))
            {
                failed |= seen is Checked.Unreadable;
                if (options.Json)
                {
                    await lines.WriteLineAsync(CheckJson.Line(seen));
                }
                else
                {
                    CheckText.Show(seen, console);
                }
            }
        }

        return failed ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>What there is in a body.</summary>
    /// <param name="input">As it stood on the command line.</param>
    /// <param name="loaded">The body, or why there is none.</param>
    /// <param name="now">What its age is reckoned from.</param>
    public static Checked See(string input, FetchResult loaded, DateTimeOffset now)
    {
        if (loaded is not FetchResult.Fetched page)
        {
            return new Checked.Unreadable(input, ((FetchResult.Failed)loaded).Reason);
        }

        switch (BodyKinds.Of(page.Body.Span, page.MediaType))
        {
            case BodyKind.Feed: return List(input, page, SourceKind.Feed, "en");
            case BodyKind.Sitemap: return List(input, page, SourceKind.Sitemap, "en");
            case BodyKind.Calendar: return List(input, page, SourceKind.Calendar, "en");
            case BodyKind.FeedList: return new Checked.Unreadable(input, $"{input} is a list of feeds (OPML): \"sources import\" takes them in, and each can be checked by its address.");
        }

        var item = new Extractor().Read(page, null, now);
        if (item.Problem is { } problem)
        {
            return new Checked.Unreadable(input, problem);
        }

        return item.PageType == PageType.Listing ? List(input, page, SourceKind.Listing, item.Language, item.Canonical) : Judged(input, item, now);
    }

    private static Checked.Article Judged(string input, Item item, DateTimeOffset now) =>
        new(input, item, Classifier.Shipped.Judge(item), FactFinder.Find(item, item.Published ?? now));

    /// <summary>What is listed; a saved page is taken to be where it says it is.</summary>
    private static Checked List(string input, FetchResult.Fetched page, SourceKind kind, string language, Uri? canonical = null)
    {
        var placed = page.Address.IsFile && canonical is not null ? page with { Address = canonical } : page;
        var listing = new SourceReaders(TimeProvider.System).For(kind).Read(new Source("check", input, placed.Address, kind, language), placed);
        if (placed.Address.IsFile && listing.Home is { } home)
        {
            // A saved feed is at home where it says: its relative links lead there.
            return List(input, page with { Address = home }, kind, language);
        }

        return listing.Failure is { } failure ? new Checked.Unreadable(input, failure) : new Checked.Entries(input, placed, listing);
    }

    /// <summary>What an input holds. Whatever is wrong with it is its answer, and the next one is read all the same.</summary>
    private static async IAsyncEnumerable<Checked> Seen(
        string input, CheckOptions options, Fetcher fetcher, FetchLimits limits, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        IEnumerable<Checked> found;
        try
        {
            found = File.Exists(input)
                ? [.. CheckFiles.Read(input, options, limits)]
                : [await Ask(input, options, fetcher, limits, stop)];
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            found = [new Checked.Unreadable(input, $"{input} could not be read through a fault of this program: {e.GetType().Name}, {e.Message}")];
        }

        foreach (var seen in found)
        {
            yield return seen;
        }
    }

    private static async Task<Checked> Ask(string input, CheckOptions options, Fetcher fetcher, FetchLimits limits, CancellationToken stop)
    {
        if (!input.Contains(':', StringComparison.Ordinal))
        {
            return new Checked.Unreadable(input, $"\"{input}\" is neither a file here nor a web address that begins with http:// or https://.");
        }

        var verdict = AddressVerdict.Of(input, limits.AllowLoopback);
        var visit = new Visit(verdict);
        if (options.NoFetch)
        {
            return new Checked.Address(input, verdict, CheckFiles.NoCase);
        }

        if (verdict.Reason is not null || !Uri.TryCreate(input, UriKind.Absolute, out var address))
        {
            var words = AddressGuard.Refusal(input, limits.AllowLoopback);
            return new Checked.Unreadable(input, $"{input} is not fetched: it {words}.") { Visit = visit };
        }

        return await Ask(input, address, visit, fetcher, stop);
    }

    /// <summary>Asked once, whatever robots.txt says of pages: the address may be a feed, which is there to be asked for.</summary>
    internal static async Task<Checked> Ask(string input, Uri address, Visit visit, Fetcher fetcher, CancellationToken stop)
    {
        var robots = await fetcher.RobotsOf(address, stop);
        visit = visit with
        {
            Robots = RobotsAnswer.Of(robots, FetchLimits.Product, address.AbsoluteUri),
            RobotsUnreachable = ReferenceEquals(robots, Robots.Unreachable),
            Sitemaps = robots.Sitemaps,
        };
        var result = await fetcher.Fetch(new FetchRequest(address, Accept), stop);
        var now = TimeProvider.System.GetUtcNow();
        var seen = See(input, result, now);
        visit = visit with { Page = result as FetchResult.Fetched, Failed = result as FetchResult.Failed };
        if (visit.Page is { } page)
        {
            visit = visit with { NextPoll = NextPoll(page, seen, now), Feeds = FeedsOf(page, seen) };
        }

        if (seen is Checked.Entries { Listing.Entries: [var first, ..] } list)
        {
            seen = list with { First = await Article(first, fetcher, now, stop) };
        }

        return seen with { Visit = visit };
    }

    private static async Task<Checked> Article(Entry entry, Fetcher fetcher, DateTimeOffset now, CancellationToken stop)
    {
        var loaded = await fetcher.Fetch(new FetchRequest(entry.Link, Accept) { RespectRobots = true }, stop);
        if (loaded is not FetchResult.Fetched page)
        {
            return See(entry.Link.AbsoluteUri, loaded, now);
        }

        var item = new Extractor().Read(page, entry, now);
        return item.Problem is { } problem ? new Checked.Unreadable(entry.Link.AbsoluteUri, problem) : Judged(entry.Link.AbsoluteUri, item, now);
    }

    /// <summary>As the pipeline reckons it at a source's first poll, from the dates of its entries.</summary>
    private static DateTimeOffset NextPoll(FetchResult.Fetched page, Checked seen, DateTimeOffset now)
    {
        var state = new SourceState("check", now);
        if (seen is not Checked.Entries { Listing: var listing }) return PollRhythm.AfterSuccess(state, now, 1, page.FreshFor);
        var learned = state with { Rhythm = RhythmLearning.Learn(state, now, [.. listing.Entries]), Quiet = listing.Quiet };
        return PollRhythm.AfterSuccess(learned, now, 1, listing.StandingPause is { } pause && !(page.FreshFor > pause) ? pause : page.FreshFor);
    }

    /// <summary>What a page declares or links to; where feeds might be by custom is not worth a line each.</summary>
    private static List<Uri> FeedsOf(FetchResult.Fetched page, Checked seen) =>
        seen is Checked.Entries { Listing.Format: not "HTML" } ? [] : [.. FeedDiscovery.Find(page).Where(f => f.Grounds != FeedGrounds.Guessed).Select(f => f.Address)];
}
