using FunctionsBot.Domain;

namespace FunctionsBot.Site;

/// <summary>A stretch of text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">What it is evidence of; null where it is none.</param>
public sealed record Stretch(string Text, string? Label);

/// <summary>Shows where in a text the evidence stands.</summary>
internal static class Highlights
{
    /// <summary>Characters shown before the first and after the last evidence of a paragraph.</summary>
    private const int Margin = 140;

    /// <summary>Longest excerpt: a quotation, not the article.</summary>
    private const int LongestExcerpt = 420;

    private const int MostExcerpts = 4;

    /// <summary>The whole title, cut where evidence starts and ends.</summary>
    public static IReadOnlyList<Stretch> Title(string title, IReadOnlyList<Evidence> evidence) =>
        Cut(title, 0, title.Length, [.. evidence.Where(e => e.Start < 0).Select(e => e with { Start = -1 - e.Start })]);

    /// <summary>The paragraphs with most evidence, in the order of the text, each cut down to what is around it.</summary>
    public static IReadOnlyList<IReadOnlyList<Stretch>> Excerpts(string text, IReadOnlyList<Evidence> evidence)
    {
        var there = evidence.Where(e => e.Start >= 0 && Stands(text, e)).OrderBy(e => e.Start).ToList();
        return [.. there
            .GroupBy(e => text.LastIndexOf("\n\n", e.Start, StringComparison.Ordinal))
            .OrderByDescending(g => g.Count())
            .Take(MostExcerpts)
            .OrderBy(g => g.Key)
            .Select(g => Excerpt(text, [.. g]))
            .Where(excerpt => excerpt.Any(s => s.Label is not null))];
    }

    private static List<Stretch> Excerpt(string text, List<Evidence> evidence)
    {
        var first = evidence[0].Start;
        var paragraph = text.LastIndexOf("\n\n", first, StringComparison.Ordinal) is >= 0 and var blank ? blank + 2 : 0;
        var paragraphEnd = text.IndexOf("\n\n", first, StringComparison.Ordinal) is >= 0 and var next ? next : text.Length;
        var start = ToWord(text, Math.Max(paragraph, first - Margin), paragraph);
        var reach = evidence.Where(e => e.Start + e.Text.Length - start <= LongestExcerpt).Select(e => e.Start + e.Text.Length).DefaultIfEmpty(first + evidence[0].Text.Length).Max();
        var end = Math.Min(paragraphEnd, reach + Margin);
        end = end < paragraphEnd && text.LastIndexOf(' ', end - 1, end - reach) is >= 0 and var space ? space : end;

        var stretches = Cut(text, start, end, evidence);
        if (start > paragraph)
        {
            stretches.Insert(0, new Stretch("… ", null));
        }

        if (end < paragraphEnd)
        {
            stretches.Add(new Stretch(" …", null));
        }

        return stretches;
    }

    private static List<Stretch> Cut(string text, int start, int end, IReadOnlyList<Evidence> evidence)
    {
        var stretches = new List<Stretch>();
        var at = start;
        foreach (var e in evidence.Where(e => Stands(text, e)).OrderBy(e => e.Start))
        {
            if (e.Start < at || e.Start + e.Text.Length > end)
            {
                continue; // Within one that is shown already, or outside of what is shown.
            }

            if (e.Start > at)
            {
                stretches.Add(new Stretch(text[at..e.Start], null));
            }

            stretches.Add(new Stretch(e.Text, e.Label));
            at = e.Start + e.Text.Length;
        }

        if (at < end)
        {
            stretches.Add(new Stretch(text[at..end], null));
        }

        return stretches;
    }

    /// <summary>The stored text may be a later version than the evidence: only what still stands there is marked.</summary>
    private static bool Stands(string text, Evidence e) =>
        e.Text.Length > 0 && e.Start <= text.Length - e.Text.Length && text.AsSpan(e.Start, e.Text.Length).SequenceEqual(e.Text);

    private static int ToWord(string text, int start, int least)
    {
        if (start <= least)
        {
            return least;
        }

        var space = text.IndexOf(' ', start, Margin);
        return space < 0 ? start : space + 1;
    }
}
