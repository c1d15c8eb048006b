using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace FunctionsBot.Sources;

/// <summary>
/// The meaningful difference between two readings of a page: paragraphs added, names added under the signatories, a count of signatures that
/// jumped, a date or a sum that changed where it binds. Order, counters, "updated on" and what is nothing but a link are none.
/// </summary>
internal sealed class PageChange
{
    private const int LeastWords = 5;
    private const int LeastCharacters = 25;
    private const int ShownParagraphs = 20;
    private const int ShownNames = 200;
    private const int LongestShown = 2000;
    private const int LinkedWords = 6;

    /// <summary>A count is told again when it has grown by a quarter, or passed one of these.</summary>
    private static readonly long[] Milestones = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000];

    private readonly List<string> paragraphs = [];
    private readonly List<string> names = [];
    private readonly List<string> figures = [];
    private (long Before, long Now)? signatures;

    /// <summary>Nothing that anyone would want to know.</summary>
    public bool IsNone => paragraphs.Count + names.Count + figures.Count == 0 && signatures is null;

    /// <summary>Compares the blocks of a page with a former reading.</summary>
    /// <param name="blocks">As they are now.</param>
    /// <param name="before">As they were; null at the first reading, which changes nothing.</param>
    /// <param name="reading">What to remember.</param>
    public static PageChange Find(IReadOnlyList<PageBlock> blocks, PageReading? before, out PageReading reading)
    {
        var change = new PageChange();
        reading = new();
        Dictionary<ulong, uint> sums = [];
        List<(PageBlock Block, List<string> Words, ulong Hash)> known = [];
        foreach (var block in blocks)
        {
            var words = PageWords.Masked(block.Text);
            if (words.Count == 0 || PageWords.IsCounter(words)) continue;
            var hash = PageReading.HashOf(words);
            // Blocks that differ in nothing but figures are told apart by the sum of theirs, whatever their order.
            sums[hash] = sums.GetValueOrDefault(hash) + PageReading.FiguresOf(block.Text);
            known.Add((block, words, hash));
        }

        foreach (var (hash, sum) in sums) reading.Put(hash, sum);
        foreach (var (block, words, hash) in known) change.Compare(block, words, hash, sums[hash], before, reading);
        if (before is not null) reading.Keep(before);
        return change;
    }

    /// <summary>The same for the same difference, however often it is found.</summary>
    public string Identity()
    {
        var text = string.Join('\n', [.. paragraphs, .. names, .. figures, $"{signatures?.Now}"]);
        return $"change-{XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())):x16}";
    }

    /// <summary>
    /// The page's address, leading to the first thing that is new where a browser can (https://wicg.github.io/scroll-to-text-fragment/); where
    /// only a count has changed, marked by the change, so that it is not taken for the page itself.
    /// </summary>
    public Uri Link(Uri page)
    {
        var words = figures.Concat(paragraphs).Concat(names).FirstOrDefault()?.Split(' ').Take(LinkedWords);
        var place = words is null ? Identity() : $":~:text={Uri.EscapeDataString(string.Join(' ', words)).Replace("-", "%2D", StringComparison.Ordinal)}";
        return Uri.TryCreate(page, "#" + place, out var link) ? link : page;
    }

    /// <summary>What changed, in a few words.</summary>
    public string Headline(bool french)
    {
        List<string> parts = [];
        if (signatures is { } count) parts.Add($"{Number(count.Now, french)} signatures ({(french ? "auparavant " : "before: ")}{Number(count.Before, french)})");
        if (figures.Count > 0) parts.Add(french ? "date ou montant changé" : "a date or sum changed");
        if (paragraphs.Count > 0) parts.Add(Counted(paragraphs.Count, french ? "paragraphe ajouté" : "paragraph added", french ? "paragraphes ajoutés" : "paragraphs added"));
        if (names.Count > 0) parts.Add(Counted(names.Count, french ? "nom ajouté" : "name added", french ? "noms ajoutés" : "names added"));
        return string.Join(", ", parts);
    }

    /// <summary>What is new, in full as far as it is not endless.</summary>
    public string Html()
    {
        var html = new StringBuilder();
        foreach (var text in figures.Concat(paragraphs).Take(ShownParagraphs)) html.Append("<p>").Append(SafeMarkup.OfText(Cut(text))).Append("</p>");
        if (names.Count > 0) html.Append("<p>").Append(SafeMarkup.OfText(string.Join(", ", names.Take(ShownNames).Select(Cut)))).Append("</p>");
        return html.ToString();
    }

    private void Compare(PageBlock block, List<string> words, ulong hash, uint sum, PageReading? before, PageReading reading)
    {
        var isCount = words.Count <= 20 && words.Contains("#") && PageWords.IsSigning(words);
        var count = isCount ? PageWords.Count(block.Text) : 0;
        if (before is null || !before.Knows(hash))
        {
            if (isCount) reading.PutCount(hash, count);
            if (before is not null) Added(block, words);
            return;
        }

        if (isCount)
        {
            var told = before.Count(hash) ?? count;
            if (IsJump(told, count)) signatures = (told, count);
            reading.PutCount(hash, IsJump(told, count) ? count : told);
        }
        else if (before.Figures(hash) != sum && PageWords.IsBinding(block.Text, words) && !figures.Contains(block.Text))
        {
            figures.Add(block.Text);
        }
    }

    private void Added(PageBlock block, List<string> words)
    {
        if (words.Count >= LeastWords && block.Text.Length >= LeastCharacters) paragraphs.Add(block.Text);
        else if (block.Listed && words.Exists(w => w.Length > 1) && PageWords.IsSigning(PageWords.Masked(block.Heading))) names.Add(block.Text);
    }

    private static bool IsJump(long before, long now) =>
        now > before && ((now - before >= 25 && now >= before * 1.25) || Array.Exists(Milestones, m => before < m && now >= m));

    private static string Counted(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private static string Number(long number, bool french) => number.ToString("N0", CultureInfo.GetCultureInfo(french ? "fr-FR" : "en-GB"));

    private static string Cut(string text) => text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "…");
}
