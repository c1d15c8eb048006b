using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>When a text says that things take place: two editions of one event are told in the same words, but not of the same days.</summary>
internal sealed record ToldTimes
{
    /// <summary>Years kept, and days.</summary>
    private const int Most = 24;

    /// <summary>Words of the beginning in which weekdays are looked for: later ones belong to what happened before.</summary>
    private const int LeadWords = 60;

    /// <summary>An event of several days is dated by any of them.</summary>
    private const int SameEvent = 2;

    /// <summary>Days on which something takes place, as day numbers.</summary>
    public IReadOnlyList<int> Days { get; init; } = [];

    /// <summary>Years named, from 1900 to 2099.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>Days of the week named in the beginning, a bit each.</summary>
    public byte Weekdays { get; init; }

    public static ToldTimes Of(ReadItem item)
    {
        var (years, weekdays) = (new SortedSet<int>(), 0);
        foreach (var (text, lead) in new[] { (item.Item.Title, LeadWords), (item.Item.Text, LeadWords) })
        {
            var read = 0;
            foreach (var span in Folding.Words(text))
            {
                if (span.Length == 4 && Year(span.In(text)) is { } year)
                {
                    years.Add(year);
                }
                else if (read++ < lead && char.IsLetter(text[span.Start]))
                {
                    weekdays |= Calendar.Weekday(Folding.Fold(span.In(text)));
                }
            }
        }

        return new ToldTimes
        {
            // A text without a date of its own leaves the year of its days to be guessed: they prove nothing then.
            Days = item.Item.Published is null ? [] :
            [
                .. item.Facts.Dates.Where(d => d.Kind == DatedKind.Event && !d.Imprecise).Select(d => d.Start.DayNumber).Distinct().Order().Take(Most),
            ],
            Years = [.. years.Take(Most)],
            Weekdays = (byte)weekdays,
        };
    }

    public ToldTimes With(ToldTimes other) => new()
    {
        Days = [.. Days.Union(other.Days).Order().Take(Most)],
        Years = [.. Years.Union(other.Years).Order().Take(Most)],
        Weekdays = (byte)(Weekdays | other.Weekdays),
    };

    /// <summary>Both name days of events, and none is near one of the other.</summary>
    public bool AreOtherDays(ToldTimes other) =>
        Days.Count > 0 && other.Days.Count > 0 && !Days.Any(a => other.Days.Any(b => Math.Abs(a - b) <= SameEvent));

    /// <summary>Something takes place then, or within two days.</summary>
    public bool IsOn(DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(moment.UtcDateTime).DayNumber;
        return Days.Any(d => Math.Abs(d - day) <= SameEvent);
    }

    public bool AreOtherYears(ToldTimes other) => Years.Count > 0 && other.Years.Count > 0 && !Years.Intersect(other.Years).Any();

    public bool AreOtherWeekdays(ToldTimes other) => Weekdays != 0 && other.Weekdays != 0 && (Weekdays & other.Weekdays) == 0;

    private static int? Year(ReadOnlySpan<char> word) =>
        word is ['1', '9', _, _] or ['2', '0', _, _] && !word.ContainsAnyExceptInRange('0', '9') ? int.Parse(word, System.Globalization.CultureInfo.InvariantCulture) : null;
}
