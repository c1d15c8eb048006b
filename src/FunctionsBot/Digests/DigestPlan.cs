using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>A story and why it is told, ready to print.</summary>
internal sealed record PlannedStory(StoryLines Lines, IReadOnlyList<Reason> Why);

/// <summary>A date ahead.</summary>
internal sealed record AgendaEntry(DatedFact Fact, Story Story, StoryLines Lines);

/// <summary>What is printed where: the same for Telegram and email.</summary>
internal sealed record DigestPlan(
    Words Words,
    DigestInput Input,
    IReadOnlyList<(Section Section, IReadOnlyList<PlannedStory> Stories)> Sections,
    IReadOnlyList<AgendaEntry> Dates)
{
    private const int AgendaLimit = 8;

    /// <summary>The next few dates, which are printed on top.</summary>
    public IReadOnlyList<AgendaEntry> Agenda { get; } = [.. Dates.Take(AgendaLimit)];

    public int Count => Sections.Sum(s => s.Stories.Count);

    /// <summary>"9 March to 15 March 2026" or the day.</summary>
    public string Period
    {
        get
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Input.Destination.TimeZone);
            var last = Local(Input.To, zone);
            return Input.Destination.Schedule.Rhythm is DigestRhythm.Weekly or DigestRhythm.Monthly ? Words.Span(Local(Input.From, zone), last) : Words.Day(last);
        }
    }

    /// <summary>How many texts the stories stand for, where some were copies.</summary>
    public string? Grouped
    {
        get
        {
            var stories = Sections.SelectMany(s => s.Stories).Select(s => s.Lines.Story).ToList();
            var copies = stories.Sum(s => s.Copies);
            return copies == 0 ? null : Words.Grouped(stories.Sum(s => s.Members.Count), stories.Count, copies);
        }
    }

    public static DigestPlan Of(DigestInput input)
    {
        var words = Words.In(input.Destination.Language);
        var today = Local(input.To, TimeZoneInfo.FindSystemTimeZoneById(input.Destination.TimeZone));
        var stories = input.Stories.DistinctBy(s => s.Story.Id).ToList();
        var sections = stories
            .GroupBy(s => SectionOf(s.Story, today))
            .OrderBy(s => s.Key)
            .Select(s => (s.Key, (IReadOnlyList<PlannedStory>)[.. Ordered(s, today).Select(x => new PlannedStory(new StoryLines(x.Story, words), x.Why))]))
            .ToList();
        var agenda = stories.Select(s => s.Story)
            .Concat(input.Upcoming)
            .DistinctBy(s => s.Id)
            .SelectMany(s => Ahead(s, today).Select(f => new AgendaEntry(f, s, new StoryLines(s, words))))
            .DistinctBy(e => (e.Fact.Kind, e.Fact.Start, Excerpt.Of(e.Fact.Name, 200).ToUpperInvariant()))
            .OrderBy(e => e.Fact.Start)
            .ToList();
        return new DigestPlan(words, input, sections, agenda);
    }

    public string Since(FailingSource source) =>
        Words.Failing(Excerpt.Of(source.Name, 60), Words.Date(Local(source.Since, TimeZoneInfo.FindSystemTimeZoneById(Input.Destination.TimeZone))));

    /// <summary>A story stands in the section of what its reader has to do: act by a day, be somewhere, know a decision, else read.</summary>
    private static Section SectionOf(Story story, DateOnly today) => story.Kind switch
    {
        StoryKind.OpenLetter => Section.Letters,
        StoryKind.Consultation => Section.Deadlines,
        _ when Ahead(story, today).Any(d => d.Kind == DatedKind.Deadline) => Section.Deadlines,
        StoryKind.Event => Section.Events,
        StoryKind.Legislation or StoryKind.Funding or StoryKind.Procurement or StoryKind.Statement => Section.Decisions,
        _ => Section.Reading,
    };

    /// <summary>What has a date comes first, soonest first; then what more newsrooms wrote about.</summary>
    private static IEnumerable<DigestStory> Ordered(IGrouping<Section, DigestStory> section, DateOnly today) => section
        .OrderBy(s => section.Key switch
        {
            Section.Deadlines => Soonest(s.Story, DatedKind.Deadline, today),
            Section.Events => Soonest(s.Story, DatedKind.Event, today),
            _ => DateOnly.MaxValue,
        })
        .ThenByDescending(s => s.Story.Reports)
        .ThenByDescending(s => s.Story.Score)
        .ThenBy(s => s.Story.Id, StringComparer.Ordinal);

    private static DateOnly Soonest(Story story, DatedKind kind, DateOnly today) =>
        Ahead(story, today).Where(d => d.Kind == kind).Select(d => d.Start).DefaultIfEmpty(DateOnly.MaxValue).Min();

    private static IEnumerable<DatedFact> Ahead(Story story, DateOnly today) => story.Facts.Dates.Where(d => LastDay(d) >= today);

    // "In February" is ahead until February is over.
    private static DateOnly LastDay(DatedFact fact) => fact.End ?? (fact.Imprecise ? fact.Start.AddMonths(1).AddDays(-1) : fact.Start);

    private static DateOnly Local(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
