using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Scheduling;

namespace FunctionsBot.Tests.Scheduling;

public sealed class PollRhythmTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_source_with_news_is_asked_sooner_and_a_quiet_one_later()
    {
        var state = new SourceState("press", Now) { LastPolled = Now - TimeSpan.FromHours(1) };

        Assert.True(PollRhythm.AfterSuccess(state, Now, 3, null) < Now + TimeSpan.FromHours(1));
        Assert.True(PollRhythm.AfterSuccess(state, Now, 0, null) > Now + TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_server_that_asks_to_be_left_alone_is() =>
        Assert.True(PollRhythm.AfterSuccess(new SourceState("press", Now), Now, 5, TimeSpan.FromHours(6)) > Now + TimeSpan.FromHours(5));

    [Fact]
    public void Failures_back_off_twice_as_long_each_time_and_never_more_than_a_day()
    {
        var pauses = Enumerable.Range(1, 20)
            .Select(n => PollRhythm.AfterFailure(new SourceState("press", Now) { Failures = n }, Now, null) - Now)
            .ToList();

        Assert.InRange(pauses[0], TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.True(pauses[3] > pauses[2] * 1.5);
        Assert.All(pauses, p => Assert.True(p <= PollRhythm.Longest));
        Assert.True(pauses[^1] > TimeSpan.FromHours(21));
    }

    [Fact]
    public void Whatever_happens_a_source_is_asked_again_within_a_day() =>
        Gen.Select(Gen.String, Gen.Int[0, 1000], Gen.Long[0, TimeSpan.FromDays(400).Ticks], Gen.Bool).Sample((id, count, ticks, well) =>
        {
            var state = new SourceState(id, Now) { LastPolled = Now - TimeSpan.FromTicks(ticks), Failures = well ? 0 : count + 1 };
            var next = well
                ? PollRhythm.AfterSuccess(state, Now, count, TimeSpan.FromTicks(ticks))
                : PollRhythm.AfterFailure(state, Now, TimeSpan.FromTicks(ticks));
            return next >= Now + PollRhythm.Shortest * 0.9 && next <= Now + PollRhythm.Longest;
        });
}
