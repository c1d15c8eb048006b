using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Scheduling;
using FunctionsBot.Sources;

namespace FunctionsBot;

/// <content>An address looked at before it is made a source. Nothing is stored.</content>
public sealed partial class Pipeline
{
    private const int PreviewedEntries = 8;

    /// <summary>Somebody waits for the page: what takes longer than this is said to take too long.</summary>
    private static readonly TimeSpan LongestPreview = TimeSpan.FromSeconds(25);

    /// <summary>Admin: what would be read at an address. It is asked once, whatever robots.txt says of pages: it may be a feed, which is there to be asked for.</summary>
    public async Task<SourcePreview> PreviewSource(Uri address, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(LongestPreview, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await Preview(address, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SourcePreview(address) { Problem = $"{address.Host} took longer than {LongestPreview.TotalSeconds:0} seconds to answer; try again later." };
        }
    }

    private async Task<SourcePreview> Preview(Uri address, CancellationToken cancel)
    {
        if (AddressGuard.Refusal(address, settings.AllowPrivateAddresses) is { } refusal)
        {
            return new SourcePreview(address) { Problem = $"{address.AbsoluteUri} is not read: it {refusal}." };
        }

        var robots = await fetcher.RobotsOf(address, cancel);
        var rule = robots.Deciding(address);
        var preview = new SourcePreview(address)
        {
            RobotsAllow = ReferenceEquals(robots, Robots.Unreachable) ? null : rule is null or { Allow: true },
            RobotsRule = rule?.ToString(),
        };
        var asked = readers.For(SourceKind.Feed).Request(new Source("preview", "", address, SourceKind.Feed, "en"), new SourceState("preview", clock.GetUtcNow()));
        return await fetcher.Fetch(asked with { Accept = "text/html, application/xhtml+xml, " + asked.Accept }, cancel) switch
        {
            FetchResult.Fetched page => Preview(preview, page),
            FetchResult.Failed failed => preview with { Problem = failed.Reason },
            var other => throw new InvalidOperationException($"{other.GetType().Name} does not answer a request without validators."),
        };
    }

    private SourcePreview Preview(SourcePreview preview, FetchResult.Fetched page)
    {
        preview = preview with { Address = page.MovedTo ?? preview.Address, TellsUnchanged = page.ETag is not null || page.LastModified is not null };
        return BodyKinds.Of(page.Body.Span, page.MediaType) switch
        {
            BodyKind.Feed => Listed(preview, page, SourceKind.Feed, null),
            BodyKind.Sitemap => Listed(preview, page, SourceKind.Sitemap, null),
            BodyKind.Calendar => Listed(preview, page, SourceKind.Calendar, null),
            BodyKind.FeedList => preview with { Problem = "This is a list of feeds (OPML); take it in under Import." },
            _ => PreviewPage(preview, page),
        };
    }

    /// <summary>A page that lists articles, or else one whose own changes could be the news; either way with the feeds it names.</summary>
    private SourcePreview PreviewPage(SourcePreview preview, FetchResult.Fetched page)
    {
        preview = preview with { Feeds = [.. FeedDiscovery.Find(page).Where(f => f.Grounds != FeedGrounds.Guessed)] };
        var item = extractor.Read(page, null, clock.GetUtcNow());
        var listed = Listed(preview, page, SourceKind.Listing, item);
        return item.PageType == PageType.Listing || item.Problem is not null
            ? listed
            : preview with { Kind = SourceKind.Page, Title = item.Title, Language = item.Language, NextPoll = FirstPoll(page, new Listing([])) };
    }

    private SourcePreview Listed(SourcePreview preview, FetchResult.Fetched page, SourceKind kind, Item? item)
    {
        var listing = readers.For(kind).Read(new Source("preview", "", preview.Address, kind, item?.Language ?? "en"), page);
        var declared = listing.Language?.Split('-', '_')[0].ToLowerInvariant();
        return preview with
        {
            Problem = listing.Failure ?? (listing.Entries.Count == 0 ? item?.Problem : null),
            Kind = kind,
            Format = listing.Format,
            Title = listing.Title ?? item?.Title ?? "",
            Language = declared is { Length: 2 } ? declared
                : item?.Language ?? listing.Entries.Select(e => e.Language).OfType<string>().GroupBy(l => l).MaxBy(g => g.Count())?.Key ?? "en",
            Listed = listing.Entries.Count,
            Entries = [.. listing.Entries.Take(PreviewedEntries)],
            Mended = listing.Mended,
            NextPoll = FirstPoll(page, listing),
        };
    }

    /// <summary>As <see cref="PollDueSources"/> would have it after a first poll, from the dates of what is listed.</summary>
    private DateTimeOffset FirstPoll(FetchResult.Fetched page, Listing listing)
    {
        var now = clock.GetUtcNow();
        var state = new SourceState("preview", now);
        var learned = state with { Rhythm = RhythmLearning.Learn(state, now, [.. listing.Entries]), Quiet = listing.Quiet };
        return PollRhythm.AfterSuccess(learned, now, 1, Longer(page.FreshFor, listing.StandingPause));
    }
}
