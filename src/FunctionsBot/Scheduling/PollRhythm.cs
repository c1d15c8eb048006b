using FunctionsBot.Domain;

namespace FunctionsBot.Scheduling;

/// <summary>When a source is asked next: from its own rhythm, its server's wishes and its health.</summary>
public static class PollRhythm
{
    /// <summary>No source is asked more often, unless an admin says "now".</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>No source is asked less often, however quiet or broken: one that comes back is seen within a day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Where nothing is known yet.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(30);

    /// <summary>After an answer: sooner where new entries came, later where none did, never before the server's own wish.</summary>
    /// <param name="state">As it was before this poll.</param>
    /// <param name="now">The moment of this poll.</param>
    /// <param name="found">New entries in this answer.</param>
    /// <param name="asked">The longest pause the server or the feed asked for.</param>
    public static DateTimeOffset AfterSuccess(SourceState state, DateTimeOffset now, int found, TimeSpan? asked)
    {
        var before = state is { Failures: 0, LastPolled: { } last } ? Clamp(now - last) : Usual;
        var own = found > 0 ? before * 0.7 : before * 1.3;
        return now + Spread(Clamp(asked > own ? asked.Value : own), state.SourceId, 0);
    }

    /// <summary>After a failure: twice as long each time, from 10 minutes to a day, or as long as the server asked.</summary>
    /// <param name="state">With this failure counted.</param>
    /// <param name="now">The moment of this poll.</param>
    /// <param name="asked">The server's <c>Retry-After</c>.</param>
    public static DateTimeOffset AfterFailure(SourceState state, DateTimeOffset now, TimeSpan? asked)
    {
        var own = TimeSpan.FromMinutes(10) * Math.Pow(2, Math.Min(state.Failures - 1, 8));
        return now + Spread(Clamp(asked > own ? asked.Value : own), state.SourceId, state.Failures);
    }

    private static TimeSpan Clamp(TimeSpan pause) =>
        pause < Shortest ? Shortest : pause > Longest ? Longest : pause;

    /// <summary>Up to a tenth less, by a hash of the source and the try: the same every time, different for each, so that no minute is crowded.</summary>
    private static TimeSpan Spread(TimeSpan pause, string sourceId, int attempt)
    {
        var hash = 2166136261u;
        foreach (var c in sourceId)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return pause * (1 - ((hash ^ (uint)attempt * 2654435761u) % 1000 / 10000.0));
    }
}
