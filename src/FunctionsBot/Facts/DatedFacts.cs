using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Makes events, deadlines and past happenings of the dates in a text.</summary>
internal static class DatedFacts
{
    /// <summary>Tokens between a date and the word that says what takes place.</summary>
    private const int EventReach = 25;

    /// <summary>The same for words that also mean other things: "journée", "session".</summary>
    private const int NearbyReach = 7;

    /// <summary>A shorter line around a date is a byline or a list of links, not a sentence.</summary>
    private const int ShortestSentence = 6;

    private static readonly HashSet<string> EventNouns = Names.Cues("event");

    private static readonly HashSet<string> NearbyNouns = Names.Cues("event-nearby");

    private static readonly HashSet<string> DeadlineWords = Names.Cues("deadline");

    private static readonly HashSet<string> PublishedWords = Names.Cues("published");

    /// <summary>Before a date, these make it the last day, whatever the sentence is about.</summary>
    private static readonly HashSet<string> Until = new(["jusqu", "until", "till", "deadline", "limite", "bis", "spätestens", "hasta", "entro", "clôture", "échéance", "frist", "closes"], StringComparer.OrdinalIgnoreCase);

    /// <summary>These do only for a date to come.</summary>
    private static readonly HashSet<string> By = new(["avant", "by", "before", "ici", "tard", "later", "vor"], StringComparer.OrdinalIgnoreCase);

    public static List<DatedFact> Find(FactText text, IReadOnlyList<WrittenDate> dates, DateOnly published)
    {
        var facts = new List<DatedFact>();
        foreach (var date in dates)
        {
            if (date.Resolve(published) is not { } days || Fact(text, date, days, published) is not { } fact)
                continue;
            facts.Add(fact);
        }

        var exact = facts.Where(f => !f.Imprecise).Select(f => (f.Start.Year, f.Start.Month, f.Kind)).ToHashSet();
        return [.. facts
            .OrderBy(f => f.Start).ThenByDescending(f => f.Kind is DatedKind.Event)
            .GroupBy(f => (f.Start, f.Kind is DatedKind.Deadline)).Select(Richest)
            .Where(f => !f.Imprecise || !exact.Contains((f.Start.Year, f.Start.Month, f.Kind)))];
    }

    /// <summary>The same day told twice is one fact: the one that names an event and a place says most.</summary>
    private static DatedFact Richest(IEnumerable<DatedFact> same) =>
        same.OrderByDescending(f => (f.Kind is DatedKind.Event ? 4 : 0) + (f.Place is null ? 0 : 2) + (f.End is null ? 0 : 1)).First();

    private static DatedFact? Fact(FactText text, WrittenDate date, (DateOnly Start, DateOnly? End, bool Imprecise) days, DateOnly published)
    {
        var sentence = text.SentenceOf(date.FirstToken);
        if (IsByline(text, date, sentence))
            return null;
        var said = text.SentenceText(date.FirstToken);
        if (Deadline(text, date, sentence, days, published) is { } until)
            return new(DatedKind.Deadline, EventNames.Around(text, date, sentence), until, said) { Imprecise = days.Imprecise };
        var last = days.End ?? days.Start;
        var noun = NearestEvent(text, date, sentence);
        if (noun < 0 && (IsPassing(text, date) || IsCitation(text, date) || IsTimestamp(text, date)))
            return null;
        var kind = noun >= 0 || last > published ? DatedKind.Event : DatedKind.Happened;
        return new(kind, noun >= 0 ? EventNames.Of(text, noun, date, sentence) : EventNames.Around(text, date, sentence), days.Start, said)
        {
            End = days.End,
            Imprecise = days.Imprecise,
            Place = kind is DatedKind.Event ? Places.Near(text, date, sentence) : null,
        };
    }

    private static bool IsByline(FactText text, WrittenDate date, Sentence sentence)
    {
        var others = sentence.EndToken - sentence.FirstToken - (date.EndToken - date.FirstToken);
        if (others < ShortestSentence)
            return NearestEvent(text, date, sentence) < 0 && !HasCue(text, sentence.FirstToken, sentence.EndToken, DeadlineWords);
        // "Publié le 14 mars 2025 à 08h06, modifié le …": the page's own dates open their line.
        return others < 30 && date.FirstToken - sentence.FirstToken <= 15 && HasCue(text, sentence.FirstToken, date.FirstToken, PublishedWords);
    }

    /// <summary>"In April we released …": a month in passing, with neither its year nor an event.</summary>
    private static bool IsPassing(FactText text, WrittenDate date) =>
        date is { Day: null, Year: null, Direction: Direction.Unsaid }
        && (text.Is(date.FirstToken, "in") || text.Is(date.FirstToken, "en") || text.Is(date.FirstToken, "im") || text.Is(date.FirstToken, "since") || text.Is(date.FirstToken, "depuis"));

    /// <summary>"(January 2024)" or "example.org, January 2024": when a source came out.</summary>
    private static bool IsCitation(FactText text, WrittenDate date)
    {
        var before = date.FirstToken - 1;
        // "— Name (@handle) November 18, 2019": a quoted post.
        if (text.IsSign(before, ')') && (text.IsSign(before - 2, '@') || text.IsSign(before - 4, '@')))
            return true;
        return date.Day is null
            && ((text.IsSign(before, '(') && text.IsSign(date.EndToken, ')'))
                || (text.IsSign(before, ',') && text.IsSign(before - 2, '.') && text.Adjoins(before - 3) && text.Adjoins(before - 2)));
    }

    /// <summary>"Nov. 5, 2024 at 9:30 p.m. ET": when the page was written.</summary>
    private static bool IsTimestamp(FactText text, WrittenDate date) =>
        date.Year is not null && (text.Is(date.EndToken, "at") || text.Is(date.EndToken, "à"))
        && text.IsNumber(date.EndToken + 1) && text[date.EndToken + 2] is [':'] or "h";

    /// <summary>
    /// The last day to act, if the date is one. "Reply before 30 June" looks ahead, so a date without its year is the next one; a date
    /// that is over is a deadline only where the sentence is about doing something.
    /// </summary>
    private static DateOnly? Deadline(
        FactText text, WrittenDate date, Sentence sentence, (DateOnly Start, DateOnly? End, bool Imprecise) days, DateOnly published)
    {
        var far = Math.Max(sentence.FirstToken, date.FirstToken - 8);
        var near = Math.Max(sentence.FirstToken, date.FirstToken - 3);
        if (!HasCue(text, near, date.FirstToken, By) && !HasCue(text, far, date.FirstToken, Until) && !IsDue(text, far, date.FirstToken))
            return null;
        var last = days.End ?? days.Start;
        if (last >= published)
            return last;
        if (!HasCue(text, sentence.FirstToken, sentence.EndToken, DeadlineWords))
            return null;
        return date is { Year: null, Direction: Direction.Unsaid } && (date with { Direction = Direction.Next }).Resolve(published) is { } next
            ? next.End ?? next.Start
            : last;
    }

    /// <summary>"Answers are due on 3 March" is a deadline; "the chamber is due to debate it on 3 March" is not.</summary>
    private static bool IsDue(FactText text, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (text.Is(i, "due"))
                return !text.Is(i + 1, "to");
        }

        return false;
    }

    private static int NearestEvent(FactText text, WrittenDate date, Sentence sentence)
    {
        for (var away = 1; away <= EventReach; away++)
        {
            var (before, after) = (date.FirstToken - away, date.EndToken - 1 + away);
            if (before >= sentence.FirstToken && Names(before, away))
                return before;
            if (after < sentence.EndToken && Names(after, away))
                return after;
        }

        return -1;

        bool Names(int token, int away) => Has(EventNouns, text[token]) || (away <= NearbyReach && Has(NearbyNouns, text[token]));
    }

    private static bool HasCue(FactText text, int from, int end, HashSet<string> cues)
    {
        for (var i = from; i < end; i++)
        {
            if (Has(cues, text[i]))
                return true;
        }

        return false;
    }

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
