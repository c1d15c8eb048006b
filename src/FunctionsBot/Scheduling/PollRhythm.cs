using FunctionsBot.Domain;

namespace FunctionsBot.Scheduling;

/// <summary>When a source is asked next: from its own rhythm, its server's wishes and its health.</summary>
public static class PollRhythm
{
    /// <summary>No source is asked more often, unless an admin says "now".</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>No source is asked less often, however quiet or broken: one that comes back is seen within a day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>
    /// How much may gather before the next poll: the integral of the square root of entries per hour. So an entry an hour is asked for every
    /// 30 minutes, one a day every 2½ hours, a hundred a day every 15 minutes. The square root gives the least delay for a number of polls.
    /// Source: Sia, Cho, Cho, "Efficient monitoring algorithm for fast news alerts", IEEE TKDE 19(7), 2007.
    /// </summary>
    private const double Gathered = 0.5;

    /// <summary>A list of which so much is new may have lost entries between two polls: it is asked twice as often.</summary>
    private const double MuchNew = 0.5;

    /// <summary>After an answer: when the source's rhythm says that something new will have come, and never before the server's own wish.</summary>
    /// <param name="state">With what this poll taught in its <see cref="SourceState.Rhythm"/>, and <see cref="SourceState.LastPolled"/> as it was before.</param>
    /// <param name="now">The moment of this poll.</param>
    /// <param name="share">How much of the list was new, from 0 to 1.</param>
    /// <param name="asked">The longest pause the server or the feed asked for; its <see cref="SourceState.Quiet"/> times are kept besides.</param>
    public static DateTimeOffset AfterSuccess(SourceState state, DateTimeOffset now, double share, TimeSpan? asked)
    {
        var rates = WeeklyRates.At(state.Rhythm, now);
        var first = state.LastPolled is null;
        var gathered = !first && share > MuchNew ? Gathered / 2 : Gathered;
        // Sources that were added together part at their second poll.
        var own = Spread(Gathers(rates, now, gathered), state.SourceId, now, first ? 0.2 : 0.8, first ? 1 : 1.2);
        var wished = asked is { } pause ? Spread(pause, state.SourceId, now, 1, 1.1) : TimeSpan.Zero;
        var next = now + Clamp(wished > own ? wished : own);
        return state.Quiet?.Next(next) is { } later ? now + Clamp(later - now) : next;
    }

    /// <summary>After a failure: twice as long each time, from 10 minutes to a day, or as long as the server asked.</summary>
    /// <param name="state">With this failure counted.</param>
    /// <param name="now">The moment of this poll.</param>
    /// <param name="asked">The server's <c>Retry-After</c>.</param>
    public static DateTimeOffset AfterFailure(SourceState state, DateTimeOffset now, TimeSpan? asked)
    {
        var own = Spread(TimeSpan.FromMinutes(10) * Math.Pow(2, Math.Min(state.Failures - 1, 8)), state.SourceId, now, 0.8, 1.2);
        var wished = asked is { } pause ? Spread(pause, state.SourceId, now, 1, 1.1) : TimeSpan.Zero;
        return now + Clamp(wished > own ? wished : own);
    }

    /// <summary>How long until enough has gathered, an hour of the week after the other, up to a day.</summary>
    private static TimeSpan Gathers(WeeklyRates rates, DateTimeOffset now, double enough)
    {
        for (var at = now; at - now < Longest; at = WeeklyRates.NextHour(at))
        {
            var speed = Math.Sqrt(rates.In(at));
            var here = speed * (WeeklyRates.NextHour(at) - at).TotalHours;
            if (here >= enough) return at - now + TimeSpan.FromHours(enough / speed);
            enough -= here;
        }

        return Longest;
    }

    private static TimeSpan Clamp(TimeSpan pause) =>
        pause < Shortest ? Shortest : pause > Longest ? Longest : pause;

    /// <summary>Between two multiples of a pause, by a hash of the source and the moment: the same every time, different for each, so that no minute is crowded.</summary>
    private static TimeSpan Spread(TimeSpan pause, string sourceId, DateTimeOffset now, double least, double most)
    {
        var hash = 14695981039346656037ul ^ (ulong)now.UtcTicks;
        foreach (var c in sourceId)
        {
            hash = (hash ^ c) * 1099511628211ul;
        }

        // The last rounds of SplitMix64, without which neighbouring names would keep together.
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ul;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebul;
        return pause * (least + (most - least) * ((hash ^ (hash >> 31)) >> 11) / (1ul << 53));
    }
}
