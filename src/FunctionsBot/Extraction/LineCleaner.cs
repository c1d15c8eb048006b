using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace FunctionsBot.Extraction;

/// <summary>A line of text on its way to being a paragraph of the item.</summary>
/// <param name="Text">The words.</param>
/// <param name="Heading">A heading of the article.</param>
internal readonly record struct Line(string Text, bool Heading = false);

/// <summary>
/// Takes out the lines that are the site's and not the article's, by their words: "read also", "share", "subscribe to our newsletter".
/// The same rules serve pages and plain scraped text.
/// </summary>
internal static class LineCleaner
{
    private const int LongestChrome = 300;
    /// <summary>Shorter lines may well be said twice.</summary>
    private const int Repeatable = 50;

    private const int LongestCaption = 180;

    private const int LongestEnd = 60;
    private const int LongestByline = 200;

    private static readonly SearchValues<char> CaptionMarks = SearchValues.Create("(/|-©:.!?");

    private static readonly Phrases Whole = new(Vocabulary.Section("lines.txt", "whole"));
    private static readonly Phrases Starts = new(Vocabulary.Section("lines.txt", "starts"));
    private static readonly SearchValues<string> Contains =
        SearchValues.Create([.. Vocabulary.Section("lines.txt", "contains")], StringComparison.Ordinal);
    private static readonly Regex[] Captions = Vocabulary.Patterns("lines.txt", "captions");
    private static readonly Phrases SureEnds = new(Vocabulary.Section("lines.txt", "ends-surely"));
    private static readonly Regex[] EndPatterns = Vocabulary.Patterns("lines.txt", "end-patterns");
    private static readonly Regex[] LongCaptions = Vocabulary.Patterns("lines.txt", "long-captions");

    private static readonly Phrases Ends = new(Vocabulary.Section("lines.txt", "ends"));

    /// <summary>The article's own lines, without its title where the first lines repeat it.</summary>
    public static List<Line> Clean(IReadOnlyList<Line> lines, string? title)
    {
        var kept = new List<Line>(lines.Count);
        var seen = new HashSet<string>();
        var end = EndOf(lines);
        var bareTitle = Bare(title ?? "");
        for (var i = 0; i < end; i++)
        {
            var folded = Words.Fold(lines[i].Text);
            if (IsChrome(folded) || (((i < 40 && kept.Count < 6) || i >= end - 2) && IsByline(lines[i].Text)) || IsDecoration(folded)
                || (lines[i].Heading && IsEnd(folded)))
                continue;
            var bare = Bare(folded);
            if (bare == bareTitle && (kept.Count < 3 || lines[i].Heading))
                continue;
            if (bare.Length > Repeatable && Words.EndsSentence(folded) && !seen.Add(bare))
                continue;
            kept.Add(lines[i]);
        }

        while (kept.Count > 0 && kept[^1].Heading)
            kept.RemoveAt(kept.Count - 1);
        return kept;
    }

    /// <summary>Whether a folded line is the site's and not the article's.</summary>
    public static bool IsChrome(string folded)
    {
        var plain = Trim(folded);
        return Whole.Is(plain.TrimEnd(':', '…', '?', ' '))
            || (folded.Length <= LongestChrome && (Starts.StartOf(plain) is not null || folded.AsSpan().ContainsAny(Contains)))
            || IsCaption(folded);
    }

    /// <summary>Whether a folded line ends the article.</summary>
    public static bool IsEnd(string folded)
    {
        var plain = Trim(folded).TrimEnd(':', '.', '!', ' ', '…', '?');
        return Ends.Is(plain) || SureEnds.Is(plain) || (plain.Length < LongestEnd && EndPatterns.Any(p => p.IsMatch(plain)));
    }

    /// <summary>Letters and digits only, folded: for telling whether two lines say the same.</summary>
    public static string Bare(string text)
    {
        var folded = Words.Fold(text);
        var bare = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (char.IsLetterOrDigit(c))
                bare.Append(c);
        }

        return bare.ToString();
    }

    /// <summary>A line with the author or the date and nothing else.</summary>
    public static bool IsByline(string line)
    {
        if (line.Length > LongestByline)
            return false;
        if (DateFinder.SaysPublished(line) || (AuthorNames.WithoutBy(line).Length < line.Length && DateReader.In(line).Any()))
            return true;
        if (line.Length > 120)
            return false;
        var rest = DateReader.Without(line, out var dates);
        if (dates > 0 && Words.Count(rest, 9) <= 8 && !Words.EndsSentence(rest))
            return true;
        return AuthorNames.IsByline(dates > 0 ? rest.TrimStart(' ', '-', '–', '|', '·', ',') : line);
    }

    private static bool IsCaption(string folded) =>
        (folded.Length <= LongestCaption && folded.AsSpan().IndexOfAny(CaptionMarks) >= 0 && Captions.Any(c => c.IsMatch(folded)))
        || (folded.Length <= 2 * LongestCaption && LongCaptions.Any(c => c.IsMatch(folded)));

    private static int EndOf(IReadOnlyList<Line> lines)
    {
        var total = lines.Sum(l => l.Text.Length);
        var before = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (before * 2 > total && lines[i].Text.Length < LongestEnd && Words.Fold(lines[i].Text) is var folded
                && (IsSureEnd(folded) || (IsEnd(folded) && !Resumes(lines, i))))
                return i;
            before += lines[i].Text.Length;
        }

        return lines.Count;
    }

    private static bool IsSureEnd(string folded) => SureEnds.Is(Trim(folded).TrimEnd(':', '.', '!', ' ', '…', '?'));

    /// <summary>A box of links stood there, and the article goes on below it.</summary>
    private static bool Resumes(IReadOnlyList<Line> lines, int end) =>
        end + 1 < lines.Count && lines[end + 1].Text.Length > LongestCaption && Words.EndsSentence(lines[end + 1].Text);

    private static bool IsDecoration(string folded) => !folded.Any(char.IsLetterOrDigit);

    /// <summary>Without bullets, arrows and pictures around it.</summary>
    private static string Trim(string folded)
    {
        var start = 0;
        while (start < folded.Length && !char.IsLetterOrDigit(folded[start]) && folded[start] is not ('(' or '©'))
            start++;
        return folded[start..].TrimEnd(' ', '>', '»', '|', '→', '-', '"');
    }
}
