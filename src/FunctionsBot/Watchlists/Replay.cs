using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>A story in a replay.</summary>
/// <param name="Story">As it stands.</param>
/// <param name="Words">The words that matched, as they stand in its texts; of a lost one those that matched before.</param>
public sealed record ReplayedStory(Story Story, IReadOnlyList<string> Words);

/// <summary>How many stories a watchlist finds, as saved and as changed.</summary>
/// <param name="Saved">Found by what is saved.</param>
/// <param name="Changed">Found by what is tried.</param>
/// <param name="New">Found by what is tried only.</param>
/// <param name="Lost">Found by what is saved only.</param>
public readonly record struct ReplayCount(int Saved, int Changed, int New, int Lost)
{
    /// <summary>The counts with one more story.</summary>
    public ReplayCount With(bool saved, bool changed) => new(
        Saved + (saved ? 1 : 0), Changed + (changed ? 1 : 0), New + (changed && !saved ? 1 : 0), Lost + (saved && !changed ? 1 : 0));
}

/// <summary>What a changed watchlist would have found in the past, beside what the saved one found.</summary>
/// <param name="From">First day of the past looked at.</param>
/// <param name="To">Last day.</param>
public sealed record Replay(DateOnly From, DateOnly To)
{
    /// <summary>More alerts a day than this are read by nobody (CourtListener refuses them: https://github.com/freelawproject/courtlistener/issues/230).</summary>
    public const int Flood = 30;

    /// <summary>All stories.</summary>
    public ReplayCount Total { get; init; }

    /// <summary>By two-letter language of the story.</summary>
    public IReadOnlyDictionary<string, ReplayCount> Languages { get; init; } = new Dictionary<string, ReplayCount>();

    /// <summary>By week, named by its Monday; weeks without a story are there too.</summary>
    public IReadOnlyList<(DateOnly Monday, ReplayCount Count)> Weeks { get; init; } = [];

    /// <summary>Found only now: the latest, at most <see cref="ReplayTally.Shown"/>.</summary>
    public IReadOnlyList<ReplayedStory> New { get; init; } = [];

    /// <summary>No more found: the latest, at most <see cref="ReplayTally.Shown"/>.</summary>
    public IReadOnlyList<ReplayedStory> Lost { get; init; } = [];

    /// <summary>More items are stored than were looked at: the latest were.</summary>
    public bool CutShort { get; init; }

    /// <summary>Alerts to be expected on a day, from the stories of the days looked at.</summary>
    public double AlertsADay => Total.Changed / (double)Math.Max(1, To.DayNumber - From.DayNumber + 1);
}

/// <summary>Gathers a <see cref="Replay"/> from items in any order. A story counts once, on the day of its first publication.</summary>
/// <param name="matcher">Matches as the bot does.</param>
/// <param name="saved">The watchlist as saved; null for a new one.</param>
/// <param name="changed">The watchlist as tried.</param>
public sealed class ReplayTally(Matcher matcher, Watchlist? saved, Watchlist changed)
{
    /// <summary>Stories listed on each side.</summary>
    public const int Shown = 20;

    private readonly Watchlist[] watchlists =
    [
        changed with { Id = "changed", Paused = false },
        .. saved is null ? (Watchlist[])[] : [saved with { Id = "saved", Paused = false }],
    ];

    private readonly Dictionary<string, Found> stories = new(StringComparer.Ordinal);

    /// <summary>Looks at one item of a story.</summary>
    public void Add(Story story, string title, string text)
    {
        ArgumentNullException.ThrowIfNull(story);
        var found = stories.GetValueOrDefault(story.Id);
        foreach (var match in matcher.Match(story, [(title, text)], watchlists).Matches)
        {
            found ??= new Found(story);
            if (match.Watchlist.Id == "saved")
            {
                found.Saved ??= match.Words;
            }
            else
            {
                found.Changed ??= match.Words;
            }
        }

        if (found is not null)
        {
            stories[story.Id] = found;
        }
    }

    /// <summary>What was found between two days; stories first published before or after count at the edge they are nearest to.</summary>
    public Replay Result(DateOnly from, DateOnly to)
    {
        var total = default(ReplayCount);
        var languages = new SortedDictionary<string, ReplayCount>(StringComparer.Ordinal);
        var weeks = new SortedDictionary<DateOnly, ReplayCount>();
        for (var monday = Monday(from); monday <= to; monday = monday.AddDays(7))
        {
            weeks[monday] = default;
        }

        foreach (var found in stories.Values)
        {
            var (inSaved, inChanged) = (found.Saved is not null, found.Changed is not null);
            var monday = Monday(Clamp(found.Day, from, to));
            total = total.With(inSaved, inChanged);
            languages[found.Story.Language] = languages.GetValueOrDefault(found.Story.Language).With(inSaved, inChanged);
            weeks[monday] = weeks[monday].With(inSaved, inChanged);
        }

        var latest = stories.Values.OrderByDescending(f => f.Day).ThenByDescending(f => f.Story.Id, StringComparer.Ordinal).ToList();
        return new Replay(from, to)
        {
            Total = total,
            Languages = languages,
            Weeks = [.. weeks.Select(w => (w.Key, w.Value))],
            New = [.. latest.Where(f => f.Saved is null).Take(Shown).Select(f => new ReplayedStory(f.Story, f.Changed!))],
            Lost = [.. latest.Where(f => f.Changed is null).Take(Shown).Select(f => new ReplayedStory(f.Story, f.Saved!))],
        };
    }

    /// <summary>The Monday of a day's week (ISO 8601).</summary>
    private static DateOnly Monday(DateOnly day) => ISOWeek.ToDateOnly(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day), DayOfWeek.Monday);

    private static DateOnly Clamp(DateOnly day, DateOnly from, DateOnly to) => day < from ? from : day > to ? to : day;

    private sealed class Found(Story story)
    {
        public Story Story => story;

        public IReadOnlyList<string>? Saved { get; set; }

        public IReadOnlyList<string>? Changed { get; set; }

        public DateOnly Day { get; } = DateOnly.FromDateTime(
            (story.Members.Count > 0 ? story.Members.Min(m => m.Published) : story.FirstSeen).UtcDateTime);
    }
}
