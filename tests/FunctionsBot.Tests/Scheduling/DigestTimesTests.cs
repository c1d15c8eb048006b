using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Scheduling;

namespace FunctionsBot.Tests.Scheduling;

public sealed class DigestTimesTests
{
    [Theory]
    [InlineData("Europe/Paris", DigestRhythm.Daily, "08:30", "2026-03-17T07:00:00Z", "2026-03-17T07:30:00Z")]
    [InlineData("Europe/Paris", DigestRhythm.Daily, "08:30", "2026-03-17T07:30:00Z", "2026-03-18T07:30:00Z")]
    [InlineData("Europe/Paris", DigestRhythm.Weekly, "08:30", "2026-03-17T07:00:00Z", "2026-03-23T07:30:00Z")]
    [InlineData("America/Montreal", DigestRhythm.Daily, "08:30", "2026-07-01T00:00:00Z", "2026-07-01T12:30:00Z")]
    [InlineData("Asia/Tokyo", DigestRhythm.Daily, "08:30", "2026-07-01T00:00:00Z", "2026-07-01T23:30:00Z")]
    // Clocks go forward at 02:00 on 29 March 2026: 02:30 does not exist, and the digest comes when the gap ends.
    [InlineData("Europe/Paris", DigestRhythm.Daily, "02:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    // Clocks go back at 03:00 on 25 October 2026: 02:30 comes twice, and the digest once.
    [InlineData("Europe/Paris", DigestRhythm.Daily, "02:30", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Paris", DigestRhythm.Daily, "02:30", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("Nowhere/Atall", DigestRhythm.Daily, "08:30", "2026-03-17T07:00:00Z", "2026-03-17T08:30:00Z")]
    public void A_digest_is_due_at_its_local_time(string zone, DigestRhythm rhythm, string at, string after, string due) =>
        Assert.Equal(Moment(due), DigestTimes.Next(Subscriber(zone, rhythm, at), Moment(after)));

    [Fact]
    public void Who_wants_no_digest_is_never_due() => Assert.Null(DigestTimes.Next(Subscriber("Europe/Paris", DigestRhythm.None, "08:30"), Moment("2026-03-17T07:00:00Z")));

    [Fact]
    public void A_digest_is_named_after_the_local_day() =>
        Assert.Equal(new DateOnly(2026, 3, 18), DigestTimes.LocalDate(Subscriber("Asia/Tokyo", DigestRhythm.Daily, "08:30"), Moment("2026-03-17T23:30:00Z")));

    private static Destination Subscriber(string zone, DigestRhythm rhythm, string at) =>
        new("mail-x", ChannelKind.Email, "x@reader.example", "fr", zone, new DigestSchedule(rhythm, TimeOnly.Parse(at, CultureInfo.InvariantCulture)));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
