namespace FunctionsBot.Site.Manage;

/// <summary>What became of a stretch of text.</summary>
public enum Fate
{
    /// <summary>It stands in both.</summary>
    Kept,

    /// <summary>It stands in the one before only.</summary>
    Removed,

    /// <summary>It stands in the one after only.</summary>
    Added,
}

/// <summary>A stretch of two texts that are compared.</summary>
/// <param name="Text">The text.</param>
/// <param name="Fate">What became of it.</param>
public sealed record ComparedText(string Text, Fate Fate);

/// <summary>Two texts compared word by word.</summary>
public static class WordDifference
{
    /// <summary>Comparisons at most, about 10 ms: longer texts that differ all over are shown whole, one after the other.</summary>
    private const int MostCells = 1_000_000;

    /// <summary>The stretches of both texts in order: the longest common sequence of words stays (Wagner and Fischer, JACM 21(1), 1974).</summary>
    public static IReadOnlyList<ComparedText> Of(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        var start = 0;
        while (start < old.Count && start < now.Count && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Count - start && end < now.Count - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        var parts = new List<ComparedText>();
        Add(parts, old.Take(start), Fate.Kept);
        Middle(parts, old.GetRange(start, old.Count - start - end), now.GetRange(start, now.Count - start - end));
        Add(parts, old.Skip(old.Count - end), Fate.Kept);
        return parts;
    }

    private static void Middle(List<ComparedText> parts, List<string> old, List<string> now)
    {
        if ((long)old.Count * now.Count > MostCells)
        {
            Add(parts, old, Fate.Removed);
            Add(parts, now, Fate.Added);
            return;
        }

        var common = Common(old, now);
        for (int i = 0, j = 0; i < old.Count || j < now.Count;)
        {
            if (i < old.Count && j < now.Count && old[i] == now[j])
            {
                Add(parts, [old[i]], Fate.Kept);
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Count || (i < old.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                Add(parts, [old[i++]], Fate.Removed);
            }
            else
            {
                Add(parts, [now[j++]], Fate.Added);
            }
        }
    }

    /// <summary>How many words the rests have in common, from each pair of places on.</summary>
    private static int[,] Common(List<string> old, List<string> now)
    {
        var common = new int[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static void Add(List<ComparedText> parts, IEnumerable<string> words, Fate fate)
    {
        var text = string.Concat(words);
        if (text.Length == 0)
        {
            return;
        }

        if (parts is [.., var last] && last.Fate == fate)
        {
            parts[^1] = last with { Text = last.Text + text };
        }
        else
        {
            parts.Add(new ComparedText(text, fate));
        }
    }

    /// <summary>Runs of letters and digits, runs of blanks, and everything else by itself.</summary>
    private static List<string> Words(string text)
    {
        List<string> words = [];
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            var sort = Sort(text[at]);
            while (sort != 0 && end < text.Length && Sort(text[end]) == sort)
            {
                end++;
            }

            words.Add(text[at..end]);
            at = end;
        }

        return words;
    }

    private static int Sort(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? 1 : char.IsWhiteSpace(c) ? 2 : 0;
}
