using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>The English texts.</summary>
internal sealed record EnglishWords : Words
{
    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly Dictionary<string, string> Languages = new()
    {
        ["de"] = "German",
        ["en"] = "English",
        ["es"] = "Spanish",
        ["fr"] = "French",
        ["it"] = "Italian",
        ["nl"] = "Dutch",
        ["pl"] = "Polish",
        ["pt"] = "Portuguese",
    };

    public override string Language => "en";

    public override CultureInfo Numbers { get; } = CultureInfo.InvariantCulture;

    public override string FreeAt => "Free to read at";

    public override string Letter => "the letter";

    public override string LawsNamed => "Cites";

    public override string StoryPage => "Story page";

    public override string DigestTitle => "Open-source AI policy";

    public override string ComingUp => "Coming up";

    public override string Coverage => "Coverage";

    public override string NothingNew => "Nothing new.";

    public override string Update => "New in this story";

    public override string Document => "The document itself:";

    public override string AllOnSite => "All stories";

    public override string Unsubscribe => "Unsubscribe";

    public override string Relevant => "Relevant";

    public override string NotRelevant => "Not relevant";

    public override string Why => "Why?";

    public override string Mute => "Mute 7 days";

    public override string Save => "Save";

    public override string ToCalendar => "To calendar";

    public override string Open => "Open";

    public override string WhyMail => "You get this mail because you subscribed to this digest.";

    public override ConfirmationWords Confirmation { get; } = new(
        "Please confirm your subscription",
        "One click and you are in",
        "Somebody, hopefully you, asked for the digest on open-source AI policy at this address. It will only be sent once you confirm.",
        "Confirm my subscription",
        "You did not ask for it? Then do nothing: you will not get any other mail.",
        "If the button does not work, open this address:");

    public override NoticeWords Notice { get; } = new(
        name => $"{name} can no longer be reached and is paused",
        "Once the cause is gone, set it to active again on its page.",
        (subject, name) => $"Given up: “{subject}” for {name}",
        "Nothing is lost: it can be sent again from the list of deliveries.",
        (name, since) => $"{name} has been failing since {since}",
        count => $"{count} sources have been failing for hours",
        "Check the address, or pause it.",
        count => count == 1 ? "A source works again" : $"{count} sources work again",
        (name, since) => $"{name} has had nothing new since {since}",
        count => $"{count} sources have had nothing new for unusually long",
        hours => hours < 48 ? $"it answers, but usually has something new every {(hours == 1 ? "hour" : $"{hours} hours")}" : $"it answers, but usually has something new every {hours / 24} days",
        "Look whether its page or feed has moved.",
        count => count == 1 ? "A silent source has something new" : $"{count} silent sources have something new",
        "There is nothing to do.",
        queue => $"A piece of work in the queue “{queue}” was given up",
        "Nothing is lost: it can be run again from the list of failed work.",
        "Open",
        "an email subscriber",
        name => $"The chat “{name}” asks to be let in",
        "Let it in only if you know it: it can then follow every watchlist.",
        "Let in",
        "Refuse");

    public override string Kind(StoryKind kind) => kind switch
    {
        StoryKind.OpenLetter => "Open letter",
        StoryKind.Event => "Event",
        StoryKind.Legislation => "Legislation",
        StoryKind.Consultation => "Consultation",
        StoryKind.Funding => "Funding",
        StoryKind.Procurement => "Procurement",
        StoryKind.Report => "Report",
        StoryKind.Statement => "Statement",
        StoryKind.ModelRelease => "Model release",
        StoryKind.LicenceDispute => "Licence dispute",
        StoryKind.Opinion => "Opinion",
        _ => "News",
    };

    public override string Section(Section section) => section switch
    {
        Digests.Section.Decisions => "Decisions",
        Digests.Section.Deadlines => "Deadlines",
        Digests.Section.Events => "Events",
        Digests.Section.Letters => "Open letters",
        _ => "Reading",
    };

    public override string Fact(FactKind fact) => fact switch
    {
        FactKind.Event => "When",
        FactKind.Deadline => "Deadline",
        FactKind.Letter => "Letter",
        FactKind.Count => "Figures",
        FactKind.Amount => "Money",
        _ => LawsNamed,
    };

    public override string InLanguage(string code) => Languages.TryGetValue(code, out var name) ? $"in {name}" : $"in “{code}”";

    public override string Newsrooms(int count) => count == 1 ? "1 newsroom" : $"{count} newsrooms";

    public override string Copies(int count) => count == 1 ? "1 copy" : $"{count} copies";

    public override string Stories(int count) => count == 1 ? "1 story" : $"{count} stories";

    public override string More(int count) => $"and {count} more";

    public override string Paywall(double? left) =>
        left is { } share ? $"Paywall: {share.ToString("0%", Numbers)} left to read" : "Paywall";

    public override string After(string newsroom) => $"after {newsroom}";

    public override string Day(DateOnly day) => $"{Days[(int)day.DayOfWeek]} {day.Day} {Month(day)}";

    public override string DayMonth(DateOnly day) => $"{day.Day} {Months[day.Month - 1]}";

    public override string Month(DateOnly day) => $"{Months[day.Month - 1]} {day.Year}";

    public override string Until(string date, bool imprecise) => $"by {date}";

    public override string Span(DateOnly first, DateOnly last) => (first.Year == last.Year, first.Month == last.Month) switch
    {
        (true, true) => $"{first.Day} to {Date(last)}",
        (true, false) => $"{DayMonth(first)} to {Date(last)}",
        _ => $"{Date(first)} to {Date(last)}",
    };

    public override string Money(decimal value, string currency)
    {
        var figure = value switch
        {
            >= 1_000_000_000 => $"{Compact(value / 1_000_000_000)} billion",
            >= 1_000_000 => $"{Compact(value / 1_000_000)} million",
            _ => Compact(value),
        };
        return currency switch
        {
            "EUR" => $"€{figure}",
            "USD" => $"${figure}",
            "GBP" => $"£{figure}",
            _ => $"{figure} {currency}",
        };
    }

    public override string Conflict(IReadOnlyList<int> values, string of) => $"{Counted(values, of, " or ")} (sources disagree)";

    public override string NothingBeyond(int told) => told == 1 ? "Nothing beyond the story told already." : $"Nothing beyond the {told} stories told already.";

    public override string Together(int count) => $"{count} new stories";

    public override string Now(string stage) => $"Now: {stage}";

    public override string Stage(StoryStage stage) => stage switch
    {
        StoryStage.Announced => "announced",
        StoryStage.Consultation => "open to consultation",
        StoryStage.Draft => "a text is proposed",
        StoryStage.Answered => "answered, or the results are out",
        StoryStage.Held => "it has taken place",
        StoryStage.Voted => "decided",
        StoryStage.InForce => "in force",
        _ => "",
    };

    public override string Finding(OpenModelFact model) => model.Finding;

    public override string LetterTo(string addressees) => $"To {addressees}";

    public override string SignedBy(string names) => $"Signed by {names}";

    public override string Watchlist(string name) => $"Watchlist “{name}”";

    public override string WatchlistName(Watchlist watchlist) => watchlist.Name;

    public override string Colon(string head, string tail) => $"{head}: {tail}";

    public override string Quote(string words) => $"“{words}”";

    public override string SourcesChecked(int done, int all) => $"{done} of {(all == 1 ? "1 source" : $"{all} sources")} checked.";

    public override string Failing(string name, string since) => $"{name}, failing since {since}";

    public override string Grouped(int texts, int stories, int copies) =>
        $"{(texts == 1 ? "1 text" : $"{texts} texts")} grouped into {Stories(stories)}; {Copies(copies)} left out.";

    protected override string Others(int count) => count == 1 ? "and 1 other" : $"and {count} others";

    protected override string Counted(IReadOnlyList<int> values, string of, string between) =>
        $"{string.Join(between, values.Select(v => v.ToString("#,0", Numbers)))} {(values is [1] ? of : Plural(of))}";

    private static string Plural(string of) => of switch
    {
        "person" => "people",
        "member of parliament" => "members of parliament",
        _ when of.EndsWith('y') && of.Length > 1 && !"aeiou".Contains(of[^2], StringComparison.Ordinal) => of[..^1] + "ies",
        _ => of + "s",
    };
}
