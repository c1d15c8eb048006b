using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>
/// What becomes of a story's appointments when its facts change. Facts are told anew with every text; an appointment is the same from its
/// first telling to its cancellation, so that who put it in a calendar sees it move instead of finding it twice.
/// </summary>
internal static class Agenda
{
    /// <summary>Appointments kept; what was cancelled longest ago goes first.</summary>
    private const int Most = 200;

    private static readonly HashSet<string> Moving = Set(
        "postponed rescheduled delayed moved extended extension reporte reportee reportes reportees decale decalee repousse repoussee prolonge prolongee prolongation deplace deplacee verschoben aplazado aplazada rinviato rinviata");

    private static readonly HashSet<string> CallingOff = Set(
        "cancelled canceled cancels annule annulee annules annulees abgesagt cancelado cancelada annullato annullata");

    /// <summary>The agenda after a change of the story; the same object where nothing in it changed.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="story">The story as it is.</param>
    /// <param name="now">When that is.</param>
    public static StoryAgenda Update(StoryAgenda before, Story story, DateTimeOffset now)
    {
        var last = before.Last;
        var old = before.Appointments.ToList();
        List<Appointment> after = [];
        foreach (var (fact, known) in Pair(Standing(story), old))
        {
            var wanted = Filled(known ?? new Appointment($"{story.Id}-{++last}", story.Id, fact.Kind, fact.Name, fact.Start) { Created = now, Changed = now }, fact, story);
            after.Add(known is null ? wanted : Changed(known, wanted, now));
        }

        after.AddRange(old.Select(gone => Changed(gone, gone with { IsCancelled = true, StoryId = story.Id }, now)));
        var kept = after.OrderBy(a => a.IsCancelled).ThenByDescending(a => a.Changed).Take(Most).OrderBy(a => a.Created).ThenBy(a => a.Uid, StringComparer.Ordinal).ToList();
        return kept.SequenceEqual(before.Appointments, ReferenceEqualityComparer.Instance) ? before : new StoryAgenda(kept) { Last = last };
    }

    /// <summary>Two agendas of stories that became one; of appointments that both had, the one known first stays, the others end up cancelled.</summary>
    public static StoryAgenda Union(StoryAgenda one, StoryAgenda other) =>
        new([.. one.Appointments.Concat(other.Appointments).DistinctBy(a => a.Uid).OrderBy(a => a.Created).ThenBy(a => a.Uid, StringComparer.Ordinal)])
        {
            Last = one.Last,
        };

    /// <summary>The events and deadlines that hold: not one whose later telling says that it was moved.</summary>
    private static List<DatedFact> Standing(Story story)
    {
        var dates = story.Facts.Dates.Where(d => d.Kind != DatedKind.Happened).ToList();
        return [.. dates.Where(d => !dates.Exists(later => later != d && later.Kind == d.Kind && later.Known > d.Known && Says(later.Sentence, Moving) && Alike(later.Name, d.Name)))];
    }

    /// <summary>Each fact with the appointment it tells of, which is taken from the list: first by day, then by name.</summary>
    private static List<(DatedFact Fact, Appointment? Known)> Pair(List<DatedFact> facts, List<Appointment> old)
    {
        List<(DatedFact, Appointment?)> pairs = [];
        List<DatedFact> rest = [];
        foreach (var fact in facts)
        {
            if (Take(old, a => a.Kind == fact.Kind && a.Start == fact.Start && a.IsImprecise == fact.Imprecise) is { } known)
            {
                pairs.Add((fact, known));
            }
            else
            {
                rest.Add(fact);
            }
        }

        pairs.AddRange(rest.Select(fact => (fact, Take(old, a => a.Kind == fact.Kind && !a.IsCancelled && Alike(a.Name, fact.Name)))));
        return pairs;
    }

    private static Appointment? Take(List<Appointment> from, Predicate<Appointment> which)
    {
        var at = from.FindIndex(which);
        if (at < 0)
        {
            return null;
        }

        var taken = from[at];
        from.RemoveAt(at);
        return taken;
    }

    private static Appointment Filled(Appointment appointment, DatedFact fact, Story story) => appointment with
    {
        StoryId = story.Id,
        Name = fact.Name,
        Start = fact.Start,
        End = fact.End,
        Place = fact.Place,
        IsImprecise = fact.Imprecise,
        Sentence = fact.Sentence,
        StoryTitle = story.Title,
        Language = story.Language,
        Watchlists = [.. story.Matches.Keys.Order(StringComparer.Ordinal)],
        IsCancelled = IsCalledOff(fact, story),
    };

    /// <summary>The sentence itself says so, or a later headline of a story about an event still to come does.</summary>
    private static bool IsCalledOff(DatedFact fact, Story story) =>
        Says(fact.Sentence, CallingOff)
        || (story.Kind == StoryKind.Event && fact.Kind == DatedKind.Event
            && story.Members.Any(m => DateOnly.FromDateTime(m.Published.UtcDateTime) <= fact.Start && Says(m.Title, CallingOff)));

    private static Appointment Changed(Appointment before, Appointment after, DateTimeOffset now)
    {
        if (Bare(before) == Bare(after) && before.Watchlists.SequenceEqual(after.Watchlists))
        {
            return before;
        }

        var matters = (before.Start, before.End, before.Place, before.Name, before.IsCancelled) != (after.Start, after.End, after.Place, after.Name, after.IsCancelled);
        return after with { Changed = now, Sequence = before.Sequence + (matters ? 1 : 0) };
    }

    private static Appointment Bare(Appointment appointment) => appointment with { Watchlists = [], Changed = default, Sequence = 0 };

    private static bool Says(string text, HashSet<string> words)
    {
        foreach (var span in Folding.Words(text))
        {
            if (words.Contains(Folding.Fold(span.In(text))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Names of one thing: at least half of the words of the shorter one stand in the other.</summary>
    private static bool Alike(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        var least = Math.Min(a.Count, b.Count);
        return least > 0 && 2 * a.Count(b.Contains) >= least;
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var span in Folding.Words(text))
        {
            if (span.In(text) is { Length: > 3 } word)
            {
                words.Add(Folding.Fold(word));
            }
        }

        return words;
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
