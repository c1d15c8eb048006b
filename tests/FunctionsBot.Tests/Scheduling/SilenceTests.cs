using FunctionsBot.Scheduling;

namespace FunctionsBot.Tests.Scheduling;

public sealed class SilenceTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Entries an hour at work, entries an hour at other times, entries that come together.</summary>
    public static TheoryData<double, double, int> Rhythms => new()
    {
        { 2, 0.02, 1 },
        { 0.5, 0, 1 },
        { 0.1, 0.02, 1 },
        { 1, 0.2, 4 },
        { 3, 1, 1 },
        { 0.01, 0.01, 1 },
    };

    [Theory]
    [MemberData(nameof(Rhythms))]
    public void A_source_that_keeps_its_rhythm_is_hardly_ever_called_silent(double atWork, double else_, int together)
    {
        const int Sources = 10;
        var alarms = 0;
        for (var seed = 1; seed <= Sources; seed++)
        {
            var (source, silent, looked) = (Source($"s-{seed}", seed, 364, atWork, else_, together), false, Monday);
            source.Run(Monday.AddDays(364), now =>
            {
                if (now - looked < TimeSpan.FromHours(6)) return;
                looked = now;
                var is_ = Silence.Since(source.State, now) is not null;
                alarms += is_ && !silent ? 1 : 0;
                silent = is_;
            });
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{alarms} false alarms in {Sources} years of sources.");
        // Once in five years is twice in ten; twice that is beyond chance.
        Assert.True(alarms <= 2 * Sources / Silence.FalseAlarmYears, $"{alarms} false alarms in {Sources} years of sources.");
    }

    [Theory]
    [InlineData(2, 0.02, 1, 4)]
    [InlineData(0.5, 0, 1, 9)]
    [InlineData(1, 0.2, 4, 5)]
    [InlineData(6, 3, 1, 2)]
    [InlineData(0.05, 0.01, 1, 60)]
    public void A_source_that_falls_silent_is_found_out_within_days_that_fit_its_rhythm(double atWork, double else_, int together, int days)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var source = Source("s", seed, 91, atWork, else_, together);
            DateTimeOffset? found = null;
            source.Run(Monday.AddDays(91 + 120), now => found ??= now > Monday.AddDays(91) && Silence.Since(source.State, now) is not null ? now : null);

            Assert.NotNull(found);
            Assert.True(found < Monday.AddDays(91 + days), $"Found only after {(found.Value - Monday.AddDays(91)).TotalDays:0.0} days.");
        }
    }

    [Fact]
    public void A_weekend_is_no_silence_to_a_newsroom_that_rests_then()
    {
        var source = Source("s", 1, 60, 2, 0, 1);
        source.Run(Monday.AddDays(39).AddHours(18));

        Assert.Null(Silence.Since(source.State, Monday.AddDays(42).AddHours(9)));
        Assert.NotNull(Silence.Since(source.State, Monday.AddDays(45).AddHours(12)));
    }

    [Fact]
    public void Of_a_source_hardly_known_nothing_is_said()
    {
        var source = Source("s", 1, 6, 2, 0.02, 1);
        source.Run(Monday.AddDays(6));

        Assert.Null(Silence.Since(source.State, Monday.AddDays(300)));
    }

    private static PublishingSource Source(string id, int seed, int days, double atWork, double else_, int together)
    {
        var times = PublishingSource.Times(Monday, Monday.AddDays(days), at => PublishingSource.AtWork(at) ? atWork : else_, Math.Max(atWork, else_), new Random(seed));
        return new(id, Monday, [.. times.SelectMany(t => Enumerable.Range(0, together).Select(i => t.AddSeconds(i)))]);
    }
}
