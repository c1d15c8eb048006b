using FunctionsBot.Domain;
using FunctionsBot.Scheduling;

namespace FunctionsBot.Tests.Scheduling;

/// <summary>A source that publishes by a pattern, polled as the pipeline polls, on a clock that jumps from poll to poll.</summary>
internal sealed class PublishingSource
{
    private readonly List<DateTimeOffset> published;
    private int seen;

    /// <param name="id">Its name.</param>
    /// <param name="start">When it is first polled.</param>
    /// <param name="published">When it publishes, in order.</param>
    public PublishingSource(string id, DateTimeOffset start, List<DateTimeOffset> published)
    {
        this.published = published;
        State = new SourceState(id, start);
    }

    public SourceState State { get; private set; }

    /// <summary>How long each entry waited for its poll.</summary>
    public List<TimeSpan> Delays { get; } = [];

    public List<DateTimeOffset> Polls { get; } = [];

    /// <summary>Publishing hour by hour, by a rate that depends on the moment; thinned from the greatest.</summary>
    public static List<DateTimeOffset> Times(DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, double> perHour, double most, Random random)
    {
        var times = new List<DateTimeOffset>();
        for (var at = from; ;)
        {
            at += TimeSpan.FromHours(-Math.Log(1 - random.NextDouble()) / most);
            if (at >= to) return times;
            if (random.NextDouble() * most < perHour(at)) times.Add(at);
        }
    }

    /// <summary>A newsroom from Monday to Friday, 9 to 18 by UTC.</summary>
    public static bool AtWork(DateTimeOffset at) => at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && at.Hour is >= 9 and < 18;

    /// <summary>Polls until a moment.</summary>
    /// <param name="until">The moment.</param>
    /// <param name="each">Called after each poll.</param>
    public void Run(DateTimeOffset until, Action<DateTimeOffset>? each = null)
    {
        while (State.NextPoll < until)
        {
            Poll(State.NextPoll);
            each?.Invoke(Polls[^1]);
        }
    }

    private void Poll(DateTimeOffset now)
    {
        var fresh = new List<Entry>();
        for (; seen < published.Count && published[seen] <= now; seen++)
        {
            if (State.Begun) Delays.Add(now - published[seen]);
            fresh.Add(new Entry(State.SourceId, $"{seen}", new Uri("https://n.example/"), "") { Published = published[seen] });
        }

        Polls.Add(now);
        var learned = State with { Rhythm = RhythmLearning.Learn(State, now, fresh) };
        State = learned with
        {
            NextPoll = PollRhythm.AfterSuccess(learned, now, fresh.Count / 20.0, null),
            LastPolled = now,
            LastSuccess = now,
            Begun = true,
        };
    }
}
