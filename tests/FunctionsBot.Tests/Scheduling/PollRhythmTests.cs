using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Scheduling;

namespace FunctionsBot.Tests.Scheduling;

public sealed class PollRhythmTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_newsroom_is_asked_fast_at_its_hours_and_slowly_at_night()
    {
        var source = Newsroom("press", 1);

        source.Run(Monday.AddDays(8 * 7));

        var late = source.Polls.SkipWhile(p => p < Monday.AddDays(6 * 7)).ToList();
        var atWork = Pause(late, PublishingSource.AtWork);
        var atNight = Pause(late, at => at.Hour is < 6 or >= 21);
        Assert.InRange(atWork, 10, 30);
        Assert.True(atNight > 4 * atWork, $"Every {atWork:0} minutes at work, every {atNight:0} at night.");

        static double Pause(List<DateTimeOffset> polls, Func<DateTimeOffset, bool> within) =>
            polls.Zip(polls.Skip(1)).Where(p => within(p.First) && within(p.Second)).Average(p => (p.Second - p.First).TotalMinutes);
    }

    [Fact]
    public void New_entries_wait_much_less_than_with_as_many_polls_at_fixed_times()
    {
        var (own, fixedTimes, polls) = (new List<double>(), new List<double>(), 0);
        var from = Monday.AddDays(4 * 7);
        var until = Monday.AddDays(12 * 7);
        for (var seed = 1; seed <= 10; seed++)
        {
            var source = Newsroom($"press-{seed}", seed);
            source.Run(from);
            source.Delays.Clear();
            source.Polls.Clear();
            source.Run(until);
            polls += source.Polls.Count;
            own.Add(source.Delays.Average(d => d.TotalMinutes));
            // At fixed times an entry waits half the pause on average, whenever it comes.
            fixedTimes.Add((until - from).TotalMinutes / source.Polls.Count / 2);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Delay {own.Average():0.0} min, fixed {fixedTimes.Average():0.0} min, a poll every {(until - from).TotalMinutes * 10 / polls:0} min.");
        Assert.InRange((until - from).TotalMinutes * 10 / polls, 30, 70);
        Assert.True(own.Average() < 0.55 * fixedTimes.Average(), $"{own.Average():0.0} against {fixedTimes.Average():0.0} minutes.");
    }

    [Fact]
    public void The_first_poll_learns_from_the_dates_of_the_entries()
    {
        var often = Learned(Enumerable.Range(1, 40).Select(i => Now.AddMinutes(-30 * i)));
        var seldom = Learned(Enumerable.Range(1, 10).Select(i => Now.AddDays(-5 * i)));

        Assert.True(PollRhythm.AfterSuccess(often, Now, 0, null) < Now.AddMinutes(45));
        Assert.True(PollRhythm.AfterSuccess(seldom, Now, 0, null) > Now.AddHours(3));

        static SourceState Learned(IEnumerable<DateTimeOffset> dates)
        {
            var state = new SourceState("press", Now);
            List<Entry> entries = [.. dates.Select((d, i) => new Entry("press", $"{i}", new Uri("https://n.example/"), "") { Published = d })];
            return state with { Rhythm = RhythmLearning.Learn(state, Now, entries), LastPolled = Now };
        }
    }

    [Fact]
    public void A_source_that_falls_quiet_is_asked_ever_less()
    {
        var source = Newsroom("press", 3, days: 28);

        source.Run(Monday.AddDays(28));
        var before = source.Polls.Count(p => p > Monday.AddDays(21));
        source.Run(Monday.AddDays(364));
        var after = source.Polls.Count(p => p > Monday.AddDays(357));

        Assert.True(after < before / 2, $"{before} polls a week while it spoke, {after} after most of a year.");
    }

    [Fact]
    public void A_list_that_is_mostly_new_is_asked_twice_as_often()
    {
        var state = new SourceState("press", Now) { LastPolled = Now.AddHours(-1), Rhythm = new SourceRhythm(Now, 1) };

        var (some, most) = (PollRhythm.AfterSuccess(state, Now, 0.1, null) - Now, PollRhythm.AfterSuccess(state, Now, 0.9, null) - Now);

        Assert.InRange(most / some, 0.4, 0.6);
    }

    [Fact]
    public void A_server_that_asks_to_be_left_alone_is() =>
        Assert.True(PollRhythm.AfterSuccess(new SourceState("press", Now), Now, 1, TimeSpan.FromHours(6)) >= Now + TimeSpan.FromHours(6));

    [Fact]
    public void Hours_and_days_in_which_a_feed_asks_not_to_be_read_are_kept()
    {
        var quiet = new QuietTimes(0b1111_1111_1100_0000_0000, 0);
        var weekend = new QuietTimes(0, 0b100_0001);

        var afterHours = PollRhythm.AfterSuccess(new SourceState("press", Now.AddHours(1)) { Quiet = quiet }, Now.AddHours(1), 0, null);
        var afterFriday = PollRhythm.AfterSuccess(new SourceState("press", Now) { Quiet = weekend }, Now.AddDays(3).AddHours(14.9), 0, TimeSpan.FromHours(2));

        Assert.Equal(20, afterHours.Hour);
        Assert.Equal(Now.AddDays(4).AddHours(14.9), afterFriday);
    }

    [Fact]
    public void Ten_thousand_sources_added_at_once_crowd_no_minute_a_day_later()
    {
        var random = new Random(7);
        var minutes = new Dictionary<long, int>();
        for (var i = 0; i < 10_000; i++)
        {
            var perHour = Math.Pow(10, random.NextDouble() * 3 - 2.5);
            var state = new SourceState($"source-{i}", Monday) { Rhythm = new SourceRhythm(Monday, 8) { Hours = WeeklyRates.Pack([.. Enumerable.Repeat(perHour * 8, WeeklyRates.Hours)]) } };
            while (state.NextPoll < Monday.AddDays(2))
            {
                var now = state.NextPoll;
                var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
                if (now >= Monday.AddDays(1)) minutes[minute] = minutes.GetValueOrDefault(minute) + 1;
                state = state with { LastPolled = now, NextPoll = PollRhythm.AfterSuccess(state, now, 0.1, null) };
            }
        }

        var mean = minutes.Values.Average();
        TestContext.Current.TestOutputHelper?.WriteLine($"{mean:0} polls a minute, the busiest {minutes.Values.Max()}.");
        Assert.Equal(1440, minutes.Count);
        Assert.True(minutes.Values.Max() < 1.5 * mean, $"{minutes.Values.Max()} polls in the busiest minute, {mean:0} in the mean one.");
    }

    [Fact]
    public void Failures_back_off_twice_as_long_each_time_apart_from_each_other_and_never_more_than_a_day()
    {
        var pauses = Enumerable.Range(1, 400)
            .Select(n => PollRhythm.AfterFailure(new SourceState("press", Now) { Failures = n }, Now, null) - Now)
            .ToList();
        var together = Enumerable.Range(0, 100).Select(i => PollRhythm.AfterFailure(new SourceState($"press-{i}", Now) { Failures = 4 }, Now, null) - Now).ToList();

        Assert.InRange(pauses[0], TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(12));
        Assert.InRange(pauses[4], TimeSpan.FromMinutes(128), TimeSpan.FromMinutes(192));
        Assert.All(pauses, p => Assert.True(p <= PollRhythm.Longest));
        Assert.True(pauses[^1] > TimeSpan.FromHours(19));
        Assert.True(together.Distinct().Count() > 90);
        Assert.True(together.Max() > together.Min() * 1.3);
    }

    [Fact]
    public void Whatever_happens_a_source_is_asked_again_within_a_day() =>
        Gen.Select(Gen.String, Gen.Int[0, 1000], Gen.Long[0, TimeSpan.FromDays(400).Ticks], Gen.Bool, Gen.Byte.Array[0, 400]).Sample((id, count, ticks, well, bytes) =>
        {
            var state = new SourceState(id, Now)
            {
                LastPolled = Now - TimeSpan.FromTicks(ticks),
                Failures = well ? 0 : count + 1,
                Rhythm = new SourceRhythm(Now - TimeSpan.FromTicks(ticks), count) { Hours = bytes, Gaps = bytes, Bursts = count, LastBurst = Now },
                Quiet = count % 2 == 0 ? new QuietTimes((uint)ticks, (uint)count) : null,
            };
            _ = Silence.Since(state, Now);
            var next = well
                ? PollRhythm.AfterSuccess(state, Now, count / 1000.0, TimeSpan.FromTicks(ticks))
                : PollRhythm.AfterFailure(state, Now, TimeSpan.FromTicks(ticks));
            return next >= Now + PollRhythm.Shortest && next <= Now + PollRhythm.Longest;
        });

    [Fact]
    public void What_is_learned_of_a_source_stays_small()
    {
        var source = Newsroom("press", 5, days: 200);

        source.Run(Monday.AddDays(200));

        Assert.InRange(System.Text.Json.JsonSerializer.Serialize(source.State.Rhythm, FunctionsBot.Storage.StoredJson.Options).Length, 200, 700);
    }

    private static PublishingSource Newsroom(string id, int seed, int days = 84) => new(
        id,
        Monday,
        PublishingSource.Times(Monday, Monday.AddDays(days), at => PublishingSource.AtWork(at) ? 2 : 0.02, 2, new Random(seed)));
}
