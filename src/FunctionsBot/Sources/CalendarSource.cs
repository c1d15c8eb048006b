using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>iCalendar files (RFC 5545): each event to come, and each of the next dates of one that recurs, is an entry.</summary>
/// <param name="clock">Tells which events are past; the system's where null.</param>
public sealed class CalendarSource(TimeProvider? clock = null) : ISource
{
    private const string Accept = "text/calendar, */*;q=0.1";

    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Calendar;

    /// <inheritdoc/>
    public FetchRequest Request(Source source, SourceState state) => new(state.MovedTo ?? source.Address, Accept, state.ETag, state.LastModified);

    /// <inheritdoc/>
    public Listing Read(Source source, FetchResult.Fetched page, string? reading = null)
    {
        var where = page.Address.AbsoluteUri;
        if (BodyKinds.Of(page.Body.Span, page.MediaType) != BodyKind.Calendar)
        {
            return new([]) { Failure = $"{where} is no calendar: it does not begin with BEGIN:VCALENDAR; give the address of an .ics file, or change the source's kind." };
        }

        using var decoded = TextDecoding.Decode(page.Body.Span, page.Charset);
        var now = (clock ?? TimeProvider.System).GetUtcNow();
        var file = CalendarFile.Read(decoded.Text.Span, CalendarEvents.OverSince(now));
        var events = new CalendarEvents(file, source.Language, page.Address, now);
        var drafts = events.Read();
        return new(EntryDraft.BuildAll(drafts, source, page.Address))
        {
            Title = file.Name,
            Format = "iCalendar",
            Mended =
            [
                .. new[]
                {
                    decoded.Mended,
                    events.Broken > 0 ? "Some of its events cannot be read; they were passed over." : null,
                    file.Cut ? "It holds more events than are read; the first were." : null,
                }.OfType<string>(),
            ],
        };
    }
}
