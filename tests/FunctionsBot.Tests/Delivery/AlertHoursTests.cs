using CsCheck;
using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Delivery;

/// <summary>Quiet hours and working days, in each chat's own time zone and across changes of its clocks.</summary>
public sealed class AlertHoursTests
{
    private static readonly DayOfWeek[] Working = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Theory]
    [InlineData("Europe/Paris", "2026-03-17T12:00Z", "2026-03-17T12:00Z")] // Tuesday noon: at once.
    [InlineData("Europe/Paris", "2026-03-17T18:30Z", "2026-03-18T07:00Z")] // 19:30 in Paris: until 8 the next day.
    [InlineData("Europe/Paris", "2026-03-17T06:59Z", "2026-03-17T07:00Z")]
    [InlineData("Europe/Paris", "2026-03-20T18:30Z", "2026-03-23T07:00Z")] // Friday evening: until Monday.
    [InlineData("Europe/Paris", "2026-03-27T18:30Z", "2026-03-30T06:00Z")] // Clocks go forward on Sunday: 8 is an hour earlier.
    [InlineData("Europe/Paris", "2026-10-23T18:30Z", "2026-10-26T07:00Z")] // And back.
    [InlineData("America/New_York", "2026-03-17T12:30Z", "2026-03-17T12:30Z")]
    [InlineData("America/New_York", "2026-03-17T11:30Z", "2026-03-17T12:00Z")]
    [InlineData("Asia/Kathmandu", "2026-03-17T00:00Z", "2026-03-17T02:15Z")] // UTC+5:45.
    public void Nights_and_weekends_are_quiet(string zone, string now, string open)
    {
        var hours = new AlertHours(new TimeOnly(19, 0), new TimeOnly(8, 0)) { Days = Working };

        Assert.Equal(Moment(open), hours.NextOpen(Moment(now), Zone(zone)));
    }

    [Fact]
    public void A_quiet_end_that_the_clocks_skip_is_the_first_moment_after()
    {
        var hours = new AlertHours(new TimeOnly(22, 0), new TimeOnly(2, 30));

        // On 29 March 2026 clocks in Paris go from 2:00 to 3:00, at 1:00 UTC.
        Assert.Equal(Moment("2026-03-29T01:00Z"), hours.NextOpen(Moment("2026-03-28T23:00Z"), Zone("Europe/Paris")));
    }

    [Fact]
    public void It_is_the_clock_on_the_wall_that_counts_when_an_hour_comes_twice()
    {
        var hours = new AlertHours(new TimeOnly(22, 0), new TimeOnly(2, 30));

        // On 25 October 2026 it is 2:00 to 3:00 twice in Paris: open at the first 2:30, quiet from the second 2:00 on, open at the second 2:30.
        Assert.Equal(Moment("2026-10-25T00:30Z"), hours.NextOpen(Moment("2026-10-24T22:00Z"), Zone("Europe/Paris")));
        Assert.Equal(Moment("2026-10-25T00:45Z"), hours.NextOpen(Moment("2026-10-25T00:45Z"), Zone("Europe/Paris")));
        Assert.Equal(Moment("2026-10-25T01:30Z"), hours.NextOpen(Moment("2026-10-25T01:10Z"), Zone("Europe/Paris")));
    }

    [Fact]
    public void It_is_always_the_first_minute_that_is_open()
    {
        var zones = Gen.OneOf("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu", "Etc/UTC").Select(Zone);
        var time = Gen.Select(Gen.Int[0, 23], Gen.OneOf(0, 15, 30)).Select(t => new TimeOnly(t.Item1, t.Item2));
        var days = Gen.Int[0, 6].Array[0, 4].Select(d => d.Distinct().Select(x => (DayOfWeek)x).ToList());
        Gen.Select(zones, time, time, days, Gen.Int[0, 366 * 24 * 4]).Sample((zone, from, until, open, quarter) =>
        {
            var hours = new AlertHours(from, until) { Days = open };
            var now = Moment("2026-01-01T00:00Z").AddMinutes(15 * quarter);

            var expected = now;
            while (!hours.IsOpen(TimeZoneInfo.ConvertTime(expected, zone).DateTime))
            {
                expected = expected.AddMinutes(15);
            }

            Assert.Equal(expected, hours.NextOpen(now, zone));
        }, iter: 2000);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal);

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);
}
