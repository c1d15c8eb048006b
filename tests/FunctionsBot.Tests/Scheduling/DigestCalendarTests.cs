using System.Globalization;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Scheduling;

namespace FunctionsBot.Tests.Scheduling;

/// <summary>Digests over years: daylight saving in both hemispheres, zones that changed their rules, weeks 53, leap days.</summary>
public sealed class DigestCalendarTests
{
    private static readonly string[] Zones =
        ["Europe/Paris", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia", "Asia/Gaza", "Etc/UTC"];

    private static Gen<(string Zone, DigestRhythm Rhythm, TimeOnly At, DayOfWeek Day, DateTimeOffset From)> Schedules => Gen.Select(
        OneOf(Zones),
        OneOf(DigestRhythm.Daily, DigestRhythm.Weekly, DigestRhythm.Monthly),
        Gen.Int[0, 24 * 60 - 1].Select(m => new TimeOnly(m / 60, m % 60)),
        Gen.Int[0, 6].Select(d => (DayOfWeek)d),
        Gen.Int[0, 15 * 365 * 24].Select(h => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(h)));

    [Fact]
    public void Every_period_has_exactly_one_digest_at_its_local_time() => Schedules.Sample(
        s =>
        {
            var destination = Subscriber(s.Zone, s.Rhythm, s.At, s.Day);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(s.Zone);
            var due = DigestTimes.Next(destination, s.From)!.Value;
            for (var n = 0; n < 60; n++)
            {
                var next = DigestTimes.Next(destination, due)!.Value;
                var (last, day) = (DigestTimes.LocalDate(destination, due), DigestTimes.LocalDate(destination, next));
                var local = TimeZoneInfo.ConvertTime(next, zone).DateTime;

                Assert.True(next > due);
                Assert.True(TimeOnly.FromDateTime(local) == s.At || IsAfterGap(zone, day.ToDateTime(s.At), local), $"{s.Zone} {s.At} became {local}");
                switch (s.Rhythm)
                {
                    case DigestRhythm.Daily:
                        // A day that a zone leaves out altogether, as Samoa did, has none.
                        Assert.InRange(day.DayNumber - last.DayNumber, 1, 2);
                        break;
                    case DigestRhythm.Weekly:
                        Assert.Equal(7, day.DayNumber - last.DayNumber);
                        Assert.Equal(s.Day, day.DayOfWeek);
                        break;
                    default:
                        Assert.Equal(last.AddMonths(1).Month, day.Month);
                        Assert.InRange(day.Day, 1, 7);
                        Assert.Equal(s.Day, day.DayOfWeek);
                        break;
                }

                due = next;
            }
        },
        iter: 400);

    [Fact]
    public void A_digest_in_the_hour_that_Morocco_skips_after_Ramadan_comes_right_after_it()
    {
        var casablanca = Subscriber("Africa/Casablanca", DigestRhythm.Weekly, new TimeOnly(2, 50), DayOfWeek.Sunday);

        var due = DigestTimes.Next(casablanca, new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(new DateTimeOffset(2025, 4, 6, 2, 0, 0, TimeSpan.Zero), due);
        Assert.Equal(new DateTimeOffset(2025, 4, 13, 1, 50, 0, TimeSpan.Zero), DigestTimes.Next(casablanca, due!.Value));
    }

    [Fact]
    public void A_year_of_53_weeks_has_53_weekly_digests_each_with_a_name_of_its_own()
    {
        var destination = Subscriber("Europe/Paris", DigestRhythm.Weekly, new TimeOnly(8, 30), DayOfWeek.Thursday);
        List<DateOnly> days = [];
        for (var due = DigestTimes.Next(destination, new DateTimeOffset(2025, 12, 29, 0, 0, 0, TimeSpan.Zero))!.Value;
            ISOWeek.GetYear(due.UtcDateTime) == 2026;
            due = DigestTimes.Next(destination, due)!.Value)
        {
            days.Add(DigestTimes.LocalDate(destination, due));
        }

        Assert.Equal(53, ISOWeek.GetWeeksInYear(2026));
        Assert.Equal(Enumerable.Range(1, 53), days.Select(d => ISOWeek.GetWeekOfYear(d.ToDateTime(default))));
        Assert.Equal(53, days.Distinct().Count());
    }

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static bool IsAfterGap(TimeZoneInfo zone, DateTime wanted, DateTime got) =>
        !WallClock.Shows(zone, wanted) && got > wanted && got - wanted <= TimeSpan.FromHours(1);

    private static Destination Subscriber(string zone, DigestRhythm rhythm, TimeOnly at, DayOfWeek day) =>
        new("mail-x", ChannelKind.Email, "x@reader.example", "fr", zone, new DigestSchedule(rhythm, at, day));
}
