using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Sources;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Sources;

public sealed class CalendarSourceTests
{
    private static readonly Uri Address = new("https://agenda.example/agenda.ics");
    private static readonly Source Source = new("agenda", "Agenda", Address, SourceKind.Calendar, "fr");
    private readonly FakeTimeProvider clock = new(new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_event_becomes_an_entry_with_its_dates_and_its_place()
    {
        var listing = Read(
            "UID:e-1@agenda.example", "SUMMARY:Audition sur les modèles ouverts\\, première partie", "DTSTART;TZID=Europe/Paris:20260317T093000", "DTEND;TZID=Europe/Paris:20260317T110000",
            "LOCATION:Salle Médicis\\, Paris", "URL:https://agenda.example/auditions/1?utm_source=ics", "CREATED:20260301T080000Z", "LAST-MODIFIED:20260302T080000Z",
            "DESCRIPTION:Une audition publique\\, ouverte", "  à tous.\\nInscription libre.", "CATEGORIES:IA,Parlement");

        var entry = Assert.Single(listing.Entries);
        Assert.Equal(("iCalendar", "Agenda du Parlement", null), (listing.Format, listing.Title, listing.Failure));
        Assert.Equal("Audition sur les modèles ouverts, première partie", entry.Title);
        Assert.Equal("https://agenda.example/auditions/1", entry.Link.AbsoluteUri);
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 9, 30, 0, TimeSpan.FromHours(1)), entry.Starts);
        Assert.Equal(TimeSpan.FromHours(1), entry.Starts!.Value.Offset);
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 10, 0, 0, TimeSpan.Zero), entry.Ends);
        Assert.Equal(("Salle Médicis, Paris", "e-1@agenda.example", false), (entry.Place, entry.Id, entry.Whole));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), entry.Published);
        Assert.Equal("Le 17 mars 2026 de 09:30 à 11:00 (UTC+01:00), Salle Médicis, Paris. Une audition publique, ouverte à tous. Inscription libre.", entry.Summary);
        Assert.StartsWith("<p>Audition sur les modèles ouverts, première partie : Le 17 mars 2026", entry.Content, StringComparison.Ordinal);
        Assert.Equal(["IA", "Parlement"], entry.Categories);
    }

    [Fact]
    public void A_day_without_a_time_and_several_days_are_told_as_such()
    {
        Assert.Equal("Le 1er avril 2026.", Assert.Single(Read("UID:1", "SUMMARY:A", "DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260402").Entries).Summary);
        Assert.Equal("Du 1er avril 2026 au 3 avril 2026, Lyon.", Assert.Single(Read("UID:1", "SUMMARY:A", "DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260404", "LOCATION:Lyon").Entries).Summary);
    }

    [Fact]
    public void A_recurring_event_is_listed_for_its_next_dates_only()
    {
        var entries = Read("UID:hebdo", "SUMMARY:Permanence", "DTSTART:20240102T180000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", "EXDATE:20260317T180000Z").Entries;

        Assert.Equal(new DateTimeOffset(2026, 3, 10, 18, 0, 0, TimeSpan.Zero), entries[0].Starts);
        Assert.Equal(new DateTimeOffset(2026, 3, 24, 18, 0, 0, TimeSpan.Zero), entries[1].Starts);
        Assert.Equal(new DateTimeOffset(2026, 3, 24, 19, 0, 0, TimeSpan.Zero), entries[1].Ends);
        Assert.InRange(entries.Count, 10, 20);
        Assert.Equal(entries.Count, entries.DistinctBy(e => e.Key).Count());
        Assert.All(entries, e => Assert.True(e.Starts <= clock.GetUtcNow().AddDays(120)));
    }

    [Fact]
    public void One_date_of_a_series_may_be_moved()
    {
        var listing = Read(
            "UID:hebdo", "SUMMARY:Permanence", "DTSTART:20260310T180000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "END:VEVENT", "BEGIN:VEVENT",
            "UID:hebdo", "RECURRENCE-ID:20260317T180000Z", "SUMMARY:Permanence (déplacée)", "DTSTART:20260318T180000Z");

        Assert.Equal([10, 18, 24], listing.Entries.Select(e => e.Starts!.Value.Day));
        Assert.Equal("Permanence (déplacée)", listing.Entries[1].Title);
    }

    [Fact]
    public void A_cancelled_event_is_told_as_cancelled_and_is_new_to_those_who_knew_it()
    {
        var planned = Assert.Single(Read("UID:1", "SUMMARY:Sommet", "DTSTART:20260401T080000Z").Entries);
        var cancelled = Assert.Single(Read("UID:1", "SUMMARY:Sommet", "DTSTART:20260401T080000Z", "STATUS:CANCELLED").Entries);

        Assert.Equal("Annulé : Sommet", cancelled.Title);
        Assert.NotEqual(planned.Key, cancelled.Key);
    }

    [Fact]
    public void An_event_that_moves_or_is_renamed_stays_the_same() =>
        Assert.Equal(
            Assert.Single(Read("UID:1", "SUMMARY:Sommet", "DTSTART:20260401T080000Z", "URL:https://a.example/1").Entries).Key,
            Assert.Single(Read("UID:1", "SUMMARY:Le sommet", "DTSTART:20260408T080000Z", "URL:https://a.example/2").Entries).Key);

    [Fact]
    public void What_is_long_over_is_not_listed() => Assert.Empty(Read("UID:1", "SUMMARY:Passé", "DTSTART:20250401T080000Z").Entries);

    [Fact]
    public void Without_an_address_of_its_own_an_event_is_whole()
    {
        var entry = Assert.Single(Read("UID:1", "SUMMARY:Sommet", "DTSTART:20260401T080000Z", "URL:javascript:alert(1)", "DESCRIPTION:<b>Venez</b><script>x</script>").Entries);

        Assert.True(entry.Whole);
        Assert.Equal("<p>Sommet : Le 1er avril 2026 à 08:00 (UTC).</p><b>Venez</b>", entry.Content);
    }

    [Fact]
    public void A_broken_event_harms_no_other()
    {
        var listing = Read(
            "UID:1", "SUMMARY:Cassé", "DTSTART:n'importe quoi", "END:VEVENT", "BEGIN:VEVENT",
            "UID:2", "SUMMARY:Sans fin", "DTSTART:20260310T180000Z", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "END:VEVENT", "BEGIN:VEVENT",
            "UID:3", "SUMMARY:Fuseau inconnu", "DTSTART;TZID=Mars/Olympus:20260401T080000", "END:VEVENT", "BEGIN:VEVENT",
            "UID:4", "SUMMARY:Entier", "DTSTART:20260402T080000Z");

        Assert.Null(listing.Failure);
        Assert.Contains("Some of its events cannot be read; they were passed over.", listing.Mended);
        Assert.Contains(listing.Entries, e => e.Title == "Entier");
        Assert.Equal(8, listing.Entries.First(e => e.Title == "Fuseau inconnu").Starts?.Hour);
    }

    [Fact]
    public void What_is_no_calendar_says_so() =>
        Assert.Contains("is no calendar", new CalendarSource(clock).Read(Source, new(Address, "<html>"u8.ToArray())).Failure, StringComparison.Ordinal);

    private Listing Read(params string[] lines) => new CalendarSource(clock).Read(
        Source,
        new(Address, Encoding.UTF8.GetBytes($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Agenda du Parlement\r\nBEGIN:VEVENT\r\n{string.Join("\r\n", lines)}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")));
}
