using System.Globalization;
using System.Text.RegularExpressions;
using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>The facts that a story is shown with, in the order they are shown.</summary>
internal enum FactKind
{
    Deadline,
    Event,
    Letter,
    Count,
    Amount,
    Law,

    /// <summary>What a text that announces an "open" model says of its parts.</summary>
    Openness,
}

/// <summary>One fact in a reader's language.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">One line.</param>
/// <param name="Link">Where it can be read itself.</param>
internal sealed record FactLine(FactKind Kind, string Text, Uri? Link = null);

/// <summary>A story in the lines that every message shows of it, in one language; plain text, not yet escaped.</summary>
internal sealed partial class StoryLines(Story story, Words words)
{
    private const int LongestTitle = 240;
    private const int LongestName = 60;
    private const int LongestFact = 160;

    public Story Story => story;

    public string Title { get; } = Excerpt.Of(story.Title, LongestTitle) is { Length: > 0 } title ? title : story.Link.Host;

    public string Kind => words.Kind(story.Kind);

    /// <summary>"in French", where the reader's language is another.</summary>
    public string? Language { get; } = story.Language == words.Language ? null : words.InLanguage(Excerpt.Of(story.Language, 8));

    /// <summary>"2 newsrooms, 3 copies"; the name alone where there is one newsroom.</summary>
    public string Origin
    {
        get
        {
            var names = Newsrooms();
            var copies = story.Copies > 0 ? $", {words.Copies(story.Copies)}" : "";
            var after = Head?.Attribution is { Length: > 0 } source ? $" ({words.After(Excerpt.Of(source, LongestName))})" : "";
            return names.Count == 1 ? $"{names[0]}{after}{copies}" : words.Colon($"{words.Newsrooms(names.Count)}{copies}", words.Names(names, 3));
        }
    }

    /// <summary>The paywall's badge, where the article costs.</summary>
    public string? Badge => Head?.Paywall is { Kind: not PaywallKind.Free } wall
        ? words.Paywall(wall.ShareLeft is > 0 and <= 1 ? wall.ShareLeft : null)
        : null;

    /// <summary>Where a story behind a paywall can be read free: in the reader's language if possible.</summary>
    public StoryMember? Free => Badge is null
        ? null
        : story.Members.Where(m => m.Paywall.Kind == PaywallKind.Free && m.Link != story.Link && Markup.Address(m.Link) is not null)
            .OrderBy(m => m.Language == words.Language ? 0 : m.Language == story.Language ? 1 : 2)
            .FirstOrDefault();

    private StoryMember? Head => story.Members.FirstOrDefault(m => m.Link == story.Link) ?? (story.Members.Count > 0 ? story.Members[0] : null);

    public static string Newsroom(StoryMember member) => Excerpt.Of(member.Newsroom, LongestName);

    public string Lead(int most) => Excerpt.Of(story.Lead, most);

    /// <summary>What people act on, at most <paramref name="most"/> lines of a kind: deadlines and events first.</summary>
    public IEnumerable<FactLine> Facts(int most)
    {
        var facts = story.Facts;
        var dates = facts.Dates.DistinctBy(d => (d.Kind, d.Start, d.End, d.Place)).ToList();
        return
        [
            .. dates.Where(d => d.Kind == DatedKind.Deadline).Take(most).Select(Dated),
            .. dates.Where(d => d.Kind == DatedKind.Event).Take(most).Select(Dated),
            .. facts.Letters.Select(Letter).OfType<FactLine>().Take(1),
            .. Counts().Take(most),
            .. Joined(FactKind.Amount, facts.Amounts.DistinctBy(a => (a.Value, a.Currency)).Select(a => words.Money(a.Value, Excerpt.Of(a.Currency, 8))), most + 1),
            .. facts.OpenModel is { } model
                ? new[] { new FactLine(FactKind.Openness, Excerpt.Of(words.Finding(model), 400)) } : [],
            .. Joined(FactKind.Law, facts.References.Select(r => Excerpt.Of(r.Reference, LongestName)).Distinct(), most + 1),
        ];
    }

    /// <summary>"Tuesday 18 November 2025, Berlin – Summit on …".</summary>
    public FactLine Dated(DatedFact fact)
    {
        var place = string.IsNullOrWhiteSpace(fact.Place) ? "" : $", {Excerpt.Of(fact.Place, LongestName)}";
        var name = Excerpt.Of(fact.Name, LongestFact) is { Length: > 0 } known ? $" – {known}" : "";
        return fact.Kind == DatedKind.Deadline
            ? new FactLine(FactKind.Deadline, $"{When(fact)}{name}")
            : new FactLine(FactKind.Event, $"{When(fact)}{place}{name}");
    }

    public string When(DatedFact fact) => fact switch
    {
        { Kind: DatedKind.Deadline } => words.Until(fact.Imprecise ? words.Month(fact.Start) : words.Date(fact.End ?? fact.Start), fact.Imprecise),
        { Imprecise: true } => words.Month(fact.Start),
        { End: { } end } when end > fact.Start => words.Span(fact.Start, end),
        _ => words.Day(fact.Start),
    };

    /// <summary>"watchlist Open letters: “open source”, “letter”"; the verdict's own evidence where the watchlist takes everything.</summary>
    public string Why(IReadOnlyList<Reason> why) => string.Join(" · ", why.Select(reason =>
    {
        var name = words.Watchlist(Excerpt.Of(words.WatchlistName(reason.Watchlist), 80));
        var spans = reason.Words.Count > 0 ? reason.Words : [.. story.Evidence.Select(e => e.Text)];
        List<string> quoted = [.. spans.Select(w => Excerpt.Of(w, 60)).Where(w => w.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(4).Select(words.Quote)];
        return quoted.Count == 0 ? name : words.Colon(name, string.Join(", ", quoted));
    }));

    private FactLine? Letter(LetterFact letter)
    {
        List<string> parts = [];
        if (letter.Published is { } day)
        {
            parts.Add(words.Date(day));
        }

        if (Named(letter.Addressees) is { Count: > 0 } addressees)
        {
            parts.Add(words.LetterTo(words.Names(addressees, 2)));
        }

        if (Named(letter.Signatories) is { Count: > 0 } signatories)
        {
            parts.Add(words.SignedBy(words.Names(signatories, 3)));
        }

        return parts.Count == 0 && letter.Link is null
            ? null
            : new FactLine(FactKind.Letter, parts.Count == 0 ? words.Letter : string.Join(". ", parts), letter.Link);
    }

    /// <summary>
    /// Figures of the same thing stand side by side. That they contradict each other is only said of those that
    /// <see cref="ItemFacts.Conflicts"/> names: two counts of countries may well count different countries.
    /// </summary>
    private IEnumerable<FactLine> Counts()
    {
        var disputed = story.Facts.Conflicts.SelectMany(c => Figure().Matches(c)).Select(m => m.Value).ToHashSet();
        return story.Facts.Counts.GroupBy(c => c.Of).Select(of =>
        {
            var name = Excerpt.Of(of.Key, LongestName);
            var values = of.Select(c => c.Value).Distinct().Order().ToLookup(v => disputed.Contains(v.ToString(CultureInfo.InvariantCulture)));
            List<string> texts = [.. values[false].Select(v => words.Count(v, name))];
            if (values[true].Any())
            {
                texts.Insert(0, values[true].Count() > 1 ? words.Conflict([.. values[true].Take(4)], name) : words.Count(values[true].First(), name));
            }

            return new FactLine(FactKind.Count, string.Join(", ", texts.Take(4)));
        });
    }

    private IEnumerable<FactLine> Joined(FactKind kind, IEnumerable<string> texts, int most) =>
        texts.ToList() is { Count: > 0 } all ? [new FactLine(kind, words.Names(all, most))] : [];

    private List<string> Newsrooms()
    {
        List<string> names = [.. story.Members.Where(m => m.Role != ItemRole.Copy).Select(Newsroom).Where(n => n.Length > 0).Distinct()];
        return names.Count > 0 ? names : [story.Link.Host];
    }

    private static List<string> Named(IEnumerable<string> names) => [.. names.Select(n => Excerpt.Of(n, LongestName)).Where(n => n.Length > 0)];

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Figure();
}
