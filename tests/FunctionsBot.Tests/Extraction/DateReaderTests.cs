using FunctionsBot.Extraction;

namespace FunctionsBot.Tests.Extraction;

public sealed class DateReaderTests
{
    [Theory]
    [InlineData("Publié le 14 mars 2025 à 08h06", "2025-03-14T08:06:00")]
    [InlineData("mars 13, 2025", "2025-03-13T00:00:00")]
    [InlineData("Espace Pressemars 13, 2025", "2025-03-13T00:00:00")]
    [InlineData("le 1er août 2024", "2024-08-01T00:00:00")]
    [InlineData("March 3rd, 2026 at 5:07 pm", "2026-03-03T17:07:00")]
    [InlineData("3 Mar. 2026", "2026-03-03T00:00:00")]
    [InlineData("Sept. 9, 2025", "2025-09-09T00:00:00")]
    [InlineData("12. März 2025, 14:30", "2025-03-12T14:30:00")]
    [InlineData("5 de mayo de 2024", "2024-05-05T00:00:00")]
    [InlineData("21 febbraio 2023", "2023-02-21T00:00:00")]
    [InlineData("07/11/2025", "2025-11-07T00:00:00")]
    [InlineData("11/27/2025", "2025-11-27T00:00:00")]
    [InlineData("07.11.2025", "2025-11-07T00:00:00")]
    [InlineData("2025-11-07", "2025-11-07T00:00:00")]
    public void Dates_are_read_as_people_write_them(string text, string expected) =>
        Assert.Equal(DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), DateReader.In(text).First().Value.DateTime);

    [Theory]
    [InlineData("2025-03-14T08:06:00+01:00", "2025-03-14T08:06:00+01:00")]
    [InlineData("2025-03-14T08:06:00.123Z", "2025-03-14T08:06:00+00:00")]
    [InlineData("20250314", "2025-03-14T00:00:00+00:00")]
    [InlineData("20250314T0806", "2025-03-14T08:06:00+00:00")]
    [InlineData("1741939560", "2025-03-14T08:06:00+00:00")]
    [InlineData("1741939560000", "2025-03-14T08:06:00+00:00")]
    [InlineData("Fri, 14 Mar 2025 08:06:00 GMT", "2025-03-14T08:06:00+00:00")]
    [InlineData("2025-03-14 08:06:00 -0500", "2025-03-14T08:06:00-05:00")]
    public void Dates_are_read_as_machines_write_them(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), DateReader.Machine(text));

    [Theory]
    [InlineData("31 février 2025")]
    [InlineData("version 1.2.2025.7")]
    [InlineData("99/99/2025")]
    [InlineData("section 12 of 2025")]
    [InlineData("call 01 23 45 67 89")]
    public void What_is_no_date_is_not_read_as_one(string text) => Assert.Empty(DateReader.In(text));

    [Theory]
    [InlineData("https://x.example/2025/03/14/story", "2025-03-14")]
    [InlineData("https://x.example/news/2025-03-14-story.html", "2025-03-14")]
    [InlineData("https://x.example/20250314/story", "2025-03-14")]
    public void An_address_may_hold_the_date(string address, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DateOnly.FromDateTime(DateReader.InAddress(new Uri(address))!.Value.DateTime));

    [Theory]
    [InlineData("https://x.example/story-123456789")]
    [InlineData("https://x.example/2025/99/14/")]
    public void An_address_without_a_date_gives_none(string address) => Assert.Null(DateReader.InAddress(new Uri(address)));
}
