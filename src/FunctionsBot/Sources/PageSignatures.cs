using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>The names and the count under a letter, out of the blocks of its page.</summary>
internal static class PageSignatures
{
    /// <summary>Fewer names are those of authors or contacts.</summary>
    private const int Fewest = 5;

    private const int LongestName = 160;
    private const int CountedWords = 20;

    /// <summary>Blocks of a page that was not read to its end.</summary>
    private const int Most = 5000;

    /// <summary>Those who stand under the page; null where nobody does and nothing is counted.</summary>
    public static SignatureList? Of(IReadOnlyList<PageBlock> blocks)
    {
        var headings = new Dictionary<string, bool>(StringComparer.Ordinal);
        List<string> names = [];
        var (count, of) = (0L, "signatory");
        foreach (var block in blocks)
        {
            if (!headings.TryGetValue(block.Heading, out var signing))
            {
                headings[block.Heading] = signing = PageWords.IsSigning(PageWords.Masked(block.Heading));
            }

            if (signing && block.Listed && block.Text.Length <= LongestName && block.Text.Any(char.IsLetter))
            {
                names.Add(block.Text);
                continue;
            }

            var words = PageWords.Masked(block.Text);
            if (words.Count <= CountedWords && words.Contains("#") && PageWords.IsSigning(words))
            {
                var counted = FirstCount(block.Text);
                (count, of) = counted > count ? (counted, words.Exists(w => w.StartsWith("organi", StringComparison.Ordinal)) ? "organisation" : "signatory") : (count, of);
            }
        }

        names = names.Count >= Fewest ? names : [];
        return names.Count == 0 && count == 0 ? null : new SignatureList(names, count is > 0 and <= int.MaxValue ? (int)count : null) { Of = of, IsCut = blocks.Count >= Most };
    }

    /// <summary>The number that stands first: what follows may be the year of a date.</summary>
    private static long FirstCount(string text)
    {
        var start = text.AsSpan().IndexOfAnyInRange('0', '9');
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is ' ' or '\u00a0' or '\u202f' or ',' or '.' && end + 3 < text.Length && text.AsSpan(end + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0)))
        {
            end++;
        }

        return PageWords.Count(text[start..end]);
    }
}
