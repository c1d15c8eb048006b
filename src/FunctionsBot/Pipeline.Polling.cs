using System.Collections.Concurrent;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Scheduling;
using FunctionsBot.Sources;
using FunctionsBot.Storage;
using FunctionsBot.Telemetry;

namespace FunctionsBot;

/// <content>From a due source to stored entries.</content>
public sealed partial class Pipeline
{
    /// <summary>An entry older than this at its source's first poll is history: stored and matched, never alerted.</summary>
    public static readonly TimeSpan News = TimeSpan.FromHours(48);

    /// <summary>Entries kept of a source that lists them in several places: what is remembered of them must fit one row of a table.</summary>
    private const int MostFollowed = 1000;

    /// <summary>Characters of a key or a trace in a stored list, with its marks.</summary>
    private const int KeyLength = 19;

    /// <summary>Sources of one batch asked at once; the fetcher paces each host by itself.</summary>
    private const int AskedAtOnce = 24;

    /// <summary>How long one batch may take: less than the five minutes of <c>host.json</c>, so that what was learned by then is saved.</summary>
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMinutes(4);

    /// <summary>How long saving what a batch taught may take where the host stops meanwhile.</summary>
    private static readonly TimeSpan LongestSaving = TimeSpan.FromSeconds(30);

    /// <summary>A source was polled: for hosts that show progress. Raised from several polls at once.</summary>
    public event Action<PollOutcome>? SourcePolled;

    /// <param name="shard">Where they are.</param>
    /// <param name="sourceIds">Which.</param>
    /// <param name="claim">When the claim ends under which they are polled, as a key: those polled since, or claimed anew, are left out. Null to poll them all.</param>
    /// <param name="cancel">Stops it.</param>
    private async Task Poll(string shard, IReadOnlyList<string> sourceIds, string? claim, CancellationToken cancel)
    {
        var (sources, states) = await Load(shard, sourceIds, cancel);
        if (claim is not null)
        {
            sources.RemoveAll(s => !states.TryGetValue(s.Id, out var state) || Keys.Moment(state.NextPoll) != claim);
        }

        var polled = new ConcurrentBag<Polled>();
        using var limit = new CancellationTokenSource(LongestPoll, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await Parallel.ForEachAsync(
                sources,
                new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = either.Token },
                async (source, stop) =>
                    polled.Add(await Poll(source, states.GetValueOrDefault(source.Id) ?? new SourceState(source.Id, clock.GetUtcNow()), stop)));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (!cancel.IsCancellationRequested)
            {
                LogUnasked(sources.Count - polled.Count, sources.Count);
            }
        }

        // What was learned is saved when the host stops, too: the next try then asks the others only.
        using var saving = cancel.IsCancellationRequested ? new CancellationTokenSource(LongestSaving, clock) : new CancellationTokenSource();
        await Save(shard, polled, saving.Token);
        cancel.ThrowIfCancellationRequested();
    }

    private async Task Save(string shard, IReadOnlyCollection<Polled> polled, CancellationToken cancel)
    {
        // States last: a crash before has the poll tried again, which finds the entries stored but still new and asks for them again.
        await Ask(Work.ProcessQueue, [.. polled.SelectMany(p => p.Unread)], TimeSpan.Zero, cancel);
        await CountListed(shard, polled, cancel);
        foreach (var part in Parts(polled, p => (p.State.Reading?.Length ?? 0) + (KeyLength * (p.State.Listed.Count + p.State.Traces.Count))))
        {
            await tables.SourceStates.Table.Batch(
                [.. part.Select(p => new TableWrite.Upsert(tables.SourceStates.Row(shard, p.State.SourceId, p.State)))],
                cancel);
        }
    }

    /// <summary>What came of asking one source: what was learned of it, and the entries to read.</summary>
    private readonly record struct Polled(SourceState State, IReadOnlyList<Work> Unread)
    {
        public bool Unchanged { get; init; }

        public int New { get; init; }
    }

    private async Task<(List<Source> Sources, Dictionary<string, SourceState> States)> Load(
        string shard, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var wanted = ids.ToHashSet();
        var (first, last) = (ids.Min(StringComparer.Ordinal)!, ids.Max(StringComparer.Ordinal)! + " ");
        var sources = new List<Source>();
        await foreach (var row in tables.Sources.Range(shard, first, last, cancel))
        {
            if (wanted.Contains(row.Key) && !row.Value.Paused)
            {
                sources.Add(row.Value);
            }
        }

        var states = new Dictionary<string, SourceState>();
        await foreach (var row in tables.SourceStates.Range(shard, first, last, cancel))
        {
            states[row.Key] = row.Value;
        }

        return (sources, states);
    }

    /// <summary>Asks one source and stores its new entries. Whatever comes of it is in what is returned; only an outage of the store throws.</summary>
    private async Task<Polled> Poll(Source source, SourceState state, CancellationToken cancel)
    {
        var polled = await Ask(source, state, cancel);
        var outcome = new PollOutcome(source.Name, polled.Unchanged, polled.New, polled.State.Failures > 0 ? polled.State.Problem : null);
        Signals.Polled(outcome);
        SourcePolled?.Invoke(outcome);
        return polled;
    }

    private async Task<Polled> Ask(Source source, SourceState state, CancellationToken cancel)
    {
        var reader = readers.For(source.Kind);
        var result = await fetcher.Fetch(reader.Request(source, state), cancel);
        var now = clock.GetUtcNow();
        switch (result)
        {
            case FetchResult.NotModified unchanged:
                return new(Healthy(state, now, [], 0, unchanged.FreshFor) with { LastPolled = now, MovedTo = unchanged.MovedTo ?? state.MovedTo }, []) { Unchanged = true };

            case FetchResult.Failed failed:
                LogFailed(source.Id, failed.Reason);
                return new(Failing(state, now, failed.Reason, failed.RetryAfter) with { Retired = failed.Gone }, []);

            case FetchResult.Fetched page:
                var listing = await Follow(reader, source, reader.Read(source, page, state.Reading), cancel);
                if (listing.Failure is { } failure)
                {
                    LogFailed(source.Id, failure);
                    return new(Failing(state, now, failure, null), []);
                }

                var fresh = Fresh(source, state, listing, now);
                var unread = await Store(fresh, cancel);
                await See(source, listing, cancel);
                LogPolled(source.Id, listing.Entries.Count, fresh.Count);
                var asked = state with { AskedPause = listing.StandingPause, Quiet = listing.Quiet };
                var healthy = Healthy(asked, now, fresh, (double)fresh.Count / Math.Max(listing.Entries.Count, 1), page.FreshFor) with
                {
                    LastPolled = now,
                    ETag = page.ETag,
                    LastModified = page.LastModified,
                    MovedTo = page.MovedTo ?? state.MovedTo,
                    Begun = true,
                    Reading = listing.Reading,
                    Listed = [.. listing.Entries.Select(e => e.Key).Distinct()],
                    Traces = [.. listing.Entries.Select(Republication.Trace).Distinct()],
                    Problem = listing.Mended.Count > 0 ? string.Join(' ', listing.Mended) : null,
                };
                return new(healthy, unread) { New = fresh.Count };

            default:
                throw new InvalidOperationException($"{result.GetType().Name} is not handled.");
        }
    }

    /// <summary>A listing with the further ones it names; one of those that cannot be had is left for the next poll.</summary>
    private async Task<Listing> Follow(ISource reader, Source source, Listing listing, CancellationToken cancel)
    {
        if (listing.More.Count == 0)
        {
            return listing;
        }

        var entries = new List<Entry>(listing.Entries);
        string? reason = null;
        foreach (var address in listing.More)
        {
            var result = await fetcher.Fetch(reader.Request(source with { Address = address }, new SourceState(source.Id, clock.GetUtcNow())), cancel);
            var more = result is FetchResult.Fetched page ? reader.Read(source, page) : null;
            entries.AddRange(more?.Entries ?? []);
            reason ??= more is null ? (result as FetchResult.Failed)?.Reason : more.Failure;
        }

        return listing with
        {
            Entries = [.. entries.OrderByDescending(e => e.Published ?? DateTimeOffset.MinValue).Take(MostFollowed)],
            Failure = entries.Count == 0 ? reason : null,
            Mended = reason is null ? listing.Mended : [.. listing.Mended, reason],
        };
    }

    private static SourceState Healthy(SourceState state, DateTimeOffset now, List<Entry> fresh, double share, TimeSpan? asked)
    {
        var learned = state with { Rhythm = RhythmLearning.Learn(state, now, fresh) };
        return learned with
        {
            NextPoll = PollRhythm.AfterSuccess(learned, now, share, Longer(asked, state.AskedPause)),
            LastSuccess = now,
            LastNew = fresh.Count > 0 ? now : state.LastNew,
            Failures = 0,
            FailingSince = null,
            Problem = state.Failures > 0 ? null : state.Problem,
        };
    }

    private static SourceState Failing(SourceState state, DateTimeOffset now, string reason, TimeSpan? asked)
    {
        var counted = state with
        {
            LastPolled = now,
            Failures = state.Failures + 1,
            FailingSince = state.FailingSince ?? now,
            Problem = reason,
        };
        return counted with { NextPoll = PollRhythm.AfterFailure(counted, now, asked) };
    }

    private static TimeSpan? Longer(TimeSpan? a, TimeSpan? b) => a is null || b > a ? b : a;
}

/// <summary>What a poll of one source came to.</summary>
/// <param name="Name">What people call the source.</param>
/// <param name="Unchanged">Its server said that nothing has changed.</param>
/// <param name="New">Entries not seen before.</param>
/// <param name="Failure">Why it failed, in one sentence; null where it did not.</param>
public sealed record PollOutcome(string Name, bool Unchanged, int New, string? Failure);
