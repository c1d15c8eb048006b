using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>The parts of a digest, in the order they are printed.</summary>
internal enum Section
{
    Decisions,
    Deadlines,
    Events,
    Letters,
    Reading,
}

/// <summary>
/// Every text of a message that is the bot's own, once per language. Names of days and months stand here too: those of the
/// machine's ICU differ between versions, and a message should not.
/// </summary>
internal abstract record Words
{
    private static readonly EnglishWords English = new();
    private static readonly FrenchWords French = new();

    /// <summary>French for <c>fr</c>, English for everything else.</summary>
    public static Words In(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : English;

    public abstract string Language { get; }

    public abstract CultureInfo Numbers { get; }

    public abstract string Kind(StoryKind kind);

    public abstract string Section(Section section);

    public abstract string Fact(FactKind fact);

    /// <summary>"in French": how a title in another language is marked.</summary>
    public abstract string InLanguage(string code);

    public abstract string Newsrooms(int count);

    public abstract string Copies(int count);

    public abstract string Stories(int count);

    public abstract string More(int count);

    /// <summary>The paywall's badge; <paramref name="left"/> is the share still to read, 0 to 1.</summary>
    public abstract string Paywall(double? left);

    /// <summary>Where else, without a paywall.</summary>
    public abstract string FreeAt { get; }

    public abstract string After(string newsroom);

    public abstract string Day(DateOnly day);

    public abstract string DayMonth(DateOnly day);

    public abstract string Month(DateOnly day);

    public string Date(DateOnly day) => $"{DayMonth(day)} {day.Year}";

    /// <summary>The last day one can act; of a deadline known by its month only, that month.</summary>
    public abstract string Until(string date, bool imprecise);

    /// <summary>Two days and those between; what both share is said once.</summary>
    public abstract string Span(DateOnly first, DateOnly last);

    public abstract string Money(decimal value, string currency);

    /// <summary>A count of a thing named in English and singular.</summary>
    public string Count(int value, string of) => Counted([value], of, " ");

    /// <summary>Figures of the same thing that contradict each other.</summary>
    public abstract string Conflict(IReadOnlyList<int> values, string of);

    /// <summary>How open a model is that calls itself so.</summary>
    public abstract string Finding(OpenModelFact model);

    public abstract string LetterTo(string addressees);

    public abstract string SignedBy(string names);

    public abstract string Letter { get; }

    public abstract string LawsNamed { get; }

    public abstract string Watchlist(string name);

    public abstract string WatchlistName(Watchlist watchlist);

    public abstract string Quote(string words);

    /// <summary>"head: tail", with the language's own space.</summary>
    public abstract string Colon(string head, string tail);

    public abstract string StoryPage { get; }

    public abstract string DigestTitle { get; }

    public abstract string ComingUp { get; }

    public abstract string Coverage { get; }

    public abstract string SourcesChecked(int done, int all);

    public abstract string Failing(string name, string since);

    public abstract string Grouped(int texts, int stories, int copies);

    public abstract string NothingNew { get; }

    /// <summary>A digest without stories, though some were told at once.</summary>
    public abstract string NothingBeyond(int told);

    /// <summary>Heading of alerts that waited.</summary>
    public abstract string Together(int count);

    /// <summary>Heading of what has changed in a story.</summary>
    public abstract string Update { get; }

    /// <summary>Before a link to what the reports tell of.</summary>
    public abstract string Document { get; }

    /// <summary>A stage that has been reached.</summary>
    public abstract string Now(string stage);

    public abstract string Stage(StoryStage stage);

    public abstract string AllOnSite { get; }

    public abstract string Unsubscribe { get; }

    /// <summary>Button: the story was rightly told.</summary>
    public abstract string Relevant { get; }

    /// <summary>Button: the story should not have been told.</summary>
    public abstract string NotRelevant { get; }

    /// <summary>Button: why the story was told.</summary>
    public abstract string Why { get; }

    /// <summary>Button: no more of the story for seven days.</summary>
    public abstract string Mute { get; }

    /// <summary>Button: the story into the reading list.</summary>
    public abstract string Save { get; }

    /// <summary>Button: the story's dates as a calendar file.</summary>
    public abstract string ToCalendar { get; }

    /// <summary>Button: the article.</summary>
    public abstract string Open { get; }

    public abstract string WhyMail { get; }

    public abstract ConfirmationWords Confirmation { get; }

    public abstract NoticeWords Notice { get; }

    /// <summary>A row of names: all of them, or the first few and how many more.</summary>
    public string Names(IReadOnlyList<string> names, int most) =>
        names.Count <= most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(most))} {Others(names.Count - most)}";

    protected abstract string Others(int count);

    /// <summary>Figures and what they count: "40 or 45 organisations".</summary>
    protected abstract string Counted(IReadOnlyList<int> values, string of, string between);

    protected string Compact(decimal value) => value.ToString("#,0.##", Numbers);
}

/// <summary>The texts of the mail that asks to confirm a subscription.</summary>
internal sealed record ConfirmationWords(string Subject, string Title, string Body, string Button, string Ignore, string OrCopy);

/// <summary>The texts of notices to admins.</summary>
internal sealed record NoticeWords(
    Func<string, string> DestinationPaused,
    string DestinationTodo,
    Func<string, string, string> DeliveryGivenUp,
    string DeliveryTodo,
    Func<string, string, string> SourceFailing,
    Func<int, string> SourcesFailing,
    string SourceTodo,
    Func<int, string> SourcesRecovered,
    Func<string, string, string> SourceSilent,
    Func<int, string> SourcesSilent,
    Func<int, string> UsuallyEvery,
    string SilentTodo,
    Func<int, string> SourcesSpeaking,
    string NothingTodo,
    Func<string, string> WorkGivenUp,
    string WorkTodo,
    string Open,
    string Subscriber,
    Func<string, string> ChatWaiting,
    string ChatTodo,
    string Admit,
    string Refuse);
