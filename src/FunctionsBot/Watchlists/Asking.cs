using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>A word or phrase that made a query match.</summary>
/// <param name="Text">As it stands in the text.</param>
/// <param name="Place">In which part.</param>
/// <param name="Start">The first character there, from 0.</param>
/// <param name="Asked">What of the query it answers, as it can be written.</param>
public sealed record MatchedWord(string Text, MatchPlace Place, int Start, string Asked);

/// <summary>
/// Many queries asked of one text. What several queries share is asked once: parts are known again by reference, see
/// <see cref="QueryIndex"/>.
/// </summary>
internal sealed class Asking(StoryText text)
{
    private static readonly Comparer<Placement> FirstWord = Comparer<Placement>.Create((a, b) => a.Word.CompareTo(b.Word));

    private readonly Dictionary<Query, bool> answers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Query.Term, Placement?> found = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a query holds of the text.</summary>
    public bool Holds(Query query)
    {
        if (query is Query.Term term)
        {
            return Find(term) is not null;
        }

        if (!answers.TryGetValue(query, out var holds))
        {
            answers[query] = holds = Ask(query);
        }

        return holds;
    }

    /// <summary>
    /// The places that made a query hold and the part of the query each answers, in the order of the query: every alternative that speaks
    /// for it, not only the first.
    /// </summary>
    public IEnumerable<(Placement Placement, Query Asked)> Why(Query query)
    {
        switch (query)
        {
            case Query.Term term when SaysOfStory(term.Field) || Find(term) is null:
                return [];
            case Query.Term term:
                return [(Find(term)!.Value, term)];
            case Query.Synonyms group:
                return group.Terms.Where(Holds).Select(t => (Find(t)!.Value, query));
            case Query.Near near:
                return Nearest(near) is var (left, right) ? [(left, near.Left), (right, near.Right)] : [];
            case Query.All all:
                return all.Parts.All(Holds) ? all.Parts.SelectMany(Why) : [];
            case Query.Any any:
                return any.Parts.Where(Holds).SelectMany(Why);
            default:
                return [];
        }
    }

    /// <summary>A place as people are shown it.</summary>
    public MatchedWord Word(Placement placement, Query asked) =>
        new(placement.Text, text.PlaceOf(placement.In), placement.Start, asked.ToString());

    /// <summary>Fields that say something of the whole story, and are no words of its text that could be shown.</summary>
    private static bool SaysOfStory(QueryField field) => field is QueryField.Kind or QueryField.Lang or QueryField.Topic;

    private bool Ask(Query query) => query switch
    {
        Query.Not not => !Holds(not.Part),
        Query.All all => all.Parts.All(Holds),
        Query.Any any => any.Parts.Any(Holds),
        Query.Synonyms group => group.Terms.Any(Holds),
        Query.Near near => Nearest(near) is not null,
        Query.Amount amount => text.Story.Facts.Amounts.Any(a => QueryValues.Holds(amount, a.Value, a.Currency)),
        Query.Dated days => Days(days.OfEvent).Any(day => day.From <= days.To && day.To >= days.From),
        _ => throw new InvalidOperationException($"A query of type {query.GetType().Name} cannot be asked."),
    };

    private IEnumerable<(DateOnly From, DateOnly To)> Days(bool ofEvents)
    {
        if (ofEvents)
        {
            return text.Story.Facts.Dates.Where(d => d.Kind != DatedKind.Happened).Select(d => (d.Start, d.End ?? d.Start));
        }

        return text.Story.Members.Select(m => DateOnly.FromDateTime(m.Published.UtcDateTime)).Select(day => (day, day));
    }

    private Placement? Find(Query.Term term)
    {
        if (!found.TryGetValue(term, out var placement))
        {
            found[term] = placement = text.Find(term);
        }

        return placement;
    }

    /// <summary>The closest two places of both sides in one text, if close enough. Linear in the places, which are sorted first.</summary>
    private (Placement Left, Placement Right)? Nearest(Query.Near near)
    {
        foreach (var part in text.Places(FieldOf(near.Left)))
        {
            if (Closest(Sorted(near.Left, part), Sorted(near.Right, part)) is var (left, right) && left.DistanceTo(right) <= near.Distance)
            {
                return (left, right);
            }
        }

        return null;
    }

    /// <summary>The same place is not close to itself: "open NEAR/5 open*" wants two words.</summary>
    private static (Placement Left, Placement Right)? Closest(List<Placement> lefts, List<Placement> rights)
    {
        (Placement Left, Placement Right)? closest = null;
        foreach (var left in lefts)
        {
            var after = rights.BinarySearch(left, FirstWord);
            after = after < 0 ? ~after : after;
            var before = after - 1;
            while (before >= 0 && rights[before].Overlaps(left))
            {
                before--;
            }

            while (after < rights.Count && rights[after].Overlaps(left))
            {
                after++;
            }

            foreach (var at in (ReadOnlySpan<int>)[before, after])
            {
                if (at >= 0 && at < rights.Count && (closest is not var (l, r) || left.DistanceTo(rights[at]) < l.DistanceTo(r)))
                {
                    closest = (left, rights[at]);
                }
            }
        }

        return closest;
    }

    private static List<Placement> Sorted(Query side, IndexedText part)
    {
        List<Placement> places = [.. TermsOf(side).SelectMany(part.All).Distinct()];
        places.Sort(FirstWord);
        return places;
    }

    /// <summary>The terms of what may stand beside NEAR.</summary>
    internal static IEnumerable<Query.Term> TermsOf(Query side) => side switch
    {
        Query.Term term => [term],
        Query.Synonyms group => group.Terms,
        Query.Any any => any.Parts.SelectMany(TermsOf),
        _ => [],
    };

    private static QueryField FieldOf(Query side) => TermsOf(side).First().Field;
}
