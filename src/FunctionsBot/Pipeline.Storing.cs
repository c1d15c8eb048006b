using FunctionsBot.Domain;
using FunctionsBot.Extraction;
using FunctionsBot.Queueing;
using FunctionsBot.Sources;
using FunctionsBot.Storage;

namespace FunctionsBot;

/// <content>From what a source lists to stored entries, and from an entry to its page.</content>
public sealed partial class Pipeline
{
    /// <summary>Characters of texts in one batch: three bytes each at most, and a batch takes 2 MiB.</summary>
    private const int BatchCharacters = 500_000;

    /// <summary>Tries of a page that fails for a reason that may pass; the fourth comes 42 minutes after the first.</summary>
    private const int MostTries = 4;

    /// <summary>The entries not seen before, under this identity or another.</summary>
    private static List<Entry> Fresh(Source source, SourceState state, Listing listing, DateTimeOffset now)
    {
        var listed = state.Listed.ToHashSet();
        var fresh = listing.Entries.Where(e => !e.Blank && !listed.Contains(e.Key)).DistinctBy(e => e.Key).ToList();
        var anew = Republication.Among(fresh, state.Traces);
        return
        [
            .. fresh.Where(e => !anew.Contains(e.Key))
                .Select(e => e with { SourceName = source.Name, Seen = now, History = IsHistory(e, state, now) }),
        ];
    }

    /// <summary>Stores new entries and gives the work of reading them.</summary>
    private async Task<List<Work>> Store(List<Entry> fresh, CancellationToken cancel)
    {
        var work = new List<Work>(fresh.Count);
        foreach (var part in Parts(fresh, e => e.Content?.Length ?? 0))
        {
            var unread = await Insert(part, cancel);
            work.AddRange(unread.Select(e => new Work(Work.Read, [e.SourceId, e.Key, Keys.Day(e.Seen)])));
        }

        return work;
    }

    /// <summary>The first poll's old entries, and later what was published long before the source was last seen healthy: a feed published anew, not news.</summary>
    private static bool IsHistory(Entry entry, SourceState state, DateTimeOffset now)
    {
        var since = state is { Begun: true, LastSuccess: { } last } ? last - TimeSpan.FromDays(7) : now - News;
        return entry.Published is { } published ? published < since : !state.Begun;
    }

    /// <summary>Rows in batches that a table takes, by their number and by their size.</summary>
    private static IEnumerable<List<T>> Parts<T>(IEnumerable<T> rows, Func<T, int> characters)
    {
        List<T> part = [];
        var size = 0;
        foreach (var row in rows)
        {
            var more = characters(row);
            if (part.Count == ITable.BatchLimit || (part.Count > 0 && size + more > BatchCharacters))
            {
                yield return part;
                (part, size) = ([], 0);
            }

            part.Add(row);
            size += more;
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private async Task<List<Entry>> Insert(IReadOnlyCollection<Entry> entries, CancellationToken cancel)
    {
        var writes = entries.Select(e => new TableWrite.Insert(tables.Entries.Row(e.SourceId, e.Key, e))).ToList<TableWrite>();
        if (await tables.Entries.Table.Batch(writes, cancel))
        {
            return [.. entries];
        }

        var unread = new List<Entry>();
        foreach (var entry in entries)
        {
            if (await tables.Entries.Insert(entry.SourceId, entry.Key, entry, cancel))
            {
                unread.Add(entry);
            }
            else if (await tables.Entries.Get(entry.SourceId, entry.Key, cancel) is { Value: { Stage: EntryStage.New } known })
            {
                unread.Add(known);
            }
        }

        return unread;
    }

    /// <summary>
    /// The entry's page as an item; null when there is none to be had now. A reason that may pass is tried again later; a
    /// page that keeps its text from us leaves what the feed itself said; a page that is gone leaves nothing to tell.
    /// </summary>
    private async Task<Item?> FetchItem(Versioned<Entry> entry, Work work, CancellationToken cancel)
    {
        if (entry.Value.Whole && ListedItem.Read(extractor, entry.Value, clock.GetUtcNow()) is { } whole)
        {
            return whole;
        }

        var result = await fetcher.Fetch(new FetchRequest(entry.Value.Link, "text/html, application/xhtml+xml;q=0.9, */*;q=0.1") { RespectRobots = true }, cancel);
        if (result is FetchResult.Fetched page)
        {
            return extractor.Read(page, entry.Value, clock.GetUtcNow());
        }

        var failed = (FetchResult.Failed)result;
        if (failed.Transient && entry.Value.Tries + 1 < MostTries)
        {
            var waiting = entry.Value with { Tries = entry.Value.Tries + 1, Problem = failed.Reason };
            var delay = failed.RetryAfter ?? TimeSpan.FromMinutes(2 * Math.Pow(4, entry.Value.Tries));
            await tables.Entries.Replace(entry, waiting, cancel);
            await Ask(Work.ProcessQueue, [work], delay, cancel);
            return null;
        }

        if (failed.Status is not (404 or 410) && ListedItem.Read(extractor, entry.Value, clock.GetUtcNow()) is { } listed)
        {
            return listed;
        }

        LogUnreadable(entry.Value.Link, failed.Reason);
        await tables.Entries.Replace(entry, entry.Value with { Stage = EntryStage.Unreadable, Problem = failed.Reason }, cancel);
        await Done(work, cancel);
        return null;
    }
}
