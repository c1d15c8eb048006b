using System.Globalization;
using CsCheck;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

public sealed class FeedDateTests
{
    [Theory]
    // RFC 822 and 2822, and what becomes of them
    [InlineData("Tue, 17 Mar 2026 08:45:00 +0100", "2026-03-17T07:45:00Z")]
    [InlineData("Tue, 17 Mar 2026 08:45:00 GMT", "2026-03-17T08:45:00Z")]
    [InlineData("17 Mar 2026 08:45:00 Z", "2026-03-17T08:45:00Z")]
    [InlineData("Tue, 17 Mar 26 08:45 EST", "2026-03-17T13:45:00Z")]
    [InlineData("Tue, 7 Mar 2006 8:45:09 PDT", "2006-03-07T15:45:09Z")]
    [InlineData("Tue,17 Mar 2026 08:45:00 CET", "2026-03-17T07:45:00Z")]
    [InlineData("Tue, 17 Mar 2026 08:45:00 CEST", "2026-03-17T06:45:00Z")]
    [InlineData("Tuesday, 17 March 2026 08:45:00 +01:00", "2026-03-17T07:45:00Z")]
    [InlineData("Tue, 17 Mar 2026 08:45:00 +0100 (CET)", "2026-03-17T07:45:00Z")]
    [InlineData("Tue, 17 Mar 2026 08:45:00 GMT+2", "2026-03-17T06:45:00Z")]
    [InlineData("Tue, 17 Mar 2026 08:45:00 UTC +0200", "2026-03-17T06:45:00Z")]
    [InlineData("Tue, 17 Mar 2026 08:45:00", "2026-03-17T08:45:00Z")]
    [InlineData("Tue, 17 Mar 2026", "2026-03-17T00:00:00Z")]
    [InlineData("Tue, 17 Mar 2026 24:00:00 GMT", "2026-03-18T00:00:00Z")]
    [InlineData("Wed, 31 Dec 2025 23:59:60 GMT", "2025-12-31T23:59:59Z")]
    [InlineData("Tue, 17 Mar 2026 08:45:00 XYZ", "2026-03-17T08:45:00Z")]
    [InlineData("Tue, 17 Mar 2026 08:45:00 +9900", "2026-03-17T08:45:00Z")]
    [InlineData("Tue, 17-Mar-2026 08:45:00 GMT", "2026-03-17T08:45:00Z")]
    [InlineData("Thu, 01 Jan 98 00:00:00 GMT", "1998-01-01T00:00:00Z")]
    [InlineData("Tue Mar 17 08:45:00 2026", "2026-03-17T08:45:00Z")]
    [InlineData("Tue Mar 17 08:45:00 CET 2026", "2026-03-17T07:45:00Z")]
    [InlineData("  Tue, 17 Mar 2026\n 08:45:00 +0100 ", "2026-03-17T07:45:00Z")]
    // ISO 8601 and W3C-DTF
    [InlineData("2026-03-17T08:45:00Z", "2026-03-17T08:45:00Z")]
    [InlineData("2026-03-17T08:45:00.123+01:00", "2026-03-17T07:45:00.123Z")]
    [InlineData("2026-03-17T08:45:00.123456789Z", "2026-03-17T08:45:00.1234567Z")]
    [InlineData("2026-03-17T08:45+0100", "2026-03-17T07:45:00Z")]
    [InlineData("2026-03-17T08:45:00+01", "2026-03-17T07:45:00Z")]
    [InlineData("2026-03-17t08:45:00z", "2026-03-17T08:45:00Z")]
    [InlineData("2026-03-17 08:45:00", "2026-03-17T08:45:00Z")]
    [InlineData("2026-03-17 08:45:00 +0100", "2026-03-17T07:45:00Z")]
    [InlineData("2026-03-17", "2026-03-17T00:00:00Z")]
    [InlineData("2026-3-7", "2026-03-07T00:00:00Z")]
    [InlineData("2026-03", "2026-03-01T00:00:00Z")]
    [InlineData("2026/03/17 08:45", "2026-03-17T08:45:00Z")]
    [InlineData("2026.03.17", "2026-03-17T00:00:00Z")]
    [InlineData("20260317", "2026-03-17T00:00:00Z")]
    [InlineData("20260317T084500Z", "2026-03-17T08:45:00Z")]
    [InlineData("20260317084500", "2026-03-17T08:45:00Z")]
    [InlineData("2026-076", "2026-03-17T00:00:00Z")]
    [InlineData("2026-03-17T24:00:00Z", "2026-03-18T00:00:00Z")]
    [InlineData("2026-03-17T08:45:00−05:00", "2026-03-17T13:45:00Z")]
    [InlineData("1773737100", "2026-03-17T08:45:00Z")]
    [InlineData("1773737100000", "2026-03-17T08:45:00Z")]
    // French
    [InlineData("mardi 17 mars 2026", "2026-03-17T00:00:00Z")]
    [InlineData("mar. 17 mars 2026 08:45:00 +0100", "2026-03-17T07:45:00Z")]
    [InlineData("mar., 17 févr. 2026 08:45:00 GMT", "2026-02-17T08:45:00Z")]
    [InlineData("lundi 16 mars 2026, 18 h 05", "2026-03-16T18:05:00Z")]
    [InlineData("16 mars 2026 à 11 h 48", "2026-03-16T11:48:00Z")]
    [InlineData("Publié le 1er août 2025 à 14h", "2025-08-01T14:00:00Z")]
    [InlineData("Mis à jour le 12 décembre 2025 à 7h05", "2025-12-12T07:05:00Z")]
    [InlineData("3 JUILLET 2025", "2025-07-03T00:00:00Z")]
    [InlineData("3 juin 2025", "2025-06-03T00:00:00Z")]
    [InlineData("17/03/2026 08:45", "2026-03-17T08:45:00Z")]
    [InlineData("03/04/2026", "2026-04-03T00:00:00Z")]
    // English
    [InlineData("March 17, 2026", "2026-03-17T00:00:00Z")]
    [InlineData("Mar 17, 2026 8:45 PM", "2026-03-17T20:45:00Z")]
    [InlineData("March 17th, 2026 at 12:05 a.m.", "2026-03-17T00:05:00Z")]
    [InlineData("Sept. 5, 2025", "2025-09-05T00:00:00Z")]
    [InlineData("5 May 2025 12:30 pm EDT", "2025-05-05T16:30:00Z")]
    [InlineData("3/17/2026 8:45:00 AM", "2026-03-17T08:45:00Z")]
    // German, Spanish, Italian
    [InlineData("17. März 2026", "2026-03-17T00:00:00Z")]
    [InlineData("17.03.2026 08:45 Uhr", "2026-03-17T08:45:00Z")]
    [InlineData("Di, 17 Mrz 2026 08:45:00 +0100", "2026-03-17T07:45:00Z")]
    [InlineData("17 de marzo de 2026", "2026-03-17T00:00:00Z")]
    [InlineData("5 maggio 2025", "2025-05-05T00:00:00Z")]
    public void A_date_is_read_in_the_form_its_writer_chose(string text, string utc) =>
        Assert.Equal(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), FeedDate.Parse(text));

    [Theory]
    [InlineData("03/04/2026", "2026-03-04")]
    [InlineData("17/03/2026", "2026-03-17")]
    public void English_puts_the_month_first_where_it_can(string text, string day) =>
        Assert.Equal(day, FeedDate.Parse(text, dayFirst: false)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("31 février 2026")]
    [InlineData("2026-13-01")]
    [InlineData("99 mars 2026")]
    [InlineData("12:45")]
    [InlineData("310 agents")]
    [InlineData("1.2.3")]
    [InlineData("décembre")]
    public void What_is_no_date_is_none(string text) => Assert.Null(FeedDate.Parse(text));

    [Fact]
    public void Every_moment_survives_the_standard_formats() =>
        Gen.DateTime[new(1950, 1, 1), new(2049, 12, 31)].Sample(moment =>
        {
            var utc = new DateTimeOffset(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
            Assert.Equal(utc, FeedDate.Parse(utc.ToString("r", CultureInfo.InvariantCulture)));
            Assert.Equal(utc, FeedDate.Parse(utc.ToString("o", CultureInfo.InvariantCulture)));
            Assert.Equal(utc, FeedDate.Parse(utc.ToString("ddd, d MMM yy H:mm:ss zzz", CultureInfo.InvariantCulture)));
            Assert.Equal(utc, FeedDate.Parse(utc.ToString("dddd d MMMM yyyy à H 'h' mm", CultureInfo.GetCultureInfo("fr-FR")))?.AddSeconds(utc.Second));
        });

    private static readonly string[] Dates = ["", "Tue, 17 Mar 2026 08:45:00 +0100", "2026-03-17T08:45:00.5Z", "17/03/26 8 h 05", "mar. 1 mars 26 pm a.m."];

    [Fact]
    public void No_text_is_too_odd_to_be_looked_at() =>
        Gen.Select(Gen.String[0, 60], Gen.OneOf(Dates.Select(d => Gen.Const(d)).ToArray()), Gen.Int[0, 40])
            .Sample((noise, date, at) =>
            {
                at = Math.Min(at, date.Length);
                _ = FeedDate.Parse(date[..at] + noise + date[at..]);
                _ = FeedDate.Parse(noise + date[at..], dayFirst: false);
            });
}
